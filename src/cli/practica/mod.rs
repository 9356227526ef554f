//! `antorcha practica`: exercises in real PyTorch code, written in any editor and checked here.

mod list;
mod watch;
mod workspace;

use std::{
    io::{self, IsTerminal},
    path::PathBuf,
};

use clap::{Args, Subcommand};
use workspace::Workspace;

use super::{Answer, Failure, Format, Kind, Output, arguments::General, session};
use crate::{
    exercise::{self, Exercise, Exercises, Judge},
    guard::Limits,
    progress::{Progress, Store},
    reference::pitfall::Pitfalls,
    spanish,
    view::{Document, NoteKind, Reply, Text},
};

/// Ejercicios para escribir en tu editor y comprobar aquí. Sin nada más, la lista y el siguiente
#[derive(Args, Debug)]
pub(super) struct Practica {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Escribe los ejercicios en una carpeta, un archivo `.py` cada uno; los que ya están no los toca
    Iniciar {
        /// La carpeta; si no la dices, `ejercicios`
        #[arg(value_name = "CARPETA", default_value = FOLDER)]
        folder: PathBuf,
    },
    /// Enseña el enunciado del siguiente ejercicio, o del que digas
    Siguiente(Which),
    /// Comprueba tu archivo; sin decir cuál, el siguiente
    Comprobar(Which),
    /// Da una pista: hay tres, cada una más clara
    Pista(Which),
    /// Enseña una solución; si aún no lo has superado, pregunta antes
    Solucion {
        #[command(flatten)]
        which: Which,
        /// No preguntes «¿Seguro?»
        #[arg(long)]
        si: bool,
    },
    /// Vuelve a escribir el archivo de un ejercicio; lo tuyo se queda al lado, con otro nombre
    Reiniciar(Which),
    /// Comprueba cada archivo en cuanto lo guardas, hasta que pulses Ctrl-C
    Vigilar,
}

#[derive(Args, Clone, Debug)]
struct Which {
    /// El número o el nombre del ejercicio; también vale el nombre de su archivo
    #[arg(value_name = "EJERCICIO")]
    id: Option<String>,
}

/// Where exercises are written, where nothing else is said.
const FOLDER: &str = "ejercicios";

/// What the commands work with.
struct Practice<'a> {
    exercises: Exercises,
    store: Store,
    general: &'a General,
}

impl Practica {
    /// Does what was asked for.
    pub(super) fn run(self, general: &General, output: &mut Output) -> Answer {
        let exercises = Exercises::read(&general.library()?)?;
        let store = general.store(output)?;
        let mut practice = Practice { exercises, store, general };
        match self.action {
            None => practice.list(output),
            Some(Action::Iniciar { folder }) => practice.begin(&folder, output),
            Some(Action::Siguiente(which)) => practice.statement(&which, output),
            Some(Action::Comprobar(which)) => practice.check(&which, output),
            Some(Action::Pista(which)) => practice.hint(&which, output),
            Some(Action::Solucion { which, si }) => practice.solution(&which, si, output),
            Some(Action::Reiniciar(which)) => practice.restore(&which, output),
            Some(Action::Vigilar) => practice.watch(output),
        }
    }
}

impl Practice<'_> {
    fn list(&self, output: &mut Output) -> Answer {
        let workspace = Workspace::find(&self.exercises, self.store.progress());
        match output.format() {
            Format::Text => output.show(&list::document(&self.exercises, workspace.as_ref(), self.store.progress())),
            Format::Json => output.json(&list::data(&self.exercises, workspace.as_ref(), self.store.progress())),
        }?;
        Ok(0)
    }

    fn begin(&mut self, folder: &std::path::Path, output: &mut Output) -> Answer {
        // Whoever stands among the exercises does not want others inside.
        let here = std::path::Path::new(".");
        let nested = folder == std::path::Path::new(FOLDER) && Workspace::holds(here, &self.exercises);
        let folder = if nested { here } else { folder };
        let (workspace, written) = Workspace::begin(folder, &self.exercises)?;
        let place = workspace.folder().display().to_string();
        self.update(output, |progress| progress.practice_folder = Some(place))?;
        let said = match written {
            0 => "Los ejercicios ya estaban ahí: no he tocado ninguno.".to_owned(),
            1 => "He escrito 1 ejercicio.".to_owned(),
            written => format!("He escrito {written} ejercicios, un archivo cada uno."),
        };
        let folder = Text::new().code(workspace.folder().display().to_string());
        let command = |command: &str| Text::new().code(command);
        let document = Document::new().say(said).entries([
            ("Carpeta:", folder),
            ("El primero:", command("antorcha practica siguiente")),
            ("Al guardar:", command("antorcha practica comprobar")),
        ]);
        output.show(&document).map(|()| 0)
    }

    fn statement(&self, which: &Which, output: &mut Output) -> Answer {
        let exercise = self.exercise(which)?;
        let mut document = exercise.document();
        if let Some(workspace) = Workspace::find(&self.exercises, self.store.progress()) {
            let id = &exercise.front.id;
            document = document.entries([
                ("Tu archivo:", Text::new().code(workspace.short_path(exercise))),
                ("Comprobar:", Text::new().code(format!("antorcha practica comprobar {id}"))),
                ("Una pista:", Text::new().code(format!("antorcha practica pista {id}"))),
            ]);
        } else {
            document = document.note(NoteKind::Hint, Text::marked("`antorcha practica iniciar` escribe los archivos."));
        }
        output.show(&document).map(|()| 0)
    }

    fn check(&mut self, which: &Which, output: &mut Output) -> Answer {
        let workspace = self.workspace()?;
        let exercise = self.exercise(which)?.clone();
        let passed = self.check_one(&exercise, &workspace, output)?;
        Ok(u8::from(!passed))
    }

    /// Checks the student's file, remembers how it went, and tells it.
    fn check_one(&mut self, exercise: &Exercise, workspace: &Workspace, output: &mut Output) -> Result<bool, Failure> {
        let submission = workspace.submission(exercise)?;
        let pitfalls = if exercise.front.review { Some(Pitfalls::read(&self.general.library()?)?) } else { None };
        let mut judge = Judge::new(exercise)?;
        if let Some(pitfalls) = &pitfalls {
            judge = judge.reviewing(pitfalls);
        }
        let checked = judge.check(&submission, Limits::default())?;
        let mut document = checked.document(exercise, &submission.name, &submission.source);
        let passed = checked.passed();
        let id = exercise.front.id.clone();
        let mistake = checked.mistakes.first().map(|(id, _)| id.clone());
        self.update(output, |progress| progress.practised(&id, passed, mistake.as_deref()))?;
        document.blocks.extend(checked.objection.iter().flat_map(|review| review.document().blocks));
        document.blocks.extend(self.end(exercise, passed).blocks);
        match output.format() {
            Format::Text => output.show(&document)?,
            Format::Json => output.json(&list::checked(exercise, &checked, passed, document))?,
        }
        Ok(passed)
    }

    /// What to say last: why it works and what comes next, or how to get help.
    fn end(&self, exercise: &Exercise, passed: bool) -> Document {
        let command = |command: String| Text::new().code(command);
        if !passed {
            let id = &exercise.front.id;
            return Document::new().entries([("Una pista:", command(format!("antorcha practica pista {id}")))]);
        }
        let document = exercise.success();
        match self.next() {
            Some(next) => {
                document.entries([("El siguiente:", command(format!("antorcha practica siguiente {}", next.front.id)))])
            }
            None => document.say("Has superado todos los ejercicios. Enhorabuena."),
        }
    }

    fn hint(&mut self, which: &Which, output: &mut Output) -> Answer {
        let exercise = self.exercise(which)?.clone();
        let id = exercise.front.id.clone();
        let shown = self.store.progress().exercise(&id).map_or(0, |state| state.hints as usize);
        let number = (shown + 1).min(exercise.hints.len());
        self.update(output, |progress| progress.practice_hint(&id, number as u32))?;
        let hint = Reply::hint(number, exercise.hints.len(), exercise.hints[number - 1].clone());
        let mut document = Document::new().heading(exercise.heading()).with(hint);
        if number == exercise.hints.len() {
            let command = Text::new().say("No hay más. La solución: ").code(format!("antorcha practica solucion {id}"));
            document = document.say(command);
        }
        output.show(&document).map(|()| 0)
    }

    fn solution(&mut self, which: &Which, sure: bool, output: &mut Output) -> Answer {
        let exercise = self.exercise(which)?.clone();
        let id = exercise.front.id.clone();
        let passed = self.store.progress().exercise(&id).is_some_and(|state| state.passed);
        if !passed && !sure && !confirmed(&exercise, output)? {
            return output.show(&Document::new().say("Bien: sigue intentándolo.")).map(|()| 1);
        }
        self.update(output, |progress| progress.saw_solution(&id))?;
        let code = crate::view::Code::new(exercise.solution.trim_end());
        let mut document = Document::new().heading(exercise.heading()).with(code);
        document.blocks.extend(exercise.success().blocks);
        output.show(&document).map(|()| 0)
    }

    fn restore(&mut self, which: &Which, output: &mut Output) -> Answer {
        let (workspace, exercise) = (self.workspace()?, self.exercise(which)?.clone());
        let kept = workspace.restore(&exercise)?;
        self.update(output, |progress| progress.begin_again(&exercise.front.id))?;
        let mut text = Text::new().code(exercise.file_name()).say(" está como al principio.");
        if let Some(kept) = kept {
            text = text.say(" Lo que tenías queda en ").code(kept).say(".");
        }
        output.show(&Document::new().say(text)).map(|()| 0)
    }

    /// The exercise that was asked for, or the next.
    fn exercise(&self, which: &Which) -> Result<&Exercise, Failure> {
        match &which.id {
            Some(name) => self.exercises.find(name).map_err(|unknown| not_found(&unknown)),
            None => self.next().or_else(|| self.exercises.iter().last()).ok_or_else(none_at_all),
        }
    }

    /// The first that is not passed.
    fn next(&self) -> Option<&Exercise> {
        list::next(&self.exercises, self.store.progress())
    }

    fn workspace(&self) -> Result<Workspace, Failure> {
        Workspace::find(&self.exercises, self.store.progress()).ok_or_else(|| {
            Failure::new(Kind::Usage, "aquí no hay ejercicios que comprobar")
                .hint(Text::marked("`antorcha practica iniciar` los escribe en la carpeta «ejercicios»"))
        })
    }

    fn update(&mut self, output: &mut Output, change: impl FnOnce(&mut Progress)) -> Result<(), Failure> {
        if let Err(error) = self.store.update(change) {
            let warning = crate::view::Diagnostic::new(crate::view::Severity::Warning, error.message).hint(error.hint);
            output.report(&warning.into())?;
        }
        session::warn(&mut self.store, output)
    }
}

/// Whether the student wants to see the solution of what is not passed yet.
fn confirmed(exercise: &Exercise, output: &mut Output) -> Result<bool, Failure> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(Failure::new(Kind::Usage, "aún no has superado este ejercicio, y aquí no puedo preguntarte")
            .hint(Text::marked("si quieres ver ya la solución, añade `--si`")));
    }
    let question = "Aún no lo has superado. ¿Quieres ver ya la solución? (sí / no)";
    output.show(&Document::new().heading(exercise.heading()).with(Reply::question(question)))?;
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(spanish::yes_no(&line) == Some(true))
}

pub(super) fn not_found(unknown: &exercise::Unknown) -> Failure {
    let failure = Failure::new(Kind::Usage, format!("no hay ningún ejercicio «{}»", unknown.word));
    match &unknown.nearest {
        Some(id) => failure.hint(Text::new().say("¿quisiste decir ").code(id).say("?")),
        None => failure.hint(Text::marked("`antorcha practica` los enseña todos")),
    }
}

fn none_at_all() -> Failure {
    Failure::new(Kind::Content, "no hay ningún ejercicio")
}

impl From<exercise::Failure> for Failure {
    fn from(failure: exercise::Failure) -> Self {
        match failure {
            exercise::Failure::NotStarted(error) => super::ejecutar::not_started(&error),
            exercise::Failure::Solution(why) => {
                Self::new(Kind::Content, "la solución de este ejercicio no funciona").hint(Text::new().code(why))
            }
        }
    }
}
