"""The numbers of the sketch reader, and how a run is put together.

The vocabulary is page.py's; models/code/vocabulary.json mirrors it. Sizes: the encoder has a hundred
milliseconds on two CPU cores for a picture of 512 pixels, a step of the decoder half of one.
"""

import os

import torch

from page import FRAMES, VOCABULARY

FONTS = os.environ.get("GOMBOC_FONTS", "fonts")               # a folder of font files: see README.md


def decoder(width, layers, context):
    return dict(vocabulary=VOCABULARY, width=width, layers=layers, heads=width // 64, context=context)


CPU = dict(
    model=dict(decoder=decoder(192, 4, 640), width=192, layers=3, heads=3, stem=[24, 48, 96]),
    minutes=110,
    batch_tokens=8 * 640,
    contexts=[(0.0, 640)],
    lr=2e-3, muon_lr=0.01, weight_decay=0.05,
    warmup=0.02, decay=0.4,
    val_every=200, save_minutes=4, workers=1, val_tokens=64 * 640,
)
GPU = dict(
    model=dict(decoder=decoder(256, 4, 768), width=256, layers=5, heads=4, stem=[32, 64, 128]),
    minutes=9,
    batch_tokens=64 * 768,
    contexts=[(0.0, 768)],
    lr=2e-3, muon_lr=0.01, weight_decay=0.05,
    warmup=0.02, decay=0.4,
    val_every=500, save_minutes=2, workers=11, compile=False, val_tokens=64 * 768,
)
TUNE = GPU | dict(                                             # on two CPU cores with matrix units, from the weights that ship
    frozen=("encoder.stem",), minutes=80, batch_tokens=16 * 768, lr=4e-4, muon_lr=0.002, warmup=0.03, decay=0.9,
    val_every=100, save_minutes=4, workers=1,
)
MAP = TUNE | dict(frozen=("encoder", "decoder"), minutes=3, lr=4e-3)   # before it: the map's head, which does not ship
SMOKE = dict(
    model=dict(decoder=decoder(64, 2, 384), width=64, layers=2, heads=1, stem=[8, 16, 32]),
    minutes=0.4,
    batch_tokens=4 * 384,
    contexts=[(0.0, 384)],
    lr=2e-3, muon_lr=0.01, weight_decay=0.0,
    warmup=0.05, decay=0.5,
    val_every=50, save_minutes=4, val_tokens=8 * 384,
)

# what the manifest says beyond the numbers
ABOUT = {
    "title": "Sketches of pages", "task": "code", "version": "0.2.0",
    "licence": {
        "spdx": "Apache-2.0", "commercial": True,
        "attribution": "Trained on pages that Gomboc's own maker draws (with handwriting fonts under the OFL), the "
                       "pix2code web set (Beltramelli, 2017, Apache-2.0), SketchCode's pictures (Kumar, 2018, MIT) "
                       "and Sketch2Code's photos (Microsoft, MIT)."},
}
SOURCES = ["own maker", "pix2code web without 10 % of its programs", "SketchCode without 15 programs",
           "Sketch2Code photos without a fifth of the drawings"]
METRICS = ["pix2codeTokenError", "pix2codeExact", "sketchcodeTokenError", "sketchcodeExact", "ownTokenError", "photoF1"]   # per cent


def windows(data, split):
    """What train.py draws its batches from; without data, pages of our own maker only."""
    from data import ECHO, Pages
    return Pages(FONTS, data, split, ECHO if torch.cuda.is_available() else 1)   # a CPU learns slower than it draws


def loss_of(model, *batch):
    return model.loss(*batch)


def build(model):
    from network import Plan, Reader
    reader = Reader(Plan(**model))
    if torch.cuda.is_available():
        reader.encoder.stem.to(memory_format=torch.channels_last)   # what its 16-bit convolutions are written for
    return reader


def compiled(model):
    """Only the encoder, whose shapes are few: 30 % off a step on two cores."""
    torch._dynamo.config.cache_size_limit = 4 * len(FRAMES)
    model.encoder.stem.to(memory_format=torch.channels_last)
    model.encoder.see = torch.compile(model.encoder.see, dynamic=False)
    return model


def publish(checkpoint, data, out, name):
    from weights import publish
    publish(checkpoint, out, name, ABOUT, SOURCES, METRICS)
