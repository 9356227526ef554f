# caso: mi_relu pone un suelo en 0
x = torch.tensor([-2.0, 0.0, 3.0, 8.0])
mi_relu(x)

# caso: relu_con_techo tiene suelo, y techo en 6
relu_con_techo(x)

# caso: el techo se puede elegir
relu_con_techo(x, techo=1.0)

# caso: conserva la forma
relu_con_techo(torch.tensor([[-1.0, 2.0], [7.0, -4.0]]), techo=5.0)

# caso: por encima del techo la derivada también es 0
x = torch.tensor([-2.0, 3.0, 8.0], requires_grad=True)
relu_con_techo(x).sum().backward()
x.grad
