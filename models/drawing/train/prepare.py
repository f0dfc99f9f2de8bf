"""Drawings -> arrays that training can cut its windows from.

    python models/drawing/train/prepare.py --data DIR --out PREPARED

DIR holds quickdraw/ndjson/ and, optionally, sketchrnn-synthetic/. PREPARED gets one .npz for each source
and split, and classes.json, the 345 names in the order of the class tokens:

    points uint8 [N,2]      0..255, one drawing after the other, drawing d from offsets[d] to offsets[d+1]
    starts bool [N]         the first point of a stroke
    tolerance float16 [N]   the largest Ramer-Douglas-Peucker tolerance (px of the 255) that keeps the point
    label int16 [D]         index in classes.json, -1: none of them

Points and not tokens, because the size of a drawing on its page, and all augmentation, comes first:
how a drawing is simplified depends on it, and with the tolerances simplifying is one comparison.

The splits go by the last two hex digits of the sha256 of the drawing's JSON (compact, as in the
file): below 0x0d is for reporting only, the next five values for validation while training, the
rest to train. Synthetic drawings are only ever trained on.
"""

import argparse
import hashlib
import json
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from codec import tolerances

REPORT, VALIDATION = 0x0d, 0x12
LEAST = 0.75                  # px: a synthetic point that matters less is left out (no size on the page keeps it)
MAX_POINTS = 600              # three in ten thousand drawings have more: scribbles


def split_of(drawing):
    text = json.dumps(drawing, separators=(",", ":"))
    low = int(hashlib.sha256(text.encode()).hexdigest()[-2:], 16)
    return "report" if low < REPORT else "val" if low < VALIDATION else "train"


def clean(drawing):
    """-> strokes [n,2] uint8 without repeated points, or None: nothing, too much, or out of range."""
    strokes = []
    for xs, ys, *_ in drawing:
        stroke = np.array([xs, ys]).T
        if len(xs) != len(ys) or len(xs) == 0 or stroke.min() < 0 or stroke.max() > 255:
            return None
        fresh = np.append(True, (np.diff(stroke, axis=0) != 0).any(1))
        strokes.append(stroke[fresh].astype(np.uint8))
    return strokes if strokes and sum(map(len, strokes)) <= MAX_POINTS else None


def convert(path):
    """A file -> {split: [(strokes, tolerances, word)]}"""
    out = {}
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        strokes = clean(row["drawing"])
        if not strokes:
            continue
        kept, split = [tolerances(s) for s in strokes], split_of(row["drawing"])
        if "temperature" in row:                               # synthetic
            strokes, split = [s[t >= LEAST] for s, t in zip(strokes, kept)], "train"
            kept = [t[t >= LEAST] for t in kept]
        out.setdefault(split, []).append((strokes, kept, row["word"].replace("_", " ")))
    return out


def pack(items, names):
    strokes = [s for drawing, _, _ in items for s in drawing]
    starts = np.zeros(sum(map(len, strokes)), bool)
    starts[np.cumsum([0] + [len(s) for s in strokes])[:-1]] = True
    return dict(points=np.concatenate(strokes), starts=starts,
                tolerance=np.concatenate([t for _, ts, _ in items for t in ts]).astype(np.float16),
                offsets=np.cumsum([0] + [sum(map(len, drawing)) for drawing, _, _ in items]).astype(np.int32),
                label=np.array([names.index(word) if word in names else -1 for *_, word in items], np.int16))


def prepare(data, out, workers):
    out.mkdir(parents=True, exist_ok=True)
    real = sorted((data / "quickdraw" / "ndjson").glob("*.ndjson"))
    names = sorted(json.loads(path.open(encoding="utf-8").readline())["word"] for path in real)
    (out / "classes.json").write_text(json.dumps(names, ensure_ascii=False))
    with Pool(workers) as pool:
        for source, files in (("quickdraw", real), ("synthetic", sorted((data / "sketchrnn-synthetic").glob("*.ndjson")))):
            splits = {}
            for result in pool.imap(convert, files):
                for split, items in result.items():
                    splits.setdefault(split, []).extend(items)
            for split, items in splits.items():
                arrays = pack(items, names)
                np.savez_compressed(out / f"{source}-{split}.npz", **arrays)
                print(f"{source}-{split}: {len(items):,} drawings, {len(arrays['points']):,} points", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=None)
    args = parser.parse_args()
    prepare(args.data, args.out, args.workers)
