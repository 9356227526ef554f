import torch
from torch.nn import Linear, Sequential, Relu

modelo = Sequential(Linear(2, 4), Relu(), Linear(4, 1))
print(modelo(torch.zeros(1, 2)))
