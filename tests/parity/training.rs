//! Small trainings, to four decimals.

use serde::Deserialize;

use crate::interpreter::{for_each, none, run};

#[derive(Deserialize)]
struct Golden {
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    code: String,
    stdout: String,
}

/// Trainings that amplify the last bit: how far their last printed digits may be off.
const DRIFT: f64 = 0.0;

fn check(row: &Row) -> Result<(), String> {
    let ran = run(&row.code);
    if ran.out == row.stdout || (DRIFT > 0.0 && close(&ran.out, &row.stdout)) {
        return Ok(());
    }
    let code = row
        .code
        .lines()
        .filter(|line| line.starts_with("model =") || line.starts_with("opt =") || line.starts_with("loss_fn"));
    let code: Vec<&str> = code.collect();
    Err(format!("{}\n--- expected\n{}--- found {:?}\n{}{}", code.join("\n"), row.stdout, ran.error(), ran.out, ran.err))
}

fn close(found: &str, expected: &str) -> bool {
    let numbers = |text: &str| -> Vec<f64> {
        text.split(|c: char| !c.is_ascii_digit() && !"+-.e".contains(c)).filter_map(|word| word.parse().ok()).collect()
    };
    let (found, expected) = (numbers(found), numbers(expected));
    found.len() == expected.len() && found.iter().zip(&expected).all(|(a, b)| (a - b).abs() <= DRIFT)
}

#[test]
fn losses_and_predictions_agree() {
    let golden: Golden =
        serde_json::from_str(include_str!("../golden/training.json")).expect("the golden data is JSON");
    none(&for_each(&golden.rows, check), golden.rows.len());
}
