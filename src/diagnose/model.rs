//! The program's models: what they end in, and the layers of their own.

use super::{
    Inspection, Op,
    output::{BCE, BCE_WITH_LOGITS, CROSS_ENTROPY, NLL},
    wiring::Loss,
};
use crate::python::survey::Module;

impl Inspection {
    /// What the only model ends in, of a program that names this kind of loss, no other, and computes none.
    #[must_use]
    pub fn end(&self, loss: &Loss) -> Option<Op<'_>> {
        let named = |loss: &Loss| !self.syntax.calls_of(&loss.names).is_empty();
        let others = [CROSS_ENTROPY, NLL, BCE, BCE_WITH_LOGITS];
        let only = others.iter().all(|other| named(other) == (other.operation == loss.operation));
        if !only || self.flow().losses().next().is_some() {
            return None;
        }
        let mut ends = self.models().filter_map(|model| self.last_of(model));
        ends.next().filter(|_| ends.next().is_none())
    }

    /// The numbers of the outermost modules that hold parts or are the program's own.
    fn models(&self) -> impl Iterator<Item = usize> {
        let is_model = |module: &Module| !module.is("_Loss") && (module.own || !module.children.is_empty());
        let modules = self.survey().modules.iter().enumerate();
        modules
            .filter(move |(number, module)| is_model(module) && self.survey().root(*number) == *number)
            .map(|(number, _)| number)
    }

    /// The last operation that ran in a model.
    fn last_of(&self, model: usize) -> Option<Op<'_>> {
        self.flow().ops().filter(|op| op.step.module.is_some_and(|module| self.survey().root(module) == model)).last()
    }

    /// The layer of the program's own that an activation is built into, where the program makes several of its class
    /// and this one is a part of a model: it activates whether or not it is the last.
    #[must_use]
    pub fn always_active(&self, op: Op<'_>) -> Option<usize> {
        let survey = self.survey();
        let mut at = op.step.module;
        while let Some(number) = at.filter(|&number| self.module(number).is_some_and(|module| !module.own)) {
            at = survey.parent(number).map(|(parent, _)| parent);
        }
        let number = at?;
        let layer = self.module(number)?;
        let is_linear =
            layer.children.iter().any(|child| self.module(child.number).is_some_and(|part| part.class == "Linear"));
        let brothers = survey.modules.iter().filter(|module| module.own && module.class == layer.class).count();
        (is_linear && brothers > 1 && survey.parent(number).is_some()).then_some(number)
    }
}
