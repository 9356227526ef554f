use super::*;
use crate::trace::{
    Change, Event, Failure, Input, Operation, Record, Remembered, Snapshot, Source, Step, Update, UpdateKind, VERSION,
    Value,
};
use crate::{tensor::Tensor, view::Block};

fn snapshot(values: &[f32], shape: &[usize]) -> Snapshot {
    Snapshot::take(&Tensor::from_vec(values.to_vec(), shape), "tensor(…)".to_owned())
}

fn record(operation: Operation) -> Record {
    let step = Step {
        number: 1,
        place: None,
        path: String::new(),
        module: None,
        training: None,
        event: Event::Operation(operation),
    };
    Record { version: VERSION, steps: vec![step], cut: false, tallies: Vec::new() }
}

fn input(value: Snapshot) -> Input {
    Input { value, ..Input::default() }
}

fn body(record: &Record) -> Vec<Block> {
    let mut document = document(record, Selection::default());
    let Block::Step(step) = document.blocks.remove(0) else { unreachable!("a step") };
    step.body
}

#[test]
fn a_linear_layer_is_written_out() {
    let operation = Operation {
        name: "linear".to_owned(),
        inputs: vec![
            input(snapshot(&[1.0, -2.0, 0.5], &[1, 3])),
            input(snapshot(&[-0.0043, 0.3097, -0.4752, -0.4249, -0.2224, 0.1548], &[2, 3])),
            input(snapshot(&[-0.0114, 0.4578], &[2])),
        ],
        output: snapshot(&[-0.8728, 0.5550], &[1, 2]),
        ..Operation::default()
    };
    let body = body(&record(operation));
    let Block::Formula(formula) = &body[0] else { unreachable!("{body:?}") };
    assert_eq!(formula.expression, "z = x · Wᵀ + b");
    assert_eq!(formula.shapes, "(1, 3) · (3, 2) + (2,) → (1, 2)");
    let Block::Arithmetic(sum) = &body[1] else { unreachable!("{body:?}") };
    let lines: Vec<&str> = sum.lines.iter().map(|(_, line)| line.as_str()).collect();
    assert_eq!(sum.target, "z[0, 0]");
    assert_eq!(
        lines,
        ["1·(−0.0043) + (−2)·0.3097 + 0.5·(−0.4752) + (−0.0114)", "−0.0043 − 0.6194 − 0.2376 − 0.0114", "−0.8728"]
    );
}

#[test]
fn a_product_of_large_tensors_is_written_out_from_their_edges() {
    let operation = Operation {
        name: "matmul".to_owned(),
        inputs: vec![input(snapshot(&[2.0; 2500], &[50, 50])), input(snapshot(&[0.5; 2500], &[50, 50]))],
        output: snapshot(&[50.0; 2500], &[50, 50]),
        ..Operation::default()
    };
    let body = body(&record(operation));
    let Block::Arithmetic(sum) = &body[1] else { unreachable!("{body:?}") };
    let lines: Vec<&str> = sum.lines.iter().map(|(_, line)| line.as_str()).collect();
    assert_eq!(lines, ["2·0.5 + 2·0.5 + 2·0.5 + … (46 términos más) … + 2·0.5", "50"]);
}

#[test]
fn sentences_come_from_the_values() {
    let relu = |values: &[f32], out: &[f32]| Operation {
        name: "relu".to_owned(),
        inputs: vec![input(snapshot(values, &[values.len()]))],
        output: snapshot(out, &[out.len()]),
        ..Operation::default()
    };
    let said = |operation| match body(&record(operation)).pop() {
        Some(Block::Paragraph(text)) => text.plain(),
        other => unreachable!("{other:?}"),
    };
    assert!(said(relu(&[-1.0, 2.0], &[0.0, 2.0])).starts_with("1 de 2 valores es negativo y ReLU lo deja en 0"));
    assert!(said(relu(&[1.0, 2.0], &[1.0, 2.0])).starts_with("Ninguno de los 2"));
    assert!(said(relu(&[-1.0, -2.0], &[0.0, 0.0])).starts_with("Los 2 valores son negativos"));
}

#[test]
fn selections_are_read_and_a_missing_step_is_said() {
    assert_eq!(Selection::parse("2-5"), Some(Selection { from: 2, to: 5 }));
    assert_eq!(Selection::parse("3"), Some(Selection { from: 3, to: 3 }));
    assert_eq!(Selection::parse("-4"), Some(Selection { from: 1, to: 4 }));
    for wrong in ["", "x", "5-2", "0", "-"] {
        assert_eq!(Selection::parse(wrong), None, "{wrong}");
    }
    let empty = Record { version: VERSION, steps: Vec::new(), cut: false, tallies: Vec::new() };
    assert!(matches!(document(&empty, Selection::default()).blocks[..], [Block::Note(_)]));
}

/// A step of `name` with lr 0.1 from w = 1 with g = 0.5, remembering what `memory` says, to `after`.
fn optimizer_step(
    name: &str,
    settings: &[(&str, f64)],
    memory: &[(&str, Option<f32>, f32)],
    after: f32,
) -> Vec<String> {
    let attributes = settings.iter().chain(&[("lr", 0.1)]);
    let one = |value: f32| snapshot(&[value], &[1]);
    let memory = memory.iter().map(|&(name, before, after)| Remembered {
        name: name.to_owned(),
        before: before.map(one),
        after: one(after),
    });
    let change = Change {
        source: Source::Parameter("w".to_owned()),
        before: Some(one(1.0)),
        gradient: Some(one(0.5)),
        after: one(after),
        memory: memory.collect(),
    };
    let update = Update {
        kind: UpdateKind::Optimizer,
        name: name.to_owned(),
        attributes: attributes.map(|&(name, value)| (name.to_owned(), Value::Float(value))).collect(),
        changes: vec![change],
    };
    let step = Step {
        number: 1,
        place: None,
        path: String::new(),
        module: None,
        training: None,
        event: Event::Update(update),
    };
    let body = body(&Record { version: VERSION, steps: vec![step], cut: false, tallies: Vec::new() });
    let written = body.iter().filter_map(|block| match block {
        Block::Arithmetic(sum) => Some(format!("{} = {}", sum.target, sum.lines[0].1)),
        _ => None,
    });
    written.collect()
}

#[test]
fn optimizers_are_written_out() {
    assert_eq!(optimizer_step("SGD", &[], &[], 0.95), ["w[0] = 1 − 0.1·0.5"]);
    let momentum = [("momentum_buffer", Some(2.0), 2.3)];
    let nesterov = [("momentum", 0.9), ("nesterov", 1.0)];
    assert_eq!(
        optimizer_step("SGD", &nesterov, &momentum, 0.743),
        ["v = 0.9·2 + 0.5", "g + μ·v = 0.5 + 0.9·2.3", "w[0] = 1 − 0.1·2.57"]
    );
    let betas = [("beta1", 0.9), ("beta2", 0.99), ("weight_decay", 0.2)];
    let first = [("step", None, 1.0), ("exp_avg", None, 0.05), ("exp_avg_sq", None, 0.0025)];
    assert_eq!(
        optimizer_step("AdamW", &betas, &first, 0.88),
        [
            "m = 0.9·0 + 0.1·0.5",
            "v = 0.99·0 + 0.01·0.5²",
            "m̂ = 0.05 / (1 − 0.9^1)",
            "v̂ = 0.0025 / (1 − 0.99^1)",
            "w[0] = 1·0.98 − 0.1·0.5 / (√0.25 + ε)"
        ]
    );
    let squares = [("square_avg", Some(0.25), 0.25)];
    assert_eq!(
        optimizer_step("RMSprop", &[("alpha", 0.9)], &squares, 0.9),
        ["v = 0.9·0.25 + 0.1·0.5²", "w[0] = 1 − 0.1·0.5 / (√0.25 + ε)"]
    );
    let sum = [("step", Some(1.0), 2.0), ("sum", Some(0.0), 0.25)];
    assert_eq!(
        optimizer_step("Adagrad", &[("lr_decay", 1.0)], &sum, 0.95),
        ["s = 0 + 0.5²", "lr = 0.1 / (1 + 1·1)", "w[0] = 1 − 0.05·0.5 / (√0.25 + ε)"]
    );
}

#[test]
fn a_step_that_our_numbers_do_not_give_is_not_written_out() {
    assert_eq!(optimizer_step("SGD", &[], &[], 0.5), ["w[0] = 1 → 0.5"]);
    assert_eq!(optimizer_step("MiOptimizador", &[], &[], 0.95), ["w[0] = 1 → 0.95"]);
}

#[test]
fn a_failing_operation_tells_its_shapes_and_the_reason() {
    let failure = Failure {
        name: "linear".to_owned(),
        inputs: vec![input(snapshot(&[1.0; 8], &[2, 4])), input(snapshot(&[1.0; 6], &[2, 3]))],
        message: "mm: mat1 and mat2 shapes cannot be multiplied (2x4 and 3x2)".to_owned(),
    };
    let step = Step {
        number: 1,
        place: None,
        path: String::new(),
        module: None,
        training: None,
        event: Event::Failure(failure),
    };
    let body = body(&Record { version: VERSION, steps: vec![step], cut: false, tallies: Vec::new() });
    let [Block::Formula(formula), Block::Paragraph(said)] = &body[..] else { unreachable!("{body:?}") };
    assert_eq!((formula.expression.as_str(), formula.shapes.as_str()), ("z = x · Wᵀ", "(2, 4) · (3, 2) → falla"));
    assert!(said.plain().contains("mat1 and mat2 shapes cannot be multiplied (2x4 and 3x2)"), "{}", said.plain());
}
