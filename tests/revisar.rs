//! `antorcha revisar`: every rule finds its pitfall however it is written, and nothing where there is none.

mod common;

use std::{
    collections::BTreeSet,
    convert::Infallible,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Stdio,
};

use antorcha::{
    content::Library,
    diagnose::rules,
    exercise::Exercises,
    guard::side_by_side,
    reference::pitfall::{Pitfalls, Purpose},
};
use common::{Ran, command};
use serde_json::Value;

/// Reviews a program given on standard input.
fn review(source: &str, options: &[&str]) -> Ran {
    let mut child = command(&[&["revisar", "-", "--ancho", "80", "--sin-color"], options].concat())
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

/// Reviews them all, two at a time.
fn hold(cases: &Cases) {
    let work = |(name, source, expected): &(String, String, BTreeSet<String>)| {
        let found = found(source);
        let said = || format!("{name}: {expected:?} was expected, {found:?} was found\n{source}");
        Ok::<_, Infallible>((found != *expected).then(said))
    };
    let mut complaints = Vec::new();
    let Ok(()) = side_by_side(2, cases, work, |_, said| {
        complaints.extend(said);
        Ok::<_, Infallible>(())
    });
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

/// What a review finds in a program, and the program as the fixes leave it; nothing where a finding has none.
fn repaired(source: &str) -> Option<(BTreeSet<String>, String)> {
    let review: Value = serde_json::from_str(&review(source, &["--sarif"]).out).expect("SARIF");
    let results = review["runs"][0]["results"].as_array().filter(|results| !results.is_empty())?;
    let ids = results.iter().map(|result| result["ruleId"].as_str().expect("an id").to_owned()).collect();
    let mut edits = BTreeSet::new();
    for result in results {
        for edit in result["fixes"][0]["artifactChanges"][0]["replacements"].as_array()? {
            let region = &edit["deletedRegion"];
            let end = |line: &str, column: &str| offset(source, &region[line], &region[column]);
            let text = edit["insertedContent"]["text"].as_str().expect("a text").to_owned();
            edits.insert((end("startLine", "startColumn"), end("endLine", "endColumn"), text));
        }
    }
    let mut text = source.to_owned();
    let mut changed = source.len() + 1;
    // From the last to the first; of two that meet, one is enough for a review.
    for (start, end, new) in edits.into_iter().rev() {
        if end <= changed {
            text.replace_range(start..end, &new);
            changed = start;
        }
    }
    Some((ids, text))
}

/// The byte at a line and a column.
fn offset(source: &str, line: &Value, column: &Value) -> usize {
    let [line, column] = [line, column].map(|count| count.as_u64().expect("a count") as usize - 1);
    let lines: Vec<&str> = source.split_inclusive('\n').collect();
    let before: usize = lines.iter().take(line).map(|line| line.len()).sum();
    before + lines.get(line).map_or(0, |line| line.chars().take(column).map(char::len_utf8).sum())
}

/// What falls in, as the fixes leave it: the same is not found again, and the program still runs.
#[test]
fn repairs_repair() {
    let pages = pitfalls();
    let wrong = pages.iter().flat_map(|pitfall| {
        let wrong = pitfall.programs().filter(|program| matches!(program.purpose, Purpose::Wrong));
        wrong.map(|program| program.source.clone())
    });
    let files = variants().into_iter().flat_map(|(_, files)| files);
    let files = files.filter(|file| !file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("bien")));
    let variants = files.map(|file| fs::read_to_string(file).expect("a program"));
    for (before, source) in wrong.chain(variants).filter_map(|source| repaired(&source)) {
        let after = found(&source);
        assert!(after.is_disjoint(&before) && !after.contains("error"), "{before:?}, then {after:?}\n{source}");
    }
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

/// Programs whose code and outcome stand in the golden data: those that end well.
fn golden(data: &str, key: &str) -> Vec<String> {
    let data: Value = serde_json::from_str(data).expect("the golden data");
    let programs = data[key].as_array().expect("programs").iter().filter(|program| program["error"].is_null());
    let source = |program: &Value| {
        let code = program["code"].as_str().or(program["source"].as_str()).expect("a program");
        format!("{}{code}", data["setup"].as_str().unwrap_or_default())
    };
    programs.map(source).collect()
}

/// Where a student would hear false alarms: what PyTorch itself shows, and what we do.
fn silent(name: &str, programs: impl IntoIterator<Item = String>) {
    let case = |(index, source): (usize, String)| (format!("{name} {index}"), source, BTreeSet::new());
    hold(&programs.into_iter().enumerate().map(case).collect());
}

#[test]
#[ignore = "some hundred programs: `.ci/run` does it"]
fn no_alarm_in_what_pytorch_shows() {
    let programs = include_str!("golden/programs.json");
    for key in ["lesson", "class", "print"] {
        silent(key, golden(programs, key));
    }
    // They are many and small: several are one program.
    let examples = golden(include_str!("golden/examples.json"), "rows");
    let joined = examples.chunks(12).map(|chunk| chunk.join("\n"));
    silent("examples", joined);
}

#[test]
fn no_alarm_in_our_own_programs() {
    let mut programs = vec![command(&["ejemplo"])];
    // Lessons show pitfalls on purpose; what free use writes has none.
    programs.push(command(&["comparar", "relu", "gelu", "leaky_relu(0.2)", "softmax", "--codigo"]));
    programs.push(command(&["capa", "--entrada", "1 -2 0,5; 3 1 1", "--gradiente", "--codigo"]));
    programs.push(command(&[
        "modelo",
        "--datos",
        "lunas",
        "--activaciones",
        "relu,tanh",
        "--epocas",
        "20",
        "--codigo",
    ]));
    for card in ["relu", "prelu", "softmax", "leaky_relu", "glu", "rrelu"] {
        programs.push(command(&["ficha", card, "--codigo"]));
    }
    let source = |mut command: std::process::Command| Ran::from(command.output().expect("the binary starts")).out;
    silent("ours", programs.into_iter().map(source));
}

#[test]
fn no_alarm_in_our_solutions() {
    let exercises = Exercises::read(&Library::embedded()).expect("the exercises are right");
    let solutions: Vec<String> = exercises.iter().map(|exercise| exercise.solution.clone()).collect();
    assert!(!solutions.is_empty());
    silent("solutions", solutions);
}

#[test]
fn the_manual_lists_the_rules() {
    let manual = include_str!("../README.es.md");
    for pitfall in pitfalls().iter() {
        let front = pitfall.front();
        let row = format!("| `{}` | {} | {} |", front.id, front.gravity.name(), front.title);
        assert!(manual.contains(&row), "{row}");
    }
}

#[test]
fn what_cannot_be_read_ends_in_2() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("revisar");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("binario.py"), [0xff, 0xfe, 0x00]).expect("a file");
    fs::write(folder.join("vacio.py"), "\n").expect("a file");
    fs::write(folder.join("enorme.py"), " ".repeat(5 << 20)).expect("a file");
    for (name, said) in [
        ("nada.py", "no existe el archivo"),
        ("binario.py", "no es texto UTF-8"),
        ("enorme.py", "demasiado grande"),
        (".", "es una carpeta"),
        ("vacio.py", "está vacío"),
    ] {
        let ran =
            Ran::from(command(&["revisar", &folder.join(name).display().to_string()]).output().expect("it starts"));
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{name}");
        assert!(ran.err.contains(said) && ran.err.lines().count() <= 6, "{name}: {}", ran.err);
    }
}

#[test]
fn no_program_breaks_the_review() {
    for (source, expected) in [
        ("# nada\n", None),
        ("x = (", Some("error")),
        ("raise SystemExit(3)", None),
        ("while True:\n    pass", None),
        ("import torch\nx = [0] * 10**12", None),
        (&format!("x = {}1{}", "(".repeat(5000), ")".repeat(5000)), Some("error")),
        ("import torch\nclass A(torch.nn.Module):\n    def __getattr__(self, n): return self.z\nA()", None),
    ] {
        let ran = review(source, &["--formato", "json", "--limite", "2"]);
        let review: Value =
            serde_json::from_str(&ran.out).unwrap_or_else(|_| unreachable!("{source}: {} {}", ran.out, ran.err));
        let first = review["hallazgos"][0]["regla"].as_str();
        if let Some(expected) = expected {
            assert_eq!(first, Some(expected), "{source}");
        }
        assert!(matches!(ran.code, Some(0 | 1)), "{source}: {}", ran.err);
    }
}

#[test]
fn a_reason_silences() {
    let source = |comment: &str| {
        format!(
            "import torch\nfrom torch import nn\nred = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 1)){comment}\nred(torch.ones(1, 2))\n"
        )
    };
    assert_eq!(found(&source("")), only("sin-activacion"));
    assert_eq!(found(&source("  # antorcha: ignora sin-activacion")), only("sin-activacion"));
    assert_eq!(found(&source("  # antorcha: ignora sin-activacion para comparar")), BTreeSet::new());
    let said = review(&source("  # antorcha: ignora sin-activacion"), &[]).out;
    assert!(said.contains("falta el motivo"), "{said}");
    let said = review(&source("  # antorcha: ignora nada porque sí"), &[]).out;
    assert!(said.contains("no hay ninguna trampa nada"), "{said}");
}

#[test]
fn sarif_points_at_the_line() {
    let ran = review(
        "import torch\nfrom torch import nn\nred = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 1))\nred(torch.ones(1, 2))\n",
        &["--sarif"],
    );
    let log: Value = serde_json::from_str(&ran.out).expect("JSON");
    let result = &log["runs"][0]["results"][0];
    assert_eq!((log["version"].as_str(), result["ruleId"].as_str()), (Some("2.1.0"), Some("sin-activacion")));
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 3);
    assert_eq!(log["runs"][0]["tool"]["driver"]["rules"].as_array().map(Vec::len), Some(pitfalls().iter().count()));
}
