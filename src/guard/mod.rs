//! Runs a student's program in a child process, so that nothing it does can end ours.
//!
//! The virtual machine gives a program no file, process, network or environment. What is left is that
//! it may exhaust the memory or the stack, or never end: none of that can be caught inside the process
//! that it happens in. So the same binary is started a second time with limits of its own; this side
//! waits, kills and says in one line what happened.

mod channel;
mod child;
mod job;
mod limits;
mod notebook;
mod parent;
mod pool;

pub use child::{SUBCOMMAND, serve};
pub use job::{Job, Limits};
pub use limits::STACK;
pub use notebook::Notebook;
pub use parent::{Ending, Failure, Inspected, inspect, run, run_recorded};
pub use pool::{cores, side_by_side};
