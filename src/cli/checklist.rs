//! `antorcha checklist`: the four points, in a dialogue, in a file, or beside a program.

use std::{
    io::{self, IsTerminal},
    path::PathBuf,
    time::Duration,
};

use clap::Args;
use serde::Serialize;

use super::{
    Answer, Failure, Format, Kind, Output,
    arguments::General,
    dialogue,
    ejecutar::{not_started, seconds},
    input,
    keyboard::{Keyboard, Typed},
    panics, session, whole,
};
use crate::{
    checklist::{self, Ask, Checklist, Claim, Code, Interview, Kernel, Notice, Report, Written},
    content::Library,
    diagnose::Reviewer,
    guard::{Ending, Limits},
    progress::{Progress, Store},
    reference::pitfall::Pitfalls,
    view::{Diagnostic, Document, NoteKind, Severity, Text},
};

/// Repasa tu modelo con los cuatro puntos de la lista: te pregunta, lee tu lista o mira tu código
#[derive(Args, Debug, Default)]
#[command(after_help = "Ejemplos:\n`antorcha checklist`\n`antorcha checklist --plantilla > lista.md`\n\
                        `antorcha checklist --archivo lista.md --modelo modelo.py`")]
pub struct Lista {
    /// Comprueba una lista que has escrito tú; `-` lee la entrada estándar
    #[arg(long, value_name = "LISTA.md")]
    archivo: Option<PathBuf>,

    /// Escribe una lista para rellenar, que luego lee `--archivo`
    #[arg(long, conflicts_with_all = ["archivo", "modelo"])]
    plantilla: bool,

    /// Compara cada respuesta con tu programa
    #[arg(long, value_name = "MODELO.py")]
    modelo: Option<PathBuf>,

    /// Empieza en este punto, del 1 al 4
    #[arg(long, value_name = "N", value_parser = number, conflicts_with_all = ["archivo", "plantilla"])]
    desde: Option<usize>,

    /// Escribe solo los programas de los ejemplos
    #[arg(long, conflicts_with_all = ["archivo", "plantilla", "modelo", "desde"])]
    codigo: bool,

    /// Cuántos segundos puede durar tu programa
    #[arg(long, value_name = "SEGUNDOS", default_value = "10", value_parser = seconds, requires = "modelo")]
    limite: Duration,
}

fn number(text: &str) -> Result<usize, super::BadValue> {
    whole(text, 1..=99).map(|number| usize::try_from(number).unwrap_or(1))
}

/// What a list is, in messages about files that are none.
const LIST: input::Expected = input::Expected {
    what: "una lista de comprobación",
    extension: "md",
    instead: "indica el archivo que quieres comprobar",
};

/// `--formato json`
#[derive(Serialize)]
struct Data<'a> {
    #[serde(rename = "completa")]
    complete: bool,
    #[serde(rename = "resueltos")]
    settled: usize,
    #[serde(rename = "puntos")]
    points: Vec<checklist::Point>,
    #[serde(rename = "avisos", skip_serializing_if = "Option::is_none")]
    notices: Option<&'a [Notice]>,
    #[serde(rename = "archivo", skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(rename = "modelo", skip_serializing_if = "Option::is_none")]
    model: Option<&'a str>,
    #[serde(rename = "documento")]
    document: Document,
}

impl Lista {
    /// Does what was asked for.
    ///
    /// # Errors
    /// A file cannot be read, or a text of ours is wrong.
    pub(super) fn run(self, general: &General, output: &mut Output) -> Answer {
        let library = general.library()?;
        let checklist = Checklist::read(&library)?;
        if self.plantilla {
            return output.raw(checklist::template(&checklist).as_bytes()).map(|()| 0);
        }
        if self.codigo {
            let programs: Vec<String> = checklist.items.iter().map(checklist::Item::commented).collect();
            return output.raw(programs.join("\n\n").as_bytes()).map(|()| 0);
        }
        let code = self.code(&library)?;
        match &self.archivo {
            Some(_) => self.written(&checklist, code.as_ref(), general, output),
            None if talks(general, output) => {
                let from = self.desde.map(|number| number - 1);
                hold(&checklist, from, code.as_ref(), general, output)
            }
            None => alone(&checklist, code.as_ref(), general, output),
        }
    }

    /// The program, run and looked at.
    fn code(&self, library: &Library) -> Result<Option<Code>, Failure> {
        let Some(file) = &self.modelo else { return Ok(None) };
        if self.archivo.as_ref().is_some_and(|list| *list == *file && file.as_os_str() == "-") {
            let failure =
                Failure::new(Kind::Usage, "la lista y el modelo no pueden venir los dos de la entrada estándar");
            return Err(failure.hint(Text::marked("guarda uno de los dos en un archivo")));
        }
        let program = input::program(file)?;
        let pitfalls = Pitfalls::read(library)?;
        let reviewer =
            Reviewer { pitfalls: &pitfalls, limits: Limits { time: Some(self.limite), ..Limits::default() } };
        let code = Code::look(&program, &reviewer).map_err(|error| not_started(&error))?;
        match &code.review.ending {
            Ending::Bug(text) => Err(panics::failure(text.trim())),
            _ => Ok(Some(code)),
        }
    }

    /// A list that the student wrote.
    fn written(&self, checklist: &Checklist, code: Option<&Code>, general: &General, output: &mut Output) -> Answer {
        let Some(file) = &self.archivo else { return Ok(2) };
        let (name, text) = input::text(file, LIST)?;
        let written = understand(&name, &text, checklist)?;
        let mut report = Report::new(checklist, written.claims.clone(), code, Kernel::guarded())?;
        for (index, said) in &written.conflicts {
            report.contradict(*index, said.as_str());
        }
        keep_all(checklist, &report, general, output)?;
        let notices = written.notices.iter().map(|notice| notice.diagnostic(&name));
        let mut document = notices.fold(Document::new(), Document::with);
        document.blocks.extend(report.document(true).blocks);
        let data = data(&report, code, document);
        show(&Data { notices: Some(&written.notices), file: Some(&name), ..data }, output)?;
        Ok(u8::from(!report.is_complete()))
    }
}

/// Reads a list that speaks of at least one item.
fn understand(name: &str, text: &str, checklist: &Checklist) -> Result<Written, Failure> {
    let wrong = |message: String, hint: &str| Err(Failure::new(Kind::Usage, message).hint(Text::marked(hint)));
    if text.trim().is_empty() {
        return wrong(
            format!("«{name}» está vacío"),
            "`antorcha checklist --plantilla` escribe una lista para rellenar",
        );
    }
    if text.contains(|c: char| c.is_control() && !c.is_whitespace()) {
        return wrong(
            format!("«{name}» no es un archivo de texto"),
            "guarda tu lista como texto, por ejemplo `lista.md`",
        );
    }
    let written = Written::read(text, checklist);
    if written.found() == 0 {
        let message = format!("en «{name}» no encuentro ninguno de los puntos de la lista");
        return wrong(message, "`antorcha checklist --plantilla` escribe una lista para rellenar");
    }
    Ok(written)
}

/// Whether somebody can be asked.
fn talks(general: &General, output: &Output) -> bool {
    let terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    terminal && !general.sin_pausas && output.format() == Format::Text
}

/// Nobody can be asked: what the code shows or, without code, the whole list.
fn alone(checklist: &Checklist, code: Option<&Code>, general: &General, output: &mut Output) -> Answer {
    if code.is_some() {
        let report = Report::new(checklist, vec![Claim::default(); checklist.items.len()], code, Kernel::guarded())?;
        show(&data(&report, code, report.shown()), output)?;
        return Ok(u8::from(report.is_contradicted()));
    }
    let document = checklist::document(checklist, Kernel::guarded())?;
    let store = general.store(output)?;
    let report = Report::new(checklist, kept(checklist, store.progress()), None, Kernel::guarded())?;
    show(&data(&report, None, document), output).map(|()| 0)
}

fn show(data: &Data<'_>, output: &mut Output) -> Result<(), Failure> {
    match output.format() {
        Format::Json => output.json(data),
        Format::Text => output.show(&data.document),
    }
}

fn data<'a>(report: &Report<'_>, code: Option<&'a Code>, document: Document) -> Data<'a> {
    Data {
        complete: report.is_complete(),
        settled: report.settled(),
        points: report.points(),
        notices: None,
        file: None,
        model: code.map(|code| code.review.script.name.as_str()),
        document,
    }
}

/// What the student has answered before.
fn kept(checklist: &Checklist, progress: &Progress) -> Vec<Claim> {
    let claim = |item: &checklist::Item| {
        let kept = progress.checked(&item.front.id).cloned();
        kept.and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default()
    };
    checklist.items.iter().map(claim).collect()
}

/// The checklist as a dialogue. Without `from` it goes on where it was left.
pub(super) fn hold(
    checklist: &Checklist,
    from: Option<usize>,
    code: Option<&Code>,
    general: &General,
    output: &mut Output,
) -> Answer {
    let mut keyboard = Keyboard::new(general)?;
    let mut store = general.store(output)?;
    let claims = if from == Some(0) { Vec::new() } else { kept(checklist, store.progress()) };
    let open = claims.iter().position(|claim| claim.answer.is_none());
    let answered = claims.iter().filter(|claim| claim.answer.is_some()).count();
    if from.is_none() && answered > 0 {
        if open.is_none() {
            return finished(checklist, claims, code, output);
        }
        output.show(&resumed(answered, checklist.items.len()))?;
    }
    let start = from.or(open).unwrap_or(0);
    let mut interview = Interview::new(checklist, claims, start, code, Kernel::guarded());
    let mut turn = interview.start()?;
    loop {
        if let Some(kept) = turn.kept.take() {
            keep(&mut store, &kept.id, &kept.claim, kept.settled, output)?;
        }
        output.show(&turn.document)?;
        if turn.finished {
            break;
        }
        let typed = read(interview.waits_for(), &mut keyboard, output)?;
        // The window may have another size by now.
        *output = Output::of_process(general.wishes(), general.formato);
        turn = match typed {
            Typed::Line(line) => interview.answer(&line)?,
            Typed::Strange => checklist::Turn { document: dialogue::strange(), ..checklist::Turn::default() },
            Typed::Enough => interview.answer("salir")?,
        };
    }
    if turn.document.blocks.is_empty() {
        output.show(&left(&interview, general))?;
    }
    Ok(u8::from(!interview.report()?.is_complete()))
}

/// Reads a line. The pause between two items has room around it, so that the eye finds where one ends.
fn read(waits_for: Ask, keyboard: &mut Keyboard, output: &mut Output) -> Result<Typed, Failure> {
    if waits_for != Ask::Pause {
        return Ok(keyboard.read(""));
    }
    output.raw(b"\n")?;
    let typed = keyboard.read("Enter para seguir ");
    output.raw(b"\n")?;
    Ok(typed)
}

/// Where it goes on.
fn resumed(answered: usize, total: usize) -> Document {
    let text = format!("Ya contestaste {answered} de {total} puntos; sigues donde lo dejaste. ");
    Document::new().note(NoteKind::Note, Text::new().say(text).join(again()))
}

/// All was answered before: how it stands.
fn finished(checklist: &Checklist, claims: Vec<Claim>, code: Option<&Code>, output: &mut Output) -> Answer {
    let report = Report::new(checklist, claims, code, Kernel::guarded())?;
    output.show(&report.document(false).note(NoteKind::Hint, again()))?;
    Ok(u8::from(!report.is_complete()))
}

fn again() -> Text {
    Text::new().say("para repasarla desde el principio: ").code("antorcha checklist --desde 1")
}

/// How to come back.
fn left(interview: &Interview<'_>, general: &General) -> Document {
    let command = if general.sin_progreso {
        format!("antorcha checklist --desde {}", interview.number())
    } else {
        "antorcha checklist".to_owned()
    };
    Document::new().say(Text::new().say("Lo dejamos aquí. Para seguir donde estabas: ").code(command))
}

/// Keeps all that a list says.
fn keep_all(checklist: &Checklist, report: &Report<'_>, general: &General, output: &mut Output) -> Result<(), Failure> {
    let mut store = general.store(output)?;
    for (item, row) in checklist.items.iter().zip(&report.rows) {
        if row.claim.answer.is_some() {
            keep(&mut store, &item.front.id, &row.claim, row.judged.verdict.is_settled(), output)?;
        }
    }
    Ok(())
}

/// Keeps an answer. A file that cannot be written is told once, and the dialogue goes on.
fn keep(store: &mut Store, id: &str, claim: &Claim, settled: bool, output: &mut Output) -> Result<(), Failure> {
    let Ok(serde_json::Value::Object(fields)) = serde_json::to_value(claim) else { return Ok(()) };
    if let Err(error) = store.update(|progress| progress.check(id, settled, fields)) {
        output.report(&Diagnostic::new(Severity::Warning, error.message).hint(error.hint).into())?;
    }
    session::warn(store, output)
}

impl From<checklist::Failure> for Failure {
    fn from(failure: checklist::Failure) -> Self {
        match failure {
            checklist::Failure::Content(error) => error.into(),
            checklist::Failure::Start(error) => {
                Self::new(Kind::Environment, "no se pudo iniciar el proceso que ejecuta los ejemplos")
                    .hint(Text::new().say("el sistema dice: ").code(error.to_string()))
            }
        }
    }
}
