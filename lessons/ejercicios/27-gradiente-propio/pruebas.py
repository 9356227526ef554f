# caso: los valores
relu_cuadrado(torch.tensor([-2.0, 0.0, 0.5, 3.0]))

# caso: la derivada que da tu Function
x = torch.tensor([-2.0, 0.0, 0.5, 3.0], requires_grad=True)
ReluCuadrado.apply(x).sum().backward()
x.grad

# caso: dentro de una cuenta mayor, la media de 12 veces la función
x = torch.tensor([-2.0, 0.0, 0.5, 3.0], requires_grad=True)
(12 * relu_cuadrado(x)).mean().backward()
x.grad

# caso: gradcheck la da por buena
x = torch.tensor([-2.0, 0.5, 3.0], dtype=torch.float64, requires_grad=True)
torch.autograd.gradcheck(relu_cuadrado, (x,))
