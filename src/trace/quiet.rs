//! Stretches that are one event: a step of an optimizer, the filling of a new layer.

use super::{
    Change, Event, Remembered, Update, UpdateKind,
    recorder::{Recorder, Verdict, values},
    repeats::hash,
};
use crate::tensor::{
    Tensor,
    dispatch::{Memory, Stretch},
};

impl UpdateKind {
    /// The kind under the name that the door uses.
    fn of(name: &str) -> Option<Self> {
        match name {
            "optimizer" => Some(Self::Optimizer),
            "init" => Some(Self::Init),
            "clip" => Some(Self::Clip),
            _ => None,
        }
    }
}

impl Recorder {
    pub(super) fn keep_stretch(&self, stretch: &Stretch<'_>) {
        let &Stretch { kind, name, before, after, memories } = stretch;
        let Some(kind) = UpdateKind::of(kind) else { return };
        let Verdict::Keep(key) = self.count(hash(name), None) else { return };
        let paired = before.len() == after.len();
        let change = |(index, tensor): (usize, &Tensor)| Change {
            source: self.source(tensor),
            before: before.get(index).filter(|_| paired).map(|tensor| self.snapshot(tensor)),
            gradient: tensor.grad().filter(|_| kind == UpdateKind::Optimizer).map(|grad| self.snapshot(&grad)),
            after: self.snapshot(tensor),
            memory: memories.get(index).map(|memory| self.remembered(memory)).unwrap_or_default(),
        };
        let changes = after.iter().enumerate().map(change).collect();
        let attributes = values(self.site.settings());
        self.push(key, Event::Update(Update { kind, name: name.to_owned(), attributes, changes }));
    }

    fn remembered(&self, memory: &Memory) -> Vec<Remembered> {
        let one = |(name, after): &(String, Tensor)| {
            let before = memory.before.iter().find(|(known, _)| known == name);
            let before = before.map(|(_, tensor)| self.snapshot(tensor));
            Remembered { name: name.clone(), before, after: self.snapshot(after) }
        };
        memory.after.iter().map(one).collect()
    }
}
