# caso: lo que sale del modelo, sin entrenar
# semilla: 0
modelo = crear_modelo()
x = torch.tensor([[20.0, 5.0], [-30.0, 10.0], [4.0, -25.0]])
modelo(x).detach()

# caso: equivocarse por 3 grados
perdida_fn(torch.tensor([[10.0], [17.0]]), torch.tensor([[13.0], [14.0]]))

# caso: equivocarse por 6, el doble
perdida_fn(torch.tensor([[10.0], [20.0]]), torch.tensor([[16.0], [14.0]]))

# caso: un acierto no cuesta nada
perdida_fn(torch.tensor([[-8.5]]), torch.tensor([[-8.5]]))
