import torch

torch.manual_seed(0)
z = torch.randn(4, 3, requires_grad=True)
perdida = -z.softmax(dim=1).log()[torch.arange(4), torch.tensor([0, 1, 2, 0])].mean()
perdida.backward()
