//! What the cases of each exercise give is what they give in real PyTorch: for its solution, its start, and every known
//! mistake (`golden/ejercicios.json`).

mod common;

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

use antorcha::{
    content::Library,
    exercise::{Exercise, Exercises},
};
use common::run_within;
use serde_json::Value;

/// Tells a value as `tests/golden/ejercicios.py` does, and runs each case as it does: below the program, in one namespace.
const TELL: &str = r#"
import json as _json, math as _math, torch as _torch

def _plain(value):
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, float) and not _math.isfinite(value) else value

def _told(value):
    if isinstance(value, Exception):
        return {"error": {"type": type(value).__name__, "message": str(value)}}
    if isinstance(value, _torch.Tensor):
        dtype = str(value.dtype).removeprefix("torch.")
        return {"tensor": {"dtype": dtype, "shape": list(value.shape), "values": _plain(value.tolist())}}
    if isinstance(value, (list, tuple)):
        return {type(value).__name__.lower(): [_told(each) for each in value]}
    known = value is None or isinstance(value, (bool, int, float, str))
    return _plain(value) if known else {"object": type(value).__name__}

def _case(seed, code, expression):
    if seed is not None:
        _torch.manual_seed(seed)
    try:
        exec(code, globals())
        return _told(eval(expression, globals()))
    except Exception as raised:
        return _told(raised)

"#;

/// What begins the line with the values.
const MARK: &str = "valores: ";

/// A program with the cases of an exercise below it.
fn program(exercise: &Exercise, source: &str) -> String {
    let text = |text: &str| serde_json::to_string(text).expect("a text");
    let calls: Vec<String> = exercise
        .cases
        .iter()
        .map(|case| {
            let seed = case.seed.map_or("None".to_owned(), |seed| seed.to_string());
            format!("_case({seed}, {}, {})", text(&case.setup), text(&format!("(\n{}\n)", case.expression)))
        })
        .collect();
    let seeded = "import torch\ntorch.manual_seed(0)\n";
    format!("{seeded}{source}\n{TELL}print(\"\\n{MARK}\" + _json.dumps([{}]))\n", calls.join(", "))
}

/// What the cases give below a program; an error of the program itself is what each of them gives.
fn values(exercise: &Exercise, source: &str) -> Result<Vec<Value>, String> {
    let ran = run_within(&program(exercise, source), "30", "600");
    let line = ran.out.lines().find_map(|line| line.strip_prefix(MARK));
    let values = line.and_then(|line| serde_json::from_str(line).ok());
    values.ok_or_else(|| format!("{}{}", ran.out, ran.err))
}

/// Whether two told values are the same, numbers up to a tolerance.
fn alike(a: &Value, b: &Value, tolerance: f64) -> bool {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b, tolerance))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| alike(a, b, tolerance)))
        }
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap_or(f64::NAN), b.as_f64().unwrap_or(f64::NAN));
            (a - b).abs() <= tolerance * (1.0 + b.abs())
        }
        (a, b) => a == b,
    }
}

/// What is not as PyTorch has it.
fn complaints(exercise: &Exercise, row: &Value) -> Vec<String> {
    let (id, mut found) = (&exercise.front.id, Vec::new());
    let mut hold = |who: &str, source: &str, wanted: &dyn Fn(usize) -> Option<Value>| {
        let got = match values(exercise, source) {
            Ok(got) => got,
            Err(why) => return found.push(format!("{id}, {who}: {why}")),
        };
        assert_eq!(got.len(), exercise.cases.len());
        for (index, case) in exercise.cases.iter().enumerate() {
            if let Some(wanted) = wanted(index).filter(|wanted| !alike(&got[index], wanted, case.tolerance)) {
                found.push(format!("{id}, {who}, «{}»: {} and not {wanted}", case.title, got[index]));
            }
        }
    };
    let of_case = |index: usize, key: &str| Some(row["cases"][index][key].clone());
    hold("the solution", &exercise.solution, &|index| of_case(index, "solution"));
    let whole = |index: usize| {
        row["cases"][index]["start"]["error"]["type"].as_str().is_some_and(|kind| kind.contains("SyntaxError"))
    };
    if !(0..exercise.cases.len()).any(whole) {
        hold("the start", &exercise.start, &|index| of_case(index, "start"));
    }
    let known = row["mistakes"].as_array().expect("mistakes");
    assert_eq!(known.len(), exercise.mistakes.len(), "{id}");
    for (mistake, known) in exercise.mistakes.iter().zip(known) {
        assert_eq!(known["id"], *mistake.id, "{id}");
        let at = exercise.cases.iter().position(|case| known["case"] == *case.title);
        hold(&mistake.id, &mistake.program, &|index| (Some(index) == at).then(|| known["value"].clone()));
    }
    found
}

#[test]
fn cases_give_what_pytorch_gives() {
    let golden: Value = serde_json::from_str(include_str!("golden/ejercicios.json")).expect("the golden data");
    let rows = golden["rows"].as_array().expect("rows");
    let exercises = Exercises::read(&Library::embedded()).expect("the exercises are right");
    let exercises: Vec<&Exercise> = exercises.iter().collect();
    assert_eq!(rows.len(), exercises.len());
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(exercise) = exercises.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let row = rows.iter().find(|row| row["id"] == *exercise.front.id).expect("golden data of each");
                    found.lock().expect("no panic").extend(complaints(exercise, row));
                }
            });
        }
    });
    let found = found.into_inner().expect("no panic");
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}
