"""The piano model for people who sell music: the same network, from permissively licensed performances alone.

    python models/train/train.py models/music/train/permissive.py --data PREPARED --out RUN

PREPARED may hold MAESTRO too: it is left out here, and reported on all the same (evaluate.py).
"""

from config import *  # noqa: F401,F403  (the same vocabulary, windows, sizes and figures)
from config import ABOUT, GPU, VOCABULARY

PERMITTED = ("pop909", "giantmidi")

# a fifth of the data: smaller, and dropout
GPU = GPU | dict(model=dict(vocabulary=VOCABULARY, width=256, layers=6, heads=4, context=1024, dropout=0.1), minutes=2)

ABOUT = ABOUT | {
    "title": "Piano performances, free to sell",
    "licence": {
        "spdx": "CC-BY-4.0", "commercial": True,
        "attribution": "Trained on POP909 (Wang et al., 2020, MIT) and GiantMIDI-Piano (Kong et al., 2020, CC BY 4.0)."},
}
SOURCES = ["POP909 without its last 90", "GiantMIDI-Piano, 56 performances"]


def windows(data, split):
    """What train.py draws its batches from; invented performances if there is no data."""
    from prepare import invented, load_windows
    return load_windows(data, split, PERMITTED) if data else invented(split)
