//! The command line: the only writer to the streams.

mod ejecutar;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::guard;

#[derive(Parser)]
#[command(name = "antorcha", version, about)]
struct Line {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Ejecuta un programa de Python
    Ejecutar(ejecutar::Ejecutar),
}

/// Everything that the binary does.
#[must_use]
pub fn main() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|first| first == guard::SUBCOMMAND) {
        return guard::serve();
    }
    match Line::parse().command {
        Command::Ejecutar(command) => command.run(),
    }
}
