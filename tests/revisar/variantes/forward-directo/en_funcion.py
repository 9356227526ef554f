import torch
from torch.nn import Linear, MSELoss, Sequential, Tanh
from torch.utils.data import DataLoader, TensorDataset


def entrena(modelo, datos, epocas):
    perdida_fn = MSELoss()
    optimizador = torch.optim.SGD(modelo.parameters(), lr=0.1)
    for _ in range(epocas):
        for x, y in datos:
            perdida = perdida_fn(modelo.forward(x), y)
            optimizador.zero_grad()
            perdida.backward()
            optimizador.step()
    return perdida.item()


torch.manual_seed(0)
x = torch.randn(8, 2)
datos = DataLoader(TensorDataset(x, x[:, :1] * 2), batch_size=4)
print(entrena(Sequential(Linear(2, 4), Tanh(), Linear(4, 1)), datos, 2))
