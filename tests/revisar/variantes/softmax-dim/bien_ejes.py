# El eje 0 es el bueno cuando no hay lote, o cuando lo que se reparte no son clases.
import torch
from torch import nn
import torch.nn.functional as F

torch.manual_seed(0)
x = torch.randn(5, 3)
print(torch.softmax(torch.tensor([1.0, 2.0, 3.0]), dim=0))
print(F.softmax(nn.Linear(3, 4)(x[0]), dim=0))
print(nn.Softmax(dim=1)(x), F.log_softmax(x, -1))

# Una media con pesos aprendidos: una puntuación por elemento.
puntos = nn.Linear(3, 1)(x)
print((F.softmax(puntos, dim=0) * x).sum(dim=0))

# Atención: las filas o las columnas de una tabla de parecidos.
parecidos = x @ x.T
print(F.softmax(parecidos, dim=0), F.softmax(parecidos, dim=1))
secuencia = torch.randn(2, 5, 3)
print(F.softmax(nn.Linear(3, 4)(secuencia), dim=1).shape)

# Una mezcla aprendida: cada columna es un reparto.
mezcla = nn.Parameter(torch.zeros(3, 2))
print(x @ torch.softmax(mezcla, dim=0))
