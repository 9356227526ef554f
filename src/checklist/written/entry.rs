//! An entry of a list: a line with what belongs to it.

use crate::checklist::Answer;

/// An entry.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Entry {
    /// Its line, from 1.
    pub line: usize,
    /// Where its text begins in that line, from 1, in characters.
    pub column: usize,
    /// The line as it stands.
    pub source: String,
    /// Whether it looks like an item of a list.
    pub marked: bool,
    /// How far it stands in.
    pub indent: usize,
    /// All that it says, without its marks.
    pub whole: String,
    /// What it says, without the answer.
    pub text: String,
    /// The answer.
    pub answer: Option<Answer>,
    /// Another answer in the same place.
    pub clash: Option<(Answer, Answer)>,
    /// What stands behind the answer.
    pub reason: Option<String>,
    /// What stands below it.
    pub notes: Vec<Entry>,
}
