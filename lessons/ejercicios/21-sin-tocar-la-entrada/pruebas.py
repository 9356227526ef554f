# caso: el bloque devuelve h + relu(h)
bloque = Bloque(2)
with torch.no_grad():
    bloque.fc.weight.copy_(torch.eye(2))
    bloque.fc.bias.copy_(torch.tensor([0.0, -3.0]))
bloque(torch.tensor([[1.0, 1.0], [-4.0, 5.0]])).detach()

# caso: cortar devuelve x sin negativos
x = torch.tensor([-2.0, 0.0, 3.0])
cortar(x).detach()

# caso: y x sigue como estaba
x

# caso: el gradiente atraviesa cortar
w = torch.tensor([-2.0, 3.0], requires_grad=True)
cortar(5 * w).sum().backward()
w.grad
