import torch

x = torch.randn(3)
h = x.clone()
print(h.leaky_relu(0.1))
