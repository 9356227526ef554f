//! Single lines across a screen that is drawn over.

use super::{
    Frame, MARGIN, Screen,
    line::{Line, signs},
};
use crate::view::{Role, Text};

impl Screen {
    /// A line with something at either end, if both fit.
    #[must_use]
    pub fn bar(&self, left: &Text, right: &Text) -> Option<String> {
        let (left, right) = (self.stretch(left), self.stretch(right));
        let start = self.width.saturating_sub(right.width());
        let left = Line::default().pad_to(MARGIN).join(left);
        (left.width() + 2 <= start).then(|| left.pad_to(start).join(right).print(self.color))
    }

    /// A line across with a name in it: below it begins something else.
    #[must_use]
    pub fn divider(&self, name: &str) -> String {
        let rule = Frame::of(*self).sign("─");
        let line = Line::of(Role::Muted, &rule.repeat(MARGIN)).with(Role::Title, &format!(" {name} "));
        let rest = self.width.saturating_sub(line.width());
        line.with(Role::Muted, &rule.repeat(rest)).print(self.color)
    }

    /// A text on one line.
    fn stretch(&self, text: &Text) -> Line {
        signs(text, self.ascii).spans.iter().fold(Line::default(), |line, span| line.with(span.role, &span.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCREEN: Screen = Screen { width: 24, color: false, ascii: false, accessible: false };

    #[test]
    fn a_bar_fills_the_width_or_is_none() {
        assert_eq!(SCREEN.bar(&"3 de 9".into(), &"q salir".into()).as_deref(), Some("  3 de 9         q salir"));
        assert_eq!(SCREEN.bar(&"página 3 de 9".into(), &"00:00 · q".into()), None);
        assert_eq!(SCREEN.bar(&"uno".into(), &Text::new()).as_deref(), Some("  uno"));
    }

    #[test]
    fn a_divider_names_what_follows() {
        assert_eq!(SCREEN.divider("Notas"), "── Notas ───────────────");
        assert_eq!(Screen { ascii: true, ..SCREEN }.divider("Notas"), "-- Notas ---------------");
    }
}
