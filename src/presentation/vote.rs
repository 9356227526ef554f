//! What a class answers by a show of hands: the teacher counts and types it in.

use super::words;
use crate::{
    lesson::{Answer, Kind, Question, Verdict, judge},
    spanish::Unclear,
    view::Text,
};

/// The answers of a class.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// The line that was typed.
    pub line: String,
    /// The answers: the options in their order, or else the most frequent first.
    pub votes: Vec<Vote>,
}

/// An answer, and how many gave it.
#[derive(Clone, Debug, PartialEq)]
pub struct Vote {
    /// The answer.
    pub answer: Answer,
    /// How it is shown: an option by its letter.
    pub label: String,
    /// How many gave it.
    pub count: u64,
    /// Whether it is right.
    pub right: bool,
    /// What it shows about who gave it, where that is known.
    pub shows: Option<Text>,
}

/// No class is larger.
const MOST: u64 = 9999;

impl Tally {
    /// Reads answers, each before its votes: `A 12 B 5`, `0,5 12 -1 3`, `sí 12 no 4`. Where there are options, their
    /// votes alone will do, in order. An empty line is no tally.
    ///
    /// # Errors
    /// It cannot be read so.
    pub fn read(question: &Question, line: &str) -> Result<Option<Self>, Unclear> {
        let words = split(question.kind, line);
        if words.is_empty() {
            return Ok(None);
        }
        let mut votes = ballot(question);
        let pairs = in_order(&words, &votes).map_or_else(|| pairs(question, &words), Ok)?;
        for (answer, typed, count) in pairs {
            match votes.iter_mut().find(|vote| vote.answer == answer) {
                Some(vote) => vote.count += count,
                None => votes.push(Vote::of(question, answer, &typed, count)),
            }
        }
        let tally = Self { line: line.trim().to_owned(), votes };
        match tally.total() {
            0 => Err(Unclear::new("no hay ningún voto", how(question))),
            _ => Ok(Some(tally.sorted(question))),
        }
    }

    /// How many voted.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.votes.iter().map(|vote| vote.count).sum()
    }

    /// How many were right.
    #[must_use]
    pub fn right(&self) -> u64 {
        self.votes.iter().filter(|vote| vote.right).map(|vote| vote.count).sum()
    }

    /// As in «A 12, B 5. Han acertado 5 de 17 (29 %).»
    #[must_use]
    pub fn summary(&self) -> String {
        let votes = self.votes.iter().map(|vote| format!("{} {}", vote.label, vote.count));
        let votes = votes.collect::<Vec<_>>().join(", ");
        format!("{votes}. {}", words::share(self.right(), self.total()).plain())
    }

    /// Free answers, the most frequent first.
    fn sorted(mut self, question: &Question) -> Self {
        if ballot(question).is_empty() {
            self.votes.sort_by_key(|vote| std::cmp::Reverse(vote.count));
        }
        self
    }
}

/// An answer as it was typed, and its votes.
type Pair = (Answer, String, u64);

impl Vote {
    pub(super) fn of(question: &Question, answer: Answer, typed: &str, count: u64) -> Self {
        let verdict = if listed(question.kind) { chosen(question, &answer) } else { judge(question, typed) };
        let right = matches!(verdict, Verdict::Right { .. });
        let shows = match verdict {
            Verdict::Wrong { message, mistake: Some(_) } => Some(message),
            _ => None,
        };
        Self { label: label(&answer), answer, count, right, shows }
    }
}

/// What a choice shows. Its text is not judged: the text of one option may be the number of another.
fn chosen(question: &Question, answer: &Answer) -> Verdict {
    if *answer == question.answer {
        return Verdict::Right { spelling: None };
    }
    let known = question.mistakes.iter().find(|mistake| mistake.answer == *answer);
    let message = known.map(|known| known.message.clone()).unwrap_or_default();
    Verdict::Wrong { message, mistake: known.map(|known| known.name.clone()) }
}

/// Whether all possible answers can be listed.
fn listed(kind: Kind) -> bool {
    matches!(kind, Kind::Opcion | Kind::SiNo)
}

/// An answer as a class calls it: an option by its letter.
pub(super) fn label(answer: &Answer) -> String {
    match answer {
        Answer::Option(index) => letter(*index),
        answer => answer.shown(),
    }
}

/// The letter of an option, counted from 0; a number, should there be more options than letters.
pub(super) fn letter(index: usize) -> String {
    match u8::try_from(index) {
        Ok(small) if small < 26 => char::from(b'A' + small).to_string(),
        _ => (index + 1).to_string(),
    }
}

/// The answers that there are, where they can be listed, each with no vote yet.
fn ballot(question: &Question) -> Vec<Vote> {
    let answers: Vec<Answer> = match question.kind {
        Kind::Opcion => (0..question.options.len()).map(Answer::Option).collect(),
        Kind::SiNo => [true, false].map(Answer::YesNo).to_vec(),
        _ => Vec::new(),
    };
    answers.into_iter().map(|answer| Vote::of(question, answer, "", 0)).collect()
}

/// The votes alone, one for each answer that there is.
fn in_order(words: &[String], ballot: &[Vote]) -> Option<Vec<Pair>> {
    if words.len() != ballot.len() {
        return None;
    }
    ballot.iter().zip(words).map(|(vote, word)| Some((vote.answer.clone(), String::new(), count(word)?))).collect()
}

/// Answers, each before its votes.
fn pairs(question: &Question, words: &[String]) -> Result<Vec<Pair>, Unclear> {
    let answer = |typed: &str| Answer::typed(question.kind, typed, &question.choices());
    let pair = |pair: &[String]| match pair {
        [typed, votes] => Ok((answer(typed)?, typed.clone(), votes_of(typed, votes)?)),
        [alone] => Err(Unclear::new(format!("faltan los votos de «{alone}»"), how(question))),
        _ => Err(Unclear::new("no hay ningún voto", how(question))),
    };
    words.chunks(2).map(pair).collect()
}

fn votes_of(answer: &str, word: &str) -> Result<u64, Unclear> {
    let message = || format!("«{word}» no es un número de votos para «{answer}»");
    count(word).ok_or_else(|| Unclear::new(message(), format!("escribe un número entero, de 0 a {MOST}")))
}

fn count(word: &str) -> Option<u64> {
    let digits = word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|count| digits && *count <= MOST)
}

/// What to type.
pub(super) fn how(question: &Question) -> String {
    format!("escribe cada respuesta y, detrás, sus votos: {}", example(question.kind))
}

/// An answer of each kind with its votes. None is the answer of a lesson.
fn example(kind: Kind) -> &'static str {
    match kind {
        Kind::Opcion => "A 12 B 5",
        Kind::SiNo => "sí 12 no 5",
        Kind::Signo => "positivo 12 cero 5",
        Kind::Numero => "7,5 12 -30 5",
        Kind::Forma => "(7, 5) 12 (8,) 5",
        Kind::Tensor => "[7, 8] 12 [9, 8] 5",
        Kind::Texto => "casa 12 «dos palabras» 5",
    }
}

/// The words of a line. What stands in brackets or quotes is one; `A12`, `A:12` and `A=12` are two.
fn split(kind: Kind, line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let (mut depth, mut before) = (0_usize, ' ');
    for c in line.chars() {
        depth = match c {
            '(' | '[' | '«' => depth + 1,
            ')' | ']' | '»' => depth.saturating_sub(1),
            _ => depth,
        };
        let glued = kind == Kind::Opcion && before.is_alphanumeric() && c.is_ascii_digit() != before.is_ascii_digit();
        match words.last_mut() {
            _ if depth == 0 && separates(kind, c) => words.push(String::new()),
            _ if depth == 0 && glued => words.push(c.to_string()),
            Some(word) if !matches!(c, '«' | '»') => word.push(c),
            _ => {}
        }
        before = c;
    }
    // A comma behind a word only separates; within one it may be decimal.
    let words = words.into_iter().map(|word| word.trim_end_matches(',').to_owned());
    words.filter(|word| !word.is_empty()).collect()
}

fn separates(kind: Kind, c: char) -> bool {
    c.is_whitespace() || matches!(c, ':' | '=' | ';' | '|') || c == ',' && listed(kind)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::presentation::tests::question;

    fn counted(tally: &Tally) -> Vec<(&str, u64)> {
        tally.votes.iter().map(|vote| (vote.label.as_str(), vote.count)).collect()
    }

    fn read(kind: Kind, line: &str) -> Tally {
        let read = Tally::read(&question("q", kind), line);
        read.unwrap_or_else(|unclear| unreachable!("{line}: {unclear}")).unwrap_or_else(|| unreachable!("{line}: none"))
    }

    #[test]
    fn options_are_named_by_their_letters() {
        for line in
            ["A 12 B 5", "a12 b5", "B5,A 12", "A: 12, B: 5", "A=12;B=5", "12 5 0", "A 10 B 5 a 2", "c 0 A 12 b 5"]
        {
            let tally = read(Kind::Opcion, line);
            assert_eq!(counted(&tally), [("A", 12), ("B", 5), ("C", 0)], "{line}");
            assert_eq!((tally.total(), tally.right()), (17, 5), "{line}");
        }
    }

    #[test]
    fn free_answers_are_grouped_and_the_most_frequent_comes_first() {
        let tally = read(Kind::Numero, "0,5 3 -1 2 −6 12 .5 4");
        assert_eq!(counted(&tally), [("−6", 12), ("0.5", 7), ("−1", 2)]);
        assert_eq!((tally.total(), tally.right()), (21, 12));
        assert_eq!(tally.votes[2].shows.as_ref().map(Text::plain).as_deref(), Some("Te falta el peso."));
        assert_eq!(counted(&read(Kind::Forma, "(2, 3) 5 (3,2): 12")), [("(3, 2)", 12), ("(2, 3)", 5)]);
        assert_eq!(counted(&read(Kind::Tensor, "[0, 1] 5; [0 0] 7")), [("[0, 0]", 7), ("[0, 1]", 5)]);
        assert_eq!(counted(&read(Kind::Signo, "- 5 positivo 7 0 1")), [("positivo", 7), ("negativo", 5), ("cero", 1)]);
        assert_eq!(counted(&read(Kind::SiNo, "no 5")), [("sí", 0), ("no", 5)]);
        assert_eq!(counted(&read(Kind::Texto, "relu 2 «dos palabras» 3")), [("dos palabras", 3), ("relu", 2)]);
    }

    #[test]
    fn what_is_no_vote_is_told() {
        for (kind, line, said) in [
            (Kind::Opcion, "A 12 B", "faltan los votos de «B»"),
            (Kind::Opcion, "A 12 Z 3", "«Z» no es ninguna de las opciones"),
            (Kind::Opcion, "A doce", "«doce» no es un número de votos para «A»"),
            (Kind::Opcion, "A 99999", "de 0 a 9999"),
            (Kind::Opcion, "A 0", "ningún voto"),
            (Kind::Numero, "hola 3", "no es un número"),
            (Kind::Numero, "0,5 -3", "«-3» no es un número de votos"),
            (Kind::Forma, "(2, 3", "faltan los votos"),
        ] {
            let unclear = Tally::read(&question("q", kind), line).expect_err(line);
            assert!(unclear.to_string().contains(said), "{line}: {unclear}");
        }
        assert_eq!(Tally::read(&question("q", Kind::Opcion), "  "), Ok(None));
    }

    #[test]
    fn an_example_can_be_read() {
        for kind in [Kind::Opcion, Kind::SiNo, Kind::Signo, Kind::Numero, Kind::Forma, Kind::Tensor, Kind::Texto] {
            assert_eq!(read(kind, example(kind)).total(), 17);
        }
    }

    const KINDS: [Kind; 7] =
        [Kind::Opcion, Kind::SiNo, Kind::Signo, Kind::Numero, Kind::Forma, Kind::Tensor, Kind::Texto];

    proptest! {
        #[test]
        fn nothing_panics(line in any::<String>(), near in "[-ABCabc0-9,.:;= ()\\[\\]«»sino]{0,24}", kind in 0..KINDS.len()) {
            let question = question("q", KINDS[kind]);
            for line in [line, near] {
                if let Ok(Some(tally)) = Tally::read(&question, &line) {
                    prop_assert!(tally.total() > 0 && tally.right() <= tally.total());
                }
            }
        }

        #[test]
        fn counts_come_back(
            counts in proptest::collection::vec(0..=MOST, 3),
            blank in prop::sample::select(vec![" ", ":", "=", ": ", "  ", ""]),
            between in prop::sample::select(vec![" ", ", ", ";", "\t"]),
            small in any::<bool>(),
        ) {
            let pair = |(index, count)| format!("{}{blank}{count}", letter(index));
            let line = counts.iter().enumerate().map(pair).collect::<Vec<_>>().join(between);
            let line = if small { line.to_lowercase() } else { line };
            let read = Tally::read(&question("q", Kind::Opcion), &line);
            if counts.iter().all(|count| *count == 0) {
                prop_assert!(read.is_err());
            } else {
                let tally = read.expect("it is right").expect("it is not empty");
                prop_assert_eq!(tally.votes.iter().map(|vote| vote.count).collect::<Vec<_>>(), counts);
            }
        }

        #[test]
        fn numbers_keep_their_votes(votes in proptest::collection::btree_map(-1000_i32..1000, 1..500_u64, 1..9)) {
            let line = votes.iter().map(|(value, count)| format!("{value},25 {count}")).collect::<Vec<_>>().join(" ");
            let tally = Tally::read(&question("q", Kind::Numero), &line).expect("it is right").expect("it is not empty");
            prop_assert_eq!(tally.total(), votes.values().sum::<u64>());
            prop_assert_eq!(tally.votes.len(), votes.len());
            prop_assert!(tally.votes.windows(2).all(|pair| pair[0].count >= pair[1].count));
        }
    }
}
