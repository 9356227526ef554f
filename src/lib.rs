//! Antorcha: learn in the terminal, in Spanish, what happens inside activation functions.
//!
//! Everything shown is the trace of real PyTorch code. The layers, each of which may import only
//! from those named before it:
//!
//! - `tensor`: values, gradients, the door that every operation passes
//! - `nn`: activations, losses, initialisation, optimizer steps
//! - `trace`: the record of a program's operations
//! - `python`: the embedded interpreter, and `torch` as students import it
//! - `guard`: the child process that a program runs in, and its bounds
//! - `view`: a document of blocks: what is said
//! - `terminal`: how a document looks
//! - `html`: the same as a web page
//! - `spanish`: text as people type it
//! - `explain`: from a record, or an error, to Spanish
//! - `content`: the texts under `lessons/`, and how they are read
//! - `reference`: what is looked up: activation cards, glossary, pages of pitfalls
//! - `diagnose`: the reviewer: rules that find pitfalls in a student's program
//! - `lesson`: lessons that run, their questions, and the dialogue about them
//! - `checklist`: the four points that a student answers, held against what fits and against the code
//! - `workbench`: free use: from options to a PyTorch program, its numbers, a document
//! - `exercise`: exercises, the cases that a submission is put through, and what a wrong result shows
//! - `grading`: the files of many students, and their grades in the formats of others
//! - `presentation`: a lesson before a class: pages, votes, notes, a clock, and what each key does
//! - `author`: what authors need: their texts held to the rules, and templates
//! - `progress`: what a student has done, kept between sessions
//! - `classroom`: the progress of many students, and what goes wrong most often
//! - `cli`: the commands; the only writer to the streams, and to the files that users name

pub mod author;
pub mod checklist;
pub mod classroom;
pub mod cli;
pub mod content;
pub mod diagnose;
pub mod exercise;
pub mod explain;
pub mod grading;
pub mod guard;
pub mod html;
pub mod lesson;
pub mod nn;
pub mod presentation;
pub mod progress;
pub mod python;
pub mod reference;
pub mod spanish;
pub mod tensor;
pub mod terminal;
pub mod trace;
pub mod view;
pub mod workbench;
