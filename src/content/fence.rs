//! A fenced block: what stands behind the fence, and what stands inside.

use std::ops::Range;

/// A fenced block, handed on to whoever knows its word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fence {
    /// What stands behind the opening fence.
    pub info: String,
    /// The lines inside, each with its line feed.
    pub body: String,
    /// The line of the opening fence, from 1. The body begins on the next.
    pub line: usize,
    /// Where `info` begins in the text.
    pub info_at: usize,
    /// Where `body` begins in the text.
    pub body_at: usize,
}

/// `oculto` or `error=ValueError` or `titulo="a b"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The name.
    pub name: String,
    /// The value, without its quotes.
    pub value: Option<String>,
    /// Where it stands in the text.
    pub range: Range<usize>,
}

impl Fence {
    /// The first word behind the fence; it says what kind of block this is.
    #[must_use]
    pub fn word(&self) -> &str {
        self.info.split_whitespace().next().unwrap_or_default()
    }

    /// What stands behind the word.
    #[must_use]
    pub fn attributes(&self) -> Vec<Attribute> {
        words(&self.info).into_iter().skip(1).map(|range| self.attribute(range)).collect()
    }

    /// Where the word stands in the text.
    #[must_use]
    pub fn word_range(&self) -> Range<usize> {
        self.info_at..self.info_at + self.word().len()
    }

    /// Where the body stands in the text.
    #[must_use]
    pub fn body_range(&self) -> Range<usize> {
        self.body_at..self.body_at + self.body.len()
    }

    fn attribute(&self, range: Range<usize>) -> Attribute {
        let (name, value) = match self.info[range.clone()].split_once('=') {
            Some((name, value)) => (name, Some(value.trim_matches('"').to_owned())),
            None => (&self.info[range.clone()], None),
        };
        let range = self.info_at + range.start..self.info_at + range.end;
        Attribute { name: name.to_owned(), value, range }
    }
}

/// Stretches without blanks, but for those between quotes.
fn words(text: &str) -> Vec<Range<usize>> {
    let (mut words, mut start, mut quoted) = (Vec::new(), None, false);
    for (index, c) in text.char_indices() {
        quoted ^= c == '"';
        match (c.is_whitespace() && !quoted, start) {
            (false, None) => start = Some(index),
            (true, Some(from)) => {
                words.push(from..index);
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| from..text.len()));
    words
}
