//! How documents look, compared character by character with the files under `tests/screens/`.
//! `ANTORCHA_BLESS=1 cargo test --test screens` writes the files anew; read the difference before you commit it.

mod author;
mod checklist;
mod classroom;
mod course;
mod review;

use std::{
    env,
    ffi::OsStr,
    fmt::Debug,
    fs,
    io::Write,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use antorcha::{
    terminal::Screen,
    view::{
        Align, Arithmetic, Block, Code, Diagnostic, Document, Field, Formula, Histogram, Meter, NoteKind, Place, Plot,
        Reply, Severity, Step, Table, Text, Title, marked,
    },
};

/// The screens that every document is laid out for.
const SCREENS: [(&str, Screen); 6] = [
    ("40", Screen { width: 40, ..PLAIN }),
    ("80", PLAIN),
    ("120", Screen { width: 120, ..PLAIN }),
    ("80-color", Screen { color: true, ..PLAIN }),
    ("80-ascii", Screen { ascii: true, ..PLAIN }),
    ("80-accesible", Screen { accessible: true, ..PLAIN }),
];

/// Black on white, 80 columns.
const PLAIN: Screen = Screen { width: 80, color: false, ascii: false, accessible: false };

fn compare(name: &str, document: &Document) {
    for (kind, screen) in SCREENS {
        compare_text(&format!("{name}.{kind}"), &screen.render(document));
    }
}

fn compare_text(name: &str, shown: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/screens").join(format!("{name}.txt"));
    // Paths look as the system writes them.
    let shown = if cfg!(windows) { shown.replace('\\', "/") } else { shown.to_owned() };
    assert!(shown.lines().all(|line| !line.ends_with(' ')), "{name}: a line ends with a blank");
    if env::var_os("ANTORCHA_BLESS").is_some() {
        fs::write(&path, &shown).expect("the folder of screens can be written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let expected = if cfg!(windows) { expected.replace('\\', "/") } else { expected };
    assert!(shown == expected, "{} differs; it is now:\n{shown}", path.display());
}

/// What `antorcha ejecutar --traza` shows of a program, then what it says about its end.
fn traced(source: &str) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_antorcha"))
        .env("ANTORCHA_DATOS", concat!(env!("CARGO_TARGET_TMPDIR"), "/datos"))
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

/// What a command prints on a screen.
fn printed(words: &[impl AsRef<OsStr> + Debug], kind: &str, screen: Screen) -> String {
    let output = shown(words, screen);
    assert!(output.status.success(), "{words:?} on {kind}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What comes of a command on a screen.
fn shown(words: &[impl AsRef<OsStr>], screen: Screen) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_antorcha"));
    command.args(words).args(["--ancho", &screen.width.to_string()]);
    command.args(["--color", if screen.color { "siempre" } else { "nunca" }]);
    command.args(screen.ascii.then_some("--ascii")).args(screen.accessible.then_some("--accesible"));
    command.env("ANTORCHA_DATOS", concat!(env!("CARGO_TARGET_TMPDIR"), "/datos"));
    command.current_dir(env!("CARGO_TARGET_TMPDIR")).output().expect("the binary starts")
}

#[test]
fn what_is_looked_up() {
    for line in ["ficha", "ficha gelu", "ficha softmax", "glosario", "glosario sesgo", "trampas"] {
        let words: Vec<&str> = line.split(' ').collect();
        for (kind, screen) in SCREENS {
            compare_text(&format!("{}.{kind}", words.join("-")), &printed(&words, kind, screen));
        }
    }
}

#[test]
fn traces_of_the_lesson() {
    let programs: serde_json::Value =
        serde_json::from_str(include_str!("../golden/programs.json")).expect("the golden data");
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
fn a_trace_of_what_arguments_and_shapes_decide() {
    let program = "import torch\nimport torch.nn as nn\n\ntorch.manual_seed(0)\n\
                   h = torch.relu(torch.tensor([-1.0, 2.0, -3.0, 4.0]))\nazar = nn.Dropout(0.5)\n\
                   azar(h)\nazar.eval()\nazar(h)\n\
                   m = torch.zeros(2, 3)\nm[1, 2] = 7.0\nm.fill_(2.0)\nm.sum(dim=0)\n\
                   w = torch.tensor([1.0, 2.0], requires_grad=True)\ng, = torch.autograd.grad((w * w).sum(), w)\n\
                   a = torch.tensor([1.0, 2.0]); b = torch.tensor([[0.0], [-1.0]])\na + b\ntorch.log(b)\n\
                   nn.BatchNorm1d(1).eval()(b)\nnn.L1Loss(reduction='sum')(b, a)\n\
                   nn.CrossEntropyLoss(weight=torch.tensor([1.0, 3.0]), reduction='sum')(b @ a[None], torch.tensor([0, 1]))\n";
    compare_text("traza-argumentos", &traced(program));
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
    let table = table
        .row([
            "−2.0".into(),
            marked("0.0", "muerta"),
            "0.1192".into(),
            marked("−0.9640", "saturada"),
            "−0.0454".into(),
            "−0.2".into(),
            "0.0091".into(),
        ])
        .row(["0.0", "0.0", "0.5", "0.0", "0.0", "0.0", "0.3466"])
        .row(["10.0", "10.0", "1.0", "nan", "10.0", "10.0", "10.0"]);
    let lesson = |number: &str, id: &str, title: &str, meter: Meter| {
        [number.into(), Text::new().code(id), title.into(), meter.dots(), meter.words()]
    };
    let menu = Table::new()
        .bare()
        .keys(2)
        .column("", Align::Right)
        .column("", Align::Left)
        .column("", Align::Left)
        .column("", Align::Left)
        .column("", Align::Left)
        .row(lesson("1", "comparar", "Comparar activaciones", Meter::new(5, 7)))
        .row(lesson("2", "capa", "Lineal + activación", Meter::new(0, 5)))
        .row(lesson("4", "checklist", "Tu lista de comprobación", Meter::ticks(2, 4)));
    compare("table", &Document::new().with(table).with(menu));
}

/// Places from `low` to `high` with what a function gives there.
fn sampled(low: f64, high: f64, function: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
    let place = |index: i32| low + (high - low) * f64::from(index) / 120.0;
    (0..=120).map(|index| (place(index), function(place(index)))).collect()
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

fn plot() -> Document {
    let (relu, silu) = (|x: f64| x.max(0.0), |x: f64| x * sigmoid(x));
    let activations = Plot::new("Cuatro activaciones")
        .axes("x", "a = f(x)")
        .curve("relu", sampled(-3.0, 3.0, relu))
        .curve("silu", sampled(-3.0, 3.0, silu))
        .curve("tanh", sampled(-3.0, 3.0, f64::tanh))
        .curve("sigmoid", sampled(-3.0, 3.0, sigmoid));
    let derivative = Plot::new("La derivada de ReLU tiene un salto")
        .axes("entrada de la neurona, x", "f′(x)")
        .curve("relu", sampled(-3.0, 3.0, |x| if x == 0.0 { f64::NAN } else { f64::from(u8::from(x > 0.0)) }));
    let losses = Plot::new("La pérdida, época a época")
        .axes("época", "pérdida (MSE)")
        .log_y()
        .curve("tanh", sampled(0.0, 200.0, |epoch| 0.8 * (-epoch / 25.0).exp() + 0.0004))
        .curve("identidad", sampled(0.0, 200.0, |epoch| 0.25 + 0.5 * (-epoch / 8.0).exp()));
    let data = sampled(-2.0, 2.0, |x| x * x + 0.3 * (x * 40.0).sin()).into_iter().step_by(6);
    let regression = Plot::new("Una recta no llega")
        .axes("x", "y")
        .y_range(-1.0, 4.0)
        .points("datos", data)
        .curve("sin activación", sampled(-2.0, 2.0, |x| 1.3 + 0.05 * x))
        .curve("con ReLU", sampled(-2.0, 2.0, |x| x.abs() * 1.9 - 0.6));
    let empty = Plot::new("Nada").curve("nan", [(0.0, f64::NAN), (f64::INFINITY, 1.0)]);
    Document::new().with(activations).with(derivative).with(losses).with(regression).with(empty)
}

fn field() -> Document {
    let grid = (0..25).flat_map(|row| (0..25).map(move |column| (f64::from(column), f64::from(row))));
    let place = |(column, row): (f64, f64)| (column / 8.0 - 1.5, row / 8.0 - 1.5);
    let values: Vec<f64> = grid.map(place).map(|(x, y)| sigmoid(6.0 * (x * y))).collect();
    let corner =
        |x: f64, y: f64| (0..4).map(move |i| (x + f64::from(i % 2) * 0.25, y + f64::from(i / 2) * 0.2, x * y > 0.0));
    let corners = [(-1.0, -1.0), (-1.0, 0.8), (0.9, -1.0), (0.8, 0.8)];
    let samples = corners.into_iter().flat_map(|(x, y)| corner(x, y)).chain([(0.3, -0.4, true)]);
    let field = Field::new("Lo que el modelo decide con ReLU")
        .axes("x₁", "x₂")
        .over((-1.5, 1.5), (-1.5, 1.5))
        .classes("clase 0", "clase 1")
        .values(25, &values)
        .samples(samples);
    let wide = Field::new("").over((0.0, 8.0), (0.0, 2.0)).classes("frío", "calor").values(2, &[0.0, 1.0, 0.0, 1.0]);
    Document::new().with(field).with(wide)
}

fn histogram() -> Document {
    let values: Vec<f64> = sampled(-1.0, 1.0, |x| 2.5 * x * x * x).into_iter().map(|(_, value)| value).collect();
    let votes = Histogram::new("Lo que ha respondido la clase")
        .unit("votos")
        .bar("ReLU", 17)
        .bar("sigmoide", 4)
        .bar("tanh", 0)
        .bar("ninguna de las anteriores", 1);
    let spread =
        Histogram::new("Valores de z antes de la activación").spread(&[-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0], &values);
    Document::new().with(votes).with(spread).with(Histogram::new("Vacío").bar("a", 0))
}

fn dialogue() -> Document {
    Document::new()
        .with(Step::new(3).of(7).title("Una recta y nada más"))
        .with(Reply::question(Text::marked("ReLU viene ahora. ¿Cuánto valdrá `a[0, 0]`?")))
        .with(Reply::answer("-0,87"))
        .with(Reply::wrong(Text::marked(
            "−0.87 es `z[0, 0]`, el valor de antes: te falta aplicar ReLU.\nEscribe otra respuesta, o «pista» (te quedan 3).",
        )))
        .with(Reply::hint(1, 3, Text::marked("mira qué signo tiene `z[0, 0]` y piensa qué hace ReLU con los números que tienen ese signo")))
        .with(Reply::answer("0"))
        .with(Reply::right(Text::marked("Eso es. ReLU deja en 0 todo lo negativo, y `z[0, 0]` = −0.8728.")))
        .with(Reply::question("¿Qué forma tendrá la salida?").options(["(1, 2)", "(2, 1)", "(3, 2), porque cada una de las tres entradas pasa por las dos neuronas de la capa"]))
        .with(Meter::new(5, 7))
        .with(Meter::new(0, 5))
        .with(Meter::new(4, 4))
        .with(Meter::ticks(2, 4))
}

#[test]
fn pictures() {
    compare("plot", &plot());
    compare("field", &field());
    compare("histogram", &histogram());
}

#[test]
fn a_dialogue() {
    compare("dialogue", &dialogue());
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
