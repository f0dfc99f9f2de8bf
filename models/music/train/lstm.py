"""The baseline: an LSTM of Performance RNN's size, trained on the same performances.

    python models/train/train.py models/music/train/lstm.py --data PREPARED --out RUN --minutes N
    python models/music/train/lstm.py --checkpoint RUN/checkpoint.pt --out DATA/lstm     # DATA: what npm run evaluate reads

Performance RNN (Simon and Oore, 2017) has three layers of 512. It only plays on, so its windows are plain ones, none
with a gap. N: until log.csv says as many tokens as the piano's manifest does; the report says how many it was. --smoke is a
tiny run with its export.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).parent))
from config import CPU as PIANO, GPU as PIANO_GPU, SMOKE as PIANO_SMOKE, VOCABULARY  # noqa: E402

LAYERS, WIDTH = 3, 512
OPSET = 20
AGREE = 1e-3                  # logits of PyTorch and onnxruntime

MODEL = dict(vocabulary=VOCABULARY, width=WIDTH, layers=LAYERS, context=1024)
# backpropagation goes through a whole window; AdamW alone (no matrices for Muon), at the rate that LSTMs of this size bear
CPU = PIANO | dict(model=MODEL, lr=1e-3)
GPU = PIANO_GPU | dict(model=MODEL, lr=2e-3, batch_tokens=131072, contexts=[(0.0, 512)], compile=False)   # its steps wait for
# each other: more lanes, and shorter ones
SMOKE = PIANO_SMOKE | dict(model=MODEL | dict(width=32, layers=2, context=128), lr=3e-3)


@dataclass
class Shape:
    vocabulary: int
    width: int
    layers: int
    context: int


class Lstm(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.lstm = nn.LSTM(shape.width, shape.width, shape.layers, batch_first=True)
        self.out = nn.Linear(shape.width, shape.vocabulary)

    def forward(self, tokens):
        """[B,T] -> logits [B,T,V]"""
        return self.out(self.lstm(self.embedding(tokens))[0])

    def step(self, tokens, hidden, cell):
        """The same from a state [L,B,W] on, and the state after it."""
        x, (hidden, cell) = self.lstm(self.embedding(tokens), (hidden, cell))
        return self.out(x), hidden, cell


def build(shape):
    return Lstm(Shape(**shape))


class Plain:
    """Windows, none of which has a gap."""

    def __init__(self, windows):
        self.windows = windows

    def batch(self, rng, size, context):
        return self.windows.batch(rng, size, context, infill=0)


def windows(data, split):
    from prepare import invented, load_windows
    return Plain(load_windows(data, split) if data else invented(split))


class Step(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, tokens, hidden, cell):
        return self.model.step(tokens, hidden, cell)


def publish(checkpoint, data, out, name):
    """model.onnx: tokens [1,T], hidden and cell [L,1,W] -> logits [1,T,V], next_hidden, next_cell. One lane."""
    import onnxruntime
    state = torch.load(checkpoint, map_location="cpu", weights_only=False)
    model = build(state["shape"])
    model.load_state_dict(state["model"])
    model.eval()
    out.mkdir(parents=True, exist_ok=True)
    s, path = model.shape, str(out / "model.onnx")
    tokens, hidden = torch.arange(7)[None], torch.randn(2, s.layers, 1, s.width)
    torch.onnx.export(Step(model), (tokens, *hidden), path, input_names=["tokens", "hidden", "cell"],
                      output_names=["logits", "next_hidden", "next_cell"], opset_version=OPSET, dynamo=False,
                      dynamic_axes={"tokens": {1: "T"}, "logits": {1: "T"}})
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    found = session.run(None, {"tokens": tokens[:, :5].numpy(), "hidden": hidden[0].numpy(), "cell": hidden[1].numpy()})
    with torch.no_grad():
        wanted = model.step(tokens[:, :5], *hidden)
    off = max(float((torch.from_numpy(f) - w).abs().max()) for f, w in zip(found, wanted))
    if off > AGREE:
        raise SystemExit(f"the graph differs by {off}")
    parameters = sum(p.numel() for p in model.parameters())
    (out / "training.json").write_text(json.dumps({"tokens": state["tokens"]}) + "\n")      # what the report says of it
    print(f"{path}: {parameters:,} parameters, {state['tokens']:,} tokens, differs by {off:.1e}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    publish(args.checkpoint, None, args.out, "lstm")
