import torch

w = torch.tensor([0.5, -0.3], requires_grad=True)
p = torch.sigmoid(w)
p += 1
p.sum().backward()
print(w.grad)
