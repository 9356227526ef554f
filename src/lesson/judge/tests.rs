//! Every kind of answer, right, wrong and neither.

use super::*;
use crate::spanish::Sign;

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
        slips: Vec::new(),
    }
}

fn with(mut question: Question, mistakes: &[(Answer, &str)]) -> Question {
    question.mistakes = named(mistakes);
    question
}

fn named(mistakes: &[(Answer, &str)]) -> Vec<Mistake> {
    let mistake = |(index, (answer, message)): (usize, &(Answer, &str))| Mistake {
        name: format!("error-{}", index + 1),
        answer: answer.clone(),
        message: (*message).into(),
    };
    mistakes.iter().enumerate().map(mistake).collect()
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
        (question(Kind::Forma, Answer::Shape(vec![1, 2])), "(1, 2) | 1x2 | torch.Size([1, 2])", "(2, 1) | 2 | (2,)"),
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

#[test]
fn slips_in_the_computation_are_told_after_what_the_author_names() {
    let slips =
        [(Answer::Number(0.3), "sin sesgo"), (Answer::Number(-4.0), "sin activación"), (Answer::Number(9.0), "doble")];
    let mut question = with(question(Kind::Numero, Answer::Number(4.0)), &[(Answer::Number(9.0), "nueve")]);
    question.slips = named(&slips);
    assert_eq!(said(&question, "0,3"), "sin sesgo");
    assert_eq!(said(&question, "9"), "nueve");
    assert!(said(&question, "-4").contains("varios caminos:\n· sin activación\n· El tamaño es ese"));
    assert!(said(&question, "0,7").contains("ninguno de los despistes"));
}
