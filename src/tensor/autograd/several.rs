//! Operations with several outputs, which belong to one node: decompositions.

use std::{borrow::Cow, cell::RefCell, rc::Rc, slice};

use super::{
    Function, Node, check_history, is_grad_enabled,
    saved::{Saved, freed},
};
use crate::tensor::{
    dispatch::{Call, Saves, observe},
    dtype::DType,
    error::Result,
    tensor::Tensor,
};

/// What one tensor is taken apart into, and how gradients flow back.
pub trait Several {
    /// PyTorch's public name: `linalg_svd`.
    fn name(&self) -> &'static str;

    /// The name of its node: `LinalgSvdBackward0`.
    fn node_name(&self) -> &'static str;

    /// [`Saves::FIRST`] where [`Several::backward`] looks at the input too.
    fn saves(&self) -> Saves {
        Saves::NOTHING
    }

    /// The gradient of the input from those of the outputs that have one, by tensor operations: `outputs` are part of
    /// the graph, so that a pass with `create_graph` can be differentiated again.
    ///
    /// # Errors
    /// PyTorch's, where there is no derivative.
    fn backward(&self, input: &Tensor, outputs: &[Tensor], grads: &[Option<Tensor>]) -> Result<Option<Tensor>>;
}

struct SeveralNode<S> {
    operation: S,
    dtype: DType,
    /// The input, then the outputs.
    saved: RefCell<Option<(Saved, Vec<Saved>)>>,
}

impl<S: Several> Function for SeveralNode<S> {
    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.operation.node_name())
    }

    fn backward(&self, node: &Rc<Node>, grads: &[Option<Tensor>]) -> Result<Vec<Option<Tensor>>> {
        let (input, outputs) = self.saved.borrow().clone().ok_or_else(freed)?;
        let input = if self.operation.saves().input(0) { input.unpack(node)? } else { input.into_tensor() };
        let outputs = outputs.iter().map(|output| output.unpack(node)).collect::<Result<Vec<_>>>()?;
        let found = self.operation.backward(&input, &outputs, grads)?;
        Ok(vec![found.map(|grad| grad.to_dtype(self.dtype)).transpose()?])
    }

    fn release(&self) {
        self.saved.borrow_mut().take();
    }

    fn take_saved(&mut self) -> Vec<Tensor> {
        let Some((input, outputs)) = self.saved.get_mut().take() else { return Vec::new() };
        std::iter::once(input).chain(outputs).map(Saved::into_tensor).collect()
    }
}

/// Joins the outputs that were computed from `x` to the graph.
///
/// # Errors
/// PyTorch's, for a view whose history cannot be told.
pub fn several<const N: usize>(
    operation: impl Several + 'static,
    x: &Tensor,
    outputs: [Tensor; N],
) -> Result<[Tensor; N]> {
    let name = operation.name();
    if is_grad_enabled() && x.requires_grad() {
        check_history(x)?;
        let kept = outputs.iter().enumerate().map(|(slot, output)| Saved::output_of(output, slot)).collect();
        let saved = RefCell::new(Some((Saved::input(x), kept)));
        let node = SeveralNode { operation, dtype: x.dtype(), saved };
        let node = Node::new(Box::new(node), vec![x.gradient_edge()]);
        outputs.iter().enumerate().for_each(|(slot, output)| output.set_history(Rc::clone(&node), slot));
    }
    for output in &outputs {
        observe(&Call { name, attributes: &Vec::new, inputs: slice::from_ref(x), output, inplace: false });
    }
    Ok(outputs)
}
