//! A question before a class: alone, with the votes, with its answer.

use super::{
    vote::{Tally, Vote, label, letter},
    words,
};
use crate::{
    lesson::{Answer, Kind, Question},
    view::{Block, Document, Entry, Histogram, List, Reply, Section, Text},
};

/// A question, and what the class has of it so far.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'a> {
    pub question: &'a Question,
    /// How many hints were given.
    pub hints: usize,
    pub tally: Option<&'a Tally>,
    /// Whether signs are ASCII only.
    pub ascii: bool,
}

impl Asked<'_> {
    /// Nothing that answers it.
    pub fn open(&self) -> Document {
        let mut document = self.asked();
        let hints = self.question.hints.iter().take(self.hints).enumerate();
        let total = self.question.hints.len();
        document.blocks.extend(hints.map(|(index, hint)| Reply::hint(index + 1, total, hint.clone()).into()));
        match self.tally {
            Some(tally) => document.with(bars(&tally.votes, |vote| vote.label.clone())),
            None => document,
        }
    }

    /// With its answer.
    pub fn answered(&self) -> Document {
        let mut document = self.asked();
        if let Some(tally) = self.tally {
            document = document.with(bars(&self.with_the_right_one(tally), |vote| self.marked(vote)));
        }
        document = document.with(Reply::answer(self.solution()));
        if let Some(tally) = self.tally {
            document = document.say(words::share(tally.right(), tally.total()));
        }
        document = document.with(Reply::right(self.question.why.clone()));
        match self.tally.map(behind).filter(|entries| !entries.is_empty()) {
            Some(entries) => document.with(section(words::BEHIND, Block::Entries(entries))),
            None => document,
        }
    }

    /// What helps a teacher with it: before the answer how to help, after it what wrong answers show.
    pub fn notes(&self, answered: bool) -> Option<Section> {
        let question = self.question;
        if !answered {
            let hints = List { ordered: true, items: question.hints.clone() };
            return (!hints.items.is_empty()).then(|| section(words::HELP, hints.into()));
        }
        let mistakes = question.mistakes.iter();
        let entry = |answer: &Answer, message: &Text| Entry { key: label(answer).into(), value: message.clone() };
        let entries: Vec<Entry> = mistakes.map(|mistake| entry(&mistake.answer, &mistake.message)).collect();
        (!entries.is_empty()).then(|| section(words::MISTAKES, Block::Entries(entries)))
    }

    fn asked(&self) -> Document {
        let document = Document::from(Reply::question(self.question.ask.clone()));
        if self.question.kind != Kind::Opcion {
            return document;
        }
        let options = self.question.options.iter().enumerate();
        document.entries(options.map(|(index, option)| (Text::new().emphasis(letter(index)), option.clone())))
    }

    /// The right answer; an option after its letter.
    fn solution(&self) -> Text {
        match &self.question.answer {
            Answer::Option(index) => {
                let option = self.question.options.get(*index).cloned().unwrap_or_default();
                Text::new().say(format!("{}: ", letter(*index))).join(option)
            }
            answer => answer.shown().into(),
        }
    }

    /// The votes; where nobody was right, with the answer that would have been.
    fn with_the_right_one(&self, tally: &Tally) -> Vec<Vote> {
        let mut votes = tally.votes.clone();
        if votes.iter().all(|vote| !vote.right) {
            let answer = self.question.answer.clone();
            votes.push(Vote { label: label(&answer), answer, count: 0, right: true, shows: None });
        }
        votes
    }

    /// A label that says whether it is right.
    fn marked(&self, vote: &Vote) -> String {
        let mark = match (vote.right, self.ascii) {
            (false, _) => return vote.label.clone(),
            (true, true) => "[+]",
            (true, false) => "✔",
        };
        format!("{mark} {}", vote.label)
    }
}

fn bars(votes: &[Vote], label: impl Fn(&Vote) -> String) -> Histogram {
    let total: u64 = votes.iter().map(|vote| vote.count).sum();
    votes.iter().fold(Histogram::new(words::votes(total)), |bars, vote| bars.bar(label(vote), vote.count))
}

/// What the wrong answers of the class show.
fn behind(tally: &Tally) -> Vec<Entry> {
    let known = tally.votes.iter().filter(|vote| vote.count > 0);
    let entry = |vote: &Vote| {
        let value = vote.shows.clone()?;
        Some(Entry { key: format!("{} ({})", vote.label, vote.count).into(), value })
    };
    known.filter_map(entry).collect()
}

fn section(title: &str, block: Block) -> Section {
    Section { title: title.into(), body: vec![block] }
}
