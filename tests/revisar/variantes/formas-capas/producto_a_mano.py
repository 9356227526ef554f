import torch

torch.manual_seed(0)
x = torch.randn(5, 3)
W = torch.randn(4, 3, requires_grad=True)
b = torch.zeros(4, requires_grad=True)
print(torch.relu(x @ W + b))
