//! Nodes that PyTorch calls differently where its own C++ code calls the operation.

use std::{borrow::Cow, rc::Rc};

use super::{Function, Node};
use crate::tensor::{error::Result, tensor::Tensor};

/// A node under another name, with an edge for its first input alone: the others are numbers.
struct Renamed {
    writer: Option<Rc<Node>>,
    name: &'static str,
}

impl Function for Renamed {
    fn name(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.name)
    }

    fn backward(&self, _node: &Rc<Node>, grads: &[Option<Tensor>]) -> Result<Vec<Option<Tensor>>> {
        self.writer.as_ref().map_or_else(|| Ok(Vec::new()), |writer| writer.function().backward(writer, grads))
    }

    fn hides(&self, input: usize) -> bool {
        input > 0
    }

    fn release(&self) {
        if let Some(writer) = &self.writer {
            writer.function().release();
        }
    }

    fn take_nodes(&mut self) -> Vec<Rc<Node>> {
        self.writer.take().into_iter().collect()
    }
}

/// A fresh result whose node has another name.
pub fn renamed(tensor: Tensor, name: &'static str) -> Tensor {
    if let Some(writer) = tensor.grad_fn() {
        tensor.set_history(under(writer, name), 0);
    }
    tensor
}

/// The node of an operation that changed its input in place (`t_`, `elu_`).
pub fn of_place(writer: Rc<Node>) -> Rc<Node> {
    let name = match &*writer.name() {
        "CeluBackward0" => "CeluBackward1",
        "EluBackward0" => "EluBackward1",
        "LeakyReluBackward0" => "LeakyReluBackward1",
        "RreluWithNoiseBackward0" => "RreluWithNoiseBackward1",
        "ThresholdBackward0" => "ThresholdBackward1",
        "SqueezeBackward0" => "SqueezeBackward3",
        "SqueezeBackward1" => "SqueezeBackward4",
        "SqueezeBackward2" => "SqueezeBackward5",
        "TBackward0" => "TBackward1",
        "TransposeBackward0" => "TransposeBackward1",
        "UnsqueezeBackward0" => "UnsqueezeBackward1",
        _ => return writer,
    };
    under(writer, name)
}

fn under(writer: Rc<Node>, name: &'static str) -> Rc<Node> {
    let edges = writer.edges().to_vec();
    Node::new(Box::new(Renamed { writer: Some(writer), name }), edges)
}
