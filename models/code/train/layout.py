"""Where a person puts the elements of a page: natural sizes, rows, columns, margins.

Lengths are in units of the running text's size. Placing also makes the tree true to what fits:
words that do not fit a button are left off it, children that do not fit a row are left out.
"""

from page import COLUMNS, CONTAINERS

FLEXIBLE = {"input", "textarea", "password", "search", "slider", "progress", "chart", "video", "image", "select", "divider"}
NARROWEST = 2.25              # units: what columns in columns leave room for less than is drawn this wide
LEAST = {"input": 4, "textarea": 6, "password": 4, "search": 5, "slider": 4, "progress": 4, "chart": 5, "video": 4, "image": 2.5,
         "select": 3.5, "divider": 4, "pagination": 8}
TEXT_SIZE = {"heading-1": 1.6, "heading-2": 1.3, "heading-3": 1.12}


class Layout:
    def __init__(self, rng, hand):
        self.rng, self.hand = rng, hand
        self.gap_y = rng.choice([0.35, 0.6, 0.9, 1.3])
        self.gap_x = rng.choice([0.8, 1.2, 1.8, 2.5])
        self.margin = rng.uniform(0.3, 2.5)
        self.control = rng.uniform(1.5, 2.2)                   # height of inputs and buttons
        self.fill = rng.choice([0.4, 0.7, 1.0, 1.0])           # how much of the width a lone control takes
        self.centre = rng.random() < 0.15
        self.wide_buttons = rng.random() < 0.25
        self.grow = {k: v * rng.uniform(0.85, 1.3) for k, v in TEXT_SIZE.items()}
        self.pad = rng.uniform(0.5, 1.4)
        self.face = rng.uniform(1.8, 4)                        # avatars
        self.picture = rng.uniform(0.5, 1.1)                   # height of pictures, in widths
        self.spread = rng.random() < 0.3                       # rows reach from edge to edge
        self.label_width = rng.choice([0, 0, rng.uniform(4, 8)])   # labels beside inputs line up
        self.table_row = rng.uniform(1.5, 2.4)
        self.squiggle = rng.choice(["line", "line", "zigzag", "words"])
        self.line = rng.uniform(1.15, 1.6)

    def size(self, e):
        return self.grow.get(e.kind, 1.0)

    def wrap(self, text, size, width):
        lines = [""]
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.hand.measure(longer, size) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def fit(self, e, size, width):
        """Shortens the element's text to `width` -> the size to write it in."""
        while e.text and self.hand.measure(e.text, size) > width:
            if size > 0.8:
                size *= 0.9
            elif " " in e.text:
                e.text = e.text.rsplit(" ", 1)[0]
            else:
                e.text = e.text[:-1]
        return size

    def natural(self, e, width):
        """-> width, height of a leaf that may be at most `width` wide."""
        rng, kind, size = self.rng, e.kind, self.size(e)
        look = e.look
        if kind == "paragraph" and not e.text:
            look["lines"] = look.get("lines") or rng.randint(2, 5)
            return width * rng.uniform(0.7, 1), look["lines"] * self.line * 0.9
        if kind.startswith("heading") or kind in ("paragraph", "label", "link", "item"):
            if not e.text:
                return min(width, rng.uniform(3, 7)), self.line
            room = width - (1.2 if kind == "item" else 0)
            size = min(size, 0.98 * size * room / max(1e-6, max(self.hand.measure(w, size) for w in e.text.split(" "))))
            if size < 0.72:
                size = self.fit(e, 0.8, room)
            look["size"], look["wrapped"] = size, self.wrap(e.text, size, room)
            w = max(self.hand.measure(line, size) for line in look["wrapped"])
            return w + (1.2 if kind == "item" else 0), len(look["wrapped"]) * self.line * size
        if kind.startswith("button") or kind in ("tab-on", "tab-off"):
            look["size"] = self.fit(e, 1.0, max(1, width - 1))
            w = self.hand.measure(e.text, look["size"]) + rng.uniform(1, 2.2)
            return min(width, max(2, w)), self.control
        if kind.startswith(("checkbox", "radio", "switch")):
            look["size"] = self.fit(e, 1.0, width - (2.8 if kind[0] == "s" else 1.7))
            return self.hand.measure(e.text, look["size"]) + (2.8 if kind[0] == "s" else 1.7), 1.35
        if kind in ("input", "search", "select", "password"):
            w = width if width < 12 else width * min(1, rng.uniform(0.8, 1.1) * self.fill)
            look["size"] = self.fit(e, 0.9, max(1, w - (2.4 if kind in ("search", "select") else 0.8)))
            return max(min(width, 4), w), self.control
        if kind == "textarea":
            look["size"] = self.fit(e, 0.9, width - 1)
            return max(min(width, 6), width * self.fill), rng.uniform(3, 6)
        if kind in ("image", "video", "chart"):
            w = width if width < 16 else rng.uniform(9, 16) if rng.random() < 0.6 else width
            look["size"] = self.fit(e, 1.0, w - 0.6)
            return w, min(14, max(1.8, w * self.picture))
        w = {"avatar": self.face, "icon": 1.6, "pagination": 10, "divider": width}.get(kind, width * self.fill)
        return min(w, width), {"avatar": min(w, width), "icon": 1.6, "divider": 0.3, "progress": 0.8}.get(kind, 1.2)

    # ---- containers
    def stack(self, children, x, y, width, centre=False):
        """One under the other -> the bottom."""
        top = y
        for i, e in enumerate(children):
            if i:
                near = children[i - 1].kind == "label" and e.kind in ("input", "select", "password", "textarea", "search")
                y += self.gap_y * (0.4 if near else self.rng.uniform(0.8, 1.3))
                if e.kind in ("heading-1", "heading-2"):
                    y += self.gap_y * 0.7
            y = self.place(e, x, y, width, centre)
        return max(y, top)

    def place(self, e, x, y, width, centre=False):
        """Gives the element its box at (x, y) -> its bottom."""
        kind, width = e.kind, max(NARROWEST, width)
        if kind in CONTAINERS:
            bottom = getattr(self, "place_" + ("column" if kind in COLUMNS else kind))(e, x, y, width)
            e.box = (x, y, x + width, bottom)
            return bottom
        w, h = self.natural(e, width)
        if kind.startswith("button") and self.wide_buttons and width < 26:
            w = width
        if centre or (self.centre and kind in ("heading-1", "paragraph", "image")):
            x += (width - w) / 2
        e.box = (x, y, x + w, y + h)
        return y + h

    def inline(self, children, x, y, width, spread):
        """Side by side, in the middle of the line -> bottom, how many fit."""
        rng, sizes, used = self.rng, [], 0.0
        for e in children:
            least = LEAST.get(e.kind)
            room = width - used if sizes else max(NARROWEST, width)   # one is there in any case
            if least is None and room >= NARROWEST:
                w, h = self.natural(e, room if e.kind != "label" else min(room, max(4, width * 0.5)))
                if e.kind == "label" and self.label_width and not sizes:
                    w = max(w, min(self.label_width, width * 0.45))
            else:
                w, h = least, None
            if w is None or (sizes and used + w > width):
                break
            sizes.append([w, h])
            used += w + self.gap_x
        spare = max(0.0, width - used + self.gap_x)
        flexible = [i for i, e in enumerate(children[:len(sizes)]) if e.kind in FLEXIBLE]
        for i in flexible:
            extra = spare / len(flexible) * rng.uniform(0.5, 1)
            if children[i].kind in ("image", "video", "chart"):
                extra = min(extra, 9 if len(flexible) > 1 else 5)
            sizes[i] = list(self.natural(children[i], sizes[i][0] + extra))
        spare = max(0.0, width - sum(w for w, _ in sizes) - self.gap_x * (len(sizes) - 1))
        between = self.gap_x + (spare / max(1, len(sizes) - 1) if spread and not flexible else 0)
        height = max(h for _, h in sizes)
        for e, (w, h) in zip(children, sizes):
            e.box = (x, y + (height - h) / 2, x + w, y + (height + h) / 2)
            x += w + between
        return y + height, len(sizes)

    def place_row(self, e, x, y, width):
        if e.children[0].kind in COLUMNS:
            bottom, gap = y, self.gap_x
            for column in e.children:
                w = width * int(column.kind[7:]) / 12
                bottom = max(bottom, self.place(column, x, y, w - gap))
                x += w
            cards = [c.children[0] for c in e.children if len(c.children) == 1 and c.children[0].kind == "card"]
            if self.rng.random() < 0.8:                        # cards of one row are mostly equally high
                for card in cards:
                    card.box = (*card.box[:3], bottom)
            return bottom
        ends = e.children[-1].kind in ("label", "link", "switch-on", "switch-off") or e.children[-1].kind.startswith("button")
        bottom, n = self.inline(e.children, x, y, width, self.spread or (ends and e.children[0].kind != "link" and self.rng.random() < 0.5))
        del e.children[n:]
        return bottom

    def place_column(self, e, x, y, width):
        return self.stack(e.children, x, y, width, self.centre and width < 16)

    def place_card(self, e, x, y, width):
        return self.stack(e.children, x + self.pad, y + self.pad, width - 2 * self.pad, self.rng.random() < 0.1) + self.pad

    def place_header(self, e, x, y, width):
        bottom, n = self.inline(e.children, x + self.pad, y + self.pad * 0.7, width - 2 * self.pad, self.rng.random() < 0.4)
        del e.children[n:]
        return bottom + self.pad * 0.7

    def place_sidebar(self, e, x, y, width):
        return self.stack(e.children, x + self.pad * 0.6, y + self.pad, width - 1.2 * self.pad) + self.pad

    def place_footer(self, e, x, y, width):
        return self.stack(e.children, x, y + 0.8, width, True) + 0.3

    def place_list(self, e, x, y, width):
        return self.stack(e.children, x, y, width)

    def place_table(self, e, x, y, width):
        columns = len(e.children[0].children)
        while columns > 2 and width / columns < 3.5:
            columns -= 1
            for row in e.children:
                del row.children[columns:]
        for i, row in enumerate(e.children):
            row.box = (x, y + i * self.table_row, x + width, y + (i + 1) * self.table_row)
            for j, cell in enumerate(row.children):
                cell.look["size"] = self.fit(cell, 0.9, width / columns - 0.6)
                cell.box = (x + j * width / columns, row.box[1], x + (j + 1) * width / columns, row.box[3])
        return y + len(e.children) * self.table_row

    def place_tabs(self, e, x, y, width):
        self.gap_x, gap = 0.15, self.gap_x
        bottom, n = self.inline(e.children, x, y, width, False)
        self.gap_x = gap
        del e.children[n:]
        return bottom

    def page(self, page, width):
        """Places everything on a page `width` units wide -> its height."""
        m, y = self.margin, self.margin
        body = list(page.children)
        header = body.pop(0) if body and body[0].kind == "header" else None
        footer = body.pop() if body and body[-1].kind == "footer" else None
        if header:
            edge = self.rng.choice([0, m])
            y = self.place(header, edge, y if edge else 0.2, width - 2 * edge) + self.gap_y
        sides = [e for e in body if e.kind == "sidebar"]
        x, room = m, width - 2 * m
        bottom = y
        if sides:
            side, w = sides[0], max(7, width * self.rng.uniform(0.18, 0.27))
            left = body[0] is side
            body.remove(side)
            bottom = self.place(side, m if left else width - m - w, y, w)
            x, room = (m + w + self.gap_x, room - w - self.gap_x) if left else (m, room - w - self.gap_x)
        bottom = max(bottom, self.stack(body, x, y, room))
        if sides:
            sides[0].box = (*sides[0].box[:3], bottom)
        if footer:
            bottom = self.place(footer, m, bottom + self.gap_y, width - 2 * m)
        return bottom + m


def tidy(e):
    """A row that has kept one leaf only is that leaf."""
    for child in e.children:
        tidy(child)
    e.children = [c.children[0] if c.kind == "row" and len(c.children) == 1 and c.children[0].kind not in COLUMNS else c
                  for c in e.children]
    return e


def narrowest(e, share=1.0):
    """The share of the page's width that the narrowest column has, of columns in columns too."""
    share *= int(e.kind[7:]) / 12 if e.kind in COLUMNS else 1
    return min([share] + [narrowest(child, share) for child in e.children])


def least_width(page):
    """Units below which the page's rows of columns cannot be drawn."""
    most = max([len(e.children) for e in page.walk() if e.kind == "row" and e.children[0].kind in COLUMNS] + [1])
    side = any(e.kind == "sidebar" for e in page.walk())
    return max(13, 8.5 * most, 3.2 / narrowest(page)) + 12 * side
