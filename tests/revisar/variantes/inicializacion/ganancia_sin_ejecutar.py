from torch import nn


def iniciar(capa):
    nn.init.xavier_uniform_(capa.weight, gain=nn.init.calculate_gain("Tanh"))


print("listo")
