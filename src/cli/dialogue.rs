//! Reads what a student types at a lesson, shows what it leads to, and remembers how it went.

use std::collections::BTreeSet;

use super::{
    Failure, Output,
    arguments::General,
    keyboard::{Keyboard, Typed},
};
use crate::{
    lesson::{Event, Player, Prompt, Turn},
    progress::{Attempt, Progress, Store},
    view::{Diagnostic, Document, NoteKind, Severity, Text},
};

/// A lesson being told at a terminal.
pub(super) struct Dialogue<'a> {
    player: Player,
    store: &'a mut Store,
    general: &'a General,
    purpose: Purpose<'a>,
}

/// What a dialogue is for, which decides what is kept of it.
pub(super) enum Purpose<'a> {
    /// The lesson itself.
    Lesson,
    /// To ask again what went wrong.
    Review(&'a mut Tally),
}

/// How a review goes: by its first answer, a question was known or not.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Known.
    pub right: usize,
    /// Answered at all.
    pub answered: BTreeSet<String>,
}

impl<'a> Dialogue<'a> {
    /// A dialogue whose progress goes to `store`.
    pub(super) fn new(player: Player, store: &'a mut Store, general: &'a General, purpose: Purpose<'a>) -> Self {
        Self { player, store, general, purpose }
    }

    /// Goes on until the lesson or the student's patience ends: whether it was the lesson. `resumed` says whether it begins
    /// where it was left.
    pub(super) fn hold(mut self, resumed: bool, output: &mut Output) -> Result<bool, Failure> {
        let mut keyboard = Keyboard::new(self.general)?;
        if resumed {
            output.show(&self.resumed())?;
            output.raw(b"\n")?;
        }
        let mut turn = self.player.start();
        loop {
            self.remember(&turn, output)?;
            output.show(&turn.document)?;
            if turn.finished {
                break;
            }
            let typed = read(turn.prompt, &mut keyboard, output)?;
            // The window may have another size by now.
            *output = Output::of_process(self.general.wishes(), self.general.formato);
            turn = match typed {
                Typed::Line(line) => self.player.answer(&line),
                Typed::Strange => Turn { document: strange(), prompt: turn.prompt, ..Turn::default() },
                Typed::Enough => self.player.answer("salir"),
            };
        }
        let finished = turn.events.contains(&Event::Finished);
        if !finished {
            output.show(&self.left())?;
        }
        Ok(finished)
    }

    /// Keeps what happened. A file that cannot be written is told once, and the lesson goes on.
    fn remember(&mut self, turn: &Turn, output: &mut Output) -> Result<(), Failure> {
        if turn.events.is_empty() {
            return Ok(());
        }
        let (id, purpose) = (self.player.played().id.clone(), &mut self.purpose);
        let kept = self.store.update(|progress| {
            for event in &turn.events {
                match purpose {
                    Purpose::Lesson => keep(progress, &id, event),
                    Purpose::Review(tally) => tally.keep(progress, &id, event),
                }
            }
        });
        if let Err(error) = kept {
            output.report(&Diagnostic::new(Severity::Warning, error.message).hint(error.hint).into())?;
        }
        super::session::warn(self.store, output)
    }

    fn resumed(&self) -> Document {
        let text = Text::new()
            .say(format!(
                "Sigues en el paso {} de «{}», donde lo dejaste. ",
                self.player.step(),
                self.player.played().title
            ))
            .say("Para empezar de nuevo: ")
            .code(format!("antorcha leccion {} --desde 1", self.player.played().id));
        Document::new().note(NoteKind::Note, text)
    }

    /// How to come back.
    fn left(&self) -> Document {
        if let Purpose::Review(_) = self.purpose {
            let said = Text::new().say("Lo dejamos aquí. Lo que falta te espera en ").code("antorcha repaso");
            return Document::new().say(said.say("."));
        }
        let (id, step) = (&self.player.played().id, self.player.step());
        let command = match (self.general.sin_progreso, step) {
            (false, _) | (true, 0) => format!("antorcha leccion {id}"),
            (true, step) => format!("antorcha leccion {id} --desde {step}"),
        };
        let said = Text::new().say("Lo dejamos aquí. Para seguir donde estabas: ").code(command);
        Document::new().say(said)
    }
}

impl Tally {
    /// The first answer to a question decides: whoever finds it at the second attempt is asked again soon.
    fn keep(&mut self, progress: &mut Progress, lesson: &str, event: &Event) {
        let (id, right) = match event {
            Event::Answered { id, right, .. } => (id, *right),
            Event::Solution { id } => (id, false),
            _ => return,
        };
        if self.answered.insert(format!("{lesson}/{id}")) {
            self.right += usize::from(right);
            progress.repeat(lesson, id, right);
        }
    }
}

/// Reads a line. The pause between two steps has room around it, so that the eye finds where one ends.
fn read(prompt: Prompt, keyboard: &mut Keyboard, output: &mut Output) -> Result<Typed, Failure> {
    let room: &[u8] = if prompt == Prompt::Pause { b"\n" } else { b"" };
    output.raw(room)?;
    let typed = keyboard.read(words(prompt));
    output.raw(room)?;
    Ok(typed)
}

/// What stands before the sign that waits.
fn words(prompt: Prompt) -> &'static str {
    match prompt {
        Prompt::Pause => "Enter para seguir ",
        Prompt::Sure => "sí / no ",
        Prompt::Question | Prompt::Over => "",
    }
}

/// What comes after a lesson.
pub(super) fn finished() -> Document {
    let command = |command: &str| Text::new().code(command);
    Document::new()
        .entries([("Sigue por aquí:", command("antorcha")), ("Lo que llevas:", command("antorcha progreso"))])
}

/// What was typed is no text.
pub(super) fn strange() -> Document {
    Document::new().say("No he podido leer eso: no es texto. Escríbelo otra vez.")
}

/// What an event changes.
fn keep(progress: &mut Progress, lesson: &str, event: &Event) {
    match event {
        Event::Step { number, total } => progress.reach(lesson, *number, *total),
        Event::Answered { id, right: true, .. } => progress.answer(lesson, id, Attempt::Right),
        Event::Answered { id, mistake, .. } => progress.answer(lesson, id, Attempt::Wrong(mistake.clone())),
        Event::Hint { id, number } => progress.hint(lesson, id, u32::try_from(*number).unwrap_or(u32::MAX)),
        Event::Solution { id } => progress.answer(lesson, id, Attempt::Wrong(Some("solucion".to_owned()))),
        Event::Skipped { .. } => {}
        Event::Finished => progress.finish(lesson),
    }
}
