//! The folder that the results go to.

use std::{
    collections::BTreeMap,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{
    cli::{Failure, files, output::Versioned},
    grading::{self, Report, Student},
};

/// What is kept of a student, so that a run that was cut short goes on.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// Of what it was made: the files, the exercises, the limits, the program's version.
    #[serde(rename = "huella")]
    print: String,
    #[serde(flatten)]
    student: Student,
}

/// The folder of the results.
pub(super) struct Results {
    folder: PathBuf,
    /// What the files of each student are called.
    names: BTreeMap<String, String>,
}

impl Results {
    /// The folder for these students.
    pub fn open<'a>(folder: &Path, students: impl Iterator<Item = &'a str>) -> Result<Self, Failure> {
        fs::create_dir_all(folder.join("alumnos")).map_err(|error| files::unwritable(folder, &error))?;
        Ok(Self { folder: folder.to_owned(), names: names(students) })
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn path(&self, student: &str) -> PathBuf {
        let name = self.names.get(student).map_or(student, String::as_str);
        self.folder.join("alumnos").join(format!("{name}.json"))
    }

    /// The grades of an earlier run of the same files.
    pub fn kept(&self, student: &str, print: &str) -> Option<Student> {
        let text = fs::read(self.path(student)).ok()?;
        let kept: Kept = serde_json::from_slice(&text).ok()?;
        (kept.print == print && kept.student.name == student).then_some(kept.student)
    }

    /// Keeps the grades of a student.
    pub fn keep(&self, student: &Student, print: &str) -> Result<(), Failure> {
        let kept = Kept { print: print.to_owned(), student: student.clone() };
        let mut text = serde_json::to_vec_pretty(&kept).map_err(io::Error::from)?;
        text.push(b'\n');
        files::replace(&self.path(&student.name), &text)
    }

    /// Writes the results of the class.
    pub fn write(&self, report: &Report) -> Result<(), Failure> {
        let versioned = Versioned { version: grading::VERSION, body: report };
        let mut json = serde_json::to_vec_pretty(&versioned).map_err(io::Error::from)?;
        json.push(b'\n');
        files::replace(&self.folder.join("resultado.json"), &json)?;
        files::replace(&self.folder.join("resultado.csv"), &report.csv().map_err(io::Error::other)?)?;
        files::replace(&self.folder.join("junit.xml"), &report.junit()?)?;
        for student in &report.students {
            let path = self.path(&student.name).with_extension("gradescope.json");
            files::replace(&path, format!("{:#}\n", student.gradescope()).as_bytes())?;
        }
        self.forget_others()
    }

    /// Takes away what an earlier run kept of students who are not in this class any more.
    fn forget_others(&self) -> Result<(), Failure> {
        let folder = self.folder.join("alumnos");
        for entry in fs::read_dir(&folder)?.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let Some(student) = name.strip_suffix(".json").filter(|name| !name.ends_with(".gradescope")) else {
                continue;
            };
            let ours = fs::read(entry.path()).is_ok_and(|text| serde_json::from_slice::<Kept>(&text).is_ok());
            if ours && !self.names.values().any(|name| name == student) {
                fs::remove_file(entry.path())?;
                // It is there, unless the earlier run was cut short.
                let _ = fs::remove_file(folder.join(format!("{student}.gradescope.json")));
            }
        }
        Ok(())
    }
}

/// No file is called longer, so that every system takes it.
const LONGEST: usize = 80;

/// What the files of each student are called: the student's name without what file names may not hold. Where that is not
/// the whole name, or another's would be the same on some system, something is added that tells them apart.
fn names<'a>(students: impl Iterator<Item = &'a str>) -> BTreeMap<String, String> {
    let safe = |c: char| if c.is_alphanumeric() || "-_. ".contains(c) { c } else { '_' };
    let plain = |student: &str| student.chars().map(safe).take(LONGEST).collect::<String>();
    let students: Vec<&str> = students.collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for student in &students {
        *counts.entry(plain(student).to_lowercase()).or_default() += 1;
    }
    let name = |student: &&str| {
        let plain = plain(student);
        let alone = plain == **student && counts[&plain.to_lowercase()] == 1;
        let name = if alone { plain } else { format!("{plain}-{:06x}", print(student)) };
        ((*student).to_owned(), name)
    };
    students.iter().map(name).collect()
}

fn print(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish() & 0x00ff_ffff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_student_has_files_of_its_own() {
        let long = "x".repeat(300);
        let students = ["Ana Pérez", "luis", "Luis", "eva (1)", "eva [1]", "../../x", long.as_str()];
        let names = names(students.into_iter());
        assert_eq!(names["Ana Pérez"], "Ana Pérez");
        let lower: std::collections::BTreeSet<String> = names.values().map(|name| name.to_lowercase()).collect();
        assert_eq!(lower.len(), students.len(), "{names:?}");
        assert!(names.values().all(|name| name.len() < 200 && !name.contains('/')), "{names:?}");
    }
}
