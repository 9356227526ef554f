//! The record of a run as a graph: which operation fed which.

use std::collections::HashSet;

use crate::trace::{Backward, Event, Failure, Input, Operation, Record, Source, Step, Tally, Update};

/// The operations of a run, and how they hang together.
#[derive(Clone, Copy, Debug)]
pub struct Flow<'a> {
    record: &'a Record,
}

/// An operation and the step that it was.
#[derive(Clone, Copy, Debug)]
pub struct Op<'a> {
    /// When, where, in which module.
    pub step: &'a Step,
    /// What.
    pub operation: &'a Operation,
}

/// Operations that only rearrange: what comes out is what went in.
const VIEWS: [&str; 12] = [
    "view",
    "reshape",
    "flatten",
    "unflatten",
    "squeeze",
    "unsqueeze",
    "transpose",
    "t",
    "permute",
    "contiguous",
    "expand",
    "clone",
];

/// Losses, by the name of their function.
const LOSSES: [&str; 11] = [
    "mse_loss",
    "l1_loss",
    "smooth_l1_loss",
    "huber_loss",
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "cross_entropy",
    "nll_loss",
    "kl_div",
    "poisson_nll_loss",
    "gaussian_nll_loss",
];

impl<'a> Op<'a> {
    /// PyTorch's name: `relu`.
    #[must_use]
    pub fn name(&self) -> &'a str {
        &self.operation.name
    }

    /// Its number among the steps.
    #[must_use]
    pub fn number(&self) -> usize {
        self.step.number
    }

    /// Whether it is one of these.
    #[must_use]
    pub fn is(&self, names: &[&str]) -> bool {
        names.contains(&self.name())
    }

    /// An input.
    #[must_use]
    pub fn input(&self, index: usize) -> Option<&'a Input> {
        self.operation.inputs.get(index)
    }

    fn of(step: &'a Step) -> Option<Self> {
        if let Event::Operation(operation) = &step.event { Some(Self { step, operation }) } else { None }
    }
}

impl<'a> Flow<'a> {
    /// The graph of a record.
    #[must_use]
    pub fn new(record: &'a Record) -> Self {
        Self { record }
    }

    /// All steps.
    #[must_use]
    pub fn steps(&self) -> &'a [Step] {
        &self.record.steps
    }

    /// All operations, in order.
    pub fn ops(&self) -> impl Iterator<Item = Op<'a>> {
        self.record.steps.iter().filter_map(Op::of)
    }

    /// The operations with one of these names.
    pub fn named(&self, names: &'a [&'a str]) -> impl Iterator<Item = Op<'a>> {
        self.ops().filter(move |op| op.is(names))
    }

    /// The losses.
    pub fn losses(&self) -> impl Iterator<Item = Op<'a>> {
        self.named(&LOSSES)
    }

    /// The operation at a step.
    #[must_use]
    pub fn op(&self, number: usize) -> Option<Op<'a>> {
        self.record.steps.get(number.checked_sub(1)?).and_then(Op::of)
    }

    /// What computed an input.
    #[must_use]
    pub fn producer(&self, input: &Input) -> Option<Op<'a>> {
        if let Source::Step(number) = input.source { self.op(number) } else { None }
    }

    /// What computed an input of an operation, behind what only rearranges.
    #[must_use]
    pub fn origin(&self, op: Op<'a>, input: usize) -> Option<Op<'a>> {
        self.behind(op, input, &[])
    }

    /// The same behind operations of these names too, which are followed along their first input.
    #[must_use]
    pub fn behind(&self, op: Op<'a>, input: usize, passed: &[&str]) -> Option<Op<'a>> {
        self.source(op.input(input)?, passed)
    }

    /// What computed an input, behind what only rearranges and operations of these names.
    #[must_use]
    pub fn source(&self, input: &Input, passed: &[&str]) -> Option<Op<'a>> {
        let mut at = self.producer(input)?;
        // Producers come before, so this ends.
        while at.is(&VIEWS) || at.is(passed) {
            at = self.producer(at.input(0)?).filter(|before| before.number() < at.number())?;
        }
        Some(at)
    }

    /// What an operation's result was put into.
    pub fn consumers(&self, of: Op<'a>) -> impl Iterator<Item = Op<'a>> {
        let number = of.number();
        self.ops().filter(move |op| op.operation.inputs.iter().any(|input| input.source == Source::Step(number)))
    }

    /// What an operation's result was computed from, itself first, then from near to far.
    #[must_use]
    pub fn ancestors(&self, of: Op<'a>) -> Vec<Op<'a>> {
        let (mut found, mut known, mut next) = (vec![of], HashSet::from([of.number()]), 0);
        while let Some(&at) = found.get(next) {
            let before = at.operation.inputs.iter().filter_map(|input| self.producer(input));
            let new = before.filter(|before| before.number() < at.number() && known.insert(before.number()));
            found.extend(new.collect::<Vec<_>>());
            next += 1;
        }
        found
    }

    /// Operations that only rearrange.
    #[must_use]
    pub fn views() -> &'static [&'static str] {
        &VIEWS
    }

    /// Functions that could not be computed.
    pub fn failures(&self) -> impl Iterator<Item = (&'a Step, &'a Failure)> {
        self.record.steps.iter().filter_map(|step| match &step.event {
            Event::Failure(failure) => Some((step, failure)),
            _ => None,
        })
    }

    /// Backward passes.
    pub fn backwards(&self) -> impl Iterator<Item = (&'a Step, &'a Backward)> {
        self.record.steps.iter().filter_map(|step| match &step.event {
            Event::Backward(backward) => Some((step, backward)),
            _ => None,
        })
    }

    /// Changes by optimizers and initialisations.
    pub fn updates(&self) -> impl Iterator<Item = (&'a Step, &'a Update)> {
        self.record.steps.iter().filter_map(|step| match &step.event {
            Event::Update(update) => Some((step, update)),
            _ => None,
        })
    }

    /// What was differentiated in the last round of the loop that a loss stands in: its last value.
    #[must_use]
    pub fn last_value(&self, loss: Op<'a>) -> Option<f64> {
        let number = loss.number();
        let is_root = |(_, backward): (_, &Backward)| backward.root.source == Source::Step(number);
        let mut repeats = self.record.steps.iter().filter_map(|step| match &step.event {
            Event::Repeat(repeat) if (repeat.from..=repeat.to).contains(&number) => repeat.loss.last().copied(),
            _ => None,
        });
        if self.backwards().any(is_root) { repeats.next() } else { None }
    }

    /// What the units of an activation did over all its calls.
    #[must_use]
    pub fn tally(&self, op: Op<'_>) -> Option<&'a Tally> {
        self.record.tallies.iter().find(|tally| tally.step == op.number())
    }
}
