//! What students handed in: a folder, a file or a zip archive each.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use crate::spanish;

/// No program that a person wrote is larger.
const LARGEST: u64 = 4 << 20;

/// All the files of a hand-in together are not larger.
const LARGEST_HAND_IN: usize = 16 << 20;

/// An archive with more entries than this is no hand-in.
const MOST_ENTRIES: usize = 2000;

/// Folders inside folders are looked into this deep.
const DEEPEST: usize = 3;

/// What one student handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandIn {
    /// The student, as the name of the folder, file or archive says it.
    pub student: String,
    /// The files by their names, without folders.
    pub files: BTreeMap<String, Result<String, Unreadable>>,
}

/// Why a file cannot be graded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is no UTF-8 text.
    NoText,
    /// It is larger than any program that a person wrote.
    TooLarge,
    /// The system does not let it be read, or the archive is damaged.
    Damaged,
}

impl Unreadable {
    /// What to tell.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::NoText => "no es texto UTF-8",
            Self::TooLarge => "es demasiado grande",
            Self::Damaged => "no se puede leer",
        }
    }
}

/// What `known` says of a file's name: the exercise that it is for, by its name, and whose it is, if the name tells.
type Known<'a> = dyn Fn(&str) -> Option<(String, String)> + 'a;

/// Reads what stands at some paths. A folder is the hand-in of one student if it holds files under their own names, each
/// for another exercise, and nothing beside them that could be another's; otherwise each thing in it is one. Loose files
/// belong together if their names begin alike (`ana_relu.py`, `ana_tanh.py`). Sorted by student.
///
/// # Errors
/// A path cannot be read; with that path.
pub fn read(paths: &[PathBuf], known: &Known<'_>) -> Result<Vec<HandIn>, (PathBuf, io::Error)> {
    let (mut whole, mut loose) = (Vec::new(), BTreeMap::new());
    for path in paths {
        for entry in hand_ins(path, known).map_err(|error| (path.clone(), error))? {
            let name = name(&entry);
            match known(&name).filter(|(_, owner)| !owner.is_empty()) {
                Some((_, owner)) if entry.is_file() && extension(&entry) == "py" => {
                    let empty = || HandIn { student: owner.clone(), files: BTreeMap::new() };
                    loose.entry(owner.clone()).or_insert_with(empty).files.insert(name, file(&entry));
                }
                _ => whole.push(one(&entry)),
            }
        }
    }
    whole.extend(loose.into_values());
    whole.sort_by(|a, b| spanish::alphabetical(&a.student, &b.student));
    Ok(whole)
}

/// The things at a path that are, each or together with others, a hand-in.
fn hand_ins(path: &Path, known: &Known<'_>) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        fs::metadata(path)?;
        return Ok(vec![path.to_owned()]);
    }
    let mut entries = entries(path)?;
    if is_of_one_student(&entries, known) {
        return Ok(vec![path.to_owned()]);
    }
    entries.retain(|entry| !is_results(entry));
    entries.retain(|entry| entry.is_dir() || ["py", "zip"].contains(&extension(entry).as_str()));
    Ok(entries)
}

/// Whether a folder holds the results of an earlier run.
fn is_results(folder: &Path) -> bool {
    folder.join("resultado.json").is_file() && folder.join("alumnos").is_dir()
}

fn is_of_one_student(entries: &[PathBuf], known: &Known<'_>) -> bool {
    let (files, others): (Vec<&PathBuf>, Vec<&PathBuf>) = entries.iter().partition(|entry| entry.is_file());
    let mut exercises = Vec::new();
    for file in &files {
        match known(&name(file)) {
            Some((_, owner)) if !owner.is_empty() => return false,
            Some((exercise, _)) => exercises.push(exercise),
            None if extension(file) == "zip" => return false,
            None => {}
        }
    }
    let holds =
        |folder: &&PathBuf| self::entries(folder).unwrap_or_default().iter().any(|file| known(&name(file)).is_some());
    exercises.sort_unstable();
    let differ = exercises.windows(2).all(|pair| pair[0] != pair[1]);
    !exercises.is_empty() && differ && !others.iter().any(holds)
}

fn one(path: &Path) -> HandIn {
    let (student, files) = if path.is_dir() {
        let mut files = BTreeMap::new();
        gather(path, 0, &mut files);
        (name(&dunce::canonicalize(path).unwrap_or_else(|_| path.to_owned())), files)
    } else if extension(path) == "zip" {
        (stem(path), archive(path))
    } else {
        (stem(path), BTreeMap::from([(name(path), file(path))]))
    };
    HandIn { student, files }
}

fn gather(folder: &Path, depth: usize, files: &mut BTreeMap<String, Result<String, Unreadable>>) {
    for entry in entries(folder).unwrap_or_default() {
        if entry.is_dir() && !entry.is_symlink() && depth < DEEPEST {
            gather(&entry, depth + 1, files);
        } else if extension(&entry) == "py" && has_room(files) {
            files.entry(name(&entry)).or_insert_with(|| file(&entry));
        }
    }
}

/// The Python files of an archive. What it says of their places and sizes is not trusted.
fn archive(path: &Path) -> BTreeMap<String, Result<String, Unreadable>> {
    let damaged = || BTreeMap::from([(name(path), Err(Unreadable::Damaged))]);
    let opened = File::open(path).ok().and_then(|file| zip::ZipArchive::new(file).ok());
    let Some(mut archive) = opened.filter(|archive| archive.len() <= MOST_ENTRIES) else { return damaged() };
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let Ok(entry) = archive.by_index(index) else { return damaged() };
        let Ok(inner) = entry.name().map(|name| PathBuf::from(name.replace('\\', "/"))) else { return damaged() };
        // macOS packs a shadow of each file.
        let shadow = inner.starts_with("__MACOSX") || name(&inner).starts_with('.');
        if entry.is_file() && extension(&inner) == "py" && !shadow {
            files.entry(name(&inner)).or_insert_with(|| text(entry));
        }
        if !has_room(&files) {
            return damaged();
        }
    }
    files
}

/// Whether a hand-in is still small enough to be one.
fn has_room(files: &BTreeMap<String, Result<String, Unreadable>>) -> bool {
    files.values().flatten().map(String::len).sum::<usize>() <= LARGEST_HAND_IN
}

fn file(path: &Path) -> Result<String, Unreadable> {
    // A link may lead to another's work, and a pipe to nowhere.
    if !fs::symlink_metadata(path).is_ok_and(|kind| kind.is_file()) {
        return Err(Unreadable::Damaged);
    }
    File::open(path).map_err(|_| Unreadable::Damaged).and_then(text)
}

fn text(reader: impl Read) -> Result<String, Unreadable> {
    let mut bytes = Vec::new();
    reader.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|_| Unreadable::Damaged)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Unreadable::TooLarge);
    }
    let text = spanish::decoded(bytes).map_err(|_| Unreadable::NoText)?;
    Ok(text.replace("\r\n", "\n"))
}

/// What lies in a folder, sorted, without what is hidden.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    entries.retain(|entry| !name(entry).starts_with('.'));
    entries.sort();
    Ok(entries)
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn extension(path: &Path) -> String {
    path.extension().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default()
}
