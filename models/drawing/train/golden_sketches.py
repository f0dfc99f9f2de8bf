"""What Python says of a few drawings, for models/drawing/sketch.ts and its task to agree with.

    python models/drawing/train/golden_sketches.py --checkpoint RUN/checkpoint.pt --out models/drawing/weights/sketch

sketches.json of a weights folder: for each drawing its points on the page, the points that simplifying
keeps, tokens, input ids, decoded points; the encoder's mean latent; the float32 logits after the whole
drawing, that latent given; and GREEDY tokens drawn from the latent alone, each placed on the page
(argmax up to END, no grammar). models/train/golden.py pins the bare network; this pins what is around it.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parents[2] / "train"))
import config  # noqa: E402
from codec import *  # noqa: E402,F403

GREEDY = 40
TOLERANCE = 2e-3


def examples():
    """Drawings of our own, in page units."""
    turn = np.linspace(0, 2 * np.pi, 60)
    circle = np.stack([512 + 300 * np.cos(turn), 512 + 260 * np.sin(turn)], 1)
    wave = np.stack([np.linspace(30, 990, 80), 500 + 120 * np.sin(np.linspace(0, 14, 80))], 1)
    drawings = {
        "dot": [[[700, 13]]],
        "line": [[[10, 1010], [1013, 17]]],
        "face": [circle, [[400, 420], [404, 424]], [[620, 420], [620, 450]], [[400, 640], [512, 700], [620, 640]]],
        "house": [[[200, 900], [200, 500], [800, 500], [800, 900], [200, 900]], [[160, 520], [500, 180], [840, 520]],
                  [[440, 900], [440, 700], [560, 700], [560, 900]]],
        "wave": [wave],
        "off the page": [[[-40, 500], [1100, 530]]],
    }
    return {name: [np.floor(np.asarray(s, float) + 0.5).astype(np.int64) for s in d] for name, d in drawings.items()}


@torch.no_grad()
def golden(checkpoint, out):
    from export import Runner, load_checkpoint
    model, _ = load_checkpoint(checkpoint, config)
    runner, cases = Runner(str(out / "model.onnx"), model.shape), []
    for name, strokes in examples().items():
        kept = [s[tolerances(s) > EPSILON] for s in strokes]
        tokens = encode(*flat([kept]))[0]
        plain = np.concatenate([[[BOS, UNKNOWN]], tokens], 1)
        ids = placed(plain)
        mu, _ = model.encoder(torch.from_numpy(ids))
        logits = model(torch.from_numpy(ids), conditions=mu[:, None])[0, -1]
        runner.start(1, ids.shape[1] + GREEDY + 8)
        seen = runner.run(ids, conditions=mu.numpy()[:, None])[0, -1]
        assert np.abs(seen - logits.numpy()).max() < TOLERANCE / 4, "the float32 graph is off"
        runner.start(1, GREEDY + 8)
        scores, pen, greedy = runner.run(plain[:, :2], conditions=mu.numpy()[:, None])[:, -1], np.zeros((1, 2), np.int64), []
        while len(greedy) < GREEDY and (not greedy or greedy[-1] != END):
            token = scores[:, :END + 1].argmax(-1)
            pen = move_pens(pen, token)
            scores = runner.run(place(token, pen)[:, None])[:, -1]
            greedy.append(int(token[0]))
        cases.append({"name": name, "strokes": [s.tolist() for s in strokes], "kept": [s.tolist() for s in kept],
                      "tokens": tokens[0].tolist(), "ids": ids[0].tolist(), "decoded": [s.tolist() for s in decode(tokens[0])],
                      "mu": [round(x, 6) for x in mu[0].tolist()], "logits": [round(x, 6) for x in logits.tolist()],
                      "greedyFromLatent": greedy})
    result = {"tolerance": TOLERANCE, "cases": cases}
    (out / "sketches.json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
    print(f"{len(cases)} drawings agree")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    golden(args.checkpoint, args.out)
