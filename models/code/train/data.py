"""Batches: pages made on the fly, and the real sets' training splits between them.

A made page has a number; its picture and its tokens follow from that number alone. A batch holds one
frame size only. Each item is used `echo` times (Choi et al., 2019: data echoing), under other marks,
because drawing a page costs more than learning from it.

The real sets say different things, and the marks let each say only what it knows: pix2code's and
SketchCode's programs have neither texts nor boxes (`no-text no-boxes tree`); the photos have boxes
and ten classes but no code, so they are read as a list (`no-text boxes flat`) and no program is
invented for them.
"""

import io
import json
import random
from pathlib import Path

import numpy as np
from PIL import Image

from draw import draw
from page import FLAT, LONG, Element, PAD, encode, flatten, from_gui
from photo import photo
from sample import sample

STYLES = ["paper"] * 7 + ["screen", "clean", "clean"]
NOTHING = 0.015              # share of pictures without a wireframe
MARKS = [(0.55, (1, 1, 1)), (0.12, (1, 0, 1)), (0.08, (0, 1, 1)), (0.1, (0, 0, 1)), (0.08, (1, 1, 0)), (0.07, (0, 1, 0))]
SPLITS = {"train": 0, "val": 1 << 40, "test": 1 << 41}        # where the numbers of made pages start
ECHO = 3
REAL = {"pix2code": 0.08, "sketchcode": 0.06, "photos": 0.05}   # shares of the batches


def nothing(rng, noise):
    """A picture of no page: blank or ruled paper, blots, stripes."""
    size = rng.choice([(600, 800), (800, 600), (800, 520)])
    drawing = Image.new("L", size, 255)
    if rng.random() < 0.6:
        rough = noise.standard_normal((rng.randint(2, 40), rng.randint(2, 40))) * rng.uniform(10, 90) + rng.uniform(60, 230)
        drawing = Image.fromarray(np.clip(rough, 0, 255).astype(np.uint8)).resize(size, Image.BICUBIC)
    return drawing, Element("page"), 20.0


def make(number, fonts):
    """-> frame uint8 [H,W], its index in FRAMES, the page with boxes in frame units, style, plan."""
    rng, noise = random.Random(number), np.random.default_rng(number)
    if rng.random() < NOTHING:
        drawing, page, unit = nothing(rng, noise)
        style, plan = "paper", "nothing"
    else:
        page, plan = sample(rng)
        style = rng.choice(["clean", "clean", "paper", "screen"] if plan == "bootstrap" else STYLES)
        drawing, page, unit = draw(page, rng, fonts, style)
    frame, index = photo(drawing, page, unit, noise, style)
    return frame, index, page, style, plan


def marked(page, marks):
    """The tokens of a page under these marks."""
    text, boxes, tree = marks
    return encode(page if tree else flatten(page), text, boxes, tree)


class Real:
    """One prepared real set: item(number) -> frame, index, page, marks; augmented if asked."""

    def __init__(self, path, split, kind):
        data = dict(np.load(path, allow_pickle=False))         # read once: an open npz reads an array at every mention
        self.kind, wanted = kind, data["held_out"] == (split != "train")
        self.items = [(data["pictures"][a:b], str(truth)) for a, b, truth, w in
                      zip(data["offsets"], data["offsets"][1:], data["truths"], wanted) if w]

    def picture(self, i):
        return Image.open(io.BytesIO(self.items[i][0].tobytes())).convert("L")

    def page(self, i):
        truth = self.items[i][1]
        if self.kind != "photos":
            return from_gui(truth)
        regions = [(name, tuple(box)) for name, box in json.loads(truth)]   # boxes in pixels of the picture
        return Element("page", children=[Element(FLAT[name], box=box) for name, box in regions])

    def item(self, rng, noise):
        i = rng.randrange(len(self.items))
        picture, page = self.picture(i), self.page(i)
        style = rng.choice(["paper", "screen", "screen", "clean"] if self.kind != "photos" else ["paper", "paper", "screen"])
        frame, index = photo(picture, page, 20.0, noise, style)
        return frame, index, flatten(page) if self.kind == "photos" else page, (0, self.kind == "photos", self.kind != "photos")


class Pages:
    """batch(rng, size, context) -> tokens [size, context], frames uint8 [size, H, W], targets (-1: not counted)."""

    def __init__(self, fonts, data, split, echo=ECHO, real=REAL):
        self.fonts, self.echo, self.first = Path(fonts), echo if split == "train" else 1, SPLITS[split]
        self.training = split == "train"
        self.real = {}
        for kind, share in real.items():
            path = Path(data) / f"{kind}.npz" if data else None
            if path and path.exists():
                self.real[kind] = (share, Real(path, split, kind))
        self.waiting, self.kept = {}, []

    def fresh(self, rng):
        """One item: frame, index, page, what marks it allows (None: any)."""
        draw_ = rng.random()
        for share, real in self.real.values():
            if draw_ < share:
                seed = int(rng.integers(1 << 40))
                return real.item(random.Random(seed), np.random.default_rng(seed))
            draw_ -= share
        frame, index, page, _, _ = make(self.first + int(rng.integers(1 << 40)), self.fonts)
        return frame, index, page, None

    def next(self, rng):
        """A fresh item, or one of the last few hundred again."""
        if self.echo > 1 and len(self.kept) > 256 and rng.random() > 1 / self.echo:
            return self.kept[int(rng.integers(len(self.kept)))]
        item = self.fresh(rng)
        if self.echo > 1:
            if len(self.kept) < 1024:
                self.kept.append(item)
            else:
                self.kept[int(rng.integers(1024))] = item
        return item

    def batch(self, rng, size, context):
        waiting = self.waiting if self.training else {}        # training wastes nothing; else equal rng, equal batch
        while True:
            frame, index, page, allowed = self.next(rng)
            marks = allowed or MARKS[int(np.searchsorted(np.cumsum([m[0] for m in MARKS]), rng.random() * 0.999))][1]
            tokens = marked(page, marks)
            if len(tokens) > context + 1:
                continue
            queue = waiting.setdefault(index, [])
            queue.append((tokens, frame))
            if len(queue) == size:
                del waiting[index]
                return collate(queue, context)


def collate(items, context):
    tokens = np.full((len(items), context), PAD, np.int64)
    targets = np.full((len(items), context), -1, np.int64)
    for i, (sequence, _) in enumerate(items):
        n = len(sequence) - 1
        tokens[i, :n] = sequence[:-1]
        targets[i, 3:n] = sequence[4:]                         # bos and the marks are given
    return tokens, np.stack([frame for _, frame in items]), targets
