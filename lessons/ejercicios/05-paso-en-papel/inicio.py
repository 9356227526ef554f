# Un paso hacia adelante, en papel
#
#     x  = [2, -1]
#     W1 = [[1.0, 3.0], [2.0, -1.0]]      b1 = [0.5, -1.0]
#     W2 = [[4.0, -0.5]]                  b2 = [0.5]
#
#     z = W1·x + b1      a = relu(z)      salida = W2·a + b2
#
# Calcula en papel y cambia cada None por tu resultado.
#
# Para comprobarlo: antorcha practica comprobar paso-en-papel

z = None                     # una lista de dos números
a = None                     # una lista de dos números
salida = None                # un número
unidades_apagadas = None     # 0, 1 o 2
