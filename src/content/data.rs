//! TOML within a text: front matter and the bodies of blocks.

use std::ops::Range;

use serde::{Deserialize, de::DeserializeOwned};
pub use toml::Spanned;

use super::{Error, Result, Source};

/// `formato = 1`: the version of a page's format, so that a later program can tell old pages from new ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "i64")]
pub struct Version;

impl TryFrom<i64> for Version {
    type Error = String;

    fn try_from(version: i64) -> std::result::Result<Self, String> {
        match version {
            1 => Ok(Self),
            _ => Err(format!("no conozco el formato {version}: escribe `formato = 1`")),
        }
    }
}

impl Source {
    /// Reads a stretch of the text as TOML. [`Spanned`] values hold positions in the whole text.
    ///
    /// # Errors
    /// It is no TOML, or its keys and values are not what `T` has.
    pub fn toml<T: DeserializeOwned>(&self, stretch: Range<usize>) -> Result<T> {
        // Blanks before it mean nothing to TOML and make its positions ours.
        let padded = " ".repeat(stretch.start) + &self.text[stretch.clone()];
        toml::from_str(&padded).map_err(|error| self.bad_data(stretch, &error))
    }

    fn bad_data(&self, stretch: Range<usize>, error: &toml::de::Error) -> Error {
        let said = error.message();
        let missing = said.starts_with("missing field");
        let place = error.span().filter(|span| !missing || span.start > stretch.start);
        // What is missing from the whole is missed where the whole begins.
        let place = place.unwrap_or(stretch.start..stretch.start);
        let (message, hint) = spanish(said);
        let error = self.error(place.start.max(stretch.start)..place.end, message);
        match hint {
            Some(hint) => error.hint(hint),
            None => error,
        }
    }
}

/// What `toml` and `serde` say, as a message and a hint.
fn spanish(said: &str) -> (String, Option<String>) {
    let said = said.trim();
    let quoted: Vec<&str> = said.split('`').skip(1).step_by(2).collect();
    let list = |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let name = quoted.first().copied().unwrap_or_default();
    let others = quoted.get(1..).filter(|others| !others.is_empty());
    if said.starts_with("unknown field") {
        let hint = others.map(|others| format!("aquí valen las claves {}", list(others)));
        (format!("no conozco la clave `{name}`"), hint)
    } else if said.starts_with("unknown variant") {
        (format!("no conozco el valor `{name}`"), others.map(|others| format!("puede ser {}", list(others))))
    } else if said.starts_with("missing field") {
        (format!("falta la clave `{name}`"), None)
    } else if said.starts_with("duplicate") {
        ("esta clave está escrita dos veces".to_owned(), None)
    } else if let Some(rest) = said.strip_prefix("invalid type: ") {
        let (found, wanted) = rest.split_once(", expected ").unwrap_or((rest, ""));
        (format!("aquí no va {}, sino {}", kind(found), kind(wanted)), None)
    } else if said.starts_with("no conozco") {
        (said.to_owned(), None)
    } else {
        let hint = "los textos van entre comillas, y las listas entre corchetes: `clave = \"texto\"`, `lista = [1, 2]`";
        ("esto no es TOML: ¿falta una comilla, una coma o un corchete?".to_owned(), Some(hint.to_owned()))
    }
}

/// What serde calls a kind of value.
fn kind(name: &str) -> &str {
    let kinds = [
        ("boolean", "`true` o `false`"),
        ("integer", "un entero"),
        ("floating", "un número con decimales"),
        ("string", "un texto"),
        ("sequence", "una lista"),
        ("map", "una tabla"),
        ("struct", "una tabla"),
        ("datetime", "una fecha"),
        ("a bool", "`true` o `false`"),
        ("u", "un entero positivo"),
        ("i", "un entero"),
        ("f", "un número"),
    ];
    let name = name.trim_start_matches("a ").trim_start_matches("an ");
    kinds.iter().find(|(start, _)| name.starts_with(start)).map_or(name, |(_, spanish)| *spanish)
}
