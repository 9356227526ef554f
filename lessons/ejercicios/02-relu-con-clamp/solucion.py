import torch


def mi_relu(x):
    return x.clamp(min=0)


def relu_con_techo(x, techo=6.0):
    return x.clamp(min=0, max=techo)
