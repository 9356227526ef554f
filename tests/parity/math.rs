//! Elementwise mathematics, comparison, reductions and statistics, many expressions to a program.

use std::fmt::Write;

use serde::Deserialize;

use crate::interpreter::{for_each, none, run};

#[derive(Deserialize)]
struct Golden {
    setup: String,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    source: String,
    output: String,
}

/// Parts the outputs of one program.
const BETWEEN: &str = "\u{1}";

fn check(setup: &str, rows: &[Row]) -> Result<(), String> {
    let mut program = setup.to_owned();
    for row in rows {
        let _ = writeln!(program, "print(show({}), end='\\x01')", serde_json::json!(row.source));
    }
    let ran = run(&program);
    let found: Vec<&str> = ran.out.split(BETWEEN).collect();
    if found.len() != rows.len() + 1 {
        return Err(format!("{:?}\n{}", ran.error(), ran.err));
    }
    let differ = rows.iter().zip(found).filter(|(row, found)| row.output != *found);
    let complaints: Vec<String> = differ
        .map(|(row, found)| format!("{}\n--- expected\n{}\n--- found\n{found}", row.source, row.output))
        .collect();
    if complaints.is_empty() { Ok(()) } else { Err(complaints.join("\n\n")) }
}

#[test]
fn expressions_agree() {
    let golden: Golden =
        serde_json::from_str(include_str!("../golden/mathematics.json")).expect("the golden data is JSON");
    let programs: Vec<&[Row]> = golden.rows.chunks(60).collect();
    none(&for_each(&programs, |rows| check(&golden.setup, rows)), programs.len());
}
