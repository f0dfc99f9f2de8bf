"""The model card's figures, beside a nearest-neighbour baseline.

    python models/code/train/evaluate.py --checkpoint RUN/checkpoint.pt --data PREPARED --out RUN/scores.json [--pages 200] [--most 300]

(a) `own`: made pages whose numbers training never draws, by style, and boxes and, on the elements found, letters too; (b) `pix2code`
and (c) `sketchcode`: programs held out; (d) `photos`: drawings held out, read as a list and as a tree:
precision, recall and F1 by class at IoU >= 0.5, and again where the found centre lies in the labelled
box (the labels are drawn generously), and the character error rate of the words, written down by us in
transcripts.json. Decoding is greedy under the grammar. The baseline answers with the training picture
that is nearest in 32x32 grey pixels.

--develop says instead what a choice may go by, since the rest is what is reported: elements found, centre in the box, on the
photos of training (which train the list alone) read as pages, and on the first pages of validation.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from config import FONTS
from data import SPLITS, Real, make
from page import FRAMES, LONG, Grammar, decode, flatten, gui_tokens, marks, to_gui
from photo import framed, shrink
from score import best_pairs, bleu4, character_error, classed, f1_table, inside, iou, matches, token_error, tree_error
from weights import load_reader

PUBLISHED = {"pix2code": {"token error, pix2code greedy": 0.1214, "token error, reimplementation": 0.0126, "exact, reimplementation": 0.88},
             "sketchcode": {"BLEU, SketchCode (a split that leaks)": [0.76, 0.82]}}
BATCH = 16


def read_all(model, frames, prompt, limit, device):
    """Frames of any sizes -> pages."""
    out = [None] * len(frames)
    groups = defaultdict(list)
    for i, frame in enumerate(frames):
        groups[frame.shape].append(i)
    for ids in groups.values():
        for k in range(0, len(ids), BATCH):
            part = ids[k:k + BATCH]
            grammars = [Grammar() for _ in part]
            for grammar in grammars:
                for token in prompt:
                    grammar.accept(token)

            def pick(lane, logits):
                grammar = grammars[lane]
                if grammar.done:
                    return None
                allowed = np.fromiter(grammar.allowed(), int)
                token = int(allowed[logits[allowed].argmax()])
                grammar.accept(token)
                return token
            batch = torch.from_numpy(np.stack([frames[i] for i in part])).to(device)
            for i, tokens in zip(part, model.read(batch, [prompt] * len(part), limit, pick)):
                out[i] = decode(tokens)
    return out


def real_frames(real, most):
    ids = list(range(len(real.items)))[:most]
    frames = []
    for i in ids:
        picture, index = shrink(real.picture(i))
        frames.append(framed(np.asarray(picture), index))
    return ids, frames


def tiny(picture):
    v = np.asarray(picture.convert("L").resize((32, 32), Image.BOX), np.float32).ravel()
    return (v - v.mean()) / (v.std() + 1e-6)


def nearest(train, test, ids):
    """For each test picture the index of the nearest training picture."""
    bank = np.stack([tiny(train.picture(i)) for i in range(len(train.items))])
    return [int((bank @ tiny(test.picture(i))).argmax()) for i in ids]


def program_scores(pairs, trees):
    return {"token error": float(np.mean([token_error(a, b) for a, b in pairs])), "BLEU-4": bleu4(pairs),
            "exact": float(np.mean([a == b for a, b in pairs])), "tree edit": float(np.mean([tree_error(a, b) for a, b in trees])),
            "pages": len(pairs)}


def programs(model, data, kind, most, device):
    train, test = (Real(data / f"{kind}.npz", split, kind) for split in ("train", "val"))
    ids, frames = real_frames(test, most)
    truth = [test.page(i) for i in ids]
    wanted = [gui_tokens(test.items[i][1]) for i in ids]
    found = read_all(model, frames, marks(False, False, True), 250, device)
    answers = nearest(train, test, ids)
    copies = [train.page(j) for j in answers]
    return {"ours": program_scores([(to_gui(f), w) for f, w in zip(found, wanted)], list(zip(found, truth))),
            "nearest neighbour": program_scores([(to_gui(c), w) for c, w in zip(copies, wanted)], list(zip(copies, truth))),
            "published": PUBLISHED[kind]}


def kinds(page):
    """The structure as tokens: kinds and closing braces."""
    out = []
    for e in page.children:
        out += [e.kind, *kinds(e), "}"] if e.children else [e.kind]
    return out


def own(model, pages, device):
    made = [make(SPLITS["test"] + i, FONTS) for i in range(pages)]
    frames = [m[0] for m in made]
    limit = model.decoder.shape.context - 8
    bare = read_all(model, frames, marks(False, False, True), limit, device)
    full = read_all(model, frames, marks(), limit, device)
    out = {}
    for style in ("paper", "screen", "clean", "all"):
        of = [i for i, m in enumerate(made) if style in (m[3], "all")]
        if not of:
            continue
        trees = [(bare[i], made[i][2]) for i in of]
        pairs = [(full[i], made[i][2]) for i in of]
        seen = [m for f, t in pairs for m in matches(classed(f), classed(t), inside, 0.01)]
        out[style] = {**program_scores([(kinds(a), kinds(b)) for a, b in trees], trees),
                      "F1 (IoU)": f1_table(pairs, iou, 0.5).get("all", (0, 0, 0))[2],
                      "F1 (centre)": f1_table(pairs, inside, 0.01).get("all", (0, 0, 0))[2],
                      "character error": character_error([(f.text, t.text) for f, t in seen if t.text])}
    return out


def labelled(real):
    """The photos' frames, and their labels as pages with boxes in units of the frame's long side."""
    ids, frames = real_frames(real, None)
    truth = [real.page(i) for i in ids]
    for page in truth:
        for e in page.children:
            e.box = tuple(v / LONG for v in e.box)
    return ids, frames, truth


def develop(model, data, pages, device):
    limit = model.decoder.shape.context - 8
    _, frames, truth = labelled(Real(data / "photos.npz", "train", "photos"))
    found = [flatten(page) for page in read_all(model, frames, marks(), limit, device)]
    made = [make(SPLITS["val"] + i, FONTS) for i in range(pages)]
    own_ = [(page, m[2]) for page, m in zip(read_all(model, [m[0] for m in made], marks(), limit, device), made)]
    return {"photos of training": f1_table(list(zip(found, truth)), inside, 0.01), "own": f1_table(own_, inside, 0.01),
            "own, tree edits a node": float(np.mean([tree_error(f, t) for f, t in own_]))}


def photos(model, data, device):
    test, train = Real(data / "photos.npz", "val", "photos"), Real(data / "photos.npz", "train", "photos")
    names = np.load(data / "photos.npz")
    names = [n for n, held in zip(names["names"], names["held_out"]) if held]
    transcripts = json.loads((Path(__file__).parent / "transcripts.json").read_text())
    ids, frames, truth = labelled(test)
    limit, out = model.decoder.shape.context - 8, {}
    listed = read_all(model, frames, marks(False, True, False), limit, device)
    full = read_all(model, frames, marks(), limit, device)
    copies = [train.page(j) for j in nearest(train, test, ids)]
    for page in copies:
        for e in page.children:
            e.box = tuple(v / LONG for v in e.box)
    for name, found in (("list", listed), ("tree", [flatten(p) for p in full]), ("nearest neighbour", copies)):
        pairs = list(zip(found, truth))
        out[name] = {"IoU 0.5": f1_table(pairs, iou, 0.5), "centre": f1_table(pairs, inside, 0.01)}
    words = []
    for name, page in zip(names, full):
        expected = next((texts for key, texts in transcripts.items() if str(name).startswith(key)), None)
        if expected:
            words += best_pairs([e.text for e in page.walk() if e.text], expected)
    out["character error"] = character_error(words)
    return out


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--pages", type=int, default=200, help="made pages")
    parser.add_argument("--develop", action="store_true", help="what to choose by, not what is reported")
    parser.add_argument("--most", type=int, default=300, help="pictures of each program set")
    args = parser.parse_args()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = load_reader(args.checkpoint)[0].to(device)
    scores = develop(model, args.data, args.pages, device) if args.develop else {"own": own(model, args.pages, device)}
    if args.data and not args.develop:
        scores["photos"] = photos(model, args.data, device)
        for kind in ("pix2code", "sketchcode"):
            scores[kind] = programs(model, args.data, kind, args.most, device)
    text = json.dumps(scores, indent=1)
    print(text)
    if args.out:
        args.out.write_text(text + "\n")
