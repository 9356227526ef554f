//! The turns of a dialogue, each after its sign.

use super::{Frame, block::hang, line::Line};
use crate::view::{Reply, ReplyKind, Role, Text};

/// What stands before what the student types.
pub(super) const PROMPT: &str = "› ";
/// How far the options of a question stand in.
const OPTIONS: usize = 4;

/// The lines of a turn.
pub(super) fn lay_out(reply: &Reply, frame: Frame) -> Vec<Line> {
    let (role, sign) = match reply.kind {
        ReplyKind::Question => (Role::Title, "? "),
        ReplyKind::Answer => (Role::Title, PROMPT),
        // An x or a plus before a sentence could be taken for a part of it.
        ReplyKind::Right => (Role::Positive, if frame.ascii { "[+] " } else { "✔ " }),
        ReplyKind::Wrong => (Role::Error, if frame.ascii { "[x] " } else { "✗ " }),
        ReplyKind::Hint(number, total) => return hint(reply, number, total, frame),
    };
    let asked = reply.kind == ReplyKind::Question;
    let text = if asked { reply.text.clone().or_role(Role::Emphasis) } else { reply.text.clone() };
    let mut lines = hang(Line::of(role, &frame.sign(sign)), &text, frame);
    let digits = reply.options.len().to_string().len();
    for (index, option) in reply.options.iter().enumerate() {
        let number = format!("{:>digits$}. ", index + 1);
        lines.extend(hang(Line::default().pad_to(OPTIONS).with(Role::Title, &number), option, frame));
    }
    lines
}

/// A hint after its words, which are too long for its other lines to stand below them.
fn hint(reply: &Reply, number: usize, total: usize, frame: Frame) -> Vec<Line> {
    let text = Text::new().with(Role::Hint, format!("pista {number} de {total}:")).say(" ");
    hang(Line::of(Role::Plain, "  "), &text.join(reply.text.clone()), frame)
}
