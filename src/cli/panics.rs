//! The last resort: a panic is our fault, and says so.

use std::{
    backtrace::{Backtrace, BacktraceStatus},
    panic::{self, AssertUnwindSafe, PanicHookInfo},
    sync::{Mutex, PoisonError},
};

use super::{Failure, Kind};
use crate::view::Text;

/// What the last panic said, kept by the hook since the payload alone does not tell where.
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// Runs `work`; a panic in it becomes a failure.
pub(super) fn guard<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    panic::set_hook(Box::new(remember));
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(failure(&last())))
}

/// Keeps what a panic says instead of printing it.
fn remember(info: &PanicHookInfo<'_>) {
    let trace = Backtrace::capture();
    let trace = if trace.status() == BacktraceStatus::Captured { format!("\n{trace}") } else { String::new() };
    *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(format!("{info}{trace}"));
}

/// What the last panic said.
fn last() -> String {
    LAST.lock().unwrap_or_else(PoisonError::into_inner).take().unwrap_or_default()
}

/// What the user reads about it; `said` is what the panic said.
pub(super) fn failure(said: &str) -> Failure {
    let version = env!("CARGO_PKG_VERSION");
    Failure::new(Kind::Bug, "Antorcha se ha roto por dentro; es culpa nuestra, no de tu programa")
        .hint("cuéntaselo a quien mantiene Antorcha, con este mensaje entero y el programa que estabas usando")
        .hint(Text::new().say(format!("versión {version} para {}: ", std::env::consts::OS)).code(said.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_our_fault() {
        let nothing: Option<u8> = std::hint::black_box(None);
        let failure = guard(|| Ok(nothing.expect("algo que siempre está"))).expect_err("it has panicked");
        assert_eq!(failure.kind, Kind::Bug);
        let said: String = failure.diagnostic.remarks.iter().map(|remark| remark.text.plain()).collect();
        assert!(said.contains("algo que siempre está") && said.contains("panics.rs"), "{said}");
        // In the same test: the hook belongs to the whole process, and another test would take it away meanwhile.
        assert_eq!(guard(|| Ok(7)), Ok(7), "what does not panic passes");
        drop(panic::take_hook());
    }
}
