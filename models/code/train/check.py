"""Checks of the page language that need no network; a second or two.

    python models/code/train/check.py [--gui FOLDER]

Random walks of the grammar parse and come back token for token; every pix2code program in FOLDER
goes to a page, to tokens, and back to the same program.
"""

import argparse
import random
from pathlib import Path

from page import CHARACTER, COORDINATE, EOS, END, Grammar, decode, encode, from_gui, gui_tokens, to_gui

WALKS = 400
LENGTH = 600


def walk(rng):
    """One random sequence of the grammar; past LENGTH it closes as soon as it may."""
    grammar, out = Grammar(), []
    while not grammar.done:
        allowed = sorted(grammar.allowed())
        assert allowed, "nothing may follow"
        kinds = [t for t in allowed if t < COORDINATE]
        closing = [t for t in allowed if t in (END, EOS)]
        if len(out) > LENGTH and closing:
            token = closing[0]
        elif kinds and allowed[-1] >= CHARACTER and rng.random() < 0.5:
            token = rng.choice(kinds)
        else:
            token = rng.choice(allowed)
            if token == EOS and len(out) < LENGTH // 4:        # the page is to grow
                token = rng.choice(allowed)
        grammar.accept(token)
        out.append(token)
        assert len(out) < 100 * LENGTH, "the walk does not end"
    return out


def check_grammar(seed=1):
    total = 0
    for i in range(WALKS):
        tokens = walk(random.Random(f"{seed} {i}"))
        text, boxes, tree = tokens[1] == 4, tokens[2] == 6, tokens[3] == 8
        again = encode(decode(tokens), text, boxes, tree)
        assert again == tokens, f"walk {seed} {i} does not come back"
        total += len(tokens)
        for cut in (len(tokens) // 3, len(tokens) // 2):       # a prefix shows, too
            decode(tokens[:cut])
    print(f"{WALKS} walks, {total} tokens: all parse and come back")


def check_gui(folder):
    programs = sorted(folder.rglob("*.gui"))
    for path in programs:
        page = from_gui(path.read_text())
        tokens = encode(page, text=False, boxes=False)
        grammar = Grammar()
        for token in tokens:
            grammar.accept(token)
        assert grammar.done and to_gui(decode(tokens)) == gui_tokens(path.read_text()), path
    print(f"{len(programs)} programs: all come back")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gui", type=Path)
    args = parser.parse_args()
    check_grammar()
    if args.gui:
        check_gui(args.gui)
