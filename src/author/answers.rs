//! The answers of a question against the judge that students meet.

use std::ops::Range;

use crate::lesson::{Answer, Question, Verdict, judge};

/// What is wrong, and of which part of the question.
pub(super) enum Part {
    /// The answer.
    Answer,
    /// A mistake, by its place.
    Mistake(usize),
}

/// The right answer passes, and each declared mistake is told with its own message. Two mistakes may lead to one number:
/// then both are told.
pub(super) fn check(question: &Question) -> Vec<(Part, String)> {
    let mut wrong = Vec::new();
    let right = typed(question, &question.answer);
    if !matches!(judge(question, &right), Verdict::Right { .. }) {
        wrong.push((Part::Answer, format!("la respuesta «{right}» no se da por buena")));
    }
    for (index, mistake) in question.mistakes.iter().enumerate() {
        let typed = typed(question, &mistake.answer);
        let said = match judge(question, &typed) {
            Verdict::Right { .. } => format!("la respuesta de este error, «{typed}», es la respuesta buena"),
            Verdict::Unclear { .. } => format!("la respuesta de este error, «{typed}», no se entiende"),
            Verdict::Wrong { message, mistake: Some(name) }
                if name.starts_with("error-") && message.plain().contains(&mistake.message.plain()) =>
            {
                continue;
            }
            Verdict::Wrong { message, .. } => {
                format!("a quien responde «{typed}» no se le dice esto, sino «{}»", message.plain().replace('`', "'"))
            }
        };
        wrong.push((Part::Mistake(index), said));
    }
    wrong
}

/// What a student who knows would type.
fn typed(question: &Question, answer: &Answer) -> String {
    match answer {
        Answer::Tensor(shape, values) if shape.len() == 2 => {
            let row = |row: &[f64]| row.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
            values.chunks(shape[1].max(1)).map(row).collect::<Vec<_>>().join("; ")
        }
        Answer::Number(value) if question.tolerance < 0.005 => format!("{value}"),
        answer => answer.shown(),
    }
}

/// Where a part of a question is written.
pub(super) fn place(part: &Part, written: &crate::lesson::Written) -> Range<usize> {
    match part {
        Part::Answer => written.answer_at(),
        Part::Mistake(index) => written.mistake_at(*index),
    }
}
