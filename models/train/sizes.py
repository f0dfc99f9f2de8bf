"""What a size of the network costs on this machine's CPU, before any training: weights are random.

    python models/train/sizes.py 256x4 384x6 384x8 448x8 512x8      # width x layers

Prints a table: parameters; MB in 8 bits; milliseconds of a step of one and of four lanes with 256 positions cached, and
of a prefill of PREFILL tokens; fastest of some, as other programs may run.
"""

import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import torch

from eight import calibrate
from export import Runner, speed, to_int8, to_onnx
from transformer import Shape, Transformer

VOCABULARY, CONTEXT, PREFILL = 414, 1024, 768   # the piano model's


def prefill(path, shape):
    runner, times = Runner(path, shape, 2), []
    tokens = np.random.default_rng(0).integers(0, shape.vocabulary, (1, PREFILL))
    for _ in range(5):
        runner.start(1, shape.context)
        before = time.perf_counter()
        runner.run(tokens)
        times.append(time.perf_counter() - before)
    return min(times) * 1000


def row(width, layers):
    shape = Shape(VOCABULARY, width, layers, width // 64, CONTEXT)
    model = Transformer(shape).eval()
    for weight in model.parameters():
        torch.nn.init.normal_(weight, std=0.02)
    with tempfile.TemporaryDirectory() as folder:
        fp32, small, int8 = (f"{folder}/{name}.onnx" for name in ("model", "small", "model.int8"))
        to_onnx(model, fp32)
        calibrate(model, [(np.random.default_rng(0).integers(0, VOCABULARY, (1, 64)),)])
        to_onnx(model, small, small=True)
        to_int8(small, int8)
        steps = [speed(path, shape, lanes, 1) for path in (fp32, int8) for lanes in (1, 4)]
        cells = [f"{sum(p.numel() for p in model.parameters()) / 1e6:.1f} M", f"{Path(int8).stat().st_size / 1e6:.1f}",
                 *(f"{ms:.2f}" for ms in steps), *(f"{prefill(path, shape):.0f}" for path in (fp32, int8))]
    return f"| {width} × {layers} | " + " | ".join(cells) + " |"


if __name__ == "__main__":
    print(f"| width × layers | parameters | MB | fp32, 1 lane | 4 lanes | int8, 1 lane | 4 lanes | fp32, {PREFILL} tokens | int8 |")
    print("|---|---|---|---|---|---|---|---|---|")
    for size in sys.argv[1:]:
        print(row(*map(int, size.split("x"))), flush=True)
