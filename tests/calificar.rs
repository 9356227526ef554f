//! `antorcha calificar`: whatever students hand in, each gets the right grade, and the same bytes every time.

mod common;

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use antorcha::{
    content::Library,
    exercise::{Exercise, Exercises},
};
use common::{Ran, command};

fn exercise(id: &str) -> Exercise {
    let exercises = Exercises::read(&Library::embedded()).expect("the exercises are right");
    exercises.find(id).expect("there is one").clone()
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("calificar").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// What a kind of student hands in for the first exercise, and how it stands.
fn kinds(exercise: &Exercise) -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let flood = format!("print('a' * 10**7)\n{}", exercise.solution);
    vec![
        ("bien", exercise.solution.clone().into_bytes(), "superado"),
        ("windows", exercise.solution.replace('\n', "\r\n").into_bytes(), "superado"),
        ("mucha-salida", flood.into_bytes(), "superado"),
        ("inicio", exercise.start.clone().into_bytes(), "no superado"),
        ("error-tipico", exercise.mistakes[0].program.clone().into_bytes(), "no superado"),
        ("vacio", Vec::new(), "no superado"),
        ("sale", b"import sys\nsys.exit(0)\n".to_vec(), "no superado"),
        ("sintaxis", b"def f(x:\n".to_vec(), "error"),
        ("sin-fin", b"while True:\n    pass\n".to_vec(), "sin tiempo"),
        (
            "atrapa",
            b"while True:\n    try:\n        while True: pass\n    except BaseException: pass\n".to_vec(),
            "sin tiempo",
        ),
        ("memoria", b"x = [0] * 10**12\n".to_vec(), "sin memoria"),
        ("binario", vec![0xff, 0xfe, 0x00], "ilegible"),
    ]
}

/// A class: several students of each kind, with names that need quoting, and one in a folder of its own.
fn class(name: &str, exercise: &Exercise, of_each: usize) -> (PathBuf, BTreeMap<String, &'static str>) {
    let (folder, mut expected) = (folder(name), BTreeMap::new());
    for (kind, bytes, status) in kinds(exercise) {
        for number in 0..of_each {
            let student = format!("{kind}, \u{201c}ñ\u{201d} {number}");
            fs::create_dir_all(folder.join(&student)).expect("a folder");
            fs::write(folder.join(&student).join(exercise.file_name()), &bytes).expect("a file");
            expected.insert(student, status);
        }
    }
    fs::create_dir_all(folder.join("nada")).expect("a folder");
    expected.insert("nada".to_owned(), "sin entregar");
    (folder, expected)
}

fn grading(class: &Path, results: &Path) -> Command {
    let paths = [class.display().to_string(), results.display().to_string()];
    command(&["calificar", &paths[0], "--ejercicios", "1", "--limite", "3", "--memoria", "300", "--salida", &paths[1]])
}

fn grade(class: &Path, results: &Path) -> Ran {
    grading(class, results).output().expect("the binary starts").into()
}

/// Begins to grade, and ends the process as soon as so many students are done: the files of those.
fn cut_short(class: &Path, results: &Path, done: usize) -> Vec<PathBuf> {
    let mut running = grading(class, results).stdout(Stdio::null()).spawn().expect("the binary starts");
    let kept = || -> Vec<PathBuf> {
        let entries = fs::read_dir(results.join("alumnos")).into_iter().flatten();
        let paths = entries.map(|entry| entry.expect("an entry").path());
        paths.filter(|path| path.extension().is_some_and(|ending| ending == "json")).collect()
    };
    while kept().len() < done {
        assert!(running.try_wait().expect("it runs").is_none(), "it ended before it was cut short");
        thread::sleep(Duration::from_millis(20));
    }
    running.kill().expect("it runs");
    running.wait().expect("it ends");
    assert!(!results.join("resultado.json").exists());
    kept()
}

/// Every file of a folder by its name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            files.extend(self::files(&entry));
        } else {
            let name = entry.file_name().expect("a name").to_string_lossy().into_owned();
            files.insert(name, fs::read(&entry).expect("a file"));
        }
    }
    files
}

#[test]
fn everybody_gets_the_right_grade_twice() {
    let exercise = exercise("1");
    let (class, expected) = class("clase", &exercise, 1);
    let (first, second) = (folder("uno"), folder("dos"));
    let ran = grade(&class, &first);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let report: serde_json::Value =
        serde_json::from_slice(&fs::read(first.join("resultado.json")).expect("it was written")).expect("JSON");
    let students = report["alumnos"].as_array().expect("students");
    let found: BTreeMap<String, &str> = students
        .iter()
        .map(|student| {
            let status = student["ejercicios"][0]["estado"].as_str().expect("a status");
            (student["alumno"].as_str().expect("a name").to_owned(), status)
        })
        .collect();
    assert_eq!(found, expected);
    assert_eq!(grade(&class, &second).code, Some(0));
    assert_eq!(files(&first), files(&second));
    let csv = String::from_utf8(fs::read(first.join("resultado.csv")).expect("a table")).expect("UTF-8");
    assert_eq!(csv.lines().count(), expected.len() + 1);
    assert!(csv.contains("\"bien, “ñ” 0\",relu-con-where,superado,"), "{csv}");
}

#[test]
fn a_run_that_was_cut_short_goes_on() {
    let exercise = exercise("1");
    let (class, expected) = class("cortada", &exercise, 1);
    let (whole, cut) = (folder("entera"), folder("a-medias"));
    assert_eq!(grade(&class, &whole).code, Some(0));
    let done = cut_short(&class, &cut, expected.len() / 2);
    // One of them is damaged, as after a power cut; the others are not graded again.
    let (damaged, good) = done.split_first().expect("some are done");
    let bytes = fs::read(damaged).expect("a file");
    fs::write(damaged, &bytes[..bytes.len() / 2]).expect("a file");
    let written = |path: &PathBuf| fs::metadata(path).and_then(|kind| kind.modified()).expect("a file");
    let before: Vec<_> = good.iter().map(written).collect();
    assert_eq!(grade(&class, &cut).code, Some(0));
    assert_eq!(before, good.iter().map(written).collect::<Vec<_>>());
    assert_eq!(files(&whole), files(&cut));
}

#[test]
fn files_side_by_side_belong_to_whom_they_name() {
    let (relu, clamp) = (exercise("relu-con-where"), exercise("relu-con-clamp"));
    let folder = folder("planas");
    for (file, source) in [
        ("ana_relu_con_where.py", &relu.solution),
        ("ana_02_relu_con_clamp.py", &clamp.solution),
        ("Peña_relu_con_where.py", &relu.start),
    ] {
        fs::write(folder.join(file), source).expect("a file");
    }
    let arguments = ["calificar", &folder.display().to_string(), "--ejercicios", "1,2", "--formato", "json"];
    let ran = Ran::from(command(&arguments).output().expect("it starts"));
    assert_eq!(ran.out.matches("\"version\"").count(), 1, "{}", ran.out);
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let status = |student: usize, exercise: usize| &report["alumnos"][student]["ejercicios"][exercise]["estado"];
    assert_eq!((&report["alumnos"][0]["alumno"], &report["alumnos"][1]["alumno"]), (&"ana".into(), &"Peña".into()));
    assert_eq!((status(1, 0), status(1, 1)), (&"no superado".into(), &"sin entregar".into()));
    assert_eq!((status(0, 0), status(0, 1)), (&"superado".into(), &"superado".into()));
    let strict = command(&[&arguments[..], &["--estricto"]].concat()).output().expect("it starts");
    assert_eq!((ran.code, strict.status.code()), (Some(0), Some(1)));
}

/// What some hand-ins are graded as: `student exercise status`.
fn graded(paths: &[PathBuf], options: &[&str]) -> Vec<String> {
    let paths: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
    let mut arguments: Vec<&str> = vec!["calificar", "--formato", "json"];
    arguments.extend(paths.iter().map(String::as_str).chain(options.iter().copied()));
    let ran = Ran::from(command(&arguments).output().expect("it starts"));
    let report: serde_json::Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| unreachable!("{}", ran.err));
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let mut rows = Vec::new();
    for student in report["alumnos"].as_array().expect("students") {
        for grade in student["ejercicios"].as_array().expect("grades") {
            let told = [&student["alumno"], &grade["ejercicio"], &grade["estado"]].map(text);
            rows.push(told.join(" "));
        }
    }
    rows
}

#[test]
fn files_named_one_by_one_belong_to_their_students() {
    let (relu, clamp) = (exercise("relu-con-where"), exercise("relu-con-clamp"));
    let folder = folder("una-a-una");
    let files = [("eva_relu_con_where.py", &relu.solution), ("eva_relu_con_clamp.py", &clamp.solution)];
    let paths = files.map(|(file, source)| {
        fs::write(folder.join(file), source).expect("a file");
        folder.join(file)
    });
    let expected = ["eva relu-con-where superado", "eva relu-con-clamp superado"];
    assert_eq!(graded(&paths, &["--ejercicios", "1,2"]), expected);
    assert_eq!(graded(&[folder], &["--ejercicios", "1,2"]), expected);
}

/// One solution that was left beside the students' folders makes no student of the class.
#[test]
fn a_stray_file_is_not_the_class() {
    let relu = exercise("relu-con-where");
    let folder = folder("suelta");
    for student in ["ana", "luis"] {
        fs::create_dir_all(folder.join(student)).expect("a folder");
        fs::write(folder.join(student).join(relu.file_name()), &relu.solution).expect("a file");
    }
    fs::write(folder.join("01_relu_con_where.py"), &relu.start).expect("a file");
    let rows = graded(&[folder], &["--ejercicios", "1"]);
    assert_eq!(
        rows,
        ["01_relu_con_where relu-con-where no superado", "ana relu-con-where superado", "luis relu-con-where superado"]
    );
}

/// A teacher's exercises whose names stand in each other's, and a change of what is asked for.
#[test]
fn files_go_to_the_exercise_that_they_name() {
    let folder = folder("nombres");
    let lessons = folder.join("curso").display().to_string();
    for id in ["recorta", "recorta-dos"] {
        let arguments = ["autor", "nueva", id, "--ejercicio", "--en", &lessons];
        assert!(command(&arguments).status().expect("it starts").success());
    }
    let solution = fs::read_to_string(folder.join("curso/ejercicios/01-recorta/solucion.py")).expect("a file");
    fs::create_dir_all(folder.join("ana")).expect("a folder");
    fs::write(folder.join("ana/01_recorta.py"), &solution).expect("a file");
    fs::write(folder.join("ana/02_recorta_dos.py"), "").expect("a file");
    let results = folder.join("resultados").display().to_string();
    let options = ["--lecciones", &lessons, "--salida", &results, "--ejercicios", "recorta"];
    assert_eq!(graded(&[folder.join("ana")], &options), ["ana recorta superado"]);
    let page = folder.join("curso/ejercicios/01-recorta/ejercicio.md");
    let text = fs::read_to_string(&page).expect("a page").replace("no_usa = [\"relu\"]", "no_usa = [\"where\"]");
    fs::write(&page, text).expect("a file");
    assert_eq!(graded(&[folder.join("ana")], &options), ["ana recorta no superado"], "what was kept is not taken");
}

#[test]
fn hand_ins_that_are_none_are_told() {
    let relu = exercise("relu-con-where");
    let folder = folder("trampas");
    let mut archive = zip::ZipWriter::new(fs::File::create(folder.join("bomba.zip")).expect("a file"));
    let packed = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for number in 0..40 {
        archive.start_file(format!("{number}.py"), packed).expect("a member");
        archive.write_all(&vec![b'#'; 3 << 20]).expect("it is written");
    }
    archive.finish().expect("it is written");
    fs::create_dir_all(folder.join("ana")).expect("a folder");
    fs::write(folder.join("ana").join(relu.file_name()), &relu.solution).expect("a file");
    #[cfg(unix)]
    {
        fs::create_dir_all(folder.join("luis")).expect("a folder");
        let link = folder.join("luis").join(relu.file_name());
        std::os::unix::fs::symlink(folder.join("ana").join(relu.file_name()), link).expect("a link");
    }
    let linked = cfg!(unix).then_some("luis relu-con-where ilegible");
    let expected: Vec<&str> =
        ["ana relu-con-where superado", "bomba relu-con-where ilegible"].into_iter().chain(linked).collect();
    assert_eq!(graded(&[folder], &["--ejercicios", "1"]), expected);
}

/// A broken archive was handed in all the same; the results of an earlier run were not.
#[test]
fn what_is_handed_in_is_told_from_what_is_not() {
    let relu = exercise("relu-con-where");
    let folder = folder("entregado");
    fs::write(folder.join("malo.zip"), "basura").expect("a file");
    fs::create_dir_all(folder.join("ana")).expect("a folder");
    fs::write(folder.join("ana").join(relu.file_name()), &relu.solution).expect("a file");
    let results = folder.join("resultados").display().to_string();
    let expected = [
        "ana relu-con-where superado",
        "ana relu-con-clamp sin entregar",
        "malo relu-con-where ilegible",
        "malo relu-con-clamp ilegible",
    ];
    for _ in 0..2 {
        let options = ["--ejercicios", "1,2", "--salida", &results];
        assert_eq!(graded(std::slice::from_ref(&folder), &options), expected);
    }
    let other = graded(&[folder.join("ana")], &["--ejercicios", "2"]);
    assert_eq!(other, ["ana relu-con-clamp sin entregar"], "another exercise's file is not taken for this one's");
}

/// Students whose names differ in what file names cannot hold, and one who raises what XML cannot.
#[test]
fn strange_names_and_texts_spoil_nothing() {
    let relu = exercise("relu-con-where");
    let (class, results) = (folder("nombres-raros"), folder("nombres-raros-notas"));
    for student in ["ana (1)", "ana [1]", "se va"] {
        fs::create_dir_all(class.join(student)).expect("a folder");
        fs::write(class.join(student).join(relu.file_name()), "raise Exception('\\uffff')\n").expect("a file");
    }
    let options = ["--ejercicios", "1", "--salida", &results.display().to_string()];
    assert_eq!(graded(std::slice::from_ref(&class), &options).len(), 3);
    // Who has left the class leaves the results as well; what is not ours stays.
    fs::write(results.join("alumnos/mio.json"), "{}").expect("a file");
    fs::remove_dir_all(class.join("se va")).expect("a folder");
    assert_eq!(graded(&[class], &options).len(), 2);
    assert!(results.join("alumnos/mio.json").is_file() && !results.join("alumnos/se va.json").exists());
    let files = files(&results);
    assert_eq!(files.keys().filter(|name| name.contains("gradescope")).count(), 2, "{:?}", files.keys());
    let junit = String::from_utf8(files["junit.xml"].clone()).expect("text");
    assert!(junit.contains("<error") && !junit.contains('\u{ffff}'), "{junit}");
}

#[test]
fn what_was_put_aside_is_not_graded() {
    let relu = exercise("relu-con-where");
    let folder = folder("apartadas");
    fs::write(folder.join("01_relu_con_where.anterior.py"), &relu.start).expect("a file");
    fs::write(folder.join("01_relu_con_where.py"), &relu.solution).expect("a file");
    let ran = command(&["calificar", &folder.display().to_string(), "--ejercicios", "1", "--estricto"]).output();
    assert_eq!(ran.expect("it starts").status.code(), Some(0));
}

/// An exercise that asks for a review gets one: this file passes its cases and falls into a trap all the same.
#[test]
fn the_project_is_reviewed() {
    let project = exercise("proyecto-anillo");
    assert!(project.front.review);
    let trap =
        "import torch\nfrom torch import nn\n_ = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 1))(torch.ones(1, 2))\n";
    let folder = folder("revisada");
    fs::write(folder.join(project.file_name()), format!("{}\n{trap}", project.solution)).expect("a file");
    let arguments =
        ["calificar", &folder.display().to_string(), "--ejercicios", "31", "--limite", "300", "--formato", "json"];
    let ran = Ran::from(command(&arguments).output().expect("it starts"));
    let report: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    let grade = &report["alumnos"][0]["ejercicios"][0];
    assert_eq!(grade["estado"], "no superado", "{grade}");
    assert!(grade["detalle"].as_str().is_some_and(|told| told.contains("sin-activacion")), "{grade}");
}

#[test]
fn what_cannot_be_graded_is_told() {
    let empty = folder("vacia");
    for (path, said) in [(empty.join("no-existe"), "no existe"), (empty, "no hay ninguna entrega")] {
        let ran = Ran::from(command(&["calificar", &path.display().to_string()]).output().expect("it starts"));
        assert_eq!(ran.code, Some(2), "{}", ran.out);
        assert!(ran.err.contains(said), "{}", ran.err);
    }
}

/// Two hundred students, graded at once and in two runs; some minutes.
#[test]
#[ignore = "two hundred students take minutes: `.ci/run` does it"]
fn two_hundred_students() {
    let exercise = exercise("1");
    let (class, expected) = class("doscientos", &exercise, 17);
    assert!(expected.len() > 200);
    let (first, second) = (folder("doscientos-uno"), folder("doscientos-dos"));
    assert_eq!(grade(&class, &first).code, Some(0));
    assert!(cut_short(&class, &second, expected.len() / 2).len() < expected.len());
    assert_eq!(grade(&class, &second).code, Some(0));
    assert_eq!(files(&first), files(&second));
}
