//! The activations whose results losses are given.

use super::{Flow, Inspection, Op, Span, floor, wiring::Loss};
use crate::{
    nn::activation::{self, Activation},
    trace::Value,
};

/// `nn.CrossEntropyLoss`
pub const CROSS_ENTROPY: Loss =
    Loss { operation: "cross_entropy", names: ["torch.nn.CrossEntropyLoss", "torch.nn.functional.cross_entropy"] };
/// `nn.NLLLoss`
pub const NLL: Loss = Loss { operation: "nll_loss", names: ["torch.nn.NLLLoss", "torch.nn.functional.nll_loss"] };
/// `nn.BCELoss`
pub const BCE: Loss =
    Loss { operation: "binary_cross_entropy", names: ["torch.nn.BCELoss", "torch.nn.functional.binary_cross_entropy"] };
/// `nn.BCEWithLogitsLoss`
pub const BCE_WITH_LOGITS: Loss = Loss {
    operation: "binary_cross_entropy_with_logits",
    names: ["torch.nn.BCEWithLogitsLoss", "torch.nn.functional.binary_cross_entropy_with_logits"],
};

/// An activation whose result a loss is given.
#[derive(Clone)]
pub struct Output<'a> {
    /// What it is.
    pub activation: &'static Activation,
    /// The operation that the loss is.
    pub judge: &'static str,
    /// Where it stands.
    pub span: Span,
    /// The operation, if it ran.
    pub op: Option<Op<'a>>,
    /// The loss, if it ran.
    pub loss: Option<Op<'a>>,
    /// Whether the loss is only probably meant for it.
    pub possible: bool,
}

impl Output<'_> {
    /// Whether it is one of these functions.
    #[must_use]
    pub fn is(&self, functions: &[&str]) -> bool {
        functions.contains(&self.activation.function)
    }

    /// The layer of the program's own that it is built into; see [`Inspection::always_active`].
    #[must_use]
    pub fn layer(&self, inspection: &Inspection) -> Option<usize> {
        self.op.and_then(|op| inspection.always_active(op))
    }

    /// How many classes it tells apart.
    #[must_use]
    pub fn classes(&self) -> Option<usize> {
        let shape = &self.op?.operation.output.shape;
        shape.get(1).or(shape.first()).copied()
    }

    /// The smallest loss that it can reach: for cross-entropy whatever the targets, otherwise with those of this run.
    #[must_use]
    pub fn floor(&self) -> Option<f64> {
        let range = floor::range(self.op?, self.activation);
        let Some(loss) = self.loss else {
            let whatever = || Some(floor::cross_entropy(self.classes()?, range));
            return (self.judge == CROSS_ENTROPY.operation).then(whatever)?;
        };
        let targets = loss.operation.input(1)?;
        let [_, _] = loss.operation.inputs[..] else { return None };
        let smoothed =
            loss.operation.attribute("label_smoothing").is_some_and(|smoothing| *smoothing != Value::Float(0.0));
        match loss.name() {
            "cross_entropy" if !smoothed && !targets.is_float() => {
                Some(floor::reduced(loss, floor::cross_entropy(self.classes()?, range), targets.stats.count))
            }
            "binary_cross_entropy_with_logits" if targets.whole => {
                Some(floor::reduced(loss, floor::binary(&targets.values, range), targets.stats.count))
            }
            _ => None,
        }
    }

    /// The last loss of the run, where it is not below this, as that of another batch can be.
    #[must_use]
    pub fn last_loss(&self, flow: Flow<'_>, floor: f64) -> Option<f64> {
        let loss = self.loss?;
        flow.last_value(loss).filter(|last| *last >= floor - 1e-4)
    }
}

impl Inspection {
    /// The activations whose results a loss of this kind is given: as the program ran; where no such loss ran, as the
    /// source says; or else what the program's only model ends in, if that is the only kind of loss that it names.
    #[must_use]
    pub fn outputs(&self, loss: &Loss) -> Vec<Output<'_>> {
        let flow = self.flow();
        if flow.ops().any(|op| op.name() == loss.operation) {
            let judged = flow.ops().filter(|op| op.name() == loss.operation);
            return judged.filter_map(|judge| self.output(loss, flow.origin(judge, 0)?, Some(judge))).collect();
        }
        let written: Vec<Output<'_>> = self
            .syntax
            .fed(loss)
            .into_iter()
            .map(|applied| Output {
                activation: applied.activation,
                judge: loss.operation,
                span: self.script.span(applied.call),
                op: None,
                loss: None,
                possible: false,
            })
            .collect();
        if written.is_empty() {
            self.end(loss).and_then(|op| self.output(loss, op, None)).into_iter().collect()
        } else {
            written
        }
    }

    /// An operation as what this loss is given, if it is an activation.
    #[must_use]
    pub fn output<'a>(&'a self, kind: &Loss, op: Op<'a>, loss: Option<Op<'a>>) -> Option<Output<'a>> {
        let activation = activation::find(op.name()).filter(|found| found.function == op.name())?;
        Some(Output {
            activation,
            judge: kind.operation,
            span: self.place(op)?,
            op: Some(op),
            loss,
            possible: loss.is_none(),
        })
    }
}
