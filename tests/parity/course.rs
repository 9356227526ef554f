//! The programs of the course as `--codigo` prints them: lessons, cards, free use. All that is shown on a screen is a
//! value of one of them, so what they print is held to what real PyTorch prints.

use std::process::Command;

use serde::Deserialize;

use crate::interpreter::{for_each, none, run};

/// How far the numbers of a training may be off, as a part of their size (and no less than of 1): hundreds of steps
/// amplify the last bit of a step, in which PyTorch itself differs from one processor to another.
const TRAINED: f64 = 2e-3;

/// Programs whose text differs although nothing is trained, and how far their numbers may be off.
const OTHERS: [(&str, f64); 2] = [
    // The sign of a zero in a gradient; numbers are equal.
    ("leccion 2", 0.0),
    // Prints the distance between two values that agree to the fourth digit: what is left is rounding.
    ("ficha gelu", 1e-6),
];

#[derive(Deserialize)]
struct Golden {
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    line: String,
    code: String,
    stdout: String,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("../golden/curso.json")).expect("the golden data is JSON")
}

impl Row {
    /// How far its numbers may be off, where its text may differ at all.
    fn bound(&self) -> Option<f64> {
        let trained = self.code.contains(".step()").then_some(TRAINED);
        trained.or_else(|| OTHERS.iter().find(|(line, _)| *line == self.line).map(|(_, bound)| *bound))
    }
}

/// A text as its numbers and what stands between them.
fn pieces(text: &str) -> (Vec<f64>, String) {
    let (mut numbers, mut rest) = (Vec::new(), String::new());
    for word in text.split_inclusive(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+' | '_'))) {
        let (word, end) = word.split_at(word.trim_end_matches(|c: char| !c.is_ascii_alphanumeric() && c != '.').len());
        match word.parse() {
            Ok(number) => numbers.push(number),
            Err(_) => rest.push_str(word),
        }
        rest.push_str(end.trim());
    }
    (numbers, rest)
}

fn close(found: &str, expected: &str, bound: f64) -> bool {
    let ((ours, our_words), (theirs, their_words)) = (pieces(found), pieces(expected));
    let near = |(a, b): (&f64, &f64)| (a - b).abs() <= bound * b.abs().max(1.0) || (a.is_nan() && b.is_nan());
    our_words == their_words && ours.len() == theirs.len() && ours.iter().zip(&theirs).all(near)
}

#[test]
fn the_course_prints_alike() {
    let check = |row: &Row| {
        let ran = run(&row.code);
        let near = |bound| close(&ran.out, &row.stdout, bound);
        let alike = ran.out == row.stdout || row.bound().is_some_and(near);
        if alike && ran.error().is_none() {
            return Ok(());
        }
        Err(format!("{}\n--- expected\n{}--- found {:?}\n{}{}", row.line, row.stdout, ran.error(), ran.out, ran.err))
    };
    let rows = golden().rows;
    none(&for_each(&rows, check), rows.len());
}

/// A text that changed needs golden data made anew: `tests/golden/regenerar.sh`.
#[test]
fn the_golden_data_is_of_these_programs() {
    let rows = golden().rows;
    let lines: Vec<&str> = include_str!("../golden/curso.txt").lines().collect();
    assert_eq!(rows.iter().map(|row| row.line.as_str()).collect::<Vec<_>>(), lines);
    let check = |row: &Row| {
        let words = row.line.split('"').enumerate().flat_map(|(index, part)| match index % 2 {
            0 => part.split_whitespace().collect(),
            _ => vec![part],
        });
        let output = Command::new(env!("CARGO_BIN_EXE_antorcha")).args(words).arg("--codigo").output();
        let code = output.expect("the binary starts").stdout;
        if code == row.code.as_bytes() { Ok(()) } else { Err(format!("{}: its program is another one now", row.line)) }
    };
    none(&for_each(&rows, check), rows.len());
}

#[test]
fn numbers_are_told_from_words() {
    let (ours, theirs) = ("relu: pérdida -0.1234, tensor([1., 2.5e-05])", "relu: pérdida -0.1236, tensor([1., 3e-05])");
    assert!(close(ours, theirs, 1e-3) && !close(ours, theirs, 1e-5));
    assert!(close("[ 0.0000, -0.0000]", "[0.0000, 0.0000]", 0.0));
    assert!(!close("a 1", "b 1", 1.0) && !close("a 1", "a 1 2", 1.0));
}
