//! Is an answer right, and if not, what does it show?

use super::{
    Kind, mistake,
    played::{Answer, Question},
    tolerance,
};
use crate::{
    content::marked,
    spanish::{self, Unclear},
    view::Text,
};

/// What is to be said about an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is right.
    Right {
        /// How it is spelled, where it was written otherwise.
        spelling: Option<String>,
    },
    /// It is wrong.
    Wrong {
        /// What it shows.
        message: Text,
        /// The name of the mistake, if it is a known one.
        mistake: Option<String>,
    },
    /// It is no answer, or not yet.
    Unclear {
        /// What is missing.
        message: Text,
    },
}

impl Verdict {
    fn unclear(message: impl Into<Text>) -> Self {
        Self::Unclear { message: message.into() }
    }
}

/// Judges what was typed.
#[must_use]
pub fn judge(question: &Question, typed: &str) -> Verdict {
    let text = stripped(question.kind, typed);
    let answer = match Answer::typed(question.kind, text, &question.choices()) {
        Ok(answer) => fitted(answer, &question.answer),
        Err(unclear) => return misread(question.kind, text, &unclear),
    };
    if is_right(question, &answer, text) {
        return Verdict::Right { spelling: spelling(question, text) };
    }
    wrong(question, &answer, text)
}

/// What stands behind the last `=` of a number or a tensor: `m = −6`.
fn stripped(kind: Kind, typed: &str) -> &str {
    let value = matches!(kind, Kind::Numero | Kind::Tensor);
    let text = typed.rsplit_once('=').filter(|(_, value)| is_value(value)).map_or(typed, |(_, text)| text).trim();
    if !value {
        return typed.trim();
    }
    // A single number may be written as PyTorch prints it.
    let inner = text.strip_prefix("tensor(").and_then(|text| text.strip_suffix(')'));
    inner.filter(|inner| kind == Kind::Numero && !inner.contains('[')).unwrap_or(text)
}

fn is_value(text: &str) -> bool {
    spanish::rows(text).is_ok()
}

/// A list in the shape of the answer, where only the way of writing it differs.
fn fitted(answer: Answer, right: &Answer) -> Answer {
    match (answer, right) {
        (Answer::Tensor(shape, values), Answer::Tensor(wanted, _))
            if is_line(&shape) && is_line(wanted) && wanted.iter().product::<usize>() == values.len() =>
        {
            Answer::Tensor(wanted.clone(), values)
        }
        (answer, _) => answer,
    }
}

/// Whether a tensor is a single row or column.
fn is_line(shape: &[usize]) -> bool {
    shape.iter().filter(|size| **size != 1).count() <= 1
}

fn is_right(question: &Question, answer: &Answer, text: &str) -> bool {
    match (answer, &question.answer) {
        (Answer::Number(typed), Answer::Number(right)) => tolerance::right(*typed, text, *right, question.tolerance),
        (Answer::Text(typed), Answer::Text(right)) => {
            let mut texts = question.accepted.iter().chain([right]);
            texts.any(|text| spanish::fold(text) == spanish::fold(spanish::bare(typed)) || slip(typed, text))
        }
        (answer, right) => same(answer, right, question.tolerance),
    }
}

fn slip(typed: &str, right: &str) -> bool {
    spanish::respelled(typed, right).is_some()
}

/// Whether two answers are the same.
pub(super) fn same(answer: &Answer, other: &Answer, tolerance: f64) -> bool {
    match (answer, other) {
        (Answer::Number(a), Answer::Number(b)) => tolerance::close(*a, *b, tolerance),
        (Answer::Tensor(shape, values), Answer::Tensor(others_shape, others)) => {
            shape == others_shape && values.iter().zip(others).all(|(a, b)| tolerance::close(*a, *b, tolerance))
        }
        (Answer::Text(a), Answer::Text(b)) => spanish::fold(a) == spanish::fold(b) || slip(a, b),
        (answer, other) => answer == other,
    }
}

/// How words are spelled right.
fn spelling(question: &Question, typed: &str) -> Option<String> {
    match &question.answer {
        Answer::Text(right) => spanish::respelled(typed, right).map(ToOwned::to_owned),
        Answer::Option(index) => {
            let options = question.choices();
            let option = options.get(*index)?;
            spanish::respelled(typed, option).map(ToOwned::to_owned)
        }
        Answer::Sign(sign) => spanish::respelled(typed, sign.word()).map(ToOwned::to_owned),
        _ => None,
    }
}

fn wrong(question: &Question, answer: &Answer, text: &str) -> Verdict {
    let known = declared(question, answer);
    if !known.is_empty() {
        let name = known.iter().map(|(number, _)| format!("error-{number}")).collect::<Vec<_>>().join("+");
        return Verdict::Wrong {
            message: several(known.into_iter().map(|(_, text)| text).collect()),
            mistake: Some(name),
        };
    }
    if let (Answer::Number(typed), Answer::Number(right)) = (answer, &question.answer)
        && tolerance::rough(*typed, text, *right)
    {
        return Verdict::unclear("Vas por buen camino. Escríbelo con dos decimales, por lo menos.");
    }
    let general = mistake::general(question, answer);
    if general.is_empty() {
        return Verdict::Wrong { message: mistake::unknown(question, answer), mistake: None };
    }
    let name = general.iter().map(|(name, _)| *name).collect::<Vec<_>>().join("+");
    let messages = general.into_iter().map(|(_, message)| marked(&message)).collect();
    Verdict::Wrong { message: several(messages), mistake: Some(name) }
}

/// The mistakes of the question that give this answer, numbered from 1.
fn declared(question: &Question, answer: &Answer) -> Vec<(usize, Text)> {
    let mut found = Vec::<(usize, Text)>::new();
    for (index, mistake) in question.mistakes.iter().enumerate() {
        let told = found.iter().any(|(_, message)| *message == mistake.message);
        if !told && same(answer, &mistake.answer, question.tolerance) {
            found.push((index + 1, mistake.message.clone()));
        }
    }
    found
}

/// One message, or all those that could be meant.
fn several(messages: Vec<Text>) -> Text {
    if messages.len() == 1 {
        return messages.into_iter().next().unwrap_or_default();
    }
    let text = Text::new().say("A esa respuesta se llega por varios caminos:");
    messages.into_iter().fold(text, |text, message| text.say("\n· ").join(message))
}

/// What was typed is an answer of another kind, or of none.
fn misread(kind: Kind, typed: &str, unclear: &Unclear) -> Verdict {
    let word = spanish::yes_no(typed).is_some() || spanish::sign(typed).is_ok();
    let other = match kind {
        Kind::Numero if word => Some("Aquí va un número. Escríbelo con cifras, por ejemplo −0.87."),
        Kind::Numero if spanish::shape(typed).is_ok_and(|shape| shape.len() > 1) && typed.contains(['(', 'x']) => {
            Some("Eso parece una forma, y aquí va un solo número.")
        }
        Kind::Numero if spanish::rows(typed).is_ok_and(|rows| rows.concat().len() > 1) => {
            Some("Has escrito varios números, y aquí va uno solo.")
        }
        Kind::Forma if word => Some("Aquí va una forma: cuántas filas y cuántas columnas, por ejemplo (4, 5)."),
        Kind::Tensor if word => Some("Aquí van los números del tensor, separados por espacios."),
        _ => None,
    };
    let said = || format!("{}: {}.", capital(&unclear.message), unclear.hint);
    Verdict::unclear(other.map_or_else(said, ToOwned::to_owned))
}

/// With a capital letter.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{lesson::played::Mistake, spanish::Sign};

    fn question(kind: Kind, answer: Answer) -> Question {
        let options = ["Sí, siempre", "Nunca", "Solo en la saturación"].map(Text::from).to_vec();
        let options = if kind == Kind::Opcion { options } else { Vec::new() };
        Question {
            id: "a".into(),
            kind,
            ask: "¿?".into(),
            options,
            answer,
            accepted: Vec::new(),
            tolerance: tolerance::USUAL,
            hints: vec!["uno".into(), "dos".into(), "tres".into()],
            why: "porque".into(),
            mistakes: Vec::new(),
        }
    }

    fn with(mut question: Question, mistakes: &[(Answer, &str)]) -> Question {
        let mistake =
            |(answer, message): &(Answer, &str)| Mistake { answer: answer.clone(), message: (*message).into() };
        question.mistakes = mistakes.iter().map(mistake).collect();
        question
    }

    fn is(question: &Question, typed: &str) -> &'static str {
        match judge(question, typed) {
            Verdict::Right { .. } => "right",
            Verdict::Wrong { .. } => "wrong",
            Verdict::Unclear { .. } => "unclear",
        }
    }

    fn said(question: &Question, typed: &str) -> String {
        match judge(question, typed) {
            Verdict::Right { spelling } => spelling.unwrap_or_default(),
            Verdict::Wrong { message, .. } | Verdict::Unclear { message } => message.plain(),
        }
    }

    #[test]
    fn every_kind_is_judged() {
        let tensor = Answer::Tensor(vec![3], vec![0.0, 1.0, 2.5]);
        let table = Answer::Tensor(vec![2, 2], vec![1.0, 2.0, 3.0, 4.0]);
        let cases = [
            (
                question(Kind::Numero, Answer::Number(-0.8728)),
                "-0,87 | −0.873 | z = -0.8728 | tensor(-0.8728)",
                "0.87 | 0 | 3",
            ),
            (
                question(Kind::Forma, Answer::Shape(vec![1, 2])),
                "(1, 2) | 1x2 | torch.Size([1, 2])",
                "(2, 1) | 2 | (2,)",
            ),
            (question(Kind::Signo, Answer::Sign(Sign::Negative)), "negativo | - | -3 | negatibo", "cero | +"),
            (
                question(Kind::Tensor, tensor),
                "0 1 2,5 | [0., 1., 2.5] | tensor([0, 1, 2.5]) | [[0, 1, 2.5]]",
                "0 1 2 | 1 2",
            ),
            (question(Kind::Tensor, table), "1 2; 3 4 | [[1, 2], [3, 4]]", "1 3; 2 4 | 1 2 3 4"),
            (question(Kind::Opcion, Answer::Option(2)), "3 | c | solo en la saturacion", "1 | nunca"),
            (question(Kind::SiNo, Answer::YesNo(true)), "s | SÍ | si | yes", "n | no"),
            (question(Kind::Texto, Answer::Text("saturación".into())), "saturacion | Saturación.", "relu"),
        ];
        for (question, right, wrong) in cases {
            for typed in right.split(" | ") {
                assert_eq!(is(&question, typed), "right", "{:?} {typed}", question.kind);
            }
            for typed in wrong.split(" | ") {
                assert_eq!(is(&question, typed), "wrong", "{:?} {typed}", question.kind);
            }
        }
    }

    #[test]
    fn what_is_no_answer_is_told() {
        let number = question(Kind::Numero, Answer::Number(-0.8728));
        for (typed, expected) in [
            ("1,2,3", "puede leerse de varias maneras"),
            ("positivo", "Aquí va un número"),
            ("sí", "Aquí va un número"),
            ("(1, 2)", "parece una forma"),
            ("1 2 3", "uno solo"),
            ("hola", "«hola» no es un número"),
            ("-0.9", "dos decimales"),
            ("1/2", "división"),
        ] {
            assert_eq!(is(&number, typed), "unclear", "{typed}");
            assert!(said(&number, typed).contains(expected), "{typed}: {}", said(&number, typed));
        }
        let tensor = question(Kind::Tensor, Answer::Tensor(vec![3], vec![1.0, 2.0, 3.0]));
        assert_eq!((is(&tensor, "1,2,3"), is(&tensor, "sí")), ("unclear", "unclear"));
        assert_eq!(is(&question(Kind::SiNo, Answer::YesNo(true)), "quizá"), "unclear");
        assert_eq!(is(&question(Kind::Forma, Answer::Shape(vec![2])), "negativo"), "unclear");
    }

    #[test]
    fn mistakes_are_recognised() {
        let question = question(Kind::Numero, Answer::Number(4.0));
        let mistakes =
            [(Answer::Number(0.3), "sin sesgo"), (Answer::Number(0.301), "otro"), (Answer::Number(9.0), "nueve")];
        let question = with(question, &mistakes);
        assert_eq!(said(&question, "9"), "nueve");
        assert!(said(&question, "0,3").contains("varios caminos:\n· sin sesgo\n· otro"));
        assert!(said(&question, "-4").contains("signo"));
        assert!(said(&question, "17").contains("ninguno de los despistes") && said(&question, "17").contains("grande"));
        let Verdict::Wrong { mistake, .. } = judge(&question, "9") else { unreachable!("it is wrong") };
        assert_eq!(mistake.as_deref(), Some("error-3"));
    }

    #[test]
    fn spelling_is_shown() {
        let question = question(Kind::Opcion, Answer::Option(2));
        assert_eq!(said(&question, "solo en la saturacion"), "Solo en la saturación");
        assert_eq!(said(&question, "3"), "");
    }

    #[test]
    fn the_right_answer_is_never_told() {
        let question = question(Kind::Numero, Answer::Number(7.25));
        for typed in ["1", "-7.25", "7", "8", "100", "14.5", "725", "hola", "1,2,3"] {
            assert!(!said(&question, typed).contains("7.25"), "{typed}: {}", said(&question, typed));
        }
    }
}
