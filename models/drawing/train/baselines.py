"""What the drawing model is measured against: an n-gram, the nearest training drawing, and DoodleNet."""

import json

import numpy as np
import torch
import torch.nn.functional as F

from codec import *  # noqa: F403
from raster import bitmap
from windows import bounds

ORDER = 4
SIDE = 24                     # of the rasters that nearness is measured on
FAR = 6.0                     # a line farther away than this, in their pixels, is just elsewhere


class NGram:
    """Interpolated Witten-Bell n-gram (Chen and Goodman, 1998): P = (c + d P') / (n + d), c of n times after
    this context, d different tokens after it, P' the next shorter context's P."""

    def __init__(self, sequences, order=ORDER, vocabulary=BOS + 1):
        self.order, self.base = order, vocabulary
        keys = np.concatenate([self.keys(s) for s in sequences])
        self.tables = {}
        for n in range(1, order + 1):
            grams, counts = np.unique(keys % self.base ** n, return_counts=True)
            contexts, begin, kinds = np.unique(grams // self.base, return_index=True, return_counts=True)
            self.tables[n] = grams, counts, contexts, begin, kinds, np.add.reduceat(counts, begin)

    def keys(self, tokens):
        """Each token with the order - 1 before it (bos before the first), as one number: [n]."""
        tokens = np.concatenate([np.full(self.order - 1, BOS), tokens])
        key = np.zeros(len(tokens) - self.order + 1, np.int64)
        for i in range(self.order):
            key = key * self.base + tokens[i:i + len(key)]
        return key

    def nll(self, tokens):
        """[n] nats"""
        key, p = self.keys(tokens), 1 / (END + 1)
        for n in range(1, self.order + 1):
            grams, counts, contexts, _, kinds, totals = self.tables[n]
            gram, context = key % self.base ** n, key % self.base ** n // self.base
            at, above = (np.minimum(np.searchsorted(a, b), len(a) - 1) for a, b in ((grams, gram), (contexts, context)))
            count = np.where(grams[at] == gram, counts[at], 0)
            mixed = (count + kinds[above] * p) / (totals[above] + kinds[above])
            p = np.where(contexts[above] == context, mixed, p)
        return -np.log(p)

    def next(self, tokens):
        """P of every token up to END after these: [END + 1]"""
        history = [BOS] * (self.order - 1) + [int(t) for t in tokens]
        p = np.full(END + 1, 1 / (END + 1))
        for n in range(1, self.order + 1):
            grams, counts, contexts, begin, kinds, totals = self.tables[n]
            context = 0
            for token in history[len(history) - n + 1:]:
                context = context * self.base + token
            at = np.searchsorted(contexts, context)
            if at == len(contexts) or contexts[at] != context:
                break
            own = slice(begin[at], begin[at] + kinds[at])
            p = p * kinds[at]
            p[grams[own] % self.base] += counts[own]
            p /= totals[at] + kinds[at]
        return p


# ---- the nearest training drawing ---------------------------------------------------------------

CELLS = np.stack(np.meshgrid(np.arange(SIDE), np.arange(SIDE), indexing="ij"), -1).reshape(-1, 2)
APART = np.minimum(np.hypot(*(CELLS[:, None] - CELLS).transpose(2, 0, 1)), FAR).astype(np.float32)


def sketch(strokes):
    """-> where the ink is (sums to 1) and how far each cell is from it: [SIDE²] each; the bounding box fills it."""
    ink = bitmap(strokes, SIDE, 1, fine=1).ravel() > 0
    return ink / ink.sum(), APART[:, ink].min(1)


class Nearest:
    """Training drawings (lists of strokes) by symmetric chamfer distance of rasters."""

    def __init__(self, drawings):
        self.ink, self.far = (np.stack(part).astype(np.float32) for part in zip(*map(sketch, drawings)))

    def find(self, drawings):
        """-> for each drawing the index of the nearest"""
        out = []
        for i in range(0, len(drawings), 64):
            ink, far = (np.stack(part).astype(np.float32) for part in zip(*map(sketch, drawings[i:i + 64])))
            out.append((ink @ self.far.T + far @ self.ink.T).argmin(1))
        return np.concatenate(out)


def copied(half, near_half, near_rest):
    """The rest of the nearest drawing, scaled and moved as its half would be onto ours: on the page."""
    (low, side), (near_low, near_side) = bounds(half), bounds(near_half)
    return half + [np.round((s - near_low) * (side / near_side) + low).astype(np.int64) for s in near_rest]


# ---- DoodleNet ---------------------------------------------------------------------------------

class DoodleNet:
    """The MIT-licensed 345-class network of ml5, from its tfjs files: 28×28 bitmaps, light ink on dark; the line width is the
    one that suits it best on our validation drawings."""

    def __init__(self, folder, names):
        model = json.loads((folder / "model.json").read_text())
        data, at, self.weights = (folder / "group1-shard1of1.bin").read_bytes(), 0, []
        for entry in model["weightsManifest"][0]["weights"]:
            size = int(np.prod(entry["shape"]))
            self.weights.append(torch.tensor(np.frombuffer(data, np.float32, size, at).reshape(entry["shape"])))
            at += 4 * size
        theirs = [line.strip().replace("_", " ") for line in (folder / "class_names.txt").read_text().splitlines()]
        self.order = [theirs.index(name) for name in names]

    def __call__(self, drawings):
        """-> log-probabilities [N,345] in our order"""
        x = torch.from_numpy(np.stack([bitmap(d, 28, 1.4, margin=0.7) for d in drawings]))[:, None]
        w = iter(self.weights)
        for i in range(6):
            x = F.relu(F.conv2d(x, next(w).permute(3, 2, 0, 1), next(w), padding=1))
            x = F.max_pool2d(x, 2) if i % 2 else x
        x = x.permute(0, 2, 3, 1).flatten(1)
        x = torch.tanh(x @ next(w) + next(w))
        return (x @ next(w) + next(w)).log_softmax(-1).numpy()[:, self.order]
