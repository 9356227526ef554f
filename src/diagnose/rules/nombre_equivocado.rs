//! A name that PyTorch does not have: `nn.Relu`, `F.ReLU`, `torch.gelu`.

use rustpython_ruff_python_ast::{
    Alias, AnyNodeRef, Expr, ExprAttribute, ExprCall, ExprContext, Identifier, Stmt, StmtImportFrom,
};
use rustpython_ruff_text_size::{Ranged, TextRange};

use crate::{
    diagnose::{Finding, Inspection, syntax::Scope},
    explain::errors,
    nn::activation,
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
    let mut found: Vec<Finding> =
        imports(syntax.body()).into_iter().filter_map(|(import, alias)| imported(inspection, import, alias)).collect();
    syntax.each_expr(|expr, scope| {
        let Expr::Attribute(attribute) = expr else { return };
        if attribute.ctx == ExprContext::Load && !syntax.is_caught(expr) {
            let wrong = wrong(inspection, attribute, scope).filter(|wrong| !given.contains(&wrong.dotted()));
            found.extend(wrong.map(|wrong| used(inspection, attribute, scope, &wrong)));
        }
    });
    found
}

impl Wrong {
    fn in_module(inspection: &Inspection, path: &str, name: &str) -> Option<Self> {
        let place = PLACES.into_iter().find(|place| *place == path)?;
        let said = inspection.error_about(&[&format!("'{path}'"), &format!("'{name}'")]);
        let ended =
            said.is_some_and(|said| said.contains("has no attribute") || said.starts_with("cannot import name"));
        Self::of(inspection, place, name, ended)
    }

    /// Nothing of a name that PyTorch has, even if it is not here.
    fn of(inspection: &Inspection, place: &'static str, name: &str, ended: bool) -> Option<Self> {
        if errors::is_absent(place, name) {
            return None;
        }
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
        if let Expr::Attribute(attribute) = expr
            && attribute.ctx == ExprContext::Store
        {
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
    // A list has an `append` of its own; only functions of PyTorch's cannot be meant for anything else.
    let sure = || activation::find(name).is_some() && inspection.syntax.is_tensor(&attribute.value, scope);
    if ended || sure() { Wrong::of(inspection, "Tensor", name, ended) } else { None }
}

/// A wrong name in an expression.
fn used(inspection: &Inspection, attribute: &ExprAttribute, scope: Scope<'_>, wrong: &Wrong) -> Finding {
    let written = inspection.script.quote(attribute);
    let finding = told(inspection, wrong, Finding::new(ID, inspection.script.span(attribute)), written);
    let call = inspection.syntax.around(attribute).into_iter().next().and_then(|outer| match outer {
        AnyNodeRef::ExprCall(call) if call.func.range() == attribute.range() => Some(call),
        _ => None,
    });
    if wrong.place == "Tensor" {
        let finding = finding.case(if wrong.meant.is_empty() { "tensor-sin-sugerencia" } else { "tensor" });
        return method(finding, inspection, attribute, call, wrong);
    }
    match kind(inspection, call, scope, wrong).and_then(|kind| reachable(inspection, &wrong.meant, kind)) {
        Some(meant) => finding.replace(attribute, meant),
        None => finding,
    }
}

/// What a name is used as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Class,
    Function,
}

/// Applied to a tensor, it is meant as a function; where the arguments do not tell, nobody knows.
fn kind(inspection: &Inspection, call: Option<&ExprCall>, scope: Scope<'_>, wrong: &Wrong) -> Option<Kind> {
    let is_class = |meant: &String| meant.rsplit('.').next().is_some_and(|name| name.starts_with(char::is_uppercase));
    if wrong.meant.iter().all(is_class) {
        return Some(Kind::Class);
    }
    match call.and_then(|call| call.arguments.args.first()) {
        None if call.is_some() => Some(Kind::Class),
        None => None,
        Some(given) if inspection.syntax.is_tensor(given, scope) => Some(Kind::Function),
        Some(given) if given.is_literal_expr() => Some(Kind::Class),
        Some(_) => (wrong.place != "torch.nn").then_some(Kind::Function),
    }
}

/// What is no method: `F.gelu(x)` for `x.gelu()`.
fn method(
    finding: Finding,
    inspection: &Inspection,
    attribute: &ExprAttribute,
    call: Option<&ExprCall>,
    wrong: &Wrong,
) -> Finding {
    let Some(meant) = wrong.meant.first() else { return finding };
    if let Some(name) = meant.strip_prefix('.') {
        return finding.replace(&attribute.attr, name);
    }
    let function =
        if meant == "len" { Some(meant.clone()) } else { inspection.syntax.reach(&errors::written_out(meant)) };
    let (Some(function), Some(call)) = (function.filter(|_| meant != "torch.cat"), call) else { return finding };
    let given = inspection.script.quote(&call.arguments).trim_start_matches('(').trim_end_matches(')').to_owned();
    let comma = if given.is_empty() { "" } else { ", " };
    finding.replace(call, format!("{function}({}{comma}{given})", inspection.script.quote(&*attribute.value)))
}

fn told(inspection: &Inspection, wrong: &Wrong, finding: Finding, written: &str) -> Finding {
    let quoted: Vec<String> = wrong.meant.iter().map(|meant| format!("`{meant}`")).collect();
    let finding = finding.value("escrito", written).value("lugar", wrong.place).value("nombre", &wrong.name);
    let finding =
        finding.case(if quoted.is_empty() { "sin-sugerencia" } else { "" }).value("sugerencia", quoted.join(" o "));
    finding.maybe("error", inspection.error_about(&[]).filter(|_| wrong.ended)).explains_error_if(wrong.ended)
}

/// The first of what was meant that the program can write and that is of this kind.
fn reachable(inspection: &Inspection, meant: &[String], kind: Kind) -> Option<String> {
    let is_class = |meant: &str| meant.rsplit('.').next().is_some_and(|name| name.starts_with(char::is_uppercase));
    let fitting = meant.iter().filter(|meant| is_class(meant) == (kind == Kind::Class));
    fitting.into_iter().find_map(|meant| inspection.syntax.reach(&errors::written_out(meant)))
}

/// Every `from … import …` of the file, with each of its names.
fn imports(body: &[Stmt]) -> Vec<(&StmtImportFrom, &Alias)> {
    let imports = body.iter().filter_map(Stmt::as_import_from_stmt);
    imports.flat_map(|import| import.names.iter().map(move |alias| (import, alias))).collect()
}

fn imported(inspection: &Inspection, import: &StmtImportFrom, alias: &Alias) -> Option<Finding> {
    let wrong = Wrong::in_module(inspection, import.module.as_ref()?, &alias.name)?;
    let finding = told(inspection, &wrong, Finding::new(ID, inspection.script.span(alias)), &alias.name);
    let here = wrong
        .meant
        .iter()
        .map(|meant| errors::written_out(meant))
        .find_map(|meant| meant.strip_prefix(wrong.place)?.strip_prefix('.').map(str::to_owned));
    // A function does not become a class by its name.
    let is_class = |name: &str| name.starts_with(char::is_uppercase);
    Some(match here.filter(|here| is_class(here) == is_class(&alias.name)) {
        Some(here) if alias.asname.is_none() => {
            uses(inspection, &alias.name).into_iter().fold(finding, |finding, range| finding.replace(&range, &here))
        }
        Some(here) => finding.replace(&alias.name, here),
        None => finding,
    })
}

/// Where a name stands: in its import, and in every line below.
fn uses(inspection: &Inspection, name: &Identifier) -> Vec<TextRange> {
    let mut uses = vec![name.range()];
    inspection.syntax.each_expr(|expr, _| {
        if let Expr::Name(used) = expr
            && used.id == name.id
        {
            uses.push(used.range());
        }
    });
    uses
}
