//! The answer of a question as someone who slips computes it.

use std::ops::Range;

use super::{Bindings, Texts, Variant, variants};
use crate::lesson::{
    Answer, Kind, Mistake,
    ask::{Ask, How},
    results::Results,
};

/// Slips in the computation of an answer.
#[derive(Clone, Debug, Default)]
pub(in crate::lesson) struct Attempts {
    /// The answer's expression, its names written out.
    right: String,
    /// The same with a slip in it.
    wrong: Vec<Variant>,
    /// What is said about each.
    texts: Texts,
}

impl Attempts {
    /// The slips that can be made in an expression.
    pub fn of(expression: &str, bindings: &Bindings, texts: &Texts) -> Self {
        let right = bindings.written_out(expression);
        Self { wrong: variants(&right), right, texts: texts.clone() }
    }

    /// The cells that they need: the right one, then the wrong ones; any of them may fail.
    pub fn asks(&self, at: Range<usize>) -> impl Iterator<Item = Ask> {
        let right = Some(&self.right).filter(|_| !self.wrong.is_empty());
        let sources = right.into_iter().chain(self.wrong.iter().map(|variant| &variant.source));
        sources.map(move |source| Ask { how: How::Try, ..Ask::value(source, at.clone()) })
    }

    /// The slips that lead to another answer; none where writing names out leads to another one already.
    pub fn play(&self, kind: Kind, answer: &Answer, tolerance: f64, results: &mut Results<'_>) -> Vec<Mistake> {
        if self.wrong.is_empty() {
            return Vec::new();
        }
        let mut tried = || Answer::of(kind, &results.tried()?, &[]);
        let sound = tried().is_some_and(|right| right.is(answer, tolerance));
        let given: Vec<_> = self.wrong.iter().map(|variant| (variant.slip, tried())).collect();
        let other = |given: &Answer| sound && !given.is(answer, tolerance);
        let slips = given.into_iter().filter_map(|(slip, given)| Some((slip, given.filter(other)?)));
        let mistake = |(slip, answer): (super::Slip, Answer)| {
            let message = self.texts.about(slip, &answer.shown());
            Mistake { name: slip.id().to_owned(), answer, message }
        };
        slips.map(mistake).collect()
    }
}
