# caso: Doblada, a los dos lados del cero
Doblada(0.2)(torch.tensor([-10.0, -1.0, 0.0, 3.0])).detach()

# caso: Doblada aprende un solo número
[round(p.item(), 4) for p in Doblada(0.2).parameters()]

# caso: cuántos números aprende el modelo, y cuántas Doblada lleva
modelo = Modelo()
dobladas = [m for m in modelo.modules() if isinstance(m, Doblada)]
[sum(p.numel() for p in modelo.parameters()), len(dobladas)]

# caso: la salida son logits, puede pasar de 1
# semilla: 0
modelo = Modelo()
sesgo_final = [p for p in modelo.parameters() if p.shape == (1,)][-1]
nn.init.constant_(sesgo_final, 20.0)
(modelo(torch.zeros(1, 2)) > 1).item()

# caso: un punto del centro y otro lejano, antes de entrenar, dan probabilidades
p = probabilidad(modelo, torch.tensor([[0.0, 0.0], [4.0, 4.0]]))
((p >= 0) & (p <= 1)).all().item()

# caso: tras entrenar, la pérdida que devuelve baja de 0.1
# semilla: 0
torch.manual_seed(7)
X = torch.randn(200, 2) * 1.2
Y = (X.norm(dim=1, keepdim=True) > 1.3).float()
modelo = Modelo()
entrenar(modelo, X, Y) < 0.1

# caso: acierta al menos el 95 % de 500 puntos que no ha visto
# semilla: 8
nuevos = torch.randn(500, 2) * 1.2
fuera = nuevos.norm(dim=1, keepdim=True) > 1.3
aciertos = (probabilidad(modelo, nuevos) > 0.5) == fuera
aciertos.float().mean().item() >= 0.95
