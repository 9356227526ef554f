//! A lesson at a pseudo-terminal, typed at as a student does.
#![cfg(unix)]

mod common;

use std::{path::PathBuf, process::Command, time::Duration};

use expectrl::{ControlCode, Eof, Expect, process::unix::WaitStatus, session::OsSession};

/// A folder for the progress of one test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("antorcha-dialogo-{name}-{}", std::process::id()));
        drop(std::fs::remove_dir_all(&path));
        Self(path)
    }

    /// The first lesson, with these arguments added.
    fn lesson(&self, arguments: &[&str]) -> Student {
        let mut command = Command::new(env!("CARGO_BIN_EXE_antorcha"));
        command.args(["leccion", "1", "--sin-color", "--ancho", "80"]).args(arguments);
        command.env("ANTORCHA_DATOS", &self.0).env("TERM", "xterm");
        let mut session = OsSession::spawn(command).expect("the binary starts");
        session.set_expect_timeout(Some(Duration::from_mins(1)));
        Student(session)
    }

    fn kept(&self) -> serde_json::Value {
        let text = std::fs::read_to_string(self.0.join("progreso.json")).expect("the progress");
        serde_json::from_str(&text).expect("JSON")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// Someone at the keyboard.
struct Student(OsSession);

impl Student {
    fn sees(&mut self, text: &str) {
        if let Err(error) = self.0.expect(text) {
            unreachable!("«{text}» never came: {error}");
        }
    }

    fn types(&mut self, line: &str) {
        // A terminal sends a carriage return.
        self.0.send(format!("{line}\r")).expect("the keys arrive");
    }

    fn leaves(mut self) {
        self.0.expect(Eof).expect("it ends");
        assert!(matches!(self.0.get_process().wait(), Ok(WaitStatus::Exited(_, 0))));
    }
}

#[test]
fn a_lesson_is_answered() {
    let folder = Folder::new("respuestas");
    let mut student = folder.lesson(&[]);
    student.sees("COMPARAR ACTIVACIONES");
    student.sees("Enter para seguir");
    student.types("");
    student.sees("Paso 1 de");
    student.sees("? Las dos capas");
    student.types("");
    student.sees("No has escrito nada");
    student.types("-1");
    student.sees("término independiente");
    student.sees("te quedan 3");
    student.types("pista");
    student.sees("pista 1 de 3");
    student.types("1,2,3");
    student.sees("varias maneras");
    student.types("ayuda");
    student.sees("volver al paso anterior");
    student.types("−6");
    student.sees("Eso es.");
    student.sees("Enter para seguir");
    student.types("");
    student.sees("Paso 2 de");
    student.types("atras");
    student.sees("Paso 1 de");
    student.sees("Enter para seguir");
    student.types("");
    student.sees("Paso 2 de");
    student.types("solución");
    student.sees("¿Seguro?");
    student.types("s");
    student.sees("max(0, x)");
    student.0.send(ControlCode::EndOfText).expect("Ctrl-C arrives");
    student.sees("antorcha leccion comparar");
    student.leaves();
    let kept = folder.kept();
    let lesson = &kept["lecciones"]["comparar"];
    assert_eq!((lesson["paso"].as_u64(), lesson["terminada"].as_bool()), (Some(2), Some(false)));
    let first = &lesson["predicciones"]["dos-rectas"];
    assert_eq!(
        (first["acertada"].as_bool(), first["intentos"].as_u64(), first["pistas"].as_u64()),
        (Some(true), Some(2), Some(1))
    );
    assert_eq!(lesson["predicciones"]["relu-valores"]["acertada"].as_bool(), Some(false));
}

#[test]
fn a_lesson_goes_on_where_it_was_left() {
    let folder = Folder::new("seguir");
    let mut student = folder.lesson(&["--desde", "3"]);
    student.sees("Paso 3 de");
    student.0.send(ControlCode::EndOfTransmission).expect("Ctrl-D arrives");
    student.sees("Lo dejamos aquí");
    student.leaves();
    let mut student = folder.lesson(&[]);
    student.sees("Sigues en el paso 3");
    student.sees("Paso 3 de");
    student.types("salir");
    student.leaves();
    let mut student = folder.lesson(&["--desde", "1"]);
    student.sees("Enter para seguir");
    student.types("q");
    student.leaves();
}

#[test]
fn another_window_size_breaks_nothing() {
    let folder = Folder::new("ventana");
    let mut student = folder.lesson(&["--sin-progreso"]);
    student.sees("Enter para seguir");
    student.0.get_process_mut().set_window_size(30, 10).expect("the window shrinks");
    student.types("");
    student.sees("Paso 1 de");
    student.0.get_process_mut().set_window_size(200, 50).expect("and grows");
    student.types("-6");
    student.sees("Eso es.");
    student.types("exit");
    student.sees("--desde 1");
    student.leaves();
    assert!(!folder.0.join("progreso.json").exists());
}
