//! The lessons in a list: what each is called, how long it takes, and how far the student is.

use clap::CommandFactory;
use serde::Deserialize;

use super::{Failure, Kind, arguments::Arguments};
use crate::{
    content::{self, Library, Page},
    progress::{CHECKLIST, Progress},
    spanish,
    view::{Align, Meter, Role, Table, Text},
};

/// What the list says of a lesson.
pub(super) struct Outline {
    /// Its number, from 1.
    pub number: usize,
    /// What stands at the head of its page.
    pub front: Front,
    /// How many steps it has.
    pub steps: usize,
    /// The items of the checklist, for the lesson about it.
    items: Vec<String>,
}

/// The part of a lesson's front matter that the list needs.
#[derive(Deserialize)]
pub(super) struct Front {
    /// Its name on the command line.
    pub id: String,
    /// Its title.
    #[serde(rename = "titulo")]
    pub title: String,
    /// How long it takes.
    #[serde(rename = "minutos")]
    pub minutes: u32,
    /// The lessons that should come before.
    #[serde(rename = "requiere", default)]
    pub requires: Vec<String>,
    /// What one learns.
    #[serde(rename = "objetivos", default)]
    pub goals: Vec<String>,
}

/// The lessons of a library, in order.
pub(super) fn outlines(library: &Library) -> Result<Vec<Outline>, Failure> {
    library.lessons().iter().map(|folder| Ok(outline(library, folder)?)).collect()
}

fn outline(library: &Library, folder: &str) -> content::Result<Outline> {
    let page: Page<Front> = Page::read(library.file(&format!("{folder}/leccion.md"))?)?;
    let digits = folder.split('-').next().unwrap_or_default();
    let steps = steps(&page.source.text[page.body.clone()]);
    let items = if page.front.id == CHECKLIST { library.pages(CHECKLIST) } else { Vec::new() };
    Ok(Outline { number: digits.parse().unwrap_or_default(), steps, items, front: page.front })
}

/// Each heading of the second level, outside of code, begins a step.
fn steps(body: &str) -> usize {
    let mut fenced = false;
    let begins = |line: &&str| {
        fenced ^= line.trim_start().starts_with("```");
        !fenced && line.starts_with("## ")
    };
    body.lines().filter(begins).count()
}

impl Outline {
    /// What to type to get there: its own command, if it has one.
    pub(super) fn command(&self) -> String {
        match Arguments::command().find_subcommand(&self.front.id) {
            Some(_) => format!("antorcha {}", self.front.id),
            None => format!("antorcha leccion {}", self.number),
        }
    }

    /// What to type to go on: the lesson about the checklist comes before the checklist itself.
    pub(super) fn next_command(&self, progress: &Progress) -> String {
        let read = progress.lesson(&self.front.id).is_some_and(|lesson| lesson.finished);
        if self.items.is_empty() || read || !progress.checklist.is_empty() {
            return self.command();
        }
        format!("antorcha leccion {}", self.number)
    }

    /// How far the student is.
    pub(super) fn meter(&self, progress: &Progress) -> Meter {
        if !self.items.is_empty() {
            return Meter::ticks(progress.settled(), self.items.len());
        }
        let Some(lesson) = progress.lesson(&self.front.id) else { return Meter::new(0, self.steps) };
        let total = if lesson.total > 0 { lesson.total } else { self.steps };
        Meter::new(if lesson.finished { total } else { lesson.step }, total)
    }

    /// Whether its end was reached; of the checklist, whether every item was answered.
    pub(super) fn finished(&self, progress: &Progress) -> bool {
        if !self.items.is_empty() {
            return self.items.iter().all(|id| progress.checked(id).is_some());
        }
        progress.lesson(&self.front.id).is_some_and(|lesson| lesson.finished)
    }
}

/// The lesson to go on with: the one touched last, unless it is finished; then the first that is not.
pub(super) fn next<'a>(course: &'a [Outline], progress: &Progress) -> Option<&'a Outline> {
    let open = || course.iter().filter(|lesson| !lesson.finished(progress));
    let touched = |lesson: &&Outline| progress.lesson(&lesson.front.id).map(|lesson| lesson.last);
    open().filter(|lesson| touched(lesson).is_some()).max_by_key(touched).or_else(|| open().next())
}

/// The lessons with these names that are not finished: what should come before the one that requires them.
pub(super) fn missing<'a>(course: &'a [Outline], names: &[String], progress: &Progress) -> Vec<&'a Outline> {
    let required = course.iter().filter(|lesson| names.contains(&lesson.front.id));
    required.filter(|lesson| !lesson.finished(progress)).collect()
}

/// Says calmly what should come before a lesson; nothing where all of it was done.
pub(super) fn before(missing: &[&Outline]) -> Option<Text> {
    let (last, others) = missing.split_last()?;
    let text = others.iter().enumerate().fold(Text::new(), |text, (index, lesson)| {
        let text = if index == 0 { text } else { text.say(", ") };
        text.say(format!("la {} (", lesson.number)).code(lesson.command()).say(")")
    });
    // One alone has room for its title.
    let named = match others {
        [] => format!("la {}, «{}» (", last.number, last.front.title),
        _ => format!(" y la {} (", last.number),
    };
    let text = Text::from("antes de esta lección conviene hacer ").join(text).say(named);
    Some(text.code(last.command()).say("). Si prefieres seguir con esta, adelante."))
}

/// The lesson that is meant by a name, a number or a name with a slip in it.
pub(super) fn find<'a>(course: &'a [Outline], name: &str) -> Result<&'a Outline, Failure> {
    let folded = spanish::fold(name);
    let number = folded.parse().ok();
    let found = course.iter().find(|lesson| lesson.front.id == folded || Some(lesson.number) == number);
    found.ok_or_else(|| {
        let failure = Failure::new(Kind::Usage, format!("no conozco la lección «{name}»"));
        match spanish::nearest(name, course.iter().map(|lesson| lesson.front.id.as_str())) {
            Some(near) => failure.hint(Text::new().say("¿quisiste decir ").code(near).say("?")),
            None => failure.hint(Text::marked("las lecciones que hay te las dice `antorcha lecciones`")),
        }
    })
}

/// The lessons with how far the student is in each.
pub(super) fn table(course: &[Outline], progress: &Progress) -> Table {
    let columns =
        ["", "", "", "", ""].into_iter().fold(Table::new().bare().keys(2), |table, _| table.column("", Align::Left));
    course.iter().fold(columns, |table, lesson| {
        let meter = lesson.meter(progress);
        let number = Text::new().with(Role::Muted, lesson.number.to_string());
        let id = Text::new().code(&lesson.front.id);
        table.row([number, id, Text::from(lesson.front.title.as_str()), meter.dots(), meter.words()])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn course() -> Vec<Outline> {
        outlines(&Library::embedded()).expect("our own lessons are sound")
    }

    #[test]
    fn our_lessons_are_listed() {
        let course = course();
        assert_eq!(course.first().map(|first| (first.number, first.front.id.as_str())), Some((1, "comparar")));
        for lesson in &course {
            assert!(
                lesson.steps > 2 && lesson.front.minutes > 0 && !lesson.front.goals.is_empty(),
                "{}",
                lesson.front.id
            );
            let known = |id: &String| course.iter().any(|other| other.front.id == *id && other.number < lesson.number);
            assert!(lesson.front.requires.iter().all(known), "{} requires what comes before it", lesson.front.id);
        }
    }

    #[test]
    fn headings_in_code_are_no_steps() {
        assert_eq!(steps("## Uno\n```python\n## no\n```\n### no\n## Dos\n"), 2);
    }

    #[test]
    fn one_goes_on_where_one_was() {
        let course = course();
        let mut progress = Progress::default();
        let next = |progress: &Progress| next(&course, progress).map(|lesson| lesson.front.id.clone());
        assert_eq!(next(&progress).as_deref(), Some("comparar"));
        progress.reach("capa", 2, 5);
        assert_eq!(next(&progress).as_deref(), Some("capa"));
        progress.finish("capa");
        assert_eq!(next(&progress).as_deref(), Some("comparar"));
        for lesson in &course {
            progress.finish(&lesson.front.id);
        }
        assert_eq!(next(&progress).as_deref(), Some("checklist"), "its items are not answered");
        let items = course.iter().flat_map(|lesson| &lesson.items);
        items.for_each(|id| progress.check(id, false, serde_json::Map::new()));
        assert_eq!(next(&progress), None);
    }

    #[test]
    fn what_should_come_before_is_told_until_it_is_done() {
        let course = course();
        let mut progress = Progress::default();
        let requires = ["comparar", "capa"].map(str::to_owned);
        let said = |progress: &Progress| before(&missing(&course, &requires, progress)).map(|text| text.plain());
        let both = said(&progress).expect("neither is done");
        assert!(both.contains("hacer la 1 (antorcha comparar) y la 2 (antorcha capa). Si"), "{both}");
        progress.finish("comparar");
        let one = said(&progress).expect("one is not done");
        assert!(one.starts_with("antes de esta lección conviene hacer la 2, «"), "{one}");
        progress.finish("capa");
        assert_eq!(said(&progress), None);
    }

    #[test]
    fn the_checklist_is_ticked_off() {
        let course = course();
        let lesson = find(&course, "checklist").expect("it is there");
        let mut progress = Progress::default();
        assert_eq!(lesson.next_command(&progress), "antorcha leccion 4");
        progress.finish("checklist");
        assert_eq!(
            (lesson.next_command(&progress), lesson.finished(&progress)),
            ("antorcha checklist".to_owned(), false)
        );
        for (id, settled) in [("problema", true), ("omitir", true), ("modulo", false)] {
            progress.check(id, settled, serde_json::Map::new());
        }
        let meter = lesson.meter(&progress);
        assert_eq!((meter.words().plain().as_str(), meter.dots().plain().as_str()), ("✔ 2 de 4", ""));
    }

    #[test]
    fn lessons_are_found_by_name_and_number() {
        let course = course();
        for name in ["capa", "CAPA", "2"] {
            assert_eq!(find(&course, name).map(|lesson| lesson.number), Ok(2), "{name}");
        }
        let failure = find(&course, "kapa").map(|lesson| lesson.number).expect_err("no such lesson");
        assert_eq!(failure.diagnostic().remarks[0].text.plain(), "¿quisiste decir capa?");
        assert!(find(&course, "99").is_err());
    }
}
