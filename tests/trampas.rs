//! `antorcha trampas`: pages and their programs. That each runs as it says is in `tests/autor.rs`.

mod common;

use std::{fs, path::PathBuf};

use common::{Ran, command, run};
use serde_json::Value;

fn trampas(arguments: &[&str]) -> Ran {
    let mut command = command(&[&["trampas", "--ancho", "80", "--sin-color"], arguments].concat());
    command.output().expect("the binary starts").into()
}

fn json(arguments: &[&str]) -> Value {
    let ran = trampas(&[arguments, &["--formato", "json"]].concat());
    assert_eq!(ran.code, Some(0), "{arguments:?} {}", ran.err);
    serde_json::from_str(&ran.out).expect("JSON")
}

fn ids() -> Vec<String> {
    let list = json(&[]);
    let ids = list["trampas"].as_array().expect("a list").iter();
    ids.map(|pitfall| pitfall["id"].as_str().expect("an id").to_owned()).collect()
}

fn pages() -> Vec<String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("lessons/trampas");
    let names = fs::read_dir(folder).expect("the pages are there").map(|entry| entry.expect("an entry").path());
    let mut names: Vec<String> =
        names.map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn every_page_is_listed() {
    let (mut ids, list) = (ids(), trampas(&[]).out);
    assert!(ids.iter().all(|id| list.contains(id.as_str())));
    ids.sort();
    assert_eq!(ids, pages());
}

#[test]
fn the_repaired_program_runs_by_itself() {
    let ran = trampas(&["sin-activacion", "--codigo"]);
    let repaired = ran.out.split("# --- bien: arreglado ---").nth(1).expect("the repaired program");
    let expected = &json(&["sin-activacion"])["programas"][2]["salida"];
    assert_eq!(Value::from(run(repaired).out), *expected);
}

#[test]
fn explicar_is_another_name() {
    let mut other = command(&["explicar", "prelu", "--ancho", "80", "--sin-color"]);
    let other = Ran::from(other.output().expect("the binary starts"));
    assert_eq!((other.code, other.out), (Some(0), trampas(&["prelu"]).out));
}

#[test]
fn an_unknown_pitfall_ends_in_2_with_a_suggestion() {
    let ran = trampas(&["softmax-cross-entropi"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("¿quisiste decir antorcha trampas softmax-cross-entropy?"), "{}", ran.err);
    assert_eq!(trampas(&["zzzz"]).code, Some(2));
    assert_eq!(trampas(&["--codigo"]).code, Some(2));
}
