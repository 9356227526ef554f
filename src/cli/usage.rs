//! What clap says about a wrong command line, in Spanish.

use clap::{
    Error,
    error::{ContextKind, ContextValue, ErrorKind},
};

use super::{BadValue, Failure, Kind};
use crate::view::Text;

/// The failure that a wrong command line is; `path` is the command as far as it was right.
pub(super) fn failure(error: &Error, path: &[String]) -> Failure {
    let failure = Failure::new(Kind::Usage, message(error));
    let help = Text::new().say("la ayuda está en ").code(format!("{} --help", path.join(" ")));
    match suggestion(error) {
        Some(suggestion) => failure.hint(suggestion),
        None => failure.hint(help),
    }
}

/// What is wrong.
fn message(error: &Error) -> Text {
    let arg = || text(error, ContextKind::InvalidArg);
    let quoted = |kind| format!("«{}»", text(error, kind));
    let of_arg = |before: &str, after: &str| Text::new().say(before).code(arg()).say(after);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("no conozco la orden {}", quoted(ContextKind::InvalidSubcommand)).into()
        }
        ErrorKind::UnknownArgument => format!("no conozco el argumento {}", quoted(ContextKind::InvalidArg)).into(),
        ErrorKind::InvalidValue if text(error, ContextKind::InvalidValue).is_empty() => {
            of_arg("a ", " le falta su valor")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => bad_value(error),
        ErrorKind::NoEquals => of_arg("el valor de ", " se escribe con un «=» delante"),
        ErrorKind::TooManyValues => {
            let value = quoted(ContextKind::InvalidValue);
            of_arg("", &format!(" no admite más valores, y has escrito también {value}"))
        }
        ErrorKind::TooFewValues => counted(error, ContextKind::MinValues, "al menos "),
        ErrorKind::WrongNumberOfValues => counted(error, ContextKind::ExpectedNumValues, ""),
        ErrorKind::ArgumentConflict => conflict(error),
        ErrorKind::MissingRequiredArgument => Text::new().say("falta ").code(arg()),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => "falta la orden".into(),
        ErrorKind::InvalidUtf8 => "un argumento no es texto válido en UTF-8".into(),
        _ => "no entiendo estos argumentos".into(),
    }
}

/// A value that does not do.
fn bad_value(error: &Error) -> Text {
    let value = text(error, ContextKind::InvalidValue);
    let arg = text(error, ContextKind::InvalidArg);
    let said = Text::new().say(format!("«{value}» no vale para ")).code(arg);
    let values = text(error, ContextKind::ValidValue);
    match std::error::Error::source(error).and_then(|source| source.downcast_ref::<BadValue>()) {
        Some(BadValue(why)) => said.say(format!(": {why}")),
        None if !values.is_empty() => said.say(format!(": puede ser {values}")),
        None => said,
    }
}

/// A wrong number of values.
fn counted(error: &Error, expected: ContextKind, least: &str) -> Text {
    let (wanted, given) = (text(error, expected), text(error, ContextKind::ActualNumValues));
    let arg = text(error, ContextKind::InvalidArg);
    Text::new().code(arg).say(format!(" necesita {least}{wanted} valores, y has escrito {given}"))
}

/// Two arguments that exclude each other, or one given twice.
fn conflict(error: &Error) -> Text {
    let (arg, prior) = (text(error, ContextKind::InvalidArg), text(error, ContextKind::PriorArg));
    match prior.as_str() {
        "" => Text::new().code(arg).say(" no puede ir con los demás argumentos"),
        prior if prior == arg => Text::new().code(arg).say(" está escrito dos veces"),
        prior => Text::new().code(arg).say(" no puede ir con ").code(prior),
    }
}

/// What was probably meant.
fn suggestion(error: &Error) -> Option<Text> {
    let meant = |what: String| Text::new().say("¿quisiste decir ").code(what).say("?");
    let unknown = match error.kind() {
        ErrorKind::InvalidSubcommand => text(error, ContextKind::InvalidSubcommand),
        ErrorKind::UnknownArgument => text(error, ContextKind::InvalidArg),
        _ => String::new(),
    };
    if std::path::Path::new(&unknown).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("py")) {
        return Some(meant(format!("antorcha ejecutar {unknown}")));
    }
    let kinds = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    kinds.into_iter().map(|kind| last(error, kind)).find(|text| !text.is_empty()).map(meant)
}

/// What clap tells under `kind`, several things separated by commas.
fn text(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// The last thing that clap tells under `kind`: of several suggestions, the nearest.
fn last(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::Strings(texts)) => texts.last().cloned().unwrap_or_default(),
        _ => text(error, kind),
    }
}
