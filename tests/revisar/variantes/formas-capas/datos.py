import torch
from torch.nn import Linear, ReLU, Sequential

torch.manual_seed(0)
modelo = Sequential(Linear(3, 8), ReLU(), Linear(8, 2))
lote = torch.randn(16, 5)
print(modelo(lote))
