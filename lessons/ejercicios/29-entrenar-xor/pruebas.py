# caso: la red no es un plano, red(a) + red(b) no es red(a + b) + red(0)
# semilla: 0
red = crear_red()
a, b = torch.tensor([[3.0, -2.0]]), torch.tensor([[-4.0, 1.0]])
cero = torch.zeros(1, 2)
torch.allclose(red(a) + red(b), red(a + b) + red(cero), atol=1e-5)

# caso: la salida no está recortada, puede pasar de 1
sesgo_final = list(red.parameters())[-1]
nn.init.constant_(sesgo_final, 20.0)
(red(a) > 1).item()

# caso: un paso mueve los pesos
# semilla: 0
X = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
Y = torch.tensor([[0.0], [1.0], [1.0], [0.0]])
red = crear_red()
antes = [p.detach().clone() for p in red.parameters()]
entrenar(red, X, Y, pasos=1)
any(not torch.equal(p, q) for p, q in zip(antes, red.parameters()))

# caso: un gradiente viejo de 1000 no sobrevive a un paso
for p in red.parameters():
    p.grad = torch.full_like(p, 1000.0)
entrenar(red, X, Y, pasos=1)
gradientes = [p.grad for p in red.parameters() if p.grad is not None]
all(g.abs().max().item() < 100 for g in gradientes)

# caso: tras 300 pasos, la pérdida que devuelve baja de 0.01
# semilla: 0
red = crear_red()
entrenar(red, X, Y) < 0.01

# caso: y acierta los cuatro puntos
((red(X) > 0.5) == (Y > 0.5)).sum().item()
