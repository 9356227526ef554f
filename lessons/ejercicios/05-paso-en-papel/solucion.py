z = [-0.5, 4.0]           # 1·2 + 3·(-1) + 0.5    y    2·2 + (-1)·(-1) - 1
a = [0.0, 4.0]            # la primera unidad se apaga
salida = -1.5             # 4·0 + (-0.5)·4 + 0.5
unidades_apagadas = 1
