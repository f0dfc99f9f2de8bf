"""The codebook of pen moves: fit it, and measure it beside others.

    python models/drawing/train/codebook.py --data PREPARED            # writes models/drawing/codebook.json (then: prettier)
    python models/drawing/train/codebook.py --data PREPARED --compare  # prints the tables of README.md

K-means on the offsets of training drawings as training sees them (mirrored, turned, of all sizes),
with a little noise, for in the closed loop of codec.encode a move also mends the last one's error.
"""

import argparse
import json
from pathlib import Path

import numpy as np

import codec
from codec import *  # noqa: F403
from windows import Augment, load_drawings

SAMPLE, OFFSETS, ROUNDS = 4000, 100_000, 25
MEASURED = 400
LOOP_NOISE = 0.6 * PIXEL


def moves_of(drawings, rng):
    """The offsets of augmented drawings, long ones split: [N,2] float."""
    augment, out = Augment(), []
    for drawing in drawings:
        for stroke in augment(drawing, rng)[0]:
            offset = np.diff(stroke.astype(float), axis=0)
            parts = np.maximum(1, np.ceil(np.hypot(*offset.T) / codec.MAX_MOVE)).astype(int)
            out.append(np.repeat(offset / parts[:, None], parts, axis=0))
    out = np.concatenate(out)
    out = out[(out ** 2).sum(1) >= NEAR ** 2]
    out = out[rng.permutation(len(out))[:OFFSETS]]
    return out + rng.normal(0, LOOP_NOISE, out.shape)


def k_means(points, k, rng):
    points = points.astype(np.float32)
    centres = points[rng.choice(len(points), k, replace=False)]
    for _ in range(ROUNDS):
        own = np.concatenate([((centres ** 2).sum(1) - 2 * part @ centres.T).argmin(1)
                              for part in np.array_split(points, 50)])
        count = np.bincount(own, minlength=k)
        for axis in (0, 1):
            centres[:, axis] = np.bincount(own, points[:, axis], k) / np.maximum(count, 1)
        empty = np.flatnonzero(count == 0)
        centres[empty] = points[rng.choice(len(points), len(empty))]
    centres = np.unique(np.round(centres).astype(int), axis=0)
    spare = np.round(points[rng.permutation(len(points))[:4 * k]]).astype(int)
    while len(centres) < k:                                    # two centres met in one unit
        centres, spare = np.unique(np.concatenate([centres, spare[:1]]), axis=0), spare[1:]
    angle = np.arctan2(centres[:, 1], centres[:, 0])           # by angle and length, for people who read it
    return centres[np.lexsort((np.hypot(*centres.T), np.floor((angle + np.pi) * 8 / np.pi)))]


def log_polar(rings, angles):
    radii = np.geomspace(1.2 * PIXEL, codec.MAX_MOVE, rings)
    turn = (np.arange(angles)[None] + np.arange(rings)[:, None] % 2 / 2) * 2 * np.pi / angles
    return np.round(np.stack([radii[:, None] * np.cos(turn), radii[:, None] * np.sin(turn)], -1)).reshape(-1, 2)


# ---- how far two drawings are from each other ---------------------------------------------------

def along(strokes, step=2 * PIXEL):
    """Points along the strokes, about `step` apart: [N,2] float."""
    out = []
    for stroke in strokes:
        stroke = np.asarray(stroke, float)
        for a, b in zip(stroke, stroke[1:]):
            n = max(1, int(np.hypot(*(b - a)) // step))
            out.append(a + (b - a) * np.arange(n)[:, None] / n)
        out.append(stroke[-1:])
    return np.concatenate(out)


def distance(points, strokes):
    """From each point to the nearest line of the strokes: [N]."""
    a = np.concatenate([s[:-1] if len(s) > 1 else s for s in strokes]).astype(float)
    b = np.concatenate([s[1:] if len(s) > 1 else s for s in strokes]) - a
    t = np.clip(((points[:, None] - a) * b).sum(-1) / np.maximum((b ** 2).sum(1), 1e-9), 0, 1)
    return np.sqrt(((points[:, None] - a - t[..., None] * b) ** 2).sum(-1).min(1))


def error(original, decoded):
    """Mean and largest distance between two drawings' lines, both ways, in px."""
    far = np.concatenate([distance(along(original), decoded), distance(along(decoded), original)]) / PIXEL
    return far.mean(), far.max()


def measure(drawings, book, size=1.0, epsilon=EPSILON):
    """Drawings with their larger side `size` pages long, simplified at `epsilon`, encoded and decoded, beside
    the unsimplified originals -> dict: tokens a drawing, error in px (per drawing; mean and 95th percentile)."""
    full = [[s * ((FRAME - 1) / 255 * size) for s in map(np.float64, strokes)] for strokes, _, _ in drawings]
    kept = [[np.round(s[t * FRAME / 255 * size > epsilon]).astype(int) for s, t in zip(strokes, drawing[1])]
            for strokes, drawing in zip(full, drawings)]
    tokens, lengths = encode(*flat(kept), book=book)
    errors = np.array([error(a, decode(row[:n], book)) for a, row, n in zip(full, tokens, lengths)])
    return {"tokens": lengths.mean(), "tokens99": np.percentile(lengths, 99),
            "error": errors[:, 0].mean(), "error95": np.percentile(errors[:, 0], 95),
            "worst": errors[:, 1].mean(), "worst95": np.percentile(errors[:, 1], 95)}


def show(name, figures):
    print(f"| {name} | " + " | ".join(f"{x:.1f}" if "tokens" in k else f"{x:.2f}" for k, x in figures.items()) + " |",
          flush=True)


def compare(drawings, rng):
    test = drawings[:MEASURED]
    for longest in (16, 24, 32, 48):
        codec.MAX_MOVE = longest * PIXEL
        show(f"k-means 512, moves to {longest} px", measure(test, Codebook(k_means(moves_of(drawings, rng), 512, rng))))
    codec.MAX_MOVE = MAX_MOVE
    points = moves_of(drawings, rng)
    books = {f"k-means {k}": k_means(points, k, rng) for k in (256, 512, 1024)}
    books |= {f"log-polar {r} × {a}": log_polar(r, a) for r, a in ((8, 32), (8, 64), (16, 64))}
    for name, moves in books.items():
        show(name, measure(test, Codebook(moves)))
        show(name + ", half a page", measure(test, Codebook(moves), 0.5))
    for epsilon in (0, 0.5, 1, 1.5, 2, 3):
        show(f"epsilon {epsilon} px", measure(test, Codebook(books["k-means 512"]), 1.0, epsilon * PIXEL))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--compare", action="store_true")
    args = parser.parse_args()
    rng = np.random.default_rng(5)
    source = load_drawings(args.data / "quickdraw-train.npz")
    sample = [source[int(i)] for i in rng.choice(len(source), min(SAMPLE, len(source)), replace=False)]
    if args.compare:
        compare(sample, rng)
    else:
        names = json.loads((args.data / "classes.json").read_text())
        dx, dy = k_means(moves_of(sample, rng), MOVES, rng).T.tolist()
        book = {"frame": FRAME, "dx": dx, "dy": dy, "classes": names}
        codec.CODEBOOK.write_text(json.dumps(book, ensure_ascii=False, indent=2) + "\n")
