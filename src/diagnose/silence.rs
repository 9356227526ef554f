//! `# antorcha: ignora sin-activacion porque…`: a finding that the student has thought about.

use super::Script;

/// A comment that silences a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silence {
    /// The line of the comment.
    pub line: usize,
    /// The id, as it was typed.
    pub rule: String,
    /// Why; empty where nothing is said.
    pub reason: String,
    /// The line that it is about: its own or, where it stands alone, the next that says something.
    about: usize,
}

/// What begins such a comment, behind the `#`.
const WORDS: [&str; 2] = ["antorcha: ignora", "antorcha:ignora"];

impl Silence {
    /// All of a program.
    #[must_use]
    pub fn all(script: &Script) -> Vec<Self> {
        (1..=script.lines()).filter_map(|line| Self::read(line, script)).collect()
    }

    /// Whether it silences this rule on this line.
    #[must_use]
    pub fn covers(&self, rule: &str, line: usize) -> bool {
        self.rule == rule && self.about == line && !self.reason.is_empty()
    }

    fn read(line: usize, script: &Script) -> Option<Self> {
        let (code, comment) = script.line(line).split_once('#')?;
        let said = WORDS.iter().find_map(|word| comment.trim_start().strip_prefix(word))?.trim();
        let (rule, reason) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
        let about = if code.trim().is_empty() { Self::next(line, script) } else { line };
        let reason = reason.trim_start_matches([':', '-', '—', ' ']).trim().to_owned();
        Some(Self { line, rule: rule.trim_end_matches([':', ',']).to_owned(), reason, about })
    }

    /// The next line that is no comment.
    fn next(line: usize, script: &Script) -> usize {
        let says = |line: &usize| {
            let text = script.line(*line).trim();
            !text.is_empty() && !text.starts_with('#')
        };
        (line + 1..=script.lines()).find(says).unwrap_or(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_about_a_line() {
        let text = "# antorcha: ignora relu-muerta es a propósito\n\n# nota\nx = 1\ny = 2  # antorcha: ignora tipos\n";
        let silences = Silence::all(&Script::new("a.py", text));
        assert_eq!(silences.len(), 2);
        assert!(silences[0].covers("relu-muerta", 4) && !silences[0].covers("relu-muerta", 5));
        assert_eq!(silences[0].reason, "es a propósito");
        assert!(!silences[1].covers("tipos", 5), "without a reason it silences nothing");
    }
}
