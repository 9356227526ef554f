//! What a student answers to an item.

use serde::{Deserialize, Serialize};

use crate::spanish::{bare, fold, nearest};

/// An answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It is so.
    #[serde(rename = "si")]
    Yes,
    /// It is not.
    #[serde(rename = "no")]
    No,
    /// In part.
    #[serde(rename = "parcial")]
    Partly,
    /// There is nothing to check.
    #[serde(rename = "no_aplica")]
    NotApplicable,
    /// Who knows.
    #[serde(rename = "no_se")]
    Unknown,
}

/// Ways to write each answer, folded. The first is how it is told.
const WORDS: [(Answer, &[&str]); 5] = [
    (
        Answer::Yes,
        &[
            "sí",
            "si",
            "s",
            "y",
            "yes",
            "x",
            "hecho",
            "hecha",
            "listo",
            "lista",
            "ok",
            "vale",
            "correcto",
            "cumple",
            "cumplido",
            "cumplida",
            "comprobado",
            "comprobada",
            "verificado",
            "verificada",
            "completo",
            "completado",
            "claro",
            "done",
            "true",
            "verdadero",
            "afirmativo",
            "sip",
            "por supuesto",
            "todo bien",
            "siempre",
        ],
    ),
    (
        Answer::No,
        &[
            "no",
            "n",
            "pendiente",
            "falta",
            "todavia no",
            "aun no",
            "nop",
            "not yet",
            "false",
            "falso",
            "negativo",
            "por hacer",
            "sin hacer",
            "incumplido",
            "no cumple",
            "no hecho",
            "nunca",
            "todo",
        ],
    ),
    (
        Answer::Partly,
        &[
            "parcial",
            "parcialmente",
            "p",
            "a medias",
            "en parte",
            "mas o menos",
            "casi",
            "medio",
            "a veces",
            "incompleto",
            "incompleta",
            "partial",
            "si y no",
            "regular",
            "solo en parte",
            "~",
            "en proceso",
        ],
    ),
    (
        Answer::NotApplicable,
        &[
            "no aplica",
            "na",
            "n/a",
            "n.a",
            "np",
            "n/p",
            "n.p",
            "no procede",
            "no corresponde",
            "no hace falta",
            "no es necesario",
            "no necesario",
            "innecesario",
            "no me hace falta",
            "no lo necesito",
            "no aplicable",
            "not applicable",
            "no se aplica",
            "-",
        ],
    ),
    (
        Answer::Unknown,
        &[
            "no sé",
            "no se",
            "nose",
            "ns",
            "ni idea",
            "no lo se",
            "no estoy seguro",
            "no estoy segura",
            "duda",
            "dudo",
            "quiza",
            "quizas",
            "no sabria decir",
            "ns/nc",
            "no tengo idea",
            "?",
            "??",
            "ni se",
            "no recuerdo",
        ],
    ),
];

/// Shorter words are not read with slips: one letter makes another answer of them.
const SLIPS_FROM: usize = 5;

impl Answer {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Yes, Self::No, Self::Partly, Self::NotApplicable, Self::Unknown];

    /// How it is told.
    #[must_use]
    pub fn word(self) -> &'static str {
        WORDS.iter().find(|(answer, _)| *answer == self).map_or("", |(_, words)| words[0])
    }

    /// Whether nothing is left to do.
    #[must_use]
    pub fn settles(self) -> bool {
        matches!(self, Self::Yes | Self::NotApplicable)
    }

    /// Reads one: in any case, with or without accents, in either Unicode form, with a slip in a longer word.
    #[must_use]
    pub fn read(typed: &str) -> Option<Self> {
        let text = fold(bare(typed.trim_matches(|c: char| c.is_whitespace() || "()[]{}*_,;:".contains(c))));
        let text = if text.is_empty() { fold(typed.trim()) } else { text };
        let exactly = WORDS.iter().find(|(_, words)| words.iter().any(|word| fold(word) == text));
        exactly.map(|(answer, _)| *answer).or_else(|| Self::nearly(&text))
    }

    fn nearly(text: &str) -> Option<Self> {
        if text.chars().count() < SLIPS_FROM {
            return None;
        }
        let long =
            || WORDS.iter().flat_map(|(_, words)| *words).copied().filter(|word| word.chars().count() >= SLIPS_FROM);
        let word = nearest(text, long())?;
        // What is only begun may go on in another way.
        let begun = fold(word).starts_with(text);
        WORDS.iter().find(|(_, words)| !begun && words.contains(&word)).map(|(answer, _)| *answer)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_way_of_answering() {
        let cases: [(Answer, &[&str]); 5] = [
            (
                Answer::Yes,
                &[
                    "s",
                    "S",
                    "si",
                    "sí",
                    "SÍ",
                    "si\u{301}",
                    "Sí.",
                    "¡sí!",
                    "y",
                    "YES",
                    "«sí»",
                    "x",
                    "Hecho",
                    "ok",
                    "comprobdo",
                    "(sí)",
                    "**sí**",
                ],
            ),
            (Answer::No, &["n", "N", "no", "No.", "NO", "todavía no", "aún no", "Pendiente", "pendinte", "false"]),
            (
                Answer::Partly,
                &[
                    "p",
                    "parcial",
                    "Parcial",
                    "parsial",
                    "a medias",
                    "más o menos",
                    "en parte",
                    "casi",
                    "parcialmente",
                    "~",
                ],
            ),
            (
                Answer::NotApplicable,
                &[
                    "no aplica",
                    "No Aplica",
                    "noaplica",
                    "n/a",
                    "N/A",
                    "na",
                    "np",
                    "n.p.",
                    "no procede",
                    "no hace falta",
                    "no es necesario",
                    "no aplika",
                    "-",
                ],
            ),
            (
                Answer::Unknown,
                &[
                    "no sé",
                    "no se",
                    "No se\u{301}",
                    "NO SÉ",
                    "nose",
                    "ns",
                    "ni idea",
                    "?",
                    "no estoy seguro",
                    "no lo sé",
                    "duda",
                    "quizás",
                ],
            ),
        ];
        for (expected, typed) in cases {
            for typed in typed {
                assert_eq!(Answer::read(typed), Some(expected), "{typed:?}");
            }
        }
        for typed in ["", " ", "no omito ninguna", "sino", "relu", "7", "sí no", "a", "claramente hay que verlo", "pis"]
        {
            assert_eq!(Answer::read(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn no_word_means_two_answers() {
        let words: Vec<&str> = WORDS.iter().flat_map(|(_, words)| *words).copied().collect();
        for (index, word) in words.iter().enumerate() {
            assert!(!words[..index].contains(word), "{word}");
        }
        for answer in Answer::ALL {
            assert_eq!(Answer::read(answer.word()), Some(answer));
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(text in any::<String>()) {
            let _ = Answer::read(&text);
        }
    }
}
