//! Reads what a student types at a lesson, shows what it leads to, and remembers how it went.

use rustyline::{Config, Editor, error::ReadlineError, history::MemHistory};

use super::{Answer, Failure, Output, arguments::General};
use crate::{
    lesson::{Event, Player, Prompt, Turn},
    progress::{Attempt, Progress, Store},
    view::{Diagnostic, Document, NoteKind, Severity, Text},
};

/// A lesson being told at a terminal.
pub(super) struct Dialogue<'a> {
    player: Player,
    store: Store,
    general: &'a General,
}

/// What came from the keyboard.
enum Typed {
    Line(String),
    /// Something that is no text.
    Strange,
    /// Ctrl-C, Ctrl-D, or the terminal is gone.
    Enough,
}

impl<'a> Dialogue<'a> {
    /// A dialogue whose progress goes to `store`.
    pub(super) fn new(player: Player, store: Store, general: &'a General) -> Self {
        Self { player, store, general }
    }

    /// Goes on until the lesson or the student's patience ends. `resumed` says whether it begins where it was left.
    pub(super) fn hold(mut self, resumed: bool, output: &mut Output) -> Answer {
        let mut editor = editor()?;
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
            let typed = self.read(turn.prompt, &mut editor, output)?;
            // The window may have another size by now.
            *output = Output::of_process(self.general.wishes(), self.general.formato);
            turn = match typed {
                Typed::Line(line) => self.player.answer(&line),
                Typed::Strange => Turn { document: strange(), prompt: turn.prompt, ..Turn::default() },
                Typed::Enough => self.player.answer("salir"),
            };
        }
        let end = if turn.events.contains(&Event::Finished) { finished() } else { self.left() };
        output.show(&end).map(|()| 0)
    }

    /// Reads a line. The pause between two steps has room around it, so that the eye finds where one ends.
    fn read(&self, prompt: Prompt, editor: &mut Editor<(), MemHistory>, output: &mut Output) -> Result<Typed, Failure> {
        let room: &[u8] = if prompt == Prompt::Pause { b"\n" } else { b"" };
        output.raw(room)?;
        let typed = self.line(prompt, editor);
        output.raw(room)?;
        Ok(typed)
    }

    fn line(&self, prompt: Prompt, editor: &mut Editor<(), MemHistory>) -> Typed {
        let sign = if self.general.ascii || self.general.accesible { ">" } else { "›" };
        let words = match prompt {
            Prompt::Pause => "Enter para seguir ",
            Prompt::Sure => "sí / no ",
            Prompt::Question | Prompt::Over => "",
        };
        match editor.readline(&format!("  {words}{sign} ")) {
            Ok(line) => Typed::Line(line),
            Err(ReadlineError::Io(error)) if error.kind() == std::io::ErrorKind::InvalidData => Typed::Strange,
            Err(_) => Typed::Enough,
        }
    }

    /// Keeps what happened. A file that cannot be written is told once, and the lesson goes on.
    fn remember(&mut self, turn: &Turn, output: &mut Output) -> Result<(), Failure> {
        if turn.events.is_empty() {
            return Ok(());
        }
        let id = self.player.played().id.clone();
        let kept = self.store.update(|progress| turn.events.iter().for_each(|event| keep(progress, &id, event)));
        if let Err(error) = kept {
            output.report(&Diagnostic::new(Severity::Warning, error.message).hint(error.hint).into())?;
        }
        super::session::warn(&mut self.store, output)
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
        let (id, step) = (&self.player.played().id, self.player.step());
        let command = match (self.general.sin_progreso, step) {
            (false, _) | (true, 0) => format!("antorcha leccion {id}"),
            (true, step) => format!("antorcha leccion {id} --desde {step}"),
        };
        let said = Text::new().say("Lo dejamos aquí. Para seguir donde estabas: ").code(command);
        Document::new().say(said)
    }
}

/// What comes next.
fn finished() -> Document {
    let command = |command: &str| Text::new().code(command);
    Document::new()
        .entries([("Sigue por aquí:", command("antorcha")), ("Lo que llevas:", command("antorcha progreso"))])
}

fn editor() -> Result<Editor<(), MemHistory>, Failure> {
    let config = Config::builder().auto_add_history(true).build();
    let history = MemHistory::with_config(&config);
    let editor = Editor::with_history(config, history);
    editor.map_err(|error| Failure::from(std::io::Error::other(error.to_string())))
}

fn strange() -> Document {
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
