# caso: cuántos números aprende
red = RedProfunda([2, 8, 8, 1])
sum(p.numel() for p in red.parameters())

# caso: calcula lo mismo que antes
# semilla: 2
red = RedProfunda([2, 8, 8, 1])
red(torch.tensor([[6.0, -2.0], [-9.0, 4.0], [0.5, 8.0]])).detach()

# caso: el optimizador mueve todas las capas
antes = [p.detach().clone() for p in red.parameters()]
optimizador = torch.optim.SGD(red.parameters(), lr=0.1)
red(torch.tensor([[6.0, -2.0], [-9.0, 4.0], [0.5, 8.0]])).sum().backward()
optimizador.step()
[not torch.equal(a, p) for a, p in zip(antes, red.parameters())]
