//! The shape of a tensor.

use super::{
    Unclear,
    fold::{bare, clean, fold},
    unclear::quoted,
};

/// How to write a shape.
const EXAMPLE: &str = "escribe la forma como PyTorch, por ejemplo (1, 2), o así: 1x2";

/// Reads a shape: `(1, 2)`, `1x2`, `1, 2`, `1 2`, `[1,2]`, `torch.Size([1, 2])`; `()` and `escalar` have no dimensions.
///
/// # Errors
/// It is no list of whole numbers.
pub fn shape(typed: &str) -> Result<Vec<usize>, Unclear> {
    let text = fold(&clean(bare(typed)));
    let inner = inside(&text);
    if inner == "escalar" || (inner.is_empty() && !text.is_empty()) {
        return Ok(Vec::new());
    }
    let spaced = inner.replace([',', ';', 'x', '×', '*'], " ");
    let words: Vec<&str> = spaced.split_whitespace().filter(|word| *word != "por").collect();
    if words.is_empty() {
        return Err(Unclear::new("no has escrito ninguna forma", EXAMPLE));
    }
    words.iter().map(|word| dimension(word).ok_or_else(|| wrong(word, typed))).collect()
}

/// What stands inside the brackets.
fn inside(text: &str) -> &str {
    let text =
        ["torch.size", "size", "shape", "forma"].into_iter().find_map(|name| text.strip_prefix(name)).unwrap_or(text);
    text.trim_matches(|c: char| "()[]=: ".contains(c))
}

/// A dimension: a whole number.
fn dimension(word: &str) -> Option<usize> {
    word.parse().ok().filter(|_| word.chars().all(|c| c.is_ascii_digit()))
}

/// Why `word` is no dimension.
fn wrong(word: &str, typed: &str) -> Unclear {
    if word.parse::<f64>().is_ok() {
        return Unclear::new(format!("una forma solo lleva números enteros sin signo, y «{word}» no lo es"), EXAMPLE);
    }
    Unclear::new(format!("{} no es una forma", quoted(typed)), EXAMPLE)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn shapes() {
        let cases: [(&str, &[usize]); 18] = [
            ("(1, 2)", &[1, 2]),
            ("1x2", &[1, 2]),
            ("1 X 2", &[1, 2]),
            ("1×2", &[1, 2]),
            ("1*2", &[1, 2]),
            ("1 por 2", &[1, 2]),
            ("1, 2", &[1, 2]),
            ("1,2", &[1, 2]),
            ("1 2", &[1, 2]),
            ("[1,2]", &[1, 2]),
            ("torch.Size([1, 2])", &[1, 2]),
            ("«(1, 2)».", &[1, 2]),
            ("(3,)", &[3]),
            ("3", &[3]),
            ("()", &[]),
            ("torch.Size([])", &[]),
            ("Escalar", &[]),
            ("2x3x4", &[2, 3, 4]),
        ];
        for (typed, expected) in cases {
            assert_eq!(shape(typed).as_deref(), Ok(expected), "{typed:?}");
        }
    }

    #[test]
    fn what_is_no_shape_is_refused() {
        let cases = [
            ("", "no has escrito ninguna forma"),
            (",", "no has escrito ninguna forma"),
            ("1.5", "«1.5» no lo es"),
            ("(1, -2)", "«-2» no lo es"),
            ("1 + 2", "no es una forma"),
            ("hola", "«hola» no es una forma"),
            ("99999999999999999999999", "no lo es"),
        ];
        for (typed, message) in cases {
            let unclear = shape(typed).expect_err(typed);
            assert!(unclear.message.contains(message) && unclear.hint == EXAMPLE, "{typed:?}: {unclear}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_comes_back(dimensions in proptest::collection::vec(0..5000_usize, 0..5)) {
            let words: Vec<String> = dimensions.iter().map(ToString::to_string).collect();
            for text in [format!("({})", words.join(", ")), format!("[{}]", words.join(",")), format!("({})", words.join("x"))] {
                prop_assert_eq!(shape(&text), Ok(dimensions.clone()));
            }
        }

        #[test]
        fn nothing_panics(text in any::<String>(), near in "[0-9x,() .\\[\\]-]{0,16}") {
            let _ = (shape(&text), shape(&near));
        }
    }
}
