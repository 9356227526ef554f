# caso: la pérdida del modelo sin entrenar
# semilla: 0
modelo = crear_modelo()
x = torch.tensor([[2.0, -1.0], [-3.0, 4.0], [0.5, 6.0]])
y = torch.tensor([[1.0], [0.0], [1.0]])
perdida_fn(modelo(x), y).detach()

# caso: la probabilidad de cada correo
probabilidad(modelo, x).detach()

# caso: una probabilidad por correo
tuple(probabilidad(modelo, x).shape)
