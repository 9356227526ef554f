//! The program `antorcha`.

use std::process::ExitCode;

fn main() -> ExitCode {
    antorcha::cli::main()
}
