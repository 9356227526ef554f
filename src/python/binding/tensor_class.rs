//! `torch.Tensor` in Python: what is no entry of a table.
#![expect(clippy::needless_pass_by_value, clippy::unused_self, reason = "the binding macros prescribe the signatures")]

use rustpython_vm::{
    AsObject, Py, PyObject, PyObjectRef, PyPayload, PyRef, PyResult, VirtualMachine,
    builtins::{PyStrRef, PyType, PyTypeRef},
    common::hash::PyHash,
    function::{Either, FuncArgs, OptionalArg, PyComparisonValue, PySetterValue},
    pyclass,
    types::{
        AsMapping, AsNumber, AsSequence, Comparable, Constructor, Hashable, Iterable, PyComparisonOp, Representable,
    },
};

use super::{
    data::{self, raised},
    dtype_class, grad_fn_class,
    identity::{known, remember, remember_base, remember_leaf, same},
    operators::compare,
    session, size,
    value::{Scalar, tensor_of, wrap},
};
use crate::tensor::{Tensor, autograd};

/// A tensor, as Python sees it. Several objects may stand for one tensor; of leaves and gradients, `identity` keeps one.
#[pyclass(module = "torch", name = "Tensor")]
#[derive(PyPayload)]
pub struct PyTensor {
    /// The tensor itself.
    pub tensor: Tensor,
}

impl std::fmt::Debug for PyTensor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.tensor.fmt(f)
    }
}

/// A tensor of a subclass on the memory of another: how `Parameter` is made.
///
/// # Errors
/// PyTorch's, for integers that would require gradients.
pub fn make_subclass(class: PyTypeRef, data: &Tensor, requires_grad: bool, vm: &VirtualMachine) -> PyResult {
    let tensor = data.detach();
    raised(tensor.set_requires_grad(requires_grad), vm)?;
    of_class(tensor, class, vm)
}

fn of_class(tensor: Tensor, class: PyTypeRef, vm: &VirtualMachine) -> PyResult {
    let object: PyObjectRef = PyTensor::new(tensor.clone()).into_ref_with_type(vm, class)?.into();
    remember_leaf(&tensor, &object, vm);
    Ok(object)
}

/// A view of a tensor.
fn viewed(of: &Py<PyTensor>, view: crate::tensor::Result<Tensor>, vm: &VirtualMachine) -> PyResult {
    let view = raised(view, vm)?;
    remember_base(&view, of.as_object(), vm);
    Ok(wrap(view, vm))
}

impl PyTensor {
    /// Wraps a tensor.
    #[must_use]
    pub const fn new(tensor: Tensor) -> Self {
        Self { tensor }
    }
}

#[pyclass(
    flags(BASETYPE, HAS_DICT, HAS_WEAKREF),
    with(Constructor, AsNumber, AsMapping, AsSequence, Iterable, Comparable, Hashable, Representable)
)]
impl PyTensor {
    #[pygetset]
    fn shape(&self, vm: &VirtualMachine) -> PyResult {
        size::object(&self.tensor.shape(), vm)
    }

    #[pygetset]
    fn dtype(&self, vm: &VirtualMachine) -> PyObjectRef {
        dtype_class::object(self.tensor.dtype(), vm)
    }

    #[pygetset]
    fn device(&self, vm: &VirtualMachine) -> PyResult {
        let cpu = vm.ctx.new_str("cpu");
        session::device_class().map_or_else(|| Ok(cpu.clone().into()), |class| class.call((cpu.clone(),), vm))
    }

    #[pygetset]
    fn ndim(&self) -> usize {
        self.tensor.ndim()
    }

    /// `x.T`: all dimensions reversed.
    #[pygetset(name = "T")]
    fn reversed(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
        viewed(&zelf, zelf.tensor.reversed(), vm)
    }

    /// `x.mT`: the last two dimensions exchanged.
    #[pygetset(name = "mT")]
    fn matrix_transposed(zelf: PyRef<Self>, vm: &VirtualMachine) -> PyResult {
        viewed(&zelf, zelf.tensor.m_t(), vm)
    }

    #[pygetset]
    fn requires_grad(&self) -> bool {
        self.tensor.requires_grad()
    }

    #[pygetset(setter)]
    fn set_requires_grad(zelf: PyRef<Self>, value: PySetterValue<bool>, vm: &VirtualMachine) -> PyResult<()> {
        match value {
            PySetterValue::Assign(true) if !zelf.tensor.dtype().is_floating_point() => {
                Err(vm.new_runtime_error("only Tensors of floating point and complex dtype can require gradients"))
            }
            PySetterValue::Assign(wanted) => {
                raised(zelf.tensor.set_requires_grad(wanted), vm)?;
                remember_leaf(&zelf.tensor, zelf.as_object(), vm);
                Ok(())
            }
            PySetterValue::Delete => Err(vm.new_type_error("requires_grad cannot be deleted")),
        }
    }

    #[pygetset]
    fn is_leaf(&self) -> bool {
        self.tensor.is_leaf()
    }

    #[pygetset]
    fn retains_grad(&self) -> bool {
        self.tensor.retains_grad()
    }

    #[pygetset(name = "_version")]
    fn version(&self) -> u64 {
        self.tensor.version()
    }

    #[pygetset(name = "_base")]
    fn base(&self, vm: &VirtualMachine) -> Option<PyObjectRef> {
        self.tensor.base().map(|base| same(base, vm))
    }

    #[pygetset]
    fn grad(&self, vm: &VirtualMachine) -> Option<PyObjectRef> {
        self.tensor.grad().map(|grad| same(grad, vm))
    }

    #[pygetset(setter)]
    fn set_grad(&self, value: PySetterValue, vm: &VirtualMachine) -> PyResult<()> {
        let value = value.unwrap_or_none(vm);
        if vm.is_none(&value) {
            self.tensor.set_grad(None);
            return Ok(());
        }
        let Some(grad) = tensor_of(&value) else {
            let found = value.class().name().to_string();
            return Err(vm.new_type_error(format!(
                "assigned grad expected to be a Tensor or None but got grad of type {found}"
            )));
        };
        if grad.is_same(&self.tensor) {
            return Err(vm.new_runtime_error("can't assign Variable as its own grad"));
        }
        if grad.dtype() != self.tensor.dtype() {
            return Err(vm.new_runtime_error(format!(
                "attempting to assign a gradient with dtype '{}' to a tensor with grad_dtype '{}'. The gradient must match \
                 the tensor's grad_dtype (defaults to the tensor's dtype). You can set the tensor's grad_dtype attribute \
                 with a specific dtype, or None to allow any dtype. Set grad_dtype with caution. Diverging the dtypes of a \
                 tensor and its gradient may break downstream systems that assume they match.",
                grad.dtype().cpp_name(),
                self.tensor.dtype().scalar_name()
            )));
        }
        if grad.shape() != self.tensor.shape() {
            return Err(vm.new_runtime_error(format!(
                "attempting to assign a gradient of size '{:?}' to a tensor of size '{:?}'. Please ensure that the gradient \
                 and the tensor are the same size",
                grad.shape(),
                self.tensor.shape()
            )));
        }
        if known(grad.counterpart()).is_none() {
            remember(grad.counterpart(), &value, vm);
        }
        self.tensor.set_grad(Some(grad.clone()));
        Ok(())
    }

    #[pygetset]
    fn grad_fn(&self, vm: &VirtualMachine) -> Option<PyObjectRef> {
        self.tensor.grad_fn().map(|node| grad_fn_class::object(node, vm))
    }

    #[pygetset]
    fn data(&self, vm: &VirtualMachine) -> PyObjectRef {
        wrap(self.tensor.data(), vm)
    }

    #[pygetset(setter)]
    fn set_data(&self, value: PySetterValue, vm: &VirtualMachine) -> PyResult<()> {
        let value = value.unwrap_or_none(vm);
        let data = tensor_of(&value).ok_or_else(|| {
            vm.new_type_error(format!("Variable data has to be a tensor, but got {}", value.class().name()))
        })?;
        self.tensor.set_data(data);
        Ok(())
    }

    #[pymethod]
    fn item(&self, vm: &VirtualMachine) -> PyResult {
        raised(Scalar::from_tensor(&self.tensor), vm).map(|scalar| scalar.into_object(vm))
    }

    #[pymethod]
    fn tolist(&self, vm: &VirtualMachine) -> PyObjectRef {
        data::to_list(&self.tensor, vm)
    }

    #[pymethod]
    fn register_hook(&self, hook: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        raised(grad_fn_class::register_hook(&self.tensor, hook, vm), vm)
    }

    #[pymethod]
    fn register_post_accumulate_grad_hook(&self, hook: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        raised(grad_fn_class::register_leaf_hook(&self.tensor, hook, vm), vm)
    }

    #[pymethod]
    fn retain_grad(&self, vm: &VirtualMachine) -> PyResult<()> {
        raised(autograd::retain_grad(&self.tensor), vm)
    }

    #[pymethod]
    fn __format__(zelf: PyRef<Self>, spec: PyStrRef, vm: &VirtualMachine) -> PyResult {
        let class = zelf.class();
        if zelf.tensor.ndim() == 0 && class.is(Self::class(&vm.ctx)) {
            let number = zelf.item(vm)?;
            return vm.call_method(&number, "__format__", (spec,));
        }
        if spec.as_wtf8().is_empty() {
            return Ok(zelf.as_object().str(vm)?.into());
        }
        Err(vm.new_type_error(format!("unsupported format string passed to {}.__format__", class.name())))
    }

    #[pymethod]
    fn __deepcopy__(zelf: PyRef<Self>, _memo: OptionalArg<PyObjectRef>, vm: &VirtualMachine) -> PyResult {
        if !zelf.tensor.is_leaf() {
            return Err(vm.new_runtime_error(
                "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment. \
                 If you were attempting to deepcopy a module, this may be because of a torch.nn.utils.weight_norm usage, \
                 see https://github.com/pytorch/pytorch/pull/103001",
            ));
        }
        let copy = raised(zelf.tensor.copy_as_it_lies(), vm)?;
        raised(copy.set_requires_grad(zelf.tensor.requires_grad()), vm)?;
        if let Some(grad) = zelf.tensor.grad() {
            copy.set_grad(Some(raised(grad.copy_as_it_lies(), vm)?));
        }
        of_class(copy, zelf.class().to_owned(), vm)
    }
}

impl Constructor for PyTensor {
    type Args = FuncArgs;

    /// `torch.Tensor(2, 3)` makes room, `torch.Tensor([1, 2])` takes data; float32 always.
    fn py_new(_class: &Py<PyType>, args: Self::Args, vm: &VirtualMachine) -> PyResult<Self> {
        raised(data::legacy(&args.args, vm), vm).map(Self::new)
    }
}

impl Hashable for PyTensor {
    fn hash(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<PyHash> {
        Ok(zelf.tensor.address() as PyHash)
    }
}

impl Comparable for PyTensor {
    fn slot_richcompare(
        zelf: &PyObject,
        other: &PyObject,
        op: PyComparisonOp,
        vm: &VirtualMachine,
    ) -> PyResult<Either<PyObjectRef, PyComparisonValue>> {
        compare(zelf, other, op, vm)
    }

    fn cmp(
        _zelf: &Py<Self>,
        _other: &PyObject,
        _op: PyComparisonOp,
        _vm: &VirtualMachine,
    ) -> PyResult<PyComparisonValue> {
        Ok(PyComparisonValue::NotImplemented)
    }
}

impl Representable for PyTensor {
    fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
        Ok(super::show(&zelf.tensor))
    }
}
