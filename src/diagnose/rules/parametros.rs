//! Arguments of an activation that are of the wrong type, or out of their range.

mod gelu;
mod limits;
mod repair;

use std::collections::HashSet;

use crate::{
    diagnose::{
        Finding, Inspection, Op, Span,
        arguments::{Given, Kind, Use, parameters},
    },
    explain::number,
    nn::activation::{self, Activation},
    python::survey::Module,
};

pub const ID: &str = "parametros";

/// An argument, which may be wrong.
struct Argument<'a> {
    activation: &'static Activation,
    parameter: &'static str,
    kind: Kind,
    given: Given,
    /// The call that it is given in.
    span: Span,
    /// That call in the source.
    written: Option<Use<'a>>,
}

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let mut seen = HashSet::new();
    let arguments: Vec<_> = written(inspection).into_iter().chain(made(inspection)).chain(ran(inspection)).collect();
    let judged = arguments.iter().filter_map(|argument| Some((argument.case()?, argument)));
    // A place that has seen several values compares them.
    let wrong = judged.filter(|(_, argument)| arguments.iter().all(|other| !argument.differs(other)));
    let first = wrong.filter(|(_, argument)| seen.insert(argument.span));
    let mut found: Vec<Finding> = first.map(|(case, argument)| argument.finding(inspection, case)).collect();
    found.extend(limits::check(inspection));
    found.extend(gelu::check(inspection));
    found
}

/// Literals in the source, also in what never runs.
fn written(inspection: &Inspection) -> Vec<Argument<'_>> {
    Use::all(&inspection.syntax).iter().flat_map(|written| literals(inspection, written)).collect()
}

fn literals<'a>(inspection: &Inspection, written: &Use<'a>) -> Vec<Argument<'a>> {
    let given = |parameter: &str| Given::literal(written.argument(parameter)?);
    arguments(written.activation, inspection.script.span(written.call.node), Some(written), given)
}

/// What the modules hold that the program made.
fn made(inspection: &Inspection) -> Vec<Argument<'_>> {
    let of = |module: &Module| {
        let activation = activation::find(&module.class).filter(|activation| activation.name == module.class)?;
        let span = inspection.script.spot(module.place)?;
        let written = inspection.syntax.call_at(span, &inspection.script).and_then(Use::of);
        let given = |parameter: &str| Given::setting(module.setting(parameter)?);
        Some(arguments(activation, span, written.as_ref(), given))
    };
    inspection.survey().modules.iter().filter_map(of).flatten().collect()
}

/// What functions were called with.
fn ran(inspection: &Inspection) -> Vec<Argument<'_>> {
    let of = |op: Op<'_>| {
        let activation = activation::find(op.name())?;
        let outside = inspection.module_of(op.step).is_none_or(|module| module.own);
        let span = inspection.span(op.step.place.as_ref().filter(|_| outside)?);
        let written = inspection.syntax.call_at(span, &inspection.script).and_then(Use::of);
        let given = |parameter: &str| Some(Given::attribute(op.operation.attribute(parameter)?));
        Some(arguments(activation, span, written.as_ref(), given))
    };
    inspection.flow().ops().filter_map(of).flatten().collect()
}

fn arguments<'a>(
    activation: &'static Activation,
    span: Span,
    written: Option<&Use<'a>>,
    given: impl Fn(&str) -> Option<Given>,
) -> Vec<Argument<'a>> {
    let argument = |(parameter, kind)| {
        Some(Argument { activation, parameter, kind, given: given(parameter)?, span, written: written.cloned() })
    };
    parameters(activation).into_iter().filter_map(argument).collect()
}

impl Argument<'_> {
    /// Whether another value was given at the same place.
    fn differs(&self, other: &Self) -> bool {
        (self.span, self.parameter) == (other.span, other.parameter) && self.number() != other.number()
    }

    /// The number that it counts as, in bits.
    fn number(&self) -> Option<u64> {
        match self.given {
            Given::Flag(flag) => Some(f64::from(u8::from(flag)).to_bits()),
            Given::Number(value) => Some(value.to_bits()),
            Given::Word(_) => None,
        }
    }

    /// What is wrong with it, if something is.
    fn case(&self) -> Option<&'static str> {
        match (self.kind, &self.given) {
            (Kind::Flag, Given::Number(_) | Given::Word(_)) => Some("inplace"),
            (Kind::Number | Kind::Count, Given::Flag(_)) => Some("booleano"),
            (Kind::Number, Given::Word(_)) => Some("texto"),
            (Kind::Count, Given::Number(value)) if value.fract() != 0.0 => Some("decimal"),
            (Kind::Word, Given::Word(word)) if ["none", "tanh"].contains(&word.as_str()) => None,
            (Kind::Word, _) => Some("palabra"),
            (Kind::Number, Given::Number(value)) => self.range(*value),
            _ => None,
        }
    }

    fn range(&self, value: f64) -> Option<&'static str> {
        let is = |other: f64| (value - other).abs() < 1e-9;
        match (self.activation.name, self.parameter) {
            ("LeakyReLU", "negative_slope") if is(1.0) => Some("identidad"),
            ("LeakyReLU", "negative_slope") if is(0.0) => Some("cero"),
            ("LeakyReLU", "negative_slope") if !(0.0..1.0).contains(&value) => Some("pendiente"),
            ("Softplus", "beta") if value <= 0.0 => Some("beta"),
            ("ELU" | "CELU", "alpha") if value < 0.0 => Some("alfa"),
            _ => None,
        }
    }

    fn finding(&self, inspection: &Inspection, case: &'static str) -> Finding {
        let expr = self.written.as_ref().and_then(|written| written.argument(self.parameter));
        let quoted = self.written.as_ref().and_then(|written| written.quote(&inspection.script));
        let finding = Finding::new(ID, expr.map_or(self.span, |expr| inspection.script.span(expr)))
            .case(case)
            .value("llamada", quoted.unwrap_or_else(|| self.activation.name.to_owned()))
            .value("activación", self.activation.name)
            .value("parámetro", self.parameter)
            .value("valor", self.said());
        let finding = self.told(finding, inspection);
        let finding = repair::repair(finding, self, case, inspection);
        // A value that comes from a variable may be one of several that are compared.
        let is_literal = expr.and_then(Given::literal).is_some();
        finding.possible_if(!is_literal).explains_error_if(self.explains(case, inspection))
    }

    fn said(&self) -> String {
        match &self.given {
            Given::Flag(true) => "True".to_owned(),
            Given::Flag(false) => "False".to_owned(),
            Given::Number(value) => number(*value),
            Given::Word(word) => format!("\"{word}\""),
        }
    }

    /// An element that went in, as low as there was one, and what came out.
    fn told(&self, finding: Finding, inspection: &Inspection) -> Finding {
        let flow = inspection.flow();
        let ran = |op: &Op<'_>| {
            let place = op.step.place.as_ref().map(|place| inspection.span(place));
            op.name() == self.activation.function && (inspection.made(op.step).or(place) == Some(self.span))
        };
        let Some(op) = flow.ops().find(ran) else { return finding };
        let input = op.operation.input(0).map(|input| input.values.as_slice()).unwrap_or_default();
        let pairs = input.iter().zip(&op.operation.output.values).filter(|(before, _)| **before < 0.0);
        match pairs.min_by(|(a, _), (b, _)| a.total_cmp(b)) {
            Some((before, after)) => finding.value("entra", number(*before)).value("sale", number(*after)),
            None => finding,
        }
    }

    /// Whether it is why the program ended.
    fn explains(&self, case: &str, inspection: &Inspection) -> bool {
        let raised_here = || inspection.error_span().is_some_and(|span| span.line == self.span.line);
        match case {
            "texto" => inspection.error_id().as_deref() == Some("numero-esperado"),
            "palabra" => inspection.error_id().as_deref() == Some("gelu-aproximada"),
            "decimal" => raised_here(),
            _ => false,
        }
    }
}
