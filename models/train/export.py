"""A checkpoint -> the ONNX files and the manifest of a weights folder.

    python models/train/export.py models/music/train/config.py --data PREPARED \\
        --checkpoint RUN/checkpoint.pt --out models/music/weights/piano --name piano

One graph serves prefill and single steps (Transformer.step says what goes in and out). It is written
in float32, its weights stored in 16 bits (halve), and with 8-bit weights (onnxruntime's dynamic
quantisation, a scale for each channel) and a cache in 8 bits (eight.py); the one that ships as the default
is chosen by measuring both: NLL on a validation sample, read in pieces so that the cache has its say, and
milliseconds a step.
"""

import argparse
import hashlib
import json
import tempfile
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quant_pre_process, quantize_dynamic

from eight import calibrate
from transformer import Shape, Transformer

OPSET = 20                   # the first with Gelu
SAMPLE_WINDOWS = 24          # validation windows for the choice
CALIBRATION = 8              # training windows that the scales of an 8-bit cache are taken from: the others are for reporting
PIECE = 64                   # tokens read at once for the choice
WORTH = 0.01                 # nats: what 8 bits may cost and still be the default
SMALL = 1024                 # numbers: a tensor of fewer is not worth storing in 16 bits
STORED = "_16"               # the ending of what such a tensor's stored form is called


def load_checkpoint(path, recipe=None):
    """The network of a checkpoint (the recipe's own, if it brings one) and all that was saved with it."""
    state = torch.load(path, map_location="cpu", weights_only=False)
    model = recipe.build(state["shape"]) if hasattr(recipe, "build") else Transformer(Shape(**state["shape"]))
    model.load_state_dict(state["model"])
    return rounded(model).eval(), state


def rounded(model):
    """The model with weights that 16-bit floats can say, as they are stored."""
    for weight in model.parameters():
        weight.data = weight.data.half().float()
    return model


class Step(torch.nn.Module):
    """Transformer.step with its lists laid flat, as a graph has them."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, tokens, lengths, *rest):
        L = self.model.shape.layers
        extras = dict(zip(names(self.model.shape)[0][2 + 2 * L:], rest[2 * L:]))
        logits, keys, values = self.model.step(tokens, lengths, rest[:L], rest[L:2 * L], **extras)
        return (logits, *keys, *values)


def names(shape):
    layers = range(shape.layers)
    extras = (["context", "context_mask"] if shape.context_width else []) + (
        ["conditions"] if shape.condition_width else [])
    inputs = ["tokens", "lengths"] + [f"key_{i}" for i in layers] + [f"value_{i}" for i in layers] + extras
    outputs = ["logits"] + [f"new_key_{i}" for i in layers] + [f"new_value_{i}" for i in layers]
    return inputs, outputs


def to_onnx(model, path, small=False):
    """`small`: with a cache in 8 bits, whose scales calibrate() has set"""
    shape = model.shape
    inputs, outputs = names(shape)
    B, T, P, S, C = 2, 3, 5, 7, 1
    example = [torch.zeros(B, T, dtype=torch.long), torch.tensor([P, 2])]
    keys, values = model.empty_cache(B, P, small)
    extras, axes = {}, {"tokens": {0: "B", 1: "T"}, "lengths": {0: "B"}, "logits": {0: "B", 1: "R"}}
    if shape.context_width:
        extras |= {"context": torch.zeros(B, S, shape.context_width), "context_mask": torch.ones(B, S, dtype=torch.bool)}
        axes |= {"context": {0: "B", 1: "S"}, "context_mask": {0: "B", 1: "S"}}
    if shape.condition_width:
        extras["conditions"] = torch.zeros(B, C, shape.condition_width)
        axes["conditions"] = {0: "B", 1: "C"}
    for i in range(shape.layers):
        for kind, axis in (("key", 3), ("value", 2)):
            axes[f"{kind}_{i}"] = {0: "B", axis: "P"}
            axes[f"new_{kind}_{i}"] = {0: "B", axis: "R"}
    torch.onnx.export(Step(model), (*example, *keys, *values, *extras.values()), path, input_names=inputs,
                      output_names=outputs, dynamic_axes=axes, opset_version=OPSET, dynamo=False)
    graph = onnx.load(path)
    graph.producer_name, graph.doc_string = "", ""
    for node in graph.graph.node:
        node.doc_string = ""
    onnx.save(graph, path)
    onnx.checker.check_model(path)


def halve(path):
    """Stores a graph's weights in 16 bits, half of the file. Each is cast back to float32 where it is used, which
    onnxruntime does once, when it loads the graph (constant folding)."""
    model = onnx.load(path)
    casts = []
    for tensor in model.graph.initializer:
        if tensor.data_type != onnx.TensorProto.FLOAT or np.prod(tensor.dims) < SMALL:
            continue
        name, half = tensor.name, onnx.numpy_helper.to_array(tensor).astype(np.float16)
        if not np.isfinite(half).all():
            raise SystemExit(f"{path}: {name} has numbers that 16 bits can't say")
        tensor.CopyFrom(onnx.numpy_helper.from_array(half, name + STORED))
        casts.append(onnx.helper.make_node("Cast", [name + STORED], [name], name=f"{name}_cast", to=onnx.TensorProto.FLOAT))
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.save(model, path)
    onnx.checker.check_model(path)


def to_int8(source, path):
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.onnx"
        quant_pre_process(source, ready, skip_symbolic_shape=True)
        quantize_dynamic(ready, path, weight_type=QuantType.QInt8, per_channel=True,
                         op_types_to_quantize=["MatMul"])


class Runner:
    """A graph in onnxruntime, with the cache kept the way the engine keeps it."""

    def __init__(self, path, shape, threads=1):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        self.session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self.shape, (self.inputs, _) = shape, names(shape)

    def start(self, lanes, room):
        s = self.shape
        small = self.session.get_inputs()[2].type != "tensor(float)"
        key, value = (np.uint8, np.int8) if small else (np.float32, np.float32)
        self.lengths = np.zeros(lanes, np.int64)
        self.extras = {"conditions": np.zeros((lanes, 0, s.condition_width), np.float32)} if s.condition_width else {}
        self.cache = [np.zeros((lanes, s.heads, s.head_width, room), key) for _ in range(s.layers)] + [
            np.zeros((lanes, s.heads, room, s.head_width), value) for _ in range(s.layers)]

    def positions(self, i, a, b):
        """A view on some positions of the cache's i-th tensor: the keys' last axis, the values' last but one."""
        return self.cache[i][..., a:b] if i < self.shape.layers else self.cache[i][:, :, a:b]

    def run(self, tokens, valid=None, conditions=None):
        """tokens [B,T], of which the first `valid` [B] count; conditions [B,C,Dp] or none -> logits [B,C+T,V]"""
        tokens = np.asarray(tokens, np.int64)
        valid = np.full(len(tokens), tokens.shape[1]) if valid is None else np.asarray(valid)
        extras = self.extras if conditions is None else {"conditions": conditions}
        valid = valid + (0 if conditions is None else conditions.shape[1])
        P = max(1, int(self.lengths.max()))
        past = [self.positions(i, 0, P) for i in range(len(self.cache))]
        logits, *rows = self.session.run(None, dict(zip(self.inputs, [tokens, self.lengths, *past])) | extras)
        for i, new in enumerate(rows):
            for lane, (length, n) in enumerate(zip(self.lengths, valid)):
                to = self.positions(i, length, length + n)[lane]
                to[:] = new[lane, :, :, :n] if i < self.shape.layers else new[lane, :, :n]
        self.lengths = self.lengths + valid
        return logits


def nll(runner, recipe, data, context):
    """NLL of the same validation windows for every graph."""
    windows, rng, total, count = recipe.windows(data, "val"), np.random.default_rng(11), 0.0, 0
    for _ in range(SAMPLE_WINDOWS):
        tokens, targets = windows.batch(rng, 1, context)
        runner.start(1, context)
        logits = np.concatenate([runner.run(tokens[:, i:i + PIECE]) for i in range(0, tokens.shape[1], PIECE)], 1)
        scores = torch.from_numpy(logits).log_softmax(-1)[0]
        keep = targets[0] >= 0
        total -= scores[torch.arange(len(keep))[keep], torch.from_numpy(targets[0][keep])].sum().item()
        count += int(keep.sum())
    return total / count


def speed(path, shape, lanes, threads, steps=100):
    """Milliseconds a step with 256 positions cached: the fastest tenth, as other programs may run."""
    runner, times = Runner(path, shape, threads), []
    runner.start(lanes, 257 + steps)
    tokens = np.random.default_rng(0).integers(0, shape.vocabulary, (lanes, 256))
    runner.run(tokens)
    for _ in range(steps):
        before = time.perf_counter()
        runner.run(tokens[:, :1])
        times.append(time.perf_counter() - before)
    return round(float(np.quantile(times, 0.1)) * 1000, 3)


def describe(path):
    data = path.read_bytes()
    return {"path": path.name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def inputs_of(shape, recipe):
    """What the manifest says of a network that takes more than plain tokens."""
    conditions = {"conditionWidth": shape.condition_width} if shape.condition_width else {}
    return conditions | ({"inputs": recipe.INPUTS} if hasattr(recipe, "INPUTS") else {})


def spent(state):
    """What the manifest says of a checkpoint's training, all its stages together."""
    stages = [*state.get("stages", []), state]
    machines = dict.fromkeys("one GPU" if stage["device"] == "cuda" else "two CPU cores" for stage in stages)
    return {"hours": round(sum(stage["elapsed"] for stage in stages) / 3600, 2),
            "tokens": sum(stage["tokens"] for stage in stages), "hardware": ", then ".join(machines)}


def export(checkpoint, recipe, data, out, name):
    out.mkdir(parents=True, exist_ok=True)
    model, state = load_checkpoint(checkpoint, recipe)
    shape = model.shape
    files = {"fp32": out / "model.onnx", "int8": out / "model.int8.onnx"}
    windows, rng = recipe.windows(data, "train"), np.random.default_rng(3)
    calibrate(model, (windows.batch(rng, 1, shape.context) for _ in range(CALIBRATION)))
    with tempfile.TemporaryDirectory() as folder:
        to_onnx(model, f"{folder}/model.onnx", small=True)
        to_int8(f"{folder}/model.onnx", str(files["int8"]))
    to_onnx(model, str(files["fp32"]))
    halve(str(files["fp32"]))
    measured = {}
    for variant, path in files.items():
        measured[f"{variant}SampleNll"] = round(nll(Runner(str(path), shape), recipe, data, shape.context), 4)
        for lanes in (1, 4):
            for threads in (1, 2):
                measured[f"{variant}MsBatch{lanes}Threads{threads}"] = speed(str(path), shape, lanes, threads)
    print(json.dumps(measured, indent=2), flush=True)
    close = measured["int8SampleNll"] - measured["fp32SampleNll"] <= WORTH
    cost = {v: sum(ms for key, ms in measured.items() if key.startswith(f"{v}Ms")) for v in files}
    manifest = {
        "schema": 1, "name": name, **recipe.ABOUT,
        "files": {variant: describe(path) for variant, path in files.items()},
        "variant": "int8" if close and cost["int8"] <= cost["fp32"] else "fp32",
        "network": {"vocabulary": shape.vocabulary, "width": shape.width, "layers": shape.layers,
                    "heads": shape.heads, "headWidth": shape.head_width, "context": shape.context,
                    "parameters": sum(p.numel() for p in model.parameters()), **inputs_of(shape, recipe)},
        "opset": OPSET,
        "training": {"data": recipe.SOURCES, **spent(state)},
        "metrics": {**dict.fromkeys(recipe.METRICS), **measured},
    }
    (out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    return manifest


if __name__ == "__main__":
    from train import load
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", required=True)
    args = parser.parse_args()
    export(args.checkpoint, load(args.recipe, "recipe"), args.data, args.out, args.name)
