//! `antorcha leccion`: a lesson as a dialogue, or whole.

use std::{
    collections::BTreeMap,
    io::{self, IsTerminal},
};

use clap::Args;
use serde::Serialize;

use super::{
    Answer, BadValue, Failure, Format, Kind, Output,
    arguments::General,
    course,
    dialogue::{self, Dialogue, Purpose},
    panics,
};
use crate::{
    checklist::{self, Checklist},
    content::Library,
    guard::Ending,
    lesson::{self, Audience, Lesson, Played, Player, Prepared},
    progress::Progress,
    spanish::Unclear,
    view::{Document, Meter, NoteKind, Text},
};

/// Sigue una lección: te pregunta antes de enseñarte cada resultado, y continúa donde la dejaste
#[derive(Args, Debug)]
pub struct Leccion {
    /// Su número o su nombre, por ejemplo `1` o `comparar`
    #[arg(value_name = "LECCIÓN")]
    lesson: String,

    #[command(flatten)]
    wishes: Wishes,
}

/// How a lesson is to be told. Commands that open one lesson take the same.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Wishes {
    /// Empieza en este paso: su número o su nombre; `1` vuelve a empezar
    #[arg(long, value_name = "PASO")]
    pub desde: Option<String>,

    /// Cambia un valor de la lección, por ejemplo `--con x="1 -2 0,5"`
    #[arg(long = "con", value_name = "NOMBRE=VALOR", value_parser = setting)]
    pub settings: Vec<(String, String)>,

    /// Enseña también las notas para el docente
    #[arg(long)]
    pub docente: bool,

    /// Escribe el programa de PyTorch que da los números de la lección
    #[arg(long)]
    pub codigo: bool,
}

fn setting(text: &str) -> Result<(String, String), BadValue> {
    let wrong = || BadValue("escribe el nombre, un igual y el valor, por ejemplo x=\"1 -2 0,5\"".to_owned());
    let (name, value) = text.split_once('=').ok_or_else(wrong)?;
    Ok((name.trim().to_owned(), value.to_owned()))
}

/// `--formato json`: the lesson with its answers, and the program behind it.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    played: &'a Played,
    #[serde(rename = "programa")]
    program: String,
}

impl Leccion {
    /// Tells the lesson.
    pub(super) fn run(self, general: &General, output: &mut Output) -> Answer {
        tell(&self.lesson, &self.wishes, general, output)
    }
}

/// Tells the lesson with this number or name.
pub(super) fn tell(wanted: &str, wishes: &Wishes, general: &General, output: &mut Output) -> Answer {
    let library = general.library()?;
    let lesson = lesson::open(&library, wanted)?.ok_or_else(|| unknown(&library, wanted))?;
    let settings: BTreeMap<_, _> = wishes.settings.iter().cloned().collect();
    let prepared = Prepared::new(lesson, &settings).map_err(|unclear| usage(&unclear))?;
    if wishes.codigo {
        return output.raw(prepared.program().as_bytes()).map(|()| 0);
    }
    let played = played(&prepared, wishes, output)?;
    let from = wishes.desde.as_ref().map(|wanted| step(&played, wanted)).transpose()?;
    let audience = if wishes.docente { Audience::Teacher } else { Audience::Student };
    if output.format() == Format::Json {
        return output.json(&Whole { played: &played, program: prepared.program() }).map(|()| 0);
    }
    if general.sin_pausas || !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return output.show(&lesson::document(&played, from.unwrap_or(0), audience)).map(|()| 0);
    }
    let mut store = general.store(output)?;
    let (told, resumed) = player(played, from, store.progress());
    if !resumed && from.is_none() {
        let course = course::outlines(&library)?;
        let missing = course::missing(&course, &prepared.lesson().requires, store.progress());
        if let Some(before) = course::before(&missing) {
            output.show(&Document::new().note(NoteKind::Note, before))?;
            output.raw(b"\n")?;
        }
    }
    let id = told.played().id.clone();
    let dialogue = Dialogue::new(told.audience(audience), &mut store, general, Purpose::Lesson);
    let finished = dialogue.hold(resumed, output)?;
    match (finished, id.as_str()) {
        (false, _) => Ok(0),
        // This lesson ends in what it is about.
        (true, checklist::LESSON) => {
            output.raw(b"\n")?;
            super::checklist::hold(&Checklist::read(&library)?, None, None, general, output)
        }
        (true, _) => output.show(&dialogue::finished()).map(|()| 0),
    }
}

/// Runs the lesson's program; who watches sees how far it is.
pub(super) fn played(prepared: &Prepared, wishes: &Wishes, output: &mut Output) -> Result<Played, Failure> {
    let watched = output.is_watched();
    let ran = prepared.run(|done, total| {
        if watched {
            // A bar that cannot be drawn is no reason to stop.
            let _ = output.advance("Preparando la lección", Meter::new(done, total), "");
        }
    });
    if watched {
        output.clear_advance()?;
    }
    ran.map_err(|failure| match failure {
        lesson::Failure::Content(error) if !wishes.settings.is_empty() => {
            let said = Text::new().say("con esos valores la lección no funciona: ").join(Text::marked(&error.message));
            Failure::new(Kind::Usage, said).hint(Text::marked("prueba otros valores con `--con`, o la lección sin él"))
        }
        lesson::Failure::Content(error) => error.into(),
        lesson::Failure::Start(error) => {
            Failure::new(Kind::Environment, "no se pudo iniciar el proceso que ejecuta la lección")
                .hint(Text::new().say("el sistema dice: ").code(error.to_string()))
        }
        lesson::Failure::Ended(ending) => ended(&ending, prepared.lesson()),
    })
}

/// The lesson's program ended before its end.
fn ended(ending: &Ending, lesson: &Lesson) -> Failure {
    let what = match ending {
        Ending::Bug(text) => return panics::failure(text.trim()),
        Ending::Outcome(_) => "su programa termina antes de tiempo",
        Ending::TimeLimit(_) => "su programa tarda demasiado",
        Ending::MemoryLimit => "su programa pide más memoria de la que hay para él",
        Ending::StackLimit => "su programa anida demasiado sus datos",
    };
    Failure::new(Kind::Content, format!("la lección «{}» no se puede mostrar: {what}", lesson.id))
        .hint(Text::new().say("la lección está en ").code(lesson.source.name.clone()))
}

/// The dialogue, and whether it goes on where it was left.
fn player(played: Played, from: Option<usize>, progress: &Progress) -> (Player, bool) {
    let kept = progress.lesson(&played.id).filter(|lesson| !lesson.finished && lesson.step > 0 && from.is_none());
    let Some(kept) = kept else {
        return (Player::new(played, from.filter(|step| *step > 0)), false);
    };
    let right = kept.predictions.iter().filter(|(_, prediction)| prediction.right).map(|(id, _)| id.clone());
    (Player::new(played, Some(kept.step - 1)).answered(right), true)
}

fn step(played: &Played, wanted: &str) -> Result<usize, Failure> {
    played.step(wanted).ok_or_else(|| {
        let message = format!("la lección «{}» no tiene ningún paso «{wanted}»", played.id);
        let ids: Vec<&str> = played.steps.iter().map(|step| step.id.as_str()).collect();
        let hint = format!("del 1 al {}, o por su nombre: {}", played.steps.len(), ids.join(", "));
        Failure::new(Kind::Usage, message).hint(hint)
    })
}

fn unknown(library: &Library, wanted: &str) -> Failure {
    let failure = Failure::new(Kind::Usage, format!("no conozco la lección «{wanted}»"));
    if let Some(meant) = lesson::meant(library, wanted) {
        return failure.hint(Text::new().say("¿quisiste decir ").code(meant).say("?"));
    }
    let entries = lesson::entries(library);
    let names: Vec<String> = entries.iter().map(|entry| format!("{} ({})", entry.number, entry.id)).collect();
    failure.hint(format!("las que hay son {}", names.join(", ")))
}

fn usage(unclear: &Unclear) -> Failure {
    Failure::new(Kind::Usage, unclear.message.clone()).hint(unclear.hint.clone())
}
