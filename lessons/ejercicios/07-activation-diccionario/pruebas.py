# caso: tanh
x = torch.tensor([-1.0, 0.0, 2.0])
Activation('tanh')(x)

# caso: gelu
Activation('gelu')(x)

# caso: sigmoid
Activation('sigmoid')(x)

# caso: sin nombre usa ReLU
Activation()(x)

# caso: otro nombre es un error que se entiende
# lanza: ValueError
Activation('cuadrado')

# caso: guarda un módulo, y solo el elegido
activacion = Activation('tanh')
activacion(x)
[type(modulo).__name__ for modulo in activacion.modules()]
