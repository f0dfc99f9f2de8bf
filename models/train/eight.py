"""A cache of keys and values in 8 bits, and the products with it.

A step reads all of the cache, so at a thousand positions that is what it waits for: here it is a quarter of the bytes, and
the products are of integers. One scale serves all keys of a layer and one its values (calibrate).

Where a processor only has the multiplication that adds two products in 16 bits (AVX2 before VNNI), a product of uint8
and int8 overflows beyond 2 × 255 × 64, and one of two uint8 does not. So keys are uint8, round(x / scale) + ZERO; values,
whose product with uint8 weights has a kernel twice as fast, are int8 of no more than VALUE_LEVELS.
"""

import torch
from torch.onnx import register_custom_op_symbolic, symbolic_helper

ZERO = 128
KEY_LEVELS, VALUE_LEVELS = 127, 63
MARGIN = 1.15                # above the largest that was seen; keys beyond are cut off
SMALLEST = 1e-6              # where no weight is on the cache at all
KEY, VALUE = torch.uint8, torch.int8


@torch.library.custom_op("gomboc::quantise", mutates_args=())
def quantise(x: torch.Tensor, scale: float, zero: int, signed: bool) -> torch.Tensor:
    low, high, dtype = (-128, 127, torch.int8) if signed else (0, 255, torch.uint8)
    return (x / scale + zero).round().clamp(low, high).to(dtype)


@torch.library.custom_op("gomboc::product", mutates_args=())
def product(a: torch.Tensor, a_zero: int, b: torch.Tensor, b_zero: int, scale: float) -> torch.Tensor:
    """a [.., M, K] uint8 @ b [.., K, N] in 8 bits -> float32, times scale"""
    return ((a.double() - a_zero) @ (b.double() - b_zero)).float() * scale   # float64 holds the sums of integers exactly


@symbolic_helper.parse_args("v", "f", "i", "b")
def quantise_node(g, x, scale, zero, signed):
    return g.op("QuantizeLinear", x, number(g, scale), integer(g, zero, torch.int8 if signed else torch.uint8))


@symbolic_helper.parse_args("v", "i", "v", "i", "f")
def product_node(g, a, a_zero, b, b_zero, scale):
    zeros = integer(g, a_zero, torch.uint8), integer(g, b_zero, KEY if b_zero else VALUE)
    return g.op("DequantizeLinear", g.op("MatMulInteger", a, b, *zeros), number(g, scale))


def number(g, value):
    return g.op("Constant", value_t=torch.tensor(value, dtype=torch.float32))


def integer(g, value, dtype):
    return g.op("Constant", value_t=torch.tensor(value, dtype=dtype))


register_custom_op_symbolic("gomboc::quantise", quantise_node, 20)
register_custom_op_symbolic("gomboc::product", product_node, 20)


def scores(q, key, scale):
    """q [B,H,T,W] float32 @ key [B,H,W,P] -> [B,H,T,P]; q is as large as keys are, so it takes their scale"""
    return product(quantise(q, scale, ZERO, False), ZERO, key, ZERO, scale * scale)


def mixed(weights, value, scale):
    """weights [B,H,T,P] >= 0 @ value [B,H,P,W] -> [B,H,T,W]; the largest weight of a row becomes 255"""
    largest = weights.amax(-1, keepdim=True) + SMALLEST
    return product(quantise(weights / largest, 1 / 255, 0, False), 0, value, 0, scale / 255) * largest


def kept(key, value, key_scale, value_scale):
    """New rows as the cache keeps them."""
    return quantise(key, key_scale, ZERO, False), quantise(value, value_scale, 0, True)


def watched(attention):
    """-> [2], which from now on holds the largest query or key, and the largest value, that split() gave."""
    seen, split = torch.zeros(2), attention.split

    def watching(x, turn):
        q, k, v = split(x, turn)
        torch.maximum(seen, torch.stack([torch.maximum(q.abs().amax(), k.abs().amax()), v.abs().amax()]), out=seen)
        return q, k, v
    attention.split = watching
    return seen


@torch.no_grad()
def calibrate(model, batches):
    """Gives each layer the scales of its cache, from what is seen in batches of the model's own inputs (tokens first)."""
    largest = [watched(block.attention) for block in model.blocks]
    for tokens, *_ in batches:
        model.step(torch.as_tensor(tokens), torch.zeros(len(tokens), dtype=torch.long), *model.empty_cache(len(tokens)))
    for block, seen in zip(model.blocks, largest):
        del block.attention.split                              # the method again
        scales = seen * MARGIN / torch.tensor([KEY_LEVELS, VALUE_LEVELS])
        block.attention.key_scale, block.attention.value_scale = scales.tolist()
