"""A contact sheet: made pages beside the real photos, to look at both until they look alike.

    python models/code/train/contact.py --data PREPARED --out contact.png [--first 0]
"""

import argparse
import io
import time
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from config import FONTS
from data import make
from page import CLASS

ROWS, COLUMNS, SIDE = 5, 12, 250

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--boxes", action="store_true")
    args = parser.parse_args()
    sheet = Image.new("L", (COLUMNS * SIDE, ROWS * SIDE), 128)
    started, spent, half = time.process_time(), 0.0, COLUMNS // 2
    real = np.load(args.data / "photos.npz")
    pictures, offsets = real["pictures"], real["offsets"]
    order = np.random.default_rng(args.first).permutation(len(offsets) - 1)
    for i in range(ROWS * half):
        before = time.process_time()
        frame, _, page, _, _ = make(args.first + i, FONTS)
        spent += time.process_time() - before
        made, k = Image.fromarray(frame), order[i % len(order)]
        if args.boxes:
            pen = ImageDraw.Draw(made)
            for e in page.walk():
                if e.box and e.kind in CLASS:
                    pen.rectangle([v * 512 for v in e.box], outline=110)
        photo = Image.open(io.BytesIO(pictures[offsets[k]:offsets[k + 1]].tobytes())).convert("L")
        for image, column in ((made, i % half), (photo, half + i % half)):
            image.thumbnail((SIDE - 4, SIDE - 4))
            sheet.paste(image, (column * SIDE, i // half * SIDE))
    sheet.save(args.out)
    print(f"{ROWS * half / spent:.0f} pages a second of CPU time")
