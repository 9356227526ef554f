# caso: positivos, negativos y cero
recorta(torch.tensor([-2.0, -0.5, 0.0, 1.0, 3.0]))

# caso: una tabla de números
recorta(torch.tensor([[1.0, -1.0], [-4.0, 2.5]]))

# caso: el gradiente
x = torch.tensor([-1.0, 2.0], requires_grad=True)
recorta(x).sum().backward()
x.grad
