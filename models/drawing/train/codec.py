"""Strokes <-> tokens. models/drawing/sketch.ts does the same, integer for integer.

Encoding is closed-loop: each move is taken from where the decoder's pen is, not from where the
person's was, so the codebook's errors do not add up along a stroke. All arithmetic is on integers of
the page (config.FRAME), so that Python and TypeScript agree exactly.
"""

import json
import sys
from functools import cache
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from config import *  # noqa: E402,F403  (the vocabulary reads better without a prefix)

CODEBOOK = Path(__file__).parents[1] / "codebook.json"
REACH = MAX_MOVE + 24 * PIXEL      # offsets that the lookup table covers


class Codebook:
    """`moves` [N,2] int: the offset of each move token. `near(offsets)`: the entry closest to each."""

    def __init__(self, moves):
        self.moves = np.asarray(moves, np.int64)
        assert np.abs(self.moves).max() <= REACH
        axis = np.arange(-REACH, REACH + 1)
        self.table = np.empty((len(axis), len(axis)), np.uint16)
        for i, dx in enumerate(axis):                          # ties go to the lower entry
            far = (self.moves[:, 0] - dx) ** 2 + (self.moves[:, 1][None] - axis[:, None]) ** 2
            self.table[i] = far.argmin(1)

    def near(self, offsets):
        x, y = np.clip(offsets, -REACH, REACH).T + REACH
        return self.table[x, y].astype(np.int64)


@cache
def codebook():
    book = json.loads(CODEBOOK.read_text())
    return Codebook(np.stack([book["dx"], book["dy"]], 1))


@cache
def classes():
    return json.loads(CODEBOOK.read_text())["classes"]


# ---- simplification ----------------------------------------------------------------------------

def tolerances(points):
    """Ramer-Douglas-Peucker, all tolerances at once: points [n,2] -> [n], the largest tolerance at
    which each point would still be kept (ends: infinity). Keeping those above e is RDP at e."""
    n = len(points)
    out = np.full(n, np.inf)
    points = points.astype(float)
    stack = [(0, n - 1, np.inf)]
    while stack:
        a, b, above = stack.pop()
        if b - a < 2:
            continue
        inner, line = points[a + 1:b] - points[a], points[b] - points[a]
        length = np.hypot(*line)
        if length == 0:
            far = np.hypot(inner[:, 0], inner[:, 1])
        else:                                                  # to the segment, not to its line
            along = np.clip(inner @ line / length ** 2, 0, 1)
            far = np.hypot(inner[:, 0] - along * line[0], inner[:, 1] - along * line[1])
        at = int(far.argmax())
        above = min(above, far[at])
        out[a + 1 + at] = above
        stack += [(a, a + 1 + at, above), (a + 1 + at, b, above)]
    return out


# ---- encoding ----------------------------------------------------------------------------------

def round_div(a, b):
    """a / b to the nearest integer, halves upwards."""
    return (2 * a + b) // (2 * b)


def encode(points, starts, offsets, book=None, room=10 ** 6):
    """Many drawings at once. points [N,2] int, starts [N] bool (the first point of a stroke), offsets
    [B+1]: drawing b is points[offsets[b]:offsets[b+1]] -> tokens [B,T] (PAD after each drawing's
    last token; no bos, class or end), lengths [B]. Drawings longer than `room` are cut off."""
    book = book or codebook()
    B = len(offsets) - 1
    at, stop = offsets[:-1].copy(), offsets[1:]
    pen, length = np.zeros((B, 2), np.int64), np.zeros(B, np.int64)
    out = np.full((B, 64), PAD)
    live = np.flatnonzero(at < stop)
    while len(live):
        if length[live].max() + 2 > out.shape[1]:
            out = np.concatenate([out, np.full_like(out, PAD)], 1)
        down = starts[at[live]]
        lanes = live[down]
        if len(lanes):
            level = np.clip(points[at[lanes]] // CELL, 0, LEVELS - 1)
            out[lanes, length[lanes]] = COLUMN + level[:, 0]
            out[lanes, length[lanes] + 1] = ROW + level[:, 1]
            pen[lanes] = level * CELL + CELL // 2
            length[lanes] += 2
            at[lanes] += 1
        lanes = live[~down]
        if len(lanes):
            gap = points[at[lanes]] - pen[lanes]
            square = (gap ** 2).sum(1)
            parts = np.maximum(1, np.ceil(np.sqrt(square) / MAX_MOVE - 1e-9).astype(np.int64))
            moving = square >= NEAR ** 2
            going, lost = lanes[moving], lanes[~moving]
            token = book.near(round_div(gap, parts[:, None])[moving])
            out[going, length[going]] = MOVE + token
            pen[going] += book.moves[token]
            length[going] += 1
            at[going] += parts[moving] == 1
            at[lost] += 1
        live = live[(at[live] < stop[live]) & (length[live] < room)]
    length = np.minimum(length, room)
    out = out[:, :max(1, length.max(initial=0))]
    return np.where(np.arange(out.shape[1]) < length[:, None], out, PAD), length


def move_pens(pen, token, book=None):
    """Where pens at pen [B,2] are after token [B]. A column or row token lifts the pen there, one at a
    time; bos, class, pad and end leave it where it is."""
    book = book or codebook()
    entry = token - MOVE
    move, column, row = (entry >= 0) & (entry < len(book.moves)), token < ROW, (token >= ROW) & (token < MOVE)
    pen = pen + np.where(move[:, None], book.moves[np.where(move, entry, 0)], 0)
    pen[column, 0] = token[column] * CELL + CELL // 2
    pen[row, 1] = (token[row] - ROW) * CELL + CELL // 2
    return pen


def pens(tokens, book=None):
    """tokens [B,T] -> the pen's place after each [B,T,2]; it starts in the corner."""
    out, pen = np.zeros((*tokens.shape, 2), np.int64), np.zeros((len(tokens), 2), np.int64)
    for t in range(tokens.shape[1]):
        out[:, t] = pen = move_pens(pen, tokens[:, t], book)
    return out


def place(tokens, pen):
    """tokens [...] and the pen after each [...,2] -> input ids [...]: token + VOCABULARY * place."""
    level = np.clip(pen // CELL, 0, LEVELS - 1) + 1
    where = level[..., 0] + PLACES * np.where(tokens < ROW, 0, level[..., 1])   # after a column: no row yet
    return tokens + VOCABULARY * np.where(tokens < END, where, 0)


def placed(tokens, book=None):
    """tokens [B,T] -> input ids [B,T]"""
    return place(tokens, pens(tokens, book))


def decode(tokens, book=None):
    """One drawing's tokens -> strokes, a list of [n,2] int arrays; what makes no sense is passed over."""
    book = book or codebook()
    tokens = np.asarray(tokens)
    strokes, column = [], False
    for token, pen in zip(tokens, pens(tokens[None], book)[0]):
        if ROW <= token < MOVE and column:
            strokes.append([pen])
        elif MOVE <= token < MOVE + len(book.moves) and strokes and not column:
            strokes[-1].append(pen)
        elif token == END:
            break
        column = token < ROW
    return [np.array(s) for s in strokes]


def flat(drawings):
    """Drawings (lists of [n,2] arrays) -> points, starts, offsets as encode() wants them."""
    strokes = [s for d in drawings for s in d]
    points = np.concatenate(strokes) if strokes else np.zeros((0, 2), np.int64)
    starts = np.zeros(len(points), bool)
    starts[np.cumsum([0] + [len(s) for s in strokes])[:-1]] = True
    return points, starts, np.cumsum([0] + [sum(len(s) for s in d) for d in drawings])
