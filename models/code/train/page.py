"""The page language: a tree of elements, its tokens, its grammar, and pix2code's programs.

    python models/code/train/page.py > models/code/vocabulary.json && npx prettier --write models/code/vocabulary.json

A sequence is

    bos  text|no-text  boxes|no-boxes  tree|flat  element*  eos

The three marks say what the rest carries, so that sets which lack texts or boxes train the same
network honestly, and a live view may ask for the structure alone. An element is its kind, then (with
`boxes`) four coordinates, then (with `text`) its characters; a container goes on with its children
and `end`. A text needs no end mark: whatever comes next is no character. A coordinate is a bin of
1/128 of the frame's long side: x0 y0 x1 y1, the ends included. Coordinates are tokens rather than a
box head because a step then still gives logits only, the text that follows is read at a stated
place, a correction can fix a box like anything else, and the grammar can forbid empty boxes; the
price, four steps an element, `no-boxes` saves.

`flat` names the ten classes of the labelled photos in reading order, without containers.
An empty page (`eos` at once) says that there is no wireframe. vocabulary.json mirrors this file for
TypeScript: ids, flags, who may contain whom, limits.
"""

import json
import unicodedata
from dataclasses import dataclass, field
from math import ceil, floor

SCHEMA = 1
MARKS = ["pad", "bos", "eos", "end", "text", "no-text", "boxes", "no-boxes", "tree", "flat"]
PAD, BOS, EOS, END = range(4)
FLAGS = {"text": (4, 5), "boxes": (6, 7), "tree": (8, 9)}      # the token of yes, of no
BINS = 128
LONG = 512                                                    # pixels of a frame's long side
FRAMES = [(512, 320), (512, 416), (512, 512), (416, 512), (320, 512)]   # width, height: what the network sees
TEXT_LIMIT = 80                                               # characters of one text
DEPTH_LIMIT = 9                                               # open containers, the page among them

COLUMNS = [f"column-{n}" for n in range(1, 13)]               # twelfths of a row
BUTTONS = [f"button-{tone}" for tone in ("primary", "secondary", "success", "warning", "danger")]
TEXTS = ["heading-1", "heading-2", "heading-3", "paragraph", "label", "link", *BUTTONS, "input", "textarea",
         "search", "select", "checkbox-off", "checkbox-on", "radio-off", "radio-on", "switch-off", "switch-on",
         "image", "item"]
MUTE = ["password", "slider", "avatar", "icon", "video", "pagination", "progress", "divider", "chart"]
BOXLESS = ["cell", "tab-off", "tab-on"]                        # their table or tabs has the box
CONTAINERS = ["header", "sidebar", "footer", "row", *COLUMNS, "card", "list", "table", "cells", "tabs"]
KINDS = CONTAINERS + TEXTS + MUTE + BOXLESS
HAS_TEXT = set(TEXTS) | set(BOXLESS)
HAS_BOX = set(TEXTS) | set(MUTE) | {"table", "tabs"}

LEAVES = [kind for kind in TEXTS + MUTE if kind != "item"]
INLINE = [kind for kind in LEAVES if kind not in ("paragraph", "textarea", "video", "table", "chart", "divider")]
BLOCK = ["row", "card", "list", "table", "tabs", *LEAVES]
CHILDREN = {
    "page": ["header", "sidebar", "footer", *BLOCK],
    "header": INLINE,
    "sidebar": BLOCK,
    "footer": ["row", *LEAVES],
    "row": [*COLUMNS, *LEAVES],                               # either columns or leaves side by side
    **dict.fromkeys(COLUMNS, BLOCK),
    "card": BLOCK,
    "list": ["item", "row"],
    "table": ["cells"],
    "cells": ["cell"],
    "tabs": ["tab-off", "tab-on"],
}

CHARACTERS = "".join(map(chr, range(32, 127))) + "©€£·•×" + "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝßàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœ¿¡°"
KIND = len(MARKS)
COORDINATE = KIND + len(KINDS)
CHARACTER = COORDINATE + BINS
VOCABULARY = CHARACTER + len(CHARACTERS)
KIND_ID = {kind: KIND + i for i, kind in enumerate(KINDS)}
CHARACTER_ID = {c: CHARACTER + i for i, c in enumerate(CHARACTERS)}
SPACE = CHARACTER_ID[" "]

# the ten classes of the labelled photos, and the kind that stands for each in `flat`
FLAT = {"heading": "heading-1", "paragraph": "paragraph", "label": "label", "link": "link", "button": "button-secondary",
        "input": "input", "select": "select", "checkbox": "checkbox-off", "radio": "radio-off", "image": "image"}
CLASS = {**{f"heading-{n}": "heading" for n in (1, 2, 3)}, **dict.fromkeys(BUTTONS, "button"),
         **dict.fromkeys(("input", "textarea", "password", "search"), "input"), "select": "select",
         **dict.fromkeys(("checkbox-off", "checkbox-on"), "checkbox"), **dict.fromkeys(("radio-off", "radio-on"), "radio"),
         **dict.fromkeys(("image", "video", "avatar"), "image"),
         **dict.fromkeys(("label", "item", "cell"), "label"), "paragraph": "paragraph", "link": "link"}
PHOTO_CLASS = {"Label": "label", "Heading": "heading", "CheckBox": "checkbox", "Button": "button", "TextBox": "input",
               "Image": "image", "Paragraph": "paragraph", "RadioButton": "radio", "ComboBox": "select", "Link": "link"}


@dataclass
class Element:
    """box: (x0, y0, x1, y1) in frame units, whose long side is 1; None: not known."""
    kind: str
    text: str = ""
    children: list = field(default_factory=list)
    box: tuple | None = None
    look: dict = field(default_factory=dict, compare=False, repr=False)   # how the data maker draws it

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()


def frame_of(width, height):
    """-> the frame that wastes the least of itself, and the scale to fit a picture into its top left corner
    (the rest stays white)."""
    fits = [(width * height * min(w / width, h / height) ** 2 / (w * h), i) for i, (w, h) in enumerate(FRAMES)]
    i = max(fits, key=lambda fit: (round(fit[0], 6), -fit[1]))[1]
    return i, min(FRAMES[i][0] / width, FRAMES[i][1] / height)


def legible(text):
    """The text as the vocabulary can say it: known characters, single spaces, at most TEXT_LIMIT."""
    out = []
    for c in text:
        if c in CHARACTER_ID:
            out.append(c)
        else:
            out += [d for d in unicodedata.normalize("NFKD", c) if d in CHARACTER_ID]
    return " ".join("".join(out).split())[:TEXT_LIMIT].rstrip()


def bins(box):
    """A box -> four bins; always at least one bin wide and high."""
    x0, y0 = (min(BINS - 1, max(0, floor(v * BINS + 1e-6))) for v in box[:2])
    x1, y1 = (min(BINS, max(1, ceil(v * BINS - 1e-6))) - 1 for v in box[2:])
    return x0, y0, max(x0, x1), max(y0, y1)


def marks(text=True, boxes=True, tree=True):
    return [BOS] + [FLAGS[name][not yes] for name, yes in (("text", text), ("boxes", boxes), ("tree", tree))]


def encode(page, text=True, boxes=True, tree=True):
    """A page -> its tokens. With tree=False the page must hold FLAT kinds only (see flatten)."""
    out = marks(text, boxes, tree)

    def put(element):
        out.append(KIND_ID[element.kind])
        if boxes and element.kind in HAS_BOX:
            out.extend(COORDINATE + b for b in bins(element.box))
        if text and element.kind in HAS_TEXT:
            out.extend(CHARACTER_ID[c] for c in legible(element.text))
        if element.kind in CHILDREN:
            for child in element.children:
                put(child)
            out.append(END)

    for child in page.children:
        put(child)
    return out + [EOS]


def decode(tokens):
    """Tokens -> page; whatever makes no sense is passed over, whatever is still open is closed."""
    page = Element("page")
    stack, last, corner = [page], None, []
    for t in map(int, tokens):
        if KIND <= t < COORDINATE:
            last, corner = Element(KINDS[t - KIND]), []
            stack[-1].children.append(last)
            if last.kind in CHILDREN:
                stack.append(last)
        elif COORDINATE <= t < CHARACTER and last is not None:
            corner.append(t - COORDINATE)
            if len(corner) == 4:
                x0, y0, x1, y1 = corner
                last.box = (x0 / BINS, y0 / BINS, (x1 + 1) / BINS, (y1 + 1) / BINS)
        elif t >= CHARACTER and last is not None and last.kind in HAS_TEXT:
            last.text += CHARACTERS[t - CHARACTER]
        elif t == END and len(stack) > 1:
            stack.pop()
            last = None
        elif t == EOS:
            break
    return page


class Grammar:
    """What may come next: allowed() -> set of token ids, accept(token). Starts before `bos`."""

    def __init__(self):
        self.flags, self.stack, self.element, self.corner, self.characters, self.space = [], [], None, [], 0, False
        self.started = self.done = False

    def allowed(self):
        if self.done:
            return set()
        if not self.started:
            return {BOS}
        if len(self.flags) < 3:
            return set(list(FLAGS.values())[len(self.flags)])
        if self.element in HAS_BOX and self.flags[1] and len(self.corner) < 4:
            least = self.corner[-2] if len(self.corner) >= 2 else 0
            return set(range(COORDINATE + least, CHARACTER))
        out = set()
        if self.element in HAS_TEXT and self.flags[0] and self.characters < TEXT_LIMIT:
            out = set(range(CHARACTER, VOCABULARY))
            if self.characters == 0 or self.space or self.characters == TEXT_LIMIT - 1:
                out.remove(SPACE)
            if self.space:                                     # a text does not end in a space
                return out
        return out | self.kinds()

    def kinds(self):
        parent, seen = self.stack[-1]
        if not self.flags[2]:
            return {KIND_ID[kind] for kind in FLAT.values()} | {EOS}
        allowed = set(CHILDREN[parent])
        if len(self.stack) >= DEPTH_LIMIT:
            allowed -= set(CONTAINERS)
        if len(self.stack) >= DEPTH_LIMIT - 1:                  # a table needs room for its cells
            allowed.discard("table")
        if parent == "page":
            if seen:
                allowed.discard("header")
            if "sidebar" in seen:
                allowed.discard("sidebar")
            if "footer" in seen:
                allowed.clear()
        if parent == "row":
            used = sum(int(kind[7:]) for kind in seen if kind in COLUMNS)
            if used:
                allowed = {kind for kind in COLUMNS if int(kind[7:]) <= 12 - used}
            elif seen:
                allowed -= set(COLUMNS)
        out = {KIND_ID[kind] for kind in allowed}
        if parent == "page":
            out.add(EOS)
        elif seen:                                             # a container holds something
            out.add(END)
        return out

    def accept(self, token):
        if token not in self.allowed():
            raise ValueError(f"token {token} is not allowed here")
        if token == BOS:
            self.started, self.stack = True, [("page", [])]
        elif len(self.flags) < 3:
            self.flags.append(token == list(FLAGS.values())[len(self.flags)][0])
        elif token == EOS:
            self.done = True
        elif token == END:
            self.stack.pop()
            self.element = None
        elif token < COORDINATE:
            self.element, self.corner, self.characters, self.space = KINDS[token - KIND], [], 0, False
            self.stack[-1][1].append(self.element)
            if self.element in CHILDREN:
                self.stack.append((self.element, []))
        elif token < CHARACTER:
            self.corner.append(token - COORDINATE)
        else:
            self.characters, self.space = self.characters + 1, token == SPACE


def reading_order(boxes):
    """Indices of the boxes line by line: a box joins a line whose middle it covers, or that covers its own."""
    lines = []
    for i in sorted(range(len(boxes)), key=lambda i: boxes[i][1] + boxes[i][3]):
        middle = (boxes[i][1] + boxes[i][3]) / 2
        if lines and lines[-1][0][1] <= middle <= lines[-1][0][3]:
            lines[-1][1].append(i)
        else:
            lines.append((boxes[i], [i]))
    return [i for _, line in lines for i in sorted(line, key=lambda i: (boxes[i][0], boxes[i][1], i))]


def flatten(page):
    """A page of the ten classes only, in reading order; elements without a box are left out."""
    found = [(CLASS[e.kind], e.text, e.box) for e in page.walk() if e.kind in CLASS and e.box]
    order = reading_order([box for _, _, box in found])
    return Element("page", children=[Element(FLAT[found[i][0]], found[i][1], box=found[i][2]) for i in order])


# ---- pix2code's programs -----------------------------------------------------------------------

GUI_WIDTH = {"single": 12, "double": 6, "quadruple": 3}
GUI_BUTTON = {"btn-green": "button-success", "btn-orange": "button-warning", "btn-red": "button-danger"}
GUI_HEADER = {"btn-active": "button-primary", "btn-inactive": "button-secondary"}
GUI_LEAF = {**GUI_BUTTON, "small-title": "heading-3", "text": "paragraph"}


def gui_tokens(text):
    return text.replace("{", " { ").replace("}", " } ").replace(",", " , ").split()


def from_gui(text):
    """A program of pix2code's web set -> a page; each block is a card, and the footer line that every
    picture of the set shows (but no program says) is told, too."""
    page = Element("page")
    stack = [page]
    for t in gui_tokens(text):
        if t in GUI_WIDTH:
            column = Element(f"column-{GUI_WIDTH[t]}", children=[Element("card")])
            stack[-1].children.append(column)
            stack.append(column.children[0])
        elif t in ("header", "row"):
            stack[-1].children.append(Element(t))
            stack.append(stack[-1].children[-1])
        elif t == "}":
            stack.pop()
        elif t not in ("{", ","):
            stack[-1].children.append(Element((GUI_HEADER if stack[-1].kind == "header" else GUI_LEAF)[t]))
    page.children.append(Element("footer", children=[Element("label")]))
    return page


def to_gui(page):
    """A page -> pix2code's tokens; what their language cannot say is left out."""
    leaf = {kind: name for name, kind in GUI_LEAF.items()}
    head = {kind: name for name, kind in GUI_HEADER.items()}
    width = {n: name for name, n in GUI_WIDTH.items()}
    out = []

    def listed(names):
        return [t for name in names for t in (",", name)][1:]

    for part in page.children:
        if part.kind == "header":
            out += ["header", "{", *listed(head[e.kind] for e in part.children if e.kind in head), "}"]
        elif part.kind == "row":
            out += ["row", "{"]
            for column in part.children:
                if column.kind in COLUMNS and int(column.kind[7:]) in width:
                    inside = [leaf[e.kind] for e in column.walk() if e.kind in leaf]
                    out += [width[int(column.kind[7:])], "{", *listed(inside), "}"]
            out.append("}")
    return out


def vocabulary():
    """What TypeScript mirrors."""
    return {
        "schema": SCHEMA, "size": VOCABULARY, "marks": MARKS, "flags": {name: list(ids) for name, ids in FLAGS.items()},
        "kinds": {"first": KIND, "names": KINDS}, "long": LONG, "frames": [list(f) for f in FRAMES], "coordinates": {"first": COORDINATE, "bins": BINS},
        "characters": {"first": CHARACTER, "all": CHARACTERS}, "limits": {"text": TEXT_LIMIT, "depth": DEPTH_LIMIT},
        "text": [k for k in KINDS if k in HAS_TEXT], "box": [k for k in KINDS if k in HAS_BOX],
        "children": CHILDREN, "flat": FLAT, "classes": CLASS,
    }


if __name__ == "__main__":
    print(json.dumps(vocabulary(), indent=1, ensure_ascii=False))
