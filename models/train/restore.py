"""A weights folder -> the checkpoint that it was made from, to export it anew or to train on from it.

    python models/train/restore.py models/music/train/config.py --weights models/music/weights/piano --out RUN/checkpoint.pt

The float32 graphs hold every weight that inference needs, as 16-bit floats; those of training alone (the reader's map
of kinds and letters) begin anew. A graph calls its linear layers by numbers: they are told apart by the order in which
PyTorch runs them.
"""

import argparse
import json
from pathlib import Path

import onnx
import torch
from torch import nn

from export import STORED
from train import load
from transformer import Shape, Transformer


def weights_of(path):
    """A graph -> its named weights, and the matrices of its linear layers in the order of its operators."""
    graph = onnx.load(path).graph
    arrays = {t.name.removesuffix(STORED): torch.from_numpy(onnx.numpy_helper.to_array(t).copy()) for t in graph.initializer}
    linear = [arrays.pop(name) for node in graph.node if node.op_type == "MatMul" for name in node.input if name in arrays]
    return arrays, linear


def linear_names(module, run):
    """The names of a module's linear layers, in the order in which run() meets them."""
    met = []
    hooks = [layer.register_forward_hook(lambda *_, name=name: met.append(name))
             for name, layer in module.named_modules() if isinstance(layer, nn.Linear)]
    with torch.no_grad():
        run()
    for hook in hooks:
        hook.remove()
    return met


def fill(module, run, path, prefix):
    """Copies a graph's weights into the module that it was traced from; `prefix` is the graph's own, before their names."""
    named, linear = weights_of(path)
    state = module.state_dict()
    for name, layer in zip(linear_names(module, run), linear, strict=True):
        state[f"{name}.weight"].copy_(layer.T)
    for name, array in named.items():
        if (own := name.removeprefix(prefix)) in state:
            state[own].copy_(array)


def step_of(decoder):
    """A step with everything that a prefill may have."""
    s = decoder.shape
    tokens, lengths = torch.zeros(1, 2, dtype=torch.long), torch.zeros(1, dtype=torch.long)
    crossing = torch.zeros(1, s.heads, s.head_width, 3), torch.zeros(1, s.heads, 3, s.head_width)
    extras = {"context": crossing} if s.context_width else {}
    extras |= {"conditions": torch.zeros(1, 1, s.condition_width)} if s.condition_width else {}
    return lambda: decoder.step(tokens, lengths, *decoder.empty_cache(1, 1), **extras)


def restore(recipe, weights, out):
    manifest = json.loads((weights / "manifest.json").read_text())
    shape = recipe.GPU["model"]
    model = (recipe.build(shape) if hasattr(recipe, "build") else Transformer(Shape(**shape))).eval()
    files = [weights / manifest["files"]["fp32"]["path"]]
    if "imageEncoder" in manifest:
        files.append(weights / manifest["imageEncoder"]["files"]["fp32"]["path"])
        fill(model.decoder, step_of(model.decoder), files[0], "decoder.")
        fill(model.encoder, lambda: model.encoder(torch.zeros(1, 64, 96, dtype=torch.uint8)), files[1], "")
    else:
        fill(model, step_of(model), files[0], "model.")
        if "encoder" in manifest:
            files.append(weights / manifest["encoder"]["files"]["fp32"]["path"])
            fill(model.encoder, lambda: model.encoder(torch.zeros(1, 2, dtype=torch.long)), files[1], "")
    trained = manifest["training"]
    out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"model": model.state_dict(), "shape": shape, "step": 0, "tokens": trained["tokens"],
                "elapsed": trained["hours"] * 3600, "device": "cpu" if "cores" in trained["hardware"] else "cuda"}, out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    restore(load(args.recipe, "recipe"), args.weights, args.out)
