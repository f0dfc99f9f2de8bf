"""Can the network learn at all? A handful of made pages by heart, then read back, token for token.

    python models/code/train/overfit.py [--steps 100]

Ends with the same pages through the exported graphs, so that parity is seen on weights that say something.
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from config import FONTS, decoder
from data import collate, make
from network import Plan, Reader
from page import FLAGS, encode
from weights import Runner, to_onnx

PAGES = 4
CONTEXT = 160


def short_pages():
    """The first made pages of one frame size whose tokens fit."""
    found, number = {}, 0
    while True:
        frame, index, page, _, _ = make(number, FONTS)
        tokens = encode(page)
        number += 1
        if 20 < len(tokens) <= CONTEXT:
            found.setdefault(index, []).append((tokens, frame))
            if len(found[index]) == PAGES:
                return found[index]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=100)
    args = parser.parse_args()
    torch.manual_seed(1)
    items = short_pages()
    tokens, frames, targets = (torch.from_numpy(a) for a in collate(items))
    model = Reader(Plan(decoder=decoder(128, 2, CONTEXT), width=64, layers=1, heads=1, stem=[8, 16, 32]))
    adjust = torch.optim.AdamW(model.parameters(), lr=3e-3)
    for step in range(args.steps):
        for group in adjust.param_groups:
            group["lr"] = 3e-3 * min(1, step / 10, 4 * (1 - step / args.steps))
        logits = model(tokens, frames)
        loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=-1)
        adjust.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        adjust.step()
        if step % 25 == 0:
            print(f"step {step}: {loss.item():.4f}", flush=True)
    print(f"loss {loss.item():.5f}")
    model.eval()
    prompt = items[0][0][:4]
    read = model.read(frames, [prompt] * PAGES, CONTEXT, lambda lane, row: int(row.argmax()))
    right = [r[:len(t)] == t for r, (t, _) in zip(read, items)]
    print(f"{sum(right)} of {PAGES} pages read back in full ({[len(t) for t, _ in items]} tokens)")
    with tempfile.TemporaryDirectory() as folder:
        to_onnx(model, Path(folder))
        for variant in ("", ".int8"):
            runner, same, off = Runner(Path(folder), model.decoder.shape, variant), 0, 0.0
            for (sequence, frame), whole in zip(items, read):
                key, _ = runner.look(frame)
                with torch.no_grad():
                    off = max(off, float(np.abs(key - model.encoder(torch.from_numpy(frame)[None])[0].numpy()).max()))
                _, greedy = runner.greedy(prompt, len(sequence) - 4)
                same += greedy == whole[4:len(sequence)]
            print(f"onnx{variant}: keys off by {off:.1e}, {same} of {PAGES} pages the same as PyTorch's")
