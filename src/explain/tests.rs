use super::*;
use crate::trace::{Event, Input, Operation, Record, Snapshot, Step, VERSION};
use crate::{tensor::Tensor, view::Block};

fn snapshot(values: &[f32], shape: &[usize]) -> Snapshot {
    Snapshot::take(&Tensor::from_vec(values.to_vec(), shape), "tensor(…)".to_owned())
}

fn record(operation: Operation) -> Record {
    let step = Step { number: 1, place: None, path: String::new(), event: Event::Operation(operation) };
    Record { version: VERSION, steps: vec![step], cut: false }
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
    let empty = Record { version: VERSION, steps: Vec::new(), cut: false };
    assert!(matches!(document(&empty, Selection::default()).blocks[..], [Block::Note(_)]));
}
