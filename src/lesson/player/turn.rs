//! One turn of the dialogue.

use crate::view::Document;

/// What a line led to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// What is to be shown.
    pub document: Document,
    /// What is waited for.
    pub prompt: Prompt,
    /// Whether the dialogue is over.
    pub finished: bool,
    /// What happened, in order.
    pub events: Vec<Event>,
}

/// What is waited for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prompt {
    /// Enter, to go on.
    #[default]
    Pause,
    /// An answer.
    Question,
    /// Yes or no.
    Sure,
    /// Nothing more.
    Over,
}

/// Something to remember.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A step is on the screen.
    Step {
        /// Which, from 1.
        number: usize,
        /// Of how many.
        total: usize,
    },
    /// A question was answered.
    Answered {
        /// Which.
        id: String,
        /// Whether that was right.
        right: bool,
        /// The mistake that it shows, if a known one.
        mistake: Option<String>,
    },
    /// A hint was asked for.
    Hint {
        /// For which question.
        id: String,
        /// Which, from 1.
        number: usize,
    },
    /// The answer was looked up.
    Solution {
        /// Of which question.
        id: String,
    },
    /// A question was left out.
    Skipped {
        /// Which.
        id: String,
    },
    /// The lesson was told to its end.
    Finished,
}

impl Turn {
    /// A turn that shows this.
    pub(super) fn say(document: Document) -> Self {
        Self { document, ..Self::default() }
    }

    /// The last turn.
    pub(super) fn over() -> Self {
        Self { prompt: Prompt::Over, finished: true, ..Self::default() }
    }

    /// Shows more.
    pub(super) fn with(mut self, document: Document) -> Self {
        self.document.blocks.extend(document.blocks);
        self
    }

    /// Waits for this.
    pub(super) fn prompt(self, prompt: Prompt) -> Self {
        Self { prompt, ..self }
    }

    /// Adds something to remember.
    pub(super) fn event(mut self, event: Event) -> Self {
        self.events.push(event);
        self
    }
}
