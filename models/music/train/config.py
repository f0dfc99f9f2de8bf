"""The piano model's numbers: the vocabulary, and one configuration for the CPU and one for the GPU.

The vocabulary is the 388 events of Performance RNN (Simon and Oore, 2017) and Music Transformer
(Huang et al., 2018), so that their NLL and ours compare, plus the sustain pedal and our own marks.
"""

# vocabulary (models/music/performance.ts has the same numbers)
NOTE_ON, NOTE_OFF, SHIFT, VELOCITY = 0, 128, 255, 356   # shift token = SHIFT + steps, steps 1..100
PEDAL_DOWN, PEDAL_UP = 388, 389
PAD, BOS, EOS, PREFIX, SUFFIX, MIDDLE = 390, 391, 392, 393, 394, 395
DENSITY, DYNAMICS = 396, 405                            # +0 is unknown, +1..+8 are the buckets
VOCABULARY = 414
STEPS_PER_SECOND = 100
MAX_SHIFT = 100
DENSITY_EDGES = [2, 4, 6, 8, 11, 14, 18]                # notes a second
DYNAMICS_EDGES = [35, 45, 52, 58, 65, 72, 82]           # mean MIDI velocity

# what a training window may be
INFILL = 0.5                  # share of fill-in-the-middle windows (Bavarian et al., 2022)
UNKNOWN = 0.5                 # how often density, and independently dynamics, is withheld
TRANSPOSE = 3                 # semitones either way
STRETCH = [0.95, 0.975, 1.0, 1.025, 1.05]
LOUDER = 6                    # MIDI velocity, either way
MIDDLE_SECONDS = (1.0, 12.0)

CPU = dict(
    model=dict(vocabulary=VOCABULARY, width=256, layers=4, heads=4, context=1024),
    minutes=100,
    batch_tokens=6144,        # tokens of one optimiser step
    contexts=[(0.0, 512), (0.65, 1024)],   # (from this share of the run on, this context)
    lr=6e-3, muon_lr=0.02, weight_decay=0.05,
    warmup=0.01, decay=0.5,   # shares of the run
    val_every=150, save_minutes=4,
)
# Sized by its steps on two CPU cores (models/train/README.md has the table) and by what one GPU learns in minutes.
GPU = dict(
    model=dict(vocabulary=VOCABULARY, width=384, layers=8, heads=6, context=2048),
    minutes=9,
    batch_tokens=65536,
    contexts=[(0.0, 1024), (0.65, 2048)],
    lr=4e-3, muon_lr=0.02, weight_decay=0.1,
    warmup=0.02, decay=0.5,
    val_every=400, save_minutes=2, workers=2,
)
SMOKE = dict(
    model=dict(vocabulary=VOCABULARY, width=64, layers=2, heads=1, context=128),
    minutes=0.2,
    batch_tokens=1024,
    contexts=[(0.0, 64), (0.5, 128)],
    lr=6e-3, muon_lr=0.02, weight_decay=0.0,
    warmup=0.05, decay=0.5,
    val_every=20, save_minutes=4,
)

# what the manifest says beyond the numbers
ABOUT = {
    "title": "Piano performances", "task": "music", "version": "0.3.1",
    "licence": {
        "spdx": "CC-BY-NC-SA-4.0", "commercial": False,
        "attribution": "Trained on MAESTRO v2.0.0 (Hawthorne et al., 2019, CC BY-NC-SA 4.0), POP909 "
                       "(Wang et al., 2020, MIT) and GiantMIDI-Piano (Kong et al., 2020, CC BY 4.0)."},
}
SOURCES = ["MAESTRO v2.0.0 train", "POP909 without its last 90", "GiantMIDI-Piano, 56 performances"]
METRICS = ["maestroValidationNll", "maestroValidationNll388", "pedalNll", "pop909Nll", "fiveGramNll", "int8Nll"]


def windows(data, split):
    """What train.py draws its batches from; invented performances if there is no data."""
    from prepare import invented, load_windows
    return load_windows(data, split) if data else invented(split)
