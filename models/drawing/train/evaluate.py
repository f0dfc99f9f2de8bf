"""How well the model knows drawings that it never saw, beside its baselines.

    python models/drawing/train/evaluate.py --data PREPARED --weights models/drawing/weights/sketch \\
        [--doodlenet FOLDER] [--quick] [--sheet sheet.png] [--temperatures T T …]

All figures are of the reporting split, each drawing laid on a page of its own by a fixed seed, from the
graph that ships (the manifest's variant). They go to evaluation.json, to the manifest's metrics and
between the marks of CARD.md. --quick takes 60 drawings and a few thousand training drawings. --temperatures only
prints how completions of CHOICES drawings of the validation split fare at each, for choosing one.

- NLL: nats a token (column, row, move, end), class unknown and known; an n-gram on the same tokens.
- Codec: mean distance in px (of a 256 px square that the drawing fills) between lines before and after.
- Recognition from the first 25, 50, 100 % of a drawing's strokes (rounded up, at least one). Beside it:
  the class of the nearest training drawing, cut at the same share, and DoodleNet on a bitmap. Half of
  the split is five classes, so "thin" gives the classes of fewer than THIN drawings on their own.
- Completion: of drawings of two strokes or more, the first half is kept and the rest drawn anew, once,
  at TEMPERATURE and TOP_P. How often is the result then recognised as what it was? By our recogniser, and
  by DoodleNet as a judge who had no part in it; the half alone and the person's own drawing are the
  ends of the scale.
- Latent: what a drawing's mean latent says of it, decoded from nothing else: distance from the
  original in px, and recognition; beside a drawing made from the class alone.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2] / "train"))
from codec import *  # noqa: E402,F403
from baselines import DoodleNet, Nearest, NGram, copied  # noqa: E402
from codebook import error, measure  # noqa: E402
from raster import sheet, write_png  # noqa: E402
from windows import load_drawings, page  # noqa: E402

SHARES = (25, 50, 100)
TEMPERATURE, TOP_P = 0.4, 0.95
LANES = 64
QUICK, QUICK_TRAINING = 60, 3000
CHOICES = 400
MARKS = "<!-- figures: evaluate.py -->", "<!-- end of figures -->"


def head_of(strokes, share):
    """The first `share` % of the strokes, rounded up."""
    return strokes[:-(-len(strokes) * share // 100)]


def tokens_of(drawings, room):
    """-> plain tokens of each drawing: list of [n]"""
    tokens, lengths = encode(*flat(drawings), room=room)
    return [row[:n] for row, n in zip(tokens, lengths)]


def log_softmax(x):
    x = x - x.max(-1, keepdims=True)
    return x - np.log(np.exp(x).sum(-1, keepdims=True))


# ---- the network -------------------------------------------------------------------------------

class Network:
    def __init__(self, weights, threads):
        import onnxruntime
        from export import Runner
        from transformer import Shape
        self.manifest = json.loads((weights / "manifest.json").read_text())
        n, variant = self.manifest["network"], self.manifest["variant"]
        shape = Shape(n["vocabulary"], n["width"], n["layers"], n["heads"], n["context"], condition_width=LATENT)
        self.runner, self.context = Runner(str(weights / self.manifest["files"][variant]["path"]), shape, threads), n["context"]
        self.encoder = onnxruntime.InferenceSession(weights / self.manifest["encoder"]["files"][variant]["path"],
                                                    providers=["CPUExecutionProvider"])

    def batches(self, sequences):
        """Indices in batches of like lengths."""
        order = np.argsort([len(s) for s in sequences], kind="stable")
        return [order[i:i + LANES] for i in range(0, len(order), LANES)]

    def rows(self, sequences, labels=None):
        """Plain tokens -> [bos class tokens], padded: [B,T], lengths"""
        lengths = np.array([len(s) + 2 for s in sequences])
        out = np.full((len(sequences), lengths.max()), PAD)
        out[:, 0], out[:, 1] = BOS, UNKNOWN if labels is None else CLASS + labels
        for row, sequence in zip(out, sequences):
            row[2:2 + len(sequence)] = sequence
        return out, lengths

    def score(self, sequences, labels=None):
        """-> for each sequence the NLL of its tokens [n], and the class log-probabilities after each [n,345]"""
        losses, names = [None] * len(sequences), [None] * len(sequences)
        for batch in self.batches(sequences):
            rows, lengths = self.rows([sequences[i] for i in batch], None if labels is None else labels[batch])
            self.runner.start(len(batch), 1)
            feeds = dict(zip(self.runner.inputs, [placed(rows), self.runner.lengths, *self.runner.cache]))
            logits = self.runner.session.run(["logits"], feeds | self.runner.extras)[0]
            for lane, i in enumerate(batch):
                n = lengths[lane]
                scores = log_softmax(logits[lane, 1:n])        # after the class, after each token
                losses[i] = -scores[np.arange(n - 2), sequences[i]]
                names[i] = log_softmax(logits[lane, 2:n, CLASS:])
        return losses, names

    def recognise(self, sequences):
        """-> class log-probabilities after the last token [N,345]; a drawing without one counts as lost"""
        names = self.score(sequences)[1]
        return np.stack([n[-1] if len(n) else np.zeros(CLASSES) for n in names])

    def encode(self, sequences):
        """-> mean latents [N,LATENT]"""
        out = np.zeros((len(sequences), LATENT), np.float32)
        for batch in self.batches(sequences):
            out[batch] = self.encoder.run(["mu"], {"tokens": placed(self.rows([sequences[i] for i in batch])[0])})[0]
        return out

    def draw(self, sequences, rng, labels=None, latents=None):
        """-> each sequence, gone on with until end or the context's"""
        out = [None] * len(sequences)
        for batch in self.batches(sequences):
            rows, lengths = self.rows([sequences[i] for i in batch], None if labels is None else labels[batch])
            lanes, given = np.arange(len(batch)), None if latents is None else latents[batch][:, None]
            self.runner.start(len(batch), self.context + rows.shape[1])
            logits = self.runner.run(placed(rows), lengths, given)
            shift = 0 if given is None else 1
            logits, pen = logits[lanes, lengths - 1 + shift], pens(rows)[:, -1]
            token = np.where(lengths > 2, END, UNKNOWN)
            done, drawn = np.zeros(len(batch), bool), [list(sequences[i]) for i in batch]
            while not done.all() and lengths.max() < self.context - shift:
                token = np.array([pick(softmax(row), last, rng) for row, last in zip(logits[:, :END + 1], token)])
                done |= token == END
                for lane in np.flatnonzero(~done):
                    drawn[lane].append(token[lane])
                pen, lengths = move_pens(pen, token), lengths + ~done
                logits = self.runner.run(place(token, pen)[:, None])[:, -1]
            for lane, i in enumerate(batch):
                out[i] = np.array(drawn[lane], np.int64)
        return out


def softmax(logits):
    p = np.exp((logits - logits.max()) / TEMPERATURE)
    return p / p.sum()


def pick(p, last, rng):
    """A token after `last` from probabilities [END+1], most likely ones first up to TOP_P; a row follows a
    column and nothing else. `last` END: the pen was lifted, a new stroke or end follows; UNKNOWN: a drawing begins."""
    allowed = np.ones(END + 1, bool)
    if last < ROW:
        allowed[:ROW] = allowed[MOVE:] = False
    else:
        allowed[ROW:MOVE] = False
    if last >= END:
        allowed[ROW:END] = False
        allowed[END] = last == END
    p = np.where(allowed, p, 0)
    order = np.argsort(-p, kind="stable")
    sums = np.cumsum(p[order]) / p.sum()
    count = int(np.searchsorted(sums, TOP_P)) + 1
    return int(order[min(np.searchsorted(sums[:count], rng.random() * sums[count - 1], side="right"), count - 1)])


def draw_n_gram(model, sequences, rng, context):
    """Like Network.draw, at the same temperature."""
    out = []
    for sequence in sequences:
        tokens, token = list(sequence), END
        while len(tokens) < context - 2:
            p = model.next(tokens[-model.order:]) ** (1 / TEMPERATURE)
            token = pick(p / p.sum(), token, rng)
            if token == END:
                break
            tokens.append(token)
        out.append(np.array(tokens, np.int64))
    return out


# ---- figures -----------------------------------------------------------------------------------

def top(scores, labels, thin):
    """Log-probabilities [N,345] -> % right at first, among three; and the same for thin classes"""
    order = np.argsort(-scores, 1, kind="stable")[:, :3]
    first, three = order[:, 0] == labels, (order == labels[:, None]).any(1)
    figures = {"top1": first, "top3": three, "thinTop1": first[thin], "thinTop3": three[thin]}
    return {k: round(100 * float(v.mean()), 2) if len(v) else None for k, v in figures.items()}


def likelihood(network, drawings, labels, ngram):
    sequences = [np.append(t, END) for t in tokens_of(drawings, network.context - 2)]
    unknown, known = network.score(sequences)[0], network.score(sequences, labels)[0]
    out = {"unknown": np.concatenate(unknown), "known": np.concatenate(known),
           "nGram": np.concatenate([ngram.nll(s) for s in sequences])}
    out = {k: round(float(v.mean()), 4) for k, v in out.items()}
    return out | {"natsPerDrawing": round(out["unknown"] * sum(map(len, sequences)) / len(sequences), 2),
                  "tokens": sum(map(len, sequences))}


def recognition(network, drawings, labels, thin, training, doodlenet):
    """{share: {ours, nearest, doodleNet: {top1, ...}}}"""
    out = {}
    for share in SHARES:
        heads = [head_of(d, share) for d in drawings]
        row = {"ours": top(network.recognise(tokens_of(heads, network.context - 2)), labels, thin)}
        near = Nearest([head_of(d, share) for d, _ in training]).find(heads)
        hit = np.array([training[i][1] for i in near]) == labels
        row["nearest"] = {"top1": round(100 * float(hit.mean()), 2),
                          "thinTop1": round(100 * float(hit[thin].mean()), 2) if thin.any() else None}
        if doodlenet:
            row["doodleNet"] = top(doodlenet(heads), labels, thin)
        out[str(share)] = row
        print(share, row, flush=True)
    return out


def completion(network, drawings, labels, thin, training, ngram, doodlenet, rng):
    """-> {way: {ours, doodleNet: {top1, ...}}}, some completions to look at"""
    many = np.array([len(d) > 1 for d in drawings])
    drawings, labels, thin = [d for d in drawings if len(d) > 1], labels[many], thin[many]
    halves = [head_of(d, 50) for d in drawings]
    prompts = tokens_of(halves, network.context // 2)
    pairs = [d for d, _ in training if len(d) > 1]
    near = Nearest([head_of(d, 50) for d in pairs]).find(halves)
    drawn = network.draw(prompts, rng)
    ways = {
        "half": halves,
        "ours": [decode(t) for t in drawn],
        "oursClassKnown": [decode(t) for t in network.draw(prompts, rng, labels)],
        "nearest": [copied(h, head_of(pairs[i], 50), pairs[i][len(head_of(pairs[i], 50)):]) for h, i in zip(halves, near)],
        "nGram": [decode(t) for t in draw_n_gram(ngram, prompts, rng, network.context)],
        "person": drawings,
    }
    out = {}
    for way, results in ways.items():
        out[way] = {"ours": top(network.recognise(tokens_of(results, network.context - 2)), labels, thin)}
        if doodlenet:
            out[way]["doodleNet"] = top(doodlenet(results), labels, thin)
        print(way, out[way], flush=True)
    out["drawings"] = len(drawings)
    out["addedTokens"] = round(float(np.mean([len(t) - len(p) for t, p in zip(drawn, prompts)])), 1)
    show = [list(row) for row in zip(*(ways[k] for k in ("half", "ours", "oursClassKnown", "nearest", "nGram", "person")))]
    return out, show[::max(1, len(show) // 12)][:12]


def latent(network, drawings, labels, thin, rng):
    """-> {way: mean distance px, recognition}"""
    sequences, nothing = tokens_of(drawings, network.context - 3), [np.zeros(0, np.int64)] * len(drawings)
    ways = {"latent": network.draw(nothing, rng, latents=network.encode(sequences)),
            "classOnly": network.draw(nothing, rng, labels=labels)}
    out = {}
    for way, tokens in ways.items():
        far = [error(d, decode(t))[0] for d, t in zip(drawings, tokens) if decode(t)]
        out[way] = {"px": round(float(np.mean(far)), 2), **top(network.recognise(tokens), labels, thin)}
    return out


def card(r):
    """The tables of CARD.md, from evaluation.json alone."""
    def show(x):
        return "–" if x is None else f"{x:g}"

    def line(name, row):
        return f"| {name} | " + " | ".join(show(row.get(k)) for k in ("top1", "top3", "thinTop1", "thinTop3")) + " |"
    names = {"ours": "this model", "nearest": "nearest training drawing", "doodleNet": "DoodleNet"}
    ways = {"half": "nothing added", "nGram": "n-gram", "nearest": "rest of the nearest training drawing",
            "ours": "this model, class unknown", "oursClassKnown": "this model, class known", "person": "the person's own rest"}
    head, rule = "top-1 % | top-3 % | thin top-1 % | thin top-3 % |", "|---|---|---|---|---|"
    out = [f"{r['drawings']:,} held-out drawings ({r['thin']:,} of thin categories), variant {r['variant']}"
           + (", **a quick sample: not for quoting**" if r["quick"] else "") + ".", "",
           "| nats a token | class unknown | class known | n-gram |", "|---|---|---|---|",
           f"| {r['nll']['tokens']:,} tokens | {r['nll']['unknown']} | {r['nll']['known']} | {r['nll']['nGram']} |", "",
           f"Codec: {r['codec']['error']} px mean error, {r['codec']['tokens']} tokens a drawing.", "",
           f"| recognised from | {head}", rule]
    for share in SHARES:
        out += [line(f"{share} % of strokes, {names[who]}", row) for who, row in r["recognition"][str(share)].items()]
    for judge in ("ours", "doodleNet"):
        if judge in r["completion"]["half"]:
            out += ["", f"| half-drawn, then completed by; judged by {names[judge]} | {head}", rule]
            out += [line(name, r["completion"][way][judge]) for way, name in ways.items()]
    out += ["", "| drawn from | mean distance px | top-1 % |", "|---|---|---|"]
    out += [f"| {name} | {r['latent'][way]['px']} | {show(r['latent'][way]['top1'])} |"
            for way, name in (("latent", "the drawing's latent alone"), ("classOnly", "its class alone"))]
    return "\n".join(out)


def write(weights, result):
    (weights / "evaluation.json").write_text(json.dumps(result, indent=2) + "\n")
    path = weights / "CARD.md"
    text = path.read_text() if path.exists() else "# Quick sketches\n\n" + "\n".join(MARKS) + "\n"
    before, after = text.split(MARKS[0])[0], text.split(MARKS[1])[-1]
    path.write_text(f"{before}{MARKS[0]}\n{card(result)}\n{MARKS[1]}{after}")
    manifest = json.loads((weights / "manifest.json").read_text())
    half, whole = (result["recognition"][share]["ours"] for share in ("50", "100"))
    done = {way: result["completion"][way]["ours"]["top1"] for way in ("ours", "nearest", "nGram")}
    manifest["metrics"] |= {
        "nll": result["nll"]["unknown"], "nllClassKnown": result["nll"]["known"], "nGramNll": result["nll"]["nGram"],
        "codecErrorPx": result["codec"]["error"], "recognitionTop1": whole["top1"], "recognitionTop3": whole["top3"],
        "recognitionHalfTop1": half["top1"], "recognitionHalfTop3": half["top3"], "completionAgreement": done["ours"],
        "completionAgreementNearest": done["nearest"], "completionAgreementNGram": done["nGram"],
        "evaluatedDrawings": result["drawings"]}
    (weights / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")


def temperatures(args):
    global TEMPERATURE
    network, val, rng = Network(args.weights, args.threads), load_drawings(args.data / "quickdraw-val.npz"), np.random.default_rng(3)
    chosen = [d for d in (val[int(i)] for i in spread(CHOICES, len(val))) if len(d[0]) > 1]
    drawings, labels = zip(*((page(d, rng), d[2]) for d in chosen))
    labels, judge = np.array(labels), DoodleNet(args.doodlenet, classes())
    prompts = tokens_of([head_of(d, 50) for d in drawings], network.context // 2)

    def told(results):
        return {"ours": top(network.recognise(tokens_of(results, network.context - 2)), labels, labels < 0)["top1"],
                "doodleNet": top(judge(results), labels, labels < 0)["top1"]}
    print(f"{len(drawings)} drawings; halves {told([decode(p) for p in prompts])}, people's {told(drawings)}", flush=True)
    for TEMPERATURE in args.temperatures:
        for given, name in ((None, "unknown"), (labels, "known")):
            drawn = network.draw(prompts, np.random.default_rng(1), given)
            print(f"temperature {TEMPERATURE:g}, class {name}: {told([decode(t) for t in drawn])}", flush=True)


def spread(count, of):
    return np.linspace(0, of - 1, min(count, of)).astype(int)


def evaluate(args):
    began, rng = time.time(), np.random.default_rng(17)
    network = Network(args.weights, args.threads)
    report, real = (load_drawings(args.data / f"quickdraw-{split}.npz") for split in ("report", "train"))
    chosen = [report[int(i)] for i in spread(QUICK if args.quick else len(report), len(report))]
    drawings, labels = [page(d, rng) for d in chosen], np.array([d[2] for d in chosen])
    thin = np.bincount(real.label, minlength=CLASSES)[labels] < THIN
    training = [(page(real[int(i)], rng), real.label[i])
                for i in spread(QUICK_TRAINING if args.quick else len(real), len(real))]
    ngram = NGram([np.append(t, END) for t in tokens_of([d for d, _ in training], network.context - 2)])
    doodlenet = DoodleNet(args.doodlenet, classes()) if args.doodlenet else None
    print(f"{len(drawings)} drawings, {len(training)} to train the baselines, {time.time() - began:.0f} s", flush=True)

    result = {"drawings": len(drawings), "thin": int(thin.sum()), "quick": args.quick,
              "variant": network.manifest["variant"], "temperature": TEMPERATURE, "topP": TOP_P}
    result["codec"] = {k: round(float(v), 3) for k, v in measure(chosen[:500], codebook()).items()}
    result["nll"] = likelihood(network, drawings, labels, ngram)
    print(result, flush=True)
    result["recognition"] = recognition(network, drawings, labels, thin, training, doodlenet)
    result["completion"], show = completion(network, drawings, labels, thin, training, ngram, doodlenet, rng)
    result["latent"] = latent(network, drawings, labels, thin, rng)
    print(result["latent"], f"{time.time() - began:.0f} s", flush=True)
    write(args.weights, result)
    if args.sheet:
        write_png(args.sheet, sheet(show, side=160))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--doodlenet", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--sheet", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--temperatures", type=float, nargs="+")
    args = parser.parse_args()
    temperatures(args) if args.temperatures else evaluate(args)
