# caso: la pendiente por defecto
x = torch.tensor([-2.0, -1.0, 0.0, 3.0])
MiLeakyReLU()(x).detach()

# caso: otra pendiente
MiLeakyReLU(0.2)(x).detach()

# caso: la derivada a los dos lados del cero
x = torch.tensor([-5.0, -1.0, 3.0], requires_grad=True)
MiLeakyReLU(0.3)(x).sum().backward()
x.grad

# caso: la pendiente no se aprende
len(list(MiLeakyReLU().parameters()))

# caso: una pendiente de 1.5 es un despiste
# lanza: ValueError
MiLeakyReLU(1.5)(torch.tensor([-2.0]))

# caso: con True tampoco se crea
# lanza: ValueError
MiLeakyReLU(True)(torch.tensor([-2.0]))

# caso: con 0 sería ReLU
# lanza: ValueError
MiLeakyReLU(0)(torch.tensor([-2.0]))
