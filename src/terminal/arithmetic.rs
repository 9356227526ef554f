//! Formulas and numbers worked out: broken before an operator, with what follows under what it continues.

use super::{
    Frame,
    line::{Line, width},
    step::beside,
    wrap::fill,
};
use crate::view::{Arithmetic, Formula, OPERATORS, Relation, Role};

/// A formula, its shapes at the right edge.
pub(super) fn formula(formula: &Formula, frame: Frame) -> Vec<Line> {
    let mut lines = expression(&frame.sign(&formula.expression), Role::Formula, frame.measure);
    if formula.shapes.is_empty() {
        return lines;
    }
    let shapes = frame.sign(&formula.shapes);
    if width(&shapes) + 2 > frame.measure {
        let broken = expression(&shapes, Role::Plain, frame.measure.saturating_sub(2));
        lines.extend(broken.into_iter().map(|line| Line::of(Role::Plain, "  ").join(line)));
        return lines;
    }
    let last = lines.pop().unwrap_or_default();
    lines.extend(beside(last, Line::of(Role::Plain, &shapes), frame));
    lines
}

/// A number worked out, the relations under each other.
pub(super) fn lay_out(arithmetic: &Arithmetic, frame: Frame) -> Vec<Line> {
    let relation = |relation| match relation {
        Relation::Equal => frame.sign("="),
        Relation::About => frame.sign("≈"),
    };
    let target = Line::of(Role::Code, &frame.sign(&arithmetic.target));
    let column = target.width() + 1;
    let signs = arithmetic.lines.iter().map(|(sign, _)| width(&relation(*sign))).max().unwrap_or(1) + 1;
    let mut lines = Vec::new();
    for (index, (sign, text)) in arithmetic.lines.iter().enumerate() {
        let left = if index == 0 { target.clone() } else { Line::default() };
        let left = left.pad_to(column).with(Role::Plain, &relation(*sign)).pad_to(column + signs);
        lines.extend(after(left, &frame.sign(text), frame));
    }
    if lines.is_empty() { vec![target] } else { lines }
}

/// An expression after `left`, its other lines indented as far.
fn after(left: Line, text: &str, frame: Frame) -> Vec<Line> {
    let indent = left.width();
    let mut left = Some(left);
    let place = |line| left.take().unwrap_or_else(|| Line::default().pad_to(indent)).join(line);
    expression(text, Role::Plain, frame.inset(indent).measure).into_iter().map(place).collect()
}

/// An expression in lines of at most `columns`.
fn expression(text: &str, role: Role, columns: usize) -> Vec<Line> {
    fill(terms(text, columns).into_iter().map(|term| Line::of(role, &term)), columns)
}

/// What a line may break before: an operator with its operand. Parentheses stay whole while they fit.
fn terms(text: &str, columns: usize) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    let mut depth = 0_usize;
    for atom in atoms(text) {
        match terms.last_mut() {
            Some(term) if depth > 0 && width(term) + 1 + width(&atom) <= columns => append(term, &atom),
            _ => terms.push(atom.clone()),
        }
        depth = (depth + atom.matches(['(', '[']).count()).saturating_sub(atom.matches([')', ']']).count());
    }
    terms
}

/// Adds a word to an expression.
fn append(text: &mut String, word: &str) {
    text.push(' ');
    text.push_str(word);
}

/// The words of an expression, each operator with what follows it.
fn atoms(text: &str) -> Vec<String> {
    let mut atoms: Vec<String> = Vec::new();
    let mut glued = false;
    for word in text.split(' ') {
        match atoms.last_mut() {
            Some(atom) if glued => append(atom, word),
            _ => atoms.push(word.to_owned()),
        }
        glued = OPERATORS.contains(&word);
    }
    atoms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_stay_with_what_follows() {
        assert_eq!(terms("z = x · Wᵀ + b", 80), ["z", "= x", "· Wᵀ", "+ b"]);
        assert_eq!(terms("(1, 3) · (3, 2) → (1, 2)", 80), ["(1, 3)", "· (3, 2)", "→ (1, 2)"]);
        assert_eq!(terms("f(a + b + c)", 5), ["f(a", "+ b", "+ c)"]);
    }
}
