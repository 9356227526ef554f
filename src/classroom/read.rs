//! Exported progress from files and folders.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

use super::Student;
use crate::{
    progress::{self, Error},
    spanish,
};

/// What the summary of a class is called: never a student's file.
pub const SUMMARY: &str = "resumen.json";

/// A file that is no exported progress.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejected {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub error: Error,
}

/// The students in these files, sorted by name, and the files that are none. A folder stands for the `.json` files in it
/// and in its folders.
///
/// # Errors
/// A path cannot be looked at.
pub fn gather(paths: &[PathBuf]) -> Result<(Vec<Student>, Vec<Rejected>), (PathBuf, io::Error)> {
    let mut files = Vec::new();
    for path in paths {
        files.extend(exports(path).map_err(|error| (path.clone(), error))?);
    }
    // The same file may be reached in two ways.
    let mut seen = BTreeSet::new();
    files.sort();
    files.retain(|file| seen.insert(dunce::canonicalize(file).unwrap_or_else(|_| file.clone())));
    let names = names(&files);
    let (mut students, mut rejected) = (Vec::new(), Vec::new());
    for (path, name) in files.into_iter().zip(names) {
        match progress::read_export(&path) {
            Ok(progress) => students.push(Student { name, progress }),
            Err(error) => rejected.push(Rejected { path, error }),
        }
    }
    students.sort_by(|a, b| spanish::alphabetical(&a.name, &b.name));
    Ok((students, rejected))
}

/// The files that a path stands for. Shells of Windows leave `*.json` to the program.
fn exports(path: &Path) -> io::Result<Vec<PathBuf>> {
    let pattern = path.file_name().and_then(|name| name.to_str()).filter(|name| name.contains('*'));
    match (fs::metadata(path), pattern) {
        (Ok(kind), _) if kind.is_dir() => folder(path, 1),
        (Ok(_), _) => Ok(vec![path.to_owned()]),
        (Err(_), Some(pattern)) => {
            let parent = path.parent().filter(|parent| *parent != Path::new("")).unwrap_or(Path::new("."));
            let entries = entries(parent)?.into_iter().filter(|path| path.is_file());
            let fits = |path: &PathBuf| {
                path.file_name().and_then(|name| name.to_str()).is_some_and(|name| matches(pattern, name))
            };
            let found: Vec<PathBuf> = entries.filter(fits).collect();
            if found.is_empty() { Err(io::ErrorKind::NotFound.into()) } else { Ok(found) }
        }
        (Err(error), None) => Err(error),
    }
}

/// The `.json` files in a folder, and in its folders `deeper` levels down. What begins with a dot is not for us.
fn folder(path: &Path, deeper: usize) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in entries(path)? {
        let hidden = entry.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        match () {
            () if hidden || entry.file_name().is_some_and(|name| name == SUMMARY) => {}
            () if entry.is_dir() && deeper > 0 => files.extend(folder(&entry, deeper - 1)?),
            () if entry.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) => files.push(entry),
            () => {}
        }
    }
    Ok(files)
}

fn entries(path: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    found.sort();
    Ok(found)
}

/// Whether a name is what the pattern says; `*` stands for anything.
fn matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((head, tail)) => name.strip_prefix(head).is_some_and(|rest| {
            let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]);
            ends.into_iter().any(|at| matches(tail, &rest[at..]))
        }),
    }
}

/// What the students are called: `ana`; where several files have the same name, with as many folders before it as tell
/// them apart: `ana/progreso`.
fn names(files: &[PathBuf]) -> Vec<String> {
    let name = |path: &PathBuf, folders: usize| -> String {
        let parts: Vec<_> = path.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
        parts[parts.len().saturating_sub(folders + 1)..].join("/")
    };
    let alone = |path: &PathBuf, folders: usize| {
        files.iter().filter(|other| name(other, folders) == name(path, folders)).count() == 1
    };
    let least = |path: &PathBuf| (0..path.iter().count()).find(|folders| alone(path, *folders)).unwrap_or_default();
    files.iter().map(|path| name(path, least(path))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_anything() {
        let cases = [
            ("*.json", "ana.json", true),
            ("*.json", "ana.txt", false),
            ("*", "", true),
            ("a*b*c", "a--b-c", true),
            ("a*b*c", "a--c-b", false),
            ("ñ*", "ñandú", true),
            ("ana.json", "ana.json", true),
        ];
        for (pattern, name, fits) in cases {
            assert_eq!(matches(pattern, name), fits, "{pattern} {name}");
        }
    }

    #[test]
    fn students_are_called_like_their_files() {
        let files = ["clase/ana/progreso.json", "clase/luis/progreso.json", "clase/eva.json"].map(PathBuf::from);
        assert_eq!(names(&files), ["ana/progreso", "luis/progreso", "eva"]);
        let files = ["a/x/p.json", "b/x/p.json"].map(PathBuf::from);
        assert_eq!(names(&files), ["a/x/p", "b/x/p"]);
    }
}
