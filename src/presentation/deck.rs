//! The pages of a lesson.

use crate::{
    lesson::{self, Lesson, Part, Played, Question},
    view::{Block, Text},
};

/// The pages of a lesson, in order.
#[derive(Clone, Debug)]
pub struct Deck {
    /// Its stable name.
    pub(super) id: String,
    /// What it is called.
    pub(super) title: String,
    /// Never empty: the first is the cover.
    pub(super) pages: Vec<Page>,
    /// What is asked.
    pub(super) questions: Vec<Question>,
    /// How far the lesson's program has come; none when all pages are there.
    pub(super) awaited: Option<(usize, usize)>,
}

/// A page.
#[derive(Clone, Debug)]
pub(super) struct Page {
    /// The step that it belongs to, from 1; 0 before the first.
    pub step: usize,
    /// What stands above it, always at the same place.
    pub heading: Text,
    /// What it shows.
    pub content: Content,
    /// What the teacher alone should read.
    pub notes: Vec<Block>,
}

/// What a page shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Content {
    /// Something to read.
    Told(Vec<Block>),
    /// The question at this place, and nothing that answers it.
    Asked(usize),
    /// The same with its answer.
    Answered(usize),
}

impl Deck {
    /// The cover alone, while the lesson's program runs.
    #[must_use]
    pub fn cover(lesson: &Lesson) -> Self {
        let cover = lesson::cover(&lesson.title, lesson.steps.len(), lesson.minutes, &lesson.goals);
        Self::opened(&lesson.id, &lesson.title, cover.blocks, Some((0, 0)))
    }

    /// All pages.
    #[must_use]
    pub fn of(played: &Played) -> Self {
        let cover = lesson::cover(&played.title, played.steps.len(), played.minutes, &played.goals);
        let mut deck = Self::opened(&played.id, &played.title, cover.blocks, None);
        deck.add(0, &played.title.as_str().into(), &played.intro);
        for (index, step) in played.steps.iter().enumerate() {
            let place = format!("Paso {} de {} · ", index + 1, played.steps.len());
            deck.add(index + 1, &Text::new().say(place).join(step.title.clone()), &step.parts);
        }
        deck
    }

    fn opened(id: &str, title: &str, cover: Vec<Block>, awaited: Option<(usize, usize)>) -> Self {
        let page = Page::new(0, &Text::new(), Content::Told(cover));
        Self { id: id.to_owned(), title: title.to_owned(), pages: vec![page], questions: Vec::new(), awaited }
    }

    /// Adds the pages of a step. A note goes with what stands right above it; at the top, with the first page.
    fn add(&mut self, step: usize, heading: &Text, parts: &[Part]) {
        let first = self.pages.len();
        let mut early = Vec::new();
        for part in parts {
            match part {
                Part::Blocks(blocks) => self.tell(first, step, heading, blocks),
                Part::Question(question) => {
                    let index = self.questions.len();
                    self.questions.push((**question).clone());
                    self.pages.push(Page::new(step, heading, Content::Asked(index)));
                    self.pages.push(Page::new(step, heading, Content::Answered(index)));
                }
                Part::Note(blocks) => self.note(first, blocks, &mut early),
            }
        }
        if let Some(page) = self.pages.get_mut(first) {
            page.notes.splice(0..0, early);
        }
    }

    /// Something to read, on the page that is there where only a note stands between.
    fn tell(&mut self, first: usize, step: usize, heading: &Text, blocks: &[Block]) {
        match self.pages[first..].last_mut().map(|page| &mut page.content) {
            Some(Content::Told(told)) => told.extend_from_slice(blocks),
            _ => self.pages.push(Page::new(step, heading, Content::Told(blocks.to_vec()))),
        }
    }

    fn note(&mut self, first: usize, blocks: &[Block], early: &mut Vec<Block>) {
        let pages = &mut self.pages[first..];
        let pair = matches!(pages.last(), Some(Page { content: Content::Answered(_), .. }));
        if pages.is_empty() {
            early.extend_from_slice(blocks);
        }
        for page in pages.iter_mut().rev().take(1 + usize::from(pair)) {
            page.notes.extend_from_slice(blocks);
        }
    }

    /// The first page of a step, counted from 0.
    #[must_use]
    pub fn page_of(&self, step: usize) -> usize {
        self.pages.iter().position(|page| page.step == step + 1).unwrap_or(0)
    }

    /// What a question is about: the last page before it that shows more than prose.
    pub(super) fn context(&self, page: usize) -> &[Block] {
        let shows = |page: &Page| page.step > 0 && page.told().iter().any(shows_more);
        self.pages[..page].iter().rev().find(|page| shows(page)).map_or(&[], |page| page.told())
    }
}

impl Page {
    fn new(step: usize, heading: &Text, content: Content) -> Self {
        Self { step, heading: heading.clone(), content, notes: Vec::new() }
    }

    /// What there is to read.
    fn told(&self) -> &[Block] {
        if let Content::Told(blocks) = &self.content { blocks } else { &[] }
    }
}

/// Whether it is more than prose.
fn shows_more(block: &Block) -> bool {
    !matches!(block, Block::Paragraph(_) | Block::Heading(_) | Block::List(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::presentation::tests::played;

    #[test]
    fn a_question_has_two_pages_and_what_follows_another() {
        let deck = Deck::of(&played());
        let steps: Vec<usize> = deck.pages.iter().map(|page| page.step).collect();
        assert_eq!(steps, [0, 0, 1, 1, 1, 1, 2, 2]);
        let kinds: Vec<bool> = deck.pages.iter().map(|page| matches!(page.content, Content::Told(_))).collect();
        assert_eq!(kinds, [true, true, true, false, false, true, false, false]);
        assert_eq!((deck.page_of(0), deck.page_of(1), deck.questions.len()), (2, 6, 2));
        assert_eq!(deck.context(7).last(), Some(&Block::Tensor("tensor([1.])".into())));
        assert!(deck.context(2).is_empty(), "the cover is about nothing yet");
    }

    #[test]
    fn notes_go_with_what_stands_above_them() {
        let deck = Deck::of(&played());
        let notes: Vec<usize> = deck.pages.iter().map(|page| page.notes.len()).collect();
        assert_eq!(notes, [0, 0, 1, 1, 1, 0, 0, 0]);
    }
}
