"""A checkpoint -> a weights folder: the decoder, the encoder, the manifest and both goldens.

    python models/drawing/train/publish.py --data PREPARED --checkpoint RUN/checkpoint.pt \\
        --out models/drawing/weights/sketch --name sketch

Beside models/train/export.py's files there are encoder.onnx and encoder.int8.onnx: tokens [B,T] (placed
ids, the class unknown, PAD on the right) -> mu, logvar [B,LATENT]. The manifest names them under `encoder`.
"""

import argparse
import json
import sys
from pathlib import Path

import onnxruntime
import torch

sys.path.insert(0, str(Path(__file__).parents[2] / "train"))
import config  # noqa: E402
from config import BOS, LATENT, MOVE, PAD, ROW, UNKNOWN  # noqa: E402
from export import OPSET, describe, export, halve, load_checkpoint, to_int8  # noqa: E402
from golden import golden  # noqa: E402
from golden_sketches import golden as golden_sketches  # noqa: E402


def export_encoder(encoder, folder):
    """-> what the manifest says of it"""
    example = torch.tensor([[BOS, UNKNOWN, 5, ROW + 5, MOVE], [BOS, UNKNOWN, 5, ROW, PAD]])
    files = {"fp32": folder / "encoder.onnx", "int8": folder / "encoder.int8.onnx"}
    torch.onnx.export(encoder, (example,), str(files["fp32"]), input_names=["tokens"], output_names=["mu", "logvar"],
                      dynamic_axes={"tokens": {0: "B", 1: "T"}, "mu": {0: "B"}, "logvar": {0: "B"}},
                      opset_version=OPSET, dynamo=False)
    to_int8(str(files["fp32"]), str(files["int8"]))
    halve(str(files["fp32"]))
    with torch.no_grad():
        expected = encoder(example)
    session = onnxruntime.InferenceSession(files["fp32"], providers=["CPUExecutionProvider"])
    for ours, theirs in zip(expected, session.run(["mu", "logvar"], {"tokens": example.numpy()})):
        assert abs(ours.numpy() - theirs).max() < 1e-4, "the encoder's graph disagrees"
    return {"latent": LATENT, "files": {kind: describe(path) for kind, path in files.items()}}


def publish(checkpoint, data, out, name):
    manifest = export(checkpoint, config, data, out, name)
    model, _ = load_checkpoint(checkpoint, config)
    manifest["encoder"] = export_encoder(model.encoder, out)
    (out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    golden(checkpoint, out, config)
    golden_sketches(checkpoint, out)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--name", default="sketch")
    args = parser.parse_args()
    publish(args.checkpoint, args.data, args.out, args.name)
