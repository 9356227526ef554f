//! What the program gives a name to.

use rustpython_ruff_python_ast::{
    Expr, Stmt,
    visitor::{Visitor, walk_stmt},
};
use rustpython_ruff_text_size::Ranged;

use super::{Syntax, syntax::Scope};

/// `target = value`
#[derive(Clone, Debug)]
pub struct Assigned<'a> {
    /// The name: `h`, `self.fc1`.
    pub target: String,
    /// What it stands for from here on.
    pub value: &'a Expr,
    /// The whole statement.
    pub stmt: &'a Stmt,
    /// Where it stands.
    pub scope: Scope<'a>,
}

struct Walk<'a> {
    scope: Scope<'a>,
    found: Vec<Assigned<'a>>,
}

impl<'a> Walk<'a> {
    fn add(&mut self, stmt: &'a Stmt, target: &'a Expr, value: &'a Expr) {
        if let (Expr::Tuple(targets), Expr::Tuple(values)) = (target, value) {
            for (target, value) in targets.iter().zip(values) {
                self.add(stmt, target, value);
            }
        } else if let Some(target) = name(target) {
            self.found.push(Assigned { target, value, stmt, scope: self.scope });
        }
    }
}

impl<'a> Visitor<'a> for Walk<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        let outer = self.scope;
        match stmt {
            Stmt::ClassDef(class) => self.scope = Scope { class: Some(class), function: None },
            Stmt::FunctionDef(function) => self.scope.function = Some(function),
            Stmt::Assign(assign) => assign.targets.iter().for_each(|target| self.add(stmt, target, &assign.value)),
            Stmt::AnnAssign(assign) => assign.value.iter().for_each(|value| self.add(stmt, &assign.target, value)),
            _ => {}
        }
        walk_stmt(self, stmt);
        self.scope = outer;
    }
}

impl Syntax {
    /// Every assignment to a name or to an attribute of one.
    #[must_use]
    pub fn assigned(&self) -> Vec<Assigned<'_>> {
        let mut walk = Walk { scope: Scope::default(), found: Vec::new() };
        self.body().iter().for_each(|stmt| walk.visit_stmt(stmt));
        walk.found
    }

    /// What a name of a function stands for at a node, if it was given one in the lines before it.
    #[must_use]
    pub fn value_at(&self, name: &str, node: &impl Ranged, scope: Scope<'_>) -> Option<Assigned<'_>> {
        let function = scope.function.map(Ranged::range);
        let before = |found: &Assigned<'_>| found.target == name && found.stmt.end() <= node.start();
        let here = |found: &Assigned<'_>| found.scope.function.map(Ranged::range) == function;
        self.assigned().into_iter().rfind(|found| before(found) && here(found))
    }

    /// What a class stores under an attribute of itself, in the order of the lines.
    #[must_use]
    pub fn stored(&self, class: &str, attribute: &str) -> Vec<Assigned<'_>> {
        let target = format!("self.{attribute}");
        let in_class = |found: &Assigned<'_>| found.scope.class.is_some_and(|held| held.name.as_str() == class);
        self.assigned().into_iter().filter(|found| found.target == target && in_class(found)).collect()
    }
}

/// A dotted name as it is written.
pub(super) fn name(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Name(name) => Some(name.id.to_string()),
        Expr::Attribute(attribute) => Some(format!("{}.{}", name(&attribute.value)?, attribute.attr)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_for_what_was_assigned_last() {
        let text =
            "h = 1\nclass A:\n    def f(self):\n        self.a, b = 2, 3\n        h: int = 4\n        h = g(h)\n";
        let syntax = Syntax::of(text);
        let targets: Vec<String> = syntax.assigned().into_iter().map(|found| found.target).collect();
        assert_eq!(targets, ["h", "self.a", "b", "h", "h"]);
        assert_eq!(syntax.stored("A", "a").len(), 1);
        let call = &syntax.calls()[0];
        let held = syntax.value_at("h", call.node, call.scope).expect("it was assigned");
        assert_eq!(&text[held.value.range()], "4");
        assert!(syntax.value_at("b", &syntax.assigned()[0].stmt, Scope::default()).is_none());
    }
}
