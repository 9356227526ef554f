//! The part of an expression that a traceback marks with `^`: an operator, or the brackets of an index.

use rustpython_ruff_text_size::Ranged;
use rustpython_vm::compiler::{ast::Expr, parser::parse_expression};

/// Offsets of that part in characters, for an expression that has one.
pub(super) fn anchor(expression: &str) -> Option<(usize, usize)> {
    let parsed = parse_expression(expression).ok()?;
    let (start, end) = match parsed.expr() {
        Expr::BinOp(operation) => {
            let left = usize::from(operation.left.range().end());
            let gap = &expression[left..usize::from(operation.right.range().start())];
            let operator = gap.find(|c: char| !c.is_whitespace() && c != ')' && c != '\\')?;
            let width = gap[operator..].find(|c: char| c.is_whitespace() || c == '(').unwrap_or(gap.len() - operator);
            (left + operator, left + operator + width)
        }
        Expr::Subscript(subscript) => (usize::from(subscript.value.range().end()), expression.len()),
        _ => return None,
    };
    Some((expression[..start].chars().count(), expression[..end].chars().count()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_and_indices() {
        for (expression, expected) in [
            ("a / b", Some((2, 3))),
            ("(a)//(b)", Some((3, 5))),
            ("x @ w + b", Some((6, 7))),
            ("ñ['k']", Some((1, 6))),
            ("f(x)", None),
            ("a <", None),
        ] {
            assert_eq!(anchor(expression), expected, "{expression}");
        }
    }
}
