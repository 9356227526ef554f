import torch
import torch.nn.functional as F

print(F.gelu(torch.tensor([-1.0, 2.0]), approximate="Tanh"))
