//! Names: each is there once, what is named is there, and lessons do not wait for each other in a circle.

use std::collections::{BTreeMap, BTreeSet};

use super::{Finding, Rule, shelf::Shelf};
use crate::{
    content::{Error, Library, Source},
    lesson,
    reference::Cards,
    spanish,
};

/// What is wrong with the names of what was read.
pub(super) fn check(shelf: &Shelf, library: &Library) -> Vec<Finding> {
    let all = Names::of(library);
    let errors = [
        lesson_numbers(shelf),
        exercise_numbers(shelf),
        mistakes(shelf),
        operations(shelf),
        card_names(shelf, library),
        references(shelf, &all, library),
        circles(shelf),
    ];
    errors.into_iter().flatten().map(|error| Finding::new(Rule::Names, error)).collect()
}

/// What there is to be named, the built-in texts included where the folder lacks a part.
struct Names {
    lessons: Vec<String>,
    cards: Vec<String>,
    pitfalls: Vec<String>,
    items: usize,
    exercises: Vec<String>,
}

impl Names {
    fn of(library: &Library) -> Self {
        let after_number = |folder: String| folder.split_once('-').map(|(_, id)| id.to_owned());
        Self {
            lessons: lesson::entries(library).into_iter().map(|entry| entry.id).collect(),
            cards: library.pages("fichas"),
            pitfalls: library.pages("trampas"),
            items: library.pages("checklist").len(),
            exercises: library.folders("ejercicios").into_iter().filter_map(after_number).collect(),
        }
    }
}

/// Two folders with one number or one name: only the first would ever be opened.
fn twice<'a>(what: &str, named: impl Iterator<Item = (usize, &'a str, &'a Source)>) -> Vec<Error> {
    let (mut numbers, mut ids) = (BTreeMap::new(), BTreeMap::new());
    let mut errors = Vec::new();
    for (number, id, source) in named {
        let key = source.key("id");
        if let Some(other) = numbers.insert(number, id).filter(|other| *other != id) {
            let message = format!("{what} `{other}` también lleva el número {number}");
            errors.push(source.error(key.clone(), message).hint("cambia el número de una de las dos carpetas"));
        }
        if ids.insert(id, number).is_some() {
            let message = format!("hay otra carpeta con el nombre `{id}`");
            errors.push(
                source
                    .error(key, message)
                    .hint("con el nombre se abre y se guarda el progreso, así que no puede repetirse"),
            );
        }
    }
    errors
}

fn lesson_numbers(shelf: &Shelf) -> Vec<Error> {
    let lessons = shelf.lessons.iter();
    twice("la lección", lessons.map(|(entry, lesson)| (entry.number, entry.id.as_str(), &lesson.source)))
}

fn exercise_numbers(shelf: &Shelf) -> Vec<Error> {
    let exercises = shelf.exercises.iter();
    twice("el ejercicio", exercises.map(|(exercise, files)| (exercise.number, exercise.front.id.as_str(), &files.page)))
}

/// The mistakes of an exercise, whose ids the progress counts.
fn mistakes(shelf: &Shelf) -> Vec<Error> {
    let mut errors = Vec::new();
    for (exercise, files) in &shelf.exercises {
        let mut seen = BTreeSet::new();
        for mistake in exercise.mistakes.iter().filter(|mistake| !seen.insert(mistake.id.as_str())) {
            let word = format!("id = \"{}\"", mistake.id);
            let at = files.page.text.rfind(&word).map_or(0..0, |at| at..at + word.len());
            errors.push(files.page.error(at, format!("ya hay otro error que se llama `{}`", mistake.id)));
        }
    }
    errors
}

/// The entries of the built-in lists of errors and operations.
fn operations(shelf: &Shelf) -> Vec<Error> {
    let mut errors = Vec::new();
    let mut seen = BTreeSet::new();
    let lists = shelf
        .sources
        .iter()
        .filter(|source| source.name.contains("lessons/errores/") || source.name.contains("lessons/operaciones/"));
    for source in lists {
        let mut at = 0;
        for line in source.text.split_inclusive('\n') {
            let folder = source.name.rsplit('/').nth(1).unwrap_or_default();
            if let Some(id) = line.strip_prefix("## ").map(str::trim)
                && !seen.insert((folder, id))
            {
                errors
                    .push(source.error(at + 3..at + 3 + id.len(), format!("ya hay otra entrada que se llama `{id}`")));
            }
            at += line.len();
        }
    }
    errors
}

/// Two cards with one name: only the first would be found by it.
fn card_names(shelf: &Shelf, library: &Library) -> Vec<Error> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let mut errors = Vec::new();
    for card in shelf.cards.iter().flat_map(Cards::all) {
        let names: BTreeSet<String> = card.own_names().into_iter().map(spanish::fold).collect();
        for name in names {
            if let Some(other) = seen.insert(name.clone(), card.id())
                && let Ok(source) = library.file(&format!("fichas/{}.md", card.id()))
            {
                errors.push(source.error(source.key("alias"), format!("la ficha `{other}` ya responde a «{name}»")));
            }
        }
    }
    errors
}

/// What a page names: lessons, cards, pitfalls, exercises, items of the checklist.
fn references(shelf: &Shelf, all: &Names, library: &Library) -> Vec<Error> {
    let mut errors = Vec::new();
    let mut hold = |source: &Source, key: &str, names: &[String], known: &[String], what: &str| {
        for name in names.iter().filter(|name| !known.contains(name)) {
            let near = spanish::nearest(name, known.iter().map(String::as_str));
            let error = source.error(quoted(source, key, name), format!("no hay {what} `{name}`"));
            errors.push(match near {
                Some(near) => error.hint(format!("¿quisiste decir `{near}`?")),
                None if known.is_empty() => error.hint("quítalo: no hay nada que se pueda poner aquí"),
                None => error.hint(format!("puedes poner {}", listed(known))),
            });
        }
    };
    for (_, lesson) in &shelf.lessons {
        hold(&lesson.source, "requiere", &lesson.requires, &all.lessons, "ninguna lección");
    }
    for (exercise, files) in &shelf.exercises {
        hold(&files.page, "leccion", std::slice::from_ref(&exercise.front.lesson), &all.lessons, "ninguna lección");
    }
    for (pitfall, source) in &shelf.pitfalls {
        hold(source, "lecciones", &pitfall.front().lessons, &all.lessons, "ninguna lección");
        hold(source, "fichas", &pitfall.front().cards, &all.cards, "ninguna ficha");
    }
    for (item, source) in &shelf.items {
        hold(source, "lecciones", &item.front.lessons, &all.lessons, "ninguna lección");
        hold(source, "fichas", &item.front.cards, &all.cards, "ninguna ficha");
        hold(source, "trampas", &item.front.pitfalls, &all.pitfalls, "ninguna trampa");
        let named: Vec<String> = between_ticks(&item.front.exercise).map(str::to_owned).collect();
        hold(source, "ejercicio", &named, &all.exercises, "ningún ejercicio");
    }
    for card in shelf.cards.iter().flat_map(Cards::all) {
        if let Ok(source) = library.file(&format!("fichas/{}.md", card.id())) {
            let own = |name: &&String| **name != card.id();
            let others: Vec<String> = all.cards.iter().filter(own).cloned().collect();
            hold(&source, "ver", &card.see(), &others, "ninguna otra ficha");
        }
    }
    for (exercise, files) in &shelf.exercises {
        let item = exercise.front.checklist;
        if item == 0 || item > all.items {
            let message = format!("la lista de comprobación no tiene ningún punto {item}");
            errors.push(files.page.error(files.page.key("checklist"), message).hint(format!("del 1 al {}", all.items)));
        }
        if !(1..=3).contains(&exercise.front.level) {
            let message = format!("no hay ningún nivel {}", exercise.front.level);
            errors.push(files.page.error(files.page.key("nivel"), message).hint("del 1 al 3"));
        }
    }
    errors
}

/// Lessons that come before themselves.
fn circles(shelf: &Shelf) -> Vec<Error> {
    let before: BTreeMap<&str, &Vec<String>> =
        shelf.lessons.iter().map(|(entry, lesson)| (entry.id.as_str(), &lesson.requires)).collect();
    let circle = |start: &str| path(&before, start, &mut vec![start.to_owned()], &mut BTreeSet::new());
    let wrong = |(entry, lesson): &(lesson::Entry, lesson::Lesson)| {
        let circle = circle(&entry.id)?;
        let message = format!("esta lección se requiere a sí misma: {}", circle.join(" → "));
        Some(lesson.source.error(lesson.source.key("requiere"), message).hint("quita uno de estos requisitos"))
    };
    shelf.lessons.iter().filter_map(wrong).collect()
}

/// A way from the last of `walked` back to `start`. What was `seen` leads nowhere, or is on the way.
fn path(
    before: &BTreeMap<&str, &Vec<String>>,
    start: &str,
    walked: &mut Vec<String>,
    seen: &mut BTreeSet<String>,
) -> Option<Vec<String>> {
    let last = walked.last()?.clone();
    for next in before.get(last.as_str()).into_iter().copied().flatten() {
        if next == start {
            let mut circle = walked.clone();
            circle.push(next.clone());
            return Some(circle);
        }
        if seen.insert(next.clone()) {
            walked.push(next.clone());
            if let Some(found) = path(before, start, walked, seen) {
                return Some(found);
            }
            walked.pop();
        }
    }
    None
}

/// A name within the list that a key is set to.
fn quoted(source: &Source, key: &str, name: &str) -> std::ops::Range<usize> {
    let line = source.key(key);
    let word = source.text[line.start..].find(&format!("\"{name}\"")).map(|at| line.start + at);
    word.map_or(line, |at| at..at + name.len() + 2)
}

fn between_ticks(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

fn listed(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
