//! An operation where it stands in a record: what it worked on, and how it lies among the other steps.

use crate::trace::{Event, Input, Operation, Record, Source, Step, Value};

/// Operations that show elements of a tensor without copying them.
const VIEWS: [&str; 9] =
    ["select", "slice", "narrow", "diagonal", "view", "unsqueeze", "squeeze", "transpose", "permute"];

/// Its step and record are looked at for what the operation alone does not tell.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// What is explained.
    pub operation: &'a Operation,
    /// Its step.
    pub step: &'a Step,
    /// All steps.
    pub record: &'a Record,
}

impl<'a> Seen<'a> {
    /// The name that the student's line gives to the result, where nothing else is computed in between.
    pub fn name(self) -> Option<&'a str> {
        named(self.step, self.record)
    }

    /// The shape of an input before it was stretched to fit another.
    pub fn original(self, index: usize) -> Option<&'a [usize]> {
        let input = self.operation.inputs.get(index)?;
        let stretched = producer(&input.source, self.record)
            .filter(|(step, operation)| operation.name == "expand" && step.place == self.step.place)
            .and_then(|(_, operation)| operation.input(0));
        Some(&stretched.unwrap_or(&input.value).shape)
    }

    /// How many elements the tensor has of which this operation, done in place, changes a part alone.
    pub fn whole_count(self) -> Option<usize> {
        let target = self.operation.inputs.first().filter(|_| self.operation.inplace)?;
        let count = self.whole(target).value.stats.count;
        (count > target.value.stats.count).then_some(count)
    }

    /// The tensor that an input is a view of, through all views; the input itself where it is none.
    fn whole(self, mut input: &'a Input) -> &'a Input {
        while let Some((_, view)) = producer(&input.source, self.record).filter(|(_, view)| is_view(view)) {
            let Some(viewed) = view.inputs.first() else { break };
            input = viewed;
        }
        input
    }

    /// Whether this only shows the elements that one of the next steps writes into.
    pub fn is_target(self) -> bool {
        let Some(step) = self.record.steps.get(self.step.number) else { return false };
        let Event::Operation(operation) = &step.event else { return false };
        let works_on_it = operation.inputs.first().is_some_and(|first| first.source == Source::Step(self.step.number));
        is_view(self.operation) && works_on_it && (operation.inplace || Self { operation, step, ..self }.is_target())
    }

    /// The name of the tensor that the first input is, or is a view of.
    pub fn whole_name(self) -> Option<&'a str> {
        called(&self.whole(self.operation.inputs.first()?).source, self.record)
    }

    /// Whether it works on a tensor that gets a gradient, while no graph is recorded.
    pub fn is_unrecorded(self) -> bool {
        let output = &self.operation.output;
        let tracked = self.operation.inputs.iter().any(|input| input.value.is_tracked());
        tracked && output.is_float() && !output.is_tracked()
    }

    /// An argument that is not a tensor, if it is a number.
    pub fn number(self, name: &str) -> Option<f64> {
        match self.operation.attribute(name)? {
            Value::Float(value) => Some(*value),
            Value::Int(value) => Some(*value as f64),
            _ => None,
        }
    }
}

fn is_view(operation: &Operation) -> bool {
    VIEWS.contains(&operation.name.as_str()) && !operation.inplace
}

fn producer<'a>(source: &Source, record: &'a Record) -> Option<(&'a Step, &'a Operation)> {
    let Source::Step(number) = source else { return None };
    let step = record.steps.get(number.checked_sub(1)?)?;
    match &step.event {
        Event::Operation(operation) => Some((step, operation)),
        _ => None,
    }
}

fn called<'a>(source: &'a Source, record: &'a Record) -> Option<&'a str> {
    match source {
        Source::Parameter(name) | Source::Variable(name) => Some(name),
        Source::Step(_) => {
            let (step, operation) = producer(source, record)?;
            match operation.inputs.first().filter(|_| operation.inplace) {
                Some(target) if target.source != *source => called(&target.source, record),
                _ => named(step, record),
            }
        }
        Source::Number | Source::Unknown => None,
    }
}

fn named<'a>(step: &'a Step, record: &'a Record) -> Option<&'a str> {
    let place = step.place.as_ref().filter(|_| step.path.is_empty())?;
    let next = record.steps.get(step.number).and_then(|next| next.place.as_ref());
    let goes_on = next
        .is_some_and(|next| (next.line, next.column, next.end_column) == (place.line, place.column, place.end_column));
    place.target.as_deref().filter(|_| !goes_on)
}
