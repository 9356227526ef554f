# caso: dos filas corrientes
mi_softmax(torch.tensor([[0.0, 1.0, 2.0], [3.0, 3.0, -1.0]]))

# caso: cada fila suma 1
mi_softmax(torch.tensor([[0.0, 1.0, 2.0], [3.0, 3.0, -1.0]])).sum(dim=1)

# caso: un logit de 1000
mi_softmax(torch.tensor([[1000.0, 999.0, 0.0]]))

# caso: una fila enorme y otra muy negativa
z = torch.tensor([[1000.0, 999.0, 0.0], [-1000.0, -1001.0, -1000.0]])
mi_softmax(z)
