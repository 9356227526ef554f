# caso: la misma activación con dos nombres tiene que empatar
# tolerancia: 1e-4
comparar({'una': nn.Tanh, 'otra': nn.Tanh}, [0])

# caso: la media de dos semillas
# tolerancia: 1e-4
comparar({'tanh': nn.Tanh}, [0, 1])

# caso: de la menor pérdida a la mayor
dos = {'sigmoid': nn.Sigmoid, 'relu': nn.ReLU}
[nombre for nombre, _ in comparar(dos, [0, 1])]

# caso: la conclusión
conclusion
