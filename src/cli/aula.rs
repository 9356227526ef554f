//! `antorcha aula`: the progress of a class, from what its students export.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use serde::Serialize;

use super::{Answer, Failure, Format, Kind, Output, arguments::General, course, files, output::Versioned};
use crate::{
    classroom::{self, Summary, Syllabus, Unit, Words},
    content::Library,
    exercise::Exercises,
    lesson::{self, Played, Prepared},
    view::{Diagnostic, Severity, Text},
};

/// El progreso de una clase, a partir de lo que exportan sus alumnos
#[derive(Args, Debug)]
pub(super) struct Aula {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Junta los archivos de `antorcha progreso --exportar`: cuánto lleva cada alumno, qué preguntas cuestan más y qué
    /// ideas equivocadas se repiten
    Reunir(Reunir),
}

#[derive(Args, Debug)]
struct Reunir {
    /// Los archivos, o la carpeta que los tiene; cada alumno se llama como su archivo
    #[arg(value_name = "ARCHIVO", required = true)]
    paths: Vec<PathBuf>,

    /// Escribe en esta carpeta las tablas (CSV) y el resumen (JSON)
    #[arg(long, value_name = "CARPETA")]
    salida: Option<PathBuf>,
}

/// `resumen.json` and `--formato json`.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    summary: &'a Summary,
    #[serde(rename = "rechazados")]
    rejected: Vec<String>,
}

impl Aula {
    /// Does what was asked for.
    pub(super) fn run(self, general: &General, output: &mut Output) -> Answer {
        let Action::Reunir(reunir) = self.action;
        reunir.run(general, output)
    }
}

impl Reunir {
    /// Gathers. A file that cannot be read is told, and the others count.
    fn run(&self, general: &General, output: &mut Output) -> Answer {
        let library = general.library()?;
        let (students, rejected) =
            classroom::gather(&self.paths).map_err(|(path, error)| files::unreadable(&path, &error))?;
        for file in &rejected {
            let warning = Diagnostic::new(Severity::Warning, file.error.message.clone());
            output.report(&warning.hint("este archivo no cuenta").into())?;
        }
        if students.is_empty() {
            return Err(Failure::new(Kind::Usage, "aquí no hay ningún progreso exportado")
                .hint(Text::marked("cada alumno te da el suyo con `antorcha progreso --exportar su_nombre.json`")));
        }
        let exercises = Exercises::read(&library)?;
        let syllabus = syllabus(&library, &exercises)?;
        let summary = Summary::new(&students, &syllabus);
        let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let whole = Whole { summary: &summary, rejected: rejected.iter().map(|file| name(&file.path)).collect() };
        if let Some(folder) = &self.salida {
            let tables = [
                ("alumnos.csv", summary.students_csv()),
                ("preguntas.csv", classroom::questions_csv(&students)),
                ("ejercicios.csv", classroom::exercises_csv(&students)),
            ];
            write(folder, tables, &whole)?;
        }
        if output.format() == Format::Json {
            return output.json(&whole).map(|()| 0);
        }
        let words = Told { library: &library, exercises: &exercises, played: RefCell::default() };
        let mut document = summary.document(&syllabus, &words);
        if let Some(folder) = &self.salida {
            document = document.entries([("Las tablas:", Text::new().code(folder.display().to_string()))]);
        }
        output.show(&document).map(|()| 0)
    }
}

fn syllabus(library: &Library, exercises: &Exercises) -> Result<Syllabus, Failure> {
    let course = course::outlines(library)?;
    let unit = |id: &str, title: &str| Unit { id: id.to_owned(), title: title.to_owned() };
    Ok(Syllabus {
        items: library.pages(crate::progress::CHECKLIST).len(),
        lessons: course.iter().map(|outline| unit(&outline.front.id, &outline.front.title)).collect(),
        exercises: exercises.iter().map(|exercise| unit(&exercise.front.id, &exercise.front.title)).collect(),
    })
}

/// Writes the tables, and the summary last: a folder with tables and without it holds somebody else's.
fn write<const N: usize>(
    folder: &Path,
    tables: [(&str, Result<Vec<u8>, csv::Error>); N],
    whole: &Whole<'_>,
) -> Result<(), Failure> {
    let summary = folder.join(classroom::SUMMARY);
    if let Some((name, _)) = tables.iter().find(|(name, _)| !summary.exists() && folder.join(name).exists()) {
        let message = format!("en «{}» ya hay un «{name}» que no he escrito yo", folder.display());
        return Err(Failure::new(Kind::Usage, message).hint("elige otra carpeta"));
    }
    fs::create_dir_all(folder).map_err(|error| files::unwritable(folder, &error))?;
    for (name, bytes) in tables {
        files::replace(&folder.join(name), &bytes.map_err(io::Error::other)?)?;
    }
    let versioned = Versioned { version: classroom::VERSION, body: whole };
    let mut json = serde_json::to_vec_pretty(&versioned).map_err(io::Error::from)?;
    json.push(b'\n');
    files::replace(&summary, &json)
}

/// The words of lessons and exercises. A lesson is run when something of it is asked for; one that fails leaves names.
struct Told<'a> {
    library: &'a Library,
    exercises: &'a Exercises,
    played: RefCell<BTreeMap<String, Option<Played>>>,
}

impl Told<'_> {
    fn of_question<T>(&self, lesson: &str, id: &str, wanted: impl FnOnce(&lesson::Question) -> T) -> Option<T> {
        let mut played = self.played.borrow_mut();
        let run = || {
            let lesson = lesson::open(self.library, lesson).ok()??;
            Prepared::new(lesson, &BTreeMap::new()).ok()?.run(|_, _| {}).ok()
        };
        let played = played.entry(lesson.to_owned()).or_insert_with(run).as_ref()?;
        played.questions().find(|question| question.id == id).map(wanted)
    }
}

impl Words for Told<'_> {
    fn question(&self, lesson: &str, id: &str) -> Option<Text> {
        self.of_question(lesson, id, |question| question.ask.clone())
    }

    fn mistake(&self, lesson: &str, id: &str, mistake: &str) -> Option<Text> {
        let exercise = self.exercises.iter().find(|exercise| exercise.front.id == id);
        let made = exercise.and_then(|exercise| exercise.mistakes.iter().find(|known| known.id == mistake));
        let of_exercise = || made.map(|known| Text::marked(known.message.trim()));
        let told = self.of_question(lesson, id, |question| {
            let mut known = question.mistakes.iter().chain(&question.slips);
            known.find(|known| known.name == mistake).map(|known| known.message.clone())
        });
        told.flatten().or_else(of_exercise)
    }
}
