"""The network that reads a sketch: a convolutional stem, a Transformer encoder, the shared decoder.

    frame uint8 [B,H,W] -> patches of 16x16 pixels, S of them -> key [B,H,64,S], value [B,H,S,64] -> tokens

The decoder is models/train/transformer.py's, but for its cross-attention: every layer asks the same
keys and values, which the encoder hands over ready made (YOCO: Sun et al., 2024). With projections of
their own, six layers would read six times 1.5 MB at each step, more than all of their weights.
"""

import sys
from dataclasses import dataclass, field
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "train"))
from transformer import EPSILON, Norm, Shape, Transformer, parted  # noqa: E402

from data import CELL, UNKNOWN  # noqa: E402
from page import CHARACTERS, KINDS, LONG  # noqa: E402

PATCH = 16
GRID = LONG // PATCH
KIND_CLASSES, LETTER_CLASSES = len(KINDS) + 1, len(CHARACTERS) + 1   # the first: none
PER_PATCH = (PATCH // CELL) ** 2, 2 * (PATCH // CELL) ** 2           # cells of kinds, of letters
EMPTY_WEIGHT = 0.1           # most cells are empty
MAP_WEIGHT = 0.5             # beside the tokens' own loss


@dataclass
class Plan:
    decoder: dict                    # of transformer.Shape, without context_width
    width: int = 256                 # of the encoder
    layers: int = 4
    heads: int = 4
    stem: list = field(default_factory=lambda: [32, 64, 128])
    dropout: float = 0.0


class PixelNorm(nn.Module):
    """RMSNorm over the channels of each pixel: no sums over millions of them, which kernels add up differently."""

    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width, 1, 1))

    def forward(self, x):
        return x / (x.square().mean(1, keepdim=True) + EPSILON).sqrt() * self.weight


class Mix(nn.Module):
    """A ConvNeXt block (Liu et al., 2022), narrow."""

    def __init__(self, width):
        super().__init__()
        self.depth = nn.Conv2d(width, width, 5, padding=2, groups=width)
        self.norm = PixelNorm(width)
        self.up = nn.Conv2d(width, 2 * width, 1)
        self.down = nn.Conv2d(2 * width, width, 1)
        nn.init.zeros_(self.down.weight)

    def forward(self, x):
        return x + self.down(F.gelu(self.up(self.norm(self.depth(x)))))


class Stem(nn.Module):
    """[B,1,H,W] -> [B,D,H/16,W/16]: four halvings; letters are read here, so it is not a mere patch cut."""

    def __init__(self, widths, width):
        super().__init__()
        a, b, c = widths
        self.layers = nn.Sequential(
            nn.Conv2d(1, a, 5, 2, 2), nn.GELU(),
            nn.Conv2d(a, b, 3, 2, 1), Mix(b),
            PixelNorm(b), nn.Conv2d(b, c, 3, 2, 1), Mix(c), Mix(c),
            PixelNorm(c), nn.Conv2d(c, width, 3, 2, 1))

    def forward(self, x):
        return self.layers(x)


class EncoderBlock(nn.Module):
    def __init__(self, plan):
        super().__init__()
        D = plan.width
        self.heads = plan.heads
        self.norm1, self.norm2 = Norm(D), Norm(D)
        self.qkv = nn.Linear(D, 3 * D, bias=False)
        self.qk_norm = Norm(D // plan.heads)
        self.out = nn.Linear(D, D, bias=False)
        self.up = nn.Linear(D, 4 * D, bias=False)
        self.down = nn.Linear(4 * D, D, bias=False)
        self.drop = nn.Dropout(plan.dropout)

    def forward(self, x):
        B, S, D = x.shape
        qkv = self.qkv(self.norm1(x)).view(B, S, 3 * self.heads, D // self.heads).transpose(1, 2)
        q, k = self.qk_norm(qkv[:, :2 * self.heads]).chunk(2, 1)
        heads = F.scaled_dot_product_attention(q, k, qkv[:, 2 * self.heads:])
        x = x + self.drop(self.out(heads.transpose(1, 2).reshape(B, S, D)))
        return x + self.drop(self.down(F.gelu(self.up(self.norm2(x)))))


def average(x):
    """Over the pixels, in two steps: one sum of all of them in float32 comes out differently on every machine."""
    return x.mean(3, keepdim=True).mean(2, keepdim=True)


class Encoder(nn.Module):
    def __init__(self, plan, heads, head_width):
        super().__init__()
        self.stem = Stem(plan.stem, plan.width)
        self.rows = nn.Parameter(torch.randn(GRID, plan.width) * 0.3)
        self.columns = nn.Parameter(torch.randn(GRID, plan.width) * 0.3)
        self.blocks = nn.ModuleList(EncoderBlock(plan) for _ in range(plan.layers))
        self.norm = Norm(plan.width)
        self.heads, self.head_width = heads, head_width
        self.key_value = nn.Linear(plan.width, 2 * heads * head_width, bias=False)
        self.key_norm = Norm(head_width)

    def forward(self, frame):
        """frame uint8 [B,H,W] -> key [B,heads,head_width,S], value [B,heads,S,head_width]"""
        return self.offer(self.see(frame))

    def see(self, frame):
        """frame uint8 [B,H,W] -> [B,S,D]"""
        ink = 1 - frame[:, None].to(self.rows.dtype) / 255
        ink = ink - average(ink)                               # a dark or faint picture reads like any other
        ink = ink / (average(ink.square()) + 4e-4).sqrt()
        x = self.stem(ink)
        h, w = x.shape[2:]
        x = (x + self.rows[:h].t()[None, :, :, None] + self.columns[:w].t()[None, :, None, :]).flatten(2).transpose(1, 2)
        for block in self.blocks:
            x = block(x)
        return self.norm(x)

    def offer(self, seen):
        """[B,S,D] -> key [B,heads,head_width,S] with the scores' scale in it, value [B,heads,S,head_width]"""
        B, S, _ = seen.shape
        kv = self.key_value(seen).view(B, S, 2 * self.heads, self.head_width).transpose(1, 2)
        return (self.key_norm(kv[:, :self.heads]) * self.head_width ** -0.5).transpose(2, 3), kv[:, self.heads:]


class Ask(nn.Module):
    """Cross-attention to the encoder's keys and values; `context` is that pair."""

    def __init__(self, shape):
        super().__init__()
        self.heads, self.head_width = shape.heads, shape.head_width
        inner = shape.heads * shape.head_width
        self.query = nn.Linear(shape.width, inner, bias=False)
        self.query_norm = Norm(shape.head_width)
        self.out = nn.Linear(inner, shape.width, bias=False)

    def forward(self, x, context, mask=None):
        """x [B,T,D]; keys [B or 1,H,W,S], values [B or 1,H,S,W]: the lanes may share one picture."""
        key, value = context
        q = self.query_norm(parted(self.query(x), self.heads, self.head_width)).transpose(1, 2)
        if torch.onnx.is_in_onnx_export():                     # matrix products spread over the lanes; SDPA does not
            heads = (q @ key).softmax(-1) @ value
        else:
            heads = F.scaled_dot_product_attention(q, key.transpose(2, 3).expand(len(x), -1, -1, -1),
                                                   value.expand(len(x), -1, -1, -1), scale=1.0)
        return self.out(parted(heads.transpose(1, 2), self.heads * self.head_width))


class Reader(nn.Module):
    def __init__(self, plan):
        super().__init__()
        self.shape = plan
        shape = Shape(**plan.decoder, context_width=1)         # 1: blocks with a cross-attention, replaced below
        self.decoder = Transformer(shape)
        for block in self.decoder.blocks:
            block.cross = Ask(shape)
        self.encoder = Encoder(plan, shape.heads, shape.head_width)
        self.lay = nn.Linear(plan.width, PER_PATCH[0] * KIND_CLASSES + PER_PATCH[1] * LETTER_CLASSES)
        for name, weight in self.named_parameters():
            if name.endswith(("cross.out.weight", "out.weight", "down.weight")) and weight.ndim == 2:
                nn.init.zeros_(weight)
            elif weight.ndim == 2 and name.endswith(("qkv.weight", "up.weight", "query.weight", "key_value.weight")):
                nn.init.normal_(weight, std=weight.shape[1] ** -0.5)

    def forward(self, tokens, frame):
        """Training: tokens [B,T], frame uint8 [B,H,W] -> logits [B,T,V]"""
        return self.decoder(tokens, context=self.encoder(frame))

    def loss(self, tokens, frame, kinds, letters, targets):
        """Of the tokens and, while training, of the encoder's own map of kinds and letters (data.layers); the
        map's head is left out of the exported graphs."""
        seen = self.encoder.see(frame)
        logits = self.decoder(tokens, context=self.encoder.offer(seen))
        loss = F.cross_entropy(logits.float().flatten(0, 1), targets.flatten(), ignore_index=-1)
        if not self.training:
            return loss
        cells = self.lay(seen).float()
        for map_, classes, part in zip((kinds, letters), (KIND_CLASSES, LETTER_CLASSES),
                                       cells.split([n * c for n, c in zip(PER_PATCH, (KIND_CLASSES, LETTER_CLASSES))], -1)):
            B, h, w = map_.shape
            wide = w * PATCH // frame.shape[2]
            truth = map_.view(B, h // 2, 2, w // wide, wide).transpose(2, 3).flatten()
            known = (truth != UNKNOWN).nonzero().squeeze(1)
            loss = loss + 0 * part.sum()                       # every process has a gradient for every weight
            if len(known):
                weight = torch.ones(classes, device=frame.device)
                weight[0] = EMPTY_WEIGHT
                found = part.reshape(-1, classes)[known]
                loss = loss + MAP_WEIGHT * F.cross_entropy(found, truth[known].long(), weight)
        return loss

    @torch.no_grad()
    def read(self, frame, prompts, limit, pick):
        """Pictures -> token lists. prompts [B] of equal length; pick(lane, logits row) -> token or None: the end."""
        key, value = self.encoder(frame)
        device, B = frame.device, len(prompts)
        s = self.decoder.shape
        room = len(prompts[0]) + limit
        keys, values = ([c.to(device, key.dtype) for c in part] for part in self.decoder.empty_cache(B, room))
        tokens, out, n = torch.tensor(prompts, device=device), [list(p) for p in prompts], 0
        running = [True] * B
        while n + tokens.shape[1] <= room and any(running):
            lengths = torch.full((B,), n, device=device)
            logits, new_keys, new_values = self.decoder.step(tokens, lengths, [c[..., :n] for c in keys],
                                                             [c[:, :, :n] for c in values], context=(key, value))
            T = tokens.shape[1]
            for i in range(s.layers):
                keys[i][..., n:n + T], values[i][:, :, n:n + T] = new_keys[i], new_values[i]
            n += T
            rows = logits[:, -1].float().cpu().numpy()
            step = []
            for lane in range(B):
                token = pick(lane, rows[lane]) if running[lane] else None
                running[lane] = token is not None
                if running[lane]:
                    out[lane].append(token)
                step.append([token or 0])
            tokens = torch.tensor(step, device=device)
        return out
