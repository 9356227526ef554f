//! What cannot be understood, and how to write it instead.

use std::fmt;

/// What was typed cannot be understood. Both texts are plain: they may quote what was typed, so no character in them has
/// a second meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unclear {
    /// What is wrong: one sentence in Spanish, lower case at its start and without a full stop.
    pub message: String,
    /// How to write it instead, in the same form.
    pub hint: String,
}

impl Unclear {
    /// Something unclear, and the way out.
    #[must_use]
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), hint: hint.into() }
    }
}

impl fmt::Display for Unclear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; {}", self.message, self.hint)
    }
}

impl std::error::Error for Unclear {}

/// The longest that is quoted of what was typed.
const LONGEST: usize = 40;

/// What was typed, between «», cut where it is long.
pub(super) fn quoted(typed: &str) -> String {
    let typed = typed.trim();
    match typed.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("«{}…»", &typed[..end]),
        None => format!("«{typed}»"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_cut() {
        assert_eq!(quoted(" ñandú "), "«ñandú»");
        assert_eq!(quoted(&"ñ".repeat(500)).chars().count(), LONGEST + 3);
    }
}
