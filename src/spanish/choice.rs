//! One of several options: by its letter, its number, or its text.

use super::{
    Unclear,
    fold::{bare, clean, fold},
    nearest::slips,
    number,
    unclear::quoted,
};

/// From this length on, the beginning of an option is enough, if no other begins so.
const BEGINNING: usize = 3;

/// Reads which of `options` is meant, counted from 0: its text, with slips or only begun; its number, from `1`; its
/// letter, from `a`. A text wins over a number, so that an option that is itself a number can be typed.
///
/// # Errors
/// It is none of the options, or could be several.
pub fn choice<S: AsRef<str>>(typed: &str, options: &[S]) -> Result<usize, Unclear> {
    let texts: Vec<&str> = options.iter().map(|option| bare(option.as_ref())).collect();
    let text = bare(typed);
    if text.is_empty() {
        return Err(Unclear::new("no has elegido ninguna opción", how(texts.len())));
    }
    let found = exactly(text, &texts).or_else(|| label(text, texts.len()).map(|index| vec![index]));
    let found = found.or_else(|| nearly(&fold(text), &texts)).or_else(|| begun(&fold(text), &texts));
    match found.as_deref() {
        Some(&[index]) if index < texts.len() => Ok(index),
        Some(&[index]) => {
            let message = format!("no hay opción {}: hay {}", quoted(&(index + 1).to_string()), texts.len());
            Err(Unclear::new(message, how(texts.len())))
        }
        Some(several) => Err(ambiguous(typed, several, &texts)),
        None => Err(Unclear::new(format!("{} no es ninguna de las opciones", quoted(typed)), how(texts.len()))),
    }
}

/// How to choose.
fn how(options: usize) -> String {
    let last = options.clamp(1, 26);
    let letter = char::from(b'a' + (last - 1) as u8);
    format!("responde con su número, de 1 a {options}, con su letra, de a hasta {letter}, o con su texto")
}

/// The options that read like the answer: to the letter, or else without accents, or else as numbers.
fn exactly(text: &str, options: &[&str]) -> Option<Vec<usize>> {
    let letters = |text: &str| clean(text).to_lowercase();
    let value = number(text).ok();
    matching(options, |option| letters(option) == letters(text))
        .or_else(|| matching(options, |option| fold(option) == fold(text)))
        .or_else(|| matching(options, |option| value.is_some() && number(option).ok() == value))
}

/// A letter or a number that stands for an option, as in `b`, `b)`, `(2)`, `opción 2`, `la b`.
fn label(text: &str, options: usize) -> Option<usize> {
    let folded = fold(text);
    let word = ["opcion ", "la ", "el "].into_iter().find_map(|name| folded.strip_prefix(name)).unwrap_or(&folded);
    let word = word.trim_matches(|c: char| "().: ".contains(c));
    match word.as_bytes() {
        &[letter @ b'a'..=b'z'] => Some(usize::from(letter - b'a')).filter(|&index| index < options),
        _ if word.len() <= 3 => word.parse::<usize>().ok()?.checked_sub(1),
        _ => None,
    }
}

/// The options with the fewest slips.
fn nearly(text: &str, options: &[&str]) -> Option<Vec<usize>> {
    let slips: Vec<Option<usize>> = options.iter().map(|option| slips(text, &fold(option))).collect();
    let fewest = *slips.iter().flatten().min()?;
    Some((0..slips.len()).filter(|&index| slips[index] == Some(fewest)).collect())
}

/// The options that begin so.
fn begun(text: &str, options: &[&str]) -> Option<Vec<usize>> {
    if text.chars().count() < BEGINNING { None } else { matching(options, |option| fold(option).starts_with(text)) }
}

/// The options of which `holds` is true, if any.
fn matching(options: &[&str], holds: impl Fn(&str) -> bool) -> Option<Vec<usize>> {
    let found: Vec<usize> = (0..options.len()).filter(|&index| holds(options[index])).collect();
    (!found.is_empty()).then_some(found)
}

/// Several options are meant.
fn ambiguous(typed: &str, several: &[usize], options: &[&str]) -> Unclear {
    let names: Vec<String> = several.iter().map(|&index| quoted(options[index])).collect();
    Unclear::new(format!("{} puede ser {}", quoted(typed), names.join(" o ")), how(options.len()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const OPTIONS: [&str; 4] = ["Sí, siempre", "No: solo si z es negativo", "ReLU", "saturación"];

    #[test]
    fn options_are_known_by_letter_number_and_text() {
        let cases = [
            ("a", 0),
            ("A)", 0),
            ("(b)", 1),
            ("2", 1),
            ("2.", 1),
            ("opción 3", 2),
            ("la d", 3),
            ("relu", 2),
            ("«ReLU».", 2),
            ("saturacion", 3),
            ("saturasion", 3),
            ("satur", 3),
            ("si, siempre", 0),
            ("no: solo si z es negatibo", 1),
        ];
        for (typed, index) in cases {
            assert_eq!(choice(typed, &OPTIONS), Ok(index), "{typed:?}");
        }
    }

    #[test]
    fn an_option_that_is_a_number_can_be_typed() {
        assert_eq!(choice("1", &["0", "1", "2"]), Ok(1));
        assert_eq!(choice("0,50", &["0.5", "−2"]), Ok(0));
        assert_eq!(choice("-2", &["0.5", "−2"]), Ok(1));
        assert_eq!(choice("b", &["0", "1", "2"]), Ok(1));
        assert_eq!(choice(".5", &["5", ".5"]), Ok(1));
    }

    #[test]
    fn what_is_unclear_is_refused() {
        let cases = [
            ("", "no has elegido ninguna opción"),
            ("9", "no hay opción «9»: hay 4"),
            ("0", "«0» no es ninguna de las opciones"),
            ("z", "«z» no es ninguna de las opciones"),
            ("xilófono", "«xilófono» no es ninguna de las opciones"),
        ];
        for (typed, message) in cases {
            let unclear = choice(typed, &OPTIONS).expect_err(typed);
            assert_eq!(unclear.message, message);
            assert_eq!(unclear.hint, "responde con su número, de 1 a 4, con su letra, de a hasta d, o con su texto");
        }
        let unclear = choice("delu", &["relu", "gelu", "tanh"]).expect_err("two are as near");
        assert_eq!(unclear.message, "«delu» puede ser «relu» o «gelu»");
    }

    proptest! {
        #[test]
        fn every_option_is_known(index in 0..OPTIONS.len()) {
            prop_assert_eq!(choice(OPTIONS[index], &OPTIONS), Ok(index));
            prop_assert_eq!(choice(&fold(OPTIONS[index]), &OPTIONS), Ok(index));
        }

        #[test]
        fn nothing_panics(typed in any::<String>(), options in proptest::collection::vec(any::<String>(), 0..30)) {
            if let Ok(index) = choice(&typed, &options) {
                prop_assert!(index < options.len());
            }
        }
    }
}
