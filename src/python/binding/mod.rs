//! `_torch`: the native module under the Python side of `torch`.
//!
//! [`table`] lists the functions by family: PyTorch's signature as text, and what it runs.
//! [`signature`], [`arguments`] and [`function`] call them as PyTorch does, errors included;
//! [`tensor_class`] is `torch.Tensor`. The contract with the Python side is `../library/torch/NATIVE.md`.
#![expect(clippy::needless_pass_by_value, reason = "the binding macros prescribe the signatures")]

pub mod arguments;
mod autograd;
pub mod callback;
mod data;
mod dtype_class;
pub mod function;
mod generator_class;
mod grad_fn_class;
mod identity;
mod index;
mod operators;
mod registry;
mod return_types;
mod session;
mod signature;
mod size;
mod survey;
mod table;
mod tensor_class;
mod tracing;
pub mod value;

pub(crate) use _torch::module_def;

pub use survey::begin as survey;
pub use tracing::record;

use dtype_class::dtype_of;

use crate::tensor::{
    Tensor,
    display::{display, print_options},
};

/// A tensor as Python prints it.
pub fn show(tensor: &Tensor) -> String {
    display(tensor, &print_options())
}

#[rustpython_vm::pymodule]
mod _torch {
    use rustpython_vm::{
        AsObject, Py, PyObjectRef, PyRef, PyResult, VirtualMachine,
        builtins::{PyModule, PyStrRef, PyTupleRef, PyTypeRef},
        class::PyClassImpl,
        function::OptionalArg,
    };

    use super::{
        data::raised,
        dtype_class::{self, PyDType},
        generator_class::{self, PyGenerator},
        grad_fn_class::{self, PyHandle, PyNode},
        registry, session, size, survey,
        tensor_class::{self, PyTensor},
    };
    use crate::tensor::DType;

    pub(crate) fn module_exec(vm: &VirtualMachine, module: &Py<PyModule>) -> PyResult<()> {
        __module_exec(vm, module);
        PyHandle::make_static_type();
        let classes = [
            ("Tensor", PyTensor::make_static_type()),
            ("dtype", PyDType::make_static_type()),
            ("Generator", PyGenerator::make_static_type()),
            ("Node", PyNode::make_static_type()),
        ];
        for (name, class) in classes {
            module.as_object().set_attr(name, class, vm)?;
        }
        dtype_class::install(vm);
        module.as_object().set_attr("default_generator", generator_class::default_object(vm), vm)?;
        let mut public = registry::install(module, vm)?;
        for dtype in DType::ALL {
            module.as_object().set_attr(dtype.name(), dtype_class::object(dtype, vm), vm)?;
            public.push(vm.ctx.new_str(dtype.name()).into());
        }
        module.as_object().set_attr("public", vm.ctx.new_list(public), vm)
    }

    #[pyfunction]
    fn set_size_class(class: PyObjectRef) {
        size::set_class(class);
    }

    #[pyfunction]
    fn set_device_class(class: PyObjectRef) {
        session::set_device_class(class);
    }

    #[pyfunction]
    fn set_parameter_class(_class: PyObjectRef) {}

    #[pyfunction]
    fn make_subclass(class: PyTypeRef, data: PyRef<PyTensor>, requires_grad: bool, vm: &VirtualMachine) -> PyResult {
        tensor_class::make_subclass(class, &data.tensor, requires_grad, vm)
    }

    #[pyfunction]
    fn is_grad_enabled() -> bool {
        crate::tensor::autograd::is_grad_enabled()
    }

    #[pyfunction]
    fn set_grad_enabled(enabled: bool) {
        crate::tensor::autograd::set_grad_enabled(enabled);
    }

    #[pyfunction]
    fn is_inference_mode_enabled() -> bool {
        session::inference_mode()
    }

    #[pyfunction]
    fn set_inference_mode(enabled: bool) {
        session::set_inference_mode(enabled);
    }

    #[pyfunction]
    fn is_anomaly_enabled() -> bool {
        session::anomaly_mode()
    }

    #[pyfunction]
    fn set_anomaly_enabled(enabled: bool) {
        session::set_anomaly_mode(enabled);
    }

    #[pyfunction]
    fn tracing() -> bool {
        crate::tensor::dispatch::is_observed()
    }

    #[pyfunction]
    fn enter(name: PyStrRef, module: OptionalArg<PyObjectRef>, vm: &VirtualMachine) {
        let module = module.into_option();
        let number = module.as_ref().and_then(survey::call);
        let training = module.filter(|_| number.is_some()).and_then(|module| module.get_attr("training", vm).ok());
        let training = training.and_then(|training| training.try_to_bool(vm).ok());
        session::enter(name.as_wtf8().to_string(), number, training);
    }

    #[pyfunction]
    fn note_made(object: PyObjectRef, vm: &VirtualMachine) {
        survey::note(object, vm);
    }

    #[pyfunction]
    fn made(vm: &VirtualMachine) -> PyObjectRef {
        survey::made(vm)
    }

    #[pyfunction]
    fn leave() {
        session::leave();
    }

    #[pyfunction]
    fn enter_quiet(kind: PyStrRef, name: PyStrRef, tensors: PyObjectRef) {
        session::enter_quiet(&kind.as_wtf8().to_string(), &name.as_wtf8().to_string(), &tensors);
    }

    #[pyfunction]
    fn leave_quiet(tensors: PyObjectRef) {
        session::leave_quiet(&tensors);
    }

    #[derive(rustpython_vm::FromArgs)]
    struct FunctionNode {
        #[pyarg(any)]
        name: PyStrRef,
        #[pyarg(any)]
        inputs: PyTupleRef,
        #[pyarg(any)]
        outputs: PyTupleRef,
        #[pyarg(any)]
        dirty: PyTupleRef,
        #[pyarg(any)]
        non_differentiable: PyTupleRef,
        #[pyarg(any)]
        backward: PyObjectRef,
        #[pyarg(any)]
        saves: bool,
    }

    #[pyfunction]
    fn function_node(args: FunctionNode, vm: &VirtualMachine) -> PyResult<PyTupleRef> {
        let results = grad_fn_class::function_node(
            grad_fn_class::Described {
                name: args.name.as_wtf8().to_string(),
                inputs: args.inputs.as_slice(),
                outputs: args.outputs.as_slice(),
                dirty: args.dirty.as_slice(),
                non_differentiable: args.non_differentiable.as_slice(),
                backward: args.backward,
                saves: args.saves,
            },
            vm,
        );
        raised(results, vm).map(|results| vm.ctx.new_tuple(results))
    }

    #[derive(rustpython_vm::FromArgs)]
    struct BackwardArguments {
        #[pyarg(any)]
        tensors: PyTupleRef,
        #[pyarg(any)]
        grad_tensors: PyTupleRef,
        #[pyarg(any)]
        retain_graph: bool,
        #[pyarg(any)]
        create_graph: bool,
        #[pyarg(any, optional)]
        inputs: OptionalArg<PyObjectRef>,
    }

    #[pyfunction]
    fn autograd_backward(args: BackwardArguments, vm: &VirtualMachine) -> PyResult<()> {
        let inputs = args.inputs.into_option().filter(|inputs| !vm.is_none(inputs));
        let pass = crate::tensor::autograd::Pass { retain_graph: args.retain_graph, create_graph: args.create_graph };
        super::autograd::backward(args.tensors.as_slice(), args.grad_tensors.as_slice(), inputs, pass, vm)
    }

    #[derive(rustpython_vm::FromArgs)]
    struct GradArguments {
        #[pyarg(any)]
        outputs: PyTupleRef,
        #[pyarg(any)]
        inputs: PyTupleRef,
        #[pyarg(any)]
        grad_outputs: PyTupleRef,
        #[pyarg(any)]
        retain_graph: bool,
        #[pyarg(any)]
        create_graph: bool,
        #[pyarg(any)]
        allow_unused: bool,
    }

    #[pyfunction]
    fn autograd_grad(args: GradArguments, vm: &VirtualMachine) -> PyResult<PyTupleRef> {
        let pass = crate::tensor::autograd::Pass { retain_graph: args.retain_graph, create_graph: args.create_graph };
        let roots = (args.outputs.as_slice(), args.grad_outputs.as_slice());
        let grads = super::autograd::grad(roots, args.inputs.as_slice(), pass, args.allow_unused, vm)?;
        Ok(vm.ctx.new_tuple(grads))
    }
}
