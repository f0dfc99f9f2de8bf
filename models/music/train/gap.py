"""What the model knows of MAESTRO by heart: NLL of windows of performances that it was trained on, and of others.

    python models/music/train/gap.py --data PREPARED --checkpoint RUN/checkpoint.pt

The same windows for every checkpoint, without gaps, of the whole context: of the training split as training moves,
stretches and loudens them, of both splits as they were recorded. In nats a token, each also with the logits divided
by a few temperatures: a model that knows too much by heart is too sure elsewhere (Guo et al., 2017).
"""

import argparse
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2] / "train")]
from export import load_checkpoint  # noqa: E402
from precision import has_fast_bfloat16  # noqa: E402
from prepare import load_windows  # noqa: E402

BATCHES, LANES = 16, 4
TEMPERATURES = (1.0, 1.03, 1.06, 1.1)
SETS = {"training, as trained on": ("train", True), "training, as recorded": ("train", False), "validation": ("val", False)}


@torch.inference_mode()
def nll(model, windows):
    """-> the mean at each temperature, and the standard error of the first (of batches)"""
    rng, losses = np.random.default_rng(7), []
    for _ in range(BATCHES):
        tokens, targets = map(torch.from_numpy, windows.batch(rng, LANES, model.shape.context, infill=0))
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_fast_bfloat16("cpu")):
            logits = model(tokens).float().flatten(0, 1)
        losses.append([F.cross_entropy(logits / t, targets.flatten(), ignore_index=-1).item() for t in TEMPERATURES])
    losses = np.array(losses)
    return losses.mean(0), losses[:, 0].std() / BATCHES ** 0.5


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    args = parser.parse_args()
    model, _ = load_checkpoint(args.checkpoint)
    print("temperature".ljust(26), *(f"{t:6.2f}" for t in TEMPERATURES))
    for name, (split, augmented) in SETS.items():
        windows = load_windows(args.data, split, ("maestro",))
        windows.augmented = augmented
        means, error = nll(model, windows)
        print(name.ljust(26), *(f"{mean:6.3f}" for mean in means), f" ± {error:.3f}", flush=True)
