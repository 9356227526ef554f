//! The checklist as it looks: whole, about a student's list, and beside a program.

use std::{fs, path::PathBuf, process::Command, sync::LazyLock};

use antorcha::view::Document;

use crate::compare;

/// A list with something of everything.
const LIST: &str = "- [x] activación correcta para mi problema: multiclase con softmax y CrossEntropyLoss\n\
    2. No omito la activación en capas ocultas: sí, relu detrás de fc1\n- [x] regar las plantas\n\
    - activaciones propias con nn.Module: no aplica\n- No omito activaciones: no\n";

/// A program without an activation between its layers.
const PROGRAM: &str = "import torch\nfrom torch import nn\n\n\nclass Red(nn.Module):\n    def __init__(self):\n        super().__init__()\n        \
    self.fc1 = nn.Linear(2, 3)\n        self.fc2 = nn.Linear(3, 1)\n\n    def forward(self, x):\n        \
    return self.fc2(self.fc1(x))\n\n\ntorch.manual_seed(0)\nprint(Red()(torch.randn(4, 2)))\n";

/// A folder with both.
fn folder() -> &'static PathBuf {
    static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pantallas-lista");
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join("lista.md"), LIST).expect("a file");
        fs::write(folder.join("modelo.py"), PROGRAM).expect("a file");
        folder
    });
    &FOLDER
}

/// The document that the checklist shows.
fn document(arguments: &[&str]) -> Document {
    let mut command = Command::new(env!("CARGO_BIN_EXE_antorcha"));
    command.arg("checklist").args(arguments).args(["--formato", "json", "--sin-progreso"]).current_dir(folder());
    let output = command.output().expect("the binary starts");
    let data: serde_json::Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| unreachable!("{arguments:?}: {}", String::from_utf8_lossy(&output.stderr)));
    serde_json::from_value(data["documento"].clone()).expect("a document")
}

#[test]
fn the_checklist() {
    for (name, arguments) in [
        ("checklist", &[][..]),
        ("checklist-archivo", &["--archivo", "lista.md"]),
        ("checklist-contra-modelo", &["--archivo", "lista.md", "--modelo", "modelo.py", "--limite", "60"]),
        ("checklist-modelo", &["--modelo", "modelo.py", "--limite", "60"]),
    ] {
        compare(name, &document(arguments));
    }
}
