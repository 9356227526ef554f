# caso: los pesos de la capa fundida
fc1, fc2 = nn.Linear(2, 2), nn.Linear(2, 2)
with torch.no_grad():
    fc1.weight.copy_(torch.tensor([[1.0, 2.0], [0.0, -1.0]]))
    fc1.bias.copy_(torch.tensor([1.0, 3.0]))
    fc2.weight.copy_(torch.tensor([[2.0, 0.0], [1.0, 4.0]]))
    fc2.bias.copy_(torch.tensor([-1.0, 0.5]))
fundir(fc1, fc2).weight.detach()

# caso: el sesgo de la capa fundida
fundir(fc1, fc2).bias.detach()

# caso: las formas, de 5 entradas a 3 salidas pasando por 20
capa = fundir(nn.Linear(5, 20), nn.Linear(20, 3))
[tuple(capa.weight.shape), tuple(capa.bias.shape)]

# caso: contesta lo mismo que las dos capas juntas
# semilla: 0
a, b, x = nn.Linear(3, 6), nn.Linear(6, 2), torch.randn(4, 3)
torch.allclose(fundir(a, b)(x), b(a(x)), atol=1e-5)
