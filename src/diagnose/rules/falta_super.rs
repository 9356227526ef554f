//! A module's `__init__` that does not call the one of `nn.Module`, or calls it too late.

use rustpython_ruff_python_ast::{
    Expr, ExprAttribute, Stmt, StmtClassDef, StmtFunctionDef,
    helpers::is_docstring_stmt,
    visitor::{Visitor, walk_expr},
};
use rustpython_ruff_text_size::{Ranged, TextRange};

use crate::diagnose::{Assigned, Finding, Inspection, around::methods, syntax::method};

pub const ID: &str = "falta-super";

const CALL: &str = "super().__init__()";

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let syntax = &inspection.syntax;
    let classes = syntax.modules().into_iter().filter(|class| !syntax.is_caught(*class));
    classes.filter_map(|class| misspelt(inspection, class).or_else(|| unprepared(inspection, class))).collect()
}

/// `_init_`, in the name of the method or in the call of the one above.
fn misspelt(inspection: &Inspection, class: &StmtClassDef) -> Option<Finding> {
    let init = method(class, "__init__");
    let wrong = methods(class).find(|method| is_nearly_init(method.name.as_str())).filter(|_| init.is_none());
    let calls = init.or(wrong).map(|function| calls_above(function)).unwrap_or_default();
    let call = calls.into_iter().find(|call| is_nearly_init(call.attr.as_str()));
    let identifier = wrong.map(|function| &function.name).or(call.map(|call| &call.attr))?;
    let finding = Finding::new(ID, inspection.script.span(identifier))
        .case("mal-escrito")
        .value("escrito", identifier.as_str())
        .value("clase", class.name.as_str())
        .replace(identifier, "__init__");
    let finding = match call.filter(|call| call.attr.range() != identifier.range()) {
        Some(call) => finding.replace(&call.attr, "__init__"),
        None => finding,
    };
    Some(explaining(finding, inspection, class))
}

/// `_init_`, `__int__`: what Python does not know, and nobody names otherwise.
fn is_nearly_init(name: &str) -> bool {
    let bare = name.trim_matches('_');
    name.starts_with('_')
        && name != "__init__"
        && ["init", "int", "inti", "ini"].contains(&bare)
        && (name.ends_with('_') || name.starts_with("__"))
}

fn unprepared(inspection: &Inspection, class: &StmtClassDef) -> Option<Finding> {
    let init = method(class, "__init__")?;
    let first = init.body.iter().find(|stmt| !is_docstring_stmt(stmt))?;
    let stored: Vec<Assigned<'_>> = stored(inspection, init);
    let prepared = calls_above(init).into_iter().find(|call| call.attr.as_str() == "__init__");
    let early = stored.iter().find(|found| prepared.is_none_or(|call| found.stmt.start() < call.start()));
    let names: Vec<String> = stored.iter().map(|found| format!("`{}`", found.target)).collect();
    let place = match (prepared, early) {
        (Some(_), None) => return None,
        (Some(_), Some(early)) => inspection.script.span(early.stmt),
        (None, _) => inspection.script.span(&init.name),
    };
    let finding = Finding::new(ID, place)
        .case(if prepared.is_some() { "tarde" } else { "" })
        .value("clase", class.name.as_str())
        .maybe("primera", early.map(|found| found.target.as_str()))
        .maybe("línea", early.map(|found| inspection.script.span(found.stmt).line.to_string()))
        .maybe("guardadas", (!names.is_empty()).then(|| names.join(", ")))
        .value("cuántas", names.len().to_string());
    Some(explaining(repaired(finding, inspection, first, prepared), inspection, class))
}

/// What `__init__` stores in `self` that has to be registered.
fn stored<'a>(inspection: &'a Inspection, init: &StmtFunctionDef) -> Vec<Assigned<'a>> {
    let syntax = &inspection.syntax;
    let found = syntax
        .assigned()
        .into_iter()
        .filter(|found| init.range().contains_range(found.stmt.range()) && found.target.starts_with("self."));
    found.filter(|found| syntax.is_module(found.value) || syntax.is_parameter(found.value)).collect()
}

fn repaired(finding: Finding, inspection: &Inspection, first: &Stmt, late: Option<&ExprAttribute>) -> Finding {
    let indent = " ".repeat(inspection.script.span(first).column - 1);
    let Some(late) = late else {
        return finding.replace(&TextRange::empty(first.start()), format!("{CALL}\n{indent}"));
    };
    let line = inspection.script.span(late).line;
    let text = inspection.script.line(line).trim().to_owned();
    let start = inspection.script.line_end(line - 1);
    let moved = TextRange::new(start, inspection.script.line_end(line));
    finding.replace(&TextRange::empty(first.start()), format!("{text}\n{indent}")).replace(&moved, "")
}

/// What a method calls of the class above its own: `super().__init__`, `nn.Module.__init__`.
fn calls_above(function: &StmtFunctionDef) -> Vec<&ExprAttribute> {
    struct Calls<'a>(Vec<&'a ExprAttribute>);
    impl<'a> Visitor<'a> for Calls<'a> {
        fn visit_expr(&mut self, expr: &'a Expr) {
            if let Expr::Call(call) = expr
                && let Expr::Attribute(attribute) = &*call.func
                && !is_self(&attribute.value)
            {
                self.0.push(attribute);
            }
            walk_expr(self, expr);
        }
    }
    let mut calls = Calls(Vec::new());
    calls.visit_body(&function.body);
    calls.0
}

fn is_self(expr: &Expr) -> bool {
    matches!(expr, Expr::Name(name) if name.id.as_str() == "self")
}

fn explaining(finding: Finding, inspection: &Inspection, class: &StmtClassDef) -> Finding {
    let name = class.name.as_str();
    let unprepared =
        inspection.error_about(&["before Module.__init__() call"]).filter(|_| inspection.error_within(class));
    let said = unprepared.or_else(|| inspection.error_about(&[&format!("'{name}' object has no attribute")]));
    let said = said.or_else(|| inspection.error_about(&[&format!("{name}.__init__() takes")]));
    let said = said.or_else(|| {
        inspection.error_about(&["'super' object has no attribute"]).filter(|_| inspection.error_within(class))
    });
    finding.maybe("error", said).explains_error_if(said.is_some())
}
