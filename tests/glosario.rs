//! The commands that the glossary sends its readers to do something.

use std::{collections::BTreeSet, process::Command};

#[test]
fn the_commands_of_the_glossary_succeed() {
    let text = include_str!("../lessons/glosario.md");
    let example = |line: &'static str| line.strip_prefix("ejemplo = \"antorcha ")?.strip_suffix('"');
    let lines: BTreeSet<&str> = text.lines().filter_map(example).collect();
    assert!(lines.len() > 10, "the glossary has {} commands", lines.len());
    for line in lines {
        let mut command = Command::new(env!("CARGO_BIN_EXE_antorcha"));
        let output = command.args(line.split(' ')).arg("--sin-progreso").output().expect("the binary starts");
        assert!(output.status.success(), "antorcha {line}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(output.stdout.len() > 200, "antorcha {line} says next to nothing");
    }
}
