//! The home page: what this is, and what to do first.

use crate::view::{Code, Document, NoteKind, Section, Text, Title};

/// The program that a newcomer starts with.
pub(super) const EXAMPLE: &str = include_str!("../../lessons/inicio/mi_red.py");

/// The page. `installed` says whether the student can type `antorcha` and be understood.
pub(super) fn document(installed: bool) -> Document {
    let motto = "Tu código de PyTorch, por dentro y paso a paso".into();
    let code = |command: &str| Text::new().code(command);
    let about = "Ejecuta programas de PyTorch de verdad, con sus mismos números y sus mismos mensajes, y te explica qué \
                 hace cada operación. No necesitas instalar Python ni PyTorch, ni conexión a internet.";
    let steps = [
        (Text::from("1. Guarda el programa:"), code("antorcha ejemplo > mi_red.py")),
        (Text::from("2. Ejecútalo:"), code("antorcha ejecutar mi_red.py")),
        (Text::from("3. Míralo por dentro:"), code("antorcha ejecutar mi_red.py --traza")),
    ];
    let page = Document::new()
        .with(Title { name: "Antorcha".into(), motto })
        .say(about)
        .with(Section { title: "Para empezar, una red muy pequeña".into(), body: vec![Code::new(EXAMPLE).into()] })
        .entries(steps)
        .entries([("Todo lo demás:", code("antorcha --help")), ("El manual:", code("README.es.md"))]);
    if installed { page } else { page.note(NoteKind::Hint, Text::marked(INSTALL)) }
}

/// For who has built the program and not installed it.
const INSTALL: &str = "para poder escribir `antorcha` a secas, ejecuta antes `cargo install --locked --path .` en esta carpeta. Si \
                       no quieres instalarlo, escribe `cargo run --release --` donde pone `antorcha`.";
