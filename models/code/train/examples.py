"""The sketches in assets/examples: pages of our own, drawn by our own maker, larger than the network sees them.

    GOMBOC_FONTS=FONTS python models/code/train/examples.py assets/examples

Each is a photo of paper: one handwriting, a plain sheet, uneven light.
"""

import random
import sys
from pathlib import Path

import numpy as np
from PIL import Image

import draw as artist
from config import FONTS
from page import CHILDREN, Element
from photo import light

LONG = 1200                  # pixels of the long side
SKETCHES = {                 # name -> seed (of the hand, chosen by eye), page
    "login": (50, """
heading-1 Welcome back
label Email
input
label Password
password
checkbox-on Remember me
button-primary Log in
link Forgot password?
"""),
    "dashboard": (55, """
header
  heading-2 Acme
  link Home
  link Orders
  link Reports
  avatar
row
  column-4
    card
      heading-2 128
      label Orders
  column-4
    card
      heading-2 $ 4,310
      label Revenue
  column-4
    card
      heading-2 57
      label New users
row
  column-6
    card
      heading-3 Sales
      chart
  column-6
    card
      heading-3 Visitors
      chart
button-secondary Export
"""),
    "shop": (44, """
header
  heading-2 Plants
  link Shop
  link About
  search
row
  column-4
    card
      image
      heading-3 Fern
      paragraph
      button-primary Buy
  column-4
    card
      image
      heading-3 Palm
      paragraph
      button-primary Buy
  column-4
    card
      image
      heading-3 Cactus
      paragraph
      button-primary Buy
pagination
"""),
}


def parse(text):
    """Two spaces a level, a kind, its text."""
    stack = [(-1, Element("page"))]
    for line in text.strip("\n").split("\n"):
        depth = (len(line) - len(line.lstrip())) // 2
        kind, _, words = line.strip().partition(" ")
        while stack[-1][0] >= depth:
            stack.pop()
        element = Element(kind, words)
        assert kind in CHILDREN[stack[-1][1].kind], line
        stack[-1][1].children.append(element)
        if kind in CHILDREN:
            stack.append((depth, element))
    return stack[0][1]


def picture(seed, page):
    artist.LONG = LONG
    drawing, _, _ = artist.draw(page, random.Random(seed), FONTS, "paper")
    noise = np.random.default_rng(seed)
    margin = LONG // 20
    sheet = Image.new("L", (drawing.width + 2 * margin, drawing.height + 2 * margin), 255)
    sheet.paste(drawing, (margin, margin))
    ink = 255 - (255 - np.asarray(sheet, np.float32)) * 0.9
    return Image.fromarray(np.clip(ink * light(sheet.size, noise), 0, 255).astype(np.uint8))


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    for name, (seed, text) in SKETCHES.items():
        picture(seed, parse(text)).save(folder / f"sketch-{name}.png", optimize=True)
        print(name, (folder / f"sketch-{name}.png").stat().st_size)
