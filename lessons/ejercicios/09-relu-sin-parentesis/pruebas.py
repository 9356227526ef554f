# caso: las capas de la red, en orden
[type(capa).__name__ for capa in crear_red()]

# caso: la red calcula
# semilla: 0
crear_red()(torch.tensor([[1.0, -2.0], [0.5, 3.0]])).detach()

# caso: activar devuelve un tensor
repr(activar(torch.tensor([-2.0, 0.0, 3.0])))
