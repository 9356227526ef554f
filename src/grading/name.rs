//! What the names of files say: which exercise they are for, and whose they are.

use crate::{exercise::Exercise, spanish};

/// What stands between the words of a name.
const BETWEEN: [char; 4] = ['_', '-', ' ', '.'];

/// The exercise that a file's name says it is for, and whose the file is: `03_relu_con_where.py`, `relu-con-where.py`,
/// `ana_relu_con_where_v2.py`. Where one exercise's name stands in another's, the longer one is meant.
pub fn recognised<'e, 'f>(
    exercises: impl IntoIterator<Item = &'e Exercise>,
    file: &'f str,
) -> Option<(&'e Exercise, &'f str)> {
    let known = exercises.into_iter().filter_map(|exercise| Some((exercise, owner(exercise, file)?)));
    known.max_by_key(|(exercise, _)| words(&exercise.front.id).len())
}

/// What stands before the exercise's name in a file's name: whose the file is, and nothing in a student's own folder.
/// `None` if the file is not for the exercise.
fn owner<'a>(exercise: &Exercise, file: &'a str) -> Option<&'a str> {
    let stem = file.strip_suffix(".py").unwrap_or(file);
    let (words, id) = (words(stem), words(&exercise.front.id));
    let fits = |run: &[(usize, &str)]| run.iter().zip(&id).all(|((_, a), (_, b))| spanish::fold(a) == spanish::fold(b));
    let at = words.windows(id.len()).position(fits)?;
    let rest = words.get(at + id.len()..).unwrap_or_default();
    // What `practica reiniciar` put aside.
    if rest.iter().any(|(_, word)| *word == "anterior") {
        return None;
    }
    let numbered = at.checked_sub(1).filter(|before| words[*before].1.parse() == Ok(exercise.number));
    let (start, _) = words[numbered.unwrap_or(at)];
    Some(stem[..start].trim_end_matches(BETWEEN))
}

/// The words of a name, with their places.
fn words(name: &str) -> Vec<(usize, &str)> {
    let mut place = 0;
    let pieces = name.split(BETWEEN).map(|word| {
        let here = place;
        place += word.len() + 1;
        (here, word)
    });
    pieces.filter(|(_, word)| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{content::Library, exercise::Exercises};

    #[test]
    fn names_say_whose_a_file_is() {
        let exercises = Exercises::read(&Library::embedded()).expect("the exercises are right");
        let exercise = exercises.find("relu-con-where").expect("it is there");
        let cases = [
            ("01_relu_con_where.py", Some("")),
            ("relu-con-where.py", Some("")),
            ("ana_relu_con_where_v2.py", Some("ana")),
            ("Peña Ruiz_55_file_01_relu_con_where.py", Some("Peña Ruiz_55_file")),
            ("ReLU con Where.py", Some("")),
            ("02_relu_con_where.py", Some("02")),
            ("01_relu_con_where.anterior.py", None),
            ("01_relu_con_where.anterior-2.py", None),
            ("relu_con_wheres.py", None),
            ("relu.py", None),
            (".py", None),
        ];
        for (file, whose) in cases {
            assert_eq!(owner(exercise, file), whose, "{file}");
        }
    }
}
