import torch
from torch import nn


def normas(red, x):
    red.zero_grad()
    red(x).pow(2).mean().backward()
    lineales = [m for m in red.modules() if isinstance(m, nn.Linear)]
    return [m.weight.grad.norm().item() for m in lineales]


def se_desvanece(red, x):
    primera, *_, ultima = normas(red, x)
    return primera < 1e-6 * ultima
