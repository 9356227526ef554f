//! The help, written from the definition of the command line.

use clap::{Arg, Command, builder::PossibleValue};

use crate::view::{Block, Code, Document, Entry, Section, Text};

/// Heading of the options that have none.
const OPTIONS: &str = "Opciones";

/// The help of a command, reached through the names in `path`.
pub(super) fn document(command: &Command, path: &[String]) -> Document {
    let about = command.get_long_about().or(command.get_about()).map(ToString::to_string).unwrap_or_default();
    let sections = [
        Some(section("Uso", Block::Code(Code::new(usage(command, path))))),
        entries("Órdenes", command.get_subcommands().filter(|sub| !sub.is_hide_set()).map(subcommand)),
        entries("Argumentos", command.get_positionals().filter(|arg| !arg.is_hide_set()).map(argument)),
    ];
    let sections = sections.into_iter().flatten().chain(options(command));
    let document = sections.fold(Document::new().say(Text::marked(about.trim())), Document::with);
    match command.get_after_help() {
        Some(after) => document.say(Text::marked(&after.to_string())),
        None => document,
    }
}

/// The subcommand that a line asks about, and the names that lead to it.
pub(super) fn asked<'a>(root: &'a Command, arguments: &[String]) -> (&'a Command, Vec<String>) {
    let mut found = (root, vec![root.get_name().to_owned()]);
    for argument in arguments.iter().skip(1) {
        if let Some(sub) = found.0.find_subcommand(argument) {
            found.1.push(sub.get_name().to_owned());
            found.0 = sub;
        }
    }
    found
}

/// As in `antorcha ejecutar [OPCIONES] <ARCHIVO>`.
fn usage(command: &Command, path: &[String]) -> String {
    let mut words = vec![path.join(" "), "[OPCIONES]".to_owned()];
    words.extend(command.get_positionals().filter(|arg| !arg.is_hide_set()).map(name));
    if command.has_subcommands() {
        words.push(if command.is_subcommand_required_set() { "<ORDEN>" } else { "[ORDEN]" }.to_owned());
    }
    words.join(" ")
}

/// The options under their headings, those of the command itself first.
fn options(command: &Command) -> Vec<Section> {
    let shown: Vec<&Arg> = command.get_arguments().filter(|arg| !arg.is_positional() && !arg.is_hide_set()).collect();
    let heading = |arg: &Arg| arg.get_help_heading().unwrap_or(OPTIONS).to_owned();
    let mut headings: Vec<String> = Vec::new();
    for name in shown.iter().map(|arg| heading(arg)) {
        if !headings.contains(&name) {
            headings.push(name);
        }
    }
    headings.sort_by_key(|name| name != OPTIONS);
    let section =
        |name: &String| entries(name, shown.iter().filter(|arg| heading(arg) == *name).map(|arg| argument(arg)));
    headings.iter().filter_map(section).collect()
}

/// A section with one block.
fn section(title: &str, block: Block) -> Section {
    Section { title: title.into(), body: vec![block] }
}

/// A section of entries, unless there are none.
fn entries(title: &str, entries: impl Iterator<Item = Entry>) -> Option<Section> {
    let entries: Vec<Entry> = entries.collect();
    (!entries.is_empty()).then(|| section(title, Block::Entries(entries)))
}

/// A subcommand and what it does.
fn subcommand(command: &Command) -> Entry {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    Entry { key: Text::new().code(command.get_name()), value: Text::marked(&about) }
}

/// An argument and what it means, with its values and its default.
fn argument(arg: &Arg) -> Entry {
    let help = arg.get_long_help().or(arg.get_help()).map(ToString::to_string).unwrap_or_default();
    let mut value = Text::marked(help.trim());
    let takes = arg.get_action().takes_values();
    let values: Vec<PossibleValue> =
        arg.get_possible_values().into_iter().filter(|value| !value.is_hide_set()).collect();
    if takes && !values.is_empty() {
        let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
        value = value.say(format!(" [valores: {}]", names.join(", ")));
    }
    let defaults: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if takes && !defaults.is_empty() && !arg.is_hide_default_value_set() {
        value = value.say(format!(" [por defecto: {}]", defaults.join(", ")));
    }
    Entry { key: Text::new().code(key(arg)), value }
}

/// As in `-h, --help`, `--ancho <N>` or `--exportar [ARCHIVO]`.
fn key(arg: &Arg) -> String {
    if arg.is_positional() {
        return name(arg);
    }
    let short = arg.get_short().map(|short| format!("-{short}"));
    let long = arg.get_long().map(|long| format!("--{long}"));
    let flags = [short, long].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let optional = arg.get_num_args().is_some_and(|range| range.min_values() == 0);
    match arg.get_action() {
        action if !action.takes_values() => flags,
        _ if optional => format!("{flags} [{}]", value_name(arg)),
        _ => format!("{flags} <{}>", value_name(arg)),
    }
}

/// As in `<ARCHIVO>` or `[ARCHIVO]`.
fn name(arg: &Arg) -> String {
    let more = if arg.get_num_args().is_some_and(|range| range.max_values() > 1) { "..." } else { "" };
    let name = value_name(arg);
    if arg.is_required_set() { format!("<{name}>{more}") } else { format!("[{name}]{more}") }
}

/// What the value is called.
fn value_name(arg: &Arg) -> String {
    let names = arg.get_value_names().unwrap_or_default();
    names.first().map_or_else(|| arg.get_id().as_str().to_uppercase(), ToString::to_string)
}
