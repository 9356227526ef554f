# caso: los pesos de nn.Linear(10, 16)
forma_pesos

# caso: el sesgo de nn.Linear(10, 16)
forma_sesgo

# caso: la salida de la primera capa
forma_z

# caso: después de ReLU
forma_a

# caso: la salida de la segunda capa
forma_salida

# caso: la suma de cada fila de probabilidades
forma_suma
