import torch

z = torch.tensor([-20.0, -5.0, 0.0, 5.0, 20.0], requires_grad=True)
torch.sigmoid(z).sum().backward()
print(z.grad)
