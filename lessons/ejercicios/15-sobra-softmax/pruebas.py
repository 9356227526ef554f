# caso: la pérdida antes de entrenar
# semilla: 0
modelo = Clasificador()
x, y = torch.eye(3), torch.tensor([0, 1, 2])
perdida_fn(modelo(x), y).detach()

# caso: las probabilidades
probabilidades(modelo, x).detach()

# caso: tras 60 pasos la pérdida baja de 0.1
optimizador = torch.optim.Adam(modelo.parameters(), lr=0.1)
for paso in range(60):
    optimizador.zero_grad()
    perdida_fn(modelo(x), y).backward()
    optimizador.step()
perdida_fn(modelo(x), y).item() < 0.1
