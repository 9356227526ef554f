import _torch
from _torch import adagrad_step

from .optimizer import NativeOptimizer, check, number


class Adagrad(NativeOptimizer):
    def __init__(self, params, lr=1e-2, lr_decay=0, weight_decay=0, initial_accumulator_value=0,
                 eps=1e-10, foreach=None, *, maximize=False, differentiable=False, fused=None):
        check(
            lr, lr_decay=lr_decay, weight_decay=weight_decay,
            initial_accumulator_value=initial_accumulator_value, eps=eps,
        )
        super().__init__(params, {
            "lr": lr, "lr_decay": lr_decay, "eps": eps, "weight_decay": weight_decay,
            "initial_accumulator_value": initial_accumulator_value, "foreach": foreach,
            "maximize": maximize, "differentiable": differentiable, "fused": fused,
        })
        told = _torch.tracing()
        if told:
            _torch.enter_quiet("data", "Adagrad", [])
        for group in self.param_groups:
            for param in group["params"]:
                self.state[param] = {
                    "step": _torch.tensor(0.0),
                    "sum": _torch.full_like(param.detach(), initial_accumulator_value),
                }
        if told:
            _torch.leave_quiet([])

    def _update(self, group):
        adagrad_step(
            group["params"], self.state, number(group["lr"]), group["lr_decay"],
            group["weight_decay"], group["eps"], group["maximize"],
        )
