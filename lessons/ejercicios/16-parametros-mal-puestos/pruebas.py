# caso: red[1] multiplica los negativos por 0.1
red = crear_red()
red[1](torch.tensor([-10.0, -1.0, 0.0, 2.0]))

# caso: red[3] no cambia lo que le entra
z = torch.tensor([-2.0, 3.0])
red[3](z)
z

# caso: red[3] sigue siendo una ReLU
red[3](torch.tensor([-2.0, 3.0]))

# caso: red[5] reparte dentro de cada fila
red[5](torch.tensor([[0.0, 0.0, 0.0], [1.0, 2.0, 4.0]]))
