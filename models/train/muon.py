"""Muon (Jordan et al., 2024): momentum whose matrices are made orthogonal by Newton-Schulz steps.

torch.optim.Muon runs those steps in bfloat16, which has no fast kernels on most CPUs; here they run
in float32 there, and equal shapes go through in one batch, which processes share. Muon moves the
hidden matrices only; embeddings, norms and the unembedding stay with AdamW.
"""

import torch
import torch.distributed as dist

from precision import has_fast_bfloat16

A, B, C = 3.4445, -4.7750, 2.0315
STEPS = 5


def orthogonal(g):
    """[N,R,Q] -> about the nearest matrices with singular values near 1."""
    x = g.bfloat16() if has_fast_bfloat16(g.device.type) else g
    tall = x.shape[-2] > x.shape[-1]
    if tall:
        x = x.mT
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(STEPS):
        a = torch.bmm(x, x.mT)                                 # x <- A x + (B a + C a a) x
        x = torch.baddbmm(x, torch.baddbmm(a, a, a, beta=B, alpha=C), x, beta=A)
    return (x.mT if tall else x).to(g.dtype)


def orthogonal_shared(g):
    """orthogonal(), each process doing its share of the N matrices."""
    if not dist.is_initialized():
        return orthogonal(g)
    mine = slice(dist.get_rank(), None, dist.get_world_size())
    result = torch.zeros_like(g)
    result[mine] = orthogonal(g[mine])
    dist.all_reduce(result)
    return result


class Muon(torch.optim.Optimizer):
    """Matrices may carry `pieces`: how many square-ish parts they are stacked from (qkv: 3)."""

    def __init__(self, matrices, lr=0.02, momentum=0.95, weight_decay=0.0):
        super().__init__(matrices, dict(lr=lr, momentum=momentum, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            shapes = {}
            for p in group["params"]:
                momentum = self.state[p].setdefault("momentum", torch.zeros_like(p))
                momentum.lerp_(p.grad, 1 - group["momentum"])
                nesterov = p.grad.lerp(momentum, group["momentum"])
                for part, update in zip(p.chunk(getattr(p, "pieces", 1)), nesterov.chunk(getattr(p, "pieces", 1))):
                    shapes.setdefault(part.shape, []).append((part, update))
            for (rows, columns), parts in shapes.items():
                updates = orthogonal_shared(torch.stack([update for _, update in parts]))
                scale = group["lr"] * max(1, rows / columns) ** 0.5
                for (part, _), update in zip(parts, updates):
                    part.mul_(1 - group["lr"] * group["weight_decay"]).sub_(update, alpha=scale)
