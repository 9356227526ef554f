//! `antorcha completar` and `antorcha manual`: what shells and `man` need, from the definition of the command line.

use clap::{
    Arg, Args, Command, CommandFactory,
    builder::{PossibleValuesParser, Resettable},
};
use clap_complete::Shell;
use clap_mangen::Man;

use super::{Answer, Failure, Kind, Output, arguments::Arguments};
use crate::{spanish, view::Text};

/// Escribe el guion que completa las órdenes con el tabulador en tu intérprete de órdenes
#[derive(Args, Debug)]
pub(super) struct Completar {
    /// Tu intérprete de órdenes
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Escribe la página de manual, para `man`
#[derive(Args, Debug)]
pub(super) struct Manual {
    /// La orden de la que quieres la página; sin ella, la de Antorcha entera
    #[arg(value_name = "ORDEN")]
    command: Option<String>,
}

impl Completar {
    /// Writes the script.
    pub(super) fn run(&self, output: &mut Output) -> Answer {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut plain(Arguments::command()), "antorcha", &mut script);
        // Zsh shows this above the list.
        let script = String::from_utf8_lossy(&script).replace(" commands' commands", ": órdenes' commands");
        output.raw(script.as_bytes()).map(|()| 0)
    }
}

impl Manual {
    /// Writes the page.
    pub(super) fn run(&self, output: &mut Output) -> Answer {
        let mut root = plain(Arguments::command()).subcommand_help_heading("Órdenes");
        root.build();
        let command = match &self.command {
            None => root,
            Some(name) => named(&root, name)?,
        };
        let mut page = Vec::new();
        Man::new(command.version(env!("CARGO_PKG_VERSION"))).manual("Manual de Antorcha").render(&mut page)?;
        output.raw(spanish_headings(&String::from_utf8_lossy(&page)).as_bytes()).map(|()| 0)
    }
}

/// The command of this name, called `antorcha NAME`.
fn named(root: &Command, name: &str) -> Result<Command, Failure> {
    if let Some(command) = root.find_subcommand(name) {
        return Ok(command.clone());
    }
    let failure = Failure::new(Kind::Usage, format!("no conozco la orden «{name}»"));
    Err(match spanish::nearest(name, root.get_subcommands().map(Command::get_name)) {
        Some(near) => failure.hint(Text::new().say("¿quisiste decir ").code(near).say("?")),
        None => failure.hint(Text::marked("las órdenes que hay te las dice `antorcha --help`")),
    })
}

/// What `clap_mangen` writes in English, and its Spanish.
const HEADINGS: [(&str, &str); 10] = [
    (".SH NAME\n", ".SH NOMBRE\n"),
    (".SH SYNOPSIS\n", ".SH SINOPSIS\n"),
    (".SH DESCRIPTION\n", ".SH DESCRIPCIÓN\n"),
    (".SH OPTIONS\n", ".SH OPCIONES\n"),
    (".SH SUBCOMMANDS\n", ".SH ÓRDENES\n"),
    (".SH VERSION\n", ".SH VERSIÓN\n"),
    (".SH EXTRA\n", ".SH MÁS\n"),
    ("\\fIPossible values:\\fR", "\\fIValores:\\fR"),
    ("[possible values: ", "[valores: "),
    ("[default: ", "[por defecto: "),
];

/// The page with its headings in Spanish.
fn spanish_headings(page: &str) -> String {
    HEADINGS.iter().fold(page.to_owned(), |page, (english, spanish)| page.replace(english, spanish))
}

/// The definition with its texts free of our markup, which only our own help reads.
fn plain(command: Command) -> Command {
    let command = match command.get_about().map(unmarked) {
        Some(about) => command.about(about).long_about(Resettable::Reset),
        None => command,
    };
    command.mut_args(plain_argument).mut_subcommands(plain)
}

fn plain_argument(arg: Arg) -> Arg {
    // What is said of each value is for who reads the source.
    let values = arg.get_possible_values();
    let arg = if arg.get_action().takes_values() && !values.is_empty() {
        arg.value_parser(PossibleValuesParser::new(values.into_iter().map(|value| value.help(Resettable::Reset))))
    } else {
        arg
    };
    match arg.get_help().map(unmarked) {
        Some(help) => arg.help(help).long_help(Resettable::Reset),
        None => arg,
    }
}

fn unmarked(text: &impl ToString) -> String {
    Text::marked(&text.to_string()).plain()
}
