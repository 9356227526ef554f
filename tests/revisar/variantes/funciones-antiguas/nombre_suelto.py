import torch
from torch.nn.functional import tanh

funciones = {"tanh": tanh, "relu": torch.relu}
for nombre, funcion in funciones.items():
    print(nombre, funcion(torch.tensor([-1.0, 1.0])))
