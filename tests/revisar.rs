//! `antorcha revisar`: every rule finds its pitfall however it is written, and nothing where there is none.

mod common;

use std::{
    collections::BTreeSet,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Stdio,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use antorcha::{
    content::Library,
    diagnose::rules,
    reference::pitfall::{Pitfalls, Purpose},
};
use common::{Ran, command};
use serde_json::Value;

/// Reviews a program given on standard input.
fn review(source: &str, options: &[&str]) -> Ran {
    let mut child = command(&[&["revisar", "-", "--ancho", "80", "--sin-color", "--limite", "60"], options].concat())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    child.stdin.take().expect("it is piped").write_all(source.as_bytes()).expect("the binary reads its input");
    child.wait_with_output().expect("the binary ends").into()
}

/// The rules that find something in a program.
fn found(source: &str) -> BTreeSet<String> {
    let ran = review(source, &["--formato", "json"]);
    let review: Value =
        serde_json::from_str(&ran.out).unwrap_or_else(|_| unreachable!("no JSON: {} {}", ran.out, ran.err));
    let findings = review["hallazgos"].as_array().expect("a list");
    assert_eq!(ran.code, Some(i32::from(!findings.is_empty())));
    findings.iter().map(|finding| finding["regla"].as_str().expect("an id").to_owned()).collect()
}

/// Programs, each with its name and what must be found in it.
type Cases = Vec<(String, String, BTreeSet<String>)>;

/// Reviews them all, on both cores.
fn hold(cases: &Cases) {
    let (next, complaints) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((name, source, expected)) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let found = found(source);
                    if found != *expected {
                        let said = format!("{name}: {expected:?} was expected, {found:?} was found\n{source}");
                        complaints.lock().expect("no panic").push(said);
                    }
                }
            });
        }
    });
    let complaints = complaints.into_inner().expect("no panic");
    assert!(complaints.is_empty(), "{} of {}\n{}", complaints.len(), cases.len(), complaints.join("\n\n"));
}

fn only(id: &str) -> BTreeSet<String> {
    BTreeSet::from([id.to_owned()])
}

fn pitfalls() -> Pitfalls {
    Pitfalls::read(&Library::embedded()).expect("the pages are right")
}

#[test]
fn every_page_has_a_rule_and_words_for_it() {
    let mut ids: Vec<String> = pitfalls().iter().map(|pitfall| pitfall.front().id.clone()).collect();
    let mut known: Vec<String> = rules::ALL.iter().map(|rule| rule.id.to_owned()).collect();
    ids.sort();
    known.sort();
    assert_eq!(ids, known);
    assert!(pitfalls().iter().all(|pitfall| !pitfall.front().wordings.is_empty()));
}

#[test]
fn the_programs_of_the_pages() {
    let mut cases = Cases::new();
    for pitfall in pitfalls().iter().filter(|pitfall| !pitfall.front().wordings.is_empty()) {
        let id = &pitfall.front().id;
        for program in pitfall.programs() {
            let expected = match program.purpose {
                Purpose::Wrong => only(id),
                Purpose::Right => BTreeSet::new(),
                // It may show the pitfall as it measures it.
                Purpose::Evidence => continue,
            };
            cases.push((format!("{id} {}", program.purpose.name()), program.source.clone(), expected));
        }
    }
    hold(&cases);
}

/// The folders under `tests/revisar/variantes/`, each named after a rule, with programs that fall in.
fn variants() -> Vec<(String, Vec<PathBuf>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/revisar/variantes");
    let sorted = |folder: &Path| {
        let entries = fs::read_dir(folder).expect("it is there").map(|entry| entry.expect("an entry").path());
        entries.collect::<BTreeSet<_>>()
    };
    let name = |path: &Path| path.file_name().expect("a name").to_string_lossy().into_owned();
    sorted(&folder).iter().map(|folder| (name(folder), sorted(folder).into_iter().collect())).collect()
}

#[test]
fn the_same_written_differently() {
    let mut cases = Cases::new();
    for (id, files) in variants() {
        for file in files {
            let source = fs::read_to_string(&file).expect("a program");
            let expected = if file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("bien")) {
                BTreeSet::new()
            } else {
                only(&id)
            };
            cases.push((file.display().to_string(), source, expected));
        }
    }
    hold(&cases);
}

#[test]
fn every_rule_has_two_variants() {
    let variants = variants();
    for rule in rules::ALL {
        let falls = |path: &&PathBuf| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("bien"));
        let count =
            variants.iter().find(|(id, _)| id == rule.id).map_or(0, |(_, files)| files.iter().filter(falls).count());
        assert!(count >= 2, "{}: {count}", rule.id);
    }
}

#[test]
fn no_alarm_in_what_pytorch_shows() {
    let programs: Value = serde_json::from_str(include_str!("golden/programs.json")).expect("the golden data");
    let mut cases = Cases::new();
    for key in ["lesson", "class", "print"] {
        for (index, program) in programs[key].as_array().expect("programs").iter().enumerate() {
            let source = program["code"].as_str().expect("a program").to_owned();
            cases.push((format!("{key} {index}"), source, BTreeSet::new()));
        }
    }
    hold(&cases);
}
