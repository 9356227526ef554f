//! The layer map is the doc comment of `src/lib.rs`: a layer imports only from those named before it.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The layers, in the order in which the map names them: lines such as ``//! - `tensor`: …``.
fn layers(map: &str) -> Vec<String> {
    let name = |line: &str| line.strip_prefix("//! - `")?.split('`').next().map(ToOwned::to_owned);
    map.lines().filter_map(name).collect()
}

/// The layer that a file belongs to: the first part of its path below `src/`.
fn layer_of(file: &Path) -> String {
    let first = file.components().next().map(|part| part.as_os_str().to_string_lossy().into_owned());
    first.unwrap_or_default().trim_end_matches(".rs").to_owned()
}

/// The source without comments and without what stands in quotes.
fn bare(source: &str) -> String {
    let mut out = String::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        let skipped = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '"' => text_end(rest),
            'r' if raw_hashes(rest).is_some() && !out.ends_with(|c: char| c.is_alphanumeric() || c == '_') => {
                raw_end(rest)
            }
            '\'' => char_end(rest),
            _ => {
                out.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[skipped..];
    }
    out
}

/// Where a text in quotes ends.
fn text_end(source: &str) -> usize {
    let mut escaped = false;
    for (index, c) in source.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return index + 1,
            _ => {}
        }
    }
    source.len()
}

/// How many `#` a raw text has.
fn raw_hashes(source: &str) -> Option<usize> {
    let hashes = source[1..].chars().take_while(|&c| c == '#').count();
    source[1 + hashes..].starts_with('"').then_some(hashes)
}

/// Where a raw text ends.
fn raw_end(source: &str) -> usize {
    let hashes = raw_hashes(source).unwrap_or(0);
    let end = format!("\"{}", "#".repeat(hashes));
    let start = hashes + 2;
    source[start..].find(&end).map_or(source.len(), |index| start + index + end.len())
}

/// Where a character in quotes ends; the quote alone, where a lifetime follows it.
fn char_end(source: &str) -> usize {
    let mut inside = source.char_indices().skip(1);
    match (inside.next(), inside.next()) {
        (Some((_, '\\')), _) => source[2..].char_indices().skip(1).find(|(_, c)| *c == '\'').map_or(1, |(i, _)| i + 3),
        (Some(_), Some((index, '\''))) => index + 1,
        _ => 1,
    }
}

/// The layers that a file below `src/` reaches into.
fn reached(file: &Path, source: &str) -> Vec<String> {
    let source = bare(source);
    let depth = file.components().count() - usize::from(file.ends_with("mod.rs"));
    let mut found = Vec::new();
    for root in ["crate::".to_owned(), "super::".repeat(depth)] {
        for (index, _) in source.match_indices(&root) {
            let before = source[..index].chars().last();
            if before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | ':')) {
                found.extend(first_names(&source[index + root.len()..]));
            }
        }
    }
    found
}

/// The first name of a path, or of each path of a group in braces.
fn first_names(path: &str) -> Vec<String> {
    let Some(group) = path.trim_start().strip_prefix('{') else { return vec![name(path)] };
    let (mut depth, mut start, mut names) = (0_usize, 0, Vec::new());
    for (index, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                names.push(name(&group[start..index]));
                start = index + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

/// The name that a path begins with.
fn name(path: &str) -> String {
    path.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// What is wrong with the imports of a file: arrows to a layer that is not named before its own.
fn wrong_arrows(layers: &[String], file: &Path, source: &str) -> Vec<String> {
    let own = layer_of(file);
    let Some(place) = layers.iter().position(|layer| *layer == own) else {
        return vec![format!("{}: «{own}» is not on the map", file.display())];
    };
    let later = |name: &String| layers.iter().position(|layer| layer == name).is_some_and(|other| other > place);
    let arrow = |name: String| format!("{}: {own} imports from {name}, which is named later", file.display());
    reached(file, source).into_iter().filter(later).map(arrow).collect()
}

/// Every Rust file below a folder.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let entries =
        fs::read_dir(folder).expect("the folder can be read").map(|entry| entry.expect("and its entries").path());
    let files = |path: PathBuf| if path.is_dir() { rust_files(&path) } else { vec![path] };
    entries.flat_map(files).filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

#[test]
fn imports_point_up_the_map() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let layers = layers(&fs::read_to_string(src.join("lib.rs")).expect("the map"));
    assert!(layers.len() > 4, "the map names too few layers: {layers:?}");
    let mut wrong = Vec::new();
    for path in rust_files(&src) {
        let file = path.strip_prefix(&src).expect("found below it");
        if file != Path::new("lib.rs") && file != Path::new("main.rs") {
            wrong.extend(wrong_arrows(&layers, file, &fs::read_to_string(&path).expect("a source file")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A map of three layers for the tests below.
fn small_map() -> Vec<String> {
    layers("//! The map:\n//!\n//! - `low`: first\n//! - `middle`: second\n//! - `high`: third\n\npub mod low;\n")
}

#[test]
fn the_map_is_read_in_order() {
    assert_eq!(small_map(), ["low", "middle", "high"]);
}

#[test]
fn wrong_arrows_are_found() {
    let wrong = [
        "use crate::high::Thing;",
        "use crate::{low::A, high};",
        "use crate::{\n    low::{A, B},\n    high::C,\n};",
        "fn f() { crate::high::g() }",
        "use super::super::high::Thing;",
        "fn f(x: &crate::high::T) {}",
        "const A: &str = \"a\\\"\"; use crate::high::B;",
        "const C: char = '\"'; use crate::high::B;",
        "fn f<'a>(x: &'a str) { crate::high::g() }",
        "const R: &str = r#\"a\"b\"#; use crate::high::B;",
    ];
    for source in wrong {
        assert_eq!(wrong_arrows(&small_map(), Path::new("middle/part.rs"), source).len(), 1, "{source}");
    }
}

#[test]
fn right_arrows_pass() {
    let right = [
        "use crate::low::Thing;",
        "use crate::{low, middle::other};",
        "//! See [`crate::high`].\nuse std::fmt;",
        "/* crate::high */",
        "const A: &str = \"crate::high::x\";",
        "use super::high;",
        "use other_crate::high::Thing;",
        "use crate::low::{high, High};",
    ];
    for source in right {
        assert_eq!(wrong_arrows(&small_map(), Path::new("middle/part.rs"), source), [""; 0], "{source}");
    }
}

#[test]
fn a_layer_that_the_map_does_not_name_is_found() {
    assert_eq!(wrong_arrows(&small_map(), Path::new("other.rs"), "").len(), 1);
    assert_eq!(wrong_arrows(&small_map(), Path::new("middle.rs"), "use super::high::A;").len(), 1);
    assert_eq!(wrong_arrows(&small_map(), Path::new("middle/mod.rs"), "use super::high::A;").len(), 1);
}
