//! What the manual says is what happens: its commands are run, and what it shows below them is what they print.
//!
//! A block that opens with ```` ```python NAME ```` or ```` ```markdown NAME ```` is a file; in a `console` block, a line after `$ ` is a command, and
//! the lines below it are found in what it prints (standard output first, then standard error). `antorcha` lines of `sh`
//! blocks must succeed.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
};

/// A fenced block: what stands after the fence, and its lines.
struct Block {
    info: String,
    lines: Vec<String>,
}

fn manual() -> String {
    fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.es.md")).expect("the manual")
}

/// The fenced blocks of a page.
fn blocks(page: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut inside = false;
    for line in page.lines() {
        match (line.strip_prefix("```"), blocks.last_mut()) {
            (Some(_), _) if inside => inside = false,
            (Some(info), _) => {
                inside = true;
                blocks.push(Block { info: info.to_owned(), lines: Vec::new() });
            }
            (None, Some(block)) if inside => block.lines.push(line.to_owned()),
            _ => {}
        }
    }
    blocks
}

/// The commands of a block, each with the output shown below it.
fn commands(block: &Block) -> Vec<(String, String)> {
    let mut commands: Vec<(String, String)> = Vec::new();
    for line in &block.lines {
        match (line.strip_prefix("$ "), commands.last_mut()) {
            (Some(command), _) => commands.push((command.to_owned(), String::new())),
            (None, Some((_, output))) => output.extend([line.as_str(), "\n"]),
            (None, None) => {}
        }
    }
    commands
}

/// A folder for the manual's files, written once: tests run side by side.
fn folder() -> &'static Path {
    static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("readme");
        fs::create_dir_all(&folder).expect("a folder");
        for block in blocks(&manual()) {
            let name = ["python ", "markdown "].iter().find_map(|kind| block.info.strip_prefix(kind));
            if let Some(name) = name {
                fs::write(folder.join(name), block.lines.join("\n") + "\n").expect("a file");
            }
        }
        folder
    });
    &FOLDER
}

/// The words of a command; what stands between double quotes is one word.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for (index, part) in line.split('"').enumerate() {
        for (place, piece) in part.split(|c: char| c == ' ' && index % 2 == 0).enumerate() {
            if place > 0 {
                words.push(String::new());
            }
            let last = words.pop().unwrap_or_default();
            words.push(last + piece);
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Runs a command of the manual: success, and what it prints.
fn run(line: &str) -> (bool, String) {
    let (line, target) = line.split_once(" > ").map_or((line, None), |(line, target)| (line, Some(target)));
    let mut words = words(line).into_iter();
    assert_eq!(words.next().as_deref(), Some("antorcha"), "the manual has a command that this test cannot run: {line}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_antorcha"));
    command.args(words).current_dir(folder()).env("COLUMNS", "80").env("NO_COLOR", "1");
    command.env("ANTORCHA_DATOS", concat!(env!("CARGO_TARGET_TMPDIR"), "/readme-datos"));
    let output = command.output().expect("the binary starts");
    if let Some(target) = target {
        fs::write(folder().join(target), &output.stdout).expect("a file");
        return (output.status.success(), String::new());
    }
    let both = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(both).expect("UTF-8"))
}

#[test]
fn the_commands_do_what_the_manual_shows() {
    let mut ran = 0;
    for block in blocks(&manual()).iter().filter(|block| block.info == "console") {
        for (command, expected) in commands(block) {
            let (_, shown) = run(&command);
            assert!(shown.contains(&expected), "$ {command}\n{shown}\nthe manual shows:\n{expected}");
            assert!(!expected.is_empty(), "$ {command} shows nothing");
            ran += 1;
        }
    }
    assert!(ran >= 2, "the manual shows {ran} commands");
}

#[test]
fn the_commands_to_type_succeed() {
    let lines: Vec<String> =
        blocks(&manual()).into_iter().filter(|block| block.info == "sh").flat_map(|b| b.lines).collect();
    assert!(lines.iter().any(|line| line == "cargo run --release") && lines.iter().any(|line| line == "cargo test"));
    for line in lines.iter().filter(|line| line.starts_with("antorcha ")) {
        let (success, said) = run(line);
        assert!(success, "$ {line}\n{said}");
    }
    let example = fs::read_to_string(folder().join("mi_red.py")).expect("the example was written");
    assert!(example.starts_with("import torch\n"));
}
