"""Draws a page the way people draw wireframes, and notes where each element's ink and each letter went.

draw(page, rng, fonts, style) -> grey picture, the page with boxes in its pixels. Styles: `paper` and
`screen` (by hand), `clean` (rendered, ruled, in a typeface). How an element looks is chosen once a
page, as one person would: images crossed or with a hill and a sun, ticks or crosses, this or that
triangle.
"""

from math import cos, pi, sin

from hand import WHITE, Hand
from layout import Layout, least_width, tidy
from page import CONTAINERS

LONG = 800                   # pixels of the long side; the picture is shrunk later
MOST_UNITS = 62              # of the long side: smaller writing would not survive 512 pixels


class Artist:
    def __init__(self, rng, hand, layout):
        self.rng, self.hand, self.layout = rng, hand, layout
        clean = hand.clean
        self.image = rng.choice(["cross"] * 6 + ["hill", "hill", "grey"])
        self.video = rng.choice(["circle", "triangle"])
        self.avatar = rng.choice(["person", "person", "face", "cross", "empty"])
        self.mark = rng.choice(["tick", "tick", "cross", "fill"])
        self.big_tick = rng.random() < 0.4
        self.dot = rng.choice(["fill", "fill", "ring"])
        self.right = rng.random() < 0.12                       # the box stands right of its text
        self.arrow = rng.choice(["boxed", "boxed", "plain", "filled", "chevron"])
        self.primary = rng.choice(["fill", "hatch", "double", "thick"]) if not clean else "fill"
        self.link = rng.choice(["line", "line", "line", "none"])
        self.under = rng.choice([0, 0, 0, 0.5, 1])              # headings underlined?
        self.secret = rng.choice(["dots", "stars", "bullets"])
        self.card = rng.choice(["box", "box", "box", "shadow"]) if not clean else rng.choice(["grey", "box", "shadow"])
        self.bar = rng.choice(["box", "line", "line", "none"]) if not clean else rng.choice(["fill", "line", "none"])
        self.bullet = rng.choice(["dot", "dash", "ring", "number"])
        self.chart = rng.choice(["bars", "bars", "line", "pie"])
        self.tab = rng.choice(["boxes", "line"])
        self.knob = rng.choice(["ring", "fill", "bar"])
        self.glyphs = [rng.choice(list(GLYPHS)) for _ in range(3)]
        self.field = rng.choice(["box"] * 6 + ["line"])

    def baseline(self, y0, y1, size):
        return (y0 + y1) / 2 + 0.27 * size * self.hand.unit

    def text(self, e, x, y0, y1, size, ink=None, bold=False):
        if e.text:
            self.hand.write(x, self.baseline(y0, y1, size), e.text, size, ink, bold)

    def centred(self, e, x0, y0, x1, y1, size, ink=None, bold=False):
        w = self.hand.measure(e.text, size) * self.hand.unit
        self.text(e, (x0 + x1 - w) / 2, y0, y1, size, ink, bold)

    # ---- words
    def words(self, e, x0, y0, x1, y1):
        h, size = self.hand, e.look.get("size", 1.0)
        u = h.unit
        bold = h.clean and e.kind.startswith("heading")
        if not e.text:
            n = e.look.get("lines", 1)
            step = (y1 - y0) / n
            for i in range(n):
                short = self.rng.uniform(0.45, 0.9) if i == n - 1 and n > 1 else self.rng.uniform(0.92, 1)
                h.squiggle(x0, y0 + (i + 0.6) * step, x0 + (x1 - x0) * short, self.layout.squiggle)
            return
        lines = e.look.get("wrapped") or [e.text]
        step = (y1 - y0) / len(lines)
        for i, line in enumerate(lines):
            end = h.write(x0, self.baseline(y0 + i * step, y0 + (i + 1) * step, size), line, size, None, bold)
            base = self.baseline(y0 + i * step, y0 + (i + 1) * step, size) + 0.22 * u * size
            if e.kind == "link" and self.link == "line" or e.kind in ("heading-1", "heading-2") and self.rng.random() < self.under:
                h.line(x0, base, end, base)

    def item(self, e, x0, y0, x1, y1):
        h, u, y = self.hand, self.hand.unit, (y0 + y1) / 2
        if self.bullet == "dot":
            h.oval(x0 + 0.1 * u, y - 0.15 * u, x0 + 0.4 * u, y + 0.15 * u, fill=h.ink)
        elif self.bullet == "dash":
            h.line(x0, y, x0 + 0.5 * u, y)
        elif self.bullet == "ring":
            h.oval(x0, y - 0.25 * u, x0 + 0.5 * u, y + 0.25 * u)
        else:
            h.write(x0, self.baseline(y0, y1, 1), f"{e.look.get('number', 1)}.", 1)
        self.words(e, x0 + 1.2 * u, y0, max(x1, x0 + 2.5 * u), y1)

    # ---- controls
    def button(self, e, x0, y0, x1, y1):
        h, size, tone = self.hand, e.look.get("size", 1.0), e.kind[7:]
        if h.clean:
            shade = {"primary": 70, "secondary": 225, "success": 148, "warning": 182, "danger": 123}[tone] + self.rng.randint(-8, 8)
            h.rect(x0, y0, x1, y1, fill=shade)
            return self.centred(e, x0, y0, x1, y1, size, 250 if shade < 190 else 40)
        ink = None
        if tone == "primary":
            if self.primary == "fill":
                h.rect(x0, y0, x1, y1, fill=min(200, h.ink + 10))
                ink = 250
            elif self.primary == "hatch":
                h.hatch(x0, y0, x1, y1)
            elif self.primary == "double":
                d = 0.18 * h.unit
                h.rect(x0 + d, y0 + d, x1 - d, y1 - d)
            else:
                h.rect(x0, y0, x1, y1, width=h.thin * 2 + 1)
        elif tone in ("success", "warning", "danger"):           # coloured by a marker
            h.rect(x0, y0, x1, y1, fill={"success": 175, "warning": 205, "danger": 150}[tone] + self.rng.randint(-10, 10))
        h.rect(x0, y0, x1, y1)
        if ink is None and tone == "primary" and self.primary == "hatch" and e.text:
            w = h.measure(e.text, size) * h.unit / 2 + 0.2 * h.unit
            cx = (x0 + x1) / 2
            h.pen.rectangle((max(x0, cx - w), y0 + 0.3 * h.unit, min(x1, cx + w), y1 - 0.3 * h.unit), fill=WHITE)
        self.centred(e, x0, y0, x1, y1, size, ink)

    def box(self, x0, y0, x1, y1):
        if self.field == "line" and y1 - y0 < 3 * self.hand.unit:
            self.hand.line(x0, y1, x1, y1)
        else:
            self.hand.rect(x0, y0, x1, y1)

    def input(self, e, x0, y0, x1, y1):
        self.box(x0, y0, x1, y1)
        u = self.hand.unit
        self.text(e, x0 + 0.4 * u, y0, y1, e.look.get("size", 0.9), min(190, self.hand.ink + 60) if self.hand.clean else None)

    def textarea(self, e, x0, y0, x1, y1):
        h, u = self.hand, self.hand.unit
        h.rect(x0, y0, x1, y1)
        self.text(e, x0 + 0.4 * u, y0 + 0.2 * u, y0 + 1.8 * u, e.look.get("size", 0.9))
        if self.rng.random() < 0.3:
            for d in (0.4, 0.8):
                h.line(x1 - d * u, y1, x1, y1 - d * u)

    def password(self, e, x0, y0, x1, y1):
        h, u, y = self.hand, self.hand.unit, (y0 + y1) / 2
        self.box(x0, y0, x1, y1)
        n = min(self.rng.randint(4, 9), int((x1 - x0) / u / 0.7) - 1)
        if self.secret == "stars":
            return h.write(x0 + 0.4 * u, self.baseline(y0, y1, 1.2), "*" * n, 1.2)
        r = (0.12 if self.secret == "dots" else 0.2) * u
        for i in range(n):
            x = x0 + (0.6 + 0.6 * i) * u
            h.oval(x - r, y - r, x + r, y + r, fill=h.ink)

    def search(self, e, x0, y0, x1, y1):
        h, u, y = self.hand, self.hand.unit, (y0 + y1) / 2
        h.rect(x0, y0, x1, y1)
        left = not e.text or self.rng.random() < 0.5
        x = x0 + 0.8 * u if left else x1 - 1.1 * u
        r = 0.33 * u
        h.oval(x - r, y - 0.1 * u - r, x + r, y - 0.1 * u + r)
        h.line(x + 0.7 * r, y - 0.1 * u + 0.7 * r, x + 2 * r, y - 0.1 * u + 2 * r)
        self.text(e, x0 + (1.8 if left else 0.4) * u, y0, y1, e.look.get("size", 0.9))

    def select(self, e, x0, y0, x1, y1):
        h, u, y = self.hand, self.hand.unit, (y0 + y1) / 2
        h.rect(x0, y0, x1, y1)
        w = min(1.7 * u, (x1 - x0) * 0.4)
        if self.arrow == "boxed":
            h.line(x1 - w, y0, x1 - w, y1)
        a, x = 0.35 * u, x1 - w / 2
        points = [(x - a, y - 0.6 * a), (x + a, y - 0.6 * a), (x, y + 0.8 * a)]
        if self.arrow == "filled":
            h.pen.polygon(points, fill=h.ink)
        h.stroke([points[0], points[2], points[1]] if self.arrow == "chevron" else [*points, points[0]], slack=0.4)
        self.text(e, x0 + 0.4 * u, y0, y1, e.look.get("size", 0.9))

    def choice(self, e, x0, y0, x1, y1):
        h, u, y = self.hand, self.hand.unit, (y0 + y1) / 2
        size, on, kind = e.look.get("size", 1.0), e.kind.endswith("-on"), e.kind.split("-")[0]
        w = (2.2 if kind == "switch" else 1.05) * u
        room = h.measure(e.text, size) * u
        x = x0 if not self.right or not e.text else x0 + room + 0.6 * u
        self.text(e, x0 if x > x0 else x0 + w + 0.55 * u, y0, y1, size)
        a, b = y - 0.5 * u, y + 0.5 * u
        if kind == "checkbox":
            h.rect(x, a, x + w, b, sharp=True)
            if on and self.mark == "cross":
                h.line(x + 0.1 * u, a + 0.1 * u, x + w - 0.1 * u, b - 0.1 * u)
                h.line(x + w - 0.1 * u, a + 0.1 * u, x + 0.1 * u, b - 0.1 * u)
            elif on and self.mark == "fill":
                h.rect(x + 0.2 * u, a + 0.2 * u, x + w - 0.2 * u, b - 0.2 * u, fill=h.ink, sharp=True)
            elif on:
                up = 0.55 * u if self.big_tick else 0.1 * u
                h.stroke([(x + 0.15 * u, y), (x + 0.4 * u, b - 0.15 * u), (x + w - 0.05 * u + up * 0.4, a - up + 0.15 * u)], slack=0.3)
        elif kind == "radio":
            h.oval(x, a, x + w, b)
            if on:
                r = 0.22 * u
                h.oval(x + w / 2 - r, y - r, x + w / 2 + r, y + r, fill=h.ink if self.dot == "fill" else None)
        else:
            saved, h.round = h.round, 0.5
            h.rect(x, a, x + w, b, fill=min(215, h.ink + 90) if on and (h.clean or self.knob == "fill") else None)
            h.round = saved
            r, cx = 0.42 * u, x + w - 0.55 * u if on else x + 0.55 * u
            h.oval(cx - r, y - r, cx + r, y + r, fill=WHITE if h.clean else h.ink if on else None)

    def slider(self, e, x0, y0, x1, y1):
        h, u, y = self.hand, self.hand.unit, (y0 + y1) / 2
        h.line(x0, y, x1, y)
        x, r = x0 + (x1 - x0) * self.rng.uniform(0.15, 0.85), 0.4 * u
        if self.knob == "bar":
            h.rect(x - 0.2 * u, y - 0.6 * u, x + 0.2 * u, y + 0.6 * u, fill=WHITE)
        else:
            h.oval(x - r, y - r, x + r, y + r, fill=h.ink if self.knob == "fill" else WHITE)

    def progress(self, e, x0, y0, x1, y1):
        h, x = self.hand, x0 + (x1 - x0) * self.rng.uniform(0.15, 0.85)
        if h.clean:
            h.rect(x0, y0, x1, y1, fill=220)
            return h.rect(x0, y0, x, y1, fill=90)
        h.rect(x0, y0, x1, y1)
        if self.primary == "hatch":
            h.hatch(x0, y0, x, y1)
        else:
            h.rect(x0, y0, x, y1, fill=min(180, h.ink + 40), sharp=True)

    def pagination(self, e, x0, y0, x1, y1):
        h, u = self.hand, self.hand.unit
        names = ["<", "1", "2", "3", *self.rng.choice([["4"], ["...", "9"], []]), ">"]
        step, chosen = (x1 - x0) / len(names), self.rng.randint(1, 3)
        boxed = self.rng.random() < 0.5
        for i, name in enumerate(names):
            a = x0 + i * step
            if boxed or i == chosen:
                h.rect(a + 0.05 * u, y0, a + step - 0.1 * u, y1, fill=200 if h.clean and i == chosen else None)
            h.write(a + (step - h.measure(name, 0.9) * u) / 2, self.baseline(y0, y1, 0.9), name, 0.9)

    def divider(self, e, x0, y0, x1, y1):
        y = (y0 + y1) / 2
        self.hand.line(x0, y, x1, y, ink=200 if self.hand.clean else None)

    # ---- pictures
    def picture(self, e, x0, y0, x1, y1):
        h, u = self.hand, self.hand.unit
        if self.image == "grey":
            h.rect(x0, y0, x1, y1, fill=min(225, h.ink + 130), sharp=True)
        h.rect(x0, y0, x1, y1, sharp=True)
        if self.image == "hill":
            w, t = x1 - x0, y1 - y0
            h.stroke([(x0, y1 - 0.1 * t), (x0 + 0.3 * w, y0 + 0.45 * t), (x0 + 0.52 * w, y1 - 0.25 * t), (x0 + 0.7 * w, y0 + 0.55 * t), (x1, y1 - 0.1 * t)])
            r = 0.1 * min(w, t)
            h.oval(x0 + 0.72 * w - r, y0 + 0.25 * t - r, x0 + 0.72 * w + r, y0 + 0.25 * t + r)
        elif not e.text and self.image == "cross":
            d = 0.08 * min(x1 - x0, y1 - y0) * self.rng.uniform(-0.2, 1)
            h.line(x0 + d, y0 + d, x1 - d, y1 - d)
            h.line(x1 - d, y0 + d, x0 + d, y1 - d)
        self.centred(e, x0, y0, x1, y1, e.look.get("size", 1.0))

    def film(self, e, x0, y0, x1, y1):
        h, cx, cy = self.hand, (x0 + x1) / 2, (y0 + y1) / 2
        h.rect(x0, y0, x1, y1)
        r = min(x1 - x0, y1 - y0) * self.rng.uniform(0.12, 0.25)
        points = [(cx - 0.5 * r, cy - 0.7 * r), (cx + 0.8 * r, cy), (cx - 0.5 * r, cy + 0.7 * r)]
        if self.video == "circle":
            h.oval(cx - 1.3 * r, cy - 1.3 * r, cx + 1.3 * r, cy + 1.3 * r)
        if self.mark == "fill":
            h.pen.polygon(points, fill=h.ink)
        h.stroke([*points, points[0]], slack=0.3)

    def person(self, e, x0, y0, x1, y1):
        h, cx, s = self.hand, (x0 + x1) / 2, x1 - x0
        h.oval(x0, y0, x1, y1, fill=215 if h.clean else None)
        if self.avatar in ("person", "face"):
            r = 0.16 * s if self.avatar == "person" else 0.05 * s
            cy = y0 + 0.37 * s
            for x in ((cx,) if self.avatar == "person" else (cx - 0.15 * s, cx + 0.15 * s)):
                h.oval(x - r, cy - r, x + r, cy + r)
            arc = [(cx + 0.32 * s * cos(pi + i * pi / 6), y0 + 0.9 * s - 0.35 * s * sin(i * pi / 6)) for i in range(7)]
            if self.avatar == "face":
                arc = [(cx + 0.22 * s * cos(i * pi / 6), y0 + 0.6 * s + 0.15 * s * sin(i * pi / 6)) for i in range(7)]
            h.stroke(arc, slack=0.3)
        elif self.avatar == "cross":
            d = 0.15 * s
            h.line(x0 + d, y0 + d, x1 - d, y1 - d)
            h.line(x1 - d, y0 + d, x0 + d, y1 - d)

    def icon(self, e, x0, y0, x1, y1):
        w, t = x1 - x0, y1 - y0
        for path in GLYPHS[self.rng.choice(self.glyphs)]:
            points = [(x0 + w * x / 10, y0 + t * y / 10) for x, y in path]
            if len(points) == 2 and points[0] == points[1]:
                self.hand.oval(points[0][0] - 0.2 * w, points[0][1] - 0.2 * t, points[0][0] + 0.2 * w, points[0][1] + 0.2 * t)
            else:
                self.hand.stroke(points, slack=0.3)

    def graph(self, e, x0, y0, x1, y1):
        h, rng, w, t = self.hand, self.rng, x1 - x0, y1 - y0
        if self.chart == "pie":
            r, cx, cy = min(w, t) / 2, (x0 + x1) / 2, (y0 + y1) / 2
            h.oval(cx - r, cy - r, cx + r, cy + r)
            for a in (rng.uniform(0, 2), rng.uniform(2, 4), rng.uniform(4, 6)):
                h.line(cx, cy, cx + r * cos(a), cy + r * sin(a))
            return
        h.stroke([(x0, y0), (x0, y1), (x1, y1)])
        n = rng.randint(3, 7)
        if self.chart == "bars":
            for i in range(n):
                a, top = x0 + w * (i + 0.3) / n, y1 - t * rng.uniform(0.2, 0.95)
                h.rect(a, top, a + 0.55 * w / n, y1, fill=rng.choice([120, 170]) if h.clean or self.primary == "fill" else None, sharp=True)
        else:
            h.stroke([(x0 + w * i / n, y1 - t * rng.uniform(0.1, 0.9)) for i in range(n + 1)])

    # ---- containers
    def framed(self, e, x0, y0, x1, y1):
        h = self.hand
        if h.clean and self.card == "grey":
            return h.rect(x0, y0, x1, y1, fill=243)
        h.rect(x0, y0, x1, y1, ink=210 if h.clean else None)
        if self.card == "shadow":
            d = 0.2 * h.unit
            h.stroke([(x1 + d, y0 + d), (x1 + d, y1 + d), (x0 + d, y1 + d)], ink=200 if h.clean else None)

    def bar_of(self, e, x0, y0, x1, y1):
        h = self.hand
        if self.bar in ("box", "fill"):
            h.rect(x0, y0, x1, y1, fill=225 if self.bar == "fill" else None, sharp=True)
        elif self.bar == "line":
            h.line(x0, y1, x1, y1)

    def side(self, e, x0, y0, x1, y1):
        if self.bar in ("box", "fill"):
            self.bar_of(e, x0, y0, x1, y1)
        else:
            x = x1 if x0 < self.hand.image.width / 2 else x0
            self.hand.line(x, y0, x, y1)

    def foot(self, e, x0, y0, x1, y1):
        if self.bar != "none":
            self.hand.line(x0, y0, x1, y0, ink=200 if self.hand.clean else None)

    def grid(self, e, x0, y0, x1, y1):
        h, rows = self.hand, e.children
        columns = len(rows[0].children)
        h.rect(x0, y0, x1, y1, sharp=True)
        for i in range(1, len(rows)):
            y = y0 + (y1 - y0) * i / len(rows)
            if i == 1 or self.layout.picture < 0.9:
                h.line(x0, y, x1, y)
        for i in range(1, columns):
            x = x0 + (x1 - x0) * i / columns
            h.line(x, y0, x, y1)

    def cell(self, e, x0, y0, x1, y1):
        u = self.hand.unit
        if e.text:
            self.text(e, x0 + 0.3 * u, y0, y1, e.look.get("size", 0.9))
        elif self.layout.table_row > 1.8:
            self.hand.squiggle(x0 + 0.3 * u, (y0 + y1) / 2, x0 + (x1 - x0) * self.rng.uniform(0.5, 0.85), self.layout.squiggle)

    def tab_of(self, e, x0, y0, x1, y1):
        h, on = self.hand, e.kind == "tab-on"
        self.centred(e, x0, y0, x1, y1, e.look.get("size", 1.0), bold=on and h.clean)
        if self.tab == "line":
            h.line(x0, y1, x1, y1, width=h.thin * 3 if on else None, ink=200 if h.clean and not on else None)
        else:
            h.stroke([(x0, y1), (x0, y0), (x1, y0), (x1, y1)] if on else [(x0, y1), (x0, y0), (x1, y0), (x1, y1), (x0, y1)])

    def painter(self, kind):
        return (self.button if kind.startswith("button") else self.choice if kind.startswith(("checkbox", "radio", "switch"))
                else self.words if kind.startswith("heading") or kind in ("paragraph", "label", "link")
                else self.tab_of if kind.startswith("tab-") else
                {"image": self.picture, "video": self.film, "avatar": self.person, "chart": self.graph, "card": self.framed,
                 "header": self.bar_of, "sidebar": self.side, "footer": self.foot, "table": self.grid}.get(kind)
                or getattr(self, kind, None))


GLYPHS = {                                                      # strokes in a square of 10; a doubled point is a ring
    "heart": [[(5, 9), (1, 5), (1, 3), (3, 1), (5, 3), (7, 1), (9, 3), (9, 5), (5, 9)]],
    "star": [[(5, 0), (6.2, 3.8), (10, 3.8), (7, 6), (8, 10), (5, 7.6), (2, 10), (3, 6), (0, 3.8), (3.8, 3.8), (5, 0)]],
    "home": [[(0, 5), (5, 0), (10, 5)], [(1.5, 4), (1.5, 10), (8.5, 10), (8.5, 4)]],
    "letter": [[(0, 2), (10, 2), (10, 9), (0, 9), (0, 2)], [(0, 2), (5, 6), (10, 2)]],
    "menu": [[(0, 2), (10, 2)], [(0, 5), (10, 5)], [(0, 8), (10, 8)]],
    "plus": [[(5, 0), (5, 10)], [(0, 5), (10, 5)]],
    "cart": [[(0, 1), (2, 1), (4, 7), (9, 7), (10, 2.5), (2.5, 2.5)]],
    "bell": [[(1, 8), (2, 6), (2, 4), (5, 1), (8, 4), (8, 6), (9, 8), (1, 8)]],
    "gear": [[(5, 5), (5, 5)], [(5, 0), (5, 2)], [(5, 8), (5, 10)], [(0, 5), (2, 5)], [(8, 5), (10, 5)], [(1.5, 1.5), (3, 3)], [(7, 7), (8.5, 8.5)]],
    "cross": [[(0, 0), (10, 10)], [(10, 0), (0, 10)]],
    "arrow": [[(0, 5), (10, 5)], [(6, 1), (10, 5), (6, 9)]],
    "pin": [[(5, 10), (2, 5), (2, 2), (5, 0), (8, 2), (8, 5), (5, 10)]],
}


def compose(page, rng, hand, width=None):
    """Lays the page out, leaving off last blocks until it is no taller than can be read -> Layout, height."""
    layout = Layout(rng, hand)
    while True:
        height = layout.page(page, width)
        body = [e for e in page.children if e.kind not in ("header", "footer", "sidebar")]
        if height <= min(MOST_UNITS, 2.1 * width) or len(body) <= 1:
            return layout, height
        page.children.remove(body[-1])


def draw(page, rng, fonts, style):
    """-> grey Image, tidied page whose boxes are pixels of it, pixels a unit."""
    hand = Hand(rng, fonts, clean=style == "clean")
    least = least_width(page)
    width = max(least, min(MOST_UNITS, rng.choice([rng.uniform(13, 20), rng.uniform(15, 28), rng.uniform(20, 40), rng.uniform(34, 58)])))
    layout, height = compose(page, rng, hand, width)
    while height < 0.6 * width and width > 1.05 * least and rng.random() < 0.8:   # few things are drawn large
        width = max(least, width * 0.75)
        layout, height = compose(page, rng, hand, width)
    spare = rng.uniform(0, 0.5) * width if rng.random() < 0.3 else 0    # paper left empty below
    if height + spare < 0.35 * width:
        spare = 0.35 * width - height
    unit = LONG / max(width, height + spare)
    hand.paper(width * unit, (height + spare) * unit, unit)
    artist = Artist(rng, hand, layout)
    tidy(page)
    boxed = []
    for e in page.walk():
        paint = artist.painter(e.kind)
        if paint is None or e.box is None:
            continue
        if e.kind == "list":
            continue
        hand.mark()
        paint(e, *(v * unit for v in e.box))
        boxed.append((e, hand.extent()))
    for e, extent in boxed:
        if e.kind not in CONTAINERS or e.kind == "table":
            e.box = extent or tuple(v * unit for v in e.box)
    for e in page.walk():
        if e.kind == "tabs":
            e.box = tuple(f(c.box[i] for c in e.children) for i, f in enumerate((min, min, max, max)))
    page.look["glyphs"] = hand.glyphs
    return hand.image, page, unit
