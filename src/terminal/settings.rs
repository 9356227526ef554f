//! What the screen is like: asked once at the rim, then passed as a value.

/// Whether colour is wanted, as the command line says it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorChoice {
    /// Where a person reads it.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What the command line asks of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// Colour.
    pub color: ColorChoice,
    /// Width in columns.
    pub width: Option<usize>,
    /// ASCII signs only.
    pub ascii: bool,
    /// Words for a screen reader instead of lines and signs.
    pub accessible: bool,
}

/// What surrounds the program, for one stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Columns of the terminal, where the stream is one.
    pub terminal: Option<usize>,
    /// `NO_COLOR`.
    pub no_color: Option<String>,
    /// `CLICOLOR_FORCE`.
    pub force_color: Option<String>,
    /// `TERM`.
    pub term: Option<String>,
    /// `COLUMNS`.
    pub columns: Option<String>,
}

/// The width of what is not a terminal.
const PIPE: usize = 80;
/// Nothing can be laid out in less.
const NARROWEST: usize = 20;

impl Surroundings {
    /// Those of this process, for a stream that is a terminal of `terminal` columns or none.
    #[must_use]
    pub fn of_process(terminal: Option<usize>) -> Self {
        let variable = |name| std::env::var(name).ok();
        Self {
            terminal,
            no_color: variable("NO_COLOR"),
            force_color: variable("CLICOLOR_FORCE"),
            term: variable("TERM"),
            columns: variable("COLUMNS"),
        }
    }

    /// Whether to colour. The command line has the first word, then `NO_COLOR`, then `CLICOLOR_FORCE`, then the stream.
    pub(super) fn color(&self, choice: ColorChoice) -> bool {
        let set = |variable: &Option<String>| variable.as_deref().is_some_and(|value| !value.is_empty());
        match choice {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto if set(&self.no_color) => false,
            ColorChoice::Auto if self.force_color.as_deref() != Some("0") && set(&self.force_color) => true,
            ColorChoice::Auto => self.terminal.is_some() && self.term.as_deref() != Some("dumb"),
        }
    }

    /// The columns to fill. The command line has the first word, then `COLUMNS`, then the stream.
    pub(super) fn width(&self, wish: Option<usize>) -> usize {
        let columns = || self.columns.as_deref()?.trim().parse().ok().filter(|&columns| columns > 0);
        wish.or_else(columns).or(self.terminal).unwrap_or(PIPE).max(NARROWEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[allow(clippy::unnecessary_wraps, reason = "variables may be unset")]
    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn colour_follows_the_first_that_speaks() {
        let terminal = Surroundings { terminal: Some(80), ..Surroundings::default() };
        let pipe = Surroundings::default();
        let no = |s: &Surroundings, v: &str| Surroundings { no_color: some(v), ..s.clone() };
        let force = |s: &Surroundings, v: &str| Surroundings { force_color: some(v), ..s.clone() };
        let cases = [
            (terminal.clone(), ColorChoice::Auto, true),
            (pipe.clone(), ColorChoice::Auto, false),
            (pipe.clone(), ColorChoice::Always, true),
            (terminal.clone(), ColorChoice::Never, false),
            (no(&terminal, "1"), ColorChoice::Auto, false),
            (no(&terminal, ""), ColorChoice::Auto, true),
            (no(&terminal, "1"), ColorChoice::Always, true),
            (force(&pipe, "1"), ColorChoice::Auto, true),
            (force(&pipe, "0"), ColorChoice::Auto, false),
            (force(&pipe, "1"), ColorChoice::Never, false),
            (no(&force(&pipe, "1"), "1"), ColorChoice::Auto, false),
            (Surroundings { term: some("dumb"), ..terminal }, ColorChoice::Auto, false),
        ];
        for (surroundings, choice, expected) in cases {
            assert_eq!(surroundings.color(choice), expected, "{surroundings:?} {choice:?}");
        }
    }

    #[test]
    fn width_follows_the_first_that_speaks() {
        let of = |terminal, columns: &str| Surroundings { terminal, columns: some(columns), ..Surroundings::default() };
        let cases = [
            (of(None, ""), None, 80),
            (of(Some(132), ""), None, 132),
            (of(Some(132), "100"), None, 100),
            (of(Some(132), "100"), Some(40), 40),
            (of(None, "muchas"), None, 80),
            (of(Some(0), "0"), None, 20),
        ];
        for (surroundings, wish, expected) in cases {
            assert_eq!(surroundings.width(wish), expected, "{surroundings:?} {wish:?}");
        }
    }
}
