//! Running text.

use maud::{Markup, Render, html};

use crate::view::{Role, Span, Text, visible};

/// Code up to this long is never broken: it fits into the line of a phone.
const SHORT: usize = 24;

/// Characters as they are read: none of them is markup, and those that cannot be seen are written out.
pub(super) struct Plain<'a>(pub &'a str);

impl Render for Plain<'_> {
    fn render_to(&self, buffer: &mut String) {
        visible(self.0).as_ref().render_to(buffer);
    }
}

/// Spans, each as what it is.
pub(super) fn text(text: &Text) -> Markup {
    html! { @for span in &text.spans { (self::span(span)) } }
}

/// The text of a heading, which is strong anyway.
pub(super) fn heading(text: &Text) -> Markup {
    html! {
        @for span in &text.spans {
            @if matches!(span.role, Role::Title | Role::Emphasis) { (lines(&span.text)) } @else { (self::span(span)) }
        }
    }
}

fn span(span: &Span) -> Markup {
    let text = lines(&span.text);
    match class(span.role) {
        Some(class) => html! { span class=(class) { (text) } },
        None => match span.role {
            Role::Code => html! { code.short[span.text.chars().count() <= SHORT] { (text) } },
            Role::Tensor => html! { samp { (text) } },
            Role::Term => html! { dfn { (text) } },
            Role::Title | Role::Emphasis => html! { strong { (text) } },
            _ => text,
        },
    }
}

/// The class of a role that HTML has no element for.
fn class(role: Role) -> Option<&'static str> {
    Some(match role {
        Role::Formula => "formal",
        Role::Number => "number",
        Role::Positive => "positive",
        Role::Negative => "negative",
        Role::Warning => "warning",
        Role::Error => "error",
        Role::Muted => "muted",
        Role::Hint => "hint",
        Role::Curve1 => "curve-1",
        Role::Curve2 => "curve-2",
        Role::Curve3 => "curve-3",
        Role::Curve4 => "curve-4",
        _ => return None,
    })
}

/// Text with its line breaks.
fn lines(text: &str) -> Markup {
    html! {
        @for (index, line) in text.split('\n').enumerate() {
            @if index > 0 { br; }
            (Plain(line))
        }
    }
}
