//! What the cases of each exercise give is what they give in real PyTorch: for its solution, its start, and every known
//! mistake (`golden/ejercicios.json`).

mod common;

use std::convert::Infallible;

use antorcha::{
    content::Library,
    exercise::{Case, Exercise, Exercises},
    guard::side_by_side,
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

/// A program, and what its cases give in PyTorch, as far as that is known.
struct Recorded<'a> {
    who: &'a str,
    source: &'a str,
    wanted: Vec<Option<Value>>,
}

/// The solution and the start; a start that cannot be read as Python gives nothing to compare.
fn ours<'a>(exercise: &'a Exercise, row: &Value) -> Vec<Recorded<'a>> {
    let column = |key: &str| -> Vec<Option<Value>> {
        (0..exercise.cases.len()).map(|index| Some(row["cases"][index][key].clone())).collect()
    };
    let start = column("start");
    let readable = |value: &Value| !value["error"]["type"].as_str().is_some_and(|kind| kind.contains("SyntaxError"));
    let solution = Recorded { who: "the solution", source: &exercise.solution, wanted: column("solution") };
    let start = start.iter().flatten().all(readable).then_some(start);
    let start = start.map(|wanted| Recorded { who: "the start", source: &exercise.start, wanted });
    [solution].into_iter().chain(start).collect()
}

/// The known mistakes: what each gives in the case where it shows first.
fn mistakes<'a>(exercise: &'a Exercise, row: &Value) -> Vec<Recorded<'a>> {
    let known = row["mistakes"].as_array().expect("mistakes");
    let ids: Vec<&Value> = known.iter().map(|known| &known["id"]).collect();
    assert_eq!(ids, exercise.mistakes.iter().map(|mistake| &mistake.id).collect::<Vec<_>>());
    let wanted = |known: &Value| {
        let of_case = |title: &String| (known["case"] == *title).then(|| known["value"].clone());
        exercise.cases.iter().map(|case| of_case(&case.title)).collect()
    };
    let pairs = exercise.mistakes.iter().zip(known);
    pairs
        .map(|(mistake, known)| Recorded { who: &mistake.id, source: &mistake.program, wanted: wanted(known) })
        .collect()
}

/// What is not as PyTorch has it.
fn complaints(exercise: &Exercise, recorded: &Recorded<'_>) -> Vec<String> {
    let id = format!("{}, {}", exercise.front.id, recorded.who);
    let got = match values(exercise, recorded.source) {
        Ok(got) => got,
        Err(why) => return vec![format!("{id}: {why}")],
    };
    assert_eq!(got.len(), exercise.cases.len());
    let cases = exercise.cases.iter().zip(&got).zip(&recorded.wanted);
    let differs = |((case, got), wanted): ((&Case, &Value), &Option<Value>)| {
        let wanted = wanted.as_ref().filter(|wanted| !alike(got, wanted, case.tolerance))?;
        Some(format!("{id}, «{}»: {got} and not {wanted}", case.title))
    };
    cases.filter_map(differs).collect()
}

/// Compares programs of all exercises, two at a time.
fn compare(programs: impl for<'a> Fn(&'a Exercise, &Value) -> Vec<Recorded<'a>> + Sync) {
    let golden: Value = serde_json::from_str(include_str!("golden/ejercicios.json")).expect("the golden data");
    let rows = golden["rows"].as_array().expect("rows");
    let exercises = Exercises::read(&Library::embedded()).expect("the exercises are right");
    let exercises: Vec<&Exercise> = exercises.iter().collect();
    assert_eq!(rows.len(), exercises.len());
    let work = |exercise: &&Exercise| {
        let row = rows.iter().find(|row| row["id"] == *exercise.front.id).expect("golden data of each");
        Ok::<_, Infallible>(
            programs(exercise, row).iter().flat_map(|one| complaints(exercise, one)).collect::<Vec<_>>(),
        )
    };
    let mut found = Vec::new();
    let Ok(()) = side_by_side(2, &exercises, work, |_, wrong| {
        found.extend(wrong);
        Ok::<_, Infallible>(())
    });
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}

#[test]
fn solutions_and_starts_give_what_pytorch_gives() {
    compare(ours);
}

#[test]
#[ignore = "some minutes: `.ci/run` does it"]
fn mistakes_give_what_pytorch_gives() {
    compare(mistakes);
}
