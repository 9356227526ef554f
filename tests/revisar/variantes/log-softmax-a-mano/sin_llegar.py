import torch
import torch.nn.functional as F


def entropia_cruzada(logits, clases):
    return F.nll_loss(torch.log(F.softmax(logits, dim=1)), clases)
