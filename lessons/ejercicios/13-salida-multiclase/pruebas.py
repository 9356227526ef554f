# caso: la pérdida del modelo sin entrenar
# semilla: 0
modelo = crear_modelo()
x = torch.tensor([[2.0, -1.0], [-3.0, 4.0], [0.5, 6.0]])
y = torch.tensor([2, 0, 1])
perdida_fn(modelo(x), y).detach()

# caso: las probabilidades de cada flor
probabilidades(modelo, x).detach()

# caso: cada fila suma 1
probabilidades(modelo, x).sum(dim=1).detach()
