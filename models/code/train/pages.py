"""Pages of our maker that training never draws, as files: what `npm run evaluate` reads as own-pages.

    GOMBOC_FONTS=FONTS python models/code/train/pages.py --count 100 --out DATA/own-pages

OUT gets a PNG for each, the frame as the network sees it, and pages.json: picture, style, and the tree of kinds
with boxes (left, top, right, bottom in frame units; null where the language has none). The numbers are evaluate.py's.
"""

import argparse
import json
from pathlib import Path

from PIL import Image

from config import FONTS
from data import SPLITS, make
from page import HAS_BOX


def told(element):
    box = [round(float(v), 4) for v in element.box] if element.box and element.kind in HAS_BOX else None
    return {"kind": element.kind, "box": box, "children": [told(child) for child in element.children]}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    pages = []
    for number in range(args.count):
        frame, _, page, style, _ = make(SPLITS["test"] + number, FONTS)
        name = f"{number:03}.png"
        Image.fromarray(frame).save(args.out / name, optimize=True)
        pages.append({"picture": name, "style": style, "children": told(page)["children"]})
    (args.out / "pages.json").write_text(json.dumps(pages) + "\n")
