# caso: una ReLU con dos unidades muertas de cuatro
red = nn.Sequential(nn.Linear(1, 4), nn.ReLU(), nn.Linear(4, 1))
with torch.no_grad():
    red[0].weight.copy_(torch.tensor([[1.0], [-1.0], [1.0], [-1.0]]))
    red[0].bias.copy_(torch.tensor([0.0, 0.0, -10.0, -10.0]))
x = torch.tensor([[-2.0], [-1.0], [3.0]])
muertas(red, x)

# caso: con otros datos ya no están muertas
muertas(red, torch.tensor([[-20.0], [20.0]]))

# caso: los ganchos no se quedan puestos
len(red[1]._forward_hooks)

# caso: dos ReLU, una dentro de otro módulo
class Bloque(nn.Module):
    def __init__(self):
        super().__init__()
        self.interior = nn.Sequential(nn.Linear(4, 3), nn.ReLU())

    def forward(self, x):
        return self.interior(x)

honda = nn.Sequential(red[0], nn.ReLU(), Bloque())
with torch.no_grad():
    honda[2].interior[0].weight.fill_(1.0)
    honda[2].interior[0].bias.copy_(torch.tensor([0.0, -50.0, -1.5]))
muertas(honda, x)
