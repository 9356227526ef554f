# caso: números corrientes
mi_sigmoid(torch.tensor([-2.0, -1.0, 0.0, 1.0, 3.0]))

# caso: números enormes
mi_sigmoid(torch.tensor([-1000.0, -100.0, 100.0, 1000.0]))

# caso: la derivada en números corrientes
x = torch.tensor([-2.0, 1.0, 3.0], requires_grad=True)
mi_sigmoid(x).sum().backward()
x.grad

# caso: la derivada en números enormes
x = torch.tensor([-100.0, 100.0], requires_grad=True)
mi_sigmoid(x).sum().backward()
x.grad
