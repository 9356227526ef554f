//! What can be exported, and what it is called.

use crate::{
    cli::{Failure, Kind},
    content::Library,
    lesson::{self, Entry},
    reference::pitfall::{Pitfall, Pitfalls},
    spanish,
    view::Text,
};

/// What a page is about.
pub(super) enum What {
    /// A lesson.
    Lesson(Entry),
    /// The statements of all exercises.
    Exercises,
    /// All pitfalls.
    Pitfalls,
    /// One of them.
    Pitfall(Box<Pitfall>),
}

/// The words that stand for more than one page, or for one that is no lesson.
const WORDS: [&str; 3] = ["ejercicios", "trampas", "todo"];

/// The pages that a word, a number or a name stands for.
pub(super) fn find(wanted: &str, library: &Library) -> Result<Vec<What>, Failure> {
    let word = spanish::fold(wanted);
    let lessons = lesson::entries(library);
    match word.as_str() {
        "ejercicios" => return Ok(vec![What::Exercises]),
        "trampas" => return Ok(vec![What::Pitfalls]),
        "todo" => return Ok(lessons.into_iter().map(What::Lesson).chain([What::Exercises, What::Pitfalls]).collect()),
        _ => {}
    }
    let is = |entry: &&Entry| word.parse() == Ok(entry.number) || entry.id == word;
    if let Some(entry) = lessons.iter().find(is) {
        return Ok(vec![What::Lesson(entry.clone())]);
    }
    let pitfalls = Pitfalls::read(library)?;
    match pitfalls.find(wanted) {
        Ok(pitfall) => Ok(vec![What::Pitfall(Box::new(pitfall.clone()))]),
        Err(_) => Err(unknown(wanted, &lessons, &pitfalls)),
    }
}

fn unknown(wanted: &str, lessons: &[Entry], pitfalls: &Pitfalls) -> Failure {
    let names = lessons.iter().map(|entry| entry.id.as_str()).chain(WORDS);
    let names = names.chain(pitfalls.iter().map(|pitfall| pitfall.front().id.as_str()));
    let failure = Failure::new(Kind::Usage, format!("no hay nada que exportar con el nombre «{wanted}»"));
    match spanish::nearest(wanted, names) {
        Some(meant) => failure.hint(Text::new().say("¿quisiste decir ").code(meant).say("?")),
        None => failure.hint(Text::marked("las lecciones que hay te las dice `antorcha lecciones`")),
    }
}

impl What {
    /// The name of its file. The lesson about pitfalls leaves the plain name to the pitfalls themselves.
    pub(super) fn file_name(&self) -> String {
        match self {
            Self::Lesson(entry) if WORDS.contains(&entry.id.as_str()) => format!("leccion-{}.html", entry.id),
            Self::Lesson(entry) => format!("{}.html", entry.id),
            Self::Exercises => "ejercicios.html".to_owned(),
            Self::Pitfalls => "trampas.html".to_owned(),
            Self::Pitfall(pitfall) => format!("{}.html", pitfall.front().id),
        }
    }
}
