valor_relu = 0.0          # max(0, -3)
derivada_relu = 0.0       # plana a la izquierda del 0

valor_leaky = -0.5        # 0.1 * -5
derivada_leaky = 0.1      # la pendiente, en todos los negativos

derivada_sigmoid = 0.25   # 0.5 * (1 - 0.5)
derivada_tanh = 1.0       # 1 - 0 ** 2
