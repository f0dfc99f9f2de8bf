"""The piano's last stage: performances as they are, neither moved nor stretched, and most windows plain.

    python models/train/train.py models/music/train/finish.py --data PREPARED --start CHECKPOINT --out RUN --processes 2

Continuing is what the studio does most, and what is reported; the stage before has taught other keys, tempos and gaps.
The learning rate starts at a small part of what it was there and only falls.
"""

from config import *  # noqa: F401,F403  (the same vocabulary, sizes and figures)
from config import GPU

INFILL = 0.25                 # share of fill-in-the-middle windows, so that they are not forgotten

CPU = GPU | dict(
    minutes=80,
    batch_tokens=16384,
    contexts=[(0.0, 1024), (0.65, 2048)],
    lr=2e-4, muon_lr=1e-3, weight_decay=0.0,
    warmup=0.02, decay=0.98,
    val_every=100, val_tokens=65536, workers=0,
)


class Untouched:
    """Windows of a split as it was recorded."""

    def __init__(self, windows):
        self.windows = windows
        windows.augmented = False

    def batch(self, rng, size, context):
        return self.windows.batch(rng, size, context, infill=INFILL)


def windows(data, split):
    """What train.py draws its batches from; invented performances if there is no data."""
    from prepare import invented, load_windows
    return Untouched(load_windows(data, split) if data else invented(split))
