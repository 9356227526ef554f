//! The class stands where a layer is wanted: `nn.ReLU` without parentheses.

use rustpython_ruff_python_ast::{AnyNodeRef, Expr};
use rustpython_ruff_text_size::Ranged;

use super::modulo_con_tensor::swallowed;
use crate::diagnose::{Finding, Inspection, Span, Syntax, syntax::method};

pub const ID: &str = "modulo-sin-parentesis";

/// What is made of modules.
const CONTAINERS: [&str; 3] = ["torch.nn.Sequential", "torch.nn.ModuleList", "torch.nn.ModuleDict"];

/// What only holds together what goes into these.
const PASSING: [&str; 5] = ["collections.OrderedDict", "OrderedDict", "list", "tuple", "dict"];

/// A class that is named and not called.
struct Mention<'a> {
    expr: &'a Expr,
    class: String,
    place: Place,
}

/// Where a class is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Where only modules can be.
    Container,
    /// The value of an assignment, a default, an element of a list.
    Stored,
    /// Among the arguments of some function.
    Given,
}

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let mentions = mentions(&inspection.syntax);
    let contained = mentions.iter().filter(|mention| mention.place == Place::Container);
    let mut found: Vec<Finding> = contained.map(|mention| bare(inspection, mention)).collect();
    if !found.iter().any(|finding| finding.explains) {
        found.extend(named_by_the_error(inspection, &mentions));
    }
    found.extend(applied(inspection, &mentions));
    found.extend(model(inspection, &mentions));
    found
}

fn mentions(syntax: &Syntax) -> Vec<Mention<'_>> {
    let mut mentions = Vec::new();
    syntax.each_expr(|expr, _| {
        let Some(name) = syntax.dotted(expr).filter(|name| syntax.is_module_class(name)) else { return };
        let class = name.trim_start_matches("torch.nn.").to_owned();
        let place = place(syntax, expr).filter(|_| !syntax.is_caught(expr));
        mentions.extend(place.map(|place| Mention { expr, class, place }));
    });
    mentions
}

/// Where a class is named, if it is named in a place that a layer could have.
fn place(syntax: &Syntax, expr: &Expr) -> Option<Place> {
    let around = syntax.around(expr);
    let outer = *around.first()?;
    let within = |outer: &AnyNodeRef<'_>| outer.range().contains_range(expr.range());
    match outer {
        AnyNodeRef::ExprCall(call) if call.func.range() == expr.range() => return None,
        AnyNodeRef::StmtAssign(assign) if within(&AnyNodeRef::from(&*assign.value)) => return Some(Place::Stored),
        AnyNodeRef::ParameterWithDefault(_) => return Some(Place::Stored),
        AnyNodeRef::Arguments(_)
        | AnyNodeRef::Keyword(_)
        | AnyNodeRef::ExprList(_)
        | AnyNodeRef::ExprTuple(_)
        | AnyNodeRef::ExprDict(_) => {}
        _ => return None,
    }
    let is_base = |outer: &AnyNodeRef<'_>| match outer {
        AnyNodeRef::StmtClassDef(class) => class.bases().iter().any(|base| base.range() == expr.range()),
        _ => false,
    };
    if around.iter().any(is_base) {
        return None;
    }
    let mut callees = around.iter().filter_map(|outer| match outer {
        AnyNodeRef::ExprCall(call) => Some(syntax.dotted(&call.func).unwrap_or_default()),
        _ => None,
    });
    let looped = around.iter().any(|outer| matches!(outer, AnyNodeRef::Comprehension(_) | AnyNodeRef::StmtFor(_)));
    match callees.find(|callee| !PASSING.contains(&callee.as_str())) {
        Some(callee) if CONTAINERS.contains(&callee.as_str()) && !looped => Some(Place::Container),
        Some(callee) if ["isinstance", "issubclass"].contains(&callee.as_str()) => None,
        Some(_) => Some(Place::Given),
        None => Some(Place::Stored),
    }
}

/// A class where only layers can be.
fn bare(inspection: &Inspection, mention: &Mention<'_>) -> Finding {
    let said = inspection.error_about(&[&format!("{} is not a Module subclass", mention.class)]);
    let said = said.filter(|message| message.contains(&format!(".{} is", mention.class)));
    found(inspection, mention).maybe("error", said).explains_error_if(said.is_some())
}

fn found(inspection: &Inspection, mention: &Mention<'_>) -> Finding {
    unmade(inspection, mention, mention.expr)
}

/// A class that is to be called where it is named, or where a name stands for it.
fn unmade(inspection: &Inspection, mention: &Mention<'_>, expr: &Expr) -> Finding {
    let written = inspection.script.quote(expr);
    let finding =
        Finding::new(ID, inspection.script.span(expr)).value("escrito", inspection.script.quote(mention.expr));
    if needs_arguments(&inspection.syntax, &mention.class) {
        return finding.value("creado", format!("{written}(…)"));
    }
    let made = format!("{written}()");
    finding.value("creado", &made).replace(expr, made)
}

/// Whether parentheses alone do not make one.
fn needs_arguments(syntax: &Syntax, class: &str) -> bool {
    match syntax.class(class) {
        Some(own) => method(own, "__init__")
            .is_some_and(|init| init.parameters.args.iter().skip(1).any(|taken| taken.default.is_none())),
        None => {
            ["Linear", "Bilinear", "Embedding", "Threshold", "Unflatten"].contains(&class)
                || class.ends_with('d')
                || class.ends_with("Norm")
        }
    }
}

/// The class that PyTorch's error speaks of, where it came to its container on another way.
fn named_by_the_error<'a>(
    inspection: &'a Inspection,
    mentions: &'a [Mention<'a>],
) -> impl Iterator<Item = Finding> + 'a {
    let message = inspection.error_about(&["torch.nn.modules.", " is not a Module subclass"]);
    let class = message.and_then(|message| message.split(" is not").next()?.rsplit('.').next());
    let named: Vec<&Mention<'_>> = mentions.iter().filter(|mention| Some(mention.class.as_str()) == class).collect();
    let sure = named.len() == 1;
    named.into_iter().map(move |mention| {
        let finding = found(inspection, mention).maybe("error", message).explains_error();
        if sure { finding } else { finding.possible() }
    })
}

/// A class that is kept under a name and then given a tensor, as if it were a layer.
fn applied(inspection: &Inspection, mentions: &[Mention<'_>]) -> Vec<Finding> {
    let swallowed = swallowed(inspection);
    let calls = inspection.syntax.calls().into_iter().filter(|call| !call.callee.starts_with("torch."));
    let calls = calls.filter(|call| !call.callee.is_empty() && !inspection.syntax.is_caught(call.node));
    let mut found = Vec::new();
    for call in calls {
        let span = inspection.script.span(call.node);
        let tensor = call.node.arguments.args.first().is_some_and(|arg| inspection.syntax.is_tensor(arg, call.scope));
        let held = swallowed.iter().find(|held| held.span == span);
        let Some((mention, value)) = stored(inspection, mentions, &call.callee).filter(|_| tensor || held.is_some())
        else {
            continue;
        };
        found.push(
            kept(inspection, mention, value, &call.callee, span).maybe("parámetro", held.map(|held| held.parameter)),
        );
    }
    found
}

/// The mention of a class of PyTorch's that a name stands for, and what was assigned to that name.
fn stored<'a>(
    inspection: &'a Inspection,
    mentions: &'a [Mention<'a>],
    name: &str,
) -> Option<(&'a Mention<'a>, &'a Expr)> {
    let values = inspection.syntax.assigned().into_iter().filter(|found| found.target == name).map(|found| found.value);
    let mentions = || mentions.iter().filter(|mention| inspection.syntax.class(&mention.class).is_none());
    values.into_iter().find_map(|value| {
        let is_it = |mention: &&Mention<'_>| mention.expr.range() == value.range();
        // What a parameter is by default comes to a name under its own.
        let handed = |mention: &&Mention<'_>| {
            let parameter = default_of(inspection, mention.expr);
            matches!(value, Expr::Name(given) if parameter.is_some_and(|parameter| given.id.as_str() == parameter))
        };
        mentions().find(is_it).or_else(|| mentions().find(handed)).map(|mention| (mention, value))
    })
}

/// The parameter that an expression is the default of.
fn default_of<'a>(inspection: &'a Inspection, expr: &Expr) -> Option<&'a str> {
    match inspection.syntax.around(expr).into_iter().next()? {
        AnyNodeRef::ParameterWithDefault(parameter) => Some(parameter.name().as_str()),
        _ => None,
    }
}

fn kept(inspection: &Inspection, mention: &Mention<'_>, value: &Expr, name: &str, call: Span) -> Finding {
    let said = inspection.error_about(&[&mention.class]);
    unmade(inspection, mention, value)
        .case("aplicada")
        .value("nombre", name)
        .value("línea", call.line.to_string())
        .value("clase", &mention.class)
        .maybe("error", said)
        .explains_error_if(said.is_some())
}

/// The program's own model, used without having been made.
fn model<'a>(inspection: &'a Inspection, mentions: &'a [Mention<'a>]) -> impl Iterator<Item = Finding> + 'a {
    let line = inspection.error_span().map(|span| inspection.script.line(span.line)).unwrap_or_default();
    let named = mentions.iter().filter(move |mention| {
        let assigned = inspection.syntax.assigned();
        let target =
            assigned.iter().find(|found| found.value.range() == mention.expr.range()).map(|found| &found.target);
        target.is_some_and(|target| line.contains(&format!("{target}(")) || line.contains(&format!("{target}.")))
    });
    named.filter_map(|mention| {
        let class = inspection.syntax.class(&mention.class)?.name.as_str();
        let said = ["__init__() takes", "__init__() got", "forward() missing"]
            .iter()
            .find_map(|words| inspection.error_about(&[&format!("{class}.{words}")]));
        let said = said.or_else(|| inspection.error_about(&["missing 1 required positional argument: 'self'"]));
        let said = said.or_else(|| inspection.error_about(&[&format!("type object '{class}'")]))?;
        Some(found(inspection, mention).case("modelo").value("error", said).explains_error())
    })
}
