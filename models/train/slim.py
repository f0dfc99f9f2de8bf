"""A checkpoint without the optimisers' state, in 16 bits, to carry it from one machine to another.

    python models/train/slim.py RUN/checkpoint.pt SLIM.pt

A fifth of the size. It publishes like any other; the weights lose what 16-bit floats can't say (a part in two
thousand), and the float32 graph made from it packs to little more than half: 13 bits of each weight are zero.
"""

import sys

import torch


def slim(checkpoint, path):
    state = torch.load(checkpoint, map_location="cpu", weights_only=False)
    del state["optimisers"], state["rng"]
    state["model"] = {name: t.half() if t.is_floating_point() else t for name, t in state["model"].items()}
    torch.save(state, path)


if __name__ == "__main__":
    slim(*sys.argv[1:])
