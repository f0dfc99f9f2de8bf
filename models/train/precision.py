"""Where bfloat16 pays."""

import torch


def has_fast_bfloat16(device):
    """Whether products of matrices are faster in bfloat16 on "cuda" or "cpu": of CPUs, those with AMX."""
    return device == "cuda" or torch.cpu._is_amx_tile_supported()
