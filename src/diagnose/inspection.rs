//! All that is known of a program: its text, its syntax tree, what it made, what it did.

use rustpython_ruff_text_size::Ranged;

use super::{Flow, Op, Script, Span, Syntax, syntax::Call};
use crate::{
    explain::errors,
    guard::{Ending, Inspected},
    python::{Frame, Outcome, PythonError, Survey, survey::Module},
    trace::{Failure, Place, Step},
};

/// A longer call is no name for a layer.
const LONG: usize = 40;

/// All that is known of a program.
#[derive(Clone, Debug)]
pub struct Inspection {
    /// Its text.
    pub script: Script,
    /// Its syntax tree.
    pub syntax: Syntax,
    /// What came of running it.
    pub ran: Inspected,
    /// How it ended.
    pub ending: Ending,
}

impl Inspection {
    /// What it did, operation by operation.
    #[must_use]
    pub fn flow(&self) -> Flow<'_> {
        Flow::new(&self.ran.record)
    }

    /// What it made.
    #[must_use]
    pub fn survey(&self) -> &Survey {
        &self.ran.survey
    }

    /// The exception that ended it, if one did.
    #[must_use]
    pub fn error(&self) -> Option<&PythonError> {
        match &self.ending {
            Ending::Outcome(outcome) | Ending::TimeLimit(Some(outcome)) => outcome.error(),
            _ => None,
        }
        .filter(|error| !error.is("KeyboardInterrupt"))
    }

    /// The name under `lessons/errores/` of what the exception says.
    #[must_use]
    pub fn error_id(&self) -> Option<String> {
        self.error().and_then(|error| errors::help(error, &self.script.text)).and_then(|help| help.id)
    }

    /// What the exception that ended it says, if it is about all of these.
    #[must_use]
    pub fn error_about(&self, words: &[&str]) -> Option<&str> {
        self.error()
            .map(|error| error.message.as_str())
            .filter(|message| words.iter().all(|word| message.contains(word)))
    }

    /// The function that could not be computed and so ended the program.
    #[must_use]
    pub fn fatal(&self) -> Option<(&Step, &Failure)> {
        let error = self.error()?;
        self.flow().failures().filter(|(_, failure)| failure.message == error.message).last()
    }

    /// The student's line that raised the exception.
    #[must_use]
    pub fn error_span(&self) -> Option<Span> {
        let error = self.error()?;
        let frame = error.frames.iter().rev().find(|frame| frame.file == self.script.name)?;
        Some(self.frame_span(frame))
    }

    fn frame_span(&self, frame: &Frame) -> Span {
        let whole = self.script.whole_line(frame.line);
        match (frame.column, frame.end_column) {
            (Some(column), Some(end)) if end > column && frame.end_line == Some(frame.line) => {
                Span { line: frame.line, column, end }
            }
            (Some(column), _) => Span { column, ..whole },
            _ => whole,
        }
    }

    /// Whether the exception was raised within a node of the syntax tree.
    #[must_use]
    pub fn error_within(&self, node: &impl Ranged) -> bool {
        self.error_span().is_some_and(|span| node.range().contains_range(self.script.range(span)))
    }

    /// Whether the program made a module of this class of its own that came to hold something under this name.
    #[must_use]
    pub fn has_stored(&self, class: &str, name: &str) -> bool {
        let holds = |module: &Module| {
            let names = module.children.iter().map(|child| &child.name);
            let names = names.chain(module.parameters.iter().map(|parameter| &parameter.name));
            let names = names.chain(module.settings.iter().map(|setting| &setting.name));
            names.chain(module.held.iter().map(|held| &held.name)).any(|held| held == name)
        };
        self.survey().modules.iter().any(|module| module.own && module.is(class) && holds(module))
    }

    /// Whether the program came to its end.
    #[must_use]
    pub fn finished(&self) -> bool {
        matches!(&self.ending, Ending::Outcome(Outcome::Finished | Outcome::Exit { .. }))
    }

    /// A module by its number.
    #[must_use]
    pub fn module(&self, number: usize) -> Option<&Module> {
        self.survey().modules.get(number)
    }

    /// The module that an operation ran in.
    #[must_use]
    pub fn module_of(&self, step: &Step) -> Option<&Module> {
        step.module.and_then(|number| self.module(number))
    }

    /// Where an operation stands in the student's file: the line of the program that called it or, where its module
    /// is one of PyTorch's within a container, the call that made the module, which is where a student would mend it.
    #[must_use]
    pub fn place(&self, op: Op<'_>) -> Option<Span> {
        let made = self.made(op.step);
        let called = op.step.place.as_ref().map(|place| self.span(place));
        let in_container = op
            .step
            .module
            .and_then(|number| self.survey().parent(number))
            .is_some_and(|(parent, _)| self.module(parent).is_some_and(|parent| !parent.own));
        if in_container { made.or(called) } else { called.or(made) }
    }

    /// The call in the source that decides which function an operation is: the one that made its module, if that is
    /// one of PyTorch's own, or the one that called it.
    #[must_use]
    pub fn decisive_call(&self, op: Op<'_>) -> Option<Call<'_>> {
        let called = || op.step.place.as_ref().map(|place| self.span(place));
        self.syntax.call_at(self.made(op.step).or_else(called)?, &self.script)
    }

    /// Where a step stands, if it is a call of what begins with this: `torch.nn.init.`
    #[must_use]
    pub fn span_of_call(&self, step: &Step, callee: &str) -> Option<Span> {
        let span = self.span(step.place.as_ref()?);
        self.syntax.call_at(span, &self.script).filter(|call| call.callee.starts_with(callee)).map(|_| span)
    }

    /// The call that made the module that an operation ran in, if that is one of PyTorch's own.
    #[must_use]
    pub fn made(&self, step: &Step) -> Option<Span> {
        let module = self.module_of(step).filter(|module| !module.own)?;
        self.script.spot(module.place)
    }

    /// The span of a place in a record.
    #[must_use]
    pub fn span(&self, place: &Place) -> Span {
        match (place.column, place.end_column) {
            (Some(column), Some(end)) if end > column => Span { line: place.line, column, end },
            (Some(column), _) => Span { column, ..self.script.whole_line(place.line) },
            _ => self.script.whole_line(place.line),
        }
    }

    /// A layer as the student knows it: by its name in a class of their own, otherwise by the call that makes it or
    /// that calls it, otherwise by its function.
    #[must_use]
    pub fn layer(&self, op: Op<'_>) -> String {
        self.layer_at(op.step, op.name())
    }

    /// The same of a step with this function, which may have failed.
    #[must_use]
    pub fn layer_at(&self, step: &Step, function: &str) -> String {
        let made = self.made(step);
        let called = step.place.as_ref().map(|place| self.span(place));
        let number = step.module.filter(|_| made.is_some());
        let parent = number.and_then(|number| self.survey().parent(number)).and_then(|(parent, _)| self.module(parent));
        let call = made.or(called).and_then(|span| self.syntax.call_at(span, &self.script));
        let quoted =
            call.map(|call| self.script.quote(call.node)).filter(|text| text.len() <= LONG && !text.contains('\n'));
        match (number.filter(|_| parent.is_some_and(|parent| parent.own)), quoted) {
            (None, Some(quoted)) => quoted.to_owned(),
            (None, None) => number.map_or_else(|| function.to_owned(), |number| self.survey().name(number)),
            (Some(number), _) => self.survey().name(number),
        }
    }

    /// What an operation's module is called in its model, `bloque.fc1`, if it is one of PyTorch's own; otherwise the
    /// operation's name.
    #[must_use]
    pub fn name(&self, op: Op<'_>) -> String {
        match (self.module_of(op.step), op.step.module) {
            (Some(module), Some(number)) if !module.own => self.survey().name(number),
            _ => op.name().to_owned(),
        }
    }
}
