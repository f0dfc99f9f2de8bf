"""The hand that draws: strokes and letters on a grey canvas, wobbly or ruled.

One Hand has one pen and one handwriting; `clean` ones draw straight, in a typeface. Coordinates are
canvas pixels. Between mark() and extent() it notes what its ink has covered, which is how an element
gets its box.
"""

from functools import lru_cache
from math import ceil, cos, hypot, pi, sin
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WHITE = 255
TYPEFACES = ("inter", "roboto", "open-sans", "lora", "source-serif-4", "montserrat")
CAPITALS = ("amatic-sc", "permanent-marker", "rock-salt", "walter-turncoat", "sue-ellen-francisco", "loved-by-the-king",
            "covered-by-your-grace", "shadows-into-light-two")  # both cases look (nearly) the same: write capitals
NO_LATIN1 = ("virgil",)


@lru_cache(4096)
def font(path, size):
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(40000)
def glyph(path, size, character, heavy):
    """-> mask (None if blank) and where its corner lies from the pen. Rendering anew would take half of the maker's time."""
    face = font(path, size)
    left, top, right, bottom = face.getbbox(character, anchor="ls", stroke_width=heavy)
    if right <= left or bottom <= top:
        return None, 0, 0
    mask = Image.new("L", (ceil(right - left), ceil(bottom - top)))
    ImageDraw.Draw(mask).text((-left, -top), character, fill=255, font=face, anchor="ls", stroke_width=heavy)
    return mask, left, top


@lru_cache(256)
def metrics(path):
    """Advance of each character and the x-height, for a size of 1."""
    big = font(path, 100)
    known = {c: big.getlength(c) / 100 for c in map(chr, [*range(32, 127), *range(161, 256)])}
    box = big.getbbox("x", anchor="ls")
    return known, max(0.2, -box[1] / 100)


@lru_cache(8)
def fonts(folder):
    """-> handwriting files, typeface files; sorted, so that a seed means the same everywhere."""
    files = sorted(p for p in Path(folder).iterdir() if p.suffix in (".woff", ".ttf", ".otf"))
    if not files:
        raise SystemExit(f"no fonts in {folder}: see README.md")
    typed = [str(p) for p in files if p.name.startswith(TYPEFACES)]
    return [str(p) for p in files if str(p) not in typed], typed


class Hand:
    def __init__(self, rng, folder, clean=False):
        written, typed = fonts(str(folder))
        self.rng, self.clean = rng, clean
        self.path = rng.choice(typed if clean else written)
        self.advance, x_height = metrics(self.path)
        self.em = min(1.6, 0.5 / x_height) * (1 if clean else rng.uniform(0.9, 1.15))   # of a text size of 1
        self.capitals = Path(self.path).name.startswith(CAPITALS) or (not clean and rng.random() < 0.08)
        self.ink = rng.randint(20, 90) if clean else rng.choice([rng.randint(0, 60), rng.randint(20, 120), rng.randint(70, 150)])
        self.weight = 1.0 if clean else rng.choice([rng.uniform(0.8, 1.4), rng.uniform(0.8, 2.0), rng.uniform(1.5, 2.8)])
        self.wobble = 0.0 if clean else rng.choice([0.3, 0.6, 1.0, 1.6])
        self.over = 0.0 if clean else rng.choice([0, 0, 0.5, 1.0, 2.0])
        self.double = 0.0 if clean else rng.choice([0, 0, 0, 0, 0.15, 0.6])
        self.round = rng.choice([0, 0, 0.2, 0.4]) if clean else rng.choice([0, 0, 0, 0.15, 0.35])
        self.slant = 0.0 if clean else rng.gauss(0, 0.006)
        self.letters = not clean and rng.random() < 0.4        # each letter set on its own
        self.spread = 0.0 if clean else rng.uniform(-0.02, 0.14)
        self.space = 1.0 if clean else rng.choice([1.0, 1.0, rng.uniform(1.2, 2), rng.uniform(2, 4.5)])   # people's are wider than fonts'

    def paper(self, width, height, unit):
        """A fresh canvas; `unit` is the pixels of a text size of 1, `thin` a line's width."""
        self.unit = unit
        self.image = Image.new("L", (ceil(width), ceil(height)), WHITE)
        self.pen = ImageDraw.Draw(self.image)
        self.thin = max(1, round(self.weight * unit ** 0.5 * 0.42))
        self.glyphs = []                                       # x, y of the middle, character
        return self

    # ---- what the ink has covered
    def mark(self):
        self.covered = [1e9, 1e9, -1e9, -1e9]

    def cover(self, x0, y0, x1, y1):
        c = self.covered
        c[:] = min(c[0], x0), min(c[1], y0), max(c[2], x1), max(c[3], y1)

    def extent(self):
        return tuple(self.covered) if self.covered[2] > self.covered[0] else None

    # ---- strokes
    def path_of(self, points, slack=1.0):
        """Points joined the way a hand joins them."""
        if self.clean or len(points) < 2:
            return points
        rng, out = self.rng, []
        size = self.unit * 0.05 * self.wobble * slack
        for (x0, y0), (x1, y1) in zip(points, points[1:]):
            length = hypot(x1 - x0, y1 - y0)
            n = max(1, min(12, int(length / (self.unit * 1.3))))
            bow = rng.gauss(0, size * min(2.5, 0.3 + length / (12 * self.unit)))
            nx, ny = (y0 - y1) / (length or 1), (x1 - x0) / (length or 1)
            for i in range(n):
                t = i / n
                push = bow * sin(pi * t) + rng.gauss(0, size * 0.35)
                out.append((x0 + (x1 - x0) * t + nx * push, y0 + (y1 - y0) * t + ny * push))
        out.append((points[-1][0] + rng.gauss(0, size * 0.4), points[-1][1] + rng.gauss(0, size * 0.4)))
        return out

    def stroke(self, points, width=None, ink=None, slack=1.0):
        ink = self.ink if ink is None else ink
        width = width or self.thin
        for _ in range(2 if self.rng.random() < self.double else 1):
            path = self.path_of(points, slack)
            shade = ink if self.clean else max(0, min(235, ink + int(self.rng.gauss(0, 8))))
            self.pen.line(path, fill=shade, width=width, joint="curve" if width > 3 else None)
            xs, ys = zip(*path)
            self.cover(min(xs), min(ys), max(xs), max(ys))

    def line(self, x0, y0, x1, y1, width=None, ink=None):
        if self.over and not self.clean:
            length = hypot(x1 - x0, y1 - y0) or 1
            a, b = (self.over * self.unit * 0.15 * self.rng.gauss(0.3, 0.6) / length for _ in "ab")
            x0, y0, x1, y1 = x0 - (x1 - x0) * a, y0 - (y1 - y0) * a, x1 + (x1 - x0) * b, y1 + (y1 - y0) * b
        self.stroke([(x0, y0), (x1, y1)], width, ink)

    def rect(self, x0, y0, x1, y1, width=None, ink=None, fill=None, sharp=False):
        if fill is not None:
            r = 0 if sharp else self.round * self.unit
            self.pen.rounded_rectangle((x0, y0, x1, y1), min(r, (y1 - y0) / 2, (x1 - x0) / 2), fill=fill)
            self.cover(x0, y0, x1, y1)
            if self.clean:
                return
        r = 0 if sharp else min(self.round * self.unit, (y1 - y0) / 2.2, (x1 - x0) / 2.2)
        if r > 1:
            points = []
            for cx, cy, start in ((x1 - r, y0 + r, -90), (x1 - r, y1 - r, 0), (x0 + r, y1 - r, 90), (x0 + r, y0 + r, 180)):
                points += [(cx + r * cos((start + a) * pi / 180), cy + r * sin((start + a) * pi / 180)) for a in (0, 45, 90)]
            self.stroke([*points, points[0]], width, ink, 0.6)
        elif self.over or self.clean:
            for side in ((x0, y0, x1, y0), (x1, y0, x1, y1), (x1, y1, x0, y1), (x0, y1, x0, y0)):
                self.line(*side, width, ink)
        else:                                                  # in one go; the ends need not quite meet
            gap = self.rng.gauss(0, 0.06) * self.unit * self.wobble
            self.stroke([(x0, y0 + gap), (x0, y1), (x1, y1), (x1, y0), (x0 + gap, y0)], width, ink)

    def oval(self, x0, y0, x1, y1, width=None, ink=None, fill=None):
        if fill is not None:
            self.pen.ellipse((x0, y0, x1, y1), fill=fill)
            self.cover(x0, y0, x1, y1)
        cx, cy, rx, ry = (x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0) / 2, (y1 - y0) / 2
        n = 10 if max(rx, ry) < self.unit else 18
        start = self.rng.uniform(0, 2 * pi)
        turn = 2 * pi * (1 if self.clean else 1 + self.rng.uniform(-0.03, 0.12))
        swell = 0 if self.clean else self.rng.gauss(0, 0.05 * self.wobble)
        points = []
        for i in range(n + 1):
            t = start + turn * i / n
            k = 1 + swell * cos(2 * t) + swell * 0.6 * i / n
            points.append((cx + rx * k * cos(t), cy + ry * k * sin(t)))
        self.stroke(points, width, ink, 0.4)

    def hatch(self, x0, y0, x1, y1):
        step = self.unit * self.rng.uniform(0.25, 0.5)
        x, h = x0, y1 - y0
        while x < x1 + h:
            a, b = max(x - h, x0), min(x, x1)
            if b > a:
                self.line(a, y0 + (x - a), b, y0 + (x - b), max(1, self.thin // 2))
            x += step

    def squiggle(self, x0, y, x1, kind):
        """A line of unreadable writing."""
        u, rng = self.unit, self.rng
        if kind == "line" or self.clean:
            if self.clean:
                self.pen.rectangle((x0, y - u * 0.2, x1, y + u * 0.15), fill=205)
                self.cover(x0, y - u * 0.2, x1, y + u * 0.15)
            else:
                self.stroke([(x0, y), (x1, y)])
        elif kind == "zigzag":
            n = max(3, int((x1 - x0) / (u * 0.45)))
            self.stroke([(x0 + (x1 - x0) * i / n, y + u * 0.2 * (1 if i % 2 else -1) * rng.uniform(0.5, 1.2)) for i in range(n + 1)], slack=0.3)
        else:                                                  # words of loops
            x = x0
            while x < x1:
                end = min(x1, x + u * rng.uniform(1, 3.5))
                n = max(2, int((end - x) / (u * 0.22)))
                self.stroke([(x + (end - x) * i / n, y - u * rng.choice([-0.05, 0.1, 0.25, 0.4, 0.6])) for i in range(n + 1)], slack=0.2)
                x = end + u * 0.45

    # ---- letters
    def stride(self, c):
        """How far the pen moves on for a character of size 1."""
        return self.advance.get(c, 0.55) * (self.space if c == " " else 1) + self.spread

    def measure(self, text, size):
        """Width of a text of `size` units, in units."""
        return size * self.em * sum(self.stride(c) for c in text)

    def write(self, x, y, text, size, ink=None, bold=False):
        """`y` is the baseline. Words hop a little; so do letters of an unsteady hand."""
        unit, rng = self.unit, self.rng
        em = max(5, round(size * self.em * unit))
        em -= em % 2 if em > 16 else 0                         # fewer sizes, more of them remembered
        ink = self.ink if ink is None else ink
        heavy = 1 if bold or (not self.clean and self.weight > 1.9 and em > 14) else 0
        hop = 0 if self.clean else em * 0.02 * self.wobble
        gap = self.spread * em
        start = x
        for i, word in enumerate(text.split(" ")):
            if i:
                x += self.stride(" ") * em * (1 if self.clean else rng.uniform(0.9, 1.5))
            base = y + rng.gauss(0, hop) + (x - start) * self.slant
            for character in word:
                mask, left, top = glyph(self.path, em, character, heavy)
                if mask is not None:
                    at = base + (rng.gauss(0, hop) if self.letters else 0)
                    self.image.paste(ink, (round(x + left), round(at + top)), mask)
                    self.glyphs.append((x + self.advance.get(character, 0.55) * em / 2, at - 0.3 * em, character))
                x += self.advance.get(character, 0.55) * em + gap
        self.cover(start, y - em * 0.62, x, y + em * 0.16)
        return x
