//! Hints that tell too much: only the last may hold the answer.

use crate::lesson::{Kind, Question};

/// A line of an answer that is shorter than this could be anything.
const SHORTEST: usize = 12;

/// The hints of a question, but for the last, that tell its answer. One of a single sign could be anything where it is
/// not said to be the result, and so could yes or no.
pub(super) fn of_question(question: &Question) -> Vec<(usize, String)> {
    let answer = match question.kind {
        Kind::Numero | Kind::Forma | Kind::Tensor | Kind::Texto => question.answer.shown(),
        Kind::Opcion | Kind::Signo | Kind::SiNo => return Vec::new(),
    };
    let tells = if answer.chars().count() < 2 { concludes } else { says };
    let early = question.hints.iter().enumerate().take(question.hints.len().saturating_sub(1));
    let tells = early.filter(|(_, hint)| tells(&hint.plain(), &answer));
    tells.map(|(index, _)| (index, format!("la pista {} ya dice la respuesta, «{answer}»", index + 1))).collect()
}

/// Words before what comes out: `da 0`, `= 0`.
const RESULT: [&str; 14] =
    ["=", "→", "es", "son", "da", "dan", "sale", "salen", "vale", "valen", "queda", "quedan", "resulta", "obtienes"];

/// Words that may stand in between: `queda en 0`, `sale siempre 0`.
const BETWEEN: [&str; 4] = ["en", "a", "siempre", "igual"];

/// Whether this and nothing else is said to come out. Who names two values leaves the choice to the student.
fn concludes(text: &str, result: &str) -> bool {
    let text = text.to_lowercase();
    let mut words = text.split_whitespace().filter(|word| !BETWEEN.contains(word)).peekable();
    let mut results = Vec::new();
    while let Some(word) = words.next() {
        let next = words.peek().filter(|_| RESULT.contains(&word));
        let number = next.map(|next| next.trim_matches(|c: char| ".,;:!?»".contains(c)));
        results.extend(number.filter(|number| number.starts_with(|c: char| c.is_ascii_digit())));
    }
    !results.is_empty() && results.iter().all(|number| *number == result)
}

/// Whether no decimals follow.
fn is_whole(after: &str) -> bool {
    !after.strip_prefix(['.', ',']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a text holds another one, not as a part of a longer word or number.
fn says(text: &str, answer: &str) -> bool {
    let (text, answer) = (text.to_lowercase(), answer.to_lowercase());
    let joins = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(&answer).any(|(start, found)| {
        let before = text[..start].chars().next_back();
        let after = &text[start + found.len()..];
        !before.is_some_and(|c| joins(c) || c == '.') && !after.starts_with(joins) && is_whole(after)
    })
}

/// The hints of an exercise, but for the last, that hold a line of the solution that the student has to write.
pub(super) fn of_exercise(hints: &[String], start: &str, solution: &str) -> Vec<(usize, String)> {
    let lines =
        |text: &str| text.lines().map(tight).filter(|line| line.chars().count() >= SHORTEST).collect::<Vec<_>>();
    let given = lines(start);
    let own: Vec<String> =
        lines(solution).into_iter().filter(|line| !given.contains(line) && !is_common(line)).collect();
    let early = hints.iter().enumerate().take(hints.len().saturating_sub(1));
    let told = early.filter_map(|(index, hint)| {
        let hint = tight(hint);
        own.iter().find(|line| hint.contains(line.as_str())).map(|line| (index, line))
    });
    told.map(|(index, line)| (index, format!("la pista {} ya da una línea de la solución, «{line}»", index + 1)))
        .collect()
}

/// Without blanks and backticks.
fn tight(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '`').collect()
}

/// What stands in many programs and gives nothing away.
fn is_common(line: &str) -> bool {
    let starts = ["import", "from", "class", "def", "super()", "#"];
    starts.iter().any(|start| line.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_within_a_longer_number_is_not_told() {
        for (hint, answer, told) in [
            ("Sale 0.25.", "0.25", true),
            ("Sale 10.25.", "0.25", false),
            ("Sale 0.251.", "0.25", false),
            ("La forma es (2, 3)", "(2, 3)", true),
            ("Empieza por saturación", "saturación", true),
            ("Es 12, no 12.5", "12", true),
            ("Es 12.5", "12", false),
        ] {
            assert_eq!(says(hint, answer), told, "{hint}");
        }
    }

    #[test]
    fn a_single_digit_is_told_where_it_is_the_result() {
        for (hint, told) in [
            ("ReLU de un negativo da 0.", true),
            ("Sale siempre 0", true),
            ("Por la izquierda es 0 y por la derecha es 1.", false),
            ("Se queda en 0, claro", true),
            ("max(0, −3) = 0", true),
            ("Mira la fila 0", false),
            ("Compara con 0: ¿es mayor?", false),
            ("Da 0.5", false),
            ("x[0] es el primero", false),
        ] {
            assert_eq!(concludes(hint, "0"), told, "{hint}");
        }
    }

    #[test]
    fn a_line_of_the_solution_is_told_but_in_the_last_hint() {
        let hint = ["Piensa.", "Es `torch.relu( self.fc1(x))`.", "return torch.relu(self.fc1(x))"].map(str::to_owned);
        let solution = "import torch\nx = torch.relu(self.fc1(x))\n";
        assert!(of_exercise(&hint, "", solution).is_empty(), "only a part of the line");
        let whole = ["x = torch.relu(self.fc1(x))", "b", "c"].map(str::to_owned);
        assert_eq!(of_exercise(&whole, "", solution).len(), 1);
        assert!(of_exercise(&whole, "x = torch.relu(self.fc1(x))", solution).is_empty(), "the student has it");
    }
}
