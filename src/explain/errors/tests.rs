use std::collections::HashSet;

use serde_json::Value;

use super::{table::entries, *};
use crate::python::SyntaxDetail;

fn error(kind: &str, message: &str) -> PythonError {
    PythonError {
        kind: kind.to_owned(),
        ancestors: vec![kind.to_owned(), "Exception".to_owned()],
        message: message.to_owned(),
        ..PythonError::default()
    }
}

/// Where an error points, from a line with the pointer in it.
fn pointed(line: &str) -> SyntaxDetail {
    let column = line.chars().position(|letter| letter == POINTER).map(|before| before + 1);
    SyntaxDetail { column, text: Some(line.replace(POINTER, "")), ..SyntaxDetail::default() }
}

#[test]
fn every_example_finds_its_entry() {
    for entry in entries() {
        assert!(!entry.examples.is_empty(), "{}", entry.id);
        let lines =
            if entry.example_lines.is_empty() { vec![None] } else { entry.example_lines.iter().map(Some).collect() };
        for (example, line) in entry.examples.iter().flat_map(|example| lines.iter().map(move |line| (example, line))) {
            let (kind, message) = example.split_once(": ").unwrap_or_else(|| unreachable!("{example}"));
            let syntax = line.map(|line| pointed(line));
            let error = PythonError { module: entry.module.clone(), syntax, ..error(kind, message) };
            let help = help(&error, &entry.example_source).expect("an explanation");
            assert_eq!(help.id.as_ref(), Some(&entry.id), "{example} {line:?}");
            for text in [&help.what, &help.hint] {
                assert!(text.ends_with(['.', '?', '"']) || text.ends_with(". "), "{}: {text}", entry.id);
                assert!(!text.contains("  ") && !text.contains("``"), "{}: {text}", entry.id);
            }
        }
    }
}

#[test]
fn names_are_unique_and_gaps_are_filled() {
    let mut seen = HashSet::new();
    for entry in entries() {
        assert!(seen.insert(&entry.id), "{} stands twice", entry.id);
        for gaps in entry.gaps() {
            let mut rest = format!("{} {}", entry.what, entry.hint);
            while let Some((_, gap, after)) = pattern::next_gap(&rest) {
                let given = ["donde", "sugerencia", "importación", "consejo"].contains(&gap) || gap.contains(':');
                assert!(given || gaps.iter().any(|name| name == gap), "{}: {{{gap}}}", entry.id);
                rest = after.to_owned();
            }
        }
    }
}

/// The errors of real programs, from real PyTorch.
fn golden() -> Vec<(String, String, String)> {
    let programs: Value =
        serde_json::from_str(include_str!("../../../tests/golden/programs.json")).expect("golden data");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    ["error", "class", "lesson"]
        .iter()
        .flat_map(|key| programs[key].as_array().cloned().unwrap_or_default())
        .filter(|program| !program["error"].is_null())
        .map(|program| (text(&program["error"]["type"]), text(&program["error"]["message"]), text(&program["code"])))
        .collect()
}

#[test]
fn every_error_of_the_golden_programs_is_explained() {
    let errors = golden();
    assert!(errors.len() > 50, "{}", errors.len());
    for (kind, message, source) in errors {
        let help = help(&error(&kind, &message), &source).expect("an explanation");
        assert!(help.id.is_some(), "{kind}: {message}");
    }
}

#[test]
fn a_shape_mismatch_names_both_shapes_and_the_layer() {
    let mut error = error("RuntimeError", "addmm: mat1 and mat2 shapes cannot be multiplied (5x3 and 4x1)");
    let source = "m = CustomLinear(4, 1)";
    let nameless = help(&error, source).expect("known").what;
    assert!(
        nameless.contains("(5, 3)") && nameless.contains("(4, 1)") && !nameless.contains("CustomLinear"),
        "{nameless}"
    );
    error.layer = Some("Red.fc2".to_owned());
    let named = help(&error, source).expect("known").what;
    assert!(named.contains("`nn.Linear(4, 1)`, en `Red.fc2`."), "{named}");
}

#[test]
fn a_product_that_fails_within_a_layer_is_the_layers() {
    let mut error = error("RuntimeError", "mm: mat1 and mat2 shapes cannot be multiplied (2x4 and 3x2)");
    let product = help(&error, "").expect("known");
    assert_eq!(product.id.as_deref(), Some("producto-matrices"));
    (error.module, error.layer) = (Some("Linear".to_owned()), Some("Red.fc1".to_owned()));
    let layer = help(&error, "").expect("known").what;
    assert!(layer.contains("`nn.Linear(3, 2, bias=False)`, en `Red.fc1`.") && layer.contains("(2, 4)"), "{layer}");
}

#[test]
fn the_program_decides_between_entries() {
    let message = "optimizer got an empty parameter list";
    let list = help(&error("ValueError", message), "self.capas = [nn.Linear(2, 2)]").expect("known");
    let none = help(&error("ValueError", message), "torch.optim.SGD([], lr=0.1)").expect("known");
    assert_eq!((list.id.as_deref(), none.id.as_deref()), (Some("sin-parametros"), Some("lista-vacia")));
}

#[test]
fn the_line_that_failed_decides_between_entries() {
    let mut error = error("RuntimeError", "Boolean value of Tensor with more than one value is ambiguous");
    let mut explained = |line: &str| {
        error.frames = vec![Frame { source: Some(format!("    {line}\n")), ..frame() }];
        help(&error, "").expect("known").id.unwrap_or_default()
    };
    assert_eq!(explained("return x if x > 0 else 0"), "verdad-por-posiciones");
    assert_eq!(explained("return max(0, x)"), "verdad-maximo");
    assert_eq!(explained("if nn.ReLU()(x) > 0:"), "verdad-ambigua");
}

#[test]
fn code_between_braces_stays() {
    let help = help(&error("TypeError", "unsupported format string passed to Tensor.__format__"), "").expect("known");
    assert!(help.hint.contains("`f\"{x.item():.4f}\"`"), "{}", help.hint);
}

fn frame() -> Frame {
    Frame {
        file: "a.py".to_owned(),
        line: 3,
        column: None,
        end_line: None,
        end_column: None,
        function: "f".to_owned(),
        source: None,
        anchor: None,
    }
}

#[test]
fn what_nobody_knows_is_not_guessed() {
    let mut strange = error("RuntimeError", "something that never happened");
    assert_eq!(help(&strange, "").expect("a plain line").id, None);
    strange.frames = vec![Frame { source: Some("    raise RuntimeError('…')".to_owned()), ..frame() }];
    assert!(help(&strange, "").expect("a plain line").what.contains("`raise` de la línea 3"));
    assert_eq!(help(&error("KeyboardInterrupt", ""), ""), None);
}
