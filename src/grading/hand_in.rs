//! What students handed in: a folder, a file or a zip archive each.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

/// No program that a person wrote is larger.
const LARGEST: u64 = 4 << 20;

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

/// Reads what stands at a path: the hand-in of one student, if it is no folder or holds the files of one; otherwise one a
/// thing that lies in it. Files that lie side by side belong together if their names begin alike (`ana_relu.py`,
/// `ana_tanh.py`). `known` says what exercise a file is for, as a number, and whose it is. Sorted by student.
///
/// # Errors
/// The path cannot be read.
pub fn read(path: &Path, known: impl Fn(&str) -> Option<(usize, String)>) -> io::Result<Vec<HandIn>> {
    if !path.is_dir() {
        fs::metadata(path)?;
        return Ok(vec![one(path)]);
    }
    let entries = entries(path)?;
    let known: Vec<Option<(usize, String)>> =
        entries.iter().map(|entry| if entry.is_file() { known(&name(entry)) } else { None }).collect();
    if of_one_student(&known) {
        return Ok(vec![one(path)]);
    }
    let mut hand_ins: BTreeMap<String, HandIn> = BTreeMap::new();
    for (entry, known) in entries.iter().zip(known) {
        let mut handed = match extension(entry).as_str() {
            _ if entry.is_dir() => one(entry),
            "py" | "zip" => one(entry),
            _ => continue,
        };
        if let Some((_, owner)) = known.filter(|(_, owner)| !owner.is_empty()) {
            handed.student = owner;
        }
        let student = hand_ins
            .entry(handed.student.clone())
            .or_insert_with(|| HandIn { files: BTreeMap::new(), ..handed.clone() });
        student.files.extend(handed.files);
    }
    Ok(hand_ins.into_values().collect())
}

/// Whether files in one folder are those of one student: some are for an exercise, and no two for the same.
fn of_one_student(known: &[Option<(usize, String)>]) -> bool {
    let mut exercises: Vec<usize> = known.iter().flatten().map(|(exercise, _)| *exercise).collect();
    exercises.sort_unstable();
    !exercises.is_empty() && exercises.windows(2).all(|pair| pair[0] != pair[1])
}

fn one(path: &Path) -> HandIn {
    let (student, files) = if path.is_dir() {
        let mut files = BTreeMap::new();
        gather(path, 0, &mut files);
        (name(&path.canonicalize().unwrap_or_else(|_| path.to_owned())), files)
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
        } else if extension(&entry) == "py" {
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
    }
    files
}

fn file(path: &Path) -> Result<String, Unreadable> {
    File::open(path).map_err(|_| Unreadable::Damaged).and_then(text)
}

fn text(reader: impl Read) -> Result<String, Unreadable> {
    let mut bytes = Vec::new();
    reader.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|_| Unreadable::Damaged)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Unreadable::TooLarge);
    }
    let text = String::from_utf8(bytes).map_err(|_| Unreadable::NoText)?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).replace("\r\n", "\n"))
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
