# caso: con β = 1
x = torch.tensor([-2.0, -0.5, 0.0, 2.0])
Swish()(x).detach()

# caso: con β = 3
Swish(3.0)(x).detach()

# caso: lo que aprende el módulo
[round(p.item(), 4) for p in Swish(1.5).parameters()]

# caso: la salida con β = 2, y el gradiente que llega a β
swish = Swish(2.0)
x = torch.tensor([-2.0, -0.5, 2.0], requires_grad=True)
y = swish(x)
y.sum().backward()
[y.detach(), *(p.grad for p in swish.parameters())]

# caso: un paso del optimizador la cambia
torch.optim.SGD(swish.parameters(), lr=0.1).step()
[round(p.item(), 4) for p in swish.parameters()]
