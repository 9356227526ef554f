# caso: los parámetros y sus formas
capa = CustomLinear(3, 2)
sorted((nombre, tuple(p.shape)) for nombre, p in capa.named_parameters())

# caso: con unos pesos conocidos
capa = CustomLinear(3, 2)
with torch.no_grad():
    capa.weight.copy_(torch.tensor([[1.0, 2.0, 0.0], [3.0, -4.0, 1.0]]))
    capa.bias.copy_(torch.tensor([0.5, 1.0]))
capa(torch.tensor([[1.0, 1.0, -1.0]])).detach()

# caso: un lote de tres ejemplos
x = torch.tensor([[1.0, 1.0, -1.0], [2.0, -1.0, 0.5], [-3.0, 0.0, 0.0]])
capa(x).detach()

# caso: el gradiente llega al sesgo
capa.zero_grad()
capa(x).sum().backward()
capa.bias.grad

# caso: los pesos empiezan al azar, no todos iguales
pesos = CustomLinear(3, 2).weight
(pesos.max() > pesos.min()).item()
