//! Where the talk is, and what a key changes.

use std::{collections::BTreeMap, mem, time::Duration};

use super::{
    asked::Asked,
    clock::Clock,
    deck::{Content, Deck, Page},
    key::Key,
    sheet::{self, Sheet},
    vote::{Tally, how},
    words,
};
use crate::spanish::Unclear;

/// The screen in columns and rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub columns: usize,
    /// Rows.
    pub rows: usize,
}

/// How pages look.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Whether roles have colours.
    pub color: bool,
    /// Whether signs are ASCII only.
    pub ascii: bool,
    /// Pages are not wider than so many columns.
    pub widest: usize,
}

/// Whether the talk goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// It does.
    Stay,
    /// It is over.
    Leave,
}

/// What the keys go to.
#[derive(Clone, Debug, Default)]
pub(super) enum Mode {
    /// The page.
    #[default]
    Showing,
    /// A line of votes, and what is wrong with the last one.
    Voting(String, Option<Unclear>),
    /// The list of keys, from this line on.
    Keys(usize),
    /// Nothing is on the screen.
    Blank,
}

/// A talk: its pages, and where it is.
#[derive(Clone, Debug)]
pub struct Talk {
    pub(super) deck: Deck,
    pub(super) look: Look,
    pub(super) size: Size,
    pub(super) mode: Mode,
    /// The page, from 0.
    pub(super) at: usize,
    /// The first line of it that is on the screen.
    pub(super) scroll: usize,
    /// Digits that wait for the key after them.
    pub(super) digits: String,
    /// Which part of the notes is on the screen.
    pub(super) notes: Option<usize>,
    /// Whether a question is shown with what it is about.
    pub(super) context: bool,
    /// How many hints were given, by question.
    hints: BTreeMap<usize, usize>,
    tallies: BTreeMap<usize, Tally>,
    pub(super) clock: Clock,
    /// What the last key could not do.
    pub(super) notice: Option<String>,
}

impl Talk {
    /// A talk at its first page.
    #[must_use]
    pub fn new(deck: Deck, look: Look, size: Size) -> Self {
        Self {
            deck,
            look,
            size,
            mode: Mode::Showing,
            at: 0,
            scroll: 0,
            digits: String::new(),
            notes: None,
            context: false,
            hints: BTreeMap::new(),
            tallies: BTreeMap::new(),
            clock: Clock::default(),
            notice: None,
        }
    }

    /// Takes the pages, and goes to the first one of a step, counted from 0.
    pub fn open(&mut self, deck: Deck, step: Option<usize>) {
        self.deck = deck;
        self.notice = None;
        if let Some(step) = step {
            self.go(self.deck.page_of(step));
        }
    }

    /// Hears how far the lesson's program has come.
    pub fn wait(&mut self, done: usize, total: usize) {
        self.deck.awaited = Some((done, total));
    }

    /// The screen has another size.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.notes = self.notes.map(|_| 0);
        self.scroll = self.scroll.min(Sheet::of(self).overflow());
    }

    /// The size that it is laid out for.
    #[must_use]
    pub fn size(&self) -> Size {
        self.size
    }

    /// The lines of the screen, from the top, at this time of the clock.
    #[must_use]
    pub fn lines(&self, now: Duration) -> Vec<String> {
        Sheet::of(self).lines(self, now)
    }

    /// What the clock shows: where only that has changed, the screen has to be drawn again as well.
    #[must_use]
    pub fn clock(&self, now: Duration) -> String {
        self.clock.shown(now)
    }

    /// The step that is on the screen, from 1; 0 before the first.
    #[must_use]
    pub fn step(&self) -> usize {
        self.page().step
    }

    /// The lesson's stable name and its title.
    #[must_use]
    pub fn lesson(&self) -> (&str, &str) {
        (&self.deck.id, &self.deck.title)
    }

    /// The votes, with what was asked.
    pub fn tallies(&self) -> impl Iterator<Item = (&crate::lesson::Question, &Tally)> {
        self.tallies.iter().filter_map(|(index, tally)| Some((self.deck.questions.get(*index)?, tally)))
    }

    /// What a key does.
    pub fn press(&mut self, key: Key, now: Duration) -> Flow {
        self.notice = None;
        if key == Key::Interrupt {
            return Flow::Leave;
        }
        match mem::take(&mut self.mode) {
            Mode::Showing => return self.show(key, now),
            Mode::Voting(line, _) => self.vote(line, key),
            Mode::Keys(scroll) => self.look_at_keys(scroll, key),
            Mode::Blank => {}
        }
        Flow::Stay
    }

    /// A key at a page.
    fn show(&mut self, key: Key, now: Duration) -> Flow {
        let digits = mem::take(&mut self.digits);
        match key {
            Key::Char(digit @ '0'..='9') if digits.len() < 4 => self.digits = digits + &digit.to_string(),
            Key::Char(letter) => return self.letter(letter.to_ascii_lowercase(), &digits, now),
            Key::Backspace if !digits.is_empty() => self.digits.push_str(&digits[..digits.len() - 1]),
            Key::Enter if !digits.is_empty() => self.jump(&digits),
            Key::Escape if !digits.is_empty() || self.notes.take().is_some() => {}
            Key::Escape => return Flow::Leave,
            Key::Enter | Key::Forward => self.forward(),
            Key::Backspace | Key::Back => self.back(),
            Key::Down => self.line_down(),
            Key::Up => self.line_up(),
            Key::Home => self.go(0),
            Key::End => self.go(self.deck.pages.len() - 1),
            Key::Clear | Key::Interrupt => {}
        }
        Flow::Stay
    }

    fn letter(&mut self, letter: char, digits: &str, now: Duration) -> Flow {
        match letter {
            'q' => return Flow::Leave,
            ' ' => self.forward(),
            'v' => self.begin_vote(),
            'n' => self.turn_notes(),
            'p' => self.give_hint(),
            'c' => self.turn_context(),
            't' if !digits.is_empty() => self.count_down(digits, now),
            't' => self.clock.toggle(now),
            'r' => self.clock.reset(now),
            'b' | '.' => self.mode = Mode::Blank,
            '?' | 'h' => self.mode = Mode::Keys(0),
            _ => {}
        }
        Flow::Stay
    }

    /// More of the page, or the next one.
    fn forward(&mut self) {
        let sheet = Sheet::of(self);
        if self.scroll < sheet.overflow() {
            self.scroll = sheet.next(self.scroll);
        } else if self.at + 1 < self.deck.pages.len() {
            self.go(self.at + 1);
        } else if self.deck.awaited.is_some() {
            self.notice = Some(words::WAIT.to_owned());
        }
    }

    /// What came before: of the page, or the end of the one before.
    fn back(&mut self) {
        if self.scroll > 0 {
            self.scroll = self.scroll.saturating_sub(Sheet::of(self).stride());
        } else if self.at > 0 {
            self.go(self.at - 1);
            self.scroll = Sheet::of(self).overflow();
        }
    }

    /// On a page that fits, the next one; on one that does not, no further than its end, since whoever holds the key
    /// down wants to read on and not to be told the answer.
    fn line_down(&mut self) {
        match Sheet::of(self).overflow() {
            0 => self.forward(),
            overflow => self.scroll = (self.scroll + 1).min(overflow),
        }
    }

    fn line_up(&mut self) {
        match Sheet::of(self).overflow() {
            0 => self.back(),
            _ => self.scroll = self.scroll.saturating_sub(1),
        }
    }

    pub(super) fn go(&mut self, page: usize) {
        if page != self.at {
            // Nothing stays open where nobody asked for it.
            (self.notes, self.context) = (None, false);
        }
        (self.at, self.scroll) = (page, 0);
    }

    fn jump(&mut self, digits: &str) {
        let last = self.deck.pages.len();
        match digits.parse::<usize>() {
            Ok(page) if (1..=last).contains(&page) => self.go(page - 1),
            _ => self.notice = Some(words::no_page(last)),
        }
    }

    fn count_down(&mut self, digits: &str, now: Duration) {
        match digits.parse() {
            Ok(minutes @ 1..=600) => self.clock.count_down(minutes, now),
            _ => self.notice = Some(words::NO_MINUTES.to_owned()),
        }
    }

    fn turn_notes(&mut self) {
        let parts = sheet::notes(self).len();
        let next = self.notes.map_or(0, |part| part + 1);
        self.notes = Some(next).filter(|next| *next < parts);
        if parts == 0 {
            self.notice = Some(words::NO_NOTES.to_owned());
        }
        self.scroll = self.scroll.min(Sheet::of(self).overflow());
    }

    fn give_hint(&mut self) {
        match (&self.page().content, self.asked()) {
            (Content::Asked(index), Some(asked)) if asked.hints < asked.question.hints.len() => {
                let index = *index;
                *self.hints.entry(index).or_default() += 1;
            }
            (Content::Asked(_), _) => self.notice = Some(words::NO_HINTS.to_owned()),
            (Content::Answered(_), _) => self.notice = Some(words::ANSWERED.to_owned()),
            (Content::Told(_), _) => self.notice = Some(words::NO_QUESTION.to_owned()),
        }
    }

    fn turn_context(&mut self) {
        self.scroll = 0;
        match self.page().content {
            Content::Told(_) => self.notice = Some(words::NO_QUESTION.to_owned()),
            _ if self.deck.context(self.at).is_empty() => self.notice = Some(words::NO_CONTEXT.to_owned()),
            _ => self.context = !self.context,
        }
    }

    fn begin_vote(&mut self) {
        match self.question() {
            Some(index) => {
                let line = self.tallies.get(&index).map(|tally| tally.line.clone()).unwrap_or_default();
                self.mode = Mode::Voting(line, None);
            }
            None => self.notice = Some(words::NO_QUESTION.to_owned()),
        }
    }

    /// A key at the line of votes.
    fn vote(&mut self, mut line: String, key: Key) {
        match key {
            Key::Escape => return,
            Key::Enter => return self.count(line),
            Key::Char(c) if line.len() < 400 => line.push(c),
            Key::Backspace => drop(line.pop()),
            Key::Clear => line.clear(),
            _ => {}
        }
        self.mode = Mode::Voting(line, None);
    }

    fn count(&mut self, line: String) {
        let Some(index) = self.question() else { return };
        let Some(question) = self.deck.questions.get(index) else { return };
        match Tally::read(question, &line) {
            Ok(Some(tally)) => drop(self.tallies.insert(index, tally)),
            Ok(None) => drop(self.tallies.remove(&index)),
            Err(unclear) => self.mode = Mode::Voting(line, Some(unclear)),
        }
        self.scroll = 0;
    }

    /// A key at the list of keys.
    fn look_at_keys(&mut self, scroll: usize, key: Key) {
        self.mode = Mode::Keys(scroll);
        let sheet = Sheet::of(self);
        let to = match key {
            Key::Forward | Key::Enter | Key::Char(' ') if scroll < sheet.overflow() => scroll + sheet.stride(),
            Key::Back => scroll.saturating_sub(sheet.stride()),
            Key::Down => scroll + 1,
            Key::Up => scroll.saturating_sub(1),
            _ => return self.mode = Mode::Showing,
        };
        self.mode = Mode::Keys(to.min(sheet.overflow()));
    }

    pub(super) fn page(&self) -> &Page {
        &self.deck.pages[self.at]
    }

    /// The question of this page.
    fn question(&self) -> Option<usize> {
        match self.page().content {
            Content::Asked(index) | Content::Answered(index) => Some(index),
            Content::Told(_) => None,
        }
    }

    /// The same with what the class has of it.
    pub(super) fn asked(&self) -> Option<Asked<'_>> {
        let index = self.question()?;
        Some(Asked {
            question: self.deck.questions.get(index)?,
            hints: self.hints.get(&index).copied().unwrap_or(0),
            tally: self.tallies.get(&index),
            ascii: self.look.ascii,
        })
    }

    /// What to type at a vote.
    pub(super) fn how(&self) -> String {
        self.asked().map(|asked| how(asked.question)).unwrap_or_default()
    }
}
