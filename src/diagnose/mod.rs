//! The reviewer: finds the pitfalls of `lessons/trampas/` in a student's program.
//!
//! [`Reviewer::review`] runs the program in the guarded child, reads its syntax tree, and asks every rule. A [`rules`]
//! file says only *whether* and *where*, with the values of this very model; the words stand on the pitfall's page.

pub mod arguments;
mod around;
mod assigned;
mod birth;
mod evidence;
mod finding;
mod floor;
mod flow;
mod inspection;
mod misfit;
mod model;
mod output;
mod overwriting;
mod repair;
mod residual;
mod review;
pub mod rules;
mod sarif;
mod script;
mod show;
mod silence;
pub mod stack;
pub mod syntax;
mod tensors;
mod wiring;

pub use assigned::Assigned;
pub use finding::{Edit, Finding};
pub use flow::{Flow, Op};
pub use inspection::Inspection;
pub use output::Output;
pub use residual::Residual;
pub use review::{Review, Reviewer, Silent, Told};
pub use script::{Script, Span};
pub use silence::Silence;
pub use syntax::Syntax;
