"""The real sets -> small files to train and report on: grey pictures that fit their frame, and their truth.

    python models/code/train/prepare.py --data DIR --out PREPARED

DIR holds pix2code-web/, sketchcode/ and sketch2code-photos/. PREPARED gets one .npz for each:
`pictures` (all WebP files one after the other, uint8) with `offsets`, `truths` (the .gui program, or
the photo's regions as JSON: class, box in pixels), `held_out`, `names`.

Splits: pix2code web by the sha256 of its program (last two hex digits below 0x1a, 10 %, to report);
SketchCode by program, 15 of them to report, chosen by the same hash; the photos by drawing. Many
photos are the same drawing relit or bent, so two photos are taken for one drawing if their labelled
boxes agree or their ink does (or if one redraws the other: five pairs, found by eye); a fifth of the drawings is held out.
"""

import argparse
import hashlib
import io
import json
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from page import PHOTO_CLASS, gui_tokens
from photo import shrink

PROGRAMS_HELD_OUT = 15       # of SketchCode
DRAWINGS_HELD_OUT = 5        # one drawing in so many
SAME_INK = 0.66              # cosine; above it two photos show one drawing (the closest others: 0.64)
BY_EYE = [("e4da414a", "0f5761f9"), ("57ace871", "1f9e8765"), ("6c993a8f", "6fb86772"),   # one design, drawn twice
           ("094573f5", "ae3de36d"), ("85c935d2", "8ae99b35")]                   # bent too far for the measure
QUALITY = 60                 # of WebP; letters stay sharp enough


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def stored(picture):
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=QUALITY, method=4)
    return np.frombuffer(out.getvalue(), np.uint8)


def save(path, names, pictures, truths, held_out):
    np.savez(path, names=np.array(names), pictures=np.concatenate(pictures), truths=np.array(truths),
             offsets=np.cumsum([0] + [len(p) for p in pictures]), held_out=np.array(held_out, bool))
    print(f"{path.name}: {len(names)} pictures, {sum(held_out)} held out, {path.stat().st_size / 1e6:.1f} MB", flush=True)


def programs(folder, out, name):
    paths = sorted(folder.rglob("*.gui"))
    truths = [" ".join(gui_tokens(p.read_text())) for p in paths]
    hashes = {t: digest(t) for t in truths}
    if name == "sketchcode":
        chosen = set(sorted(hashes, key=hashes.get)[:PROGRAMS_HELD_OUT])
        held_out = [t in chosen for t in truths]
    else:
        held_out = [int(hashes[t][-2:], 16) < 0x1a for t in truths]
    pictures = {p.stem: p for p in folder.rglob("*.png")}
    save(out / f"{name}.npz", [p.stem for p in paths], [stored(shrink(Image.open(pictures[p.stem]))[0]) for p in paths], truths, held_out)


# ---- photos ------------------------------------------------------------------------------------

def centres(regions):
    """Kind and middle of each box, moved and scaled so that the mean is 0 and the spread 1."""
    points = np.array([[r["left"] + r["width"] / 2, r["top"] + r["height"] / 2] for r in regions])
    return [r["tagName"] for r in regions], (points - points.mean(0)) / (points.std(0) + 1e-6)


def ink(image):
    """What is darker than its surroundings, cropped to its extent, as a unit vector."""
    grey = image.convert("L")
    grey.thumbnail((400, 400))
    around = grey.filter(ImageFilter.GaussianBlur(8))
    dark = (np.clip(np.asarray(around, np.float32) - np.asarray(grey, np.float32) - 6, 0, 40) * 6).astype(np.uint8)
    ys, xs = (np.flatnonzero(dark.sum(axis, dtype=np.int64) > 0.02 * dark.sum(axis, dtype=np.int64).max()) for axis in (1, 0))
    crop = Image.fromarray(dark[ys[0]:ys[-1] + 1, xs[0]:xs[-1] + 1]).resize((48, 48), Image.BOX).filter(ImageFilter.BoxBlur(1))
    vector = np.asarray(crop, np.float32).ravel()
    vector -= vector.mean()
    return vector / (np.linalg.norm(vector) + 1e-6)


def same_drawing(a, b):
    """a, b: (kinds, points, ink). Boxes that agree, most of them to within a quarter of the spread; or ink."""
    if a[2] @ b[2] > SAME_INK:
        return True
    if abs(len(a[0]) - len(b[0])) > 2:
        return False
    distance = np.linalg.norm(a[1][:, None] - b[1][None], axis=-1)
    distance += 9 * (np.array(a[0])[:, None] != np.array(b[0])[None])
    return (distance.min(1) < 0.25).mean() > 0.75 and (distance.min(0) < 0.25).mean() > 0.75


def drawings(entries, folder):
    """-> for each photo the number of its drawing (the smallest index of a photo of it)."""
    marks = [(*centres(e["regions"]), ink(Image.open(folder / "images" / e["image"]))) for e in entries]
    group = list(range(len(entries)))
    for i in range(len(entries)):
        for j in range(i):
            names = {entries[i]["image"][:8], entries[j]["image"][:8]}
            if group[i] != group[j] and (same_drawing(marks[i], marks[j]) or any(names == set(pair) for pair in BY_EYE)):
                old, new = max(group[i], group[j]), min(group[i], group[j])
                group = [new if g == old else g for g in group]
    return group


def photos(folder, out):
    entries = sorted(json.loads(next(folder.glob("*.json")).read_text()), key=lambda e: e["image"])
    group = drawings(entries, folder)
    order = sorted(set(group), key=lambda g: digest(entries[g]["image"]))
    chosen = set(order[::DRAWINGS_HELD_OUT])
    pictures, truths = [], []
    for e in entries:
        picture, _ = shrink(Image.open(folder / "images" / e["image"]))
        w, h = picture.size
        truths.append(json.dumps([[PHOTO_CLASS[r["tagName"]], [round(v, 1) for v in (
            r["left"] * w, r["top"] * h, (r["left"] + r["width"]) * w, (r["top"] + r["height"]) * h)]] for r in e["regions"]]))
        pictures.append(stored(picture))
    print(f"{len(entries)} photos of {len(order)} drawings")
    save(out / "photos.npz", [e["image"] for e in entries], pictures, truths, [g in chosen for g in group])
    (out / "drawings.json").write_text(json.dumps({e["image"]: [g, g in chosen] for e, g in zip(entries, group)}, indent=1))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    photos(args.data / "sketch2code-photos", args.out)
    programs(args.data / "pix2code-web", args.out, "pix2code")
    programs(args.data / "sketchcode", args.out, "sketchcode")
