import torch
import torch.nn.functional as F

z = torch.arange(-3, 4)
print(F.relu(z))
print(F.elu(z))
