# caso: tanh
x = torch.tensor([-1.0, 0.0, 2.0])
custom_activation(x, 'tanh')

# caso: sin nombre sigue siendo ReLU
custom_activation(x)

# caso: sigmoid sigue como estaba
custom_activation(x, 'sigmoid')

# caso: otro nombre sigue siendo un error
# lanza: ValueError
custom_activation(x, 'cuadrado')
