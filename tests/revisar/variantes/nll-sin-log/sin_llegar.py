import torch
from torch.nn import functional as F


def perdida(logits, clases):
    return F.nll_loss(torch.softmax(logits, dim=-1), clases)
