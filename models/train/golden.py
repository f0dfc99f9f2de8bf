"""What PyTorch says, for TypeScript to agree with: golden.json of a weights folder.

    python models/train/golden.py --checkpoint RUN/checkpoint.pt --out models/music/weights/piano

A few fixed prompts, alone and as two ragged lanes of one batch: the logits after the last token
(float32, six digits), 64 greedy tokens by PyTorch (argmax, no mask), and by the 8-bit graph.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from export import Runner, load_checkpoint

GREEDY = 64
TOLERANCE = 2e-3             # absolute, on float32 logits: other kernels, other order of sums
INT8_AGREEMENT = 8           # greedy tokens in a row that another machine's 8-bit run shares
PROMPTS = {                  # ids of any vocabulary of 414; smaller ones wrap round
    "bos": [391, 396, 405],
    "chord": [391, 396, 405, 372, 48, 370, 60, 64, 67, 305, 176, 188, 192, 195],
    "scale": [391, 399, 409, 374, 60, 280, 188, 62, 280, 190, 64, 280, 192, 65, 280, 193, 67, 280, 195],
    "infill": [391, 397, 405, 393, 372, 60, 305, 188, 62, 305, 190, 394, 355, 355, 372, 72, 305, 200, 395],
    "pedal": [391, 396, 411, 388, 380, 36, 355, 355, 164, 389],
}
RAGGED = ("chord", "scale")


@torch.no_grad()
def greedy_torch(model, prompt):
    """-> last logits of the prompt [V], GREEDY argmax tokens; stepping through the cache."""
    keys, values = model.empty_cache(1)
    tokens, out, first = torch.tensor([prompt]), [], None
    while len(out) < GREEDY:
        lengths = torch.tensor([keys[0].shape[3]])
        logits, new_keys, new_values = model.step(tokens, lengths, keys, values)
        first = logits[0, -1] if first is None else first
        out.append(int(logits[0, -1].argmax()))
        tokens = torch.tensor([[out[-1]]])
        keys = [torch.cat(pair, 3) for pair in zip(keys, new_keys)]
        values = [torch.cat(pair, 2) for pair in zip(values, new_values)]
    return first, out


def greedy_onnx(path, shape, prompts):
    """-> last logits [B,V], greedy tokens [B][GREEDY]; ragged prompts are padded on the right."""
    runner = Runner(str(path), shape)
    valid = np.array([len(p) for p in prompts])
    tokens = np.zeros((len(prompts), valid.max()), np.int64)
    for lane, prompt in enumerate(prompts):
        tokens[lane, :len(prompt)] = prompt
    runner.start(len(prompts), valid.max() + GREEDY)
    logits = runner.run(tokens, valid)
    last = first = logits[np.arange(len(prompts)), valid - 1]
    out = []
    for _ in range(GREEDY):
        out.append(last.argmax(-1))
        last = runner.run(out[-1][:, None])[:, -1]
    return first, np.stack(out, 1).tolist()


@torch.no_grad()
def golden(checkpoint, out, recipe=None):
    model, _ = load_checkpoint(checkpoint, recipe)
    shape, cases = model.shape, []
    fp32, int8 = out / "model.onnx", out / "model.int8.onnx"
    prompts = {name: [t % shape.vocabulary for t in prompt] for name, prompt in PROMPTS.items()}
    for name, prompt in prompts.items():
        logits, greedy = greedy_torch(model, prompt)
        whole = model(torch.tensor([prompt]))[0, -1]
        assert torch.allclose(whole, logits, atol=1e-4), "training and stepping disagree"
        seen, tokens = greedy_onnx(fp32, shape, [prompt])
        worst = float(np.abs(seen[0] - logits.numpy()).max())
        assert worst < TOLERANCE / 4, f"{name}: float32 graph is off by {worst}"
        assert tokens[0] == greedy, f"{name}: float32 graph takes another way"
        eight, eight_tokens = greedy_onnx(int8, shape, [prompt])
        print(f"{name}: fp32 off by {worst:.1e}, int8 by {np.abs(eight[0] - logits.numpy()).max():.2f}")
        cases.append({"name": name, "prompt": prompt, "logits": [round(x, 6) for x in logits.tolist()],
                      "greedy": greedy, "greedyInt8": eight_tokens[0]})
    lanes = [prompts[name] for name in RAGGED]
    seen, tokens = greedy_onnx(fp32, shape, lanes)
    for name, row, way in zip(RAGGED, seen, tokens):
        case = next(c for c in cases if c["name"] == name)
        assert np.abs(row - np.array(case["logits"])).max() < TOLERANCE and way == case["greedy"], "ragged"
    result = {"tolerance": TOLERANCE, "int8Agreement": INT8_AGREEMENT, "cases": cases, "ragged": list(RAGGED)}
    (out / "golden.json").write_text(json.dumps(result, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    golden(args.checkpoint, args.out)
