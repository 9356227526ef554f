//! All texts that a library owns, read; what cannot be read is a finding, and does not keep the others from being read.

use super::{Finding, Rule, report::Counts};
use crate::{
    checklist::{Item, Outputs},
    content::{Library, Result, Source},
    exercise::Exercise,
    lesson::{self, Entry, Lesson},
    reference::{Cards, Glossary, pitfall::Pitfall},
};

/// The texts.
#[derive(Default)]
pub(super) struct Shelf {
    pub lessons: Vec<(Entry, Lesson)>,
    pub exercises: Vec<(Exercise, Files)>,
    pub pitfalls: Vec<(Pitfall, Source)>,
    pub cards: Option<Cards>,
    pub items: Vec<(Item, Source)>,
    pub glossary: Option<Glossary>,
    /// Every file that a person wrote, for what needs no more than its letters.
    pub sources: Vec<Source>,
    /// What cannot be read.
    pub findings: Vec<Finding>,
}

/// The files of an exercise.
pub(super) struct Files {
    pub page: Source,
    pub start: Source,
    pub solution: Source,
    pub cases: Source,
}

impl Shelf {
    pub fn read(library: &Library) -> Self {
        let mut shelf = Self::default();
        if library.lessons().first().is_some_and(|folder| library.owns(folder)) {
            shelf.read_lessons(library);
        }
        if library.owns("ejercicios") {
            shelf.read_exercises(library);
        }
        if library.owns("trampas") {
            for id in library.pages("trampas") {
                let source = shelf.keep(library.file(&format!("trampas/{id}.md")));
                let page = shelf.keep(Pitfall::read(library, &id));
                shelf.pitfalls.extend(page.zip(source));
            }
        }
        if library.owns("checklist") {
            for id in library.pages("checklist") {
                let source = shelf.keep(library.file(&format!("checklist/{id}.md")));
                let page = shelf.keep(Item::read(library, &id));
                shelf.items.extend(page.zip(source));
            }
            shelf.keep(Outputs::read(library));
        }
        if library.owns("fichas") || library.owns("fichas.md") {
            shelf.cards = shelf.keep(Cards::read(library));
        }
        if library.owns("glosario.md") {
            shelf.glossary = shelf.keep(Glossary::read(library));
        }
        if library.owns("errores-de-calculo.md") {
            shelf.keep(lesson::check_slips(library));
        }
        shelf.sources = sources(library, &mut shelf.findings);
        shelf.findings.dedup();
        shelf
    }

    fn read_lessons(&mut self, library: &Library) {
        for entry in lesson::entries(library) {
            let lesson = self.keep(entry.read(library));
            self.lessons.extend(lesson.map(|lesson| (entry, lesson)));
        }
        for folder in library.lessons().iter().filter(|folder| !library.has(&format!("{folder}/leccion.md"))) {
            self.keep(library.file(&format!("{folder}/leccion.md")));
        }
    }

    fn read_exercises(&mut self, library: &Library) {
        for folder in library.folders("ejercicios") {
            let file = |name: &str| library.file(&format!("ejercicios/{folder}/{name}"));
            let files = || {
                Ok(Files {
                    page: file("ejercicio.md")?,
                    start: file("inicio.py")?,
                    solution: file("solucion.py")?,
                    cases: file("pruebas.py")?,
                })
            };
            let both = Exercise::read(library, &folder).and_then(|exercise| Ok((exercise, files()?)));
            let both = self.keep(both);
            self.exercises.extend(both);
        }
    }

    /// What was read; what was not is a finding.
    fn keep<T>(&mut self, read: Result<T>) -> Option<T> {
        read.map_err(|error| self.findings.push(Finding::new(Rule::Format, error))).ok()
    }

    pub fn counts(&self) -> Counts {
        Counts {
            lessons: self.lessons.len(),
            questions: 0,
            exercises: self.exercises.len(),
            pitfalls: self.pitfalls.len(),
            cards: self.cards.as_ref().map_or(0, |cards| cards.all().count()),
            items: self.items.len(),
            terms: self.glossary.as_ref().map_or(0, |glossary| glossary.terms.len()),
        }
    }
}

/// Every file that a person wrote and that can be read.
fn sources(library: &Library, findings: &mut Vec<Finding>) -> Vec<Source> {
    let lessons = library.lessons().into_iter().map(|folder| format!("{folder}/leccion.md"));
    let files = ["ejercicio.md", "inicio.py", "solucion.py", "pruebas.py"];
    let exercises = library.folders("ejercicios").into_iter();
    let exercises = exercises.flat_map(|folder| files.map(|file| format!("ejercicios/{folder}/{file}")));
    let pages = ["trampas", "checklist", "fichas", "errores"].into_iter();
    let pages = pages.flat_map(|part| library.pages(part).into_iter().map(move |id| format!("{part}/{id}.md")));
    let alone =
        ["checklist/salidas.toml", "fichas.md", "glosario.md", "errores-de-calculo.md", "operaciones/operaciones.md"];
    let paths = lessons.chain(exercises).chain(pages).chain(alone.map(str::to_owned));
    let mut sources = Vec::new();
    for path in paths.filter(|path| library.owns(path) && library.has(path)) {
        match library.file(&path) {
            Ok(source) => sources.push(source),
            Err(error) => findings.push(Finding::new(Rule::Format, error)),
        }
    }
    sources
}
