from torch import nn

recorte = nn.Hardtanh(1.0, -1.0)
print(recorte)
