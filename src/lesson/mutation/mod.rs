//! Slips in a computation, derived from the expression that it is: the bias left out, the weights not transposed, the
//! activation in the wrong place. Each gives an expression of its own, evaluated beside the right one, so that a wrong
//! number can be recognised.

mod applied;
mod attempts;
mod bindings;
mod linear;
mod rules;
mod slip;
#[cfg(test)]
mod tests;

use rustpython_ruff_python_ast::{
    Expr,
    visitor::{Visitor, walk_expr},
};
use rustpython_ruff_python_parser::parse_expression;
use rustpython_ruff_text_size::Ranged;

pub(super) use attempts::Attempts;
pub(super) use bindings::Bindings;
pub(super) use slip::{Slip, Texts};

/// More variants than these of one expression tell nothing more.
const MOST: usize = 24;

/// An expression with one slip in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Variant {
    /// The slip.
    pub slip: Slip,
    /// The expression.
    pub source: String,
}

/// The expressions that one slip makes of this one.
pub(super) fn variants(source: &str) -> Vec<Variant> {
    let Ok(parsed) = parse_expression(source) else { return Vec::new() };
    let mut walk = Walk { source, found: Vec::new() };
    walk.visit_expr(parsed.expr());
    walk.found.truncate(MOST);
    walk.found
}

/// The text of a node.
fn text<'a>(source: &'a str, node: &impl Ranged) -> &'a str {
    &source[node.range().to_std_range()]
}

/// The last name of a dotted one: `relu` of `torch.relu`.
fn last(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Name(name) => Some(name.id.as_str()),
        Expr::Attribute(attribute) => Some(attribute.attr.as_str()),
        _ => None,
    }
}

struct Walk<'a> {
    source: &'a str,
    found: Vec<Variant>,
}

impl<'a> Visitor<'a> for Walk<'_> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        let at = expr.range().to_std_range();
        for (slip, other) in rules::slips(expr, self.source) {
            let source = format!("{}({other}){}", &self.source[..at.start], &self.source[at.end..]);
            let variant = Variant { slip, source };
            if !self.found.contains(&variant) {
                self.found.push(variant);
            }
        }
        walk_expr(self, expr);
    }
}
