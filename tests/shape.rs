//! Views, indexing, joining, sorting, creation: each expression prints what real PyTorch prints.

mod common;

use common::run_within;
use serde_json::{Value, json};

const GOLDEN: &str = include_str!("golden/shape.json");
const SCRIPT: &str = include_str!("golden/shape.py");

#[test]
fn expressions_print_what_pytorch_prints() {
    let golden: Vec<Value> = serde_json::from_str(GOLDEN).expect("the golden file is a list");
    let runner = SCRIPT.split("\"\"\"").nth(3).expect("the script holds its runner");
    let sources = json!(golden.iter().map(|entry| &entry["source"]).collect::<Vec<_>>());
    let program = format!("import json\n{runner}\nfor source in {sources}:\n    print(json.dumps(show(source)))\n");
    let ran = run_within(&program, "60", "600");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let found: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).expect("a text")).collect();
    assert_eq!(found.len(), golden.len(), "{}", ran.err);
    let differs = |(entry, found): &(&Value, &Value)| entry["output"] != **found;
    let wrong: Vec<_> = golden.iter().zip(&found).filter(differs).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
