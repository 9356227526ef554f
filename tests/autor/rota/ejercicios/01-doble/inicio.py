# El doble


def doble(x):
    return x + x
