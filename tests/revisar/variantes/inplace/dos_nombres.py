import torch

torch.manual_seed(0)
h = torch.randn(4)
a = h.relu_()
print("activadas:", a)
print("diferencia:", h - a)
