//! The node that a recorded [`Operation`] becomes.

use std::{borrow::Cow, cell::RefCell, rc::Rc};

use super::{
    Edge, Function, Node,
    saved::{Saved, freed},
};
use crate::tensor::{dispatch::Operation, dtype::DType, error::Result, tensor::Tensor};

struct OperationNode {
    operation: Rc<dyn Operation>,
    inputs: Vec<Input>,
    saved: RefCell<Option<SavedTensors>>,
    saves_something: bool,
}

struct Input {
    shape: Vec<usize>,
    dtype: DType,
    needs_grad: bool,
}

#[derive(Default)]
struct SavedTensors {
    inputs: Vec<Option<Saved>>,
    output: Option<Saved>,
}

/// What an operation may look at on the way back.
pub struct Context<'a> {
    node: &'a Rc<Node>,
    inner: &'a OperationNode,
}

impl Context<'_> {
    /// An input, if the operation saved it.
    ///
    /// # Errors
    /// When it was freed or changed in place since.
    pub fn input(&self, index: usize) -> Result<Tensor> {
        let saved = self.inner.saved.borrow();
        let tensors = saved.as_ref().ok_or_else(freed)?;
        tensors.inputs.get(index).and_then(Option::as_ref).ok_or_else(freed)?.unpack(self.node)
    }

    /// The output, if the operation saved it.
    ///
    /// # Errors
    /// As [`Context::input`].
    pub fn output(&self) -> Result<Tensor> {
        let saved = self.inner.saved.borrow();
        saved.as_ref().and_then(|tensors| tensors.output.as_ref()).ok_or_else(freed)?.unpack(self.node)
    }

    /// The shape of an input.
    #[must_use]
    pub fn shape(&self, index: usize) -> &[usize] {
        &self.inner.inputs[index].shape
    }

    /// The type of an input.
    #[must_use]
    pub fn dtype(&self, index: usize) -> DType {
        self.inner.inputs[index].dtype
    }

    /// Whether anyone asks for the gradient of an input.
    #[must_use]
    pub fn needs(&self, index: usize) -> bool {
        self.inner.inputs[index].needs_grad
    }

    /// The number of inputs.
    #[must_use]
    pub fn len(&self) -> usize {
        self.inner.inputs.len()
    }

    /// Whether there are no inputs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.inner.inputs.is_empty()
    }
}

impl Function for OperationNode {
    fn name(&self) -> Cow<'static, str> {
        self.operation.node_name()
    }

    fn backward(&self, node: &Rc<Node>, grads: &[Option<Tensor>]) -> Result<Vec<Option<Tensor>>> {
        if self.saves_something && self.saved.borrow().is_none() {
            return Err(freed());
        }
        let Some(Some(grad)) = grads.first() else { return Ok(vec![None; self.inputs.len()]) };
        let mut results = self.operation.backward(&Context { node, inner: self }, grad)?;
        for (result, input) in results.iter_mut().zip(&self.inputs) {
            if let Some(grad) = result.take_if(|grad| grad.dtype() != input.dtype) {
                *result = Some(grad.to_dtype(input.dtype)?);
            }
        }
        Ok(results)
    }

    fn hides(&self, input: usize) -> bool {
        self.operation.hides(input)
    }

    fn release(&self) {
        self.saved.borrow_mut().take();
    }

    fn take_saved(&mut self) -> Vec<Tensor> {
        let Some(saved) = self.saved.get_mut().take() else { return Vec::new() };
        saved.inputs.into_iter().flatten().chain(saved.output).map(Saved::into_tensor).collect()
    }
}

/// Records `operation` on `inputs`; `output` is what it gave, or the tensor that it changed in place.
/// `edges` and `inputs` are as they were before the operation ran.
pub fn record(
    operation: Rc<dyn Operation>,
    inputs: Vec<(Tensor, Saved)>,
    edges: Vec<Option<Edge>>,
    output: &Tensor,
) -> Rc<Node> {
    let saves = operation.saves();
    let described = inputs.iter().zip(&edges).map(|((tensor, _), edge)| Input {
        shape: tensor.shape(),
        dtype: tensor.dtype(),
        needs_grad: edge.is_some(),
    });
    let described = described.collect();
    let kept = inputs.into_iter().enumerate().map(|(index, (_, saved))| saves.input(index).then_some(saved)).collect();
    let output = saves.output().then(|| Saved::output(output));
    let function = OperationNode {
        operation,
        inputs: described,
        saved: RefCell::new(Some(SavedTensors { inputs: kept, output })),
        saves_something: saves.anything(),
    };
    Node::new(Box::new(function), edges)
}
