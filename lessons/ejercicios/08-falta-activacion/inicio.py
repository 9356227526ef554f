# Pon las activaciones que faltan
#
# Esta red predice una temperatura, que puede ser negativa. Repara forward:
# pon ReLU donde haga falta. No toques las capas.
#
# Para comprobarlo: antorcha practica comprobar falta-activacion

import torch
from torch import nn


class Red(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(2, 6)
        self.fc2 = nn.Linear(6, 4)
        self.fc3 = nn.Linear(4, 1)

    def forward(self, x):
        x = self.fc1(x)
        x = self.fc2(x)
        return self.fc3(x)
