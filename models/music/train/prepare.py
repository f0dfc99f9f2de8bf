"""MIDI files -> canonical event tokens, and training windows cut from them.

    python models/music/train/prepare.py --data DIR --out PREPARED

DIR holds maestro/ (with its csv), pop909/ and giantmidi/; any of them may be missing. PREPARED gets
one .npz for each source and split: `tokens` (uint16, one piece after the other) with `offsets`,
and the same pieces as `notes` (start, end, pitch, velocity; steps of 10 ms) and `pedals`
(step, down), each with offsets of its own. Windows are cut from the notes, because an augmented
or cropped window must look as if encode() had been given that performance in the first place.

Fill-in-the-middle windows are (Bavarian et al., 2022, prefix-suffix-middle order)

    bos density dynamics  prefix P  suffix G S  middle M  eos

for a cut [a, b) of the time line. P: the notes that begin before a, cut off at a, ending in
time-shifts up to a. S: the notes that begin at b or later; its clock starts at b, so it may open
with a time-shift. M: the notes that begin in [a, b), cut off at b; its clock starts at a and
time-shifts fill it up to b. G: time-shifts worth b - a. Each part states its velocity anew, and
opens with pedal-down if the pedal is down there.
"""

import argparse
import csv
import sys
from bisect import bisect_right
from multiprocessing import Pool
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from config import *  # noqa: E402,F403  (the vocabulary reads better without a prefix)

POP909_VALIDATION = 90
LONG_NOTE, LONG_REST = 2000, 300      # steps: models/music/grammar.ts lets the model make none that are longer


# ---- a performance as arrays -------------------------------------------------------------------

def to_steps(seconds):
    return np.floor(np.asarray(seconds, float) * STEPS_PER_SECOND + 0.5).astype(np.int64)


def canonical_notes(notes):
    """[N,4] (start, end, pitch, velocity) in steps, any order -> canonical, by (start, pitch).

    A note lasts at least one step; of two that start together on one pitch the louder, then the
    longer stays; a note that is struck again while it sounds ends there."""
    if len(notes) == 0:
        return np.zeros((0, 4), np.int64)
    start, end, pitch, velocity = notes.T
    end = np.maximum(end, start + 1)
    order = np.lexsort((end, velocity, start, pitch))
    start, end, pitch, velocity = start[order], end[order], pitch[order], velocity[order]
    last = np.append((start[1:] != start[:-1]) | (pitch[1:] != pitch[:-1]), True)
    start, end, pitch, velocity = start[last], end[last], pitch[last], velocity[last]
    again = pitch[1:] == pitch[:-1]
    end[:-1] = np.where(again, np.minimum(end[:-1], start[1:]), end[:-1])
    order = np.lexsort((pitch, start))
    return np.stack([start, end, pitch, velocity], 1)[order]


def canonical_pedals(pedals):
    """[M,2] (step, down) in order of time -> alternating down/up, the pedal being up at first."""
    if len(pedals) == 0:
        return np.zeros((0, 2), np.int64)
    pedals = pedals[np.argsort(pedals[:, 0], kind="stable")]
    pedals = pedals[np.append(pedals[1:, 0] != pedals[:-1, 0], True)]  # the last of a step
    before = np.concatenate([[0], pedals[:-1, 1]])
    return pedals[pedals[:, 1] != before]


def shifts(steps):
    """A gap as time-shift tokens: runs of 100, then the remainder (1..100)."""
    full = max(0, -(-steps // MAX_SHIFT) - 1)
    return [SHIFT + MAX_SHIFT] * full + ([SHIFT + steps - MAX_SHIFT * full] if steps > 0 else [])


def encode(notes, pedals, origin=None, until=None):
    """Canonical notes and pedals -> tokens [n] int64.

    The clock starts at `origin` (the first event if None) and runs on to `until` if given."""
    n, m = len(notes), len(pedals)
    step = np.concatenate([pedals[:, 0], notes[:, 1], notes[:, 0]])
    rank = np.repeat([0, 1, 2], [m, n, n])                     # pedal, then offs, then ons
    pitch = np.concatenate([np.zeros(m, np.int64), notes[:, 2], notes[:, 2]])
    token = np.concatenate([np.where(pedals[:, 1] > 0, PEDAL_DOWN, PEDAL_UP),
                            NOTE_OFF + notes[:, 2], NOTE_ON + notes[:, 2]])
    bins = np.concatenate([np.full(m + n, -1), (notes[:, 3] - 1) >> 2])
    order = np.lexsort((pitch, rank, step))
    step, token, bins = step[order], token[order], bins[order]

    said = np.zeros(len(step), bool)                           # does this note-on state its velocity?
    ons = np.flatnonzero(bins >= 0)
    said[ons] = np.append(True, bins[ons][1:] != bins[ons][:-1])[:len(ons)]

    if origin is None:
        origin = step[0] if len(step) else 0
    gap = np.diff(step, prepend=origin)
    count = -(-gap // MAX_SHIFT)                               # time-shifts before each event
    place = np.cumsum(count + said + 1) - 1                    # where each event lands
    out = np.full(place[-1] + 1 if len(step) else 0, SHIFT + MAX_SHIFT)
    out[place] = token
    out[place[said] - 1] = VELOCITY + bins[said]
    moved = gap > 0
    out[(place - said - 1)[moved]] = (SHIFT + gap - MAX_SHIFT * (count - 1))[moved]
    if until is not None:
        out = np.append(out, shifts(int(until - (step[-1] if len(step) else origin))))
    return out.astype(np.int64)


def decode(tokens):
    """Tokens -> canonical notes [N,4] and pedals [M,2]; what makes no sense is passed over."""
    clock, velocity, sounding, notes, pedals = 0, 64, {}, [], []
    for t in map(int, tokens):
        if t < NOTE_OFF:
            sounding.setdefault(t, (clock, velocity))
        elif t <= SHIFT:
            if t - NOTE_OFF in sounding:
                start, v = sounding.pop(t - NOTE_OFF)
                notes.append((start, clock, t - NOTE_OFF, v))
        elif t < VELOCITY:
            clock += t - SHIFT
        elif t < PEDAL_DOWN:
            velocity = 4 * (t - VELOCITY) + 2
        elif t <= PEDAL_UP:
            pedals.append((clock, int(t == PEDAL_DOWN)))
    notes += [(start, clock, pitch, v) for pitch, (start, v) in sounding.items()]
    return (canonical_notes(np.array(notes, np.int64).reshape(-1, 4)),
            canonical_pedals(np.array(pedals, np.int64).reshape(-1, 2)))


# ---- MIDI --------------------------------------------------------------------------------------

def read_midi(path, tracks=None):
    """A MIDI file -> canonical notes and pedals, first event at step 0."""
    import mido
    midi = mido.MidiFile(path, clip=True)
    tempos, raw_notes, raw_pedals = [(0, 500000)], [], []
    for index, track in enumerate(midi.tracks):
        wanted = tracks is None or track.name.strip().upper() in tracks
        clock, sounding = 0, {}
        for message in track:
            clock += message.time
            kind = message.type
            if kind == "set_tempo":
                tempos.append((clock, message.tempo))
            elif not wanted or getattr(message, "channel", 9) == 9:   # channel 10 is drums
                continue
            elif kind in ("note_on", "note_off"):
                key = (message.channel, message.note)
                if kind == "note_on" and message.velocity > 0:
                    sounding.setdefault(key, []).append((clock, message.velocity))
                elif sounding.get(key):
                    start, velocity = sounding[key].pop(0)
                    raw_notes.append((start, clock, message.note, velocity))
            elif kind == "control_change" and message.control == 64:
                raw_pedals.append((clock, int(message.value >= 64)))
        raw_notes += [(start, clock, note, velocity)
                      for (_, note), held in sounding.items() for start, velocity in held]

    tempos.sort(key=lambda item: item[0])
    ticks = np.array([t for t, _ in tempos])
    rates = np.array([r for _, r in tempos]) / 1e6 / midi.ticks_per_beat
    elapsed = np.concatenate([[0], np.cumsum(np.diff(ticks) * rates[:-1])])

    def steps(clock):
        at = np.searchsorted(ticks, clock, side="right") - 1
        return to_steps(elapsed[at] + (clock - ticks[at]) * rates[at])

    notes = np.array(raw_notes, np.int64).reshape(-1, 4)
    pedals = np.array(raw_pedals, np.int64).reshape(-1, 2)
    notes[:, 0], notes[:, 1], pedals[:, 0] = steps(notes[:, 0]), steps(notes[:, 1]), steps(pedals[:, 0])
    notes, pedals = canonical_notes(notes), canonical_pedals(pedals)
    first = min([*notes[:1, 0], *pedals[:1, 0]], default=0)
    notes[:, :2] -= first
    pedals[:, 0] -= first
    return notes, pedals


def convert(job):
    path, tracks = job
    try:
        notes, pedals = read_midi(path, tracks)
    except Exception as error:                                 # one bad file must not stop the rest
        print(f"skipped {path}: {error}")
        return None
    return (notes, pedals, encode(notes, pedals)) if len(notes) > 16 else None


def pack(arrays):
    return np.concatenate(arrays), np.cumsum([0] + [len(a) for a in arrays])


def prepare(data, out, workers):
    jobs = {}
    for table in sorted((data / "maestro").glob("*.csv")):
        for row in csv.DictReader(open(table, encoding="utf-8")):
            if row["split"] in ("train", "validation"):
                name = "maestro-train" if row["split"] == "train" else "maestro-val"
                jobs.setdefault(name, []).append((data / "maestro" / row["midi_filename"], None))
    pop = sorted(path for path in (data / "pop909").rglob("*.mid") if "versions" not in path.parts)
    pop = [(path, ("MELODY", "BRIDGE", "PIANO")) for path in pop]
    if pop:
        jobs["pop909-train"], jobs["pop909-val"] = pop[:-POP909_VALIDATION], pop[-POP909_VALIDATION:]
    giant = sorted((data / "giantmidi").rglob("*.mid"))
    if giant:
        jobs["giantmidi-train"] = [(path, None) for path in giant]

    out.mkdir(parents=True, exist_ok=True)
    with Pool(workers) as pool:
        for name, files in jobs.items():
            pieces = [p for p in pool.imap(convert, files, chunksize=4) if p is not None]
            notes, note_offsets = pack([p[0] for p in pieces])
            pedals, pedal_offsets = pack([p[1] for p in pieces])
            tokens, offsets = pack([p[2] for p in pieces])
            np.savez(out / f"{name}.npz", tokens=tokens.astype(np.uint16), offsets=offsets,
                     notes=notes.astype(np.int32), note_offsets=note_offsets,
                     pedals=pedals.astype(np.int32), pedal_offsets=pedal_offsets)
            between = np.concatenate([np.diff(np.unique(p[0][:, 0])) for p in pieces])
            print(f"{name}: {len(pieces)} pieces, {len(tokens):,} tokens, {len(notes):,} notes, "
                  f"{np.sum(notes[:, 1] - notes[:, 0] > LONG_NOTE)} of them over 20 s; {len(between):,} times between "
                  f"strokes, {np.sum(between > LONG_REST):,} of them over 3 s", flush=True)


# ---- windows -----------------------------------------------------------------------------------

def within(pedals, start, end):
    """The pedals of [start, end), opened by the state that they are in at `start`."""
    low, high = np.searchsorted(pedals[:, 0], [start, end])
    state = pedals[low - 1, 1] if low > 0 else 0
    return canonical_pedals(np.concatenate([[[start, state]], pedals[low:high]]))


def between(notes, start, end):
    """The notes that begin in [start, end), cut off at `end`."""
    low, high = np.searchsorted(notes[:, 0], [start, end])
    part = notes[low:high].copy()
    part[:, 1] = np.minimum(part[:, 1], end)
    return part


def conditions(notes, steps, rng):
    """The density and dynamics tokens of these notes over so many steps, or 'unknown'."""
    density = dynamics = 0
    if len(notes) and steps > 0:
        if rng.random() >= UNKNOWN:
            density = 1 + bisect_right(DENSITY_EDGES, len(notes) * STEPS_PER_SECOND / steps)
        if rng.random() >= UNKNOWN:
            dynamics = 1 + bisect_right(DYNAMICS_EDGES, notes[:, 3].mean())
    return [DENSITY + density, DYNAMICS + dynamics]


def augment(notes, pedals, rng):
    """Another key, another tempo, another touch."""
    notes, pedals = notes.astype(np.int64), pedals.astype(np.int64)
    stretch = rng.choice(STRETCH)
    notes[:, :2] = np.floor(notes[:, :2] * stretch + 0.5)
    pedals[:, 0] = np.floor(pedals[:, 0] * stretch + 0.5)
    notes[:, 2] += rng.integers(-TRANSPOSE, TRANSPOSE + 1)
    notes = notes[(notes[:, 2] >= 21) & (notes[:, 2] <= 108)]
    notes[:, 3] = np.clip(notes[:, 3] + rng.integers(-LOUDER, LOUDER + 1), 1, 127)
    return canonical_notes(notes), canonical_pedals(pedals)


class Windows:
    """Training and validation windows: `batch(rng, size, context)` -> tokens, targets.

    Targets are -1 where nothing is to be learned: padding, and whatever a person or program always
    supplies (bos, conditions, part marks, the length of the gap)."""

    def __init__(self, pieces, augmented):
        self.pieces, self.augmented = pieces, augmented
        sizes = np.array([len(notes) for notes, _ in self.pieces], float)
        self.ends = np.cumsum(sizes)

    def crop(self, rng, room):
        """Notes and pedals from a random onset on: enough for `room` tokens; True if it is the end."""
        piece = int(np.searchsorted(self.ends, rng.random() * self.ends[-1], side="right"))
        notes, pedals = self.pieces[piece]
        first = 0 if rng.random() < 0.03 else rng.integers(0, max(1, len(notes) - 24))
        start = notes[first, 0]
        first = np.searchsorted(notes[:, 0], start)
        last = first + room // 2 + 8                           # a note takes two tokens at least
        end = notes[last, 0] if last < len(notes) else max(notes[-1, 1], notes[:, 1].max()) + 1000
        crop, pedals = notes[first:min(last, len(notes))].astype(np.int64), within(pedals, start, end)
        crop[:, :2] -= start
        pedals[:, 0] -= start
        if self.augmented:
            crop, pedals = augment(crop, pedals, rng)
        return crop, pedals, last >= len(notes)

    def plain(self, rng, room):
        """[bos density dynamics events... eos?] and how many of its tokens are given."""
        notes, pedals, complete = self.crop(rng, room)
        events = encode(notes, pedals, origin=0)
        complete = complete and len(events) <= room - 4
        events = events[:room - 3]
        steps = int(np.maximum(events - SHIFT, 0)[(events > SHIFT) & (events < VELOCITY)].sum())
        head = [BOS] + conditions(notes[notes[:, 0] <= steps], steps, rng)
        window = np.concatenate([head, events, [EOS] if complete else []]).astype(np.int64)
        return window, np.arange(len(window)) < 3

    def infill(self, rng, room):
        """[bos density dynamics prefix P suffix G S middle M eos] and which tokens are given."""
        notes, pedals, _ = self.crop(rng, room)
        events = encode(notes, pedals, origin=0)
        reach = int(room * 0.94) - 24                          # parts restate velocity and pedal
        kept = events[:reach]
        total = int((kept - SHIFT)[(kept > SHIFT) & (kept < VELOCITY)].sum())
        low, high = (int(s * STEPS_PER_SECOND) for s in MIDDLE_SECONDS)
        gap = min(int(rng.integers(low, high + 1)), int(total * 0.7))
        if gap < 20:
            return self.plain(rng, room)
        a = int(rng.integers(0, total - gap + 1))
        b = a + gap
        middle = between(notes, a, b)
        after = notes[(notes[:, 0] >= b) & (notes[:, 0] < total)]
        P = encode(between(notes, 0, a), within(pedals, 0, a), origin=0, until=a)
        S = encode(after, within(pedals, b, max(total, b + 1)), origin=b)
        M = encode(middle, within(pedals, a, b), origin=a, until=b)
        G = shifts(gap)
        over = len(P) + len(S) + len(M) + len(G) + 7 - room
        if over > 0:
            if over > len(S):
                return self.plain(rng, room)
            S = S[:len(S) - over]
        parts = [([BOS, *conditions(middle, gap, rng), PREFIX], 1), (P, 0), ([SUFFIX, *G], 1), (S, 0),
                 ([MIDDLE], 1), (M, 0), ([EOS], 0)]
        window = np.concatenate([tokens for tokens, _ in parts]).astype(np.int64)
        return window, np.concatenate([np.full(len(tokens), given, bool) for tokens, given in parts])

    def batch(self, rng, size, context, infill=INFILL):
        """-> tokens [size, context], targets [size, context] (int64, -1 = not counted)."""
        tokens = np.full((size, context), PAD)
        targets = np.full((size, context), -1)
        for i in range(size):
            make = self.infill if rng.random() < infill else self.plain
            window, given = make(rng, context + 1)
            n = len(window) - 1
            tokens[i, :n] = window[:-1]
            targets[i, :n] = np.where(given[1:], -1, window[1:])
        return tokens, targets


def load_pieces(path):
    """A prepared .npz -> its pieces as (notes, pedals)."""
    data = dict(np.load(path))
    cuts = zip(data["note_offsets"], data["note_offsets"][1:], data["pedal_offsets"], data["pedal_offsets"][1:])
    return [(data["notes"][a:b], data["pedals"][c:d]) for a, b, c, d in cuts]


def load_windows(folder, split, sources=("maestro", "pop909", "giantmidi")):
    """Those of the sources that were prepared for that split; only the training split is augmented."""
    paths = [path for path in sorted(Path(folder).glob(f"*-{split}.npz")) if path.name.split("-")[0] in sources]
    return Windows([piece for path in paths for piece in load_pieces(path)], split == "train")


def invented(split):
    """Scales with a pedal, for a smoke test without data."""
    rng, pieces = np.random.default_rng(split == "train"), []
    for _ in range(8):
        start = np.cumsum(rng.integers(0, 30, 400))
        pitch = 48 + rng.integers(0, 12) + np.abs(np.arange(400) % 48 - 24)
        notes = np.stack([start, start + 20, pitch, rng.integers(40, 90, 400)], 1)
        pedals = np.stack([np.arange(0, start[-1], 90), np.arange(0, start[-1], 90) // 90 % 2], 1)
        pieces.append((canonical_notes(notes), canonical_pedals(pedals)))
    return Windows(pieces, split == "train")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=None)
    args = parser.parse_args()
    prepare(args.data, args.out, args.workers)
