//! A line that tells how far a training has come, to be drawn over itself.

use super::{
    Frame, MARGIN, Screen,
    line::{Line, width},
};
use crate::view::{Meter, Role};

/// The squares of a bar.
const SQUARES: usize = 24;
/// A bar shorter than this tells nothing.
const SHORTEST: usize = 6;

impl Screen {
    /// What stands before what the student types.
    #[must_use]
    pub fn prompt(&self) -> String {
        let frame = Frame::of(*self);
        let sign = if self.accessible { "Tu respuesta: ".to_owned() } else { frame.sign(super::reply::PROMPT) };
        let margin = if self.accessible { 0 } else { MARGIN };
        Line::default().pad_to(margin).with(Role::Title, sign.trim_end()).print(self.color) + " "
    }

    /// One line, without its end, that tells how far `label` has come; `note` says more where there is room. It is
    /// always of the same width, so that a new one, after a carriage return, hides the old one.
    #[must_use]
    pub fn progress(&self, label: &str, meter: Meter, note: &str) -> String {
        let frame = Frame::of(*self);
        let percent = (meter.done * 100).checked_div(meter.total).unwrap_or(0);
        let (label, note) = (frame.sign(label), frame.sign(note));
        let left = Line::default().pad_to(MARGIN).with(Role::Code, &label).with(Role::Plain, "  ");
        let right = Line::of(Role::Plain, &format!(" {percent:>3} %"));
        // The last column stays free: some terminals start a new line there.
        let room = self.width.saturating_sub(left.width() + right.width() + 1);
        let with_note = room >= SHORTEST + width(&note) + 3 && !note.is_empty();
        let squares = room.saturating_sub(if with_note { width(&note) + 3 } else { 0 }).min(SQUARES);
        let full = (meter.done * squares).checked_div(meter.total).unwrap_or(0);
        let (done, rest) = if self.ascii { ("#", ".") } else { ("█", "░") };
        let bar = if squares < SHORTEST || self.accessible {
            Line::default()
        } else {
            Line::of(Role::Positive, &done.repeat(full)).with(Role::Muted, &rest.repeat(squares - full))
        };
        let note = if with_note { format!("   {note}") } else { String::new() };
        let line = left.join(bar).join(right).with(Role::Muted, &note);
        let blanks = self.width.saturating_sub(line.width() + 1);
        line.print(self.color) + &" ".repeat(blanks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn screen(width: usize, ascii: bool) -> Screen {
        Screen { width, color: false, ascii, accessible: false }
    }

    #[test]
    fn a_bar_fills_its_line_but_one_column() {
        let shown = screen(80, false).progress("relu", Meter::new(120, 200), "época 120 de 200 · pérdida 0.0312");
        assert_eq!(shown.trim_end(), "  relu  ██████████████░░░░░░░░░░  60 %   época 120 de 200 · pérdida 0.0312");
        for columns in [20, 40, 80] {
            for done in [0, 1, 200] {
                let line = screen(columns, false).progress("relu", Meter::new(done, 200), "época 1");
                assert_eq!(width(&line), columns - 1, "{line}");
            }
        }
        assert_eq!(screen(30, true).progress("gelu", Meter::new(0, 0), "").trim_end(), "  gelu  ...............   0 %");
    }

    #[test]
    fn the_prompt_is_told_without_colour() {
        assert_eq!(screen(80, false).prompt(), "  › ");
        assert_eq!(screen(80, true).prompt(), "  > ");
        assert_eq!(Screen { accessible: true, ..screen(80, false) }.prompt(), "Tu respuesta: ");
    }
}
