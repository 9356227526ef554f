//! How much of something is done.

use serde::{Deserialize, Serialize};

use super::{Role, Text};

/// So many of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meter {
    /// How many are done.
    #[serde(rename = "hechos")]
    pub done: usize,
    /// How many there are.
    #[serde(rename = "total")]
    pub total: usize,
    /// Whether they are points to tick off, in any order.
    #[serde(rename = "lista", default)]
    pub ticks: bool,
}

/// More dots than these are hard to count.
const DOTS: usize = 12;

impl Meter {
    /// Steps, one after the other.
    #[must_use]
    pub fn new(done: usize, total: usize) -> Self {
        Self { done: done.min(total), total, ticks: false }
    }

    /// Points to tick off.
    #[must_use]
    pub fn ticks(done: usize, total: usize) -> Self {
        Self { ticks: true, ..Self::new(done, total) }
    }

    /// `●●●○○`, at most twelve of them; nothing for points to tick off.
    #[must_use]
    pub fn dots(self) -> Text {
        let shown = if self.ticks { 0 } else { self.total.min(DOTS) };
        // A dot more only for a part that is done: neither the first nor the last is there too soon.
        let full = (self.done * shown).checked_div(self.total).unwrap_or(0);
        let full = if self.done > 0 && shown > 0 { full.max(1) } else { full };
        Text::new().with(Role::Positive, "●".repeat(full)).with(Role::Muted, "○".repeat(shown - full))
    }

    /// `5 de 7`, `sin empezar`, `✔ 2 de 4`.
    #[must_use]
    pub fn words(self) -> Text {
        let count = format!("{} de {}", self.done, self.total);
        match self.done {
            0 => Text::new().with(Role::Muted, "sin empezar"),
            done if self.ticks || done == self.total => Text::new().with(Role::Positive, "✔").say(" ").say(count),
            _ => count.into(),
        }
    }

    /// Dots and words on one line, the dots in a column of `columns`.
    #[must_use]
    pub fn line(self, columns: usize) -> Text {
        let dots = self.dots();
        if dots.is_empty() && columns == 0 {
            return self.words();
        }
        let blanks = columns.saturating_sub(dots.plain().chars().count());
        dots.say(" ".repeat(blanks + 3)).join(self.words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_and_words() {
        let cases = [
            (Meter::new(5, 7), "●●●●●○○", "5 de 7"),
            (Meter::new(0, 5), "○○○○○", "sin empezar"),
            (Meter::new(4, 4), "●●●●", "✔ 4 de 4"),
            (Meter::ticks(2, 4), "", "✔ 2 de 4"),
            (Meter::new(1, 40), "●○○○○○○○○○○○", "1 de 40"),
            (Meter::new(39, 40), "●●●●●●●●●●●○", "39 de 40"),
            (Meter::new(3, 0), "", "sin empezar"),
        ];
        for (meter, dots, words) in cases {
            assert_eq!((meter.dots().plain().as_str(), meter.words().plain().as_str()), (dots, words));
        }
    }
}
