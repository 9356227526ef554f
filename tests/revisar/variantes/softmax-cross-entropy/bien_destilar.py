# Los objetivos son las probabilidades de otro modelo; y las del alumno solo se leen.
import torch
from torch import nn
import torch.nn.functional as F

torch.manual_seed(0)
maestro, alumno = nn.Linear(4, 3), nn.Linear(4, 3)
x = torch.randn(8, 4)
with torch.no_grad():
    objetivos = F.softmax(maestro(x) / 2, dim=1)
logits = alumno(x)
perdida = F.cross_entropy(logits, objetivos)
perdida.backward()
print(F.softmax(logits, dim=1).argmax(dim=1))
print(F.cross_entropy(F.log_softmax(logits, dim=1), torch.zeros(8, dtype=torch.long)))
