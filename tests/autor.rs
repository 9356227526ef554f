//! `antorcha autor`: our own texts hold, what is started holds, each fault is told, and a teacher's folder takes the place of
//! ours.

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use common::Ran;
use serde_json::Value;

/// A folder of its own for a test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("autor").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn antorcha(folder: &Path, arguments: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_antorcha"));
    command.current_dir(folder).env("ANTORCHA_DATOS", folder.join("datos")).env_remove("ANTORCHA_LECCIONES");
    command.args(["--ancho", "100", "--sin-color"]).args(arguments).output().expect("the binary starts").into()
}

/// What a check of texts finds: each finding as `rule file:line message`.
fn findings(ran: &Ran) -> Vec<String> {
    let data: Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| unreachable!("{} {}", ran.out, ran.err));
    let findings = data["hallazgos"].as_array().expect("a list");
    assert_eq!(ran.code, Some(i32::from(!findings.is_empty())), "{}", ran.err);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let line = |one: &Value| {
        format!("{} {}:{} {}", text(&one["regla"]), text(&one["archivo"]), one["linea"], text(&one["mensaje"]))
    };
    findings.iter().map(line).collect()
}

#[test]
fn our_own_texts_hold() {
    let found = findings(&antorcha(&folder("nuestros"), &["autor", "comprobar", "--rapido", "--formato", "json"]));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What the student finds at first fails, and so does an empty file; each known mistake fails with its own message.
#[test]
#[ignore = "some hundred runs: `.ci/run` does it"]
fn every_mistake_of_ours_is_told() {
    let found = findings(&antorcha(&folder("errores"), &["autor", "comprobar", "--formato", "json"]));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A lesson and an exercise from the templates, in `curso`.
fn started(name: &str) -> PathBuf {
    let folder = folder(name);
    for arguments in [
        &["autor", "nueva", "mi-leccion", "--en", "curso"][..],
        &["autor", "nueva", "recorta", "--ejercicio", "--titulo", "Recorta lo negativo", "--en", "curso"],
    ] {
        let ran = antorcha(&folder, arguments);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert!(ran.out.contains("antorcha autor comprobar curso"), "{}", ran.out);
    }
    folder
}

#[test]
fn what_is_started_holds() {
    let folder = started("nueva");
    let whole = antorcha(&folder, &["autor", "comprobar", "curso"]);
    assert_eq!(whole.code, Some(0), "{}{}", whole.out, whole.err);
    assert!(whole.out.contains("✔ Todo bien: 1 lección, 1 pregunta y 1 ejercicio."), "{}", whole.out);
    let lesson = folder.join("curso/01-mi-leccion/leccion.md");
    fs::write(&lesson, "mía").expect("a file");
    for (arguments, said) in [
        (&["autor", "nueva", "mi-leccion", "--en", "curso"][..], "ya hay algo que se llama «mi-leccion»"),
        (&["autor", "nueva", "recorta", "--ejercicio", "--lecciones", "curso"], "ya hay algo"),
        (&["autor", "nueva", "Mi lección", "--en", "curso"], "no sirve de nombre"),
        (&["autor", "nueva", "../fuera", "--en", "curso"], "no sirve de nombre"),
    ] {
        let ran = antorcha(&folder, arguments);
        assert!(ran.code == Some(2) && ran.err.contains(said), "{arguments:?}: {}", ran.err);
    }
    assert_eq!(fs::read_to_string(&lesson).expect("it stays"), "mía");
    let title = "La \\derivada de \"ReLU\"\ny @leccion@";
    let strange = antorcha(&folder, &["autor", "nueva", "rara", "--titulo", title, "--en", "raras"]);
    assert_eq!(strange.code, Some(0), "{}", strange.err);
    let read = antorcha(&folder, &["lecciones", "--lecciones", "raras"]);
    assert!(
        read.code == Some(0) && read.out.contains("La \\derivada de 'ReLU' y @leccion@"),
        "{}{}",
        read.out,
        read.err
    );
    let next = antorcha(&folder, &["autor", "nueva", "otra", "--en", "curso"]);
    assert!(next.code == Some(0) && folder.join("curso/02-otra/leccion.md").is_file(), "{}", next.err);
}

/// A lesson that never ends is told, not waited for.
#[test]
#[ignore = "two minutes: `.ci/run` does it"]
fn what_never_ends_is_told() {
    let folder = started("sin-fin");
    let lesson = folder.join("curso/01-mi-leccion/leccion.md");
    let text = fs::read_to_string(&lesson).expect("a page").replace("print(x)", "while True: pass");
    fs::write(&lesson, text).expect("a file");
    let found = findings(&antorcha(&folder, &["autor", "comprobar", "curso", "--rapido", "--formato", "json"]));
    assert!(found.iter().any(|told| told.contains("esta celda no termina")), "{}", found.join("\n"));
}

/// A fault put into what the templates give, and what is said about it.
#[test]
fn each_fault_is_told() {
    let folder = started("faltas");
    let lesson = "curso/01-mi-leccion/leccion.md";
    let page = "curso/ejercicios/01-recorta/ejercicio.md";
    let [start, solution, cases] =
        ["inicio", "solucion", "pruebas"].map(|name| format!("curso/ejercicios/01-recorta/{name}.py"));
    for (file, from, to, expected) in [
        (
            lesson,
            "minutos = 10",
            "minutas = 10",
            "formato curso/01-mi-leccion/leccion.md:6 no conozco la clave `minutas`",
        ),
        (
            lesson,
            "requiere = []",
            "requiere = [\"otra\"]",
            "nombres curso/01-mi-leccion/leccion.md:5 no hay ninguna lección `otra`",
        ),
        (lesson, "print(x)", "print(z)", "codigo curso/01-mi-leccion/leccion.md:32 esta celda falla: NameError"),
        (
            lesson,
            "expresion = \"-x[0]\"",
            "expresion = \"0\"",
            "respuestas curso/01-mi-leccion/leccion.md:53 pregunta `negativo`: la respuesta de este error",
        ),
        (lesson, "por qué importa.", "por qué importa 0.77 veces.", "numeros curso/01-mi-leccion/leccion.md:21 «0.77»"),
        (
            lesson,
            "por qué importa.",
            "por que importa? La funcion.",
            "lengua curso/01-mi-leccion/leccion.md:21 a esta pregunta",
        ),
        (
            lesson,
            "# Lo que se",
            "# dato: 0.5 = 1 / 3\n# Lo que se",
            "numeros curso/01-mi-leccion/leccion.md:12 esta expresión da 0.333",
        ),
        (
            page,
            "# tensor([0., 0., 3.])",
            "# tensor([0., 0., 4.])",
            "codigo curso/ejercicios/01-recorta/ejercicio.md:15 aquí pone que da tensor([0., 0., 4.])",
        ),
        (
            page,
            "return x * (x > 0)",
            "return x * (x < 0)",
            "respuestas curso/ejercicios/01-recorta/ejercicio.md:32 esta otra manera no vale",
        ),
        (
            page,
            "return torch.where(x < 0, x, 0.0)",
            "return torch.where(x > 0, x, 0.0)",
            "al-reves: este error supera el ejercicio",
        ),
        (
            page,
            "checklist = 1",
            "checklist = 9",
            "nombres curso/ejercicios/01-recorta/ejercicio.md:8 la lista de comprobación no tiene ningún punto 9",
        ),
        (
            page,
            "1. Di en voz alta",
            "1. `return torch.where(x > 0, x, 0.0)`. Di en voz alta",
            "pistas curso/ejercicios/01-recorta/ejercicio.md:20 la pista 1",
        ),
        (
            page,
            "no_usa = [\"relu\"]",
            "no_usa = [\"where\"]",
            "respuestas curso/ejercicios/01-recorta/solucion.py:1 la solución no supera",
        ),
        (
            &start,
            "    ...",
            "    return torch.where(x > 0, x, 0.0)",
            "respuestas curso/ejercicios/01-recorta/inicio.py:1 el archivo de inicio ya",
        ),
        (&solution, "return", "retorna", "la solución no llega al final"),
        (
            &cases,
            "recorta(torch.tensor([-2.0, -0.5, 0.0, 1.0, 3.0]))",
            "x = 1",
            "formato curso/ejercicios/01-recorta/pruebas.py:1 este caso",
        ),
    ] {
        let path = folder.join(file);
        let text = fs::read_to_string(&path).expect("the template");
        assert!(text.contains(from), "{from}");
        fs::write(&path, text.replacen(from, to, 1)).expect("a file");
        // Only what must not pass needs the long way.
        let quick = (!expected.contains("supera") && !expected.contains("ya")).then_some("--rapido");
        let line = ["autor", "comprobar", "curso", "--formato", "json"].into_iter().chain(quick).collect::<Vec<_>>();
        let found = findings(&antorcha(&folder, &line));
        fs::write(&path, &text).expect("a file");
        let told = found.iter().any(|found| found.contains(expected));
        assert!(told, "{from} → {to}\n{expected}\n{}", found.join("\n"));
    }
}

#[test]
fn a_teachers_folder_takes_the_place_of_ours() {
    let folder = started("sustituye");
    let run = |line: &str| {
        let words: Vec<&str> = line.split(' ').chain(["--lecciones", "curso"]).collect();
        let ran = antorcha(&folder, &words);
        (ran.code, ran.out + &ran.err)
    };
    for (line, expected) in [
        ("lecciones", "1 lección, unos 10 minutos"),
        ("leccion 1", "MI LECCIÓN"),
        ("leccion mi-leccion --codigo", "x = torch.tensor([-2.0, 0.5, 3.0])"),
        ("practica iniciar tareas", "He escrito 1 ejercicio"),
        ("practica", "Recorta lo negativo"),
        ("practica siguiente recorta", "Escribe recorta(x)"),
        ("practica pista 1", "pista 1 de 3"),
        // What the folder lacks is ours.
        ("trampas", "sin-activacion"),
        ("ficha relu", "nn.ReLU"),
        ("glosario sesgo", "sesgo"),
        ("checklist --plantilla", "Verifica que"),
    ] {
        let (code, said) = run(line);
        assert!(code == Some(0) && said.contains(expected), "{line}: {code:?} {said}");
    }
    for (line, expected) in
        [("leccion comparar", "no conozco la lección «comparar»"), ("practica siguiente swish-beta", "swish-beta")]
    {
        let (code, said) = run(line);
        assert!(code == Some(2) && said.contains(expected), "{line}: {code:?} {said}");
    }
    let task = folder.join("tareas/01_recorta.py");
    assert_eq!(run("practica comprobar 1").0, Some(1), "the start does not pass");
    fs::create_dir_all(folder.join("entregas/ana")).expect("a folder");
    let solution = "import torch\n\n\ndef recorta(x):\n    return x.clamp(min=0)\n";
    for path in [task, folder.join("entregas/ana/01_recorta.py")] {
        fs::write(path, solution).expect("a file");
    }
    assert_eq!(run("practica comprobar 1").0, Some(0));
    let (code, said) = run("calificar entregas --formato json");
    assert!(
        code == Some(0) && said.contains("\"recorta\"") && said.contains("ana") && !said.contains("swish"),
        "{said}"
    );
    let mut by_variable = Command::new(env!("CARGO_BIN_EXE_antorcha"));
    by_variable.current_dir(&folder).env("ANTORCHA_LECCIONES", "curso").env("ANTORCHA_DATOS", folder.join("datos"));
    let listed = Ran::from(by_variable.arg("lecciones").output().expect("the binary starts"));
    assert!(listed.out.contains("Mi lección"), "{}{}", listed.out, listed.err);
}

#[test]
fn a_wrong_folder_is_told_in_a_line() {
    let folder = folder("mal");
    fs::create_dir_all(folder.join("vacia/fotos")).expect("a folder");
    fs::write(folder.join("archivo"), "").expect("a file");
    for command in [
        "lecciones",
        "leccion 1",
        "practica",
        "trampas",
        "ficha",
        "glosario",
        "checklist --plantilla",
        "autor comprobar",
    ] {
        for (place, said) in [
            ("nada", "no existe la carpeta de lecciones «nada»"),
            ("vacia", "en la carpeta «vacia» no hay lecciones"),
            ("archivo", "«archivo» no es una carpeta"),
        ] {
            let words: Vec<&str> = command.split(' ').chain(["--lecciones", place]).collect();
            let ran = antorcha(&folder, &words);
            assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{command}: {}", ran.err);
            assert!(ran.err.contains(said) && ran.err.contains("antorcha autor nueva"), "{command}: {}", ran.err);
            assert!(ran.err.lines().count() <= 4, "{command}: {}", ran.err);
        }
    }
}
