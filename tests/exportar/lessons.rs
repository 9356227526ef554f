//! The page of every lesson says what the terminal says of it.

use std::collections::BTreeMap;

use antorcha::{
    content::Library,
    exercise::Exercises,
    html,
    lesson::{self, Audience, Played, Prepared},
    view::{Block, Document, Table, Text},
};

use super::{reader::Node, sound};

fn lessons() -> Vec<Played> {
    let library = Library::embedded();
    let play = |entry: lesson::Entry| {
        let prepared =
            Prepared::new(entry.read(&library).expect("a lesson"), &BTreeMap::new()).expect("its own values");
        prepared.run_here().expect("it runs").expect("to its end")
    };
    lesson::entries(&library).into_iter().map(play).collect()
}

/// The blocks of a document, those within others too.
fn all(blocks: &[Block]) -> Vec<&Block> {
    blocks.iter().flat_map(|block| std::iter::once(block).chain(inside(block))).collect()
}

fn inside(block: &Block) -> Vec<&Block> {
    match block {
        Block::Section(section) => all(&section.body),
        Block::Step(step) => all(&step.body),
        _ => Vec::new(),
    }
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a block says is not on the page.
fn missing(block: &Block, page: &Node, words: &str) -> Option<String> {
    let holds = |said: &str| words.contains(&flat(said));
    let has = |element: &str, said: &str| page.find(element).iter().any(|node| node.text() == said);
    let absent = |found: bool, said: &str| (!found).then(|| said.to_owned());
    match block {
        Block::Heading(text) => absent(["h1", "h2"].iter().any(|name| has(name, &text.plain())), &text.plain()),
        Block::Tensor(tensor) => absent(has("pre.tensor", tensor), tensor),
        Block::Code(code) => absent(has("pre.code", &code.source), &code.source),
        Block::Paragraph(text) => absent(holds(&text.plain()), &text.plain()),
        Block::Table(table) => rows(table).into_iter().find(|row| !has("tr", row)),
        Block::Plot(plot) => absent(has("title", &plot.title.plain()), &plot.title.plain()),
        Block::Reply(reply) => absent(holds(&reply.text.plain()), &reply.text.plain()),
        Block::Formula(formula) => absent(holds(&formula.expression), &formula.expression),
        Block::Arithmetic(arithmetic) => {
            arithmetic.lines.iter().map(|(_, line)| line).find(|line| !holds(line)).cloned()
        }
        _ => None,
    }
}

fn rows(table: &Table) -> Vec<String> {
    table.rows.iter().map(|row| row.iter().map(Text::plain).collect()).collect()
}

/// The page of a document, held to it.
fn check(document: &Document) -> Node {
    let source = html::page(document);
    assert_eq!(source, html::page(document), "the same bytes");
    holds(document, sound(&source))
}

/// Holds a page to what a document says.
pub fn holds(document: &Document, page: Node) -> Node {
    let words = flat(&page.text());
    let missing: Vec<String> = all(&document.blocks).into_iter().filter_map(|b| missing(b, &page, &words)).collect();
    assert!(missing.is_empty(), "not on the page:\n{}", missing.join("\n---\n"));
    page
}

#[test]
fn every_lesson_is_on_its_page() {
    for played in lessons() {
        // What the terminal shows, and the hints that it keeps for who asks.
        let shown = lesson::document(&played, 0, Audience::Teacher);
        let handout = lesson::handout(&played, Audience::Teacher);
        let page = check(&handout);
        let words = flat(&page.text());
        let missing: Vec<_> = all(&shown.blocks).into_iter().filter_map(|b| missing(b, &page, &words)).collect();
        assert!(missing.is_empty(), "{}: {missing:?}", played.id);
        let questions = played.questions().count();
        assert_eq!(page.find("details.answer").len(), questions, "{}", played.id);
        assert_eq!(page.find("div.solution").len(), questions, "{}", played.id);
        let hints: usize = played.questions().map(|question| question.hints.len()).sum();
        assert_eq!(page.find("details.hint").len(), hints, "{}", played.id);
        assert_eq!(page.find("nav")[0].find("a").len(), played.steps.len());
        let student = html::page(&lesson::handout(&played, Audience::Student));
        assert!(!student.contains("Para el docente"), "{}", played.id);
    }
}

#[test]
fn exercises_are_handed_out_without_their_answers() {
    let exercises = Exercises::read(&Library::embedded()).expect("our own are sound");
    let page = check(&exercises.handout());
    assert_eq!(page.find("section.chapter").len(), exercises.iter().count());
    let said = page.text();
    for exercise in exercises.iter() {
        assert!(!exercise.hints.iter().any(|hint| said.contains(&hint.plain())), "{}", exercise.front.id);
        assert!(!said.contains(exercise.solution.trim()), "{}", exercise.front.id);
    }
}
