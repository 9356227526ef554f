//! `antorcha aula`: what students export becomes tables, and a broken file harms nobody.

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
};

use common::{Ran, command};

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("aula").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

fn antorcha(folder: &Path, arguments: &[&str]) -> Ran {
    let mut command = command(&["--ancho", "80", "--sin-color", "aula", "reunir"]);
    command.current_dir(folder).args(arguments).output().expect("the binary starts").into()
}

/// What a student exports who once answered wrong in the second lesson, and made a known mistake in an exercise.
fn exported(right: bool) -> String {
    format!(
        r#"{{"version": 1, "lista": {{"omitir": {{"resuelto": true}}}}, "lecciones": {{"comparar": {{
            "paso": 7, "total": 7, "terminada": true, "ultima_vez": 1790000000, "predicciones": {{"relu-valores": {{
                "acertada": {right}, "intentos": 1, "pistas": 0, "ultimo_error": "error-2", "ultima_vez": 1790000000}}}}}}}},
          "ejercicios": {{"relu-con-where": {{"intentos": 2, "errores": {{"valor-absoluto": 1}}}}}}}}"#
    )
}

#[test]
fn a_class_is_gathered() {
    let folder = folder("clase");
    fs::create_dir_all(folder.join("entregas/luis")).expect("a folder");
    fs::write(folder.join("entregas/ana, 3.º B.json"), exported(false)).expect("a file");
    fs::write(folder.join("entregas/luis/mi_progreso.json"), exported(false)).expect("a file");
    fs::write(folder.join("entregas/=eva.json"), exported(true)).expect("a file");
    fs::write(folder.join("entregas/roto.json"), "{").expect("a file");
    fs::write(folder.join("entregas/otro.json"), r#"{"version": 1, "alumnos": []}"#).expect("a file");
    fs::write(folder.join("entregas/futuro.json"), r#"{"version": 9}"#).expect("a file");
    fs::write(folder.join("entregas/leeme.txt"), "nada").expect("a file");
    let ran = antorcha(&folder, &["entregas", "--salida", "tablas"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for said in ["La clase: 3 alumnos", "ana, 3.º B", "2 de 3", "valor absoluto", "• 3 alumnos"] {
        assert!(ran.out.contains(said), "{said}\n{}", ran.out);
    }
    let warned = ran.err.split_whitespace().collect::<Vec<_>>().join(" ");
    for (file, why) in [("roto.json", "no es JSON"), ("otro.json", "no es un progreso"), ("futuro.json", "más nueva")]
    {
        assert!(warned.contains(file) && warned.contains(why), "{file}: {why}\n{}", ran.err);
    }
    let read = |name: &str| fs::read_to_string(folder.join("tablas").join(name)).expect("it was written");
    let students = read("alumnos.csv");
    assert!(students.contains("\n\"ana, 3.º B\",1,1,0,0,0,0,1,2026-09-21\n"), "{students}");
    assert!(students.contains("\n'=eva,1,1,1,1,0,0,1,2026-09-21\n"), "{students}");
    assert!(read("preguntas.csv").contains("mi_progreso,comparar,relu-valores,no,1,0,error-2,2026-09-21"));
    assert!(read("ejercicios.csv").contains("mi_progreso,relu-con-where,no,2,0,no,valor-absoluto,"));
    let summary: serde_json::Value = serde_json::from_str(&read("resumen.json")).expect("JSON");
    assert_eq!(summary["dificultades"][0]["fallan"], 3, "{summary}");
    assert_eq!(summary["rechazados"].as_array().map(Vec::len), Some(3));
    let first = read("resumen.json");
    antorcha(&folder, &["entregas", "--salida", "tablas"]);
    assert_eq!(first, read("resumen.json"), "the same files give the same bytes");
    let shown = antorcha(&folder, &["entregas/*.json", "--formato", "json"]).out;
    assert_eq!((first.matches("\"version\"").count(), shown.matches("\"version\"").count()), (1, 1), "{shown}");
    let data: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
    assert_eq!(data["alumnos"].as_array().map(Vec::len), Some(2), "{data}");
}

#[test]
fn nothing_to_gather_is_told() {
    let folder = folder("nada");
    for (arguments, said) in [(["no-existe"], "no existe"), (["."], "ningún progreso"), (["*.json"], "no existe")] {
        let ran = antorcha(&folder, &arguments);
        assert!(ran.code == Some(2) && ran.err.contains(said), "{arguments:?}\n{}", ran.err);
    }
}
