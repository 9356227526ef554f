//! Whole optimizer steps over a group's parameters; the state stays in the optimizer's own dict.

use rustpython_vm::{AsObject, PyObjectRef, VirtualMachine, builtins::PyDict};

use crate::{
    nn::optimizer::{Adagrad, Adam, AdamState, RmsProp, RmsPropState, Sgd, zeros},
    python::binding::{
        arguments::Arguments,
        callback::keep,
        function::{Function, Outcome, native, value},
        value::{items_of, tensor_of, wrap},
    },
    tensor::{Error, Result, Tensor, autograd::GradMode, dispatch::unobserved},
};

/// The entries of this family.
pub const FUNCTIONS: &[Function] = &[
    native(
        "sgd_step(object params, object state, float lr, float momentum, float dampening, float weight_decay, \
         bool nesterov, bool maximize)",
        sgd,
    ),
    native(
        "adam_step(object params, object state, float lr, float beta1, float beta2, float eps, float weight_decay, \
         bool amsgrad, bool maximize, bool decoupled)",
        adam,
    ),
    native(
        "rmsprop_step(object params, object state, float lr, float alpha, float eps, float weight_decay, \
         float momentum, bool centered, bool maximize)",
        rmsprop,
    ),
    native(
        "adagrad_step(object params, object state, float lr, float lr_decay, float weight_decay, float eps, \
         bool maximize)",
        adagrad,
    ),
    native("zero_grads(object params)", |a| {
        for param in params(a)? {
            if let Some(param) = tensor_of(&param) {
                param.set_grad(None);
            }
        }
        value(Ok(()))
    }),
];

fn params(a: &Arguments<'_>) -> Result<Vec<PyObjectRef>> {
    let list = a.object(0).as_deref().and_then(items_of);
    list.ok_or_else(|| Error::type_error("an optimizer step needs a list of parameters"))
}

/// Runs `step` on each parameter that has a gradient, with the state kept for it.
fn each(a: &Arguments<'_>, step: impl Fn(&Tensor, &Tensor, &State<'_>) -> Result<()>) -> Outcome {
    let _mode = GradMode::set(false);
    let state = a.object(1).unwrap_or_else(|| a.vm.ctx.none());
    let state =
        state.downcast_ref::<PyDict>().ok_or_else(|| Error::type_error("an optimizer's state must be a dict"))?;
    unobserved(|| {
        for object in params(a)? {
            let Some(param) = tensor_of(&object) else { continue };
            let Some(grad) = param.grad() else { continue };
            let kept = keep(state.get_or_insert(a.vm, object.clone(), || a.vm.ctx.new_dict().into()))?;
            step(param, &grad, &State { kept, vm: a.vm })?;
        }
        value(Ok(()))
    })
}

/// What an optimizer keeps for one parameter.
struct State<'a> {
    kept: PyObjectRef,
    vm: &'a VirtualMachine,
}

impl State<'_> {
    fn dict(&self) -> Result<&PyDict> {
        let dict = self.kept.downcast_ref::<PyDict>();
        dict.map(|dict| &**dict).ok_or_else(|| Error::type_error("an optimizer's state must hold a dict a parameter"))
    }

    /// The tensor under `key`, made on first use.
    fn tensor(&self, key: &str, first: impl FnOnce() -> Result<Tensor>) -> Result<Tensor> {
        match self.existing(key)? {
            Some(tensor) => Ok(tensor),
            None => first().and_then(|tensor| self.keep(key, tensor)),
        }
    }

    fn zeros(&self, key: &str, param: &Tensor) -> Result<Tensor> {
        self.tensor(key, || zeros(param))
    }

    fn step(&self) -> Result<Tensor> {
        self.tensor("step", || Ok(Tensor::scalar(0.0_f32)))
    }

    fn existing(&self, key: &str) -> Result<Option<Tensor>> {
        self.dict()?;
        let held = keep(self.kept.get_item(key, self.vm).map_or_else(
            |error| if error.fast_isinstance(self.vm.ctx.exceptions.key_error) { Ok(None) } else { Err(error) },
            |held| Ok(Some(held)),
        ))?;
        Ok(held.as_deref().and_then(tensor_of).cloned())
    }

    fn keep(&self, key: &str, tensor: Tensor) -> Result<Tensor> {
        keep(self.kept.set_item(key, wrap(tensor.clone(), self.vm), self.vm))?;
        Ok(tensor)
    }
}

fn sgd(a: &Arguments<'_>) -> Outcome {
    let rule = Sgd {
        lr: a.float(2),
        momentum: a.float(3),
        dampening: a.float(4),
        weight_decay: a.float(5),
        nesterov: a.bool(6),
        maximize: a.bool(7),
    };
    if rule.momentum == 0.0 {
        return each(a, |param, grad, _| rule.step(param, grad, &mut None));
    }
    each(a, |param, grad, state| {
        let mut buffer = state.existing("momentum_buffer")?;
        let first = buffer.is_none();
        rule.step(param, grad, &mut buffer)?;
        match buffer {
            Some(buffer) if first => state.keep("momentum_buffer", buffer).map(drop),
            _ => Ok(()),
        }
    })
}

fn adam(a: &Arguments<'_>) -> Outcome {
    let rule = Adam {
        lr: a.float(2),
        beta1: a.float(3),
        beta2: a.float(4),
        eps: a.float(5),
        weight_decay: a.float(6),
        maximize: a.bool(8),
        decoupled: a.bool(9),
    };
    let amsgrad = a.bool(7);
    each(a, |param, grad, state| {
        let step = state.step()?;
        let (exp_avg, exp_avg_sq) = (state.zeros("exp_avg", param)?, state.zeros("exp_avg_sq", param)?);
        let max = amsgrad.then(|| state.zeros("max_exp_avg_sq", param)).transpose()?;
        let max_exp_avg_sq = max.as_ref();
        rule.step(param, grad, &AdamState { step: &step, exp_avg: &exp_avg, exp_avg_sq: &exp_avg_sq, max_exp_avg_sq })
    })
}

fn rmsprop(a: &Arguments<'_>) -> Outcome {
    let rule = RmsProp {
        lr: a.float(2),
        alpha: a.float(3),
        eps: a.float(4),
        weight_decay: a.float(5),
        momentum: a.float(6),
        maximize: a.bool(8),
    };
    let centered = a.bool(7);
    each(a, |param, grad, state| {
        let (step, square_avg) = (state.step()?, state.zeros("square_avg", param)?);
        let buffer = (rule.momentum > 0.0).then(|| state.zeros("momentum_buffer", param)).transpose()?;
        let mean = centered.then(|| state.zeros("grad_avg", param)).transpose()?;
        let state = RmsPropState {
            step: &step,
            square_avg: &square_avg,
            momentum_buffer: buffer.as_ref(),
            grad_avg: mean.as_ref(),
        };
        rule.step(param, grad, &state)
    })
}

fn adagrad(a: &Arguments<'_>) -> Outcome {
    let rule = Adagrad {
        lr: a.float(2),
        lr_decay: a.float(3),
        weight_decay: a.float(4),
        eps: a.float(5),
        maximize: a.bool(6),
    };
    each(a, |param, grad, state| rule.step(param, grad, &state.step()?, &state.zeros("sum", param)?))
}
