//! The built binary, run within bounds.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

/// How a program ended, as texts.
#[derive(Debug)]
pub struct Ran {
    /// The exit code; none when a signal ended the process.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }
}

/// The binary with these arguments.
pub fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_antorcha"));
    command.args(arguments).env("ANTORCHA_DATOS", DATA);
    command
}

/// Where the binary keeps its progress in tests: never where that of a person is.
pub const DATA: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/datos");

/// Runs a program from standard input, in bounded time and memory.
pub fn run(source: &str) -> Ran {
    run_within(source, "20", "300")
}

/// Runs a program from standard input within these bounds.
pub fn run_within(source: &str, seconds: &str, mebibytes: &str) -> Ran {
    let mut child = command(&["ejecutar", "-", "--limite", seconds, "--memoria", mebibytes])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin.write_all(source.as_bytes()).expect("the binary reads its input");
    drop(stdin);
    child.wait_with_output().expect("the binary ends").into()
}

/// What a program prints, when it ends well.
pub fn printed(source: &str) -> String {
    let ran = run(source);
    assert_eq!(ran.code, Some(0), "{source}\n{}", ran.err);
    ran.out
}
