//! The dialogue about a lesson: a line typed in, a document out. It neither reads nor writes anything.

mod replies;
#[cfg(test)]
mod tests;
mod turn;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    asked::Question,
    judge::{Verdict, judge},
    page::{self, Audience},
    played::{Part, Played},
    words::{self, Word},
};
use crate::{spanish, view::Document};
use replies::Place;
pub use turn::{Event, Prompt, Turn};

/// A dialogue, and how far it is.
#[derive(Clone, Debug)]
pub struct Player {
    played: Played,
    audience: Audience,
    /// What is being told: 0 is what stands before the first step.
    chapter: usize,
    /// The next part of it.
    part: usize,
    state: Prompt,
    /// How many hints were given, by question.
    hints: BTreeMap<String, usize>,
    /// The questions that were answered right.
    right: BTreeSet<String>,
    /// The questions whose answer is known: right, or looked up.
    known: BTreeSet<String>,
    /// Where these questions alone are asked: steps without any of them are left out.
    only: Option<BTreeSet<String>>,
}

impl Player {
    /// A dialogue from a step on, counted from 0; `None` begins before the first.
    #[must_use]
    pub fn new(played: Played, from: Option<usize>) -> Self {
        let chapter = from.map_or(0, |step| step.min(played.steps.len().saturating_sub(1)) + 1);
        Self {
            played,
            audience: Audience::Student,
            chapter,
            part: 0,
            state: Prompt::Pause,
            hints: BTreeMap::new(),
            right: BTreeSet::new(),
            known: BTreeSet::new(),
            only: None,
        }
    }

    /// A dialogue that asks these questions again, each where the lesson asks it.
    #[must_use]
    pub fn review(played: Played, ids: &BTreeSet<String>) -> Self {
        let mut review = Self::new(played, None);
        let others = review.played.questions().map(|question| question.id.clone()).filter(|id| !ids.contains(id));
        review.known = others.collect();
        review.only = Some(ids.clone());
        review.chapter = review.following().unwrap_or_default();
        review
    }

    /// The same for these readers.
    #[must_use]
    pub fn audience(self, audience: Audience) -> Self {
        Self { audience, ..self }
    }

    /// The same with these questions answered right before.
    #[must_use]
    pub fn answered(mut self, ids: impl IntoIterator<Item = String>) -> Self {
        self.right.extend(ids);
        self.known.extend(self.right.iter().cloned());
        self
    }

    /// The lesson.
    #[must_use]
    pub fn played(&self) -> &Played {
        &self.played
    }

    /// The step that is being told, from 1; 0 before the first.
    #[must_use]
    pub fn step(&self) -> usize {
        self.chapter
    }

    /// What stands on the screen before anything is typed.
    #[must_use]
    pub fn start(&mut self) -> Turn {
        self.tell(Turn::default())
    }

    /// What a line leads to.
    #[must_use]
    pub fn answer(&mut self, line: &str) -> Turn {
        let line = line.trim();
        match (words::word(line), self.state) {
            (_, Prompt::Over) => Turn::over(),
            (Some(Word::Leave), _) => self.leave(),
            (Some(Word::Help), _) => Turn::say(replies::help(self.place())).prompt(self.state),
            (Some(Word::Back), _) => self.back(),
            (word, Prompt::Pause) => self.paused(line, word),
            (word, Prompt::Question) => self.asked(line, word),
            (word, Prompt::Sure) => self.sure(line, word),
        }
    }

    fn leave(&mut self) -> Turn {
        self.state = Prompt::Over;
        Turn::over()
    }

    /// A line at the end of a step.
    fn paused(&mut self, line: &str, word: Option<Word>) -> Turn {
        match word {
            Some(Word::Hint | Word::Solution) => Turn::say(replies::nothing_asked()).prompt(Prompt::Pause),
            None if !line.is_empty() => Turn::say(replies::unknown_word(line)).prompt(Prompt::Pause),
            _ => {
                (self.chapter, self.part) = (self.following().unwrap_or(self.chapter + 1), 0);
                self.tell(Turn::default())
            }
        }
    }

    /// A line at a question.
    fn asked(&mut self, line: &str, word: Option<Word>) -> Turn {
        let Some(question) = self.question().cloned() else { return self.tell(Turn::default()) };
        match word {
            Some(Word::Hint) => self.hint(&question),
            Some(Word::Skip) => self.skip(&question),
            Some(Word::Solution) => {
                self.state = Prompt::Sure;
                Turn::say(replies::sure()).prompt(Prompt::Sure)
            }
            _ if line.is_empty() => Turn::say(replies::empty(&question)).prompt(Prompt::Question),
            _ => self.judge(&question, line),
        }
    }

    fn judge(&mut self, question: &Question, line: &str) -> Turn {
        let id = question.id.clone();
        match judge(question, line) {
            Verdict::Right { spelling } => {
                self.right.insert(id.clone());
                self.known.insert(id.clone());
                self.part += 1;
                let turn = Turn::say(replies::right(question, spelling.as_deref()));
                self.tell(turn.event(Event::Answered { id, right: true, mistake: None }))
            }
            Verdict::Wrong { message, mistake } => {
                let said = replies::wrong(message, self.hints_left(question));
                Turn::say(said).prompt(Prompt::Question).event(Event::Answered { id, right: false, mistake })
            }
            Verdict::Unclear { message } => {
                Turn::say(replies::unclear(message, words::meant(line))).prompt(Prompt::Question)
            }
        }
    }

    fn hint(&mut self, question: &Question) -> Turn {
        let given = self.hints.entry(question.id.clone()).or_default();
        let more = *given < question.hints.len();
        *given += usize::from(more);
        let number = *given;
        let turn = Turn::say(replies::hint(question, number, more)).prompt(Prompt::Question);
        if more { turn.event(Event::Hint { id: question.id.clone(), number }) } else { turn }
    }

    fn skip(&mut self, question: &Question) -> Turn {
        self.part += 1;
        self.tell(Turn::say(replies::skipped()).event(Event::Skipped { id: question.id.clone() }))
    }

    /// A line at «¿Seguro?».
    fn sure(&mut self, line: &str, word: Option<Word>) -> Turn {
        let Some(question) = self.question().cloned() else { return self.tell(Turn::default()) };
        self.state = Prompt::Question;
        match (word, spanish::yes_no(line)) {
            (Some(Word::Hint | Word::Skip), _) => self.asked(line, word),
            (Some(Word::Solution), _) | (None, Some(true)) => {
                self.known.insert(question.id.clone());
                self.part += 1;
                self.tell(Turn::say(replies::solution(&question)).event(Event::Solution { id: question.id }))
            }
            (None, Some(false)) => Turn::say(replies::not_sure()).prompt(Prompt::Question),
            _ => {
                self.state = Prompt::Sure;
                Turn::say(replies::sure_again()).prompt(Prompt::Sure)
            }
        }
    }

    fn back(&mut self) -> Turn {
        let before = (0..self.chapter).rev().find(|chapter| self.visits(*chapter));
        let turn = if before.is_none() { Turn::say(replies::no_way_back()) } else { Turn::default() };
        (self.chapter, self.part) = (before.unwrap_or(self.chapter), 0);
        self.tell(turn)
    }

    /// The step that comes after this one.
    fn following(&self) -> Option<usize> {
        (self.chapter + 1..=self.played.steps.len()).find(|chapter| self.visits(*chapter))
    }

    /// Whether a step is told: in a review, if it asks what is repeated.
    fn visits(&self, chapter: usize) -> bool {
        let Some(only) = &self.only else { return true };
        let asked = |part: &Part| matches!(part, Part::Question(question) if only.contains(&question.id));
        self.chapter_parts(chapter).iter().any(asked)
    }

    /// Tells on until something is asked or the step ends.
    fn tell(&mut self, mut turn: Turn) -> Turn {
        if self.part == 0 {
            turn = turn.with(self.opening());
            if self.chapter > 0 {
                turn = turn.event(Event::Step { number: self.chapter, total: self.played.steps.len() });
            }
        }
        while let Some(part) = self.parts().get(self.part) {
            match part {
                Part::Question(question) if !self.known.contains(&question.id) => {
                    turn = turn.with(page::asked(question).into());
                    self.state = Prompt::Question;
                    return turn.prompt(Prompt::Question);
                }
                part => turn = turn.with(self.told(part)),
            }
            self.part += 1;
        }
        self.close(turn)
    }

    /// The end of a step, or of the lesson.
    fn close(&mut self, turn: Turn) -> Turn {
        if self.following().is_some() {
            self.state = Prompt::Pause;
            return turn.prompt(Prompt::Pause);
        }
        self.state = Prompt::Over;
        if self.only.is_some() {
            return Turn { finished: true, ..turn.prompt(Prompt::Over) }.event(Event::Finished);
        }
        let total = self.played.questions().count();
        let right = self.played.questions().filter(|question| self.right.contains(&question.id)).count();
        Turn { finished: true, ..turn.with(replies::end(&self.played.title, right, total)).prompt(Prompt::Over) }
            .event(Event::Finished)
    }

    fn opening(&self) -> Document {
        match self.chapter.checked_sub(1) {
            None => page::opening(&self.played),
            Some(index) => page::heading(index, &self.played.steps[index], &self.played).into(),
        }
    }

    fn parts(&self) -> &[Part] {
        self.chapter_parts(self.chapter)
    }

    fn chapter_parts(&self, chapter: usize) -> &[Part] {
        chapter.checked_sub(1).map_or(&self.played.intro, |index| &self.played.steps[index].parts)
    }

    /// A part that asks nothing any more.
    fn told(&self, part: &Part) -> Document {
        let blocks = match part {
            Part::Blocks(blocks) => blocks.clone(),
            Part::Question(question) => page::answered(question),
            Part::Note(blocks) if self.audience == Audience::Teacher => page::note(blocks),
            Part::Note(_) => Vec::new(),
        };
        Document { blocks }
    }

    fn question(&self) -> Option<&Question> {
        if let Part::Question(question) = self.parts().get(self.part)? { Some(question) } else { None }
    }

    fn hints_left(&self, question: &Question) -> usize {
        question.hints.len() - self.hints.get(&question.id).copied().unwrap_or(0)
    }

    fn place(&self) -> Place {
        match self.state {
            Prompt::Pause | Prompt::Over => Place::Pause,
            Prompt::Question | Prompt::Sure => Place::Question(self.question().map_or(0, |q| self.hints_left(q))),
        }
    }
}
