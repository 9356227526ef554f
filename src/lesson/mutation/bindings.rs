//! What the names of a lesson stand for, so that `a[0, 0]` is known to be `torch.relu(x @ W.T + b)[0, 0]`.

use std::collections::{BTreeSet, HashMap};

use rustpython_ruff_python_ast::{
    Expr, Stmt,
    visitor::{Visitor, walk_expr, walk_stmt},
};
use rustpython_ruff_python_parser::{parse_expression, parse_module};
use rustpython_ruff_text_size::Ranged;

use super::{applied::is_module, last, text};

/// How often names within what names stand for are written out.
const DEEPEST: usize = 4;

/// Nobody slips in an expression that is longer when written out.
const LONGEST: usize = 400;

/// Calls that do more than give a value.
const ACTING: [&str; 8] = ["backward", "step", "zero_grad", "append", "print", "dropout", "normal", "multinomial"];

/// Calls that make data.
const MAKING: [&str; 8] = ["tensor", "zeros", "ones", "full", "linspace", "arange", "eye", "Parameter"];

/// Names with the expressions that they were made by; none for those made otherwise, or twice.
#[derive(Clone, Debug, Default)]
pub(in crate::lesson) struct Bindings {
    names: HashMap<String, Option<String>>,
    functions: BTreeSet<String>,
}

impl Bindings {
    /// Follows statements that run.
    pub fn follow(&mut self, source: &str) {
        if let Ok(parsed) = parse_module(source) {
            parsed.into_syntax().body.iter().for_each(|stmt| self.stmt(stmt, source));
        }
    }

    fn stmt(&mut self, stmt: &Stmt, source: &str) {
        match stmt {
            Stmt::Assign(assign) if assign.targets.len() == 1 => self.assign(&assign.targets[0], &assign.value, source),
            Stmt::With(with) => with.body.iter().for_each(|stmt| self.stmt(stmt, source)),
            Stmt::FunctionDef(function) => drop(self.functions.insert(function.name.to_string())),
            Stmt::ClassDef(class) => drop(self.functions.insert(class.name.to_string())),
            other => Lost(self).visit_stmt(other),
        }
    }

    fn assign(&mut self, target: &Expr, value: &Expr, source: &str) {
        match (target, value) {
            (Expr::Name(name), value) => {
                let made = Some(text(source, value).to_owned()).filter(|_| computes(value) && self.is_plain(value));
                let known = self.names.contains_key(name.id.as_str());
                self.names.insert(name.id.to_string(), made.filter(|_| !known));
            }
            (Expr::Tuple(targets), Expr::Tuple(values)) if targets.elts.len() == values.elts.len() => {
                targets.elts.iter().zip(&values.elts).for_each(|(target, value)| self.assign(target, value, source));
            }
            (other, _) => Lost(self).visit_expr(other),
        }
    }

    /// Whether evaluating it again gives the same and changes nothing.
    fn is_plain(&self, value: &Expr) -> bool {
        let mut plain = Plain { bindings: self, so_far: true };
        plain.visit_expr(value);
        plain.so_far
    }

    /// The expression with its names written out.
    pub fn written_out(&self, expression: &str) -> String {
        let mut whole = expression.to_owned();
        for _ in 0..DEEPEST {
            let next = self.once(&whole);
            if next == whole || next.len() > LONGEST {
                break;
            }
            whole = next;
        }
        whole
    }

    fn once(&self, expression: &str) -> String {
        let Ok(parsed) = parse_expression(expression) else { return expression.to_owned() };
        let mut names = Names(Vec::new());
        names.visit_expr(parsed.expr());
        let mut out = expression.to_owned();
        for range in names.0.into_iter().rev() {
            if let Some(Some(made)) = self.names.get(&expression[range.clone()]) {
                out.replace_range(range, &format!("({made})"));
            }
        }
        out
    }
}

/// Whether there is something to slip in. What is no more than data keeps its name: `b` says what it is.
fn computes(value: &Expr) -> bool {
    match value {
        Expr::Call(call) => last(&call.func).is_none_or(|name| !MAKING.contains(&name)),
        Expr::BinOp(_) => true,
        Expr::Subscript(part) => computes(&part.value),
        _ => false,
    }
}

/// The places of the names in an expression, in order.
struct Names(Vec<std::ops::Range<usize>>);

impl<'a> Visitor<'a> for Names {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Name(name) = expr {
            self.0.push(name.range().to_std_range());
        }
        walk_expr(self, expr);
    }
}

/// Forgets every name that is assigned.
struct Lost<'b>(&'b mut Bindings);

impl<'a> Visitor<'a> for Lost<'_> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Name(name) = expr
            && name.ctx.is_store()
        {
            self.0.names.insert(name.id.to_string(), None);
        }
        walk_expr(self, expr);
    }

    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        walk_stmt(self, stmt);
    }
}

/// Looks for what is more than a value: calls that act, draw numbers, make modules, or are the lesson's own.
struct Plain<'b> {
    bindings: &'b Bindings,
    so_far: bool,
}

impl<'a> Visitor<'a> for Plain<'_> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        self.so_far &= match expr {
            Expr::Call(call) => last(&call.func).is_none_or(|name| !self.acts(name)),
            Expr::Name(_)
            | Expr::Attribute(_)
            | Expr::Subscript(_)
            | Expr::BinOp(_)
            | Expr::UnaryOp(_)
            | Expr::Tuple(_)
            | Expr::List(_)
            | Expr::Slice(_)
            | Expr::Compare(_) => true,
            other => other.is_literal_expr(),
        };
        walk_expr(self, expr);
    }
}

impl Plain<'_> {
    fn acts(&self, name: &str) -> bool {
        let makes = name.starts_with(char::is_uppercase) && !is_module(name);
        let acts =
            ACTING.contains(&name) || name.starts_with("rand") || name.ends_with('_') || name.starts_with("manual");
        makes || acts || self.bindings.functions.contains(name)
    }
}
