//! A step along its rail.

use super::{
    Frame, block,
    line::{Line, signs},
};
use crate::view::{Role, Step, Text};

/// The rail, and how far its line of source stands in.
const RAIL: &str = "┃ ";
const SOURCE: &str = "    ";

/// The lines of a step.
pub(super) fn lay_out(step: &Step, frame: Frame) -> Vec<Line> {
    let rail = Line::of(Role::Title, &frame.sign(RAIL));
    let inner = frame.inset(rail.width());
    let mut lines = head(step, inner);
    lines.extend(step.source.iter().map(|source| Line::of(Role::Plain, SOURCE).with(Role::Code, source.trim())));
    if !step.body.is_empty() {
        lines.push(Line::default());
        lines.extend(block::stack(&step.body, inner));
    }
    lines.into_iter().map(|line| rail.clone().join(line)).collect()
}

/// Number and modules at the left, the place at the right, or below where there is no room.
fn head(step: &Step, frame: Frame) -> Vec<Line> {
    let Some(place) = &step.place else { return block::prose(&name(step, frame), frame) };
    let left = whole(&name(step, frame), frame);
    let right = Line::of(Role::Muted, &place.to_string());
    beside(left, right, frame)
}

/// As in «Paso 3 de 7 · CustomLinear.linear», or «Paso 3 de 7 · Una recta y nada más».
fn name(step: &Step, frame: Frame) -> Text {
    let total = step.total.map(|total| format!(" de {total}")).unwrap_or_default();
    let name = Text::new().with(Role::Title, format!("Paso {}{total}", step.number));
    let dot = if frame.ascii { " - " } else { " · " };
    let titled =
        if step.title.is_empty() { name } else { name.say(dot).join(step.title.clone().or_role(Role::Emphasis)) };
    if step.path.is_empty() { titled } else { titled.say(dot).code(&step.path) }
}

/// A text on one line.
fn whole(text: &Text, frame: Frame) -> Line {
    signs(text, frame.ascii).spans.iter().fold(Line::default(), |line, span| line.with(span.role, &span.text))
}

/// `right` at the right edge of the line of `left`, or on a line of its own.
pub(super) fn beside(left: Line, right: Line, frame: Frame) -> Vec<Line> {
    if left.width() + 2 + right.width() > frame.measure {
        return vec![left, Line::of(Role::Plain, "  ").join(right)];
    }
    let start = frame.measure - right.width();
    vec![left.pad_to(start).join(right)]
}
