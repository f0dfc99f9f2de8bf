"""How well the model predicts performances that it never saw, beside a 5-gram.

    python models/music/train/evaluate.py --data PREPARED --weights models/music/weights/piano \\
        [--checkpoint RUN/checkpoint.pt] [--every N] [--five-gram]

Teacher-forced NLL in nats an event, over whole pieces: blocks of about 512 events, each predicted
with what fits into the network's context before it (the piano: 1,534 events), each event counted once. The context is
canonical, as the application gives it: note-offs whose note-on lies further back are left out of it,
velocity and pedal are restated. What is predicted is the raw stream, such note-offs included. Density
and dynamics are unknown. "388" counts only the events of Performance RNN; the pedal is given apart.

With --checkpoint PyTorch does the work (faster); without, the manifest's own variant in onnxruntime.
--every takes each N-th block of all pieces. --five-gram adds the 5-gram: interpolated modified
Kneser-Ney (Chen and Goodman, 1998), counted on all training pieces, and always asked for all events.
Prints JSON, and writes the figures into the manifest.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
from config import BOS, DENSITY, DYNAMICS, MAX_SHIFT, PEDAL_DOWN, SHIFT  # noqa: E402
from prepare import encode, load_pieces, shifts, within  # noqa: E402

HEAD = [BOS, DENSITY, DYNAMICS]
BLOCK = 512
EVENTS = 390                 # note, shift, velocity and pedal events
ORDER = 5
BATCH = 8


def report(losses, tokens):
    """NLL [n] of the events [n] -> means over all, over the 388, over the pedal."""
    pedal = tokens >= PEDAL_DOWN
    return {"all": round(float(losses.mean()), 4), "388": round(float(losses[~pedal].mean()), 4),
            "pedal": round(float(losses[pedal].mean()), 4) if pedal.any() else None, "events": len(tokens)}


# ---- the network -------------------------------------------------------------------------------

def blocks(notes, pedals, context):
    """One piece -> (window, how many of its last tokens are to be predicted), all tokens in order."""
    raw = encode(notes, pedals)
    moves = np.where((raw > SHIFT) & (raw <= SHIFT + MAX_SHIFT), raw - SHIFT, 0)
    clock = np.cumsum(moves)
    # blocks and contexts begin at an event that follows a time-shift
    fresh = np.flatnonzero((moves == 0) & (np.append(1, moves[:-1]) > 0))
    first = min(notes[0, 0], pedals[0, 0]) if len(pedals) else notes[0, 0]
    start = 0
    while start < len(raw):
        stop = start + BLOCK
        later = fresh[(fresh > stop - 64) & (fresh <= stop)]
        stop = min(int(later[-1]) if len(later) else stop, len(raw))
        before = np.zeros(0, np.int64)
        room = context + 1 - len(HEAD) - (stop - start)
        if start > 0:
            origin = max(0, start - room + 8)                  # restating costs a few tokens
            origin = int(fresh[np.searchsorted(fresh, origin)]) if origin else 0
            a, b = int(clock[origin] + first), int(clock[start] + first)
            part = notes[(notes[:, 0] >= a) & (notes[:, 0] < b)]
            stream = encode(part, within(pedals, a, b), origin=a)
            steps = np.where((stream > SHIFT) & (stream <= SHIFT + MAX_SHIFT), stream - SHIFT, 0)
            when = a + np.cumsum(steps)
            kept = np.flatnonzero((steps == 0) & (when < b))
            cut = kept[-1] + 1 if len(kept) else 0
            before = np.append(stream[:cut], shifts(b - (int(when[cut - 1]) if cut else a))).astype(np.int64)
            before = before[-room:]
        yield np.concatenate([HEAD, before, raw[start:stop]]).astype(np.int64), stop - start
        start = stop


def network_nll(predict, pieces, context, every):
    """predict: tokens [B,T] -> log-probabilities [B,T,V]"""
    todo = [item for piece in pieces for item in blocks(*piece, context)][::every]
    todo.sort(key=lambda item: len(item[0]))
    losses, tokens = [], []
    for i in range(0, len(todo), BATCH):
        batch = todo[i:i + BATCH]
        padded = np.zeros((len(batch), max(len(window) for window, _ in batch)), np.int64)
        for row, (window, _) in zip(padded, batch):
            row[:len(window)] = window
        scores = predict(padded[:, :-1])
        for lane, (window, n) in enumerate(batch):
            at = np.arange(len(window) - n, len(window))
            losses.append(-scores[lane, at - 1, window[at]])
            tokens.append(window[at])
    return report(np.concatenate(losses), np.concatenate(tokens))


def torch_predictor(checkpoint):
    import torch
    from export import load_checkpoint
    model, _ = load_checkpoint(checkpoint)

    def predict(tokens):
        with torch.inference_mode():
            return model(torch.from_numpy(tokens)).log_softmax(-1).numpy()
    return predict


def onnx_predictor(path, manifest):
    from export import Runner
    from transformer import Shape
    n = manifest["network"]
    runner = Runner(str(path), Shape(n["vocabulary"], n["width"], n["layers"], n["heads"], n["context"]), threads=2)

    def predict(tokens):
        runner.start(len(tokens), 1)
        feeds = dict(zip(runner.inputs, [tokens, runner.lengths, *runner.cache]))
        logits = runner.session.run(["logits"], feeds)[0]
        logits -= logits.max(-1, keepdims=True)
        return logits - np.log(np.exp(logits).sum(-1, keepdims=True))
    return predict


# ---- the 5-gram --------------------------------------------------------------------------------

def grams(pieces, size):
    """All runs of `size` events as one number each; a piece begins after size-1 marks."""
    keys = []
    for notes, pedals in pieces:
        events = np.concatenate([np.full(size - 1, EVENTS), encode(notes, pedals)])
        key = np.zeros(len(events) - size + 1, np.int64)
        for i in range(size):
            key = key * (EVENTS + 1) + events[i:len(key) + i]
        keys.append(key)
    return np.concatenate(keys)


class KneserNey:
    """Interpolated modified Kneser-Ney: counts at the top, continuation counts below."""

    def __init__(self, pieces):
        keys, counts = np.unique(grams(pieces, ORDER), return_counts=True)
        self.tables = {}
        for order in range(ORDER, 0, -1):
            ones = [int((counts == i).sum()) for i in (1, 2, 3, 4)]
            y = ones[0] / (ones[0] + 2 * ones[1]) if ones[0] else 0.5
            d = [0.0] + [max(0.0, i - (i + 1) * y * ones[i] / max(1, ones[i - 1])) for i in (1, 2, 3)]
            discounts = np.array(d)[np.minimum(counts, 3)]
            contexts, begin = np.unique(keys // (EVENTS + 1), return_index=True)
            total = np.add.reduceat(counts, begin)
            left = np.add.reduceat(discounts, begin) / total   # what is handed down to shorter contexts
            own = (counts - discounts) / np.repeat(total, np.diff(np.append(begin, len(keys))))
            self.tables[order] = keys, own, contexts, left
            if order > 1:
                keys, counts = np.unique(keys % (EVENTS + 1) ** (order - 1), return_counts=True)

    def probability(self, key):
        """key [n]: runs of ORDER events -> the probability of each last event after the others."""
        p = np.full(len(key), 1 / EVENTS)
        for order in range(1, ORDER + 1):
            keys, own, contexts, left = self.tables[order]
            gram = key % (EVENTS + 1) ** order
            at = np.minimum(np.searchsorted(keys, gram), len(keys) - 1)
            above = np.minimum(np.searchsorted(contexts, gram // (EVENTS + 1)), len(contexts) - 1)
            known = contexts[above] == gram // (EVENTS + 1)
            p = np.where(known, np.where(keys[at] == gram, own[at], 0) + left[above] * p, p)
        return p

    def nll(self, pieces):
        keys = grams(pieces, ORDER)
        return report(-np.log(self.probability(keys)), keys % (EVENTS + 1))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--variant", choices=["fp32", "int8"])
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--five-gram", action="store_true")
    parser.add_argument("--no-network", action="store_true")
    args = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).parents[2] / "train"))

    path = args.weights / "manifest.json"
    manifest = json.loads(path.read_text())
    sets = {name: load_pieces(args.data / f"{name}.npz") for name in ("maestro-val", "pop909-val")}
    variant = "fp32" if args.checkpoint else args.variant or manifest["variant"]
    result, metrics = {"every": args.every, "variant": variant}, {}
    if not args.no_network:
        predict = (torch_predictor(args.checkpoint) if args.checkpoint
                   else onnx_predictor(args.weights / manifest["files"][variant]["path"], manifest))
        for name, pieces in sets.items():
            result[name] = network_nll(predict, pieces, manifest["network"]["context"], args.every)
            print(name, result[name], flush=True)
        maestro, pop = result["maestro-val"], result["pop909-val"]
        if variant == "fp32":
            metrics |= {"maestroValidationNll": maestro["all"], "maestroValidationNll388": maestro["388"],
                        "pedalNll": maestro["pedal"], "pop909Nll": pop["all"], "everyBlock": args.every}
        else:
            metrics |= {"int8Nll": maestro["all"], "int8EveryBlock": args.every}
    if args.five_gram:
        model = KneserNey([p for file in sorted(args.data.glob("*-train.npz")) for p in load_pieces(file)])
        result["five-gram"] = {name: model.nll(pieces) for name, pieces in sets.items()}
        metrics |= {"fiveGramNll": result["five-gram"]["maestro-val"]["all"],
                    "fiveGramNll388": result["five-gram"]["maestro-val"]["388"],
                    "fiveGramPop909Nll": result["five-gram"]["pop909-val"]["all"]}
    manifest = json.loads(path.read_text())                    # another evaluation may have written meanwhile
    manifest["metrics"] |= metrics
    path.write_text(json.dumps(manifest, indent=2) + "\n")
    print(json.dumps(result, indent=2))
