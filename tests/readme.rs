//! What the manuals say is what happens: their commands are run from top to bottom, and what they show below them is what
//! they print.
//!
//! A block that opens with ```` ```python NAME ```` or ```` ```markdown NAME ```` is a file; in a `console` block, a line
//! after `$ ` is a command, and the lines below it are found in what it prints (standard output first, then standard
//! error). `antorcha` lines of `sh` blocks must succeed.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A fenced block: what stands after the fence, and its lines.
struct Block {
    info: String,
    lines: Vec<String>,
}

fn manual(name: &str) -> String {
    fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)).expect("the manual")
}

/// The fenced blocks of a page. One ends at a fence as long as that which it opens with.
fn blocks(page: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut fence = None;
    for line in page.lines() {
        let ticks = line.bytes().take_while(|&byte| byte == b'`').count();
        match fence {
            Some(open) if ticks == open && line.len() == ticks => fence = None,
            Some(_) => blocks.last_mut().expect("it is open").lines.push(line.to_owned()),
            None if ticks >= 3 => {
                fence = Some(ticks);
                blocks.push(Block { info: line[ticks..].to_owned(), lines: Vec::new() });
            }
            None => {}
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

/// A folder with the files of a manual.
fn folder(name: &str, blocks: &[Block]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("manuales").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    for block in blocks {
        let file = ["python ", "markdown "].iter().find_map(|kind| block.info.strip_prefix(kind));
        if let Some(file) = file.map(|file| folder.join(file)) {
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            fs::write(file, block.lines.join("\n") + "\n").expect("a file");
        }
    }
    folder
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
fn run(line: &str, folder: &Path) -> (bool, String) {
    let (line, target) = line.split_once(" > ").map_or((line, None), |(line, target)| (line, Some(target)));
    let mut words = words(line).into_iter();
    assert_eq!(words.next().as_deref(), Some("antorcha"), "the manual has a command that this test cannot run: {line}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_antorcha"));
    command.args(words).current_dir(folder).env("COLUMNS", "80").env("NO_COLOR", "1");
    command.env("ANTORCHA_DATOS", folder.join("datos"));
    let output = command.output().expect("the binary starts");
    if let Some(target) = target {
        fs::write(folder.join(target), &output.stdout).expect("a file");
        return (output.status.success(), String::new());
    }
    let both = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(both).expect("UTF-8");
    // The manual shows paths as Linux and macOS write them.
    (output.status.success(), if cfg!(windows) { said.replace('\\', "/") } else { said })
}

/// Does what a manual says, from top to bottom; gives its folder and how many outputs it shows.
fn follow(name: &str) -> (PathBuf, usize) {
    let blocks = blocks(&manual(name));
    let folder = folder(name, &blocks);
    let mut shows = 0;
    for block in &blocks {
        match block.info.as_str() {
            "sh" => {
                for line in block.lines.iter().filter(|line| line.starts_with("antorcha ")) {
                    let (success, said) = run(line, &folder);
                    assert!(success, "$ {line}\n{said}");
                }
            }
            "console" => {
                for (command, expected) in commands(block) {
                    let (_, said) = run(&command, &folder);
                    assert!(said.contains(&expected), "$ {command}\n{said}\nthe manual shows:\n{expected}");
                    assert!(!expected.is_empty(), "$ {command} shows nothing");
                    shows += 1;
                }
            }
            _ => {}
        }
    }
    (folder, shows)
}

#[test]
fn the_manual_does_what_it_says() {
    let page = manual("README.es.md");
    let typed: Vec<String> =
        blocks(&page).into_iter().filter(|block| block.info == "sh").flat_map(|b| b.lines).collect();
    assert!(typed.iter().any(|line| line == "cargo run --release") && typed.iter().any(|line| line == "cargo test"));
    let (folder, shows) = follow("README.es.md");
    assert!(shows >= 2, "the manual shows {shows} commands");
    let example = fs::read_to_string(folder.join("mi_red.py")).expect("the example was written");
    assert!(example.starts_with("import torch\n"));
}

#[test]
fn the_manual_for_authors_does_what_it_says() {
    let (_, shows) = follow("docs/autores.es.md");
    assert!(shows >= 2, "the manual shows {shows} commands");
}

#[test]
fn the_manual_for_authors_names_every_rule() {
    let page = manual("docs/autores.es.md");
    for rule in antorcha::author::Rule::ALL {
        assert!(page.contains(&format!("| `{}` |", rule.name())), "{}", rule.name());
    }
}
