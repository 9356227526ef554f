# caso: una capa, con sus pesos y su sesgo
contar_parametros(nn.Linear(3, 4))

# caso: la red de XOR
red = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
contar_parametros(red)

# caso: ReLU no aprende nada
contar_parametros(nn.ReLU())

# caso: PReLU aprende una pendiente por canal
contar_parametros(nn.PReLU(num_parameters=5))

# caso: con la primera capa congelada
red = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1))
for p in red[0].parameters():
    p.requires_grad = False
contar_parametros(red)

# caso: BatchNorm guarda medias que no se aprenden
red = nn.Sequential(nn.Linear(2, 8), nn.BatchNorm1d(8), nn.ReLU())
contar_parametros(red)
