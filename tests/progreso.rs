//! The pages about the lessons and the progress, and the commands that carry it elsewhere, as a user meets them. The
//! lessons are those of `tests/lecciones/`. `ANTORCHA_BLESS=1 cargo test --test progreso` writes the screens anew.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{SystemTime, UNIX_EPOCH},
};

use serde_json::{Value, json};

/// A folder for one test, empty.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("progreso").join(test);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Exit code, standard output, standard error.
fn antorcha(data: &Path, line: &str) -> (Option<i32>, String, String) {
    let lessons = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/lecciones");
    let mut command = Command::new(env!("CARGO_BIN_EXE_antorcha"));
    let command = command.args(line.split_whitespace()).args(["--lecciones", lessons]).current_dir(data);
    let command = command.env("ANTORCHA_DATOS", data).env("NO_COLOR", "1").stdin(Stdio::null());
    let output = command.output().expect("the binary starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// What a command prints, when it ends well.
fn printed(data: &Path, line: &str) -> String {
    let (code, out, err) = antorcha(data, line);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{line}");
    out
}

/// Someone who is in the second lesson, since two hours ago.
fn begun(test: &str) -> PathBuf {
    let data = folder(test);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    let file = json!({"version": 1, "lecciones": {
        "recta": {"paso": 3, "total": 3, "terminada": true, "ultima_vez": now - 3 * 86_400 - 60, "predicciones":
            {"uno": {"acertada": true, "intentos": 2, "pistas": 2}, "dos": {"intentos": 1}}},
        "curva": {"paso": 1, "total": 2, "ultima_vez": now - 2 * 3600 - 60}
    }});
    fs::write(data.join("progreso.json"), file.to_string()).expect("a file");
    data
}

fn compare(name: &str, shown: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/screens").join(format!("{name}.txt"));
    if env::var_os("ANTORCHA_BLESS").is_some() {
        fs::write(&path, shown).expect("the folder of screens can be written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(shown == expected, "{} differs; it is now:\n{shown}", path.display());
}

#[test]
fn pages_look_as_they_should() {
    let (nobody, someone) = (folder("pages"), begun("pages-begun"));
    for (kind, options) in [
        ("40", "--ancho 40"),
        ("80", "--ancho 80"),
        ("120", "--ancho 120"),
        ("80-color", "--ancho 80 --color siempre"),
        ("80-ascii", "--ancho 80 --ascii"),
        ("80-accesible", "--ancho 80 --accesible"),
    ] {
        for (page, command) in [("inicio", ""), ("lecciones", "lecciones"), ("progreso", "progreso")] {
            let line = format!("{command} {options}");
            compare(&format!("{page}-vacio.{kind}"), &printed(&nobody, &line));
            compare(&format!("{page}.{kind}"), &printed(&someone, &line));
        }
    }
    assert!(fs::read_dir(&nobody).expect("the folder").next().is_none(), "looking writes nothing");
}

#[test]
fn json_has_the_same() {
    let data = begun("json");
    let json = |line| serde_json::from_str::<Value>(&printed(&data, line)).expect("JSON");
    let lessons = json("lecciones --formato json");
    assert_eq!((&lessons["version"], &lessons["lecciones"][1]["requiere"]), (&json!(1), &json!(["recta"])));
    assert_eq!(lessons["lecciones"][0]["progreso"]["predicciones"]["uno"]["pistas"], 2);
    assert_eq!(json("progreso --formato json")["progreso"]["lecciones"]["curva"]["paso"], 1);
    assert_eq!(json("progreso --formato json --sin-progreso")["progreso"]["lecciones"], json!({}));
}

#[test]
fn progress_travels() {
    let (here, there) = (begun("here"), folder("there"));
    let exported = printed(&here, "progreso --exportar");
    assert!(exported.contains("\"recta\""));
    let file = there.join("viaje.json");
    printed(&here, &format!("progreso --exportar {}", file.display()));
    assert_eq!(fs::read_to_string(&file).expect("a file"), exported);
    assert!(printed(&there, "progreso --importar viaje.json").contains("Nuevo: «curva», «recta»."));
    assert!(printed(&there, "progreso --importar viaje.json").contains("No había nada que cambiar."));
    assert_eq!(printed(&there, "progreso"), printed(&here, "progreso"));
    assert!(printed(&there, "progreso --reiniciar recta --si").contains("Olvidado: «recta»."));
    assert!(printed(&there, "progreso --importar viaje.json --sustituir --si").contains("Nuevo: «recta»."));
    printed(&there, "progreso --reiniciar --si");
    assert_eq!(printed(&there, "progreso"), printed(&folder("nobody"), "progreso"));
}

#[test]
fn what_cannot_be_done_is_told_in_a_line() {
    let data = begun("wrong");
    fs::write(data.join("mi_red.py"), "import torch\n").expect("a file");
    let cases = [
        ("progreso --reiniciar", 2, "no puedo preguntarte"),
        ("progreso --importar progreso.json --sustituir", 2, "no puedo preguntarte"),
        ("progreso --reiniciar kurva --si", 2, "¿quisiste decir curva?"),
        ("progreso --importar nada.json", 2, "no existe"),
        ("progreso --importar .", 2, "es una carpeta"),
        ("progreso --importar mi_red.py", 2, "no es JSON (línea 1, columna 1)"),
        ("progreso --importar", 2, "le falta su valor"),
        ("progreso --importar -", 2, "está vacío"),
        ("progreso --exportar mi_red.py", 2, "ya existe"),
        ("progreso --exportar --sin-progreso", 2, "no hay nada que guardar"),
        ("progreso --sustituir", 2, "falta --importar"),
        ("progreso --exportar a.json --reiniciar", 2, "no puede ir con"),
        ("manual progresa", 2, "¿quisiste decir progreso?"),
        ("completar csh", 2, "puede ser bash, elvish, fish, powershell, zsh"),
    ];
    let before = fs::read(data.join("progreso.json")).expect("a file");
    for (line, code, said) in cases {
        let (ended, out, err) = antorcha(&data, &format!("{line} --ancho 200"));
        assert_eq!((ended, out.as_str()), (Some(code), ""), "{line}: {err}");
        assert!(err.contains("error: ") && err.contains(said) && err.contains("pista: "), "{line}: {err}");
    }
    assert_eq!(fs::read(data.join("progreso.json")).expect("a file"), before);
}

#[test]
fn a_strange_file_is_told_and_the_page_still_shows() {
    let data = folder("strange");
    fs::write(data.join("progreso.json"), "{").expect("a file");
    let (code, out, err) = antorcha(&data, "--ancho 200");
    assert!(
        code == Some(0) && out.contains("recta") && err.contains("aviso: ") && err.contains("progreso.dañado-1.json")
    );
    assert_eq!(printed(&data, ""), printed(&folder("strange-nobody"), ""), "told once");
    fs::write(data.join("progreso.json"), r#"{"version":2}"#).expect("a file");
    let (code, _, err) = antorcha(&data, "progreso --reiniciar --si");
    assert!(code == Some(3) && err.contains("más nueva"), "{err}");
}

#[test]
fn shells_and_man_get_spanish() {
    let data = folder("shells");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = printed(&data, &format!("completar {shell}"));
        assert!(script.contains("progreso") && script.contains("sin-progreso"), "{shell}");
        assert!(shell == "bash" || script.contains("La ayuda") || script.contains("Muestra esta ayuda"), "{shell}");
        assert!(!script.contains("Where a person reads"), "{shell}: what is said for who reads the source");
    }
    for line in ["manual", "manual progreso", "manual ejecutar"] {
        let page = printed(&data, line);
        assert!(
            [".SH NOMBRE", ".SH SINOPSIS", ".SH DESCRIPCIÓN"].iter().all(|heading| page.contains(heading)),
            "{line}"
        );
        for english in ["SYNOPSIS", "OPTIONS", "SUBCOMMANDS", "Possible values", "[default", "VERSION", "`"] {
            assert!(!page.replace("`\\", "").contains(english), "{line}: {english}\n{page}");
        }
    }
}
