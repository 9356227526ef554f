# caso: lo que contesta la red
# semilla: 0
red = Red()
a = torch.tensor([[3.0, -2.0]])
b = torch.tensor([[-4.0, 1.0]])
red(torch.cat([a, b])).detach()

# caso: la salida puede ser negativa
sesgo_final = list(red.parameters())[-1]
nn.init.constant_(sesgo_final, -20.0)
(red(a) < 0).item()

# caso: ya no es una línea recta, red(a) + red(b) no es red(a + b) + red(0)
cero = torch.zeros(1, 2)
torch.allclose(red(a) + red(b), red(a + b) + red(cero), atol=1e-5)
