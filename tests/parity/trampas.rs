//! The pages of pitfalls: their programs, the values in their prose, the answers of their predictions.

use std::collections::BTreeSet;

use serde::Deserialize;

use crate::interpreter::{for_each, none, run};

#[derive(Deserialize)]
struct Golden {
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    page: String,
    name: String,
    code: String,
    stdout: String,
    error: Option<Raised>,
    warnings: Vec<Raised>,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Raised {
    r#type: String,
    message: String,
}

fn golden() -> Golden {
    serde_json::from_str(include_str!("../golden/trampas.json")).expect("the golden data is JSON")
}

fn check(row: &Row) -> Result<(), String> {
    let ran = run(&row.code);
    let error = ran.error().map(|(r#type, message)| Raised { r#type, message });
    let warned =
        row.warnings.iter().all(|warning| ran.err.contains(&format!("{}: {}", warning.r#type, warning.message)));
    if ran.out == row.stdout && error == row.error && warned {
        return Ok(());
    }
    Err(format!(
        "{} {}\n--- expected {:?} {:?}\n{}--- found {error:?}\n{}{}",
        row.page, row.name, row.error, row.warnings, row.stdout, ran.out, ran.err
    ))
}

#[test]
fn pitfalls_run_alike() {
    let rows = golden().rows;
    none(&for_each(&rows, check), rows.len());
}

/// A page that changed needs golden data made anew: `tests/golden/regenerar.sh`.
#[test]
fn the_golden_data_is_of_these_pages() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/lessons/trampas");
    let rows = golden().rows;
    let mut pages = BTreeSet::new();
    for entry in std::fs::read_dir(folder).expect("the pages are there") {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("a text");
        let page = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let of_page =
            rows.iter().filter(|row| row.page == page && ["mal", "prueba", "bien"].contains(&row.name.as_str()));
        let programs: Vec<&Row> = of_page.collect();
        assert_eq!(programs.len(), 3, "{page}");
        for row in programs {
            assert!(text.contains(&row.code), "{page} {}", row.name);
        }
        pages.insert(page);
    }
    assert_eq!(pages, rows.into_iter().map(|row| row.page).collect());
}
