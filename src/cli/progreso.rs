//! `antorcha progreso`: how far one is; takes it elsewhere, brings it back, forgets it.

use std::{
    io::{self, IsTerminal, Read},
    path::{Path, PathBuf},
};

use clap::Args;
use serde::Serialize;

use super::{
    Answer, Failure, Format, Kind, Output,
    arguments::General,
    course::{self, Outline},
    home, session,
};
use crate::{
    exercise::Exercises,
    progress::{self, Changes, Import, Lesson, Progress, Store},
    spanish,
    view::{Align, Document, Role, Table, Text},
};

/// Mira cuánto llevas de cada lección, llévate tu progreso a otra máquina o empieza de cero
#[derive(Args, Debug)]
pub(super) struct Progreso {
    /// Guarda tu progreso en un archivo; sin archivo, lo escribe en la pantalla
    #[arg(long, value_name = "ARCHIVO", num_args = 0..=1, default_missing_value = "-", group = "accion")]
    exportar: Option<PathBuf>,

    /// Añade a tu progreso el de un archivo exportado; de cada cosa queda lo que más avanzado esté. `-` lee la entrada
    /// estándar
    #[arg(long, value_name = "ARCHIVO", group = "accion")]
    importar: Option<PathBuf>,

    /// Con `--importar`, olvida lo que había en lugar de juntarlo
    #[arg(long, requires = "importar")]
    sustituir: bool,

    /// Olvida lo que has hecho en una lección, o en todas si no dices cuál
    #[arg(long, value_name = "LECCIÓN", num_args = 0..=1, default_missing_value = "", group = "accion")]
    reiniciar: Option<String>,

    /// No pregunta «¿Seguro?»
    #[arg(long)]
    si: bool,
}

/// `--formato json`.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(rename = "archivo")]
    file: Option<PathBuf>,
    #[serde(rename = "progreso")]
    progress: &'a Progress,
}

impl Progreso {
    /// Does what was asked for.
    pub(super) fn run(&self, general: &General, output: &mut Output) -> Answer {
        let course = course::outlines(&general.library()?)?;
        if let Some(file) = &self.exportar {
            return export(file, &kept(general, output)?, output);
        }
        if let Some(file) = &self.importar {
            return self.import(file, general, output);
        }
        if let Some(lesson) = &self.reiniciar {
            return self.reset(lesson, &course, general, output);
        }
        let exercises = Exercises::read(&general.library()?)?;
        let store = general.store(output)?;
        show(&course, &exercises, &store, output)
    }

    fn import(&self, file: &Path, general: &General, output: &mut Output) -> Answer {
        let (bytes, name) = if file == Path::new("-") {
            (standard_input()?, "<stdin>".to_owned())
        } else {
            (progress::read(file)?, file.display().to_string())
        };
        let mut store = kept(general, output)?;
        let replaces = self.sustituir && *store.progress() != Progress::default();
        if replaces && !self.sure("Vas a olvidar todo lo que hay en esta máquina.", output)? {
            return nothing(output);
        }
        let how = if self.sustituir { Import::Replace } else { Import::Merge };
        let changes = store.import(&bytes, &name, how)?;
        session::warn(&mut store, output)?;
        output.show(&told(&format!("He importado «{name}»"), &changes)).map(|()| 0)
    }

    fn reset(&self, lesson: &str, course: &[Outline], general: &General, output: &mut Output) -> Answer {
        let mut store = kept(general, output)?;
        let id = match lesson {
            "" => None,
            id if store.progress().lessons.contains_key(id) => Some(id),
            name => Some(course::find(course, name)?.front.id.as_str()),
        };
        let question = match id {
            Some(id) => format!("Vas a olvidar lo que has hecho en «{id}»."),
            None => "Vas a olvidar todo lo que has hecho.".to_owned(),
        };
        if !self.sure(&question, output)? {
            return nothing(output);
        }
        let changes = store.reset(id)?;
        session::warn(&mut store, output)?;
        output.show(&told("Hecho", &changes)).map(|()| 0)
    }

    /// Whether the student means it. Where nobody can answer, `--si` has to say so.
    fn sure(&self, what: &str, output: &mut Output) -> Result<bool, Failure> {
        if self.si {
            return Ok(true);
        }
        if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
            let message = "esto no se puede deshacer, y aquí no puedo preguntarte si estás seguro";
            return Err(Failure::new(Kind::Usage, message).hint(Text::marked("si lo estás, añade `--si`")));
        }
        output.show(&Document::new().say(what))?;
        loop {
            output.raw("  ¿Seguro? [sí/no] ".as_bytes())?;
            let mut line = String::new();
            if io::stdin().read_line(&mut line)? == 0 {
                output.raw(b"\n")?;
                return Ok(false);
            }
            if let Some(sure) = spanish::yes_no(&line) {
                return Ok(sure);
            }
            output.show(&Document::new().say("Responde sí o no."))?;
        }
    }
}

/// The progress with a file behind it; without one, there is nothing to export or change.
fn kept(general: &General, output: &mut Output) -> Result<Store, Failure> {
    let mut store = general.silent_store();
    if store.file().is_some() {
        session::warn(&mut store, output)?;
        return Ok(store);
    }
    Err(store.warnings().into_iter().next().map_or_else(
        || {
            Failure::new(Kind::Usage, "sin un archivo de progreso no hay nada que guardar ni cambiar")
                .hint(Text::marked("quita `--sin-progreso`, o di en `ANTORCHA_DATOS` en qué carpeta está"))
        },
        Failure::from,
    ))
}

fn export(file: &Path, store: &Store, output: &mut Output) -> Answer {
    if file == Path::new("-") {
        return output.raw(store.export().as_bytes()).map(|()| 0);
    }
    progress::save(file, &store.export())?;
    let said = Text::new().say(format!("Tu progreso está en «{}». En la otra máquina: ", file.display()));
    output.show(&Document::new().say(said.code("antorcha progreso --importar ARCHIVO"))).map(|()| 0)
}

fn nothing(output: &mut Output) -> Answer {
    output.show(&Document::new().say("No he cambiado nada.")).map(|()| 0)
}

/// All of standard input, up to more than any progress takes.
fn standard_input() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    io::stdin().lock().take(16 << 20).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What has changed, in one line.
fn told(done: &str, changes: &Changes) -> Document {
    let names = |names: &[String]| names.iter().map(|name| format!("«{name}»")).collect::<Vec<_>>().join(", ");
    let parts = [("Nuevo", &changes.added), ("Cambiado", &changes.changed), ("Olvidado", &changes.removed)];
    let mut parts: Vec<String> =
        parts.iter().filter(|(_, ids)| !ids.is_empty()).map(|(word, ids)| format!("{word}: {}.", names(ids))).collect();
    if changes.others {
        parts.push("También han cambiado los ejercicios o la lista de comprobación.".to_owned());
    }
    let what = if parts.is_empty() { "No había nada que cambiar.".to_owned() } else { parts.join(" ") };
    Document::new().say(format!("{done}. {what}"))
}

/// The progress, lesson by lesson.
fn show(course: &[Outline], exercises: &Exercises, store: &Store, output: &mut Output) -> Answer {
    if output.format() == Format::Json {
        output.json(&Shown { file: store.file(), progress: store.progress() })?;
        return Ok(0);
    }
    let progress = store.progress();
    let page = if progress.lessons.is_empty() && progress.checklist.is_empty() && progress.exercises.is_empty() {
        Document::new().say("Todavía no has empezado ninguna lección ni ningún ejercicio.")
    } else {
        Document::new().with(table(course, progress, progress::now()))
    };
    let rest = practice(exercises, progress).into_iter().chain([home::next(course, progress)]);
    output.show(&page.entries(rest)).map(|()| 0)
}

/// How the exercises go, once one was tried.
fn practice(exercises: &Exercises, progress: &Progress) -> Option<(&'static str, Text)> {
    let tried: Vec<_> = exercises.iter().filter_map(|exercise| progress.exercise(&exercise.front.id)).collect();
    let passed = tried.iter().filter(|practice| practice.passed).count();
    let hints = tried.iter().fold(0_u32, |sum, practice| sum.saturating_add(practice.hints));
    let said = format!("superados {passed} de {}, {}", exercises.iter().count(), hints_used(hints));
    (!tried.is_empty()).then(|| ("Ejercicios:", Text::from(said)))
}

fn hints_used(hints: u32) -> String {
    match hints {
        0 => "sin pistas".to_owned(),
        1 => "con una pista".to_owned(),
        hints => format!("con {hints} pistas"),
    }
}

fn table(course: &[Outline], progress: &Progress, now: u64) -> Table {
    let table = Table::new().column("Lección", Align::Left).column("Pasos", Align::Left);
    let table = table.column("Aciertos", Align::Left).column("Pistas", Align::Right).column("Última vez", Align::Left);
    course.iter().fold(table, |table, lesson| {
        let steps = lesson.meter(progress).words();
        let id = Text::new().code(&lesson.front.id);
        match progress.lesson(&lesson.front.id) {
            None => table.row([id, steps]),
            Some(lesson) => table.row([id, steps, right(lesson), hints(lesson), ago(now, lesson.last).into()]),
        }
    })
}

/// How many of the predictions tried were right.
fn right(lesson: &Lesson) -> Text {
    match lesson.predictions.len() {
        0 => Text::new().with(Role::Muted, "ninguno aún"),
        tried => format!("{} de {tried}", lesson.right()).into(),
    }
}

fn hints(lesson: &Lesson) -> Text {
    lesson.hints().to_string().into()
}

/// How long ago it was.
fn ago(now: u64, then: u64) -> String {
    let seconds = now.saturating_sub(then);
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400);
    match () {
        () if then == 0 => String::new(),
        () if minutes == 0 => "ahora mismo".to_owned(),
        () if hours == 0 => format!("hace {minutes} min"),
        () if days == 0 => format!("hace {hours} h"),
        () if days == 1 => "hace un día".to_owned(),
        () if days < 60 => format!("hace {days} días"),
        () if days < 730 => format!("hace {} meses", days / 30),
        () => format!("hace {} años", days / 365),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_roughly() {
        let now = 2_000_000_000;
        let cases = [
            (0, "ahora mismo"),
            (59, "ahora mismo"),
            (60, "hace 1 min"),
            (7199, "hace 1 h"),
            (86_400, "hace un día"),
            (3 * 86_400, "hace 3 días"),
            (90 * 86_400, "hace 3 meses"),
            (800 * 86_400, "hace 2 años"),
        ];
        for (seconds, told) in cases {
            assert_eq!(ago(now, now - seconds), told, "{seconds}");
        }
        assert_eq!(ago(now, now + 9), "ahora mismo", "clocks differ");
        assert_eq!(ago(now, 0), "");
    }

    #[test]
    fn changes_are_told_in_a_line() {
        let changes =
            Changes { added: vec!["capa".into()], changed: vec!["a".into(), "b".into()], ..Changes::default() };
        let plain = |changes: &Changes| format!("{:?}", told("Hecho", changes));
        assert!(plain(&changes).contains("Hecho. Nuevo: «capa». Cambiado: «a», «b»."));
        assert!(plain(&Changes::default()).contains("Hecho. No había nada que cambiar."));
    }
}
