//! What stands for our signs where only ASCII can be shown. The letters of Spanish stay as they are.

use std::borrow::Cow;

/// Signs and what stands for them.
const SIGNS: [(char, &str); 52] = [
    ('−', "-"),
    ('–', "-"),
    ('—', "-"),
    ('·', "*"),
    ('×', "*"),
    ('÷', "/"),
    ('Σ', "sum"),
    ('∑', "sum"),
    ('ᵀ', ".T"),
    ('→', "->"),
    ('←', "<-"),
    ('≈', "~="),
    ('≠', "!="),
    ('≤', "<="),
    ('≥', ">="),
    ('±', "+-"),
    ('√', "sqrt"),
    ('∂', "d"),
    ('∞', "inf"),
    ('′', "'"),
    ('…', "..."),
    ('α', "alpha"),
    ('β', "beta"),
    ('γ', "gamma"),
    ('δ', "delta"),
    ('ε', "eps"),
    ('η', "eta"),
    ('θ', "theta"),
    ('λ', "lambda"),
    ('μ', "mu"),
    ('σ', "sigma"),
    ('Φ', "Phi"),
    ('ŷ', "y_hat"),
    ('\u{302}', "_hat"),
    ('●', "#"),
    ('○', "."),
    ('✔', "+"),
    ('✗', "x"),
    ('›', ">"),
    ('•', "-"),
    ('┃', "|"),
    ('│', "|"),
    ('─', "-"),
    ('┌', "+"),
    ('┬', "+"),
    ('┼', "+"),
    ('┴', "+"),
    ('┤', "+"),
    ('└', "+"),
    ('█', "#"),
    ('«', "\""),
    ('»', "\""),
];

/// Superscripts; a run of them takes one `^`.
const RAISED: [(char, char); 13] = [
    ('⁰', '0'),
    ('¹', '1'),
    ('²', '2'),
    ('³', '3'),
    ('⁴', '4'),
    ('⁵', '5'),
    ('⁶', '6'),
    ('⁷', '7'),
    ('⁸', '8'),
    ('⁹', '9'),
    ('⁻', '-'),
    ('ⁿ', 'n'),
    ('ᵖ', 'p'),
];

/// Subscripts; a run of them takes one `_`.
const LOWERED: [(char, char); 14] = [
    ('₀', '0'),
    ('₁', '1'),
    ('₂', '2'),
    ('₃', '3'),
    ('₄', '4'),
    ('₅', '5'),
    ('₆', '6'),
    ('₇', '7'),
    ('₈', '8'),
    ('₉', '9'),
    ('ᵢ', 'i'),
    ('ⱼ', 'j'),
    ('ₖ', 'k'),
    ('ₙ', 'n'),
];

/// `text` with our signs replaced.
pub(super) fn ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut run = None;
    for c in text.chars() {
        run = push(&mut out, c, run);
    }
    Cow::Owned(out)
}

/// Adds what stands for `c`; returns the mark of the run of raised or lowered signs that it belongs to.
fn push(out: &mut String, c: char, run: Option<char>) -> Option<char> {
    let script = find(&RAISED, c).map(|plain| ('^', plain)).or_else(|| find(&LOWERED, c).map(|plain| ('_', plain)));
    if let Some((mark, plain)) = script {
        if run != Some(mark) {
            out.push(mark);
        }
        out.push(plain);
        return Some(mark);
    }
    match find(&SIGNS, c) {
        Some(sign) => out.push_str(sign),
        None => out.push(c),
    }
    None
}

/// What a table says about a character.
fn find<T: Copy>(table: &[(char, T)], c: char) -> Option<T> {
    table.iter().find(|(sign, _)| *sign == c).map(|(_, plain)| *plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_replaced() {
        let cases = [
            ("z = x · Wᵀ + b", "z = x * W.T + b"),
            ("(1, 3) · (3, 2) → (1, 2)", "(1, 3) * (3, 2) -> (1, 2)"),
            ("W₂·W₁ ≈ −1.2·10⁻⁷", "W_2*W_1 ~= -1.2*10^-7"),
            ("x₁₀²", "x_10^2"),
            ("m\u{302} / √(v\u{302}), ŷ, xᵖ", "m_hat / sqrt(v_hat), y_hat, x^p"),
            ("¿Qué será, mañana? «sí»", "¿Qué será, mañana? \"sí\""),
        ];
        for (text, expected) in cases {
            assert_eq!(ascii(text), expected);
        }
    }

    #[test]
    fn a_sign_has_one_replacement_in_ascii() {
        for (index, (sign, plain)) in SIGNS.iter().enumerate() {
            assert!(plain.is_ascii() && !sign.is_ascii());
            assert!(SIGNS[..index].iter().all(|(other, _)| other != sign), "{sign} stands twice");
        }
    }
}
