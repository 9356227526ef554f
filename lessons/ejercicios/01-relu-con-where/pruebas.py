# caso: negativos, cero y positivos
x = torch.tensor([-2.0, 0.0, 3.0])
mi_relu(x)

# caso: números pequeños, a los dos lados del cero
mi_relu(torch.tensor([-0.01, 0.01]))

# caso: conserva la forma
mi_relu(torch.tensor([[1.0, -1.0, 4.0], [-3.0, 0.5, -0.5]]))

# caso: la derivada es 0 a la izquierda, 0 en el cero y 1 a la derecha
x = torch.tensor([-2.0, 0.0, 3.0], requires_grad=True)
mi_relu(x).sum().backward()
x.grad
