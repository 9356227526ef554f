//! A lesson before a class, at a pseudo-terminal: keys, and a terminal that is as it was whatever happens.
#![cfg(unix)]

mod common;

use std::{
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use common::{DATA, command};
use expectrl::{ControlCode, Eof, Expect, process::unix::WaitStatus, session::OsSession};

const ENTER_SCREEN: &str = "\u{1b}[?1049h";
const LEAVE_SCREEN: &str = "\u{1b}[?1049l";
const SHOW_CURSOR: &str = "\u{1b}[?25h";
const RIGHT: &str = "\u{1b}[C";
const LEFT: &str = "\u{1b}[D";

/// A teacher at the keyboard.
struct Teacher(OsSession);

impl Teacher {
    /// Presents a lesson in a window of this size.
    fn presents(arguments: &[&str], columns: u16, rows: u16) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_antorcha"));
        command.arg("presentar").args(arguments).arg("--sin-color");
        Self::of(command, columns, rows)
    }

    /// The same from a shell, which tells afterwards how it found its terminal, and how we ended.
    fn from_a_shell(columns: u16, rows: u16) -> Self {
        let script = format!(
            "stty sane; sh -c 'echo \"hijo $$.\"; exec {} presentar comparar --sin-color'; \
             echo \"código $?\"; stty -a; echo FIN",
            env!("CARGO_BIN_EXE_antorcha")
        );
        let mut command = Command::new("sh");
        command.args(["-c", &script]);
        Self::of(command, columns, rows)
    }

    fn of(mut command: Command, columns: u16, rows: u16) -> Self {
        command.env("ANTORCHA_DATOS", DATA).env("TERM", "xterm").env_remove("COLUMNS").env_remove("NO_COLOR");
        let mut session = OsSession::spawn(command).expect("the binary starts");
        session.set_expect_timeout(Some(Duration::from_mins(1)));
        session.get_process_mut().set_window_size(columns, rows).expect("a window");
        Self(session)
    }

    fn sees(&mut self, text: &str) {
        if let Err(error) = self.0.expect(text) {
            unreachable!("«{text}» never came: {error}");
        }
    }

    /// What comes before this text.
    fn sees_before(&mut self, text: &str) -> String {
        match self.0.expect(text) {
            Ok(found) => String::from_utf8_lossy(found.before()).into_owned(),
            Err(error) => unreachable!("«{text}» never came: {error}"),
        }
    }

    fn presses(&mut self, keys: &str) {
        self.0.send(keys).expect("the keys arrive");
    }

    /// Waits for the pages: the footer counts them.
    fn begins(&mut self) {
        self.sees(ENTER_SCREEN);
        self.sees("página 1 de 3");
    }

    /// What a shell finds: the screen and the cursor are back, and the terminal's modes.
    fn finds_the_terminal(mut self, code: i32) {
        let told = self.sees_before(LEAVE_SCREEN);
        assert!(told.contains(SHOW_CURSOR), "{told:?}");
        self.sees(&format!("código {code}"));
        let modes = self.sees_before("FIN");
        for mode in ["icanon", "echo", "isig", "icrnl", "opost"] {
            assert!(modes.split_whitespace().any(|word| word == mode), "{mode} in {modes}");
        }
        self.0.expect(Eof).expect("the shell ends");
    }

    fn ends(mut self) {
        self.sees(LEAVE_SCREEN);
        self.0.expect(Eof).expect("it ends");
        let ended = self.0.get_process().wait();
        assert!(matches!(ended, Ok(WaitStatus::Exited(_, 0))), "{ended:?}");
    }
}

#[test]
fn a_lesson_is_presented_forward_and_back() {
    let mut teacher = Teacher::presents(&["comparar"], 80, 24);
    teacher.begins();
    teacher.presses(" ");
    teacher.sees("página 2 de 3");
    teacher.presses(RIGHT);
    teacher.sees("Paso 1 de");
    teacher.presses(RIGHT);
    teacher.sees("? Las dos capas juntas");
    let question = teacher.sees_before("página 4 de 3");
    assert!(!question.contains("−6·x") && !question.contains("capa_1"), "{question}");
    teacher.presses(RIGHT);
    teacher.sees("› −6");
    teacher.sees("página 5 de 3");
    teacher.presses(LEFT);
    teacher.sees("página 4 de 3");
    teacher.presses("12\r");
    teacher.sees("página 12 de 3");
    teacher.presses("\u{1b}[6~");
    teacher.sees("página 13 de 3");
    teacher.presses("?");
    teacher.sees("Teclas");
    // An Esc with a letter right behind it would be one key, so the page has to come first.
    teacher.sees("Esc vuelve");
    teacher.presses("\u{1b}");
    teacher.sees("q salir");
    teacher.presses("q");
    teacher.sees("antorcha presentar comparar --desde");
    let kept = std::path::Path::new(DATA).join("progreso.json");
    let kept = std::fs::read_to_string(kept).unwrap_or_default();
    assert!(!kept.contains("dos-rectas"), "a talk is no student's progress: {kept}");
}

#[test]
fn a_class_votes_before_it_is_told() {
    let mut teacher = Teacher::presents(&["1", "--desde", "3"], 100, 30);
    teacher.sees("Paso 3 de");
    teacher.presses("v");
    teacher.sees("no hay ninguna pregunta");
    teacher.presses(RIGHT);
    teacher.sees("¿En qué se diferencian");
    teacher.presses("n");
    teacher.sees("Notas");
    teacher.sees("Unos 3 minutos");
    teacher.presses("v");
    teacher.sees("Votación");
    teacher.presses("A 3 B 5 C\r");
    teacher.sees("Faltan los votos de «C»");
    teacher.presses(" 12\r");
    teacher.sees("20 votos");
    let histogram = teacher.sees_before("página");
    assert!(histogram.contains('█') && !histogram.contains("acertado"), "{histogram}");
    teacher.presses(RIGHT);
    teacher.sees("✔ B");
    teacher.sees("Han acertado 5 de 20 (25 %).");
    teacher.sees("C (12)");
    teacher.presses("t");
    teacher.sees("00:01");
    teacher.presses("q");
    teacher.sees(LEAVE_SCREEN);
    teacher.sees("Lo que ha votado la clase");
    teacher.sees("A 3, B 5, C 12");
    teacher.0.expect(Eof).expect("it ends");
}

#[test]
fn another_window_size_is_drawn_at_once() {
    let mut teacher = Teacher::presents(&["comparar"], 120, 40);
    teacher.begins();
    teacher.presses("20\r");
    teacher.sees("página 20 de");
    for (columns, rows) in [(40, 12), (200, 50), (12, 4), (80, 24)] {
        teacher.0.get_process_mut().set_window_size(columns, rows).expect("another size");
        // The last row is drawn, and no row below it.
        teacher.sees(&format!("\u{1b}[{rows};1H"));
        let drawn = teacher.sees_before("\u{1b}[?2026l");
        assert!(!drawn.contains(&format!("\u{1b}[{};1H", rows + 1)), "{drawn:?}");
    }
    teacher.presses("q");
    teacher.ends();
}

#[test]
fn every_way_out_restores_the_terminal() {
    for key in ["q", "\u{1b}"] {
        let mut teacher = Teacher::from_a_shell(80, 24);
        teacher.begins();
        teacher.presses(key);
        teacher.finds_the_terminal(0);
    }
    let mut teacher = Teacher::from_a_shell(80, 24);
    teacher.begins();
    teacher.presses("5\rv");
    teacher.0.send(ControlCode::EndOfText).expect("Ctrl-C arrives");
    teacher.finds_the_terminal(0);
}

#[test]
fn signals_restore_the_terminal() {
    for (name, number) in [("TERM", 15), ("HUP", 1), ("INT", 2)] {
        let mut teacher = Teacher::from_a_shell(80, 24);
        teacher.sees("hijo ");
        let child = teacher.sees_before(".");
        teacher.begins();
        let sent = Command::new("kill").args([&format!("-{name}"), child.trim()]).status().expect("kill is there");
        assert!(sent.success(), "{name} to {child}");
        teacher.finds_the_terminal(128 + number);
    }
}

#[test]
fn a_closed_window_ends_it() {
    let mut teacher = Teacher::from_a_shell(80, 24);
    teacher.sees("hijo ");
    let child = teacher.sees_before(".");
    teacher.begins();
    drop(teacher);
    let since = Instant::now();
    while is_running(child.trim()) {
        assert!(since.elapsed() < Duration::from_secs(20), "it goes on without a terminal");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Whether a process is there, and not only waiting to be forgotten.
fn is_running(process: &str) -> bool {
    let state = Command::new("ps").args(["-o", "stat=", "-p", process]).output().expect("ps is there");
    let state = String::from_utf8_lossy(&state.stdout).trim().to_owned();
    !state.is_empty() && !state.starts_with('Z')
}

#[test]
fn without_a_whole_screen_it_says_what_to_do() {
    let ran = command(&["presentar", "1"]).stdin(Stdio::null()).output().expect("the binary starts");
    let said = String::from_utf8_lossy(&ran.stderr).into_owned();
    assert_eq!((ran.status.code(), ran.stdout.len()), (Some(2), 0), "{said}");
    assert!(said.contains("antorcha leccion comparar --sin-pausas"), "{said}");
    for arguments in [&["1", "--accesible"][..], &["1", "--sin-pausas"], &["1", "--formato", "json"]] {
        let mut teacher = Teacher::presents(arguments, 80, 24);
        teacher.sees("antorcha leccion comparar --sin-pausas");
        teacher.0.expect(Eof).expect("it ends");
        assert!(matches!(teacher.0.get_process().wait(), Ok(WaitStatus::Exited(_, 2))), "{arguments:?}");
    }
    let unknown = command(&["presentar", "conparar"]).output().expect("the binary starts");
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("¿quisiste decir comparar?"));
}

#[test]
fn a_lesson_that_fails_is_told_on_the_screen_of_before() {
    let mut teacher = Teacher::presents(&["capa", "--con", "x=1 2"], 80, 24);
    teacher.sees(ENTER_SCREEN);
    teacher.sees(LEAVE_SCREEN);
    teacher.sees("error");
    teacher.0.expect(Eof).expect("it ends");
    assert!(matches!(teacher.0.get_process().wait(), Ok(WaitStatus::Exited(_, 2))));
}
