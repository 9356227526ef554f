//! Short programs in the manner of PyTorch's documentation.

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

#[test]
fn examples_print_what_pytorch_prints() {
    let golden: Golden =
        serde_json::from_str(include_str!("../golden/examples.json")).expect("the golden data is JSON");
    let check = |row: &Row| {
        let ran = run(&format!("{}{}", golden.setup, row.source));
        if ran.out == row.output {
            return Ok(());
        }
        Err(format!("{}--- expected\n{}--- found\n{}{}", row.source, row.output, ran.out, ran.err))
    };
    none(&for_each(&golden.rows, check), golden.rows.len());
}
