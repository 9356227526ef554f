"""El código de la lección: el proceso entero, importación incluida."""
import torch
import torch.nn as nn


class Activation(nn.Module):
    def __init__(self, activation_type='relu'):
        super(Activation, self).__init__()
        if activation_type == 'relu':
            self.act = nn.ReLU()
        elif activation_type == 'sigmoid':
            self.act = nn.Sigmoid()
        else:
            raise ValueError("Unsupported activation type")

    def forward(self, x):
        return self.act(x)


class CustomLinear(nn.Module):
    def __init__(self, input_dim, output_dim, activation='relu'):
        super(CustomLinear, self).__init__()
        self.linear = nn.Linear(input_dim, output_dim)
        self.activation = Activation(activation)

    def forward(self, x):
        out = self.linear(x)
        return self.activation(out)


torch.manual_seed(0)
m = CustomLinear(3, 2)
print(m)
print(m(torch.tensor([[1.0, -2.0, 0.5]])))
