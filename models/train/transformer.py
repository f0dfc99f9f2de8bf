"""The one network of all three studios: a causal Transformer, small enough to read in one sitting.

Pre-norm blocks (RMSNorm: Zhang and Sennrich, 2019), rotary positions (Su et al., 2021), normalised
queries and keys (Henry et al., 2020), GELU. Optional: cross-attention to an encoder's output, and
condition vectors set before the tokens (a drawing's latent, say). Music uses neither.

    B lanes, T new tokens, P cached positions, S encoder positions, C conditions,
    D width, H heads of 64, L layers, V vocabulary
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

import eight

ROPE_BASE = 10000.0
MASKED = -1e9
EPSILON = 1e-6


@dataclass
class Shape:
    vocabulary: int
    width: int
    layers: int
    heads: int
    context: int
    head_width: int = 64
    hidden: int = 4                 # MLP width, in widths
    dropout: float = 0.0
    context_width: int = 0          # of the encoder output to attend to; 0: no cross-attention
    condition_width: int = 0        # of the vectors set before the tokens; 0: none


def rotation(positions, width):
    """positions [B or 1,T] -> cosines and signed sines [B or 1,T,1,W] of the angles that stand for them."""
    half = width // 2
    rates = ROPE_BASE ** (-torch.arange(half, dtype=torch.float32, device=positions.device) / half)
    angles = positions.to(torch.float32)[:, :, None, None] * rates
    cos, sin = angles.cos(), angles.sin()
    return torch.cat([cos, cos], -1), torch.cat([-sin, sin], -1)


def rotate(x, turn):
    """x [B,T,H,W] -> x turned by rotation()'s angles (halves, not pairs)."""
    cos, sin = (part.to(x.dtype) for part in turn)
    a, b = x.split(x.shape[-1] // 2, -1)
    return x * cos + torch.cat([b, a], -1) * sin


def parted(x, *sizes):
    """x [B,T,..] -> [B,T,*sizes]. Only where a tensor is asked for its own B and T does onnxruntime make one operator of it."""
    return x.reshape(x.shape[0], x.shape[1], *sizes)


class Norm(nn.RMSNorm):
    def __init__(self, width):
        super().__init__(width, eps=EPSILON)

    def forward(self, x):
        if torch.onnx.is_in_onnx_export():                     # the form onnxruntime fuses into one kernel
            return x / (x.pow(2).mean(-1, keepdim=True) + EPSILON).sqrt() * self.weight
        return super().forward(x)


class Attention(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.heads, self.head_width = shape.heads, shape.head_width
        inner = shape.heads * shape.head_width
        self.qkv = nn.Linear(shape.width, 3 * inner, bias=False)
        self.out = nn.Linear(inner, shape.width, bias=False)
        self.qk_norm = Norm(shape.head_width)
        self.dropout = shape.dropout
        self.key_scale = self.value_scale = None               # of a cache in 8 bits

    def split(self, x, turn):
        """x [B,T,D] -> q, k, v [B,H,T,W]; q and k normalised and turned."""
        qk, v = parted(self.qkv(x), 3 * self.heads, self.head_width).split([2 * self.heads, self.heads], 2)
        q, k = rotate(self.qk_norm(qk), turn).split(self.heads, 2)
        return q.transpose(1, 2), k.transpose(1, 2), v.transpose(1, 2)

    def merge(self, heads):
        """[B,H,T,W] -> [B,T,D]"""
        return self.out(parted(heads.transpose(1, 2), self.heads * self.head_width))

    def forward(self, x, turn):
        q, k, v = self.split(x, turn)
        drop = self.dropout if self.training else 0.0
        return self.merge(F.scaled_dot_product_attention(q, k, v, is_causal=True, dropout_p=drop))

    def step(self, x, turn, key, value, bias, P):
        """Like forward, with cached key [B,H,W,P] and value [B,H,P,W], float32 or in 8 bits (eight.py); also returns the
        new rows, key [B,H,W,T] and value [B,H,T,W], like the cached ones. `turn` has the scores' scale in it.

        The cache is never joined to the new rows: their scores meet under one bias [B,1,T,P+T], in one softmax."""
        q, k, v = self.split(x, turn)
        small = key.dtype == eight.KEY
        k = k.transpose(2, 3)
        past = eight.scores(q, key, self.key_scale) if small else q @ key                   # [B,H,T,P]
        weights = (torch.cat([past, q @ k], -1) + bias).softmax(-1)
        past, new = weights[..., :P], weights[..., P:]
        heads = (eight.mixed(past, value, self.value_scale) if small else past @ value) + new @ v
        if small:
            k, v = eight.kept(k, v, self.key_scale, self.value_scale)
        return self.merge(heads), k, v


class CrossAttention(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.heads, self.head_width = shape.heads, shape.head_width
        inner = shape.heads * shape.head_width
        self.query = nn.Linear(shape.width, inner, bias=False)
        self.key_value = nn.Linear(shape.context_width, 2 * inner, bias=False)
        self.out = nn.Linear(inner, shape.width, bias=False)

    def forward(self, x, context, mask):
        """x [B,T,D], context [B,S,Dc], mask [B,S] (true: may be attended to) or None -> [B,T,D]"""
        B, T, _ = x.shape
        S = context.shape[1]
        q = self.query(x).view(B, T, self.heads, self.head_width).transpose(1, 2)
        kv = self.key_value(context).view(B, S, 2 * self.heads, self.head_width).transpose(1, 2)
        k, v = kv[:, :self.heads], kv[:, self.heads:]
        bias = None
        if mask is not None:
            bias = torch.where(mask[:, None, None, :], 0.0, MASKED).to(q.dtype)
        heads = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        return self.out(heads.transpose(1, 2).reshape(B, T, -1))


class Block(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.norm1 = Norm(shape.width)
        self.attention = Attention(shape)
        self.cross = None
        if shape.context_width:
            self.norm_cross = Norm(shape.width)
            self.cross = CrossAttention(shape)
        self.norm2 = Norm(shape.width)
        self.up = nn.Linear(shape.width, shape.hidden * shape.width, bias=False)
        self.down = nn.Linear(shape.hidden * shape.width, shape.width, bias=False)
        self.drop = nn.Dropout(shape.dropout)

    def rest(self, x, context, mask):
        """What follows self-attention."""
        if self.cross is not None:
            x = x + self.drop(self.cross(self.norm_cross(x), context, mask))
        return x + self.drop(self.down(F.gelu(self.up(self.norm2(x)))))

    def forward(self, x, turn, context, mask):
        x = x + self.drop(self.attention(self.norm1(x), turn))
        return self.rest(x, context, mask)

    def step(self, x, turn, key, value, bias, P, context, mask):
        heads, k, v = self.attention.step(self.norm1(x), turn, key, value, bias, P)
        return self.rest(x + heads, context, mask), k, v


class Transformer(nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.vocabulary, shape.width)
        self.condition = nn.Linear(shape.condition_width, shape.width) if shape.condition_width else None
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.norm = Norm(shape.width)
        self.unembedding = nn.Linear(shape.width, shape.vocabulary, bias=False)
        for name, weight in self.named_parameters():
            if name.endswith(("out.weight", "down.weight", "unembedding.weight")):
                nn.init.zeros_(weight)                         # every block starts as the identity
            elif weight.ndim == 2 and "embedding" not in name:
                nn.init.normal_(weight, std=weight.shape[1] ** -0.5)
        nn.init.normal_(self.embedding.weight, std=0.5)

    def embed(self, tokens, conditions):
        """tokens [B,T], conditions [B,C,Dp] or None -> [B,C+T,D]"""
        x = self.embedding(tokens)
        if conditions is not None:
            x = torch.cat([self.condition(conditions), x], 1)
        return x

    def forward(self, tokens, context=None, context_mask=None, conditions=None):
        """Training: tokens [B,T] -> logits [B,T,V] (the conditions' own rows are left out)."""
        x = self.embed(tokens, conditions)
        turn = rotation(torch.arange(x.shape[1], device=x.device)[None], self.shape.head_width)
        for block in self.blocks:
            x = block(x, turn, context, context_mask)
        return self.unembedding(self.norm(x[:, x.shape[1] - tokens.shape[1]:]))

    def step(self, tokens, lengths, keys, values, context=None, context_mask=None, conditions=None):
        """Inference, prefill and single steps alike.

        tokens [B,T]; lengths [B]: how many cached positions of each lane are valid; keys, values:
        L tensors [B,H,W,P] and [B,H,P,W], keys already turned and scaled. -> logits [B,T,V], new keys
        and new values, L of [B,H,W,T] and of [B,H,T,W]: positions lengths .. lengths+T-1 of the cache.
        With conditions (at prefill only) the first C of C+T positions are theirs, in the logits too."""
        x = self.embed(tokens, conditions)
        T, P = x.shape[1], keys[0].shape[3]
        fresh = torch.arange(T, device=x.device)
        # The scores' scale lies in queries and keys, half in each: a product without a factor has the faster kernel.
        turn = [part * self.shape.head_width ** -0.25 for part in rotation(lengths[:, None] + fresh, self.shape.head_width)]
        at = torch.arange(P + T, device=x.device)
        seen = (at < lengths[:, None, None]) | ((at >= P) & (at <= fresh[:, None] + P))
        bias = torch.where(seen, 0.0, MASKED)[:, None]                             # [B,1,T,P+T]
        new_keys, new_values = [], []
        for block, key, value in zip(self.blocks, keys, values):
            x, k, v = block.step(x, turn, key, value, bias, P, context, context_mask)
            new_keys.append(k)
            new_values.append(v)
        return self.unembedding(self.norm(x)), new_keys, new_values

    def empty_cache(self, lanes, positions=0, small=False):
        """-> keys, values for step(); small: in 8 bits"""
        s = self.shape
        key, value = (eight.KEY, eight.VALUE) if small else (torch.float32, torch.float32)
        return ([torch.zeros(lanes, s.heads, s.head_width, positions, dtype=key) for _ in range(s.layers)],
                [torch.zeros(lanes, s.heads, positions, s.head_width, dtype=value) for _ in range(s.layers)])
