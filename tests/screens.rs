//! How documents look, compared character by character with the files under `tests/screens/`.
//! `ANTORCHA_BLESS=1 cargo test --test screens` writes the files anew; read the difference before you commit it.

use std::{
    env, fs,
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
};

use antorcha::{
    terminal::Screen,
    view::{
        Align, Arithmetic, Block, Code, Diagnostic, Document, Formula, NoteKind, Place, Role, Severity, Step, Table,
        Text, Title, cell,
    },
};

/// The screens that every document is laid out for.
const SCREENS: [(&str, Screen); 5] = [
    ("40", Screen { width: 40, color: false, ascii: false }),
    ("80", Screen { width: 80, color: false, ascii: false }),
    ("120", Screen { width: 120, color: false, ascii: false }),
    ("80-color", Screen { width: 80, color: true, ascii: false }),
    ("80-ascii", Screen { width: 80, color: false, ascii: true }),
];

fn compare(name: &str, document: &Document) {
    for (kind, screen) in SCREENS {
        compare_text(&format!("{name}.{kind}"), &screen.render(document));
    }
}

fn compare_text(name: &str, shown: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/screens").join(format!("{name}.txt"));
    assert!(shown.lines().all(|line| !line.ends_with(' ')), "{name}: a line ends with a blank");
    if env::var_os("ANTORCHA_BLESS").is_some() {
        fs::write(&path, shown).expect("the folder of screens can be written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(shown == expected, "{} differs; it is now:\n{shown}", path.display());
}

/// What `antorcha ejecutar --traza` shows of a program, then what it says about its end.
fn traced(source: &str) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_antorcha"))
        .args(["ejecutar", "--traza", "--limite", "60", "--ancho", "80", "--sin-color", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin.write_all(source.as_bytes()).expect("the binary reads its input");
    drop(stdin);
    let output = child.wait_with_output().expect("the binary ends");
    String::from_utf8([output.stdout, output.stderr].concat()).expect("UTF-8")
}

#[test]
fn traces_of_the_lesson() {
    let programs: serde_json::Value =
        serde_json::from_str(include_str!("golden/programs.json")).expect("the golden data");
    let lesson = programs["lesson"].as_array().expect("programs");
    assert_eq!(lesson.len(), 7);
    for (index, program) in lesson.iter().enumerate() {
        let source = program["code"].as_str().expect("a program");
        // Some do not set a seed; on the first line, it moves no other.
        let seeded = format!("import torch; torch.manual_seed(0); {source}");
        compare_text(&format!("traza-leccion-{}", index + 1), &traced(&seeded));
    }
}

#[test]
fn traces_of_trainings() {
    let training = |optimizer: &str, turns: u32| {
        format!(
            "import torch\nimport torch.nn as nn\n\ntorch.manual_seed(0)\n\
             X = torch.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.]])\nY = torch.tensor([[0.], [1.], [1.], [0.]])\n\
             red = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1))\nperdida = nn.MSELoss()\n\
             opt = torch.optim.{optimizer}\nfor _ in range({turns}):\n    opt.zero_grad()\n    \
             L = perdida(red(X), Y)\n    L.backward()\n    opt.step()\n"
        )
    };
    let momentum = training("SGD(red.parameters(), lr=0.1, momentum=0.9)", 100);
    compare_text("traza-entrenamiento-sgd", &traced(&momentum));
    compare_text("traza-entrenamiento-adam", &traced(&training("Adam(red.parameters(), lr=0.01)", 3)));
}

#[test]
fn a_trace_of_failures() {
    let program = "import torch\nimport torch.nn as nn\n\ntorch.manual_seed(0)\nx = torch.ones(2, 4)\n\
                   try:\n    x + torch.zeros_like(x)[:, :3]\nexcept RuntimeError:\n    pass\n\
                   try:\n    x.backward()\nexcept RuntimeError:\n    pass\n\
                   red = nn.Sequential(nn.Linear(3, 2, bias=False), nn.Softsign())\nred(x)\n";
    compare_text("traza-fallos", &traced(program));
}

#[test]
fn a_trace_of_activations() {
    let layers =
        "nn.ReLU(), nn.Sigmoid(), nn.Tanh(), nn.GELU(), nn.SiLU(), nn.Mish(), nn.Softplus(), nn.LeakyReLU(0.1), \
                  nn.PReLU(), nn.ELU(), nn.CELU(2.0), nn.SELU(), nn.ReLU6(), nn.Hardtanh(-1.0, 2.0), nn.Hardsigmoid(), \
                  nn.Hardswish(), nn.Softshrink(), nn.Hardshrink(), nn.Threshold(0.5, 7.0), nn.LogSigmoid(), \
                  nn.Softmax(0), nn.LogSoftmax(0)"
            .replace("), ", "),\n    ");
    let program = format!(
        "import torch\nimport torch.nn as nn\n\nx = torch.tensor([-4.0, -0.3, 0.0, 2.0])\nfunciones = [\n    \
         {layers},\n]\nfor funcion in funciones:\n    y = funcion(x)\n"
    );
    compare_text("traza-activaciones", &traced(&program));
}

#[test]
fn a_step() {
    let sum = "1·(−0.0043) + (−2)·0.3097 + 0.5·(−0.4752) + (−0.0114)";
    let step = Step::new(3)
        .of(7)
        .path("CustomLinear.linear")
        .at(Place::new("lección.py", 28), "    out = self.linear(x)")
        .with(Formula::new("z = x · Wᵀ + b").shapes("(1, 3) · (3, 2) + (2,) → (1, 2)"))
        .with(Arithmetic::new("z[0, 0]").equals(sum).equals("−0.0043 − 0.6194 − 0.2376 − 0.0114").about("−0.8728"))
        .tensor("tensor([[-0.8728,  0.5550]], grad_fn=<AddmmBackward0>)")
        .say(Text::marked(
            "Cada salida mezcla todas las entradas según sus **pesos** y suma el _sesgo_. Hasta aquí todo es lineal: si \
             apilas otra capa igual, sigue siéndolo.",
        ));
    let bare = Step::new(4).with(Formula::new("a = max(0, z)")).tensor("tensor([[0.0000, 0.5550]])");
    compare("step", &Document::new().with(step).with(bare));
}

#[test]
fn a_diagnostic() {
    let source = "        x = self.fc2(self.fc1(x))";
    let label = "entre fc1 y fc2 no hay nada que doble la recta";
    let found = Diagnostic::error("dos capas lineales seguidas, sin activación en medio")
        .id("sin-activacion")
        .at(Place::new("mi_modelo.py", 9).column(13))
        .excerpt(Code::new(source).numbered(9).mark(9, 13..34, label))
        .remark("prueba", "una sola capa con W = W₂·W₁ da lo mismo (diferencia máxima 1.2e-07)")
        .remark("arreglo", Text::new().code("x = self.fc2(torch.relu(self.fc1(x)))"))
        .remark("más", Text::new().code("antorcha explicar sin-activacion"));
    let several = Diagnostic::new(Severity::Warning, Text::marked("las formas no encajan en `fc2`"))
        .at(Place::new("red.py", 9))
        .excerpt(Code::new("\tñandú = '火火' + x\ny = 2").numbered(9).mark(9, 10..14, "dos columnas cada una").mark(
            10,
            1..2,
            "y aquí",
        ))
        .hint("mira las formas");
    let bare = Diagnostic::new(Severity::Note, "sin lugar").hint(Text::marked("escribe `antorcha --help`"));
    compare("diagnostic", &Document::new().with(found).with(several).with(bare));
}

#[test]
fn a_table() {
    let functions = ["x", "ReLU", "Sigmoid", "Tanh", "GELU(tanh)", "LeakyReLU(0.1)", "Softplus(beta=2)"];
    let head = |table: Table, (index, name): (usize, &str)| {
        table.column(Text::new().code(name), if index == 0 { Align::Right } else { Align::Decimal })
    };
    let table = functions.into_iter().enumerate().fold(Table::new(), head);
    let dead = || cell(Role::Negative, "0.0 muerta");
    let table = table
        .row([
            "−2.0".into(),
            dead(),
            "0.1192".into(),
            cell(Role::Warning, "−0.9640 satura"),
            "−0.0454".into(),
            "−0.2".into(),
            "0.0091".into(),
        ])
        .row(["0.0", "0.0", "0.5", "0.0", "0.0", "0.0", "0.3466"])
        .row(["10.0", "10.0", "1.0", "nan", "10.0", "10.0", "10.0"]);
    let menu = Table::new()
        .bare()
        .keys(2)
        .column("", Align::Right)
        .column("", Align::Left)
        .column("", Align::Left)
        .column("", Align::Left)
        .column("", Align::Left)
        .row(["1", "comparar", "Comparar activaciones", "●●●●●○○", "5 de 7"])
        .row(["2", "capa", "Lineal + activación", "○○○○○", "sin empezar"]);
    compare("table", &Document::new().with(table).with(menu));
}

#[test]
fn the_rest() {
    let title = Title { name: "Antorcha".into(), motto: "Funciones de activación en PyTorch, paso a paso".into() };
    let tensor = "tensor([[-0.8728,  0.5550, -0.8728,  0.5550, -0.8728,  0.5550, -0.8728],\n        [ 0.5550, -0.8728,  0.5550, -0.8728,  0.5550, -0.8728,  0.5550]])";
    let document = Document::new()
        .with(title)
        .heading("Qué es esto")
        .say(Text::marked(
            "Un párrafo con `código entero`, un _término_, **énfasis** y un número: ".trim_end(),
        ).say(" ").number("−0.25").say(". Sigue un rato para que tenga que partirse en dos líneas incluso en la pantalla ancha de ciento veinte."))
        .with(Code::new("import torch\n\n\tprint('→ · Σ')"))
        .with(Code::new("x = 1\ny = 2").numbered(9))
        .entries([("Sigue por aquí:", Text::new().code("antorcha comparar")), ("Todo lo demás:", Text::new().code("antorcha --help"))])
        .list(true, ["uno", "dos, que es más largo y por eso quizá ocupe más de una línea según lo ancho que sea todo esto"])
        .list(false, ["punto"])
        .note(NoteKind::Hint, "las pistas cuelgan de su palabra, también cuando no caben en una sola línea de la pantalla")
        .note(NoteKind::Warning, Text::new().say("el alumno escribió ").code("\u{1b}[31mrojo\u{1b}[0m\u{7}\u{202e}").say("\u{9b}2J"))
        .note(NoteKind::Note, "nada")
        .with(Block::Rule)
        .with(Block::Tensor(tensor.into()));
    compare("rest", &document);
}
