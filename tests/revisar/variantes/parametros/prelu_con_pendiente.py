from torch import nn

modelo = nn.Sequential(nn.Linear(2, 4), nn.PReLU(0.1), nn.Linear(4, 1))
