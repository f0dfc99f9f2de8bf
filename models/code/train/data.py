"""Batches: pages made on the fly, and the real sets' training splits between them.

A made page has a number; its picture and its tokens follow from that number alone. A batch holds one
frame size only. Each item is used `echo` times (Choi et al., 2019: data echoing), under other marks,
because drawing a page costs more than learning from it.

Made pages also say what lies where: the kind of the element in each cell of 8 x 8 pixels, and the letter in
each of 4 x 8. From these the encoder learns before the decoder knows where to look (Reader.lay), which
is what makes a few ten thousand pages enough.

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
from page import CHARACTER, CHARACTER_ID, FLAT, FRAMES, HAS_BOX, KIND, KIND_ID, LONG, Element, PAD, encode, flatten, from_gui
from photo import photo
from sample import sample

STYLES = ["paper"] * 7 + ["screen", "clean", "clean"]
NOTHING = 0.015              # share of pictures without a wireframe
MARKS = [(0.55, (1, 1, 1)), (0.12, (1, 0, 1)), (0.08, (0, 1, 1)), (0.1, (0, 0, 1)), (0.08, (1, 1, 0)), (0.07, (0, 1, 0))]
SPLITS = {"train": 0, "val": 1 << 40, "test": 1 << 41}        # where the numbers of made pages start
ECHO = 1.5                   # on average: what eleven drawing processes of a GPU's machine are short of
CELL = 8                     # pixels: side of a kind's cell, height of a letter's, which is half as wide
UNKNOWN = 255                # of a cell: not counted
LENGTHS = [160, 288, 448]    # tokens: sequences are gathered by length, so that little is padding
REAL = {"pix2code": 0.12, "sketchcode": 0.06, "photos": 0.06}   # shares of the batches


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


def layers(page, index):
    """Where things are on a made page: kinds uint8 [H/8,W/8], letters uint8 [H/8,W/4]; 0: none."""
    w, h = FRAMES[index]
    kinds, letters = np.zeros((h // CELL, w // CELL), np.uint8), np.zeros((h // CELL, 2 * w // CELL), np.uint8)
    for e in page.walk():                                      # what lies inside comes later, and on top
        if e.box and e.kind in HAS_BOX:
            x0, y0, x1, y1 = (v * LONG / CELL for v in e.box)
            x, y = round(x0), round(y0)
            kinds[max(0, y):max(y + 1, round(y1)), max(0, x):max(x + 1, round(x1))] = KIND_ID[e.kind] - KIND + 1
    for x, y, c in page.look.get("glyphs", []):
        row, column = int(y * LONG / CELL), int(x * LONG * 2 / CELL)
        if 0 <= row < letters.shape[0] and 0 <= column < letters.shape[1] and c in CHARACTER_ID:
            letters[row, column] = CHARACTER_ID[c] - CHARACTER + 1
    return kinds, letters


def unknown(index):
    w, h = FRAMES[index]
    return np.full((h // CELL, w // CELL), UNKNOWN, np.uint8), np.full((h // CELL, 2 * w // CELL), UNKNOWN, np.uint8)


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
    """batch(rng, size, context) -> tokens [size, T], frames uint8 [size, H, W], kinds, letters (see layers), targets
    (-1: not counted). T is what the longest needs, at most `context`."""

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
        """One item: frame, index, page, its layers, what marks it allows (None: any)."""
        draw_ = rng.random()
        for share, real in self.real.values():
            if draw_ < share:
                seed = int(rng.integers(1 << 40))
                frame, index, page, allowed = real.item(random.Random(seed), np.random.default_rng(seed))
                return frame, index, page, unknown(index), allowed
            draw_ -= share
        for tries in (2, 1, 0):
            try:
                frame, index, page, _, _ = make(self.first + int(rng.integers(1 << 40)), self.fonts)
                return frame, index, page, layers(page, index), None
            except ValueError:                                 # one page in ten thousands is too crowded to draw; three in
                if not tries:                                  # a row are a defect of the maker
                    raise

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
            frame, index, page, where, allowed = self.next(rng)
            marks = allowed or MARKS[int(np.searchsorted(np.cumsum([m[0] for m in MARKS]), rng.random() * 0.999))][1]
            tokens = marked(page, marks)
            if len(tokens) > context + 1:
                continue
            key = index, next((i for i, most in enumerate(LENGTHS) if len(tokens) <= most), len(LENGTHS))
            queue = waiting.setdefault(key, [])
            queue.append((tokens, frame, *where))
            if len(queue) == size:
                del waiting[key]
                return collate(queue)


def collate(items):
    """Items of tokens, frame, and whatever goes with it -> tokens, the rest stacked, targets."""
    sequences, *rest = zip(*items)
    longest = -(-(max(map(len, sequences)) - 1) // 32) * 32
    tokens = np.full((len(items), longest), PAD, np.int64)
    targets = np.full((len(items), longest), -1, np.int64)
    for i, sequence in enumerate(sequences):
        n = len(sequence) - 1
        tokens[i, :n] = sequence[:-1]
        targets[i, 3:n] = sequence[4:]                         # bos and the marks are given
    return tokens, *map(np.stack, rest), targets
