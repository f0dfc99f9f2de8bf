"""Training windows: drawings drawn by class, augmented, laid on a page, and tokenised.

    Augment()(drawing, rng)     a person might also have drawn it so, here, and this large
    Windows.batch(rng, B, T)    -> inputs, targets [B,T] int64

Augmentation of the whole: mirrored (MIRROR), turned, sheared, stretched, each point moved (JITTER). Of
its strokes: one left out (DROP; its end is then not learned), two neighbours in the other order (SWAP),
drawn from the other end (REVERSE), a loop begun elsewhere (ROTATE). Beginning a drawing half-way
needs no augmentation: a causal model learns to go on from every prefix at once.
"""

import numpy as np

from codec import *  # noqa: F403

POOL = 16                     # batches tokenised together and sorted by length


class Drawings:
    """A prepared .npz as a sequence of drawings: (strokes, list of [n,2] uint8; their points' tolerances,
    list of [n]; label)."""

    def __init__(self, points, starts, tolerance, offsets, label):
        self.points, self.tolerance = points, tolerance.astype(np.float32)
        self.offsets, self.label = offsets, label
        self.firsts = np.append(np.flatnonzero(starts), len(points))
        self.strokes = np.searchsorted(self.firsts, offsets)   # of drawing d: firsts[strokes[d]:strokes[d+1]]

    def __len__(self):
        return len(self.label)

    def __getitem__(self, d):
        if not 0 <= d < len(self):
            raise IndexError(d)
        cuts = self.firsts[self.strokes[d]:self.strokes[d + 1] + 1]
        return ([self.points[a:b] for a, b in zip(cuts, cuts[1:])],
                [self.tolerance[a:b] for a, b in zip(cuts, cuts[1:])], int(self.label[d]))


def load_drawings(path):
    return Drawings(**np.load(path))


def bounds(strokes):
    """-> low corner [2], larger side (1 at least, so that a dot can be divided by it)"""
    points = np.concatenate(strokes)
    low = points.min(0)
    return low, max(1.0, (points.max(0) - low).max())


def on_page(strokes, tolerances, size, place):
    """Strokes of any unit -> simplified int strokes on the page, the larger side `size` pages long and
    the drawing at `place` [2] (0..1) of the room that is left to it."""
    low, side = bounds(strokes)
    scale = size * (FRAME - 1) / side
    extent = (np.concatenate(strokes).max(0) - low) * scale
    shift = place * (FRAME - 1 - extent) - low * scale
    return [np.floor(s[t * scale > EPSILON] * scale + shift + 0.5).astype(np.int64) for s, t in zip(strokes, tolerances)]


def page(drawing, rng):
    """As training lays it on the page, without other augmentation: what evaluate.py reports on."""
    strokes, tolerances, _ = drawing
    return on_page([s.astype(float) for s in strokes], tolerances, rng.uniform(*SIZE), rng.random(2))


class Augment:
    def __call__(self, drawing, rng):
        """-> strokes on the page, whether the drawing is complete"""
        strokes, tolerances, _ = drawing
        strokes, tolerances, complete = self.reorder(list(strokes), list(tolerances), rng)
        turn, shear = rng.normal(0, TURN), rng.normal(0, SHEAR)
        stretch = np.exp(rng.normal(0, STRETCH)) * (-1 if rng.random() < MIRROR else 1)
        matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) @ [[stretch, shear], [0, 1]]
        moved = [s @ matrix.T + rng.normal(0, JITTER, s.shape) for s in strokes]
        return on_page(moved, tolerances, rng.uniform(*SIZE), rng.random(2)), complete

    def reorder(self, strokes, tolerances, rng):
        complete = True
        if len(strokes) > 2 and rng.random() < DROP:
            out = rng.integers(len(strokes))
            del strokes[out], tolerances[out]
            complete = False
        if len(strokes) > 1 and rng.random() < SWAP:
            i = rng.integers(len(strokes) - 1)
            for items in (strokes, tolerances):
                items[i], items[i + 1] = items[i + 1], items[i]
        for i, chance in enumerate(rng.random(len(strokes))):
            s, t = strokes[i], tolerances[i]
            if chance < REVERSE:
                strokes[i], tolerances[i] = s[::-1], t[::-1]
            elif chance > 1 - ROTATE and len(s) > 5 and np.abs(s[0].astype(int) - s[-1]).max() < CLOSED:
                by = rng.integers(1, len(s) - 1)
                t = np.concatenate([t[by:], t[1:by + 1]])
                t[0] = t[-1] = np.inf
                strokes[i], tolerances[i] = np.concatenate([s[by:], s[1:by + 1]]), t
        return strokes, tolerances, complete


def rows(drawings, labels, known, complete, context):
    """Drawings on pages -> inputs, targets [B,context].

    Inputs are placed ids; targets are plain tokens, -1 where nothing is to be learned. The first target
    is what no drawing can foretell, the class: it is there for the recogniser (network.loss_of)."""
    tokens, lengths = encode(*flat(drawings), room=context)
    B = len(drawings)
    window = np.full((B, context + 1), PAD)
    window[:, 0] = BOS
    window[:, 1] = np.where(known & (labels >= 0), CLASS + labels, UNKNOWN)
    wide = min(tokens.shape[1], context - 1)
    window[:, 2:2 + wide] = tokens[:, :wide]
    fits = lengths + 3 <= context + 1
    window[np.flatnonzero(fits), lengths[fits] + 2] = END
    targets = np.where(window[:, 1:] == PAD, -1, window[:, 1:])
    targets[:, 0] = np.where(labels >= 0, CLASS + labels, -1)
    hide = fits & ~complete
    targets[np.flatnonzero(hide), lengths[hide] + 1] = -1
    inputs = np.where(window == END, PAD, window)[:, :-1]
    return placed(inputs), targets


class Windows:
    """`real` and `synthetic` (or None) drawings. Only training windows are augmented and balanced; others
    lie on the page as they are, without class, and without the class as a target. `pooled`: batches of
    like lengths, cut to the longest, of the size and shape that fit B · T tokens."""

    def __init__(self, real, synthetic=None, training=True, pooled=False):
        self.real, self.synthetic, self.training, self.pooled = real, synthetic, training, pooled
        self.augment, self.ready = Augment(), []
        self.own = {c: np.flatnonzero(real.label == c) for c in np.unique(real.label)}
        self.labels = np.array(list(self.own))
        self.spare = {}
        if synthetic is not None:
            self.spare = {c: np.flatnonzero(synthetic.label == c) for c in self.labels
                          if len(self.own[c]) < THIN and (synthetic.label == c).any()}
        counts = np.array([FILLED if c in self.spare else len(self.own[c]) for c in self.labels], float)
        weights = counts ** BALANCE
        self.ends = np.cumsum(weights / weights.sum())

    def draw(self, rng):
        """-> a drawing, its class chosen first"""
        c = self.labels[min(np.searchsorted(self.ends, rng.random(), side="right"), len(self.ends) - 1)]
        if c in self.spare and rng.random() < SYNTHETIC:
            return self.synthetic[int(rng.choice(self.spare[c]))]
        return self.real[int(rng.choice(self.own[c]))]

    def make(self, rng, size, context):
        if self.training:
            chosen = [self.draw(rng) for _ in range(size)]
            pairs = [self.augment(drawing, rng) for drawing in chosen]
        else:
            chosen = [self.real[int(i)] for i in rng.integers(0, len(self.real), size)]
            pairs = [(page(drawing, rng), True) for drawing in chosen]
        labels = np.array([label for *_, label in chosen])
        known = rng.random(size) >= (WITHHELD if self.training else 1.0)
        inputs, targets = rows([p for p, _ in pairs], labels, known, np.array([c for _, c in pairs]), context)
        if not self.training:
            targets[:, 0] = -1
        return inputs, targets

    def batch(self, rng, size, context):
        if not self.pooled:
            return self.make(rng, size, context)
        if not self.ready:
            inputs, targets = self.make(rng, POOL * size, context)
            longest = (inputs != PAD).sum(1)
            order, batches = np.argsort(longest)[::-1], []
            while len(order):
                wide = int(longest[order[0]])
                take, order = np.split(order, [2 * max(1, size * context // wide // 2)])
                take = rng.permutation(take)
                batches.append((inputs[take, :wide], targets[take, :wide]))
            self.ready = [batches[i] for i in rng.permutation(len(batches))]
        return self.ready.pop()


def load_windows(folder, split):
    spare = folder / f"synthetic-{split}.npz"
    training = split == "train"
    return Windows(load_drawings(folder / f"quickdraw-{split}.npz"), load_drawings(spare) if spare.exists() else None,
                   training, pooled=training)


def invented(split):
    """Circles, boxes and zigzags, for a smoke test without data."""
    rng, items = np.random.default_rng(split == "train"), []
    turn = np.linspace(0, 2 * np.pi, 24)
    for kind in range(300):
        w, h = rng.uniform(60, 120, 2)
        shapes = [np.stack([w * np.cos(turn), h * np.sin(turn)], 1), np.array([[-w, -h], [w, -h], [w, h], [-w, h], [-w, -h]]),
                  np.stack([np.linspace(-w, w, 7), h * (np.arange(7) % 2 - 0.5)], 1)]
        strokes = [(shapes[i % 3] * rng.uniform(0.5, 1) + 127.5).astype(np.uint8) for i in range(kind, kind + 1 + kind % 2)]
        items.append((strokes, kind % 3))
    strokes = [s for drawing, _ in items for s in drawing]
    points, starts, offsets = flat([drawing for drawing, _ in items])
    real = Drawings(points, starts, np.concatenate([tolerances(s) for s in strokes]), offsets,
                    np.array([label for _, label in items]))
    return Windows(real, None, split == "train")
