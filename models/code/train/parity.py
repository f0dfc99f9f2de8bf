"""What page.py and photo.py say, for TypeScript to agree with: test/golden/pages.json.

    python models/code/train/parity.py > test/golden/pages.json

`walks`: random sequences of the grammar with, after each token, how many tokens are allowed and the sum of
their ids. `programs`: pix2code's programs as tokens and back. `frames`: made pictures through shrink() and
framed(), as the CRC-32 of the pixels. `texts`: legible().
"""

import json
import random
import zlib

import numpy as np
from PIL import Image

from check import walk
from page import FLAGS, Grammar, decode, encode, from_gui, legible, to_gui
from photo import framed, shrink

WALKS = 12
PROGRAMS = [
    "header { btn-active , btn-inactive } row { single { small-title , text , btn-green } }",
    "header { btn-inactive , btn-active , btn-inactive } row { double { small-title , text , btn-red } double { small-title , text , btn-orange } }",
    "header { btn-inactive } row { quadruple { small-title , text , btn-orange } quadruple { small-title , text , btn-green } }",
]
SIZES = [(1234, 777), (300, 200), (513, 900), (100, 512), (512, 416), (5, 3), (700, 90)]
TEXTS = ["Log in", "  two   spaces ", "Ünïcödé Łódź", "日本 x", "a\tb\nc", "x" * 100, "€ 4.50 – “quoted”", ""]


def walks():
    for i in range(WALKS):
        tokens, grammar, seen = walk(random.Random(i)), Grammar(), []
        for token in tokens:
            if len(grammar.flags) == 3 and grammar.started:
                allowed = grammar.allowed()
                seen.append([len(allowed), sum(allowed)])
            grammar.accept(token)
        if tokens[3] == FLAGS["tree"][0]:
            yield {"tokens": tokens, "allowed": seen, "again": encode(decode(tokens), tokens[1] == 4, tokens[2] == 6)}


def frames():
    for width, height in SIZES:
        y, x = np.ogrid[:height, :width]                       # every grey, sharp and soft edges, by integers alone
        pixels = np.stack([(x * 7 + y * 13) % 256, (x * x // 9 + y) % 256, (x + y * y // 5) % 256], -1).astype(np.uint8)
        picture, index = shrink(Image.fromarray(pixels))
        frame = framed(np.asarray(picture), index)
        yield {"width": width, "height": height, "frame": list(frame.shape[::-1]), "crc": zlib.crc32(frame.tobytes())}


if __name__ == "__main__":
    print(json.dumps({
        "walks": list(walks()),
        "programs": [{"gui": p, "tokens": encode(from_gui(p), False, False), "again": to_gui(from_gui(p))} for p in PROGRAMS],
        "frames": list(frames()),
        "texts": [[t, legible(t)] for t in TEXTS],
    }, separators=(",", ":"), ensure_ascii=False))
