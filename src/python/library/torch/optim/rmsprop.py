from _torch import rmsprop_step

from .optimizer import NativeOptimizer, check, number


class RMSprop(NativeOptimizer):
    def __init__(self, params, lr=1e-2, alpha=0.99, eps=1e-8, weight_decay=0, momentum=0,
                 centered=False, capturable=False, foreach=None, maximize=False,
                 differentiable=False):
        check(lr, eps=eps, momentum=momentum, weight_decay=weight_decay, alpha=alpha)
        super().__init__(params, {
            "lr": lr, "momentum": momentum, "alpha": alpha, "eps": eps, "centered": centered,
            "weight_decay": weight_decay, "capturable": capturable, "foreach": foreach,
            "maximize": maximize, "differentiable": differentiable,
        })

    def _update(self, group):
        rmsprop_step(
            group["params"], self.state, number(group["lr"]), group["alpha"], group["eps"],
            group["weight_decay"], group["momentum"], group["centered"], group["maximize"],
        )
