//! What a rule finds: where, with which values, and how it is repaired. The words stand on the pitfall's page.

use rustpython_ruff_text_size::{Ranged, TextRange};

use super::{Script, Span};

/// Something that a rule found.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule, which is the id of the pitfall's page.
    pub rule: &'static str,
    /// Which of the page's `hallazgos` says it; empty where there is only one.
    pub case: &'static str,
    /// Where.
    pub span: Span,
    /// What the gaps of its texts hold.
    pub values: Vec<(&'static str, String)>,
    /// How the source is to be changed.
    pub edits: Vec<Edit>,
    /// Whether the rule cannot be sure.
    pub possible: bool,
    /// Whether it says why the program ended in an exception, which then needs no words of its own.
    pub explains: bool,
}

/// A stretch of the source and what is to stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The stretch, in bytes.
    pub range: TextRange,
    /// What is to stand there.
    pub text: String,
}

impl Finding {
    /// Something found at a place.
    #[must_use]
    pub fn new(rule: &'static str, span: Span) -> Self {
        Self { rule, case: "", span, values: Vec::new(), edits: Vec::new(), possible: false, explains: false }
    }

    /// Which of the page's `hallazgos` says it.
    #[must_use]
    pub fn case(mut self, case: &'static str) -> Self {
        self.case = case;
        self
    }

    /// What a gap of its texts holds. A sentence of evidence with a gap that nothing fills is left out.
    #[must_use]
    pub fn value(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// The same, where there is one.
    #[must_use]
    pub fn maybe(self, name: &'static str, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.value(name, value),
            None => self,
        }
    }

    /// The same for several.
    #[must_use]
    pub fn values(mut self, values: Vec<(&'static str, String)>) -> Self {
        self.values.extend(values);
        self
    }

    /// Replaces a node of the syntax tree.
    #[must_use]
    pub fn replace(mut self, node: &impl Ranged, text: impl Into<String>) -> Self {
        self.edits.push(Edit { range: node.range(), text: text.into() });
        self
    }

    /// Changes the source so, where a change is known.
    #[must_use]
    pub fn edited(mut self, edit: Option<Edit>) -> Self {
        self.edits.extend(edit);
        self
    }

    /// Puts text before and behind a node of the syntax tree.
    #[must_use]
    pub fn wrap(self, node: &impl Ranged, before: &str, behind: &str) -> Self {
        let (start, end) = (TextRange::empty(node.start()), TextRange::empty(node.end()));
        self.replace(&start, before).replace(&end, behind)
    }

    /// The rule cannot be sure.
    #[must_use]
    pub fn possible(self) -> Self {
        self.possible_if(true)
    }

    /// The rule cannot be sure, if this is so.
    #[must_use]
    pub fn possible_if(mut self, possible: bool) -> Self {
        self.possible |= possible;
        self
    }

    /// It says why the program ended in an exception.
    #[must_use]
    pub fn explains_error(self) -> Self {
        self.explains_error_if(true)
    }

    /// The same, if this is so.
    #[must_use]
    pub fn explains_error_if(mut self, explains: bool) -> Self {
        self.explains |= explains;
        self
    }

    /// The repaired lines, without the indentation that they share; nothing where the rule knows no repair.
    #[must_use]
    pub fn repaired(&self, script: &Script) -> Option<String> {
        let first = self.edits.iter().map(|edit| script.span(&edit.range).line).min()?;
        let ends = self.edits.iter().map(|edit| script.span(&TextRange::empty(edit.range.end())).line);
        let last = ends.max().unwrap_or(first);
        let start = script.range(Span { line: first, column: 1, end: 1 }).start();
        let mut text = script.text[TextRange::new(start, script.line_end(last))].to_owned();
        let mut edits: Vec<&Edit> = self.edits.iter().collect();
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.range.start()));
        for edit in edits {
            let range = edit.range - start;
            text.replace_range(range.start().to_usize()..range.end().to_usize(), &edit.text);
        }
        Some(dedented(&text))
    }
}

/// Without the indentation that all lines share.
fn dedented(text: &str) -> String {
    let filled = || text.lines().filter(|line| !line.trim().is_empty());
    let indent = filled().map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let lines: Vec<&str> = text.lines().map(|line| line.get(indent..).unwrap_or_default().trim_end()).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_give_the_repaired_lines() {
        let script = Script::new("a.py", "def f(x):\n    y = nn.ReLU(x)\n    return y\n");
        let range = |from: &str| {
            let start = script.text.find(from).expect("it is there");
            TextRange::at((start as u32).into(), (from.len() as u32).into())
        };
        let finding = Finding::new("r", Span { line: 2, column: 9, end: 19 })
            .replace(&range("nn.ReLU"), "torch.relu")
            .replace(&range("y = "), "h = ");
        assert_eq!(finding.repaired(&script).as_deref(), Some("h = torch.relu(x)"));
        assert_eq!(Finding::new("r", Span { line: 1, column: 1, end: 2 }).repaired(&script), None);
        let two =
            Finding::new("r", script.whole_line(2)).replace(&range("ReLU(x)\n    return y"), "A(x)\n    return 1");
        assert_eq!(two.repaired(&script).as_deref(), Some("y = nn.A(x)\nreturn 1"));
    }
}
