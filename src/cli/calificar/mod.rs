//! `antorcha calificar`: grades the files of many students.

mod results;

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    path::PathBuf,
    time::Duration,
};

use clap::Args;
use results::Results;

use super::{
    Answer, BadValue, Failure, Format, Kind, Output,
    arguments::General,
    ejecutar::{mebibytes, seconds},
    files, whole,
};
use crate::{
    exercise::{Exercise, Exercises},
    grading::{self, Grader, HandIn, Report, Student},
    guard::{self, Limits},
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

impl Calificar {
    /// Grades; exit code 0 where all was graded, however it went, unless it is to be strict.
    pub(super) fn run(self, general: &General, output: &mut Output) -> Answer {
        let library = general.library()?;
        let (all, pitfalls) = (Exercises::read(&library)?, Pitfalls::read(&library)?);
        let exercises = self.chosen(&all)?;
        let hand_ins = self.hand_ins(&all)?;
        let limits = Limits { memory: self.memoria, time: Some(self.limite) };
        let names = hand_ins.iter().map(|hand_in| hand_in.student.as_str());
        let results = self.salida.as_deref().map(|folder| Results::open(folder, names)).transpose()?;
        let print = |hand_in: &HandIn| print(hand_in, &exercises, &pitfalls, limits);
        let prints: Vec<String> = hand_ins.iter().map(print).collect();
        let mut students: Vec<Option<Student>> = hand_ins
            .iter()
            .zip(&prints)
            .map(|(hand_in, print)| results.as_ref().and_then(|results| results.kept(&hand_in.student, print)))
            .collect();
        let open: Vec<usize> = (0..hand_ins.len()).filter(|&index| students[index].is_none()).collect();
        let waiting: Vec<&HandIn> = open.iter().map(|&index| &hand_ins[index]).collect();
        let (mut done, total, watched) = (hand_ins.len() - open.len(), hand_ins.len(), output.is_watched());
        if !waiting.is_empty() {
            let grader = Grader::new(exercises.iter().copied(), &all, &pitfalls, limits, self.threads())?;
            let ended = grader.grade(&waiting, |place, student| {
                let index = open[place];
                results.as_ref().map_or(Ok(()), |results| results.keep(&student, &prints[index]))?;
                students[index] = Some(student);
                done += 1;
                if watched {
                    // A bar that cannot be drawn is no reason to stop.
                    let _ = output.advance("Calificando", Meter::new(done, total), "");
                }
                Ok::<_, Failure>(())
            });
            if watched {
                output.clear_advance()?;
            }
            ended?;
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

    fn hand_ins(&self, all: &Exercises) -> Result<Vec<HandIn>, Failure> {
        let known = |file: &str| {
            let (exercise, owner) = grading::recognised(all.iter(), file)?;
            Some((exercise.front.id.clone(), owner.to_owned()))
        };
        let hand_ins = grading::read(&self.paths, &known).map_err(|(path, error)| files::unreadable(&path, &error))?;
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
        self.a_la_vez.unwrap_or_else(guard::cores)
    }
}

/// What a student's grades are made of, in a few characters.
fn print(hand_in: &HandIn, exercises: &[&Exercise], pitfalls: &Pitfalls, limits: Limits) -> String {
    let mut hasher = DefaultHasher::new();
    env!("CARGO_PKG_VERSION").hash(&mut hasher);
    (limits.memory, limits.time).hash(&mut hasher);
    for exercise in exercises {
        exercise.solution.hash(&mut hasher);
        format!("{:?} {:?}", exercise.front, exercise.cases).hash(&mut hasher);
        exercise.mistakes.iter().for_each(|mistake| (&mistake.id, &mistake.program).hash(&mut hasher));
    }
    if exercises.iter().any(|exercise| exercise.front.review) {
        format!("{pitfalls:?}").hash(&mut hasher);
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

fn told(report: &Report, exercises: &[&Exercise], results: Option<&Results>) -> Document {
    let document = report.document(exercises);
    match results {
        Some(results) => {
            document.entries([("Los resultados:", Text::new().code(results.folder().display().to_string()))])
        }
        None => document,
    }
}
