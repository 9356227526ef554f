//! The course as it looks: lessons whole, free use, pages of pitfalls, and what is said about a wrong command.
//!
//! What is slow runs once and is laid out for every screen here. Trainings of hundreds of steps amplify the last bits in
//! which processors differ: of the lessons that hold them, decimals beyond the second are masked and pictures are told by
//! their titles; free use is shown with trainings of a few epochs.

use std::{collections::BTreeMap, process::Command};

use antorcha::{
    content::Library,
    lesson::{self, Audience, Prepared},
    view::{Block, Document, Section, Text},
};

use crate::{SCREENS, compare, compare_text, shown};

/// The lesson whole, as it is printed without pauses.
fn lesson(id: &str) -> Document {
    let lesson = lesson::open(&Library::embedded(), id).expect("it is sound").expect("it is there");
    let played = Prepared::new(lesson, &BTreeMap::new()).expect("its own values").run_here().expect("it runs");
    lesson::document(&played.expect("it comes to its end"), 0, Audience::Student)
}

#[test]
fn lessons_about_values() {
    compare("leccion-comparar", &lesson("comparar"));
    compare("leccion-capa", &lesson("capa"));
    compare("leccion-checklist", &lesson("checklist"));
}

#[test]
fn lessons_that_train() {
    for id in ["trampas", "modelo"] {
        let document = Document { blocks: lesson(id).blocks.into_iter().map(still).collect() };
        for (kind, screen) in SCREENS {
            compare_text(&format!("leccion-{id}.{kind}"), &masked(&screen.render(&document)));
        }
    }
}

/// A block without pictures.
fn still(block: Block) -> Block {
    let told = |title: Text| Block::Paragraph(Text::from("(gráfica: ").join(title).say(")"));
    match block {
        Block::Plot(plot) => told(plot.title),
        Block::Field(field) => told(field.title),
        Block::Section(Section { title, body }) => {
            Section { title, body: body.into_iter().map(still).collect() }.into()
        }
        other => other,
    }
}

/// Digits beyond the second decimal as `#`.
fn masked(text: &str) -> String {
    let mut decimals = None;
    let mask = |c: char| {
        decimals = match (c, decimals) {
            ('.', _) => Some(0),
            ('0'..='9', Some(count)) => Some(count + 1),
            _ => None,
        };
        if decimals.is_some_and(|count| count > 2) { '#' } else { c }
    };
    text.chars().map(mask).collect()
}

/// The words of a line; what stands between double quotes is one.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in line.split('"').enumerate() {
        match index % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}

/// The document that a command shows.
fn document(line: &str) -> Document {
    let mut command = Command::new(env!("CARGO_BIN_EXE_antorcha"));
    let output = command.args(words(line)).args(["--formato", "json"]).output().expect("the binary starts");
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    let data: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let document = data.get("documento").unwrap_or(&data);
    serde_json::from_value(document.clone()).expect("a document")
}

#[test]
fn free_use() {
    for (name, line) in [
        ("comparar", "comparar relu \"leaky_relu(0.2)\" sigmoid tanh --x -6:6:7"),
        ("comparar-tabla", "comparar relu gelu \"leaky_relu(0.2)\" --x \"-3 -1 0 0,5 2\" --tabla"),
        ("comparar-derivada", "comparar sigmoid tanh --derivada --grafica"),
        ("comparar-muchas", "comparar elu selu celu softplus mish hardswish silu --grafica"),
        ("comparar-softmax", "comparar softmax relu --x \"1 2 3\""),
        ("capa", "capa --entrada \"1 -2 0,5\""),
        (
            "capa-gradiente",
            "capa --entrada \"1 2; 3 4\" --pesos \"1 0; 0 1\" --sesgo \"0 0\" --activacion sigmoid --gradiente",
        ),
        ("capa-porque", "capa --semilla 3 --activacion gelu --porque 0,1"),
        ("capa-cambios", "capa --sin-sesgo --sin-activacion --dos-veces --activacion-antes"),
        ("modelo", "modelo --activaciones ninguna,relu --epocas 12 --capas 4"),
        ("modelo-regresion", "modelo --datos regresion --activaciones tanh,relu --epocas 10 --semilla 2"),
    ] {
        compare(name, &document(line));
    }
}

#[test]
fn pages_of_pitfalls() {
    for id in ["sin-activacion", "modulo-con-tensor", "formas-perdida"] {
        compare(&format!("trampas-{id}"), &document(&format!("trampas {id}")));
    }
}

#[test]
fn wrong_commands() {
    for (name, line) in [
        ("mal-comparar", "comparar rellu"),
        ("mal-comparar-x", "comparar relu --x 1,2,3"),
        ("mal-capa", "capa --entrada \"1 2\" --pesos \"1 2 3\""),
        ("mal-capa-porque", "capa --porque 0,7"),
        ("mal-modelo", "modelo --datos lunas --activaciones softmax"),
        ("mal-trampas", "trampas softmax-cross-entropi"),
        ("mal-leccion", "leccion kapa"),
        ("mal-ficha", "ficha gelo"),
    ] {
        for (kind, screen) in SCREENS {
            let output = shown(&words(line), screen);
            assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{line}");
            compare_text(&format!("{name}.{kind}"), &String::from_utf8(output.stderr).expect("UTF-8"));
        }
    }
}

#[test]
fn masks_hide_what_a_processor_decides() {
    assert_eq!(masked("0.0312 de 3. y 12.5, 1.2346e-05"), "0.03## de 3. y 12.5, 1.23##e-05");
}
