# caso: tres capas con tanh
# tolerancia: 1e-4
# semilla: 0
red = nn.Sequential(
    nn.Linear(2, 4), nn.Tanh(),
    nn.Linear(4, 4), nn.Tanh(),
    nn.Linear(4, 1),
)
x = torch.tensor([[1.0, -2.0], [0.5, 3.0], [-1.0, 0.0]])
normas(red, x)

# caso: una segunda llamada da lo mismo
# tolerancia: 1e-4
normas(red, x)

# caso: diez capas con sigmoide
# semilla: 0
def honda(activacion):
    capas = []
    for _ in range(10):
        capas += [nn.Linear(16, 16), activacion()]
    return nn.Sequential(*capas, nn.Linear(16, 1))

se_desvanece(honda(nn.Sigmoid), torch.randn(32, 16))

# caso: diez capas con ReLU
# semilla: 0
se_desvanece(honda(nn.ReLU), torch.randn(32, 16))
