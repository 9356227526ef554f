//! Running text: spans, each with a role.

use serde::{Deserialize, Serialize};

use super::Role;

/// A stretch of text with one role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// What the text is.
    #[serde(rename = "papel")]
    pub role: Role,
    /// The text itself.
    #[serde(rename = "texto")]
    pub text: String,
}

/// Running text. A line feed inside is a line break; other runs of white space are one space.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text {
    /// The spans, in reading order.
    pub spans: Vec<Span>,
}

impl Text {
    /// An empty text, to be built up.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads our own markup: `` `code` ``, `**emphasis**`, `_term_`. Only for text that we wrote: what comes from a
    /// student goes through [`Text::code`] and its like, where no character has a second meaning.
    #[must_use]
    pub fn marked(source: &str) -> Self {
        super::markup::parse(source)
    }

    /// Adds a stretch with the given role.
    #[must_use]
    pub fn with(mut self, role: Role, text: impl Into<String>) -> Self {
        self.spans.push(Span { role, text: text.into() });
        self
    }

    /// Adds running text.
    #[must_use]
    pub fn say(self, text: impl Into<String>) -> Self {
        self.with(Role::Plain, text)
    }

    /// Adds code. It is never broken at its spaces.
    #[must_use]
    pub fn code(self, text: impl Into<String>) -> Self {
        self.with(Role::Code, text)
    }

    /// Adds a technical term.
    #[must_use]
    pub fn term(self, text: impl Into<String>) -> Self {
        self.with(Role::Term, text)
    }

    /// Adds a number.
    #[must_use]
    pub fn number(self, text: impl Into<String>) -> Self {
        self.with(Role::Number, text)
    }

    /// Adds emphasised text.
    #[must_use]
    pub fn emphasis(self, text: impl Into<String>) -> Self {
        self.with(Role::Emphasis, text)
    }

    /// Adds the spans of another text.
    #[must_use]
    pub fn join(mut self, other: impl Into<Text>) -> Self {
        self.spans.extend(other.into().spans);
        self
    }

    /// Gives every span without a role of its own this one.
    #[must_use]
    pub fn or_role(mut self, role: Role) -> Self {
        for span in self.spans.iter_mut().filter(|span| span.role == Role::Plain) {
            span.role = role;
        }
        self
    }

    /// The characters alone.
    #[must_use]
    pub fn plain(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.iter().all(|span| span.text.is_empty())
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::new().say(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::new().say(text)
    }
}
