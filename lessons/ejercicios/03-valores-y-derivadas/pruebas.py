# caso: ReLU en -3, el valor
valor_relu

# caso: ReLU en -3, la derivada
derivada_relu

# caso: leaky_relu(0.1) en -5, el valor
valor_leaky

# caso: leaky_relu(0.1) en -5, la derivada
derivada_leaky

# caso: sigmoide en 0, la derivada
derivada_sigmoid

# caso: tanh en 0, la derivada
derivada_tanh
