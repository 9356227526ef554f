from torch import nn
from torch.nn.functional import softmax


class Cabeza(nn.Module):
    def __init__(self, n, clases):
        super().__init__()
        self.capa = nn.Linear(n, clases)

    def forward(self, x, probabilidades=False):
        z = self.capa(x)
        return softmax(z) if probabilidades else z
