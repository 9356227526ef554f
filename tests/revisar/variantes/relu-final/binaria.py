import torch

torch.manual_seed(0)
x = torch.randn(6, 2)
y = (x.sum(dim=1) > 0).float()
red = torch.nn.Sequential(torch.nn.Linear(2, 4), torch.nn.Tanh(), torch.nn.Linear(4, 1), torch.nn.ReLU())
logits = red(x).squeeze(1)
torch.nn.functional.binary_cross_entropy_with_logits(logits, y).backward()
