//! A name that PyTorch does not have: `nn.Relu`, `F.ReLU`, `torch.gelu`.

use rustpython_ruff_python_ast::{Alias, AnyNodeRef, Expr, ExprAttribute, ExprContext, Stmt, StmtImportFrom};

use crate::{
    diagnose::{Finding, Inspection, syntax::Scope},
    explain::errors,
};

pub const ID: &str = "nombre-equivocado";

/// Modules whose names are known.
const PLACES: [&str; 4] = ["torch", "torch.nn", "torch.nn.functional", "torch.optim"];

/// A name, where it was looked for, and what was meant.
struct Wrong {
    place: &'static str,
    name: String,
    meant: Vec<String>,
    /// Whether the program ended for it.
    ended: bool,
}

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let syntax = &inspection.syntax;
    let given = names_given(inspection);
    let mut found = Vec::new();
    syntax.each_expr(|expr, scope| {
        let Expr::Attribute(attribute) = expr else { return };
        if attribute.ctx == ExprContext::Load && !syntax.is_caught(expr) {
            found.extend(wrong(inspection, attribute, scope).filter(|wrong| !given.contains(&wrong.dotted())).map(|wrong| used(inspection, attribute, scope, &wrong)));
        }
    });
    found.extend(imports(inspection.syntax.body()).into_iter().filter_map(|(import, alias)| imported(inspection, import, alias)));
    found
}

impl Wrong {
    fn in_module(inspection: &Inspection, path: &str, name: &str) -> Option<Self> {
        let place = PLACES.into_iter().find(|place| *place == path)?;
        let said = inspection.error_about(&[&format!("'{path}'"), &format!("'{name}'")]);
        let ended = said.is_some_and(|said| said.contains("has no attribute") || said.starts_with("cannot import name"));
        Self::of(inspection, place, name, ended)
    }

    fn of(inspection: &Inspection, place: &'static str, name: &str, ended: bool) -> Option<Self> {
        let sure = || errors::confused(place, name).map(|meant| meant.iter().map(|&meant| meant.to_owned()).collect());
        // Of a name that is not known to be confused, only the program that ended tells that there is none.
        let meant = if ended { Some(errors::suggestions(place, name, &inspection.script.text)) } else { sure() }?;
        Some(Self { place, name: name.to_owned(), meant, ended })
    }

    fn dotted(&self) -> String {
        format!("{}.{}", self.place, self.name)
    }
}

/// Names that the program itself puts into PyTorch's modules.
fn names_given(inspection: &Inspection) -> Vec<String> {
    let mut given = Vec::new();
    inspection.syntax.each_expr(|expr, _| {
        if let Expr::Attribute(attribute) = expr && attribute.ctx == ExprContext::Store {
            given.extend(inspection.syntax.dotted(expr));
        }
    });
    given
}

fn wrong(inspection: &Inspection, attribute: &ExprAttribute, scope: Scope<'_>) -> Option<Wrong> {
    let name = attribute.attr.as_str();
    if let Some(path) = inspection.syntax.dotted(&attribute.value)
        && let Some(wrong) = Wrong::in_module(inspection, &path, name)
    {
        return Some(wrong);
    }
    let said = inspection.error_about(&[&format!("'Tensor' object has no attribute '{name}'")]);
    let ended = said.is_some() && inspection.error_within(attribute);
    let is_tensor = ended || inspection.syntax.is_tensor(&attribute.value, scope);
    if is_tensor { Wrong::of(inspection, "Tensor", name, ended) } else { None }
}

/// A wrong name in an expression.
fn used(inspection: &Inspection, attribute: &ExprAttribute, scope: Scope<'_>, wrong: &Wrong) -> Finding {
    let written = inspection.script.quote(attribute);
    let finding = told(inspection, wrong, Finding::new(ID, inspection.script.span(attribute)), written);
    if wrong.place == "Tensor" {
        return finding.case(if wrong.meant.is_empty() { "tensor-sin-sugerencia" } else { "tensor" });
    }
    let applied = inspection.syntax.around(attribute).into_iter().next().is_some_and(|outer| {
        matches!(outer, AnyNodeRef::ExprCall(call) if call.arguments.args.first().is_some_and(|arg| inspection.syntax.is_tensor(arg, scope)))
    });
    match reachable(inspection, &wrong.meant, applied) {
        Some(meant) => finding.replace(attribute, meant),
        None => finding,
    }
}

fn told(inspection: &Inspection, wrong: &Wrong, finding: Finding, written: &str) -> Finding {
    let quoted: Vec<String> = wrong.meant.iter().map(|meant| format!("`{meant}`")).collect();
    let finding = finding.value("escrito", written).value("lugar", wrong.place).value("nombre", &wrong.name);
    let finding = finding.case(if quoted.is_empty() { "sin-sugerencia" } else { "" }).value("sugerencia", quoted.join(" o "));
    finding.maybe("error", inspection.error_about(&[]).filter(|_| wrong.ended)).explains_error_if(wrong.ended)
}

/// The first of what was meant that the program can write: a function where it is applied, a class where it is not.
fn reachable(inspection: &Inspection, meant: &[String], applied: bool) -> Option<String> {
    let is_class = |meant: &&String| meant.rsplit('.').next().is_some_and(|name| name.starts_with(char::is_uppercase));
    let (classes, functions): (Vec<&String>, Vec<&String>) = meant.iter().partition(is_class);
    let wanted = if applied { functions.into_iter().chain(classes) } else { classes.into_iter().chain(functions) };
    wanted.filter(|meant| !meant.starts_with('.')).find_map(|meant| inspection.syntax.reach(&errors::written_out(meant)))
}

/// Every `from … import …`, with each of its names.
fn imports(body: &[Stmt]) -> Vec<(&StmtImportFrom, &Alias)> {
    let each = |stmt| match stmt {
        &Stmt::ImportFrom(ref import) => import.names.iter().map(|alias| (import, alias)).collect(),
        _ => Vec::new(),
    };
    body.iter().flat_map(each).collect()
}

fn imported(inspection: &Inspection, import: &StmtImportFrom, alias: &Alias) -> Option<Finding> {
    let wrong = Wrong::in_module(inspection, import.module.as_ref()?, &alias.name)?;
    let finding = told(inspection, &wrong, Finding::new(ID, inspection.script.span(alias)), &alias.name);
    let here = wrong.meant.iter().map(|meant| errors::written_out(meant)).find_map(|meant| {
        meant.strip_prefix(wrong.place)?.strip_prefix('.').map(str::to_owned)
    });
    // A name that is used below would have to change there too.
    let used = inspection.script.text.matches(alias.name.as_str()).count() > 1;
    Some(match here.filter(|_| !used || alias.asname.is_some()) {
        Some(here) => finding.replace(&alias.name, here),
        None => finding,
    })
}
