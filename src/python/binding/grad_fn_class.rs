//! `Tensor.grad_fn` in Python: nodes, hooks, and nodes whose mathematics is Python's.

use std::{borrow::Cow, cell::RefCell, collections::HashMap, rc::Rc};

use rustpython_vm::{
    AsObject, Py, PyObjectRef, PyPayload, PyResult, VirtualMachine,
    builtins::{PyTuple, PyTypeRef},
    class::StaticType,
    pyclass,
    types::{PyTypeSlots, Representable},
};

use super::{
    callback::keep,
    identity::{known, remember, same},
    value::{tensor_of, wrap},
};
use crate::tensor::{
    Error, Result, Tensor,
    autograd::{self, Edge, Function, Node},
    ops::sum_to,
};

/// A node of the graph.
#[pyclass(module = "torch.autograd.graph", name = "Node")]
#[derive(PyPayload)]
pub struct PyNode {
    node: Rc<Node>,
}

impl std::fmt::Debug for PyNode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.node.name())
    }
}

#[pyclass(flags(BASETYPE, HAS_WEAKREF), with(Representable))]
impl PyNode {
    /// The name of its class; for nodes that are no operation's, with C++'s namespace.
    #[pymethod]
    fn name(&self) -> String {
        match self.node.name() {
            name if NAMESPACED.contains(&&*name) => format!("torch::autograd::{name}"),
            name => name.into_owned(),
        }
    }

    #[pygetset]
    fn next_functions(&self, vm: &VirtualMachine) -> PyObjectRef {
        let function = self.node.function();
        let shown = self.node.edges().iter().enumerate().filter(|(input, _)| !function.hides(*input));
        let pairs = shown.map(|(_, edge)| {
            let (node, slot) = match edge {
                Some(Edge { node, slot }) => (object(Rc::clone(node), vm), *slot),
                None => (vm.ctx.none(), 0),
            };
            vm.ctx.new_tuple(vec![node, vm.ctx.new_int(slot).into()]).into()
        });
        vm.ctx.new_tuple(pairs.collect()).into()
    }

    #[pygetset]
    fn variable(&self, vm: &VirtualMachine) -> PyResult {
        let leaf = self.node.function().leaf();
        leaf.map(|leaf| same(leaf, vm))
            .ok_or_else(|| vm.new_attribute_error(format!("'{}' object has no attribute 'variable'", self.node.name())))
    }

    #[pygetset(name = "_sequence_nr")]
    fn sequence(&self) -> u64 {
        self.node.sequence()
    }
}

impl Representable for PyNode {
    fn repr_str(zelf: &Py<Self>, _vm: &VirtualMachine) -> PyResult<String> {
        let module = match zelf.node.function().module() {
            "builtins" => String::new(),
            module => format!("{module}."),
        };
        Ok(format!("<{module}{} object at {:#x}>", zelf.node.name(), zelf.node.address()))
    }
}

const NAMESPACED: [&str; 4] = ["AccumulateGrad", "CopyBackwards", "CopySlices", "NotImplemented"];

thread_local! {
    /// The class of each kind of node, once it was asked for.
    static CLASSES: RefCell<HashMap<String, PyTypeRef>> = RefCell::default();
}

/// A node as a Python object, of a class that is named after it.
#[must_use]
pub fn object(node: Rc<Node>, vm: &VirtualMachine) -> PyObjectRef {
    known(node.counterpart()).unwrap_or_else(|| {
        let (class, payload) = (class_of(&node, vm), || PyNode { node: Rc::clone(&node) });
        let object = payload().into_ref_with_type(vm, class).map_or_else(|_| payload().into_pyobject(vm), Into::into);
        remember(node.counterpart(), &object, vm);
        object
    })
}

fn class_of(node: &Rc<Node>, vm: &VirtualMachine) -> PyTypeRef {
    let (name, module) = (node.name(), node.function().module());
    let make = || vm.ctx.new_class(Some(module), &name, PyNode::static_type().to_owned(), PyTypeSlots::default());
    CLASSES.with_borrow_mut(|classes| classes.entry(name.clone().into_owned()).or_insert_with(make).clone())
}

/// What `Tensor.register_hook` returns.
#[pyclass(module = "torch.utils.hooks", name = "RemovableHandle")]
#[derive(PyPayload)]
pub struct PyHandle {
    node: Rc<Node>,
    key: u64,
}

impl std::fmt::Debug for PyHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RemovableHandle({})", self.key)
    }
}

#[pyclass]
impl PyHandle {
    #[pymethod]
    fn remove(&self) {
        self.node.remove_hook(self.key);
    }
}

/// `Tensor.register_hook(hook)`.
///
/// # Errors
/// PyTorch's for a tensor without gradient.
pub fn register_hook(tensor: &Tensor, hook: PyObjectRef, vm: &VirtualMachine) -> Result<PyObjectRef> {
    let body = move |grad: &Tensor| {
        with_vm(|vm| {
            let result = keep(hook.call((wrap(grad.clone(), vm),), vm))?;
            Ok(tensor_of(&result).cloned())
        })
    };
    let (node, key) = autograd::hook(tensor, Rc::new(body))?;
    Ok(PyHandle { node, key }.into_pyobject(vm))
}

/// `Tensor.register_post_accumulate_grad_hook(hook)`.
///
/// # Errors
/// PyTorch's for other than leaves that require gradients.
pub fn register_leaf_hook(tensor: &Tensor, hook: PyObjectRef, vm: &VirtualMachine) -> Result<PyObjectRef> {
    let body = move |leaf: &Tensor| with_vm(|vm| keep(hook.call((same(leaf.clone(), vm),), vm)).map(|_| ()));
    let (node, key) = autograd::leaf_hook(tensor, Rc::new(body))?;
    Ok(PyHandle { node, key }.into_pyobject(vm))
}

/// The machine that runs on this thread: hooks are called from within a call that it makes.
fn with_vm<R>(body: impl FnOnce(&VirtualMachine) -> Result<R>) -> Result<R> {
    rustpython_vm::vm::thread::with_current_vm(body)
}

/// The node of a `torch.autograd.Function`, or of a module's backward hooks.
struct PythonFunction {
    name: String,
    inputs: Vec<Option<Vec<usize>>>,
    backward: RefCell<Option<PyObjectRef>>,
    outputs: usize,
    saves: bool,
}

impl Function for PythonFunction {
    fn name(&self) -> Cow<'static, str> {
        Cow::Owned(self.name.clone())
    }

    fn backward(&self, _node: &Rc<Node>, grads: &[Option<Tensor>]) -> Result<Vec<Option<Tensor>>> {
        let backward = self.backward.borrow().clone().ok_or_else(autograd::freed)?;
        let result = with_vm(|vm| {
            let grads = (0..self.outputs).map(|slot| match grads.get(slot) {
                Some(Some(grad)) => wrap(grad.clone(), vm),
                _ => vm.ctx.none(),
            });
            keep(backward.call((vm.ctx.new_tuple(grads.collect()),), vm))
        })?;
        let given = result.downcast_ref::<PyTuple>().map(|tuple| tuple.as_slice().to_vec()).unwrap_or_default();
        let fit = |(index, shape): (usize, &Option<Vec<usize>>)| {
            let (Some(shape), Some(grad)) = (shape, given.get(index).and_then(|grad| tensor_of(grad))) else {
                return Ok(None);
            };
            self.fit(index, shape, grad).map(Some)
        };
        self.inputs.iter().enumerate().map(fit).collect()
    }

    fn module(&self) -> &'static str {
        "torch.autograd.function"
    }

    fn release(&self) {
        if self.saves {
            self.backward.borrow_mut().take();
        }
    }
}

impl PythonFunction {
    fn fit(&self, index: usize, shape: &[usize], grad: &Tensor) -> Result<Tensor> {
        if grad.layout().shape() == shape {
            return Ok(grad.clone());
        }
        let from = crate::tensor::Layout::contiguous(shape);
        if from.broadcast_to(&grad.shape()).is_some() {
            return sum_to(grad, shape);
        }
        Err(Error::runtime(format!(
            "Function {} returned an invalid gradient at index {index} - got {:?} but expected shape compatible with {shape:?}",
            self.name,
            grad.shape(),
        )))
    }
}

/// A call of a Python function, as `src/python/library/torch/NATIVE.md` describes it.
pub struct Described<'a> {
    /// The node's name.
    pub name: String,
    /// What the function was called with.
    pub inputs: &'a [PyObjectRef],
    /// What it returned.
    pub outputs: &'a [PyObjectRef],
    /// Outputs that are inputs changed in place.
    pub dirty: &'a [PyObjectRef],
    /// Outputs that no gradient flows through.
    pub non_differentiable: &'a [PyObjectRef],
    /// From gradients of the outputs to gradients of the inputs.
    pub backward: PyObjectRef,
    /// Whether a second pass is an error.
    pub saves: bool,
}

/// Joins what a Python function computed to the graph.
///
/// # Errors
/// PyTorch's, for a leaf that was changed in place.
pub fn function_node(call: Described<'_>, vm: &VirtualMachine) -> Result<Vec<PyObjectRef>> {
    let edges: Vec<Option<Edge>> =
        call.inputs.iter().map(|input| tensor_of(input).and_then(Tensor::gradient_edge)).collect();
    let shapes = call.inputs.iter().zip(&edges);
    let shapes = shapes.map(|(input, edge)| edge.as_ref().and_then(|_| tensor_of(input)).map(Tensor::shape));
    let function = PythonFunction {
        name: call.name,
        inputs: shapes.collect(),
        backward: RefCell::new(Some(call.backward)),
        outputs: call.outputs.len(),
        saves: call.saves,
    };
    let node = Node::new(Box::new(function), edges);
    let listed = |list: &[PyObjectRef], object: &PyObjectRef| list.iter().any(|held| held.is(object));
    let join = |(slot, output): (usize, &PyObjectRef)| {
        let Some(tensor) = tensor_of(output) else { return Ok(output.clone()) };
        if listed(call.non_differentiable, output) || !tensor.dtype().is_floating_point() {
            return Ok(output.clone());
        }
        if listed(call.dirty, output) {
            autograd::check_inplace(tensor)?;
            tensor.storage().bump_version();
            autograd::rebase(tensor, Rc::clone(&node));
            return Ok(output.clone());
        }
        Ok(wrap(tensor.detach().with_grad_fn(Rc::clone(&node), slot), vm))
    };
    call.outputs.iter().enumerate().map(join).collect()
}
