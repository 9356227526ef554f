import torch


def custom_activation(x, activation_type='relu'):
    if activation_type == 'relu':
        return torch.relu(x)
    elif activation_type == 'sigmoid':
        return torch.sigmoid(x)
    elif activation_type == 'tanh':
        return torch.tanh(x)
    else:
        raise ValueError("Unsupported activation type")
