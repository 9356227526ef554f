//! Taking progress from one machine to another, and beginning anew.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    ffi::OsString,
    fs, io,
    path::Path,
};

use serde_json::Value;

use super::{
    Error, Store,
    error::reason,
    file::{self, Held},
    record::{CHECKLIST, LAST, Lesson, Prediction, Progress, VERSION},
};
use crate::spanish;

/// What to do with the progress that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Import {
    /// Of each thing, keep how far it is on either side.
    Merge,
    /// Forget it.
    Replace,
}

/// What has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Lessons that are there now and were not.
    pub added: Vec<String>,
    /// Lessons that are not as they were.
    pub changed: Vec<String>,
    /// Lessons that are gone.
    pub removed: Vec<String>,
    /// Whether anything else is not as it was.
    pub others: bool,
}

impl Changes {
    /// Whether nothing has changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What parts two states.
    fn between(before: &Progress, after: &Progress) -> Self {
        let names = |there: &Progress, here: &Progress| -> Vec<String> {
            there.lessons.keys().filter(|id| !here.lessons.contains_key(*id)).cloned().collect()
        };
        let differs = |(id, lesson): &(&String, &Lesson)| after.lessons.get(*id).is_some_and(|other| other != *lesson);
        let rest =
            |progress: &Progress| (progress.exercises.clone(), progress.checklist.clone(), progress.rest.clone());
        Self {
            added: names(after, before),
            changed: before.lessons.iter().filter(differs).map(|(id, _)| id.clone()).collect(),
            removed: names(before, after),
            others: rest(before) != rest(after),
        }
    }
}

impl Store {
    /// The progress as a file that [`Store::import`] reads.
    #[must_use]
    pub fn export(&self) -> String {
        // Where this machine keeps things is nothing to another.
        file::text(&Progress { practice_folder: None, ..self.progress().clone() })
    }

    /// Takes in what [`Store::export`] gave, here or on another machine; `name` is what it is called.
    ///
    /// # Errors
    /// The bytes are no progress, or of a newer version; or the file cannot be written.
    pub fn import(&mut self, bytes: &[u8], name: &str, how: Import) -> Result<Changes, Error> {
        let theirs = validate(bytes, name)?;
        self.changing(|ours| match how {
            Import::Replace => *ours = theirs,
            Import::Merge => merge(ours, theirs),
        })
    }

    /// Forgets a lesson, or everything.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn reset(&mut self, lesson: Option<&str>) -> Result<Changes, Error> {
        self.changing(|progress| match lesson {
            Some(id) => {
                progress.lessons.remove(id);
                if id == CHECKLIST {
                    progress.checklist.clear();
                }
            }
            None => *progress = Progress::default(),
        })
    }

    /// Changes the progress and tells what has changed.
    fn changing(&mut self, change: impl FnOnce(&mut Progress)) -> Result<Changes, Error> {
        let mut changes = Changes::default();
        self.update(|progress| {
            let before = progress.clone();
            change(progress);
            changes = Changes::between(&before, progress);
        })?;
        Ok(changes)
    }
}

/// How to get a right file.
const HOW: &str = "expórtalo en la otra máquina con: antorcha progreso --exportar progreso.json";

/// The bytes of a file to import.
///
/// # Errors
/// It cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>, Error> {
    file::bytes(path)
        .map_err(|error| Error::input(format!("no puedo leer «{}»: {}", path.display(), reason(&error)), HOW))
}

/// The progress in a file that [`Store::export`] gave, without taking it in.
///
/// # Errors
/// The file cannot be read, or holds no progress, or that of a newer version.
pub fn read_export(path: &Path) -> Result<Progress, Error> {
    let (bytes, name) = (read(path)?, path.display().to_string());
    let progress = validate(&bytes, &name)?;
    // Of a progress, all fields but the version may be missing; of an export, none is.
    let fields: Option<Value> = serde_json::from_slice(&bytes).ok();
    let exported =
        fields.is_some_and(|fields| ["lecciones", "ejercicios", "lista"].iter().all(|key| fields.get(key).is_some()));
    if exported { Ok(progress) } else { Err(Error::input(format!("«{name}» no es un progreso de Antorcha"), HOW)) }
}

/// Saves what [`Store::export`] gave, in one move. A file that holds something else is not touched.
///
/// # Errors
/// There is such a file, or it cannot be written.
pub fn save(path: &Path, text: &str) -> Result<(), Error> {
    let taken = match file::read(path) {
        Ok(Held::Nothing | Held::Ours(_)) => None,
        Ok(Held::Newer(_) | Held::Damaged) => Some("ya existe y no es un progreso exportado".to_owned()),
        Err(error) => Some(reason(&error)),
    };
    let failed = |why: &str| {
        let message = format!("no puedo exportar a «{}»: {why}", path.display());
        Error::input(message, "elige otro nombre, por ejemplo progreso.json")
    };
    if let Some(why) = taken {
        return Err(failed(&why));
    }
    let fresh = path.file_name().map(|name| [name, ".nuevo".as_ref()].into_iter().collect::<OsString>());
    let fresh = path.with_file_name(fresh.ok_or_else(|| failed("no es el nombre de un archivo"))?);
    match fs::symlink_metadata(&fresh) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        _ => return Err(failed(&format!("«{}» estorba", fresh.display()))),
    }
    file::replace(path, &fresh, text.as_bytes()).map_err(|error| failed(&reason(&error)))
}

/// The progress in the bytes of a file.
fn validate(bytes: &[u8], name: &str) -> Result<Progress, Error> {
    let wrong = |why: String| Error::input(format!("«{name}» no es un progreso de Antorcha: {why}"), HOW);
    if bytes.is_empty() {
        return Err(wrong("está vacío".to_owned()));
    }
    let text = spanish::decoded(bytes.to_vec()).map(String::into_bytes);
    let progress = match file::understand(text.as_deref().unwrap_or(bytes)) {
        Held::Ours(progress) => *progress,
        Held::Newer(_) => {
            let message = format!("«{name}» es de una versión más nueva de Antorcha");
            return Err(Error::input(message, "actualiza Antorcha en esta máquina y vuelve a importarlo"));
        }
        Held::Nothing | Held::Damaged => return Err(wrong(defect(bytes))),
    };
    let predictions = |lesson: &Lesson| lesson.predictions.keys().cloned().collect::<Vec<_>>();
    let mut names = progress.lessons.iter().flat_map(|(id, lesson)| [vec![id.clone()], predictions(lesson)].concat());
    if names.any(|name| !sound(&name)) {
        return Err(wrong("tiene nombres que no pueden ser de lecciones ni de predicciones".to_owned()));
    }
    if progress.lessons.values().any(|lesson| lesson.step > lesson.total) {
        return Err(wrong("una lección va por un paso que no tiene".to_owned()));
    }
    Ok(progress)
}

/// Whether this can be the name of a lesson or a prediction.
fn sound(name: &str) -> bool {
    !name.is_empty() && name.len() <= 100 && name.chars().all(|c| c.is_alphanumeric() || "-_./".contains(c))
}

/// What is wrong with bytes that we do not understand.
fn defect(bytes: &[u8]) -> String {
    if bytes.len() as u64 > file::LARGEST {
        return format!("ocupa más de {} MiB", file::LARGEST >> 20);
    }
    if std::str::from_utf8(bytes).is_err() {
        return "no es texto".to_owned();
    }
    match serde_json::from_slice::<Value>(bytes) {
        Err(error) => format!("no es JSON (línea {}, columna {})", error.line(), error.column()),
        Ok(Value::Object(fields)) if fields.get("version").is_none_or(|version| version.as_u64() < Some(1)) => {
            "le falta su versión".to_owned()
        }
        Ok(_) => "sus datos no tienen la forma que deben".to_owned(),
    }
}

/// Takes over whatever is further on their side.
fn merge(ours: &mut Progress, theirs: Progress) {
    for (id, lesson) in theirs.lessons {
        match ours.lessons.entry(id) {
            Entry::Vacant(free) => drop(free.insert(lesson)),
            Entry::Occupied(mut there) => merge_lesson(there.get_mut(), lesson),
        }
    }
    for (id, practice) in theirs.exercises {
        match ours.exercises.entry(id) {
            Entry::Vacant(free) => drop(free.insert(practice)),
            Entry::Occupied(mut there) => there.get_mut().merge(practice),
        }
    }
    merge_values(&mut ours.checklist, theirs.checklist);
    for (name, value) in theirs.rest {
        ours.rest.entry(name).or_insert(value);
    }
    ours.version = VERSION;
}

fn merge_lesson(ours: &mut Lesson, theirs: Lesson) {
    if theirs.last > ours.last {
        ours.total = theirs.total;
    }
    ours.step = ours.step.max(theirs.step).min(ours.total);
    ours.finished |= theirs.finished;
    ours.last = ours.last.max(theirs.last);
    for (id, prediction) in theirs.predictions {
        match ours.predictions.entry(id) {
            Entry::Vacant(free) => drop(free.insert(prediction)),
            Entry::Occupied(mut there) => merge_prediction(there.get_mut(), prediction),
        }
    }
    for (name, value) in theirs.rest {
        ours.rest.entry(name).or_insert(value);
    }
}

fn merge_prediction(ours: &mut Prediction, theirs: Prediction) {
    if theirs.last > ours.last {
        ours.mistake = theirs.mistake;
    }
    ours.right |= theirs.right;
    ours.attempts = ours.attempts.max(theirs.attempts);
    ours.hints = ours.hints.max(theirs.hints);
    ours.last = ours.last.max(theirs.last);
    ours.review.merge(theirs.review);
    for (name, value) in theirs.rest {
        ours.rest.entry(name).or_insert(value);
    }
}

/// Of things whose form we leave open: what is not there yet, or was touched later there.
fn merge_values(ours: &mut BTreeMap<String, Value>, theirs: BTreeMap<String, Value>) {
    let last = |value: &Value| value.get(LAST).and_then(Value::as_u64);
    for (id, value) in theirs {
        match ours.entry(id) {
            Entry::Vacant(free) => drop(free.insert(value)),
            Entry::Occupied(mut there) if last(&value) > last(there.get()) => drop(there.insert(value)),
            Entry::Occupied(_) => {}
        }
    }
}
