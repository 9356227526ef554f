//! Stretches that are one event: a step of an optimizer, the filling of a new layer.

use super::{
    Change, Event, Snapshot, Update, UpdateKind, Value,
    recorder::{Recorder, Verdict, values},
    repeats::hash,
};
use crate::tensor::{Attributes, Tensor};

/// How deep the program is in such stretches, and what the outermost will tell.
#[derive(Default)]
pub struct Quiet {
    depth: usize,
    pending: Option<Pending>,
}

struct Pending {
    key: u64,
    kind: UpdateKind,
    name: String,
    attributes: Vec<(String, Value)>,
    before: Vec<Before>,
}

struct Before {
    tensor: Tensor,
    value: Snapshot,
    gradient: Option<Snapshot>,
}

impl Recorder {
    pub(super) fn is_quiet(&self) -> bool {
        self.state.borrow().quiet.depth > 0
    }

    pub(super) fn enter_quiet(
        &self,
        kind: Option<UpdateKind>,
        name: &str,
        tensors: &dyn Fn() -> Vec<Tensor>,
        attributes: &dyn Fn() -> Attributes,
    ) {
        let outermost = !self.is_quiet();
        self.state.borrow_mut().quiet.depth += 1;
        let Some(kind) = kind.filter(|_| outermost) else { return };
        if let Verdict::Keep(key) = self.count(hash(name), None) {
            let before = tensors().into_iter().map(|tensor| self.before(kind, tensor)).collect();
            let (name, attributes) = (name.to_owned(), values(attributes()));
            self.state.borrow_mut().quiet.pending = Some(Pending { key, kind, name, attributes, before });
        }
    }

    fn before(&self, kind: UpdateKind, tensor: Tensor) -> Before {
        let gradient = tensor.grad().filter(|_| kind == UpdateKind::Optimizer).map(|grad| self.snapshot(&grad));
        Before { value: self.snapshot(&tensor), gradient, tensor }
    }

    pub(super) fn leave_quiet(&self, tensors: &dyn Fn() -> Vec<Tensor>) {
        let pending = {
            let quiet = &mut self.state.borrow_mut().quiet;
            quiet.depth = quiet.depth.saturating_sub(1);
            if quiet.depth == 0 { quiet.pending.take() } else { None }
        };
        let Some(Pending { key, kind, name, attributes, before }) = pending else { return };
        let after = tensors();
        let mut before: Vec<Option<Before>> = before.into_iter().map(Some).collect();
        let changes = after.iter().map(|tensor| self.change(tensor, &mut before)).collect();
        self.push(key, Event::Update(Update { kind, name, attributes, changes }));
    }

    fn change(&self, tensor: &Tensor, before: &mut [Option<Before>]) -> Change {
        let held = before.iter_mut().find_map(|held| held.take_if(|held| held.tensor.is_same(tensor)));
        let (before, gradient) = held.map_or((None, None), |held| (Some(held.value), held.gradient));
        Change { source: self.source(tensor), before, gradient, after: self.snapshot(tensor) }
    }
}
