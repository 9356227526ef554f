"""Draws from a normal distribution cut off at both ends."""

from math import erf, sqrt

import _torch


def fill(tensor, mean, std, low, high, generator):
    share = _below((high - mean) / std) - _below((low - mean) / std)
    if share > 0.3:
        return _redraw(tensor, mean, std, low, high, generator)
    return _reject(tensor, mean, std, low, high, generator)


def _below(z):
    return (1.0 + erf(z / sqrt(2.0))) / 2.0


def _redraw(tensor, mean, std, low, high, generator):
    """Draw normals, and draw anew all that fell outside."""
    low = tensor.new_tensor(low).item()
    high = tensor.new_tensor(high).item()
    tensor.normal_(mean, std, generator=generator)
    while True:
        outside = (tensor < low) | (tensor > high)
        if not outside.any():
            return tensor
        fresh = _torch.empty_like(tensor).normal_(mean, std, generator=generator)
        tensor.copy_(_torch.where(outside, fresh, tensor))


def _reject(tensor, mean, std, low, high, generator):
    """Draw uniformly, and keep with the density's probability."""
    mode = max(low, min(mean, high))
    log_peak = -0.5 * ((mode - mean) / std) ** 2

    def log_density(values):
        return values.clone().sub_(mean).div_(std).pow_(2).mul_(-0.5).sub_(log_peak)

    chance = _torch.empty_like(tensor)
    tensor.uniform_(low, high, generator=generator)
    density = log_density(tensor)
    pending = chance.uniform_(generator=generator).log_().gt(density)
    while pending.any():
        fresh = _torch.empty_like(tensor).uniform_(low, high, generator=generator)
        tensor.copy_(_torch.where(pending, fresh, tensor))
        worse = chance.uniform_(generator=generator).log_().gt(log_density(fresh))
        pending = pending & worse
    return tensor
