//! Short answers in words: yes or no, and the sign of a number.

use super::{
    Unclear,
    fold::{bare, clean, fold},
    nearest::slips,
    number,
    unclear::quoted,
};

/// Whether the answer is yes or no: `s`, `si`, `sí`, `y`, `yes`, `n`, `no`, in any case; none for anything else.
#[must_use]
pub fn yes_no(typed: &str) -> Option<bool> {
    match fold(bare(typed)).as_str() {
        "s" | "si" | "y" | "yes" => Some(true),
        "n" | "no" => Some(false),
        _ => None,
    }
}

/// The sign of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// Below zero.
    Negative,
    /// Zero itself.
    Zero,
    /// Above zero.
    Positive,
}

impl Sign {
    /// The sign of `value`; a value that is not a number has none.
    #[must_use]
    pub fn of(value: f64) -> Option<Self> {
        let order = value.partial_cmp(&0.0)?;
        Some(match order {
            std::cmp::Ordering::Less => Self::Negative,
            std::cmp::Ordering::Equal => Self::Zero,
            std::cmp::Ordering::Greater => Self::Positive,
        })
    }

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Negative => "negativo",
            Self::Zero => "cero",
            Self::Positive => "positivo",
        }
    }
}

/// Ways to write each sign.
const SIGNS: [(Sign, &[&str]); 3] = [
    (Sign::Positive, &["positivo", "positiva", "positivos", "positivas", "mayor que cero", "mayor que 0"]),
    (Sign::Negative, &["negativo", "negativa", "negativos", "negativas", "menor que cero", "menor que 0"]),
    (Sign::Zero, &["cero", "ceros", "nulo", "nula", "neutro", "ninguno", "igual a cero", "igual a 0"]),
];

/// Reads a sign: `+`, `positivo`, `-`, `negativo`, `0`, `cero`, or a number, which has one.
///
/// # Errors
/// It is none of these.
pub fn sign(typed: &str) -> Result<Sign, Unclear> {
    let text = fold(&clean(bare(typed)));
    let read = symbol(&text).or_else(|| worded(&text)).or_else(|| number(&text).ok().and_then(Sign::of));
    read.ok_or_else(|| no_sign(&text, typed))
}

/// Why what was typed is no sign.
fn no_sign(text: &str, typed: &str) -> Unclear {
    let message = if text.is_empty() {
        "no has escrito nada".to_owned()
    } else {
        format!("no sé qué signo es {}", quoted(typed))
    };
    Unclear::new(message, "responde positivo, negativo o cero; también vale +, - o 0")
}

/// A sign that is written with signs.
fn symbol(text: &str) -> Option<Sign> {
    match text.replace(' ', "").as_str() {
        "+" | "mas" | "p" | ">0" | "pos" => Some(Sign::Positive),
        "-" | "menos" | "n" | "<0" | "neg" => Some(Sign::Negative),
        "0" | "=0" | "c" | "z" => Some(Sign::Zero),
        _ => None,
    }
}

/// A sign that is written as a word, perhaps with a slip.
fn worded(text: &str) -> Option<Sign> {
    let words = SIGNS.into_iter().flat_map(|(sign, words)| words.iter().map(move |word| (sign, *word)));
    let near = words.filter_map(|(sign, word)| Some((slips(text, word)?, sign)));
    near.min_by_key(|&(slips, _)| slips).map(|(_, sign)| sign)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn yes_and_no() {
        for yes in ["s", "S", "si", "sí", "SÍ", "si\u{301}", "Sí.", "¡sí!", " y ", "YES", "«sí»"] {
            assert_eq!(yes_no(yes), Some(true), "{yes:?}");
        }
        for no in ["n", "N", "no", "No", " NO. "] {
            assert_eq!(yes_no(no), Some(false), "{no:?}");
        }
        for neither in ["", "sino", "quizá", "nop", "1", "sí no"] {
            assert_eq!(yes_no(neither), None, "{neither:?}");
        }
    }

    #[test]
    fn signs() {
        let cases = [
            (Sign::Positive, ["+", "positivo", "Positiva", "más", "> 0", "positvo", "0,5", "mayor que 0", "pos"]),
            (Sign::Negative, ["-", "−", "negativo", "NEGATIVA", "menos", "<0", "negatibo", "−0.87", "n"]),
            (Sign::Zero, ["0", "cero", "Cero.", "= 0", "nulo", "0,0", "-0", "zero", "ceros"]),
        ];
        for (expected, answers) in cases {
            for answer in answers {
                assert_eq!(sign(answer), Ok(expected), "{answer:?}");
            }
        }
    }

    #[test]
    fn no_sign_is_refused() {
        for typed in ["", "hola", "nan", "1,2,3", "++", "sí"] {
            let unclear = sign(typed).expect_err(typed);
            assert!(unclear.hint.contains("positivo, negativo o cero"), "{unclear}");
        }
    }

    proptest! {
        #[test]
        fn a_number_has_its_sign(value in -1e6..1e6_f64) {
            prop_assert_eq!(sign(&value.to_string()).ok(), Sign::of(value));
        }

        #[test]
        fn nothing_panics(text in any::<String>()) {
            let _ = (yes_no(&text), sign(&text));
        }
    }
}
