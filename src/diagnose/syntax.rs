//! The syntax tree of the program, and what rules ask of it.

use std::collections::HashMap;

use rustpython_ruff_python_ast::{
    Expr, ExprCall, Number, Stmt, StmtClassDef, StmtFunctionDef, UnaryOp,
    name::UnqualifiedName,
    visitor::{Visitor, walk_expr, walk_stmt},
};
use rustpython_ruff_python_parser::parse_module;
use rustpython_ruff_text_size::Ranged;

use super::{Script, Span};

/// A program's syntax tree; empty where it does not parse.
#[derive(Clone, Debug, Default)]
pub struct Syntax {
    body: Vec<Stmt>,
    /// What a name that was imported stands for: `nn` is `torch.nn`.
    imports: HashMap<String, String>,
}

/// Where a node stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scope<'a> {
    /// The innermost class.
    pub class: Option<&'a StmtClassDef>,
    /// The innermost function.
    pub function: Option<&'a StmtFunctionDef>,
}

/// A call.
#[derive(Clone, Debug)]
pub struct Call<'a> {
    /// The node.
    pub node: &'a ExprCall,
    /// What is called, with imported names written out: `torch.nn.ReLU`, `self.fc1`, `x.relu`; empty for what is no
    /// dotted name.
    pub callee: String,
    /// Where it stands.
    pub scope: Scope<'a>,
}

impl Syntax {
    /// Reads a program. The caller has made sure that it nests no deeper than the stack.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let body = parse_module(text).map(|parsed| parsed.into_syntax().body).unwrap_or_default();
        let mut imports = Imports::default();
        imports.visit_body(&body);
        Self { body, imports: imports.0 }
    }

    /// The statements of the file.
    #[must_use]
    pub fn body(&self) -> &[Stmt] {
        &self.body
    }

    /// Every call, in the order in which they are evaluated.
    #[must_use]
    pub fn calls(&self) -> Vec<Call<'_>> {
        let mut calls = Vec::new();
        self.each_expr(|expr, scope| {
            if let Expr::Call(node) = expr {
                calls.push(Call { node, callee: self.dotted(&node.func).unwrap_or_default(), scope });
            }
        });
        calls
    }

    /// The calls of one of these, with imported names written out.
    #[must_use]
    pub fn calls_of(&self, callees: &[&str]) -> Vec<Call<'_>> {
        self.calls().into_iter().filter(|call| callees.contains(&call.callee.as_str())).collect()
    }

    /// The innermost call that covers exactly this span, or else begins where it begins, as a running program tells
    /// its place.
    #[must_use]
    pub fn call_at(&self, span: Span, script: &Script) -> Option<Call<'_>> {
        let mut calls: Vec<_> = self.calls().into_iter().map(|call| (script.span(call.node), call)).collect();
        calls.retain(|(at, _)| (at.line, at.column) == (span.line, span.column));
        calls.sort_by_key(|(at, call)| (at.end != span.end, call.node.range().len()));
        calls.into_iter().next().map(|(_, call)| call)
    }

    /// Each expression with the place where it stands.
    pub fn each_expr<'a>(&'a self, each: impl FnMut(&'a Expr, Scope<'a>)) {
        let mut walk = Walk { scope: Scope::default(), each };
        walk.visit_body(&self.body);
    }

    /// Each class, the inner ones after those that they stand in.
    #[must_use]
    pub fn classes(&self) -> Vec<&StmtClassDef> {
        let mut classes = Classes(Vec::new());
        classes.visit_body(&self.body);
        classes.0
    }

    /// The classes that are modules: below `nn.Module`, or below one of `torch.nn`, or below another of these.
    #[must_use]
    pub fn modules(&self) -> Vec<&StmtClassDef> {
        let classes = self.classes();
        let mut modules: Vec<&StmtClassDef> = Vec::new();
        // A class can come below one that is found to be a module only later.
        for _ in 0..classes.len() {
            let is_module = |class: &StmtClassDef| {
                self.bases(class).iter().any(|base| {
                    base.starts_with("torch.nn.") || modules.iter().any(|module| module.name.as_str() == base)
                })
            };
            modules = classes.iter().copied().filter(|class| is_module(class)).collect();
        }
        modules
    }

    /// The names of a class's bases, with imported names written out.
    #[must_use]
    pub fn bases(&self, class: &StmtClassDef) -> Vec<String> {
        let bases = class.arguments.as_ref().map(|arguments| arguments.args.iter()).into_iter().flatten();
        bases.filter_map(|base| self.dotted(base)).collect()
    }

    /// A dotted name with imported names written out; nothing for another expression.
    #[must_use]
    pub fn dotted(&self, expr: &Expr) -> Option<String> {
        let name = UnqualifiedName::from_expr(expr)?;
        let segments = name.segments();
        let (first, rest) = segments.split_first()?;
        let first = self.imports.get(*first).map_or(*first, String::as_str);
        Some(std::iter::once(first).chain(rest.iter().copied()).collect::<Vec<_>>().join("."))
    }

    /// How the program writes a dotted name: `nn.ReLU` for `torch.nn.ReLU`, if it imports `torch.nn` as `nn`.
    #[must_use]
    pub fn written(&self, dotted: &str) -> String {
        self.reach(dotted).unwrap_or_else(|| dotted.to_owned())
    }

    /// The same; nothing where no import of the program leads there.
    #[must_use]
    pub fn reach(&self, dotted: &str) -> Option<String> {
        let fitting = |(short, long): (&String, &String)| {
            let rest = dotted.strip_prefix(long.as_str())?;
            (rest.is_empty() || rest.starts_with('.')).then(|| (long.len(), format!("{short}{rest}")))
        };
        self.imports.iter().filter_map(fitting).max().map(|(_, written)| written)
    }
}

/// A method of a class.
#[must_use]
pub fn method<'a>(class: &'a StmtClassDef, name: &str) -> Option<&'a StmtFunctionDef> {
    class.body.iter().find_map(|stmt| match stmt {
        Stmt::FunctionDef(function) if function.name.as_str() == name => Some(function),
        _ => None,
    })
}

/// The number that a literal is, with its sign.
#[must_use]
pub fn number(expr: &Expr) -> Option<f64> {
    match expr {
        Expr::NumberLiteral(literal) => match &literal.value {
            Number::Int(int) => int.as_i64().map(|value| value as f64),
            Number::Float(value) => Some(*value),
            Number::Complex { .. } => None,
        },
        Expr::UnaryOp(unary) if unary.op == UnaryOp::USub => number(&unary.operand).map(|value| -value),
        _ => None,
    }
}

/// The text that a literal is.
#[must_use]
pub fn text(expr: &Expr) -> Option<&str> {
    if let Expr::StringLiteral(literal) = expr { Some(literal.value.to_str()) } else { None }
}

/// The value that a literal `True` or `False` is.
#[must_use]
pub fn boolean(expr: &Expr) -> Option<bool> {
    if let Expr::BooleanLiteral(literal) = expr { Some(literal.value) } else { None }
}

#[derive(Default)]
struct Imports(HashMap<String, String>);

impl<'a> Visitor<'a> for Imports {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::Import(import) => import.names.iter().for_each(|alias| {
                let top = alias.name.split('.').next().unwrap_or_default();
                match &alias.asname {
                    Some(name) => self.0.insert(name.to_string(), alias.name.to_string()),
                    None => self.0.insert(top.to_owned(), top.to_owned()),
                };
            }),
            Stmt::ImportFrom(import) => {
                let Some(module) = &import.module else { return };
                for alias in &import.names {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.0.insert(name.to_string(), format!("{module}.{}", alias.name));
                }
            }
            _ => walk_stmt(self, stmt),
        }
    }
}

struct Classes<'a>(Vec<&'a StmtClassDef>);

impl<'a> Visitor<'a> for Classes<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::ClassDef(class) = stmt {
            self.0.push(class);
        }
        walk_stmt(self, stmt);
    }
}

struct Walk<'a, F> {
    scope: Scope<'a>,
    each: F,
}

impl<'a, F: FnMut(&'a Expr, Scope<'a>)> Visitor<'a> for Walk<'a, F> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        let outer = self.scope;
        match stmt {
            Stmt::ClassDef(class) => self.scope = Scope { class: Some(class), function: None },
            Stmt::FunctionDef(function) => self.scope.function = Some(function),
            _ => {}
        }
        walk_stmt(self, stmt);
        self.scope = outer;
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        walk_expr(self, expr);
        (self.each)(expr, self.scope);
    }

    /// An annotation does nothing.
    fn visit_annotation(&mut self, _annotation: &'a Expr) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROGRAM: &str = "import torch.nn as nn\nfrom torch.nn import functional as F, Linear\n\n\
                           class Base(nn.Module):\n    def __init__(self):\n        self.fc = Linear(2, 3)\n\n\
                           class Red(Base):\n    def forward(self, x):\n        return F.relu(self.fc(x))\n\n\
                           class Otra:\n    pass\n";

    #[test]
    fn names_are_written_out() {
        let syntax = Syntax::of(PROGRAM);
        let callees: Vec<String> = syntax.calls().into_iter().map(|call| call.callee).collect();
        assert_eq!(callees, ["torch.nn.Linear", "self.fc", "torch.nn.functional.relu"]);
        assert_eq!(syntax.written("torch.nn.functional.relu"), "F.relu");
        assert_eq!(syntax.written("torch.nn.ReLU"), "nn.ReLU");
        assert_eq!(syntax.written("torch.relu"), "torch.relu");
        assert_eq!(syntax.reach("torch.relu"), None, "nothing imports `torch` itself");
        assert_eq!(Syntax::of("import torch.nn").reach("torch.relu").as_deref(), Some("torch.relu"));
    }

    #[test]
    fn modules_are_found_through_their_bases() {
        let syntax = Syntax::of(PROGRAM);
        let names: Vec<&str> = syntax.modules().iter().map(|class| class.name.as_str()).collect();
        assert_eq!(names, ["Base", "Red"]);
        assert!(method(syntax.modules()[1], "forward").is_some());
        let scope = syntax.calls_of(&["torch.nn.functional.relu"])[0].scope;
        assert_eq!(scope.class.map(|class| class.name.as_str()), Some("Red"));
        assert_eq!(scope.function.map(|function| function.name.as_str()), Some("forward"));
    }

    #[test]
    fn a_call_is_found_by_its_place() {
        let (syntax, script) = (Syntax::of(PROGRAM), Script::new("a.py", PROGRAM));
        let inner = syntax.call_at(Span { line: 10, column: 23, end: 33 }, &script).expect("a call");
        assert_eq!(inner.callee, "self.fc");
        assert_eq!(Syntax::of("x = (").calls().len(), 0);
    }
}
