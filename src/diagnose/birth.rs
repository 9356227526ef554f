//! Where a tensor of the program's comes from: the line that gives it its name.

use rustpython_ruff_python_ast::{
    Expr, Stmt,
    visitor::{Visitor, walk_stmt},
};
use rustpython_ruff_text_size::{Ranged, TextRange, TextSize};

use super::{Finding, Inspection, Script, Span};
use crate::trace::{Input, Place, Source};

/// `name = value`
#[derive(Clone, Copy, Debug)]
pub struct Birth<'a> {
    /// The name.
    pub name: &'a str,
    /// What it is given.
    pub value: &'a Expr,
    /// The whole statement.
    pub statement: TextRange,
}

impl Inspection {
    /// The line that names a tensor which is used at a place.
    #[must_use]
    pub fn birth(&self, input: &Input, used: &Place) -> Option<Birth<'_>> {
        let mut births = Births(Vec::new());
        self.syntax.body().iter().for_each(|stmt| births.visit_stmt(stmt));
        let line = |birth: &Birth<'_>| self.script.span(&birth.statement).line;
        let earlier = |birth: &Birth<'_>| used.calls.iter().any(|call| line(birth) <= *call);
        match &input.source {
            Source::Variable(name) => {
                births.0.into_iter().filter(|birth| birth.name == name && earlier(birth)).max_by_key(line)
            }
            Source::Step(number) => {
                let flow = self.flow();
                let place = flow.steps().get(number.checked_sub(1)?)?.place.as_ref()?;
                let at = self.script.range(self.span(place));
                births.0.into_iter().find(|birth| birth.value.range().contains_range(at))
            }
            _ => None,
        }
    }
}

struct Births<'a>(Vec<Birth<'a>>);

impl<'a> Visitor<'a> for Births<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::Assign(assign) = stmt {
            for target in &assign.targets {
                self.pair(target, &assign.value, stmt.range());
            }
        }
        walk_stmt(self, stmt);
    }
}

impl<'a> Births<'a> {
    /// `x = …`, and each part of `x, y = …, …`.
    fn pair(&mut self, target: &'a Expr, value: &'a Expr, statement: TextRange) {
        match (target, value) {
            (Expr::Name(name), value) => self.0.push(Birth { name: name.id.as_str(), value, statement }),
            (Expr::Tuple(targets), Expr::Tuple(values)) if targets.elts.len() == values.elts.len() => {
                targets.elts.iter().zip(&values.elts).for_each(|(target, value)| self.pair(target, value, statement));
            }
            _ => {}
        }
    }
}

impl Birth<'_> {
    /// Where the value stands.
    #[must_use]
    pub fn span(&self, script: &Script) -> Span {
        script.span(self.value)
    }

    /// Puts a line behind it.
    #[must_use]
    pub fn followed(&self, finding: Finding, line: &str, script: &Script) -> Finding {
        let span = script.span(&self.statement);
        let (last, _) = script.position(self.statement.end());
        let indent: String = script.line(span.line).chars().take_while(|c| c.is_whitespace()).collect();
        if last == span.line {
            return finding.replace(&TextRange::empty(self.statement.end()), format!("\n{indent}{line}"));
        }
        // Of a statement of several lines, the repair does not repeat the last one.
        finding.replace(&TextRange::empty(script.line_end(last) + TextSize::new(1)), format!("{indent}{line}\n"))
    }
}

/// Calls a method on an expression: `float()`.
#[must_use]
pub fn then(finding: Finding, value: &Expr, method: &str, script: &Script) -> Finding {
    if binds(value) {
        return finding.replace(&TextRange::empty(value.end()), format!(".{method}"));
    }
    finding.replace(value, format!("{}.{method}", operand(value, script)))
}

/// An expression that can be followed by a dot.
#[must_use]
pub fn operand(value: &Expr, script: &Script) -> String {
    if binds(value) { script.quote(value).to_owned() } else { format!("({})", script.quote(value)) }
}

fn binds(value: &Expr) -> bool {
    matches!(value, Expr::Call(_) | Expr::Name(_) | Expr::Attribute(_) | Expr::Subscript(_))
}
