//! Lists of expressions, each printed as real PyTorch prints it: values, gradients, graph, errors.

use serde::Deserialize;
use serde_json::json;

use crate::interpreter::{for_each, none, run};

const SCRIPT: &str = include_str!("../golden/expressions.py");

#[derive(Deserialize)]
struct Row {
    source: String,
    output: String,
}

/// What our side prints for each row.
fn printed(rows: &[Row]) -> Result<Vec<String>, String> {
    let runner = SCRIPT.split("\"\"\"").nth(3).expect("the script holds its runner");
    let sources = json!(rows.iter().map(|row| &row.source).collect::<Vec<_>>());
    let ran = run(&format!("import json\n{runner}\nfor source in {sources}:\n    print(json.dumps(show(source)))\n"));
    let found: Vec<String> = ran.out.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    if found.len() == rows.len() { Ok(found) } else { Err(format!("{:?}\n{}", ran.error(), ran.err)) }
}

fn check(rows: &[Row]) -> Result<(), String> {
    let found = printed(rows)?;
    let differ = rows.iter().zip(&found).filter(|(row, found)| row.output != **found);
    let complaints: Vec<String> = differ
        .map(|(row, found)| format!("{}\n--- expected\n{}\n--- found\n{found}", row.source, row.output))
        .collect();
    if complaints.is_empty() { Ok(()) } else { Err(complaints.join("\n\n")) }
}

fn agree(golden: &str) {
    let rows: Vec<Row> = serde_json::from_str(golden).expect("the golden data is a list");
    let programs: Vec<&[Row]> = rows.chunks(60).collect();
    none(&for_each(&programs, |rows| check(rows)), programs.len());
}

#[test]
fn shapes_agree() {
    agree(include_str!("../golden/shape.json"));
}

#[test]
fn linear_algebra_agrees() {
    agree(include_str!("../golden/linalg.json"));
}

#[test]
fn layers_agree() {
    agree(include_str!("../golden/layers.json"));
}

#[test]
fn losses_agree() {
    agree(include_str!("../golden/losses.json"));
}

#[test]
fn schedules_agree() {
    agree(include_str!("../golden/schedules.json"));
}

#[test]
fn memory_agrees() {
    agree(include_str!("../golden/memory.json"));
}

#[test]
fn signs_of_zeros_agree() {
    agree(include_str!("../golden/zeros.json"));
}

#[test]
fn sums_are_rounded_as_pytorch_rounds_them() {
    agree(include_str!("../golden/sums.json"));
}

#[test]
fn nodes_agree() {
    agree(include_str!("../golden/graph.json"));
}

#[test]
fn large_integers_agree() {
    agree(include_str!("../golden/integers.json"));
}

#[test]
fn decompositions_agree() {
    agree(include_str!("../golden/decompositions.json"));
}
