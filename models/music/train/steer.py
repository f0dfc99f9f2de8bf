"""Whether the piano model does as it is told: density, dynamics, the end of a gap; and how often it speaks nonsense.

    python models/music/train/steer.py --data PREPARED --weights models/music/weights/piano

SAMPLES pieces of LENGTH tokens from nothing for each bucket at TEMPERATURE, unmasked; then GAPS gaps of GAP seconds of
validation pieces, filled with up to FILL tokens. Prints what CARD.md says of them.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2] / "train"))
sys.path.insert(0, str(Path(__file__).parent))
from config import *  # noqa: E402,F403
from export import Runner  # noqa: E402
from prepare import between, decode, encode, load_pieces, shifts, within  # noqa: E402
from transformer import Shape  # noqa: E402

SAMPLES, LENGTH, TEMPERATURE = 6, 400, 0.95
GAPS, GAP, FILL = 6, 4, 400
SIDE = 30 * STEPS_PER_SECOND // 2                  # of music before and after a gap


def sample(runner, prompts, length, rng):
    """Prompts [B] of any lengths -> what was drawn after each, up to EOS: list of lists."""
    B, longest = len(prompts), max(map(len, prompts))
    tokens = np.array([p + [PAD] * (longest - len(p)) for p in prompts])
    valid = np.array([len(p) for p in prompts])
    runner.start(B, longest + length)
    logits = runner.run(tokens, valid)[np.arange(B), valid - 1]
    drawn, done = [[] for _ in prompts], np.zeros(B, bool)
    for _ in range(length):
        p = np.exp((logits - logits.max(-1, keepdims=True)) / TEMPERATURE)
        token = np.array([rng.choice(len(row), p=row / row.sum()) for row in p])
        done |= token == EOS
        for lane in np.flatnonzero(~done):
            drawn[lane].append(int(token[lane]))
        if done.all():
            break
        logits = runner.run(token[:, None])[:, 0]
    return drawn


def seconds_of(tokens):
    return sum(t - SHIFT for t in tokens if SHIFT < t < VELOCITY) / STEPS_PER_SECOND


def senseless(tokens, sounding=()):
    """How many are a note-off of a silent pitch, or a note-on of a sounding one."""
    sounding, wrong = set(sounding), 0
    for t in tokens:
        if t < NOTE_OFF:
            wrong += t in sounding
            sounding.add(t)
        elif t <= SHIFT:
            wrong += t - NOTE_OFF not in sounding
            sounding.discard(t - NOTE_OFF)
    return wrong


def gap_of(notes, pedals):
    """The prompt of a gap in the middle of a piece."""
    a = int(notes[len(notes) // 2, 0])
    b, low, high = a + GAP * STEPS_PER_SECOND, a - SIDE, a + GAP * STEPS_PER_SECOND + SIDE
    before = encode(between(notes, low, a), within(pedals, low, a), origin=low, until=a)
    after = encode(between(notes, b, high), within(pedals, b, high), origin=b)
    return [BOS, DENSITY, DYNAMICS, PREFIX, *before[-350:], SUFFIX, *shifts(b - a), *after[:300], MIDDLE]


def main(data, weights):
    manifest = json.loads((weights / "manifest.json").read_text())
    n = manifest["network"]
    shape = Shape(n["vocabulary"], n["width"], n["layers"], n["heads"], n["context"])
    runner = Runner(str(weights / manifest["files"][manifest["variant"]]["path"]), shape)
    wrong = count = 0
    for name, first in (("density", DENSITY), ("dynamics", DYNAMICS)):
        for bucket in (1, 4, 8):
            head = [BOS, first + bucket if first == DENSITY else DENSITY, first + bucket if first == DYNAMICS else DYNAMICS]
            drawn = sample(runner, [head] * SAMPLES, LENGTH, np.random.default_rng(bucket))
            wrong, count = wrong + sum(map(senseless, drawn)), count + sum(map(len, drawn))
            played = [decode(tokens)[0] for tokens in drawn]
            told = [len(notes) / max(seconds_of(tokens), 0.1) if first == DENSITY else notes[:, 3].mean()
                    for notes, tokens in zip(played, drawn) if len(notes)]
            print(f"{name} {bucket}: {min(told):.0f} to {max(told):.0f}", flush=True)
    print(f"senseless: {100 * wrong / count:.2f} % of {count} tokens")
    pieces = load_pieces(data / "maestro-val.npz")[:GAPS]
    prompts = [gap_of(*piece) for piece in pieces]
    drawn = sample(runner, prompts, FILL, np.random.default_rng(7))
    for tokens in drawn:
        print(f"gap of {GAP} s: {seconds_of(tokens):.1f} s, {len(tokens)} tokens{'' if len(tokens) == FILL else ', closed'}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    args = parser.parse_args()
    main(args.data, args.weights)
