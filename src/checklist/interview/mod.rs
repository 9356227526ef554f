//! The dialogue about the checklist: a line typed in, a document out. It neither reads nor writes anything.

mod replies;
#[cfg(test)]
mod tests;

use super::{
    Answer, Checklist, Choice, Claim, Code, Failure, Fit, Fitting, Item, Kernel, Report, judge, page, says_something,
};
use crate::{
    lesson::{self, Word},
    view::{Block, Document},
};

/// What is asked of the student.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The answer to an item.
    Answer,
    /// The kind of problem.
    Problem,
    /// How many classes there are.
    Classes,
    /// Between which values the targets lie.
    Range,
    /// What the model does last.
    Output,
    /// The loss.
    Loss,
    /// Why, in a line.
    Reason,
    /// Nothing: Enter leads to the next item.
    Pause,
}

/// What a line led to.
#[derive(Clone, Debug, Default)]
pub struct Turn {
    /// What is to be shown.
    pub document: Document,
    /// An item that is answered now, and how.
    pub kept: Option<Kept>,
    /// Whether the dialogue is over.
    pub finished: bool,
}

/// An item that is answered now.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Which.
    pub id: String,
    /// How.
    pub claim: Claim,
    /// Whether nothing is left to do about it.
    pub settled: bool,
}

/// A dialogue, and how far it is.
#[derive(Clone, Debug)]
pub struct Interview<'a> {
    checklist: &'a Checklist,
    code: Option<&'a Code>,
    kernel: Kernel,
    state: State,
    /// What the state was before each line that changed it.
    history: Vec<State>,
}

/// Where the dialogue is.
#[derive(Clone, Debug)]
struct State {
    item: usize,
    ask: Ask,
    claims: Vec<Claim>,
    /// The combination that is being asked for.
    choice: Choice,
    /// What is said of it.
    fitting: Option<Fitting>,
    hints: usize,
    over: bool,
}

impl<'a> Interview<'a> {
    /// A dialogue from an item on, counted from 0, with what was claimed before.
    #[must_use]
    pub fn new(
        checklist: &'a Checklist,
        claims: Vec<Claim>,
        from: usize,
        code: Option<&'a Code>,
        kernel: Kernel,
    ) -> Self {
        let mut claims = claims;
        claims.resize(checklist.items.len(), Claim::default());
        let item = from.min(checklist.items.len().saturating_sub(1));
        let state =
            State { item, ask: Ask::Answer, claims, choice: Choice::default(), fitting: None, hints: 0, over: false };
        Self { checklist, code, kernel, state, history: Vec::new() }
    }

    /// What is claimed by now.
    #[must_use]
    pub fn claims(&self) -> &[Claim] {
        &self.state.claims
    }

    /// What is waited for.
    #[must_use]
    pub fn waits_for(&self) -> Ask {
        self.state.ask
    }

    /// The item to go on with, from 1.
    #[must_use]
    pub fn number(&self) -> usize {
        self.state.item + if self.state.ask == Ask::Pause { 2 } else { 1 }
    }

    /// How it all stands.
    ///
    /// # Errors
    /// A number of it cannot be computed.
    pub fn report(&self) -> Result<Report<'a>, Failure> {
        Report::new(self.checklist, self.state.claims.clone(), self.code, self.kernel)
    }

    /// What stands on the screen before anything is typed.
    ///
    /// # Errors
    /// An example fails.
    pub fn start(&mut self) -> Result<Turn, Failure> {
        let turn = Turn { document: page::title(self.checklist).into(), ..Turn::default() };
        let turn = turn.say(replies::welcome());
        self.present(turn)
    }

    /// What a line leads to.
    ///
    /// # Errors
    /// An example fails, or a number cannot be computed.
    pub fn answer(&mut self, line: &str) -> Result<Turn, Failure> {
        let line = line.trim();
        if self.state.over {
            return Ok(Turn { finished: true, ..Turn::default() });
        }
        match lesson::word(line) {
            Some(Word::Leave) => Ok(self.leave()),
            Some(Word::Help) => Ok(Turn::of(replies::help(self.state.ask))),
            Some(Word::Hint) => Ok(self.hint()),
            Some(Word::Solution) => Ok(Turn::of(replies::no_solution())),
            Some(Word::Back) => self.back(),
            Some(Word::Skip) => self.skip(),
            None if line.is_empty() && self.state.ask == Ask::Pause => self.go_on(Turn::default()),
            None if line.is_empty() => Ok(Turn::of(replies::empty(self.state.ask))),
            None => self.understand(line),
        }
    }

    fn item(&self) -> &'a Item {
        &self.checklist.items[self.state.item]
    }

    fn claim(&mut self) -> &mut Claim {
        &mut self.state.claims[self.state.item]
    }

    fn leave(&mut self) -> Turn {
        self.state.over = true;
        Turn { finished: true, ..Turn::default() }
    }

    fn hint(&mut self) -> Turn {
        let hints = &self.item().front.hints;
        if self.state.ask != Ask::Answer {
            return Turn::of(replies::hint_about(self.state.ask, &self.item().front.example));
        }
        let more = self.state.hints < hints.len();
        self.state.hints += usize::from(more);
        Turn::of(replies::hint(hints, self.state.hints, more))
    }

    fn back(&mut self) -> Result<Turn, Failure> {
        let Some(before) = self.history.pop() else {
            return Ok(Turn::of(replies::no_way_back()));
        };
        self.state = before;
        self.asked(Turn::default(), true)
    }

    fn skip(&mut self) -> Result<Turn, Failure> {
        if self.state.ask == Ask::Pause {
            return self.go_on(Turn::default());
        }
        self.history.push(self.state.clone());
        match self.state.ask {
            Ask::Answer if self.is_last() => self.conclude(Turn::of(replies::skipped())),
            Ask::Answer => self.go_on(Turn::of(replies::skipped())),
            Ask::Reason => self.close_item(Turn::of(replies::skipped())),
            _ => self.after_combination(Turn::of(replies::skipped_combination())),
        }
    }

    fn understand(&mut self, line: &str) -> Result<Turn, Failure> {
        let before = self.state.clone();
        let outputs = &self.checklist.outputs;
        let read = match self.state.ask {
            Ask::Answer => match Answer::read(line) {
                Some(answer) => {
                    self.history.push(before);
                    return self.answered(answer);
                }
                None => return Ok(Turn::of(replies::no_answer(line))),
            },
            Ask::Reason => {
                if !says_something(line, &self.item().front.sentence) {
                    return Ok(Turn::of(replies::says_nothing(&self.item().front.example)));
                }
                self.history.push(before);
                self.claim().reason = Some(line.to_owned());
                return self.close_item(Turn::default());
            }
            Ask::Pause => return Ok(Turn::of(replies::press_enter())),
            Ask::Problem => outputs.read_problem(line).map(|id| self.state.choice.problem = id),
            Ask::Classes => Choice::read_classes(line).map(|classes| self.state.choice.classes = Some(classes)),
            Ask::Range => Choice::read_range(line).map(|range| self.state.choice.range = Some(range)),
            Ask::Output => outputs.read_output(line).map(|id| self.state.choice.output = id),
            Ask::Loss => outputs.read_loss(line).map(|id| self.state.choice.loss = id),
        };
        match read {
            Ok(()) => {
                self.history.push(before);
                self.chosen()
            }
            Err(unclear) => Ok(Turn::of(replies::unclear(&unclear, line))),
        }
    }

    fn answered(&mut self, answer: Answer) -> Result<Turn, Failure> {
        *self.claim() = Claim { answer: Some(answer), ..Claim::default() };
        self.state.fitting = None;
        let checks = matches!(answer, Answer::Yes | Answer::Partly | Answer::Unknown);
        if self.item().front.combination && checks {
            self.state.choice = Choice::default();
            self.state.ask = Ask::Problem;
            return self.asked(Turn::of(replies::let_us_see(answer)), false);
        }
        self.after_combination(Turn::default())
    }

    /// A part of the combination is known; what comes next.
    fn chosen(&mut self) -> Result<Turn, Failure> {
        self.state.ask = match self.state.ask {
            Ask::Problem => {
                match self.checklist.outputs.problem(&self.state.choice.problem).and_then(|one| one.wants) {
                    Some(super::Wants::Classes) => Ask::Classes,
                    Some(super::Wants::Range) => Ask::Range,
                    None => Ask::Output,
                }
            }
            Ask::Classes | Ask::Range => Ask::Output,
            Ask::Output => Ask::Loss,
            _ => return self.combined(),
        };
        self.asked(Turn::default(), false)
    }

    fn combined(&mut self) -> Result<Turn, Failure> {
        let choice = self.state.choice.clone();
        let fitting = self.checklist.outputs.judge(&choice, self.kernel)?;
        let claim = self.claim();
        claim.choice = Some(choice);
        let found_out = claim.answer == Some(Answer::Unknown) && fitting.fit != Fit::Bad;
        let claimed = claim.answer;
        if found_out {
            claim.answer = Some(Answer::Yes);
        }
        let turn = Turn::of(replies::fitting(&fitting, claimed, &self.item().front.claims));
        self.state.fitting = Some(fitting);
        self.after_combination(turn)
    }

    fn after_combination(&mut self, turn: Turn) -> Result<Turn, Failure> {
        let wanted = matches!(self.claim().answer, Some(Answer::Yes | Answer::Partly | Answer::NotApplicable));
        if wanted && self.item().front.justify.is_some() {
            self.state.ask = Ask::Reason;
            return self.asked(turn, false);
        }
        self.close_item(turn)
    }

    /// The item is answered: what the code says of it, and on.
    fn close_item(&mut self, turn: Turn) -> Result<Turn, Failure> {
        let (item, claim) = (self.item(), self.claim().clone());
        let evidence = self.code.map(|code| code.evidence(item, self.checklist));
        let judged = judge(item, &claim, self.state.fitting.as_ref(), evidence.as_ref());
        let mut turn = turn.say(replies::closed(item, &claim, judged.verdict, evidence.as_ref(), self.code));
        turn.kept = Some(Kept { id: item.front.id.clone(), claim, settled: judged.verdict.is_settled() });
        if self.is_last() {
            return self.conclude(turn);
        }
        self.state.ask = Ask::Pause;
        Ok(turn)
    }

    fn is_last(&self) -> bool {
        self.state.item + 1 == self.checklist.items.len()
    }

    /// The next item.
    fn go_on(&mut self, turn: Turn) -> Result<Turn, Failure> {
        (self.state.item, self.state.ask, self.state.hints) = (self.state.item + 1, Ask::Answer, 0);
        self.state.fitting = None;
        self.present(turn)
    }

    fn conclude(&mut self, turn: Turn) -> Result<Turn, Failure> {
        self.state.over = true;
        let report = self.report()?;
        Ok(Turn { finished: true, ..turn.say(report.document(false)) })
    }

    /// An item from its beginning.
    fn present(&mut self, turn: Turn) -> Result<Turn, Failure> {
        self.asked(turn, true)
    }

    /// The question that is open, below the item's text where that is wanted.
    fn asked(&self, turn: Turn, whole: bool) -> Result<Turn, Failure> {
        let item = self.item();
        if self.state.ask != Ask::Answer {
            return Ok(turn.say(replies::question(self.state.ask, item, self.checklist)));
        }
        let mut document = Document::from(page::heading(self.state.item, item, self.checklist.items.len()));
        if whole {
            let explained: Vec<Block> = item.explained(self.kernel)?;
            document.blocks.extend(explained);
        }
        Ok(turn.say(document).say(replies::question(Ask::Answer, item, self.checklist)))
    }
}

impl Turn {
    fn of(document: Document) -> Self {
        Self { document, ..Self::default() }
    }

    fn say(mut self, document: Document) -> Self {
        self.document.blocks.extend(document.blocks);
        self
    }
}
