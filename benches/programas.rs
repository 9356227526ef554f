//! `cargo bench`: how long the programs beside this file take, each several times, as whole processes
//! and by their own clock. `comparar.py` puts real PyTorch beside them.
#![expect(clippy::print_stdout, reason = "a benchmark reports on the terminal")]

use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

const RUNS: usize = 5;

/// Programs and their arguments.
const WORKS: &[&[&str]] = &[
    &["leccion.py"],
    &["xor.py"],
    &["red.py"],
    &["activaciones.py", "relu"],
    &["activaciones.py", "sigmoid"],
    &["activaciones.py", "tanh"],
    &["activaciones.py", "gelu"],
    &["activaciones.py", "softplus"],
];

/// Wall time of the process, and what the program measured itself, if it did.
fn run(work: &[&str]) -> (Duration, Option<f64>) {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/programas").join(work[0]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_antorcha"));
    command.arg("ejecutar").arg(program).args(&work[1..]);
    let start = Instant::now();
    let output = command.output().expect("the binary runs");
    let wall = start.elapsed();
    assert!(output.status.success(), "{work:?}: {}", String::from_utf8_lossy(&output.stderr));
    (wall, String::from_utf8_lossy(&output.stdout).trim().parse().ok())
}

fn median<T: Copy>(mut values: Vec<T>, order: impl Fn(&T, &T) -> std::cmp::Ordering) -> Option<T> {
    values.sort_by(order);
    values.get(values.len() / 2).copied()
}

fn main() {
    println!("{:28}{:>12}{:>14}", "programa", "proceso", "sin importar");
    for work in WORKS {
        let runs: Vec<_> = (0..RUNS).map(|_| run(work)).collect();
        let wall = median(runs.iter().map(|(wall, _)| *wall).collect(), Ord::cmp).unwrap_or_default();
        let own = median(runs.iter().filter_map(|(_, own)| *own).collect(), f64::total_cmp);
        let own = own.map_or_else(String::new, |seconds| format!("{:.1} ms", seconds * 1e3));
        println!("{:28}{:>9.1} ms{own:>14}", work.join(" "), wall.as_secs_f64() * 1e3);
    }
}
