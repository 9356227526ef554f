//! `antorcha calificar`: grades the files of many students.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io::{self, IsTerminal},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use clap::Args;
use serde::{Deserialize, Serialize};

use super::{
    Answer, BadValue, Failure, Format, Kind, Output,
    arguments::General,
    ejecutar::{mebibytes, seconds},
    output::Versioned,
    whole,
};
use crate::{
    exercise::{Exercise, Exercises},
    grading::{self, Grader, HandIn, Report, Stop, Student},
    guard::Limits,
    reference::pitfall::Pitfalls,
    view::{Document, Meter, Text},
};

/// Comprueba los ejercicios de muchos alumnos: una carpeta, un archivo o un zip cada uno
#[derive(Args, Debug)]
pub(super) struct Calificar {
    /// Las entregas: la carpeta que tiene una entrega por alumno, o las entregas mismas
    #[arg(value_name = "CARPETA", required = true)]
    paths: Vec<PathBuf>,

    /// Solo estos ejercicios, separados por comas
    #[arg(long, value_name = "EJERCICIO", value_delimiter = ',')]
    ejercicios: Vec<String>,

    /// Escribe los resultados en esta carpeta; si ya hay algunos, sigue donde se quedó
    #[arg(long, value_name = "CARPETA")]
    salida: Option<PathBuf>,

    /// Cuántos segundos puede durar la comprobación de un archivo
    #[arg(long, value_name = "SEGUNDOS", default_value = "10", value_parser = seconds)]
    limite: Duration,

    /// Memoria que puede usar cada programa, en MiB
    #[arg(long, value_name = "MiB", default_value_t = 1024, value_parser = mebibytes)]
    memoria: u64,

    /// Termina con 1 si alguna entrega no supera todos los ejercicios
    #[arg(long)]
    estricto: bool,

    /// Cuántos archivos se comprueban a la vez; si no lo dices, uno por núcleo
    #[arg(long, value_name = "N", value_parser = at_once)]
    a_la_vez: Option<usize>,
}

fn at_once(text: &str) -> Result<usize, BadValue> {
    whole(text, 1..=64).map(|number| usize::try_from(number).unwrap_or(1))
}

/// What is kept of a student, so that a run that was cut short goes on.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// Of what it was made: the files, the exercises, the limits, the program's version.
    #[serde(rename = "huella")]
    print: String,
    #[serde(flatten)]
    student: Student,
}

impl Calificar {
    /// Grades; exit code 0 where all was graded, however it went, unless it is to be strict.
    pub(super) fn run(self, general: &General, output: &mut Output) -> Answer {
        let library = general.library()?;
        let (all, pitfalls) = (Exercises::read(&library)?, Pitfalls::read(&library)?);
        let exercises = self.chosen(&all)?;
        let hand_ins = self.hand_ins(&exercises)?;
        let limits = Limits { memory: self.memoria, time: Some(self.limite) };
        let results = self.salida.as_deref().map(Results::open).transpose()?;
        let prints: Vec<String> = hand_ins.iter().map(|hand_in| print(hand_in, &exercises, limits)).collect();
        let mut students: Vec<Option<Student>> = hand_ins
            .iter()
            .zip(&prints)
            .map(|(hand_in, print)| results.as_ref().and_then(|results| results.kept(&hand_in.student, print)))
            .collect();
        let open: Vec<usize> = (0..hand_ins.len()).filter(|&index| students[index].is_none()).collect();
        let waiting: Vec<HandIn> = open.iter().map(|&index| hand_ins[index].clone()).collect();
        let mut unwritten = None;
        let mut bar = Bar { done: hand_ins.len() - open.len(), total: hand_ins.len(), output };
        if !waiting.is_empty() {
            let grader = Grader::new(exercises.iter().copied(), &pitfalls, limits, self.threads())?;
            grader.grade(&waiting, |place, student| {
                let index = open[place];
                let kept = results.as_ref().map_or(Ok(()), |results| results.keep(&student, &prints[index]));
                students[index] = Some(student);
                bar.step();
                match kept {
                    Ok(()) => Stop::No,
                    Err(failure) => {
                        unwritten = Some(failure);
                        Stop::Yes
                    }
                }
            })?;
        }
        bar.end();
        if let Some(failure) = unwritten {
            return Err(failure);
        }
        let ids = exercises.iter().map(|exercise| exercise.front.id.clone()).collect();
        let report = Report::new(ids, students.into_iter().flatten().collect());
        if let Some(results) = &results {
            results.write(&report)?;
        }
        match output.format() {
            Format::Text => output.show(&told(&report, &exercises, results.as_ref())),
            Format::Json => output.json(&report),
        }?;
        let failed = report.students.iter().any(|student| student.passed() < exercises.len());
        Ok(u8::from(self.estricto && failed))
    }

    fn chosen<'a>(&self, all: &'a Exercises) -> Result<Vec<&'a Exercise>, Failure> {
        if self.ejercicios.is_empty() {
            return Ok(all.iter().collect());
        }
        let found = |name: &String| all.find(name).map_err(|unknown| super::practica::not_found(&unknown));
        self.ejercicios.iter().map(found).collect()
    }

    fn hand_ins(&self, exercises: &[&Exercise]) -> Result<Vec<HandIn>, Failure> {
        let known = |file: &str| {
            let owners = exercises.iter().enumerate();
            owners.into_iter().find_map(|(at, exercise)| Some((at, grading::owner(exercise, file)?.to_owned())))
        };
        let mut hand_ins = Vec::new();
        for path in &self.paths {
            hand_ins.extend(grading::read(path, known).map_err(|error| unreadable(path, &error))?);
        }
        hand_ins.sort_by(|a: &HandIn, b| a.student.cmp(&b.student));
        if let Some(pair) = hand_ins.windows(2).find(|pair| pair[0].student == pair[1].student) {
            let message = format!("hay dos entregas de «{}»", pair[0].student);
            return Err(Failure::new(Kind::Usage, message).hint("cambia el nombre de una, o califícalas por separado"));
        }
        if hand_ins.is_empty() {
            return Err(Failure::new(Kind::Usage, "aquí no hay ninguna entrega")
                .hint("cada alumno es una carpeta, un archivo .py o un .zip dentro de la carpeta que indicas"));
        }
        Ok(hand_ins)
    }

    fn threads(&self) -> usize {
        self.a_la_vez.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from))
    }
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let message = match error.kind() {
        io::ErrorKind::NotFound => format!("no existe «{}»", path.display()),
        io::ErrorKind::PermissionDenied => format!("no tienes permiso para leer «{}»", path.display()),
        _ => format!("no se pudo leer «{}»: {error}", path.display()),
    };
    Failure::new(Kind::Usage, message).hint("comprueba cómo se llama y dónde está")
}

/// What a student's grades are made of, in a few characters.
fn print(hand_in: &HandIn, exercises: &[&Exercise], limits: Limits) -> String {
    let mut hasher = DefaultHasher::new();
    env!("CARGO_PKG_VERSION").hash(&mut hasher);
    (limits.memory, limits.time).hash(&mut hasher);
    for exercise in exercises {
        (&exercise.front.id, &exercise.solution, exercise.cases.len()).hash(&mut hasher);
        exercise.cases.iter().for_each(|case| case.code().hash(&mut hasher));
        exercise.mistakes.iter().for_each(|mistake| (&mistake.id, &mistake.program).hash(&mut hasher));
    }
    for (name, text) in &hand_in.files {
        name.hash(&mut hasher);
        match text {
            Ok(text) => text.hash(&mut hasher),
            Err(why) => why.text().hash(&mut hasher),
        }
    }
    format!("{:016x}", hasher.finish())
}

/// The folder of the results.
struct Results {
    folder: PathBuf,
}

impl Results {
    fn open(folder: &Path) -> Result<Self, Failure> {
        fs::create_dir_all(folder.join("alumnos")).map_err(|error| unwritable(folder, &error))?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// A student's file: the name may hold what file names may not.
    fn path(&self, student: &str) -> PathBuf {
        let safe = |c: char| if c.is_alphanumeric() || "-_. ".contains(c) { c } else { '_' };
        self.folder.join("alumnos").join(format!("{}.json", student.chars().map(safe).collect::<String>()))
    }

    /// The grades of an earlier run of the same files.
    fn kept(&self, student: &str, print: &str) -> Option<Student> {
        let text = fs::read(self.path(student)).ok()?;
        let kept: Kept = serde_json::from_slice(&text).ok()?;
        (kept.print == print && kept.student.name == student).then_some(kept.student)
    }

    fn keep(&self, student: &Student, print: &str) -> Result<(), Failure> {
        let kept = Kept { print: print.to_owned(), student: student.clone() };
        let mut text = serde_json::to_vec_pretty(&kept).map_err(io::Error::from)?;
        text.push(b'\n');
        replace(&self.path(&student.name), &text)
    }

    fn write(&self, report: &Report) -> Result<(), Failure> {
        let versioned = Versioned { version: grading::VERSION, body: report };
        let mut json = serde_json::to_vec_pretty(&versioned).map_err(io::Error::from)?;
        json.push(b'\n');
        replace(&self.folder.join("resultado.json"), &json)?;
        replace(&self.folder.join("resultado.csv"), &report.csv().map_err(io::Error::other)?)?;
        replace(&self.folder.join("junit.xml"), &report.junit()?)?;
        for student in &report.students {
            let path = self.path(&student.name).with_extension("gradescope.json");
            replace(&path, format!("{:#}\n", student.gradescope()).as_bytes())?;
        }
        Ok(())
    }
}

/// Writes a file in one move, so that a run that is killed leaves none that is half written.
fn replace(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let fresh = path.with_extension("nuevo");
    fs::write(&fresh, bytes).and_then(|()| fs::rename(&fresh, path)).map_err(|error| unwritable(path, &error))
}

pub(super) fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::new(Kind::Environment, format!("no se pudo escribir «{}»", path.display()))
        .hint(Text::new().say("el sistema dice: ").code(error.to_string()))
}

fn told(report: &Report, exercises: &[&Exercise], results: Option<&Results>) -> Document {
    let document = report.document(exercises);
    match results {
        Some(results) => {
            document.entries([("Los resultados:", Text::new().code(results.folder.display().to_string()))])
        }
        None => document,
    }
}

/// How many are done, on a terminal that nobody redirects.
struct Bar<'a> {
    done: usize,
    total: usize,
    output: &'a mut Output,
}

impl Bar<'_> {
    fn step(&mut self) {
        self.done += 1;
        if io::stderr().is_terminal() {
            let meter = self.output.screen().render(&Meter::new(self.done, self.total).into());
            let _unseen =
                self.output.raw_error(format!("\r{} {} de {}", meter.trim_end(), self.done, self.total).as_bytes());
        }
    }

    fn end(&mut self) {
        if io::stderr().is_terminal() {
            let _unseen = self.output.raw_error(b"\r\x1b[2K");
        }
    }
}
