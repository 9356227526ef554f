//! One Python object for a tensor or a node, as long as someone holds it: `x.grad is x.grad`.

use rustpython_vm::{PyObject, PyObjectRef, PyRef, VirtualMachine, builtins::PyWeak};

use super::value::{tensor_of, wrap};
use crate::tensor::{Counterpart, Tensor};

type Weak = PyRef<PyWeak>;

/// The object that stands for it, if one still does.
#[must_use]
pub fn known(counterpart: &Counterpart) -> Option<PyObjectRef> {
    counterpart.get::<Weak>()?.upgrade()
}

/// From now on, `object` stands for it.
pub fn remember(counterpart: &Counterpart, object: &PyObject, vm: &VirtualMachine) {
    if let Ok(weak) = object.downgrade(None, vm) {
        counterpart.set(weak);
    }
}

/// Remembers the object of a leaf that gathers gradients: the graph leads back to it (`AccumulateGrad.variable`).
pub fn remember_leaf(tensor: &Tensor, object: &PyObject, vm: &VirtualMachine) {
    if tensor.requires_grad() && tensor.is_leaf() && known(tensor.counterpart()).is_none() {
        remember(tensor.counterpart(), object, vm);
    }
}

/// Remembers the object whose memory a view shows (`view._base`).
pub fn remember_base(view: &Tensor, of: &PyObject, vm: &VirtualMachine) {
    if let (Some(base), Some(tensor)) = (view.base(), tensor_of(of))
        && base.is_same(tensor)
        && known(base.counterpart()).is_none()
    {
        remember(base.counterpart(), of, vm);
    }
}

/// The object of a tensor that Python may have seen before.
#[must_use]
pub fn same(tensor: Tensor, vm: &VirtualMachine) -> PyObjectRef {
    known(tensor.counterpart()).unwrap_or_else(|| {
        let object = wrap(tensor.clone(), vm);
        remember(tensor.counterpart(), &object, vm);
        object
    })
}
