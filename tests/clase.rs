//! What `docs/clase.es.md` says is what happens: its commands are run, and those of its examples for services as well.
#![cfg(unix)]

mod common;

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use antorcha::{content::Library, exercise::Exercises};

const PAGE: &str = include_str!("../docs/clase.es.md");

/// The fenced blocks whose first line says this.
fn blocks(info: &str) -> Vec<String> {
    let mut parts = PAGE.split("\n```");
    parts.next();
    let blocks = parts.step_by(2).filter_map(|block| block.split_once('\n'));
    blocks.filter(|(first, _)| *first == info).map(|(_, body)| body.to_owned()).collect()
}

fn block(info: &str) -> String {
    let mut found = blocks(info);
    assert_eq!(found.len(), 1, "{info}");
    found.remove(0)
}

/// A folder with the class that the page shows (a folder, an archive, a loose file), the exercises of one student, and
/// exported progress.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("clase").join(name);
    let _ = fs::remove_dir_all(&folder);
    let exercises = Exercises::read(&Library::embedded()).expect("the exercises are right");
    for place in ["entregas/Ana Pérez", "ejercicios"] {
        fs::create_dir_all(folder.join(place)).expect("a folder");
        for exercise in exercises.iter().take(2) {
            fs::write(folder.join(place).join(exercise.file_name()), &exercise.solution).expect("a file");
        }
    }
    let first = exercises.iter().next().expect("there are some");
    fs::write(folder.join("entregas/eva_relu_con_where.py"), &first.solution).expect("a file");
    let mut archive = zip::ZipWriter::new(fs::File::create(folder.join("entregas/luis.zip")).expect("a file"));
    archive.start_file(first.file_name(), zip::write::SimpleFileOptions::default()).expect("a member");
    archive.write_all(first.solution.as_bytes()).expect("it is written");
    archive.finish().expect("it is written");
    fs::create_dir_all(folder.join("progresos")).expect("a folder");
    let progress = r#"{"version": 1, "lecciones": {}, "ejercicios": {}, "lista": {}}"#;
    fs::write(folder.join("progresos/ana.json"), progress).expect("a file");
    folder
}

/// Runs a script where `antorcha` is on the path.
fn bash(folder: &Path, script: &str, settings: &[(&str, &str)]) -> Output {
    let binary = Path::new(env!("CARGO_BIN_EXE_antorcha")).parent().expect("a folder");
    let path = format!("{}:{}", binary.display(), env::var("PATH").unwrap_or_default());
    let mut command = Command::new("bash");
    command
        .args(["-eu", "-c", script])
        .current_dir(folder)
        .env("PATH", path)
        .env("ANTORCHA_DATOS", folder.join("datos"));
    command.envs(settings.iter().copied()).output().expect("bash starts")
}

fn succeeds(folder: &Path, script: &str, settings: &[(&str, &str)]) {
    let output = bash(folder, script, settings);
    assert!(output.status.success(), "{script}\n{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn its_commands_work() {
    let folder = folder("ordenes");
    for script in blocks("sh") {
        succeeds(&folder, &script, &[]);
    }
    let table = fs::read_to_string(folder.join("resultados/resultado.csv")).expect("it was written");
    for row in [
        "Ana Pérez,relu-con-where,superado,",
        "Ana Pérez,relu-con-clamp,superado,",
        "luis,relu-con-where,superado,",
        "luis,relu-con-clamp,sin entregar,",
        "eva,relu-con-where,superado,",
    ] {
        assert!(table.contains(row), "{row}\n{table}");
    }
    for file in ["resultado.csv", "resultado.json", "junit.xml", "alumnos/luis.json", "alumnos/luis.gradescope.json"] {
        assert!(folder.join("resultados").join(file).is_file(), "{file}");
    }
    for file in ["alumnos.csv", "preguntas.csv", "ejercicios.csv", "resumen.json"] {
        assert!(folder.join("tablas").join(file).is_file(), "{file}");
    }
}

/// The lines of a service's file that call Antorcha.
fn steps(file: &str) -> Vec<String> {
    let line = |line: &str| line.trim_start().trim_start_matches("- ").trim_start_matches("run: ").to_owned();
    file.lines().map(line).filter(|line| line.starts_with("antorcha ")).collect()
}

#[test]
fn services_get_their_results() {
    for (name, info) in [("github", "yaml .github/workflows/ejercicios.yml"), ("gitlab", "yaml .gitlab-ci.yml")] {
        let (folder, file) = (folder(name), block(info));
        let steps = steps(&file);
        assert_eq!(steps.len(), 1, "{info}");
        succeeds(&folder, &steps[0], &[]);
        assert!(folder.join("resultados/junit.xml").is_file() && file.contains("resultados"));
        // Who has not passed sees a failed run, and its results all the same.
        fs::write(folder.join("ejercicios/01_relu_con_where.py"), "").expect("a file");
        assert_eq!(bash(&folder, &steps[0], &[]).status.code(), Some(1), "{info}");
        let junit = fs::read_to_string(folder.join("resultados/junit.xml")).expect("it was written");
        assert!(junit.contains("<failure"), "{junit}");
        assert!(!file.contains('\t') && file.lines().all(|line| (line.len() - line.trim_start().len()) % 2 == 0));
    }
}

#[test]
fn every_task_of_an_array_grades_one() {
    let (folder, script) = (folder("slurm"), block("bash calificar.slurm"));
    for (task, student) in [("1", "Ana Pérez"), ("2", "eva"), ("3", "luis")] {
        succeeds(&folder, &script, &[("SLURM_ARRAY_TASK_ID", task)]);
        let results = folder.join("resultados").join(task).join("alumnos");
        assert!(results.join(format!("{student}.json")).is_file(), "{student}");
    }
}

#[test]
fn gradescope_finds_its_file() {
    let folder = folder("gradescope");
    let script = block("bash run_autograder").replace("/tmp/calificar", "calificar");
    succeeds(&folder, &script, &[("ENTREGA", "ejercicios"), ("RESULTADO", ".")]);
    let results: serde_json::Value =
        serde_json::from_slice(&fs::read(folder.join("results.json")).expect("it was written")).expect("JSON");
    assert!(results["tests"].as_array().is_some_and(|tests| tests.len() == 2), "{results}");
}
