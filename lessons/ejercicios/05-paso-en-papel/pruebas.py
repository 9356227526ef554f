# caso: la parte lineal de las dos unidades
z

# caso: después de ReLU
a

# caso: la salida de la red
salida

# caso: cuántas unidades se apagan con esta entrada
unidades_apagadas
