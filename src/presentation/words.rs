//! What is said between the pages.

use crate::view::{Document, Text};

/// Above the hints, in the notes.
pub(super) const HELP: &str = "Para ayudar sin dar la respuesta:";
/// Above the known mistakes, in the notes.
pub(super) const MISTAKES: &str = "Si alguien contesta:";
/// Above what the votes show.
pub(super) const BEHIND: &str = "Qué hay detrás de los demás votos:";
/// Nothing to show yet.
pub(super) const WAIT: &str = "preparando la lección…";
/// Above the keys.
pub(super) const KEYS_TITLE: &str = "Teclas";
/// A page without notes.
pub(super) const NO_NOTES: &str = "esta página no tiene notas";
/// A page without a question.
pub(super) const NO_QUESTION: &str = "en esta página no hay ninguna pregunta";
/// A question without more hints.
pub(super) const NO_HINTS: &str = "no quedan pistas";
/// The answer is on the screen.
pub(super) const ANSWERED: &str = "la respuesta ya está a la vista";
/// A question about nothing that was shown.
pub(super) const NO_CONTEXT: &str = "antes de esta pregunta no hay código ni tablas";
/// A countdown of no time.
pub(super) const NO_MINUTES: &str = "la cuenta atrás va de 1 a 600 minutos";

/// What each key does.
const KEYS: [(&str, &str); 15] = [
    ("→ espacio AvPág", "Adelante: lo que falta de la página, y después la siguiente"),
    ("← RePág", "Atrás"),
    ("↑ ↓", "Una línea arriba o abajo"),
    ("Inicio Fin", "La primera página, la última"),
    ("12 Enter", "Va a la página 12"),
    ("v", "Votación: escribe lo que ha contestado la clase"),
    ("p", "Una pista de la pregunta"),
    ("c", "Debajo de la pregunta, lo que se enseñó antes de ella"),
    ("n", "Tus notas; otra vez, las siguientes o ninguna"),
    ("t", "Pone el reloj en marcha o lo para"),
    ("5 t", "Cuenta atrás de 5 minutos"),
    ("r", "El reloj, a cero"),
    ("b", "Pantalla en blanco; cualquier tecla la recupera"),
    ("?", "Estas teclas"),
    ("q Esc Ctrl-C", "Sale"),
];

/// What each key does.
pub(super) fn keys() -> Document {
    Document::new().entries(KEYS.map(|(key, what)| (Text::new().emphasis(key), Text::from(what))))
}

/// Above the bars.
pub(super) fn votes(total: u64) -> String {
    if total == 1 { "1 voto".to_owned() } else { format!("{total} votos") }
}

/// How many were right.
pub(super) fn share(right: u64, total: u64) -> Text {
    let percent = (100 * right + total / 2).checked_div(total).unwrap_or(0);
    let said = match right {
        0 => format!("No ha acertado nadie, de {total}"),
        1 => format!("Ha acertado 1 de {total} ({percent} %)"),
        _ => format!("Han acertado {right} de {total} ({percent} %)"),
    };
    Text::new().emphasis(said + ".")
}

/// There is no such page.
pub(super) fn no_page(last: usize) -> String {
    format!("las páginas van de la 1 a la {last}")
}
