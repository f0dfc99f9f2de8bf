"""The drawing model's numbers: the page, the vocabulary, and a configuration for each machine.

A drawing is one sequence: bos, class, then for every stroke the place where the pen goes down (a
column token, a row token) and one token for each pen move; end closes the drawing.

    bos class  column row move move ...  column row move ...  end

Moves come from a codebook of offsets, because a move then means the same anywhere on the page and
66,162 drawings suffice. A pen-down is absolute: it costs the two tokens that a pen-up and a jump
would, and leaves no error behind. The codebook is k-means (codebook.py measures it beside log-polar
ones; README.md has the table).

The network also sees where the pen is, or a causal Transformer would have to add the offsets up by
attention: an input id is `token + VOCABULARY * place` (codec.placed), an output a plain token.
"""

from pathlib import Path

# the page: a square of FRAME units; 4 units are one pixel of a 256 px square
FRAME = 1024
PIXEL = 4
LEVELS = 128                  # columns and rows that a pen-down can name: 8 units, 2 px
CELL = FRAME // LEVELS
MAX_MOVE = 32 * PIXEL         # a longer move is split into equal ones
NEAR = PIXEL                  # a point closer than this to the pen needs no move
EPSILON = 1.5 * PIXEL         # Ramer-Douglas-Peucker tolerance

# vocabulary (models/drawing/sketch.ts has the same numbers)
COLUMN, ROW, MOVE = 0, LEVELS, 2 * LEVELS
MOVES = 512                   # token = MOVE + entry of models/drawing/codebook.json
END = MOVE + MOVES            # 768
BOS, PAD, UNKNOWN = END + 1, END + 2, END + 3
CLASS = END + 4               # 772 + index in the codebook's `classes`
CLASSES = 345
VOCABULARY = CLASS + CLASSES  # 1117
PLACES = LEVELS + 1           # place = (column + 1) + PLACES * (row + 1); 0: none
INPUTS = VOCABULARY * PLACES ** 2               # input ids: token + VOCABULARY * place
LATENT = 64

# a training drawing and the page it lies on
SIZE = (0.45, 1.0)            # its larger side, in pages; anywhere on the page
BALANCE = 0.5                 # a class is drawn from in proportion to its count to this power
THIN = 200                    # classes of fewer real drawings may be filled up with synthetic ones,
SYNTHETIC = 0.6               # this often
FILLED = 1000                 # and then count as this many
WITHHELD = 0.6                # how often the class is unknown
MIRROR, TURN, SHEAR, STRETCH = 0.3, 0.12, 0.1, 0.12      # share; radians, ratios: standard deviations
JITTER = 0.6                  # of each point, px
DROP, SWAP, REVERSE, ROTATE = 0.1, 0.1, 0.03, 0.2        # strokes: see windows.py
CLOSED = 14                   # px between a stroke's ends that still make it a loop

# the objective (network.py)
BLANKED = 0.15                # inputs hidden from the decoder when it has a latent (Bowman et al., 2016)
FREE_NATS = 0.1               # of KL a latent dimension may cost for nothing (Kingma et al., 2016)
KL_WEIGHT = 0.1               # sketch-rnn (Ha and Eck, 2017) has 0.5, at which the latent collapses (README.md); reached
ANNEAL = 300_000              # after this many drawings
RECOGNISER = 0.25             # weight of the recogniser's loss

CPU = dict(
    model=dict(vocabulary=VOCABULARY, width=192, layers=4, heads=3, context=256, condition_width=LATENT,
               dropout=0.05, encoder_width=128, encoder_layers=2),
    minutes=90,
    batch_tokens=8192,
    contexts=[(0.0, 256)],
    lr=6e-3, muon_lr=0.02, weight_decay=0.05,
    warmup=0.01, decay=0.5,
    val_every=200, save_minutes=4,
)
# Sized by the 60 ms from pen-up to the first ghost, and by the data: 8M tokens, which a longer run would only learn by
# heart. Not compiled: batches of like lengths have many shapes, and half of a fixed one would be padding.
GPU = dict(
    model=dict(vocabulary=VOCABULARY, width=320, layers=6, heads=5, context=256, condition_width=LATENT,
               dropout=0.15, encoder_width=192, encoder_layers=3),
    minutes=4,
    batch_tokens=32768,
    contexts=[(0.0, 256)],
    lr=3e-3, muon_lr=0.02, weight_decay=0.1,
    warmup=0.02, decay=0.5,
    val_every=250, save_minutes=2, workers=4, compile=False,
)
SMOKE = dict(
    model=dict(vocabulary=VOCABULARY, width=64, layers=2, heads=1, context=256, condition_width=LATENT,
               encoder_width=64, encoder_layers=1),
    minutes=0.25,
    batch_tokens=2048,
    contexts=[(0.0, 256)],
    lr=6e-3, muon_lr=0.02, weight_decay=0.0,
    warmup=0.05, decay=0.5,
    val_every=20, save_minutes=4,
)

# what the manifest says beyond the numbers
ABOUT = {
    "title": "Quick sketches", "task": "drawing", "version": "0.2.1",
    "licence": {
        "spdx": "CC-BY-4.0", "commercial": True,
        "attribution": "Trained on drawings of Quick, Draw! (CC BY 4.0, © Google, Inc.), and, to fill thin "
                       "categories, on synthetic drawings sampled from published sketch-rnn decoders (Apache-2.0)."},
}
SOURCES = ["Quick, Draw!, 345 categories, reporting split left out",
           "synthetic: sketch-rnn samples, 27 categories, training only"]
METRICS = ["nll", "nllClassKnown", "nGramNll", "codecErrorPx", "recognitionTop1", "recognitionTop3",
           "recognitionHalfTop1", "recognitionHalfTop3", "completionAgreement", "completionAgreementNearest",
           "completionAgreementNGram"]


def windows(data, split):
    """What train.py draws its batches from; invented drawings if there is no data."""
    from windows import invented, load_windows
    return load_windows(Path(data), split) if data else invented(split)


def build(shape):
    from network import Sketcher, SketchShape
    return Sketcher(SketchShape(**shape))


def loss_of(model, tokens, targets):
    from network import loss_of
    return loss_of(model, tokens, targets)


def publish(checkpoint, data, folder, name):
    from publish import publish
    publish(checkpoint, data, folder, name)
