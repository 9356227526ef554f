# Las formas, antes que los números
#
#     x = torch.randn(32, 10)
#     capa_1 = nn.Linear(10, 16)
#     capa_2 = nn.Linear(16, 3)
#
#     z = capa_1(x)
#     a = torch.relu(z)
#     salida = capa_2(a)
#     probabilidades = torch.softmax(salida, dim=1)
#     suma = probabilidades.sum(dim=1)
#
# Cambia cada None por la forma, como una tupla: (5, 2), o (7,) si es un solo número.
#
# Para comprobarlo: antorcha practica comprobar formas

forma_pesos = None     # capa_1.weight
forma_sesgo = None     # capa_1.bias
forma_z = None
forma_a = None
forma_salida = None
forma_suma = None
