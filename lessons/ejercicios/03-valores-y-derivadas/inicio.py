# Valores y derivadas, de cabeza
#
# Cambia cada None por el número que da PyTorch.
#
# Para comprobarlo: antorcha practica comprobar valores-y-derivadas

valor_relu = None         # torch.relu en -3
derivada_relu = None      # la derivada de ReLU en -3

valor_leaky = None        # leaky_relu con pendiente 0.1 en -5
derivada_leaky = None     # su derivada en -5

derivada_sigmoid = None   # la derivada de la sigmoide en 0
derivada_tanh = None      # la derivada de tanh en 0
