"""Checks of the recipe, about a minute on one core.

    python models/drawing/train/check.py [--data PREPARED]

Drawings survive the tokens; hostile ones break nothing; training, stepping and placing agree; the
encoder does not mind padding; and a few drawings can be learned by heart.
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).parents[2] / "train"))
from config import SMOKE, build, loss_of  # noqa: E402
from windows import *  # noqa: E402,F403

HEART, STEPS = 8, 180


def check_codec(windows, rng):
    """Every vertex is met within the codebook's error; offsets never leave the table."""
    for _ in range(200):
        strokes, _ = windows.augment(windows.draw(rng), rng)
        tokens, lengths = encode(*flat([strokes]))
        again = decode(tokens[0])
        assert len(again) == len(strokes) and lengths[0] == (tokens != PAD).sum()
        for a, b in zip(strokes, again):
            for point in a:                                    # NEAR, the codebook's coarsest cell, and a cell of the page
                assert np.hypot(*(b - point).T).min() < 8 * PIXEL, (point, b)
    wild = [rng.integers(-5000, 9000, (n, 2)) for n in (1, 2, 300)] + [np.full((50, 2), 512)]
    tokens, lengths = encode(*flat([wild, []]), room=500)
    assert lengths[0] == 500 and lengths[1] == 0
    noise = rng.integers(0, VOCABULARY, (50, 200))
    for row in noise:
        assert all(s.shape[1] == 2 for s in decode(row))
    assert (placed(noise) % VOCABULARY == noise).all()
    print("codec: 200 drawings come back; hostile strokes and tokens pass")


def check_windows(windows, rng):
    for _ in range(20):
        ids, targets = windows.batch(rng, 8, 256)
        plain = ids % VOCABULARY
        learned = targets[:, 1:-1] >= 0
        assert len(ids) % 2 == 0 and (plain[:, 0] == BOS).all() and (targets[:, 1:] < BOS).all()
        assert ((plain[:, 2:] == targets[:, 1:-1]) | (plain[:, 2:] == PAD))[learned].all()
        assert (ids == placed(plain)).all()
    print("windows: inputs and targets fit")


@torch.no_grad()
def check_network(model, ids):
    whole = model.eval()(ids)
    (keys, values), seen = model.empty_cache(len(ids)), []
    for t in range(ids.shape[1]):
        logits, k, v = model.step(ids[:, t:t + 1], torch.full((len(ids),), t), keys, values)
        keys, values = ([torch.cat(p, axis) for p in zip(a, b)] for axis, a, b in ((3, keys, k), (2, values, v)))
        seen.append(logits[:, 0])
    assert torch.allclose(torch.stack(seen, 1), whole, atol=1e-3), "training and stepping disagree"
    padded = torch.cat([ids, torch.full((len(ids), 9), PAD)], 1)
    assert all(torch.allclose(a, b, atol=1e-5) for a, b in zip(model.encoder(ids), model.encoder(padded)))
    assert whole.softmax(-1)[..., CLASS:].sum(-1).max() < 1e-20, "a class could be drawn"
    print("network: stepping agrees; padding does not matter")


def learn_by_heart(windows, rng):
    """A few short drawings, some steps: their NLL comes near what must be guessed, and each is recognised."""
    torch.manual_seed(1)
    model = build(SMOKE["model"])
    kept = sorted((page(windows.draw(rng), rng) for _ in range(40)), key=lambda d: sum(map(len, d)))[:HEART]
    ids, targets = (torch.from_numpy(a) for a in rows(kept, np.arange(HEART), np.zeros(HEART, bool),
                                                      np.ones(HEART, bool), 64))
    optimiser = torch.optim.AdamW(model.parameters(), lr=4e-3, weight_decay=0)
    for _ in range(STEPS):
        model.train()
        optimiser.zero_grad()
        loss_of(model, torch.cat([ids, ids]), torch.cat([targets, targets])).backward()   # with latent, without
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1)
        optimiser.step()
    model.eval()
    with torch.no_grad():
        nll = loss_of(model, ids, targets).item()
        last = (ids != PAD).sum(1) - 1
        named = model(ids)[torch.arange(HEART), last, CLASS:].argmax(-1)
    first = np.log(HEART) / (targets[:, 1:] >= 0).sum(1).float().mean().item()   # which of them it is, must be guessed
    print(f"by heart: {nll:.3f} nats a token (no less than {first:.3f}), "
          f"{(named == torch.arange(HEART)).sum()} of {HEART} named")
    assert nll < first + 0.05 and (named == torch.arange(HEART)).all()
    return model, ids


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    args = parser.parse_args()
    windows = load_windows(args.data, "train") if args.data else invented("train")
    rng = np.random.default_rng(1)
    check_codec(windows, rng)
    check_windows(windows, rng)
    check_network(*learn_by_heart(windows, rng))
