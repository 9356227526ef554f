//! A step along its rail, the formula of an operation, a number worked out.

use maud::{Markup, html};

use super::{
    Writer,
    block::heading,
    inline::{self, Plain},
};
use crate::view::{Arithmetic, Formula, OPERATORS, Relation, Step};

impl Writer {
    pub(super) fn step(&mut self, step: &Step, level: u8) -> Markup {
        let title = html! {
            "Paso " (step.number)
            @if let Some(total) = step.total { " de " (total) }
            @if !step.title.is_empty() { " · " (inline::heading(&step.title)) }
            @if !step.path.is_empty() { " · " code { (Plain(&step.path)) } }
        };
        html! {
            div.step {
                div.head {
                    (heading(level, &title))
                    @if let Some(place) = &step.place { p.place { (Plain(&place.to_string())) } }
                }
                @if let Some(source) = &step.source { pre.code { code { (Plain(source.trim())) } } }
                (self.stack(&step.body, level + 1))
            }
        }
    }
}

/// An expression whose lines break before an operator, never behind it.
fn expression(text: &str) -> Markup {
    let mut words = text.split(' ').peekable();
    let mut kept = String::new();
    while let Some(word) = words.next() {
        kept.push_str(word);
        if words.peek().is_some() {
            kept.push(if OPERATORS.contains(&word) { '\u{a0}' } else { ' ' });
        }
    }
    html! { (Plain(&kept)) }
}

/// A formula with its shapes.
pub(super) fn formula(formula: &Formula) -> Markup {
    html! {
        p.formula {
            span.formal { (expression(&formula.expression)) }
            @if !formula.shapes.is_empty() { " " span.shapes { (expression(&formula.shapes)) } }
        }
    }
}

/// A number worked out, the relations under each other.
pub(super) fn arithmetic(arithmetic: &Arithmetic) -> Markup {
    let sign = |relation| match relation {
        Relation::Equal => " = ",
        Relation::About => " ≈ ",
    };
    html! {
        p.arithmetic {
            code { (Plain(&arithmetic.target)) }
            @for (relation, expression) in &arithmetic.lines {
                span.relation { (sign(*relation)) }
                span { (self::expression(expression)) " " }
            }
        }
    }
}
