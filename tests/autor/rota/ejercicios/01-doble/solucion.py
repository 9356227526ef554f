def doble(x):
    return x + x
