//! A class of three.

use super::*;
use crate::{progress::Attempt, terminal::Screen, view::Text};

fn student(name: &str, change: impl FnOnce(&mut Progress)) -> Student {
    let mut progress = Progress::default();
    change(&mut progress);
    Student { name: name.to_owned(), progress }
}

fn class() -> Vec<Student> {
    let wrong = |mistake: &str| Attempt::Wrong(Some(mistake.to_owned()));
    vec![
        student("ana", |progress| {
            progress.answer("capa", "z", Attempt::Right);
            progress.answer("capa", "signo", wrong("sin-sesgo"));
            progress.finish("capa");
        }),
        student("=luis", |progress| {
            progress.answer("capa", "z", Attempt::Wrong(None));
            progress.answer("capa", "z", Attempt::Right);
            progress.answer("capa", "signo", wrong("sin-sesgo"));
            progress.hint("capa", "signo", 2);
            progress.practised("relu", false, Some("al-reves"));
            progress.practised("relu", true, None);
        }),
        student("nadie", |_| {}),
    ]
}

fn syllabus() -> Syllabus {
    let unit = |id: &str, title: &str| Unit { id: id.to_owned(), title: title.to_owned() };
    Syllabus { lessons: vec![unit("capa", "La capa")], exercises: vec![unit("relu", "ReLU a mano")], items: 4 }
}

struct Plain;

impl Words for Plain {
    fn question(&self, _: &str, id: &str) -> Option<Text> {
        (id == "signo").then(|| "¿Qué signo tiene z?".into())
    }

    fn mistake(&self, _: &str, _: &str, mistake: &str) -> Option<Text> {
        (mistake == "sin-sesgo").then(|| "Has olvidado el sesgo.".into())
    }
}

#[test]
fn a_class_is_summed_up() {
    let summary = Summary::new(&class(), &syllabus());
    let ana = &summary.rows[0];
    assert_eq!((ana.finished, ana.answered, ana.right, ana.at_once, ana.passed), (1, 2, 1, 1, 0));
    let luis = &summary.rows[1];
    assert_eq!((luis.finished, luis.right, luis.at_once, luis.hints, luis.passed), (0, 1, 0, 2, 1));
    assert_eq!(summary.rows[2], Row { name: "nadie".into(), ..Row::default() });
    let hard: Vec<_> = summary.difficult.iter().map(|row| (row.id.as_str(), row.failed, row.tried)).collect();
    assert_eq!(hard, [("signo", 2, 2), ("relu", 1, 1), ("z", 1, 2)]);
    let ideas: Vec<_> = summary.misconceptions.iter().map(|row| (row.mistake.as_str(), row.students)).collect();
    assert_eq!(ideas, [("sin-sesgo", 2), ("al-reves", 1)]);
}

#[test]
fn tables_are_safe_for_spreadsheets() {
    let summary = Summary::new(&class(), &syllabus());
    let text = |bytes: Result<Vec<u8>, ::csv::Error>| String::from_utf8(bytes.expect("it is written")).expect("text");
    let students = text(summary.students_csv());
    assert!(students.starts_with("alumno,lecciones_terminadas,"), "{students}");
    assert!(
        students.contains("\n'=luis,0,2,1,0,2,1,0,20") && students.ends_with("\nnadie,0,0,0,0,0,0,0,\n"),
        "{students}"
    );
    let questions = text(questions_csv(&class()));
    assert!(questions.contains("ana,capa,signo,no,1,0,sin-sesgo,20"), "{questions}");
    let exercises = text(exercises_csv(&class()));
    assert!(exercises.contains("'=luis,relu,sí,2,0,no,al-reves,20"), "{exercises}");
}

#[test]
fn what_is_shown_is_in_words() {
    let summary = Summary::new(&class(), &syllabus());
    let screen = Screen { width: 80, color: false, ascii: false, accessible: false };
    let shown = screen.render(&summary.document(&syllabus(), &Plain));
    for said in
        ["La clase: 3 alumnos", "¿Qué signo tiene z?", "2 de 2", "ReLU a mano", "Has olvidado el sesgo.", "al-reves"]
    {
        assert!(shown.contains(said), "{said}\n{shown}");
    }
}
