import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
imagenes = torch.randint(0, 256, (40, 64)).float()
objetivo = torch.rand(40, 1)
modelo = nn.Sequential(nn.Linear(64, 16), nn.Sigmoid(), nn.Linear(16, 1), nn.Sigmoid())
optimizador = torch.optim.SGD(modelo.parameters(), lr=0.1)
for xb, yb in DataLoader(TensorDataset(imagenes, objetivo), batch_size=10):
    perdida = nn.BCELoss()(modelo(xb), yb)
    optimizador.zero_grad()
    perdida.backward()
    optimizador.step()
