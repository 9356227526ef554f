//! Everything that draws random numbers, bit by bit.

use serde::Deserialize;

use crate::interpreter::{for_each, none, run};

#[derive(Deserialize)]
struct Golden {
    rows: Vec<Row>,
    gains: std::collections::BTreeMap<String, f64>,
}

#[derive(Deserialize)]
struct Row {
    seed: u64,
    code: String,
    out: Vec<Drawn>,
}

#[derive(Deserialize)]
struct Drawn {
    shape: Vec<usize>,
    dtype: String,
    values: Vec<serde_json::Value>,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("../golden/rng.json")).expect("the golden data is JSON")
}

/// The numbers as Python writes them exactly: hexadecimal floats, integers.
const PROGRAM: &str = "
import torch
import torch.nn as nn
import torch.nn.functional as F
torch.manual_seed(SEED)
out = CODE
for o in out if isinstance(out, (tuple, list)) else [out]:
    values = o.detach().reshape(-1).tolist()
    print(list(o.shape), o.dtype, *[v.hex() if isinstance(v, float) else v for v in values])
";

fn expected(drawn: &Drawn) -> Vec<f64> {
    let value = |value: &serde_json::Value| match drawn.dtype.as_str() {
        "torch.float32" => value.as_u64().map(|bits| f64::from(f32::from_bits(u32::try_from(bits).unwrap_or(0)))),
        "torch.float64" => value.as_str().and_then(|hex| u64::from_str_radix(hex, 16).ok()).map(f64::from_bits),
        _ => value.as_f64(),
    };
    drawn.values.iter().map(|held| value(held).expect("a number")).collect()
}

/// How far a drawn number may be off: LAPACK rounds a decomposition as the processor pleases.
fn bound(code: &str) -> f64 {
    if code.contains("orthogonal_") { 4e-7 } else { 0.0 }
}

/// Reads Python's `float.hex()`.
fn from_hex(text: &str) -> Option<f64> {
    let Some(at) = text.find("0x") else { return text.parse().ok() };
    let (mantissa, exponent) = text[at + 2..].split_once('p')?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = u64::from_str_radix(&format!("{whole}{fraction}"), 16).ok()?;
    let exponent = exponent.parse::<i32>().ok()? - 4 * i32::try_from(fraction.len()).ok()?;
    let value = digits as f64 * 2.0_f64.powi(exponent);
    Some(if text.starts_with('-') { -value } else { value })
}

fn check(row: &Row) -> Result<(), String> {
    let ran = run(&PROGRAM.replace("SEED", &row.seed.to_string()).replace("CODE", &row.code));
    let complain = |what: String| Err(format!("{} (seed {}): {what}\n{}", row.code, row.seed, ran.err));
    let lines: Vec<&str> = ran.out.lines().collect();
    if lines.len() != row.out.len() {
        return complain(format!("{:?}", ran.error()));
    }
    for (line, drawn) in lines.iter().zip(&row.out) {
        let head = format!("{:?} {}", drawn.shape, drawn.dtype);
        let Some(rest) = line.strip_prefix(&head) else { return complain(format!("{line} instead of {head}")) };
        let found: Vec<f64> = rest.split_whitespace().filter_map(from_hex).collect();
        let expected = expected(drawn);
        let bound = bound(&row.code);
        let equal = |(a, b): (&f64, &f64)| a.to_bits() == b.to_bits() || (a - b).abs() < bound;
        let same = found.len() == expected.len() && found.iter().zip(&expected).all(equal);
        if !same {
            return complain(format!("{found:?}\n instead of {expected:?}"));
        }
    }
    Ok(())
}

#[test]
fn draws_agree() {
    let rows = golden().rows;
    none(&for_each(&rows, check), rows.len());
}

#[test]
fn gains_agree() {
    for (name, gain) in golden().gains {
        let arguments = match name.split_once('(') {
            Some((name, slope)) => format!("'{name}', {}", slope.trim_end_matches(')')),
            None => format!("'{name}'"),
        };
        let ran = run(&format!("import torch.nn as nn\nprint(float(nn.init.calculate_gain({arguments})).hex())"));
        assert_eq!(from_hex(ran.out.trim()), Some(gain), "{name} {}", ran.err);
    }
}
