# caso: la pérdida del modelo sin entrenar
# semilla: 0
modelo = crear_modelo()
x = torch.tensor([[9.0, -1.0], [-6.0, -2.0], [0.0, -6.0]])
y = torch.tensor([[1.0, 0.0, 1.0], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0]])
perdida_fn(modelo(x), y).detach()

# caso: la probabilidad de cada etiqueta
probabilidades(modelo, x).detach()

# caso: las etiquetas que se marcan
etiquetas(modelo, x)
