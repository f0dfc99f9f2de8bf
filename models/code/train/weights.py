"""A checkpoint -> encoder and decoder as ONNX, the manifest and the golden of a weights folder.

    python models/code/train/weights.py --checkpoint RUN/checkpoint.pt --out models/code/weights/sketch --name sketch

encoder: frame uint8 [1,H,W] -> key [1,heads,64,S], value [1,heads,S,64], once a picture. decoder: the shared step
(models/train/transformer.py) with `cross_key` and `cross_value` as two more inputs; their first axis
may be 1 while the tokens have more lanes. Both come in float32 and with 8-bit weights. golden.json
has two drawn frames (frame-N.png beside it), the first rows of their keys and values, and the greedy
tokens of PyTorch without a grammar.
"""

import argparse
import json
import sys
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "train"))
from export import OPSET, describe, halve, rounded, spent, to_int8  # noqa: E402

from network import PATCH, Plan, Reader  # noqa: E402
from page import FRAMES, marks  # noqa: E402

GREEDY = 64
TOLERANCE = 2e-3             # absolute, on float32 logits, keys and values


def load_reader(path):
    state = torch.load(path, map_location="cpu", weights_only=False)
    model = Reader(Plan(**state["shape"]))
    model.load_state_dict(state["model"])
    return rounded(model).eval(), state


class Step(torch.nn.Module):
    """The decoder's step with its lists laid flat, as a graph has them."""

    def __init__(self, decoder):
        super().__init__()
        self.decoder = decoder

    def forward(self, tokens, lengths, *rest):
        L = self.decoder.shape.layers
        logits, keys, values = self.decoder.step(tokens, lengths, rest[:L], rest[L:2 * L], context=rest[2 * L:])
        return (logits, *keys, *values)


def write(module, example, path, inputs, outputs, axes):
    torch.onnx.export(module, example, path, input_names=inputs, output_names=outputs, dynamic_axes=axes,
                      opset_version=OPSET, dynamo=False)
    graph = onnx.load(path)
    graph.producer_name, graph.doc_string = "", ""
    for node in graph.graph.node:
        node.doc_string = ""
    onnx.save(graph, path)
    onnx.checker.check_model(path)


def decoder_names(shape):
    layers = range(shape.layers)
    inputs = ["tokens", "lengths", *(f"key_{i}" for i in layers), *(f"value_{i}" for i in layers), "cross_key", "cross_value"]
    return inputs, ["logits", *(f"new_key_{i}" for i in layers), *(f"new_value_{i}" for i in layers)]


def to_onnx(model, out):
    s = model.decoder.shape
    write(model.encoder, (torch.zeros(1, 64, 96, dtype=torch.uint8),), str(out / "encoder.onnx"), ["frame"], ["key", "value"],
          {"frame": {1: "Y", 2: "X"}, "key": {3: "S"}, "value": {2: "S"}})
    B, T, P, S = 2, 3, 5, 7
    inputs, outputs = decoder_names(s)
    keys, values = model.decoder.empty_cache(B, P)
    cross = torch.zeros(1, s.heads, s.head_width, S), torch.zeros(1, s.heads, S, s.head_width)
    example = (torch.zeros(B, T, dtype=torch.long), torch.tensor([P, 2]), *keys, *values, *cross)
    axes = {"tokens": {0: "B", 1: "T"}, "lengths": {0: "B"}, "logits": {0: "B", 1: "T"}, "cross_key": {0: "C", 3: "S"},
            "cross_value": {0: "C", 2: "S"}}
    for name in inputs[2:-2]:
        axes[name] = {0: "B", 3 if "key" in name else 2: "P"}
    for name in outputs[1:]:
        axes[name] = {0: "B", 3 if "key" in name else 2: "T"}
    write(Step(model.decoder), example, str(out / "decoder.onnx"), inputs, outputs, axes)
    for part in ("encoder", "decoder"):
        to_int8(str(out / f"{part}.onnx"), str(out / f"{part}.int8.onnx"))
        halve(str(out / f"{part}.onnx"))


class Runner:
    """Both graphs in onnxruntime, greedy, with the cache kept the way the engine keeps it."""

    def __init__(self, folder, shape, variant="", threads=1):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        self.encoder, self.decoder = (onnxruntime.InferenceSession(folder / f"{part}{variant}.onnx", options,
                                      providers=["CPUExecutionProvider"]) for part in ("encoder", "decoder"))
        self.shape, (self.inputs, _) = shape, decoder_names(shape)

    def look(self, frame):
        self.cross = self.encoder.run(None, {"frame": frame[None]})
        return self.cross

    def start(self, lanes, room):
        s = self.shape
        self.length = 0
        self.cache = [np.zeros((lanes, s.heads, s.head_width, room), np.float32) for _ in range(s.layers)] + [
            np.zeros((lanes, s.heads, room, s.head_width), np.float32) for _ in range(s.layers)]

    def positions(self, i, a, b):
        """A view on some positions of the cache's i-th tensor: the keys' last axis, the values' last but one."""
        return self.cache[i][..., a:b] if i < self.shape.layers else self.cache[i][:, :, a:b]

    def run(self, tokens):
        """tokens [B,T] -> logits [B,T,V]"""
        tokens = np.asarray(tokens, np.int64)
        P, n = max(1, self.length), tokens.shape[1]
        lengths = np.full(len(tokens), self.length)
        past = [self.positions(i, 0, P) for i in range(len(self.cache))]
        logits, *rows = self.decoder.run(None, dict(zip(self.inputs, [tokens, lengths, *past, *self.cross])))
        for i, new in enumerate(rows):
            self.positions(i, self.length, self.length + n)[:] = new
        self.length += n
        return logits

    def greedy(self, prompt, steps):
        self.start(1, len(prompt) + steps)
        logits, out = self.run([prompt]), []
        first = logits[0, -1]
        for _ in range(steps):
            out.append(int(logits[0, -1].argmax()))
            logits = self.run([[out[-1]]])
        return first, out


def speed(folder, shape, variant, threads, steps=40):
    """Median milliseconds of the encoder on FRAMES[1], and of a decoder step with 256 positions cached."""
    runner, times, looks = Runner(folder, shape, variant, threads), [], []
    w, h = FRAMES[1]
    frame = np.random.default_rng(0).integers(0, 256, (h, w)).astype(np.uint8)
    for _ in range(5):
        before = time.perf_counter()
        runner.look(frame)
        looks.append(time.perf_counter() - before)
    runner.start(1, 257 + steps)
    runner.run(np.full((1, 256), 11))
    for _ in range(steps):
        before = time.perf_counter()
        runner.run([[11]])
        times.append(time.perf_counter() - before)
    return round(float(np.median(looks)) * 1000, 1), round(float(np.median(times)) * 1000, 3)


@torch.no_grad()
def golden(model, out, fonts):
    """Writes golden.json; fails where a graph and PyTorch disagree."""
    from data import make
    s, cases, prompt = model.decoder.shape, [], marks()
    fp32, int8 = Runner(out, s), Runner(out, s, ".int8")
    for number in (1, 2):
        frame, *_ = make((1 << 41) + number, fonts)
        Image.fromarray(frame).save(out / f"frame-{number}.png")
        key, value = model.encoder(torch.from_numpy(frame)[None])
        first = model.decoder(torch.tensor([prompt]), context=(key, value))[0, -1].numpy()
        whole = model.read(torch.from_numpy(frame)[None], [prompt], GREEDY, lambda lane, row: int(row.argmax()))[0][len(prompt):]
        for a, b in zip(fp32.look(frame), (key, value)):
            worst = float(np.abs(a - b.numpy()).max())
            assert worst < TOLERANCE, f"frame {number}: the encoder's graph is off by {worst}"
        logits, tokens = fp32.greedy(prompt, GREEDY)
        worst = float(np.abs(logits - first).max())
        assert worst < TOLERANCE / 4, f"frame {number}: the decoder's graph is off by {worst}"
        assert tokens == whole[:GREEDY], f"frame {number}: the decoder's graph takes another way"
        int8.look(frame)
        eight, eight_tokens = int8.greedy(prompt, GREEDY)
        print(f"frame {number}: fp32 off by {worst:.1e}, int8 by {np.abs(eight - first).max():.2f}")
        cases.append({"frame": f"frame-{number}.png", "prompt": prompt, "logits": [round(float(v), 6) for v in first],
                      "key": [round(float(v), 6) for v in key[0, 0, :, 0]], "value": [round(float(v), 6) for v in value[0, 0, 0]],
                      "greedy": tokens, "greedyInt8": eight_tokens})
    (out / "golden.json").write_text(json.dumps({"tolerance": TOLERANCE, "cases": cases}, separators=(",", ":")) + "\n")


def publish(checkpoint, out, name, about, sources, metrics, fonts=None):
    out.mkdir(parents=True, exist_ok=True)
    model, state = load_reader(checkpoint)
    shape = model.decoder.shape
    to_onnx(model, out)
    measured = {}
    for variant, label in (("", "fp32"), (".int8", "int8")):
        for threads in (1, 2):
            measured[f"{label}EncoderMsThreads{threads}"], measured[f"{label}StepMsThreads{threads}"] = speed(out, shape, variant, threads)
    print(json.dumps(measured, indent=2), flush=True)
    files = {part: {label: describe(out / f"{part}{variant}.onnx") for variant, label in (("", "fp32"), (".int8", "int8"))}
             for part in ("decoder", "encoder")}
    manifest = {
        "schema": 1, "name": name, **about, "files": files["decoder"],
        "imageEncoder": {"frames": [list(f) for f in FRAMES], "patch": PATCH, "files": files["encoder"]}, "variant": "int8",
        "network": {"vocabulary": shape.vocabulary, "width": shape.width, "layers": shape.layers, "heads": shape.heads,
                    "headWidth": shape.head_width, "context": shape.context,
                    "parameters": sum(p.numel() for part in (model.encoder, model.decoder) for p in part.parameters()),
                    "crossAttention": True},
        "opset": OPSET,
        "training": {"data": sources, **spent(state)},
        "metrics": {**dict.fromkeys(metrics), **measured},
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    from config import FONTS
    golden(model, out, fonts or FONTS)


if __name__ == "__main__":
    from config import ABOUT, METRICS, SOURCES
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", required=True)
    args = parser.parse_args()
    publish(args.checkpoint, args.out, args.name, ABOUT, SOURCES, METRICS)
