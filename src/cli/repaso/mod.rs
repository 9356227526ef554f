//! `antorcha repaso`: what went wrong, again, some days later.

mod agenda;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, IsTerminal},
};

use agenda::Agenda;
use clap::Args;

use super::{
    Answer, Failure, Format, Kind, Output,
    arguments::General,
    course,
    dialogue::{Dialogue, Purpose, Tally},
    leccion,
};
use crate::{
    content::Library,
    exercise::Exercises,
    lesson::{self, Player, Prepared},
    progress::Store,
    view::Document,
};

/// Repasa lo que fallaste: te vuelve a preguntar a los 2 días, a los 5 y a las 2 semanas, hasta que lo sepas las tres veces
#[derive(Args, Debug)]
pub(super) struct Repaso {
    /// Repasa también lo que aún no toca
    #[arg(long)]
    todo: bool,

    /// Solo enseña qué toca y cuándo, sin preguntar
    #[arg(long)]
    lista: bool,
}

impl Repaso {
    /// Asks again what is due; where nobody can answer, tells what is.
    pub(super) fn run(self, general: &General, output: &mut Output) -> Answer {
        let library = general.library()?;
        let (course, exercises) = (course::outlines(&library)?, Exercises::read(&library)?);
        let mut store = general.store(output)?;
        let agenda = Agenda::new(&course, &exercises, store.progress(), self.todo);
        if output.format() == Format::Json {
            return output.json(&agenda.data()).map(|()| 0);
        }
        let silent = general.sin_pausas || !io::stdin().is_terminal() || !io::stdout().is_terminal();
        if silent || self.lista || agenda.questions().is_empty() {
            return output.show(&agenda.document()).map(|()| 0);
        }
        let mut tally = Tally::default();
        for (lesson, ids) in agenda.questions() {
            output.show(&agenda.opening(lesson, ids.len()))?;
            output.raw(b"\n")?;
            if !ask(&library, lesson, ids, (&mut store, &mut tally), general, output)? {
                return Ok(0);
            }
            output.raw(b"\n")?;
        }
        let told = end(&tally);
        let after = Agenda::new(&course, &exercises, store.progress(), false);
        output.show(&Document { blocks: [told.blocks, after.closing().blocks].concat() }).map(|()| 0)
    }
}

/// Asks some questions of a lesson again: whether the student went through to the end.
fn ask(
    library: &Library,
    id: &str,
    ids: &BTreeSet<String>,
    (store, tally): (&mut Store, &mut Tally),
    general: &General,
    output: &mut Output,
) -> Result<bool, Failure> {
    let lesson = lesson::open(library, id)?
        .ok_or_else(|| Failure::new(Kind::Content, format!("no existe la lección «{id}»")))?;
    let prepared =
        Prepared::new(lesson, &BTreeMap::new()).map_err(|unclear| Failure::new(Kind::Content, unclear.message))?;
    let played = leccion::played(&prepared, &leccion::Wishes::default(), output)?;
    let there: BTreeSet<String> =
        played.questions().filter(|question| ids.contains(&question.id)).map(|question| question.id.clone()).collect();
    // A lesson that was written anew may ask something else by now.
    if there.is_empty() {
        return Ok(true);
    }
    Dialogue::new(Player::review(played, &there), store, general, Purpose::Review(tally)).hold(false, output)
}

/// How it went.
fn end(tally: &Tally) -> Document {
    let (right, total) = (tally.right, tally.answered.len());
    let said = match (right, total) {
        (_, 0) => "No has contestado ninguna: te las volveré a preguntar.".to_owned(),
        (1, 1) => "La has sabido a la primera.".to_owned(),
        (right, total) if right == total => format!("Has sabido las {total} a la primera."),
        (0, 1) => "Esta vez no ha salido a la primera: volverá dentro de 2 días.".to_owned(),
        (0, _) => "Esta vez ninguna ha salido a la primera: volverán dentro de 2 días.".to_owned(),
        (right, total) if total - right == 1 => {
            format!("A la primera, {right} de {total}. La otra volverá dentro de 2 días.")
        }
        (right, total) => format!("A la primera, {right} de {total}. Las demás volverán dentro de 2 días."),
    };
    Document::new().say(said)
}
