//! Questions. The answer is there, and closed: who reads on a screen opens it, and on paper it stands at the end.

use maud::{Markup, html};

use super::{Writer, inline::text};
use crate::view::{Reply, ReplyKind};

impl Writer {
    /// The first question with what follows it, or the turns before the first question; and how many turns that is.
    pub(super) fn dialogue(&mut self, replies: &[&Reply]) -> (Markup, usize) {
        let asks = |reply: &&Reply| reply.kind == ReplyKind::Question;
        let Some((first, rest)) = replies.split_first().filter(|(first, _)| asks(first)) else {
            let end = replies.iter().position(&asks).unwrap_or(replies.len());
            return (self.answer(&replies[..end], true), end);
        };
        let end = rest.iter().position(asks).unwrap_or(rest.len());
        (self.question(first, &rest[..end]), end + 1)
    }

    fn question(&mut self, question: &Reply, answers: &[&Reply]) -> Markup {
        self.questions += 1;
        let number = self.questions;
        self.open = Some(number);
        html! {
            div.question id={ "pregunta-" (number) } {
                p.ask { span.label { "Pregunta " (number) } " " (text(&question.text)) }
                @if !question.options.is_empty() {
                    ol.options { @for option in &question.options { li { (text(option)) } } }
                }
                @if !answers.is_empty() { (self.answer(answers, false)) }
            }
        }
    }

    /// What may be opened: hints, and then the answer, which may stand apart from its question.
    fn answer(&mut self, replies: &[&Reply], apart: bool) -> Markup {
        let (hints, answers): (Vec<&Reply>, Vec<&Reply>) =
            replies.iter().partition(|reply| matches!(reply.kind, ReplyKind::Hint(..)));
        let answer = html! { @for reply in answers.iter() { (turn(reply)) } };
        let open = if answers.is_empty() { None } else { self.open.take() };
        if let Some(number) = open {
            self.solutions.push((number, answer.clone()));
        }
        html! {
            div.reveal {
                @for hint in hints { (self::hint(hint)) }
                @match open {
                    Some(number) => details.answer {
                        summary { "Respuesta" @if apart { " a la pregunta " (number) } }
                        (answer)
                    }
                    None => (answer)
                }
            }
        }
    }
}

fn hint(hint: &Reply) -> Markup {
    let ReplyKind::Hint(number, total) = hint.kind else { return html! {} };
    html! { details.hint { summary { "Pista " (number) span.of { " de " (total) } } p { (text(&hint.text)) } } }
}

/// A turn after its sign.
fn turn(reply: &Reply) -> Markup {
    let said = text(&reply.text);
    match reply.kind {
        ReplyKind::Answer => html! { p.given { (said) } },
        ReplyKind::Right => html! { p.right { span.positive { "✔ " } (said) } },
        ReplyKind::Wrong => html! { p.wrong { span.error { "✗ " } (said) } },
        ReplyKind::Question | ReplyKind::Hint(..) => html! { p { (said) } },
    }
}
