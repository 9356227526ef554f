//! `antorcha checklist` in all ways of entering: nothing, a file, standard input, a program; and every kind of bad input.

mod common;

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::Stdio,
};

use common::{Ran, command};
use serde_json::Value;

/// A folder for one test, with the files of its student.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("checklist").join(test);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Runs the checklist within a folder, which also keeps its progress.
fn checklist(folder: &Path, arguments: &[&str], input: &[u8]) -> Ran {
    let arguments = [&["checklist", "--ancho", "140", "--sin-color"], arguments].concat();
    let mut child = command(&arguments)
        .current_dir(folder)
        .env("ANTORCHA_DATOS", folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    // Who does not read its input may have left.
    drop(child.stdin.take().expect("it is piped").write_all(input));
    child.wait_with_output().expect("the binary ends").into()
}

/// What is shown, as if no line were ever broken.
fn flat(shown: &str) -> String {
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.out).unwrap_or_else(|_| unreachable!("no JSON: {}\n{}", ran.out, ran.err))
}

/// All four, as a student would write them.
const COMPLETE: &str = "- [x] La activación es la correcta para mi problema\n  - Problema: multiclase\n  - Clases: 4\n  \
    - Salida: ninguna\n  - Pérdida: CrossEntropyLoss\n- [x] No omito la activación en las capas ocultas\n  - ReLU detrás de fc1\n\
    - Activaciones propias con nn.Module: no aplica\n1. Parámetros de la activación bien configurados: sí, los de fábrica\n";

/// A program without an activation between its layers.
const COLLAPSED: &str = "import torch\nfrom torch import nn\n\n\nclass Red(nn.Module):\n    def __init__(self):\n        super().__init__()\n        \
    self.fc1 = nn.Linear(2, 3)\n        self.fc2 = nn.Linear(3, 1)\n\n    def forward(self, x):\n        return self.fc2(self.fc1(x))\n\n\n\
    torch.manual_seed(0)\nprint(Red()(torch.randn(4, 2)))\n";

/// A program with nothing to complain about, and something to see of each item.
const SOUND: &str = "import torch\nfrom torch import nn\n\n\nclass Activation(nn.Module):\n    def forward(self, x):\n        return torch.relu(x)\n\n\n\
    torch.manual_seed(0)\nred = nn.Sequential(nn.Linear(2, 8), Activation(), nn.Linear(8, 8), nn.LeakyReLU(0.05), nn.Linear(8, 3))\n\
    perdida = nn.CrossEntropyLoss()\nx, y = torch.randn(16, 2), torch.randint(0, 3, (16,))\nopt = torch.optim.Adam(red.parameters(), lr=0.01)\n\
    for _ in range(5):\n    opt.zero_grad()\n    L = perdida(red(x), y)\n    L.backward()\n    opt.step()\nprint(L.item())\n";

#[test]
fn without_a_terminal_it_is_told_whole() {
    let folder = folder("whole");
    let whole = checklist(&folder, &[], b"");
    assert_eq!((whole.code, whole.err.as_str()), (Some(0), ""));
    for part in [
        "1 de 4 · Verifica que estés aplicando",
        "4 de 4 · Configura correctamente",
        "tensor(0.5514)",
        "sin activación: True",
        "--plantilla > lista.md",
        "sí, no, parcial, no aplica o no sé",
    ] {
        assert!(whole.out.contains(part), "{part}:\n{}", whole.out);
    }
    assert_eq!(checklist(&folder, &["--sin-pausas"], b"").out, whole.out);
    assert!(fs::read_dir(&folder).expect("the folder").next().is_none(), "looking writes nothing");
    let data = json(&checklist(&folder, &["--formato", "json"], b""));
    assert_eq!(
        (data["version"].as_u64(), data["completa"].as_bool(), data["resueltos"].as_u64()),
        (Some(1), Some(false), Some(0))
    );
    assert_eq!(
        (data["puntos"][1]["id"].as_str(), data["puntos"][1]["veredicto"].as_str()),
        (Some("omitir"), Some("sin_responder"))
    );
    assert!(data["documento"]["bloques"].is_array());
}

#[test]
fn the_examples_are_programs() {
    let folder = folder("code");
    let code = checklist(&folder, &["--codigo"], b"");
    assert_eq!(code.out.matches("# --- ").count(), 4);
    for program in code.out.split("# --- ").skip(1) {
        let source = program.split_once('\n').expect("a comment").1;
        assert!(!common::printed(source).is_empty());
    }
}

#[test]
fn a_list_that_is_complete() {
    let folder = folder("complete");
    fs::write(folder.join("lista.md"), COMPLETE).expect("a file");
    let ran = checklist(&folder, &["--archivo", "lista.md"], b"");
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{}", ran.out);
    assert!(ran.out.contains("¡lista completa!") && ran.out.contains("1.3863"), "{}", ran.out);
    assert_eq!(checklist(&folder, &["--archivo", "-"], COMPLETE.as_bytes()).out, ran.out);
    let windows = format!("\u{feff}{}", COMPLETE.replace('\n', "\r\n"));
    assert_eq!(checklist(&folder, &["--archivo", "-"], windows.as_bytes()).out, ran.out);
    let kept: Value =
        serde_json::from_str(&fs::read_to_string(folder.join("progreso.json")).expect("kept")).expect("JSON");
    assert_eq!(kept["lista"]["modulo"]["respuesta"], "no_aplica");
    assert_eq!(
        (&kept["lista"]["problema"]["resuelto"], &kept["lista"]["problema"]["combinacion"]["clases"]),
        (&true.into(), &4.into())
    );
    let home = command(&[]).env("ANTORCHA_DATOS", &folder).output().expect("the binary starts");
    assert!(Ran::from(home).out.contains("✔ 4 de 4"));
}

#[test]
fn a_list_with_everything_wrong() {
    let folder = folder("wrong");
    let list = "# Mi lista\n- [x] activación correcta para mi problema\n  - Problema: clasificación\n  - Salida: softmax\n  - Pérdida: entropía cruzada\n\
        - [x] no omito activaciones en capas ocultas\n- [ ] no omito activaciones en capas ocultas\n- [x] regar las plantas\n\
        - [x] verificar la salida de la última capa oculta con la pérdida\n- Activaciones personalizadas con nn.Module\n";
    fs::write(folder.join("lista.md"), list).expect("a file");
    let ran = checklist(&folder, &["--archivo", "lista.md"], b"");
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
    for part in [
        "te contradices: aquí dices «no», y en la línea 6, «sí» del mismo punto",
        "lista.md:7:7",
        "- [ ] no omito activaciones en capas ocultas",
        "esto no es ningún punto de la lista",
        "- [x] regar las plantas",
        "aquí falta la respuesta",
        "contradicho",
        "0.5514",
        "sin responder",
        "antorcha trampas parametros",
        "llevas 0 de 4",
    ] {
        assert!(flat(&ran.out).contains(part), "{part}:\n{}", ran.out);
    }
    let data = json(&checklist(&folder, &["--archivo", "lista.md", "--formato", "json"], b""));
    let kinds: Vec<&str> =
        data["avisos"].as_array().expect("a list").iter().filter_map(|one| one["clase"].as_str()).collect();
    assert!(["contradiccion", "desconocida", "sin_respuesta"].iter().all(|kind| kinds.contains(kind)), "{kinds:?}");
    assert_eq!(
        (&data["puntos"][0]["veredicto"], &data["puntos"][3]["veredicto"]),
        (&"contradicho".into(), &"sin_responder".into())
    );
    assert_eq!(data["puntos"][3]["siguientes"][0], "antorcha leccion comparar");
}

#[test]
fn the_template_is_read_back() {
    let folder = folder("template");
    let template = checklist(&folder, &["--plantilla"], b"");
    assert_eq!(template.code, Some(0));
    let empty = checklist(&folder, &["--archivo", "-"], template.out.as_bytes());
    assert_eq!(empty.code, Some(1));
    assert!(empty.out.contains("llevas 0 de 4") && !empty.out.contains("ningún punto"), "{}", empty.out);
    let filled = template.out.replace("- Respuesta:", "- Respuesta: no aplica");
    let ran = checklist(&folder, &["--archivo", "-"], filled.as_bytes());
    assert_eq!(ran.code, Some(0), "{}", ran.out);
}

#[test]
fn a_program_speaks_against_a_claim() {
    let folder = folder("model");
    fs::write(folder.join("lista.md"), COMPLETE).expect("a file");
    fs::write(folder.join("modelo.py"), COLLAPSED).expect("a file");
    let ran = checklist(&folder, &["--archivo", "lista.md", "--modelo", "modelo.py", "--limite", "60"], b"");
    assert_eq!(ran.code, Some(1), "{}", ran.out);
    for part in [
        "error[sin-activacion]: marcaste que no omites activaciones, pero en la línea 12: dos capas lineales",
        "modelo.py:12:",
        "entre fc1 y fc2",
        "W = [[",
        "contradicho",
        "no hay ninguna activación propia",
    ] {
        assert!(flat(&ran.out).contains(part), "{part}:\n{}", ran.out);
    }
    let data = json(&checklist(
        &folder,
        &["--archivo", "lista.md", "--modelo", "modelo.py", "--limite", "60", "--formato", "json"],
        b"",
    ));
    assert_eq!((&data["puntos"][1]["codigo"]["dice"], &data["modelo"]), (&"en contra".into(), &"modelo.py".into()));
    assert_eq!(data["puntos"][1]["codigo"]["hallazgos"][0]["regla"], "sin-activacion");
}

#[test]
fn a_program_alone() {
    let folder = folder("alone");
    fs::write(folder.join("sano.py"), SOUND).expect("a file");
    let sound = checklist(&folder, &["--modelo", "sano.py", "--limite", "60"], b"");
    assert_eq!((sound.code, sound.err.as_str()), (Some(0), ""), "{}", sound.out);
    for part in [
        "la salida es ninguna y la pérdida nn.CrossEntropyLoss",
        "van juntas en clasificación binaria o clasificación multiclase",
        "leaky_relu(negative_slope=0.05",
        "Activation",
        "a favor",
    ] {
        assert!(flat(&sound.out).contains(part), "{part}:\n{}", sound.out);
    }
    let collapsed = checklist(&folder, &["--modelo", "-", "--limite", "60"], COLLAPSED.as_bytes());
    assert_eq!(collapsed.code, Some(1));
    assert!(
        collapsed.out.contains("en contra") && collapsed.out.contains("error[sin-activacion]"),
        "{}",
        collapsed.out
    );
    let broken = checklist(&folder, &["--modelo", "-", "--limite", "60"], b"x = 1 / 0\n");
    assert!(broken.code == Some(0) && broken.out.contains("no llega al final"), "{}{}", broken.out, broken.err);
}

#[test]
fn bad_input_is_one_line_and_code_2() {
    let folder = folder("bad");
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).expect("a file");
    write("vacia.md", b"");
    write("blancos.md", b" \n\n\t\n");
    write("binaria.md", &[0, 159, 146, 150, 255]);
    write("nulos.md", b"- [x] No omito activaciones\0\0");
    write("latin1.md", "- [x] Configuré los parámetros\n".chars().map(|c| c as u8).collect::<Vec<u8>>().as_slice());
    write("utf16.md", &"- [x] sí".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    write("enorme.md", &vec![b'a'; 5 << 20]);
    write("otra.md", b"# Compra\n- [x] leche\n- [ ] huevos\n");
    write("lista.md", COMPLETE.as_bytes());
    fs::create_dir(folder.join("carpeta")).expect("a folder");
    let cases: [(&[&str], &str); 17] = [
        (&["--archivo", "utf16.md"], "«utf16.md» no es"),
        (&["--archivo", "vacia.md"], "está vacío"),
        (&["--archivo", "blancos.md"], "está vacío"),
        (&["--archivo", "binaria.md"], "no es texto UTF-8"),
        (&["--archivo", "nulos.md"], "no es un archivo de texto"),
        (&["--archivo", "latin1.md"], "no es texto UTF-8 (línea 1)"),
        (&["--archivo", "enorme.md"], "es demasiado grande"),
        (&["--archivo", "otra.md"], "no encuentro ninguno de los puntos"),
        (&["--archivo", "carpeta"], "es una carpeta"),
        (&["--archivo", "nada.md"], "no existe el archivo"),
        (&["--archivo", "lista"], "pero sí «lista.md»"),
        (&["--archivo", "lista.md", "--modelo", "nada.py"], "no existe el archivo"),
        (&["--archivo", "lista.md", "--modelo", "carpeta"], "es una carpeta"),
        (&["--archivo", "-", "--modelo", "-"], "no pueden venir los dos"),
        (&["--archivo", "lista.md", "--plantilla"], "no puede ir con"),
        (&["--archivo"], "le falta su valor"),
        (&["--desde", "0"], "número entero entre 1 y 99"),
    ];
    for (arguments, said) in cases {
        let ran = checklist(&folder, arguments, b"");
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{arguments:?}: {}", ran.err);
        let messages = ran.err.lines().filter(|line| line.contains("error: ")).count();
        assert!(messages == 1 && ran.err.contains(said) && ran.err.contains("pista: "), "{arguments:?}: {}", ran.err);
    }
    assert!(!folder.join("progreso.json").exists(), "what cannot be read is not kept");
}

#[cfg(unix)]
#[test]
fn a_file_without_permission() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder("permission");
    let file = folder.join("lista.md");
    fs::write(&file, COMPLETE).expect("a file");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o0)).expect("ours");
    let ran = checklist(&folder, &["--archivo", "lista.md"], b"");
    // Who may read everything has permission.
    if fs::read(&file).is_err() {
        assert_eq!(ran.code, Some(2));
        assert!(ran.err.contains("no tienes permiso"), "{}", ran.err);
    } else {
        assert_eq!(ran.code, Some(0));
    }
}

#[test]
fn it_can_be_forgotten_and_taken_elsewhere() {
    let (here, there) = (folder("here"), folder("there"));
    checklist(&here, &["--archivo", "-"], COMPLETE.as_bytes());
    let progress = |folder: &Path, arguments: &[&str]| -> Ran {
        let arguments = [&["progreso", "--sin-color", "--ancho", "100"], arguments].concat();
        command(&arguments).env("ANTORCHA_DATOS", folder).stdin(Stdio::null()).output().expect("it starts").into()
    };
    assert!(progress(&here, &[]).out.contains("✔ 4 de 4"));
    let exported = here.join("viaje.json").display().to_string();
    progress(&here, &["--exportar", &exported]);
    checklist(&there, &["--archivo", "-"], b"- [ ] No omito activaciones en capas ocultas\n");
    let imported = progress(&there, &["--importar", &exported]);
    assert!(imported.out.contains("la lista de comprobación"), "{}{}", imported.out, imported.err);
    let kept = fs::read_to_string(there.join("progreso.json")).expect("kept");
    let kept: Value = serde_json::from_str(&kept).expect("JSON");
    assert_eq!(kept["lista"].as_object().map(serde_json::Map::len), Some(4));
    assert!(progress(&there, &["--reiniciar", "checklist", "--si"]).out.contains("la lista de comprobación"));
    assert!(progress(&there, &[]).out.contains("Todavía no has empezado"));
    checklist(&there, &["--archivo", "-", "--sin-progreso"], COMPLETE.as_bytes());
    assert!(progress(&there, &[]).out.contains("Todavía no has empezado"));
}

#[test]
fn the_template_looks_as_it_should() {
    let template = Ran::from(command(&["checklist", "--plantilla"]).output().expect("the binary starts")).out;
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/screens/checklist-plantilla.txt");
    if env::var_os("ANTORCHA_BLESS").is_some() {
        fs::write(&path, &template).expect("the folder of screens can be written");
    }
    assert_eq!(template, fs::read_to_string(&path).unwrap_or_default());
}
