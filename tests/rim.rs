//! The binary as a user meets it: streams, exit codes, language.

use std::{
    path::Path,
    process::{Command, Output, Stdio},
};

/// Where the progress is kept in these tests: nowhere yet, and never where that of a person is.
const DATA: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/rim");

/// Runs the binary with no surroundings but those given.
fn antorcha(arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_antorcha"));
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "COLUMNS", "TERM"] {
        command.env_remove(name);
    }
    command.env("ANTORCHA_DATOS", DATA);
    let command = command.args(arguments).envs(variables.iter().copied()).stdin(Stdio::null());
    command.output().expect("the binary starts")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// The program on the home page: code is never wrapped, however narrow the screen.
const EXAMPLE: &str = include_str!("../lessons/inicio/mi_red.py");

/// Every page that can be asked for.
const PAGES: [&[&str]; 13] = [
    &[],
    &["--help"],
    &["-h"],
    &["ejecutar", "--help"],
    &["ejemplo", "--help"],
    &["lecciones"],
    &["lecciones", "--help"],
    &["progreso"],
    &["progreso", "--help"],
    &["trampas"],
    &["trampas", "--help"],
    &["completar", "--help"],
    &["manual", "--help"],
];

#[test]
fn pages_keep_within_the_screen() {
    for page in PAGES {
        for width in [40, 80, 120] {
            let shown = antorcha(&[page, &["--ancho", &width.to_string()]].concat(), &[]);
            assert_eq!((shown.status.code(), stderr(&shown).as_str()), (Some(0), ""), "{page:?}");
            for line in stdout(&shown).lines() {
                let code = EXAMPLE.lines().any(|code| code.trim() == line.trim());
                let command = line.contains("antorcha e") || line.contains("[OPCIONES]");
                assert!(code || command || line.chars().count() <= width, "{page:?} at {width}: {line}");
                assert!(!line.ends_with(' '), "{page:?}: a blank at the end of {line:?}");
            }
        }
    }
}

/// Words that a user of a Spanish program should not meet: clap's own, and what talks down or does not say *tú*.
const BANNED: [&str; 20] = [
    "Usage",
    "Options",
    "Commands",
    "Arguments",
    "Print help",
    "possible values",
    "default:",
    "[OPTIONS]",
    "COMMAND",
    "invalid",
    "unexpected",
    "required",
    "usted",
    "Usted",
    "simplemente",
    "obviamente",
    "trivial",
    "haga clic",
    "pulse",
    "tips",
];

#[test]
fn pages_speak_spanish() {
    for page in PAGES {
        let shown = stdout(&antorcha(page, &[]));
        for word in BANNED {
            assert!(!shown.contains(word), "{page:?} says «{word}»");
        }
    }
}

#[test]
fn a_wrong_command_line_ends_in_2_with_a_hint() {
    let cases: [(&[&str], &str, &str); 16] = [
        (&["ejecuta"], "no conozco la orden «ejecuta»", "¿quisiste decir ejecutar?"),
        (&["mi_red.py"], "no conozco la orden «mi_red.py»", "¿quisiste decir antorcha ejecutar mi_red.py?"),
        (&["practica", "inicar"], "no conozco la orden «inicar»", "¿quisiste decir iniciar?"),
        (&["exportar", "1", "--salida", "-", "--formato", "json"], "la página misma", "quita --formato json"),
        (&["--colr"], "no conozco el argumento «--colr»", "¿quisiste decir --color?"),
        (&["ejemplo", "hola"], "no conozco el argumento «hola»", "antorcha ejemplo --help"),
        (&["--color", "rojo"], "«rojo» no vale para --color <CUÁNDO>: puede ser auto, siempre, nunca", "--help"),
        (&["--color", "siempe"], "«siempe» no vale para --color", "¿quisiste decir siempre?"),
        (&["--color"], "a --color <CUÁNDO> le falta su valor", "--help"),
        (&["--ancho", "3"], "tiene que ser un número entero entre 20 y 1000", "--help"),
        (&["--ascii", "--ascii"], "--ascii está escrito dos veces", "--help"),
        (&["ejecutar"], "falta <ARCHIVO.py>", "antorcha ejecutar --help"),
        (&["ejecutar", "--limite", "0", "a.py"], "tiene que ser un número de segundos", "--help"),
        (&["ejecutar", "--memoria", "1", "a.py"], "tiene que ser un número entero entre 16 y 1048576", "--help"),
        (&["ejecutar", "no_existe.py"], "no existe el archivo «no_existe.py»", "revisa el nombre"),
        (&["--ascii=si"], "--ascii no admite más valores", "--help"),
    ];
    for (line, message, hint) in cases {
        let output = antorcha(&[line, &["--ancho", "200"]].concat(), &[]);
        let output = if line.last() == Some(&"--color") { antorcha(line, &[("COLUMNS", "200")]) } else { output };
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{line:?}: {said}");
        assert_eq!(stdout(&output), "", "{line:?}");
        assert!(said.starts_with("  error: ") && said.contains(message), "{line:?}: {said}");
        assert!(said.contains(hint), "{line:?}: {said}");
        assert!(BANNED.iter().all(|word| !said.contains(word)), "{line:?}: {said}");
    }
}

#[test]
fn colour_is_for_who_wants_it() {
    let colored =
        |arguments: &[&str], variables: &[(&str, &str)]| stdout(&antorcha(arguments, variables)).contains('\x1b');
    assert!(!colored(&[], &[]), "a pipe has no colours");
    assert!(colored(&["--color", "siempre"], &[]));
    assert!(colored(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!colored(&["--sin-color"], &[("CLICOLOR_FORCE", "1")]));
    let without = stdout(&antorcha(&["--color", "siempre"], &[]));
    let plain: String =
        without.split("\x1b[").enumerate().map(|(i, part)| if i == 0 { part } else { after_m(part) }).collect();
    assert_eq!(plain, stdout(&antorcha(&[], &[])), "colour adds nothing but colour");
}

/// What follows the end of an escape sequence.
fn after_m(part: &str) -> &str {
    part.split_once('m').map_or(part, |(_, rest)| rest)
}

#[test]
fn json_carries_a_version() {
    let shown = stdout(&antorcha(&["--formato", "json"], &[]));
    let page: serde_json::Value = serde_json::from_str(&shown).expect("one JSON value");
    assert_eq!(page["version"], 1);
    assert_eq!(page["bloques"][0]["tipo"], "portada");
}

#[test]
fn the_version_is_one_line() {
    let expected = concat!("antorcha ", env!("CARGO_PKG_VERSION"), "\n");
    for flag in ["-V", "--version"] {
        assert_eq!(stdout(&antorcha(&[flag], &[])), expected);
    }
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_antorcha"));
    let mut child = command
        .env("ANTORCHA_DATOS", DATA)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
}

#[test]
fn a_full_disk_is_told() {
    let full = Path::new("/dev/full");
    if !full.exists() {
        return;
    }
    let full = std::fs::OpenOptions::new().write(true).open(full).expect("it can be opened");
    let mut command = Command::new(env!("CARGO_BIN_EXE_antorcha"));
    let output = command
        .env("ANTORCHA_DATOS", DATA)
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn()
        .and_then(std::process::Child::wait_with_output);
    let output = output.expect("it ends");
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("no se ha podido escribir la salida"));
}
