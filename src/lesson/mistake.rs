//! Mistakes that need no lesson to know them: they are told from the answer alone.

use super::{answer::Answer, asked::Question};
use crate::{spanish::Sign, view::Text};

/// A mistake: its name, and what to say about it.
type Found = (&'static str, String);

/// The general mistakes that give this answer.
pub(super) fn general(question: &Question, answer: &Answer) -> Vec<Found> {
    match (answer, &question.answer) {
        (Answer::Number(typed), Answer::Number(right)) => numbers(*typed, *right, question.tolerance),
        (Answer::Shape(typed), Answer::Shape(right)) => shapes(typed, right),
        (Answer::Tensor(shape, typed), Answer::Tensor(wanted, right)) => {
            tensors((shape, typed), (wanted, right), question.tolerance)
        }
        _ => Vec::new(),
    }
}

/// What to say about an answer that no known mistake gives.
pub(super) fn unknown(question: &Question, answer: &Answer) -> Text {
    match (answer, &question.answer) {
        (Answer::Number(typed), Answer::Number(right)) => {
            format!("Ese número no sale de ninguno de los despistes que conozco. {}", direction(*typed, *right)).into()
        }
        (Answer::Shape(_), _) => {
            "No es esa forma, y no reconozco de dónde sale. Repasa qué significa cada dimensión.".into()
        }
        (Answer::Sign(sign), _) => format!("No: no es {}.", sign.word()).into(),
        (Answer::YesNo(_), _) => "No: piénsalo otra vez.".into(),
        (Answer::Option(index), _) => {
            let option = question.options.get(*index).cloned().unwrap_or_default();
            Text::new().say("No es la opción ").say((index + 1).to_string()).say(", «").join(option).say("».")
        }
        _ => "No es eso, y no reconozco de dónde sale.".into(),
    }
}

/// Whether a number is too large or too small.
fn direction(typed: f64, right: f64) -> &'static str {
    match (Sign::of(typed), Sign::of(right)) {
        (Some(Sign::Positive), Some(Sign::Negative)) | (Some(Sign::Negative), Some(Sign::Positive)) => {
            "Fíjate primero en el signo."
        }
        (Some(Sign::Negative), Some(Sign::Negative)) if typed > right => "Lo que sale es más negativo.",
        (Some(Sign::Negative), Some(Sign::Negative)) => "Lo que sale es menos negativo.",
        _ if typed > right => "Es demasiado grande.",
        _ if typed < right => "Es demasiado pequeño.",
        _ => "Repasa la cuenta.",
    }
}

fn numbers(typed: f64, right: f64, tolerance: f64) -> Vec<Found> {
    let cases = [
        ("signo", -right, "El tamaño es ese, pero el signo no."),
        ("redondeo", right.round(), "Parece que lo has redondeado a un entero. Escribe también los decimales."),
        ("truncado", right.trunc(), "Parece que has dejado solo la parte entera. Escribe también los decimales."),
        ("porcentaje", right * 100.0, "¿Lo has escrito en tanto por ciento? Escríbelo tal como sale de la cuenta."),
        ("coma", right * 10.0, "Las cifras son esas. Revisa dónde has puesto la coma."),
        ("coma", right / 10.0, "Las cifras son esas. Revisa dónde has puesto la coma."),
        ("inverso", right.recip(), "Eso es el inverso, `1 / x`: has dividido al revés."),
        ("doble", right * 2.0, "Es el doble de lo que sale: quizá has sumado algo dos veces."),
        ("mitad", right / 2.0, "Es la mitad de lo que sale: quizá te falta contar algo."),
    ];
    // Near nothing, all of these are the same number.
    if right.abs() <= 2.0 * tolerance || typed == 0.0 {
        return Vec::new();
    }
    let gives = |value: f64| (typed - value).abs() <= tolerance.min(value.abs() / 100.0) + 1e-6 * value.abs();
    let mut found: Vec<Found> = Vec::new();
    for (name, value, message) in cases {
        if gives(value) && found.iter().all(|(_, told)| told != message) {
            found.push((name, message.to_owned()));
        }
    }
    found
}

fn shapes(typed: &[usize], right: &[usize]) -> Vec<Found> {
    let product = |shape: &[usize]| shape.iter().product::<usize>();
    let bare = |shape: &[usize]| shape.iter().copied().filter(|size| *size != 1).collect::<Vec<_>>();
    let found = if typed.iter().rev().eq(right) {
        ("traspuesta", "Los números son esos, pero en el orden contrario: está traspuesta.")
    } else if bare(typed) == bare(right) && typed.len() > right.len() {
        ("dimension-de-mas", "Te sobra una dimensión de tamaño 1.")
    } else if bare(typed) == bare(right) && typed.len() < right.len() {
        ("dimension-de-menos", "Te falta una dimensión de tamaño 1, y PyTorch la conserva.")
    } else if product(typed) == product(right) {
        ("reordenada", "La cantidad de números es esa, pero no están repartidos así.")
    } else if typed.len() != right.len() {
        ("dimensiones", "Esa forma no tiene tantas dimensiones como la que sale.")
    } else {
        return Vec::new();
    };
    vec![(found.0, found.1.to_owned())]
}

/// A tensor's shape and elements.
type Elements<'a> = (&'a [usize], &'a [f64]);

fn tensors((shape, typed): Elements<'_>, (wanted, right): Elements<'_>, tolerance: f64) -> Vec<Found> {
    let close = |a: &f64, b: &f64| super::tolerance::close(*a, *b, tolerance);
    if typed.len() != right.len() {
        let count = match typed.len() {
            1 => "un número".to_owned(),
            count => format!("{count} números"),
        };
        return vec![("cantidad", format!("Has escrito {count}, y en el tensor que sale no hay esa cantidad."))];
    }
    if shape != wanted {
        return match transposed(shape, typed) {
            Some((turned, values)) if turned == wanted && values.iter().zip(right).all(|(a, b)| close(a, b)) => {
                vec![("traspuesta", "Los números son esos, pero está traspuesta: las filas son columnas.".to_owned())]
            }
            _ => vec![(
                "forma",
                "La cantidad de números es esa, pero no están repartidos así en filas y columnas.".to_owned(),
            )],
        };
    }
    if typed.iter().zip(right).all(|(a, b)| close(&-a, b)) {
        return vec![("signo", "Los tamaños son esos, pero todos los signos están al revés.".to_owned())];
    }
    let good = typed.iter().zip(right).filter(|(a, b)| close(a, b)).count();
    match (good, right.len()) {
        (0, _) => Vec::new(),
        (good, total) => {
            vec![("en-parte", format!("Vas bien en {good} de {total}. {}", first_wrong(wanted, typed, right, close)))]
        }
    }
}

/// Where the first wrong element is.
fn first_wrong(shape: &[usize], typed: &[f64], right: &[f64], close: impl Fn(&f64, &f64) -> bool) -> String {
    let index = typed.iter().zip(right).position(|(a, b)| !close(a, b)).unwrap_or(0);
    match shape {
        [_, columns] if *columns > 0 => {
            format!("Mira otra vez el de la fila {} y la columna {}.", index / columns, index % columns)
        }
        _ => format!("Mira otra vez el número {}, contando desde el 1.", index + 1),
    }
}

fn transposed(shape: &[usize], values: &[f64]) -> Option<(Vec<usize>, Vec<f64>)> {
    let &[rows, columns] = shape else { return None };
    let turned = (0..columns).flat_map(|column| (0..rows).map(move |row| values[row * columns + column])).collect();
    Some((vec![columns, rows], turned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_show_their_mistake() {
        for (typed, right, expected) in [
            (0.87, -0.87, "signo"),
            (3.0, 3.4, "redondeo"),
            (3.0, 3.7, "truncado"),
            (25.0, 0.25, "porcentaje"),
            (2.5, 0.25, "coma"),
            (4.0, 0.25, "inverso"),
            (-12.0, -6.0, "doble"),
            (1.5, 3.0, "mitad"),
        ] {
            assert_eq!(numbers(typed, right, 0.005).first().map(|(name, _)| *name), Some(expected), "{typed} {right}");
        }
        assert!(numbers(17.0, 3.0, 0.005).is_empty() && numbers(0.5, 0.0, 0.005).is_empty());
    }

    #[test]
    fn shapes_show_their_mistake() {
        for (typed, right, expected) in [
            (&[2, 3][..], &[3, 2][..], Some("traspuesta")),
            (&[1, 2, 1], &[1, 2], Some("dimension-de-mas")),
            (&[2], &[1, 2], Some("dimension-de-menos")),
            (&[6], &[2, 3], Some("reordenada")),
            (&[5], &[2, 3], Some("dimensiones")),
            (&[4, 3], &[2, 3], None),
        ] {
            assert_eq!(shapes(typed, right).first().map(|(name, _)| *name), expected, "{typed:?} {right:?}");
        }
    }

    #[test]
    fn tensors_show_their_mistake() {
        let right: Elements<'_> = (&[2, 2], &[1.0, 2.0, 3.0, 4.0]);
        for (typed, expected) in [
            ((&[2, 2][..], &[-1.0, -2.0, -3.0, -4.0][..]), Some("signo")),
            ((&[2, 2], &[1.0, 2.0, 3.0, 5.0]), Some("en-parte")),
            ((&[2, 2], &[9.0, 9.0, 9.0, 9.0]), None),
            ((&[4], &[1.0, 2.0, 3.0, 4.0]), Some("forma")),
            ((&[3], &[1.0, 2.0, 3.0]), Some("cantidad")),
        ] {
            assert_eq!(tensors(typed, right, 0.005).first().map(|(name, _)| *name), expected, "{typed:?}");
        }
        let tall: Elements<'_> = (&[3, 2], &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        let turned = (&[2, 3][..], &[1.0, 3.0, 5.0, 2.0, 4.0, 6.0][..]);
        assert_eq!(tensors(turned, tall, 0.005)[0].0, "traspuesta");
    }
}
