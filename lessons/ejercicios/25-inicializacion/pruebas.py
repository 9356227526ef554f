# caso: la ganancia con relu (desviación · √entradas)
# semilla: 0
capa = nn.Linear(400, 100)
iniciar(capa, 'relu')
round(capa.weight.std().item() * 400 ** 0.5, 1)

# caso: la ganancia con tanh
# semilla: 0
iniciar(capa, 'tanh')
round(capa.weight.std().item() * 400 ** 0.5, 1)

# caso: la ganancia sin activación
# semilla: 0
iniciar(capa, 'linear')
round(capa.weight.std().item() * 400 ** 0.5, 1)

# caso: la ganancia con gelu
# semilla: 0
iniciar(capa, 'gelu')
round(capa.weight.std().item() * 400 ** 0.5, 1)

# caso: el sesgo empieza en 0
capa = nn.Linear(6, 3)
iniciar(capa, 'relu')
capa.bias.detach()

# caso: tras diez capas con ReLU, la señal conserva su tamaño (entre la mitad y el doble)
# semilla: 0
x = torch.randn(64, 256)
for _ in range(10):
    capa = nn.Linear(256, 256)
    iniciar(capa, 'relu')
    x = torch.relu(capa(x)).detach()
0.5 < x.pow(2).mean().sqrt().item() < 2
