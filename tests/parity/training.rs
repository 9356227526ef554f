//! Small trainings: the printed losses to the digit, the last predictions within a bound.
//!
//! PyTorch takes roots and exponentials by kernels that depend on the processor, so the last bit of
//! a step differs from machine to machine, and some trainings amplify it a thousandfold.

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

/// A training that amplifies the last bit, and how far its numbers may be off.
struct Chaotic {
    activation: &'static str,
    optimizer: &'static str,
    loss: f64,
    prediction: f64,
}

const fn chaotic(activation: &'static str, optimizer: &'static str, loss: f64, prediction: f64) -> Chaotic {
    Chaotic { activation, optimizer, loss, prediction }
}

const CHAOTIC: &[Chaotic] = &[
    chaotic("Softplus", "SGD(model.parameters(), lr=0.1, momentum=0.9, nesterov=True)", 0.2, 0.01),
    chaotic("Softplus", "RMSprop", 0.02, 0.1),
    chaotic("Softplus", "Adagrad", EXACT, 2e-4),
    chaotic("GELU", "RMSprop", 0.002, 0.02),
    chaotic("Identity", "RMSprop", EXACT, 0.008),
    chaotic("ReLU", "RMSprop", 2e-4, 0.008),
    chaotic("Sigmoid", "RMSprop", 0.003, 0.002),
    chaotic("LeakyReLU", "RMSprop", EXACT, 2e-4),
    chaotic("SiLU", "RMSprop", EXACT, 2e-4),
    chaotic("ELU", "RMSprop", EXACT, 2e-4),
    chaotic("ELU", "Adagrad", 2e-4, 0.001),
    chaotic("Tanh", "Adagrad", 0.002, 5e-4),
];

/// Losses are printed with four decimals, which all others keep.
const EXACT: f64 = 1e-9;

/// How far predictions may be off in trainings that are not chaotic.
const PREDICTION: f64 = 3e-5;

/// How far the losses and the predictions of a training may be off.
fn bounds(code: &str) -> (f64, f64) {
    let is = |row: &&Chaotic| {
        code.contains(&format!("nn.{}(", row.activation)) && code.contains(&format!("optim.{}", row.optimizer))
    };
    CHAOTIC.iter().find(is).map_or((EXACT, PREDICTION), |row| (row.loss, row.prediction))
}

fn check(row: &Row) -> Result<(), String> {
    let ran = run(&row.code);
    let (loss, prediction) = bounds(&row.code);
    let (found, expected) = (Printed::read(&ran.out), Printed::read(&row.stdout));
    let same = close(&found.losses, &expected.losses, loss)
        && close(&found.predictions, &expected.predictions, prediction)
        && found.rest == expected.rest;
    if same {
        return Ok(());
    }
    let setting = |line: &&str| ["model =", "opt =", "loss_fn ="].iter().any(|start| line.starts_with(start));
    let code: Vec<&str> = row.code.lines().filter(setting).collect();
    Err(format!("{}\n--- expected\n{}--- found {:?}\n{}{}", code.join("\n"), row.stdout, ran.error(), ran.out, ran.err))
}

/// What a training prints: epochs with their losses, then the predictions as a tensor.
struct Printed {
    losses: Vec<f64>,
    predictions: Vec<f64>,
    /// Everything but the numbers of the predictions: how many lines, the node of the last layer.
    rest: (usize, String),
}

impl Printed {
    fn read(text: &str) -> Self {
        let (losses, tensor) = text.split_once("tensor(").unwrap_or((text, ""));
        let (predictions, node) = tensor.rsplit_once(']').unwrap_or((tensor, ""));
        let rest = (text.lines().count(), node.to_owned());
        Self { losses: numbers(losses), predictions: numbers(predictions), rest }
    }
}

fn numbers(text: &str) -> Vec<f64> {
    let words = text.split(|c: char| !c.is_ascii_digit() && !"+-.e".contains(c));
    words.filter_map(|word| word.parse().ok()).collect()
}

fn close(found: &[f64], expected: &[f64], bound: f64) -> bool {
    found.len() == expected.len() && found.iter().zip(expected).all(|(a, b)| (a - b).abs() <= bound)
}

#[test]
fn losses_and_predictions_agree() {
    let golden: Golden =
        serde_json::from_str(include_str!("../golden/training.json")).expect("the golden data is JSON");
    none(&for_each(&golden.rows, check), golden.rows.len());
}
