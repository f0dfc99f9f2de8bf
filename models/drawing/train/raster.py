"""Drawings as pictures: bitmaps for the baselines, and contact sheets (PNG) for people.

    python models/drawing/train/raster.py --data PREPARED --out sheet.png    # originals beside what decodes
"""

import argparse
import struct
import zlib
from pathlib import Path

import numpy as np

from codec import *  # noqa: F403
from windows import bounds, load_drawings, page


def sampled(strokes, step):
    """Points at most `step` apart along the strokes: [N,2] float."""
    out = []
    for stroke in strokes:
        s = np.asarray(stroke, float)
        count = np.maximum(1, np.ceil(np.hypot(*np.diff(s, axis=0).T) / step)).astype(int)
        part = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        start = np.repeat(np.arange(len(count)), count)
        out += [s[start] + (s[start + 1] - s[start]) * (part / count[start])[:, None] if len(count) else s, s[-1:]]
    return np.concatenate(out)


def bitmap(strokes, side, width, fine=4, fit=True, margin=0.0):
    """[side,side] 0..1, dark is 1, lines `width` pixels wide. `fit`: the bounding box fills the picture but for the margin;
    else the page does."""
    big, brush = side * fine, max(0.5, width * fine / 2)
    if fit:
        low, extent = bounds(strokes)
        edge = brush + 1 + margin * fine
        centre = (np.concatenate(strokes).max(0) - low) / 2
        points = [(s - low - centre) * ((big - 2 * edge) / extent) + big / 2 for s in strokes]
    else:
        points = [np.asarray(s) * (big / FRAME) for s in strokes]
    at = np.unique(np.floor(sampled(points, 0.7)).astype(int), axis=0)
    reach = np.arange(-int(brush), int(brush) + 1)
    disc = np.array([(x, y) for x in reach for y in reach if x * x + y * y <= brush * brush])
    at = (at[:, None] + disc).reshape(-1, 2)
    at = at[((at >= 0) & (at < big)).all(1)]
    canvas = np.zeros((big, big), np.float32)
    canvas[at[:, 1], at[:, 0]] = 1
    return canvas.reshape(side, fine, side, fine).mean((1, 3))


def sheet(rows, side=128, width=1.5, gap=4):
    """Rows of drawings (on pages) -> one picture, uint8, dark on light."""
    across = max(map(len, rows))
    out = np.full((len(rows) * (side + gap), across * (side + gap)), 255, np.uint8)
    for r, row in enumerate(rows):
        for c, strokes in enumerate(row):
            y, x = r * (side + gap), c * (side + gap)
            shade = bitmap(strokes, side, width, fit=False) if strokes else np.zeros((side, side))
            out[y:y + side, x:x + side] = 255 - 255 * shade
            out[y + side, x:x + side] = out[y:y + side, x + side] = 220
    return out


def write_png(path, picture):
    """[h,w] uint8 -> an 8-bit grey PNG"""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    lines = b"".join(b"\0" + line.tobytes() for line in picture)
    Path(path).write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", *picture.shape[::-1], 8, 0, 0, 0, 0))
                           + chunk(b"IDAT", zlib.compress(lines, 6)) + chunk(b"IEND", b""))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--seed", type=int, default=3)
    args = parser.parse_args()
    rng, drawings = np.random.default_rng(args.seed), load_drawings(args.data / "quickdraw-train.npz")
    left, right = [], []
    for i in rng.integers(0, len(drawings), args.count):
        strokes, _, label = drawings[int(i)]
        state = rng.bit_generator.state
        right.append(decode(encode(*flat([page(drawings[int(i)], rng)]))[0][0]))
        rng.bit_generator.state = state                        # the same place on the page, not simplified
        left.append(page((strokes, [np.full(len(s), np.inf) for s in strokes], label), rng))
    pairs = [d for pair in zip(left, right) for d in pair]
    write_png(args.out, sheet([pairs[i:i + 8] for i in range(0, len(pairs), 8)], side=192))
