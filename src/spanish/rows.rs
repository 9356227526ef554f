//! Lists and tables of numbers: `1 -2 0,5`, rows with `;`, and Python's form, as `print` shows a tensor.

use super::{Unclear, fold::clean, number, unclear::quoted};

/// How to write a list.
const LIST: &str = "separa los números con espacios: 1 -2 0.5";
/// How to write a table.
const TABLE: &str = "separa los números con espacios y las filas con «;»: 1 2; 3 4";
/// How to write decimals between brackets.
const BRACKETS: &str = "entre corchetes, los decimales van con punto: [0.5, -1.5]";

/// Reads a list of numbers: `1 -2 0,5`, `1; -2; 0,5`, `1, -2, 0.5`, `[1, -2, 0.5]`.
///
/// # Errors
/// Something in it is no number, a comma could be a decimal one or not, or there is more than one row.
pub fn numbers(typed: &str) -> Result<Vec<f64>, Unclear> {
    let rows = rows(typed)?;
    if rows.len() > 1 && rows.iter().any(|row| row.len() > 1) {
        return Err(Unclear::new(format!("has escrito {} filas y aquí va una sola", rows.len()), LIST));
    }
    Ok(rows.concat())
}

/// Reads a table of numbers, row by row: `1 2; 3 4` or `[[1, 2], [3, 4]]`, also as `tensor([[1., 2.], [3., 4.]])`. A list
/// is a table with one row.
///
/// # Errors
/// Something in it is no number, a comma could be a decimal one or not, or the rows have different lengths.
pub fn rows(typed: &str) -> Result<Vec<Vec<f64>>, Unclear> {
    let text = clean(&typed.trim().replace('\n', if typed.contains('[') { " " } else { ";" }));
    let text = unwrapped(&text);
    let rows: Vec<Vec<f64>> = match matlab(text) {
        Some(inner) => plain(inner)?,
        None if text.contains(['[', ']', '(', ')']) => python(text)?,
        None => plain(text)?,
    };
    even(rows)
}

/// What stands inside `tensor(…)`, without `dtype=…` and its like.
fn unwrapped(text: &str) -> &str {
    let names = ["torch.tensor(", "tensor(", "torch.Tensor(", "np.array(", "array("];
    let Some(inner) = names.into_iter().find_map(|name| text.strip_prefix(name)) else { return text };
    match inner.rfind(']') {
        Some(end) => &inner[..=end],
        None => inner.split([',', ')']).next().unwrap_or_default(),
    }
}

/// What stands inside one pair of brackets without commas: `[1 2; 3 4]`.
fn matlab(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    (!inner.contains(['[', ']', '(', ')']) && (inner.contains(';') || !inner.contains(','))).then_some(inner)
}

/// Rows with `;` between them.
fn plain(text: &str) -> Result<Vec<Vec<f64>>, Unclear> {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|row| row.split_whitespace().filter(|item| *item != ",").map(item).collect()).collect()
}

/// One number of a list; a comma at its end separates it from the next.
fn item(typed: &str) -> Result<f64, Unclear> {
    let text = typed.strip_suffix(',').unwrap_or(typed);
    let commas = text.matches(',').count();
    if commas > 1 || (commas == 1 && text.contains('.')) || text.ends_with(',') {
        let apart = text.split(',').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let message = format!("{} puede leerse de varias maneras", quoted(typed));
        let hint = format!("separa los números con espacios, {apart}, o escribe los decimales con punto");
        return Err(Unclear::new(message, hint));
    }
    number(text)
}

/// The innermost lists of Python's form, parentheses counting as brackets.
fn python(text: &str) -> Result<Vec<Vec<f64>>, Unclear> {
    let astray =
        || Unclear::new(format!("los corchetes de {} no encajan", quoted(text)), "escríbelo así: [[1, 2], [3, 4]]");
    let (mut rows, mut depth, mut deepest, mut start) = (Vec::new(), 0_usize, 0, None);
    for (at, c) in text.char_indices() {
        match c {
            '[' | '(' => {
                if start.is_some_and(|start| !text[start..at].trim().is_empty()) {
                    return Err(astray());
                }
                (depth, start) = (depth + 1, Some(at + 1));
                deepest = deepest.max(depth);
            }
            ']' | ')' => {
                depth = depth.checked_sub(1).ok_or_else(astray)?;
                if let Some(start) = start.take() {
                    rows.push(listed(text[start..at].trim())?);
                }
            }
            _ if start.is_none() && c != ',' && c != ' ' => return Err(astray()),
            _ => {}
        }
    }
    match (depth, deepest) {
        (0, ..=2) => Ok(rows),
        (0, _) => Err(Unclear::new("tiene más de dos dimensiones, y aquí caben como mucho filas y columnas", TABLE)),
        _ => Err(astray()),
    }
}

/// The numbers between two brackets.
fn listed(inner: &str) -> Result<Vec<f64>, Unclear> {
    let inner = inner.strip_suffix(',').unwrap_or(inner);
    if inner.is_empty() {
        return Ok(Vec::new());
    }
    if !inner.contains(',') {
        return inner.split(' ').map(item).collect();
    }
    let spaced = inner.matches(", ").count();
    let items: Vec<&str> = inner.split(',').map(str::trim).collect();
    if (spaced > 0 && spaced < items.len() - 1) || items.iter().any(|item| item.contains(' ')) {
        return Err(Unclear::new(
            format!("{} puede leerse de varias maneras", quoted(&format!("[{inner}]"))),
            BRACKETS,
        ));
    }
    items.into_iter().map(number).collect()
}

/// The rows, if there is something in them and they are equally long.
fn even(rows: Vec<Vec<f64>>) -> Result<Vec<Vec<f64>>, Unclear> {
    let Some(first) = rows.first().map(Vec::len).filter(|&length| length > 0) else {
        return Err(Unclear::new("no has escrito ningún número", TABLE));
    };
    match rows.iter().position(|row| row.len() != first) {
        None => Ok(rows),
        Some(at) => {
            let lengths = format!("la primera tiene {first} y la número {} tiene {}", at + 1, rows[at].len());
            Err(Unclear::new(format!("las filas no son igual de largas: {lengths}"), TABLE))
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;

    #[test]
    fn lists() {
        let cases: [(&str, &[f64]); 16] = [
            ("1 -2 0,5", &[1.0, -2.0, 0.5]),
            ("1; −2; 0.5", &[1.0, -2.0, 0.5]),
            ("1, -2, 0.5", &[1.0, -2.0, 0.5]),
            ("1,5, 2,5", &[1.5, 2.5]),
            ("1,5 2,5", &[1.5, 2.5]),
            ("1 , 2", &[1.0, 2.0]),
            ("[1, -2]", &[1.0, -2.0]),
            ("[1,-2,3]", &[1.0, -2.0, 3.0]),
            ("(1, 2,)", &[1.0, 2.0]),
            ("[1. 2.]", &[1.0, 2.0]),
            ("[[1, 2]]", &[1.0, 2.0]),
            ("[0,5]", &[0.0, 5.0]),
            ("0,5", &[0.5]),
            ("3", &[3.0]),
            ("tensor([-0.8728,  0.5550], grad_fn=<ReluBackward0>)", &[-0.8728, 0.555]),
            ("tensor(0.5, requires_grad=True)", &[0.5]),
        ];
        for (typed, expected) in cases {
            assert_eq!(numbers(typed).as_deref(), Ok(expected), "{typed:?}");
        }
    }

    #[test]
    fn tables() {
        let cases = [
            "1 2; 3 4",
            "1 2;3 4;",
            "1, 2; 3, 4",
            "1 2\n3 4",
            "[1 2; 3 4]",
            "[[1, 2], [3, 4]]",
            "[[1,2],[3,4]]",
            "((1, 2), (3, 4))",
            "[[1., 2.],\n        [3., 4.]]",
            "tensor([[1., 2.],\n        [3., 4.]], grad_fn=<AddmmBackward0>)",
        ];
        for typed in cases {
            assert_eq!(rows(typed), Ok(vec![vec![1.0, 2.0], vec![3.0, 4.0]]), "{typed:?}");
        }
    }

    #[test]
    fn what_is_unclear_is_refused_with_a_way_out() {
        let cases = [
            ("1,2,3", "«1,2,3» puede leerse de varias maneras", "separa los números con espacios, 1 2 3,"),
            ("1.5,2.5", "puede leerse de varias maneras", "1.5 2.5"),
            ("1,, 2", "puede leerse de varias maneras", "espacios"),
            ("[0,5, 1,5]", "«[0,5, 1,5]» puede leerse de varias maneras", "entre corchetes"),
            ("[0,5 1,5]", "puede leerse de varias maneras", "entre corchetes"),
            ("", "no has escrito ningún número", "espacios"),
            (";;", "no has escrito ningún número", "espacios"),
            ("[]", "no has escrito ningún número", "espacios"),
            ("1 dos 3", "«dos» no es un número", "cifras"),
            ("1 1/2", "es una división", "0.5"),
            ("[[1, 2], [3]]", "la primera tiene 2 y la número 2 tiene 1", "filas con «;»"),
            ("1 2; 3", "las filas no son igual de largas", "filas con «;»"),
            ("[1, [2]]", "no encajan", "[[1, 2], [3, 4]]"),
            ("[[1], 2]", "no encajan", "[[1, 2], [3, 4]]"),
            ("[1, 2", "no encajan", "[[1, 2], [3, 4]]"),
            ("1, 2]", "no encajan", "[[1, 2], [3, 4]]"),
            ("[[[1]]]", "más de dos dimensiones", "filas con «;»"),
        ];
        for (typed, message, hint) in cases {
            let unclear = rows(typed).expect_err(typed);
            assert!(unclear.message.contains(message), "{typed:?}: {unclear}");
            assert!(unclear.hint.contains(hint), "{typed:?}: {unclear}");
        }
        assert_eq!(numbers("1 2; 3 4").expect_err("two rows").message, "has escrito 2 filas y aquí va una sola");
    }

    /// The numbers, each written by `Display`, with `between` between them.
    fn written(row: &[f64], between: &str) -> String {
        row.iter().map(ToString::to_string).collect::<Vec<_>>().join(between)
    }

    proptest! {
        #[test]
        fn nothing_panics(text in any::<String>(), near in "[-0-9.,;\\[\\]() a]{0,20}") {
            let _ = (numbers(&text), rows(&text), numbers(&near), rows(&near));
        }

        #[test]
        fn what_is_written_comes_back(table in (1..5_usize).prop_flat_map(|n| vec(vec(-1e9..1e9_f64, n), 1..5))) {
            let lines = |between| table.iter().map(|row| written(row, between)).collect::<Vec<_>>();
            let plain = lines(" ").join("; ");
            prop_assert_eq!(rows(&plain), Ok(table.clone()));
            prop_assert_eq!(rows(&plain.replace('.', ",")), Ok(table.clone()));
            prop_assert_eq!(rows(&format!("[[{}]]", lines(", ").join("], ["))), Ok(table.clone()));
            prop_assert_eq!(numbers(&plain).is_ok(), table.len() == 1 || table[0].len() == 1);
        }
    }
}
