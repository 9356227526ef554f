forma_pesos = (16, 10)     # (salidas, entradas)
forma_sesgo = (16,)        # uno por salida
forma_z = (32, 16)         # (ejemplos, salidas)
forma_a = (32, 16)         # la activación no cambia la forma
forma_salida = (32, 3)
forma_suma = (32,)         # un total por ejemplo
