//! The commands: what was asked, who does it, what goes to which stream, and the exit code. The only writer to the
//! streams.

mod arguments;
mod aula;
mod autor;
mod calificar;
mod capa;
mod checklist;
mod comparar;
mod course;
mod dialogue;
mod ejecutar;
mod exportar;
mod failure;
mod ficha;
mod files;
mod help;
mod home;
mod input;
mod keyboard;
mod leccion;
mod lecciones;
mod manual;
mod modelo;
mod notebook;
mod output;
mod panics;
mod practica;
mod presentar;
mod progreso;
mod repaso;
mod revisar;
mod session;
mod trampas;
mod usage;
mod values;

use std::{env, process::ExitCode};

use arguments::{Arguments, Command, General};
use clap::{CommandFactory, Parser, error::ErrorKind};

use crate::guard;
pub use failure::{Failure, Kind};
pub use output::{Format, JSON_VERSION, Output};
pub use values::{BadValue, whole};

/// How a command that did its work ends: 0, or what the student's program says.
pub type Answer = Result<u8, Failure>;

/// The whole program.
#[must_use]
pub fn main() -> ExitCode {
    if env::args_os().nth(1).is_some_and(|first| first == guard::SUBCOMMAND) {
        return guard::serve();
    }
    #[cfg(windows)]
    crate::terminal::enable_colours();
    let arguments: Vec<String> = env::args_os().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let general = General::glimpse(&arguments);
    let mut output = Output::of_process(general.wishes(), general.formato);
    let answer = panics::guard(|| run(&arguments, &mut output));
    ExitCode::from(answer.unwrap_or_else(|failure| end(&failure, &mut output)))
}

/// Tells about a failure; where even that cannot be written, the exit code has to do.
fn end(failure: &Failure, output: &mut Output) -> u8 {
    if failure.kind != Kind::Closed {
        let _unwritten = output.report(&failure.diagnostic().into());
    }
    failure.kind.code()
}

/// Understands the command line as the system gave it and does what it asks.
fn run(arguments: &[String], output: &mut Output) -> Answer {
    let Arguments { general, command, .. } = match Arguments::try_parse() {
        Ok(line) => line,
        Err(error) => return answer(&error, arguments, output),
    };
    // The first look takes what stands behind a program's file for ours; now it is known which is whose.
    *output = Output::of_process(general.wishes(), general.formato);
    match command {
        Some(command) => command.run(&general, output),
        None => home(&general, installed(arguments), output),
    }
}

/// The page that greets.
fn home(general: &General, installed: bool, output: &mut Output) -> Answer {
    let course = course::outlines(&general.library()?)?;
    let store = general.store(output)?;
    output.show(&home::document(&course, store.progress(), installed)).map(|()| 0)
}

impl Command {
    /// Does it.
    fn run(self, general: &General, output: &mut Output) -> Answer {
        match self {
            Self::Leccion(leccion) => leccion.run(general, output),
            Self::Lecciones => lecciones::run(general, output),
            Self::Progreso(progreso) => progreso.run(general, output),
            Self::Repaso(repaso) => repaso.run(general, output),
            Self::Comparar(comparar) => comparar.run(general, output),
            Self::Capa(capa) => capa.run(general, output),
            Self::Modelo(modelo) => modelo.run(general, output),
            Self::Checklist(lista) => lista.run(general, output),
            Self::Ejecutar(ejecutar) => ejecutar.run(output),
            Self::Trampas(trampas) => trampas.run(general, output),
            Self::Practica(practica) => practica.run(general, output),
            Self::Calificar(calificar) => calificar.run(general, output),
            Self::Aula(aula) => aula.run(general, output),
            Self::Presentar(presentar) => presentar.run(general, output),
            Self::Exportar(exportar) => exportar.run(general, output),
            Self::Autor(autor) => autor.run(general, output),
            Self::Revisar(revisar) => revisar.run(general, output),
            Self::Ejemplo => output.raw(home::EXAMPLE.as_bytes()).map(|()| 0),
            Self::Completar(completar) => completar.run(output),
            Self::Manual(manual) => manual.run(output),
            Self::Ficha(ficha) => ficha.run(&general.library()?, output),
            Self::Glosario(glosario) => glosario.run(&general.library()?, output),
        }
    }
}

/// Help, the version, or what is wrong with the command line.
fn answer(error: &clap::Error, arguments: &[String], output: &mut Output) -> Answer {
    let mut root = Arguments::command();
    root.build();
    let (command, path) = help::asked(&root, arguments);
    match error.kind() {
        ErrorKind::DisplayHelp => output.show(&help::document(command, &path)).map(|()| 0),
        ErrorKind::DisplayVersion => {
            output.raw(concat!("antorcha ", env!("CARGO_PKG_VERSION"), "\n").as_bytes()).map(|()| 0)
        }
        _ => Err(usage::failure(error, &path)),
    }
}

/// Whether the program was found on the path, not called by its place.
fn installed(arguments: &[String]) -> bool {
    arguments.first().is_some_and(|name| !name.contains(['/', '\\']))
}
