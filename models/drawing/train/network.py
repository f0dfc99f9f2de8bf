"""The Transformer of models/train with what a drawing needs besides.

- Input ids carry the pen's place (codec.placed): two more embeddings, a column's and a row's.
- The recogniser is not a network of its own. A class token is never drawn, so its logit is free to say
  how likely the class is; a softmax over the class slice alone is the recogniser's answer after every
  token (with the class unknown and no latent). Lowered by ASIDE, those logits are nothing to a softmax
  over all tokens, and the same to their own.
- A VAE's encoder (sketch-rnn: Ha and Eck, 2017) reads a drawing to its last token; the latent goes
  before the tokens as a condition. No latent is no condition row, so the graph needs no mark for it.
  Half of every batch has one.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn
from transformer import Shape, Transformer

from config import *  # noqa: F403

ASIDE = -100.0                # e^-100 is nothing, and float32 still resolves 1e-5 there


@dataclass
class SketchShape(Shape):
    encoder_width: int = 128
    encoder_layers: int = 2


class Placed(Transformer):
    """A Transformer whose tokens say where on the page they are."""

    def __init__(self, shape):
        super().__init__(shape)
        self.column, self.row = nn.Embedding(PLACES, shape.width), nn.Embedding(PLACES, shape.width)
        for table in (self.column, self.row):
            nn.init.normal_(table.weight, std=0.2)

    def embed(self, ids, conditions):
        place = torch.div(ids, VOCABULARY, rounding_mode="floor")
        row = torch.div(place, PLACES, rounding_mode="floor")
        x = self.embedding(ids - VOCABULARY * place) + self.column(place - PLACES * row) + self.row(row)
        return x if conditions is None else torch.cat([self.condition(conditions), x], 1)


class Unembedding(nn.Linear):
    def __init__(self, width):
        super().__init__(width, VOCABULARY, bias=False)
        nn.init.zeros_(self.weight)
        aside = torch.zeros(VOCABULARY)
        aside[CLASS:] = ASIDE
        self.register_buffer("aside", aside, persistent=False)

    def forward(self, x):
        return super().forward(x).float() + self.aside


class Encoder(Placed):
    """Drawings -> the latent's mean and log-variance. Causal, read at the last token: so padding on the
    right cannot change the answer."""

    def __init__(self, shape):
        super().__init__(shape)
        self.unembedding = nn.Linear(shape.width, 2 * LATENT, bias=False)
        nn.init.zeros_(self.unembedding.weight)

    def forward(self, ids):
        """[B,T] placed ids, the class unknown, PAD on the right -> mu, logvar [B,LATENT]"""
        out = super().forward(ids).float()
        last = (ids != PAD).sum(1) - 1
        out = out.gather(1, last[:, None, None].expand(-1, 1, 2 * LATENT))[:, 0]
        return out[:, :LATENT], out[:, LATENT:].clamp(-12, 4)


class Sketcher(Placed):
    def __init__(self, shape):
        super().__init__(shape)
        self.unembedding = Unembedding(shape.width)
        self.encoder = Encoder(Shape(VOCABULARY, shape.encoder_width, shape.encoder_layers, shape.encoder_width // 64,
                                     shape.context, dropout=shape.dropout))
        self.register_buffer("drawings", torch.zeros((), dtype=torch.long))    # seen in training

    def forward(self, ids, encoded=None, **given):
        """ids [B,T] -> logits [B,T,V]. With `encoded` [B,T], a drawing for the encoder to read (training):
        also mu and logvar, the logits given a latent drawn from them."""
        if encoded is None:
            return super().forward(ids, **given)
        mu, logvar = self.encoder(encoded)
        latent = mu + torch.randn_like(mu) * (logvar / 2).exp()
        return super().forward(ids, conditions=latent[:, None]), mu, logvar


def cross_entropy(logits, targets):
    return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=-1)


def loss_of(model, ids, targets):
    """Training: the mean NLL a token of both halves, the KL's share, and the recogniser's loss. Else: NLL."""
    label, targets = targets[:, 0], targets.clone()
    targets[:, 0] = -1
    if not model.training:
        return cross_entropy(model(ids), targets)
    half = len(ids) // 2
    hidden = torch.rand(ids[:half].shape, device=ids.device) < BLANKED
    hidden[:, :2] = False
    unknown = ids[:half].clone()
    unknown[:, 1] = UNKNOWN
    logits, mu, logvar = model(torch.where(hidden, PAD, ids[:half]), unknown)
    loss = cross_entropy(logits, targets[:half])
    kl = 0.5 * (mu ** 2 + logvar.exp() - 1 - logvar).mean(0)
    model.drawings.add_(len(ids))
    weight = KL_WEIGHT * (model.drawings / ANNEAL).clamp(max=1)
    tokens_each = (targets[:half] >= 0).sum() / half
    loss = loss + weight * kl.clamp(min=FREE_NATS).sum() / tokens_each

    logits, ids, label = model(ids[half:]), ids[half:], label[half:]
    loss = (loss + cross_entropy(logits, targets[half:])) / 2
    asked = ((ids[:, 1:2] == UNKNOWN) & (ids != PAD) & (label[:, None] >= 0)).float()
    asked[:, 0] = 0
    names = logits[..., CLASS:].log_softmax(-1)
    right = names.gather(2, (label.clamp(min=CLASS) - CLASS)[:, None, None].expand(-1, ids.shape[1], 1))[..., 0]
    return loss - RECOGNISER * (right * asked).sum() / asked.sum().clamp(min=1)
