//! A module without `forward`, or with one that gives nothing back.

use rustpython_ruff_python_ast::{
    Expr, Identifier, Stmt, StmtClassDef, StmtFunctionDef,
    statement_visitor::{StatementVisitor, walk_stmt},
};
use rustpython_ruff_text_size::{Ranged, TextRange};

use crate::{
    diagnose::{Finding, Inspection, around::methods, syntax::method},
    explain::shape_of,
    spanish,
};

pub const ID: &str = "falta-forward";

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let classes = inspection.syntax.modules().into_iter().filter(|class| !inspection.syntax.is_caught(*class));
    classes
        .filter_map(|class| match method(class, "forward") {
            Some(forward) => fruitless(inspection, class, forward),
            None if inherits(inspection, class) => None,
            None => {
                misspelt(inspection, class).or_else(|| nested(inspection, class)).or_else(|| missing(inspection, class))
            }
        })
        .collect()
}

/// Whether some class above it may have one.
fn inherits(inspection: &Inspection, class: &StmtClassDef) -> bool {
    let bases = inspection.syntax.bases(class);
    bases.iter().any(|base| {
        base != "torch.nn.Module"
            && inspection
                .syntax
                .class(base)
                .is_none_or(|base| method(base, "forward").is_some() || inherits(inspection, base))
    })
}

/// Whether another class of the program is below it: then it may leave `forward` to that one.
fn is_base(inspection: &Inspection, class: &StmtClassDef) -> bool {
    let is_below =
        |other: &&StmtClassDef| inspection.syntax.bases(other).iter().any(|base| base == class.name.as_str());
    inspection.syntax.classes().iter().any(is_below)
}

/// `foward`
fn misspelt(inspection: &Inspection, class: &StmtClassDef) -> Option<Finding> {
    let named =
        methods(class).find(|method| is_nearly_forward(&method.name) && !is_called(inspection, &method.name))?;
    let finding = at(inspection, class, &named.name).case("mal-escrito").value("escrito", named.name.as_str());
    Some(explaining(finding, inspection, class).replace(&named.name, "forward"))
}

fn is_nearly_forward(name: &str) -> bool {
    let bare = name.trim_matches('_').to_lowercase();
    bare == "forward" || (!bare.contains('_') && spanish::nearest(&bare, ["forward"]).is_some())
}

/// Whether the program calls a method by this name.
fn is_called(inspection: &Inspection, name: &str) -> bool {
    inspection
        .syntax
        .calls()
        .iter()
        .any(|call| matches!(&*call.node.func, Expr::Attribute(method) if method.attr.as_str() == name))
}

/// `forward` with too much indentation: a function within `__init__`.
fn nested(inspection: &Inspection, class: &StmtClassDef) -> Option<Finding> {
    let inner = methods(class).flat_map(|method| &method.body).find_map(|stmt| match stmt {
        Stmt::FunctionDef(function) if function.name.as_str() == "forward" => Some(function),
        _ => None,
    })?;
    let outer = methods(class)
        .find(|method| method.body.iter().any(|stmt| stmt.as_function_def_stmt().is_some_and(|held| held == inner)))?;
    let finding = at(inspection, class, &inner.name).case("dentro").value("fuera", outer.name.as_str());
    Some(explaining(finding, inspection, class))
}

/// None at all: only the program that called it tells that one is wanted.
fn missing(inspection: &Inspection, class: &StmtClassDef) -> Option<Finding> {
    let finding = explaining(at(inspection, class, &class.name).case("ninguno"), inspection, class);
    let asked = |error: &String| error.contains("missing the required \"forward\"");
    let tried = inspection
        .survey()
        .tried
        .iter()
        .any(|tried| tried.class == class.name.as_str() && tried.error.as_ref().is_some_and(asked));
    let plain = methods(class).all(|method| method.name.starts_with("__")) && !is_base(inspection, class);
    if finding.explains { Some(finding) } else { (tried && plain).then(|| finding.possible()) }
}

/// A `forward` without `return`.
fn fruitless(inspection: &Inspection, class: &StmtClassDef, forward: &StmtFunctionDef) -> Option<Finding> {
    let mut ends = Ends::default();
    ends.visit_body(&forward.body);
    if ends.gives || ends.raises {
        return None;
    }
    let said = inspection.error_about(&["NoneType"]);
    let is_stub = forward.body.iter().all(|stmt| matches!(stmt, Stmt::Pass(_)) || is_literal(stmt));
    if is_stub && said.is_none() {
        return None;
    }
    let finding = at(inspection, class, &forward.name)
        .case("sin-return")
        .maybe("error", said)
        .maybe("línea", inspection.error_span().map(|span| span.line.to_string()))
        .explains_error_if(said.is_some());
    Some(returning(finding.maybe("forma", computed(inspection, forward)), inspection, forward))
}

fn is_literal(stmt: &Stmt) -> bool {
    matches!(stmt, Stmt::Expr(held) if held.value.is_literal_expr())
}

/// How a function ends, without the functions within it.
#[derive(Default)]
struct Ends {
    gives: bool,
    raises: bool,
}

impl<'a> StatementVisitor<'a> for Ends {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
            Stmt::Return(held) => self.gives |= held.value.is_some(),
            Stmt::Raise(_) => self.raises = true,
            Stmt::Expr(held) if matches!(&*held.value, Expr::Yield(_) | Expr::YieldFrom(_)) => self.gives = true,
            _ => walk_stmt(self, stmt),
        }
    }
}

/// The shape of the last tensor that this `forward` computed, and which is lost.
fn computed(inspection: &Inspection, forward: &StmtFunctionDef) -> Option<String> {
    let lines = inspection.script.span(forward).line..=inspection.script.position(forward.end()).0;
    let here = |op: &crate::diagnose::Op<'_>| op.step.place.as_ref().is_some_and(|place| lines.contains(&place.line));
    let last = inspection.flow().ops().filter(here).last();
    last.map(|op| shape_of(&op.operation.output.shape))
}

/// Gives back what the last line computes.
fn returning(finding: Finding, inspection: &Inspection, forward: &StmtFunctionDef) -> Finding {
    let Some(last) = forward.body.last() else { return finding };
    let (start, end) = (TextRange::empty(last.start()), TextRange::empty(last.end()));
    let is_print = |value: &Expr| matches!(value, Expr::Call(call) if call.func.is_name_expr());
    match last {
        Stmt::Expr(held) if !held.value.is_literal_expr() && !is_print(&held.value) => {
            finding.replace(&start, "return ")
        }
        Stmt::Assign(assign) => match &assign.targets[..] {
            [Expr::Name(name)] => {
                let indent = " ".repeat(inspection.script.span(last).column - 1);
                finding.replace(&end, format!("\n{indent}return {}", name.id))
            }
            _ => finding,
        },
        _ => finding,
    }
}

fn at(inspection: &Inspection, class: &StmtClassDef, name: &Identifier) -> Finding {
    Finding::new(ID, inspection.script.span(name)).value("clase", class.name.as_str())
}

/// The error of a module that is called and has no `forward`.
fn explaining(finding: Finding, inspection: &Inspection, class: &StmtClassDef) -> Finding {
    let words = format!("Module [{}] is missing", class.name);
    let said = inspection.error_about(&[&words]);
    finding
        .maybe("error", said)
        .maybe("línea", inspection.error_span().map(|span| span.line.to_string()))
        .explains_error_if(said.is_some())
}
