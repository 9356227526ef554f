//! `antorcha autor`: lessons and exercises of one's own.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};

use super::{Answer, Failure, Format, Kind, Output, arguments::General, ejecutar::not_started, files, session};
use crate::{
    author::{self, Depth, Report, Started},
    content::Library,
    view::{Document, Meter, Text},
};

/// Escribe lecciones y ejercicios tuyos: empieza uno y comprueba que todo está bien
#[derive(Args, Debug)]
pub(super) struct Autor {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Comprueba los textos: formato, código, respuestas, pistas, números, ancho y lengua
    Comprobar {
        /// La carpeta de los textos; si no la dices, la de `--lecciones`, y sin ella, los textos que trae Antorcha
        #[arg(value_name = "CARPETA")]
        folder: Option<PathBuf>,

        /// No prueba los errores de los ejercicios ni su archivo de inicio, que es lo que más tarda
        #[arg(long)]
        rapido: bool,
    },
    /// Empieza una lección o un ejercicio con un texto de ejemplo que ya pasa la comprobación
    Nueva {
        /// Su nombre: letras minúsculas sin tilde, cifras y guiones
        #[arg(value_name = "NOMBRE")]
        id: String,

        /// Un ejercicio en lugar de una lección
        #[arg(long)]
        ejercicio: bool,

        /// Su título
        #[arg(long, value_name = "TÍTULO")]
        titulo: Option<String>,

        /// La carpeta de los textos; si no la dices, la de `--lecciones`, y sin ella, `lecciones`
        #[arg(long, value_name = "CARPETA")]
        en: Option<PathBuf>,
    },
}

impl Autor {
    /// Does it.
    pub(super) fn run(self, general: &General, output: &mut Output) -> Answer {
        match self.action {
            Action::Comprobar { folder, rapido } => {
                let library = folder.as_deref().map_or_else(|| general.library(), session::library)?;
                check(&library, if rapido { Depth::Quick } else { Depth::Whole }, output)
            }
            Action::Nueva { id, ejercicio, titulo, en } => {
                let kind = if ejercicio { author::Kind::Exercise } else { author::Kind::Lesson };
                let folder = en.or_else(|| general.content_folder()).unwrap_or_else(|| "lecciones".into());
                start(kind, &id, titulo.as_deref(), &folder, output)
            }
        }
    }
}

/// Exit code 1 where something is wrong.
fn check(library: &Library, depth: Depth, output: &mut Output) -> Answer {
    let watched = output.is_watched();
    let report = author::check(library, depth, |done, total| {
        if watched {
            // A bar that cannot be drawn is no reason to stop.
            let _ = output.advance("Comprobando", Meter::new(done, total), "");
        }
    });
    if watched {
        output.clear_advance()?;
    }
    let report: Report = report.map_err(|error| not_started(&error))?;
    match output.format() {
        Format::Text => output.show(&report.document())?,
        Format::Json => output.json(&report)?,
    }
    Ok(u8::from(!report.is_clean()))
}

fn start(kind: author::Kind, id: &str, title: Option<&str>, folder: &Path, output: &mut Output) -> Answer {
    let place = if kind == author::Kind::Exercise { folder.join("ejercicios") } else { folder.to_owned() };
    let library = Library::folder(folder).unwrap_or_default();
    let started = author::start(kind, id, title, &names(&place), &library)
        .map_err(|unclear| Failure::new(Kind::Usage, unclear.message).hint(unclear.hint))?;
    write(folder, &started)?;
    let shown = word(&folder.display().to_string());
    let files = started.files.keys().map(|name| Text::new().code(format!("{shown}/{}/{name}", started.folder)));
    let see = match kind {
        author::Kind::Lesson => format!("antorcha leccion {id} --lecciones {shown}"),
        author::Kind::Exercise => format!("antorcha practica siguiente {id} --lecciones {shown}"),
    };
    let document = Document::new().say("He escrito:").list(false, files).entries([
        ("Para verlo:", Text::new().code(see)),
        ("Para comprobarlo:", Text::new().code(format!("antorcha autor comprobar {shown}"))),
    ]);
    output.show(&document).map(|()| 0)
}

/// A path as the shell takes it for one word.
fn word(path: &str) -> String {
    if path.contains(' ') { format!("\"{path}\"") } else { path.to_owned() }
}

/// What there is in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// Writes the files into a new folder; what there is, stays.
fn write(folder: &Path, started: &Started) -> Result<(), Failure> {
    let new = folder.join(&started.folder);
    let parent = new.parent().unwrap_or(folder);
    fs::create_dir_all(parent).and_then(|()| fs::create_dir(&new)).map_err(|error| files::unwritable(&new, &error))?;
    for (name, text) in &started.files {
        let path = new.join(name);
        fs::write(&path, text).map_err(|error| files::unwritable(&path, &error))?;
    }
    Ok(())
}
