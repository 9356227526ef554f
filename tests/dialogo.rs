//! A lesson at a pseudo-terminal, typed at as a student does.
#![cfg(unix)]

mod common;

use std::{path::PathBuf, process::Command, time::Duration};

use expectrl::{
    ControlCode, Eof, Expect, Regex,
    process::unix::{Signal, WaitStatus},
    session::OsSession,
};

/// A folder for the progress of one test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("antorcha-dialogo-{name}-{}", std::process::id()));
        drop(std::fs::remove_dir_all(&path));
        Self(path)
    }

    /// The first lesson, with these arguments added.
    fn lesson(&self, arguments: &[&str]) -> Student {
        self.opens(&["leccion", "1"], arguments)
    }

    /// A command, with these arguments added.
    fn opens(&self, words: &[&str], arguments: &[&str]) -> Student {
        let mut command = Command::new(env!("CARGO_BIN_EXE_antorcha"));
        command.args(words).args(["--sin-color", "--ancho", "80"]).args(arguments);
        self.session(command)
    }

    /// The second lesson from a shell, which tells afterwards how it found its terminal.
    fn shell(&self, arguments: &str) -> Student {
        let binary = env!("CARGO_BIN_EXE_antorcha");
        let mut command = Command::new("sh");
        command.args(["-c", &format!("stty sane; '{binary}' leccion {arguments} --sin-color; stty -a; echo FIN")]);
        self.session(command)
    }

    fn session(&self, mut command: Command) -> Student {
        command.env("ANTORCHA_DATOS", &self.0).env("TERM", "xterm").env_remove("COLUMNS");
        let mut session = OsSession::spawn(command).expect("the binary starts");
        session.set_expect_timeout(Some(Duration::from_mins(1)));
        Student(session)
    }

    fn kept(&self) -> serde_json::Value {
        let text = std::fs::read_to_string(self.0.join("progreso.json")).expect("the progress");
        serde_json::from_str(&text).expect("JSON")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

/// Someone at the keyboard.
struct Student(OsSession);

impl Student {
    fn sees(&mut self, text: &str) {
        if let Err(error) = self.0.expect(text) {
            unreachable!("«{text}» never came: {error}");
        }
    }

    fn types(&mut self, line: &str) {
        // A terminal sends a carriage return.
        self.0.send(format!("{line}\r")).expect("the keys arrive");
    }

    fn window(&mut self, columns: u16) {
        self.0.get_process_mut().set_window_size(columns, 50).expect("the window has another size");
    }

    /// The columns of the next plot's horizontal axis.
    fn axis(&mut self) -> usize {
        let found = self.0.expect(Regex("└[─┬]+")).expect("a plot");
        String::from_utf8_lossy(found.get(0).unwrap_or_default()).chars().count()
    }

    /// What a shell finds after the lesson: how to go on was told, and the terminal is as it was.
    fn finds_the_terminal(mut self, told: &str) {
        self.sees(told);
        let modes = self.0.expect("FIN").expect("the shell goes on");
        let modes = String::from_utf8_lossy(modes.before()).into_owned();
        for mode in ["icanon", "echo", "isig", "icrnl", "opost"] {
            assert!(modes.split_whitespace().any(|word| word == mode), "{mode} in {modes}");
        }
        self.leaves();
    }

    fn leaves(self) {
        self.leaves_with(0);
    }

    fn leaves_with(mut self, code: i32) {
        self.0.expect(Eof).expect("it ends");
        let ended = self.0.get_process().wait();
        assert!(matches!(ended, Ok(WaitStatus::Exited(_, ended)) if ended == code), "{ended:?}");
    }
}

#[test]
fn a_lesson_is_answered() {
    let folder = Folder::new("respuestas");
    let mut student = folder.lesson(&[]);
    student.sees("COMPARAR ACTIVACIONES");
    student.sees("Enter para seguir");
    student.types("");
    student.sees("Paso 1 de");
    student.sees("? Las dos capas");
    student.types("");
    student.sees("No has escrito nada");
    student.types("-1");
    student.sees("término independiente");
    student.sees("te quedan 3");
    student.types("pista");
    student.sees("pista 1 de 3");
    student.types("1,2,3");
    student.sees("varias maneras");
    student.types("ayuda");
    student.sees("volver al paso anterior");
    student.types("−6");
    student.sees("Eso es.");
    student.sees("Enter para seguir");
    student.types("");
    student.sees("Paso 2 de");
    student.types("atras");
    student.sees("Paso 1 de");
    student.sees("Enter para seguir");
    student.types("");
    student.sees("Paso 2 de");
    student.types("solución");
    student.sees("¿Seguro?");
    student.types("s");
    student.sees("max(0, x)");
    student.0.send(ControlCode::EndOfText).expect("Ctrl-C arrives");
    student.sees("antorcha leccion comparar");
    student.leaves();
    let kept = folder.kept();
    let lesson = &kept["lecciones"]["comparar"];
    assert_eq!((lesson["paso"].as_u64(), lesson["terminada"].as_bool()), (Some(2), Some(false)));
    let first = &lesson["predicciones"]["dos-rectas"];
    assert_eq!(
        (first["acertada"].as_bool(), first["intentos"].as_u64(), first["pistas"].as_u64()),
        (Some(true), Some(2), Some(1))
    );
    assert_eq!(lesson["predicciones"]["relu-valores"]["acertada"].as_bool(), Some(false));
}

#[test]
fn a_lesson_goes_on_where_it_was_left() {
    let folder = Folder::new("seguir");
    let mut student = folder.lesson(&["--desde", "3"]);
    student.sees("Paso 3 de");
    student.0.send(ControlCode::EndOfTransmission).expect("Ctrl-D arrives");
    student.sees("Lo dejamos aquí");
    student.leaves();
    let mut student = folder.lesson(&[]);
    student.sees("Sigues en el paso 3");
    student.sees("Paso 3 de");
    student.types("salir");
    student.leaves();
    let mut student = folder.lesson(&["--desde", "1"]);
    student.sees("Enter para seguir");
    student.types("q");
    student.leaves();
}

#[test]
fn another_window_size_breaks_nothing() {
    let folder = Folder::new("ventana");
    let mut student = folder.lesson(&["--sin-progreso"]);
    student.sees("Enter para seguir");
    student.0.get_process_mut().set_window_size(30, 10).expect("the window shrinks");
    student.types("");
    student.sees("Paso 1 de");
    student.0.get_process_mut().set_window_size(200, 50).expect("and grows");
    student.types("-6");
    student.sees("Eso es.");
    student.types("exit");
    student.sees("--desde 1");
    student.leaves();
    assert!(!folder.0.join("progreso.json").exists());
}

#[test]
fn the_next_screen_uses_the_new_width() {
    let folder = Folder::new("graficas");
    let mut command = Command::new(env!("CARGO_BIN_EXE_antorcha"));
    command.args(["leccion", "1", "--sin-color", "--sin-progreso", "--desde", "5"]);
    let mut student = folder.session(command);
    student.sees("Paso 5 de");
    student.sees("› ");
    student.window(120);
    student.types("0,5");
    // The answer is read on the old screen, and what follows is laid out for the new one.
    assert!(student.axis() > 70);
    student.sees("Enter para seguir");
    student.window(40);
    student.types("atras");
    student.sees("Paso 4 de");
    student.types("saltar");
    student.sees("Enter para seguir");
    student.types("");
    student.sees("Paso 5 de");
    assert!(student.axis() < 40);
    student.sees("Enter para seguir");
    student.types("salir");
    student.leaves();
}

#[test]
fn every_way_out_leaves_the_terminal_as_it_was() {
    let folder = Folder::new("salidas");
    for (key, again) in [(ControlCode::EndOfText, "leccion capa"), (ControlCode::EndOfTransmission, "leccion capa")] {
        // At the end of a step.
        let mut student = folder.shell("2 --desde 1");
        student.sees("Enter para seguir");
        student.0.send(key).expect("the key arrives");
        student.finds_the_terminal(again);
        // At a question, with a hint asked for.
        let mut student = folder.shell("2 --desde 2");
        student.sees("? La capa va");
        student.types("pista");
        student.sees("pista 1 de 3");
        student.0.send(key).expect("the key arrives");
        student.finds_the_terminal(again);
        // At «¿Seguro?».
        let mut student = folder.shell("2 --desde 2");
        student.sees("? La capa va");
        student.types("solucion");
        student.sees("sí / no");
        student.0.send(key).expect("the key arrives");
        student.finds_the_terminal(again);
    }
}

#[test]
fn hints_come_by_degrees_and_the_answer_is_confirmed() {
    let folder = Folder::new("pistas");
    let mut student = folder.lesson(&[]);
    student.sees("Enter para seguir");
    student.types("");
    student.sees("? Las dos capas");
    for number in 1..=3 {
        student.types("pista");
        student.sees(&format!("pista {number} de 3"));
    }
    student.types("pista");
    student.sees("Esa era la última");
    student.types("solucion");
    student.sees("¿Seguro?");
    student.types("no");
    student.sees("Bien pensado");
    student.types("solucion");
    student.sees("¿Seguro?");
    student.types("quizá");
    student.sees("Responde sí");
    student.types("SI");
    student.sees("› −6");
    student.sees("Enter para seguir");
    student.types("");
    student.sees("Paso 2 de");
    student.types("saltar");
    student.sees("La dejamos para otro momento");
    student.sees("Enter para seguir");
    student.types("atras");
    student.sees("Paso 1 de");
    student.types("atras");
    student.sees("COMPARAR ACTIVACIONES");
    student.types("atras");
    student.sees("al principio de la lección");
    student.types("salir");
    student.leaves();
    let lesson = &folder.kept()["lecciones"]["comparar"]["predicciones"]["dos-rectas"];
    assert_eq!((lesson["acertada"].as_bool(), lesson["pistas"].as_u64()), (Some(false), Some(3)));
}

#[test]
fn what_should_come_before_is_told_once_and_nothing_is_blocked() {
    let folder = Folder::new("antes");
    let mut student = folder.shell("2");
    student.sees("conviene hacer la 1, «Comparar activaciones»");
    student.sees("Enter para seguir");
    student.types("");
    student.sees("Paso 1 de");
    student.types("salir");
    student.finds_the_terminal("leccion capa");
}

#[test]
fn a_training_tells_its_epochs() {
    let folder = Folder::new("barra");
    let mut command = Command::new(env!("CARGO_BIN_EXE_antorcha"));
    command.args(["modelo", "--datos", "xor", "--activaciones", "tanh,relu", "--epocas", "60", "--sin-color"]);
    let mut student = folder.session(command);
    student.window(100);
    student.sees("tanh (1 de 2)");
    student.sees("de 60 · pérdida");
    student.sees("relu (2 de 2)");
    student.sees("100 %");
    student.sees("XOR: cuatro puntos");
    student.leaves();
}

#[test]
fn the_checklist_is_answered_at_a_terminal() {
    let folder = Folder::new("lista");
    let mut student = folder.opens(&["checklist"], &[]);
    student.sees("TU LISTA DE COMPROBACIÓN");
    student.sees("1 de 4");
    student.sees("(sí, no, parcial, no aplica o no sé)");
    for (line, answer) in [
        ("", "No has escrito nada"),
        ("pista", "pista 1 de 3"),
        ("SÍ", "¿Qué clase de problema es?"),
        ("multiclase", "¿Cuántas clases hay?"),
        ("4", "¿Qué activación hay en la salida?"),
        ("nn.Softmax(dim=1)", "¿Y qué pérdida usas?"),
        ("entropía cruzada", "0.7437"),
    ] {
        student.types(line);
        student.sees(answer);
    }
    student.sees("Qué cambiar");
    student.sees("contradicho");
    student.sees("Enter para seguir");
    student.0.send(ControlCode::EndOfText).expect("Ctrl-C arrives");
    student.sees("antorcha checklist");
    student.leaves_with(1);
    let kept = &folder.kept()["lista"]["problema"];
    assert_eq!((kept["respuesta"].as_str(), kept["resuelto"].as_bool()), (Some("si"), Some(false)));
    let mut student = folder.opens(&["checklist"], &[]);
    student.sees("Ya contestaste 1 de 4");
    student.sees("no aplica o no sé)");
    for (line, answer) in [
        ("sí", "detrás de cada capa?"),
        ("relu en fc1 y fc2, nada al final", "Enter para seguir"),
        ("", "no aplica o no sé)"),
        ("no aplica", "activación propia tienes"),
        ("me bastan las de PyTorch", "Enter para seguir"),
        ("", "no aplica o no sé)"),
        ("sí", "qué parámetros has puesto"),
        ("negative_slope 0.01, el de fábrica", "Así queda tu lista"),
    ] {
        student.types(line);
        student.sees(answer);
    }
    student.sees("llevas 3 de 4");
    student.leaves_with(1);
    let mut student = folder.opens(&["checklist"], &["--desde", "1"]);
    student.sees("no aplica o no sé)");
    for (line, answer) in [
        ("sí", "¿Qué clase de problema es?"),
        ("multiclase", "¿Cuántas clases hay?"),
        ("4", "¿Qué activación hay en la salida?"),
        ("ninguna", "¿Y qué pérdida usas?"),
        ("CrossEntropyLoss", "Van juntas"),
    ] {
        student.types(line);
        student.sees(answer);
    }
    student.sees("Enter para seguir");
    student.0.send(ControlCode::EndOfTransmission).expect("Ctrl-D arrives");
    student.leaves_with(1);
    assert_eq!(folder.kept()["lista"]["problema"]["resuelto"].as_bool(), Some(true));
    let mut student = folder.opens(&["checklist"], &[]);
    student.sees("¡lista completa!");
    student.leaves();
}

#[test]
fn the_lesson_about_the_checklist_opens_it() {
    let folder = Folder::new("leccion-lista");
    let mut student = folder.opens(&["leccion", "4"], &["--desde", "4"]);
    student.sees("Paso 4 de");
    student.types("saltar");
    student.sees("Has terminado");
    student.sees("1 de 4");
    student.types("salir");
    student.leaves_with(1);
}

/// A progress in which two questions and an exercise went wrong long ago.
const FAILED: &str = r#"{"version": 1, "lista": {}, "lecciones": {"comparar": {
    "paso": 3, "total": 7, "terminada": false, "ultima_vez": 1700000000, "predicciones": {
        "dos-rectas": {"acertada": true, "intentos": 3, "pistas": 1, "ultima_vez": 1700000000},
        "sigmoid-cero": {"acertada": false, "intentos": 1, "pistas": 0, "ultima_vez": 1700000000},
        "relu-valores": {"acertada": true, "intentos": 1, "pistas": 0, "ultima_vez": 1700000000},
        "ya-no-existe": {"acertada": false, "intentos": 1, "pistas": 0, "ultima_vez": 1700000000}}}},
    "ejercicios": {"relu-con-where": {"superado": true, "intentos": 2, "errores": {"valor-absoluto": 1},
        "ultima_vez": 1700000000}}}"#;

#[test]
fn what_went_wrong_is_asked_again() {
    let folder = Folder::new("repaso");
    std::fs::create_dir_all(&folder.0).expect("a folder");
    std::fs::write(folder.0.join("progreso.json"), FAILED).expect("a file");
    let mut student = folder.opens(&["repaso"], &[]);
    student.sees("Repaso · Lección 1, Comparar activaciones");
    student.sees("Paso 1 de");
    student.types("-6");
    student.sees("Eso es.");
    student.sees("Enter para seguir");
    student.types("");
    // The steps between ask nothing that went wrong.
    student.sees("Paso 5 de");
    student.types("7");
    student.sees("te quedan 3");
    student.types("0,5");
    student.sees("Eso es.");
    student.sees("A la primera, 1 de 2.");
    student.sees("antorcha practica reiniciar relu-con-where");
    student.leaves();
    let kept = folder.kept();
    let predictions = &kept["lecciones"]["comparar"]["predicciones"];
    assert_eq!(predictions["dos-rectas"]["repaso"]["aciertos"], 1, "{predictions}");
    assert_eq!(predictions["sigmoid-cero"]["repaso"]["aciertos"], 0, "found at the second attempt");
    assert!(predictions["relu-valores"].get("repaso").is_none());
    assert_eq!(predictions["ya-no-existe"]["intentos"], 1, "another lesson of this name may ask it");
    assert_eq!(kept["lecciones"]["comparar"]["paso"], 3, "a review leaves the lesson where it was");
    let mut student = folder.opens(&["repaso"], &[]);
    student.sees("practica reiniciar");
    student.sees("Para más adelante: 2 cosas; la primera, dentro de 2 días");
    student.leaves();
}

#[test]
fn a_review_can_be_left() {
    let folder = Folder::new("repaso-a-medias");
    std::fs::create_dir_all(&folder.0).expect("a folder");
    std::fs::write(folder.0.join("progreso.json"), FAILED).expect("a file");
    let mut student = folder.opens(&["repaso"], &[]);
    student.sees("Paso 1 de");
    student.types("salir");
    student.sees("Lo que falta te espera en antorcha repaso");
    student.leaves();
    assert!(folder.kept()["lecciones"]["comparar"]["predicciones"]["dos-rectas"].get("repaso").is_none());
}

/// `iniciar → editar → comprobar → pista → solucion → progreso`, and the repetition.
#[test]
fn an_exercise_is_practised_at_a_terminal() {
    let folder = Folder::new("practica");
    let files = folder.0.join("mis ejercicios");
    let place = files.display().to_string();
    let mut student = folder.opens(&["practica", "iniciar", &place], &[]);
    student.sees("He escrito 31 ejercicios");
    student.leaves();
    let file = files.join("01_relu_con_where.py");
    let edits = |program: &str| std::fs::write(&file, program).expect("a file");
    let mut student = folder.opens(&["practica", "siguiente"], &[]);
    student.sees("Ejercicio 1");
    student.sees("01_relu_con_where.py");
    student.leaves();
    edits("import torch\n\n\ndef mi_relu(x):\n    return torch.where(x > 0, x, -x)\n");
    let mut student = folder.opens(&["practica", "comprobar"], &[]);
    student.sees("valor absoluto");
    student.sees("antorcha practica pista relu-con-where");
    student.leaves_with(1);
    let mut student = folder.opens(&["practica", "pista"], &[]);
    student.sees("pista 1 de 3");
    student.leaves();
    let mut student = folder.opens(&["practica", "solucion", "1"], &[]);
    student.sees("¿Quieres ver ya la solución?");
    student.types("no");
    student.sees("sigue intentándolo");
    student.leaves_with(1);
    let mut student = folder.opens(&["practica", "solucion", "1"], &[]);
    student.sees("¿Quieres ver ya la solución?");
    student.types("sí");
    student.sees("torch.where(");
    student.sees("Por qué funciona");
    student.leaves();
    edits("import torch\n\n\ndef mi_relu(x):\n    return torch.where(x > 0, x, torch.zeros_like(x))\n");
    let mut student = folder.opens(&["practica", "comprobar", "1"], &[]);
    student.sees("Por qué funciona");
    student.sees("El siguiente:");
    student.leaves();
    let mut student = folder.opens(&["progreso"], &[]);
    student.sees("superados 1 de 31, con una pista");
    student.leaves();
    let kept = folder.kept();
    let relu = &kept["ejercicios"]["relu-con-where"];
    assert_eq!((&relu["solucion_vista"], &relu["errores"]["valor-absoluto"]), (&true.into(), &1.into()), "{relu}");
    let mut student = folder.opens(&["practica", "reiniciar", "1"], &[]);
    student.sees("01_relu_con_where.anterior.py");
    student.leaves();
    assert_eq!(folder.kept()["ejercicios"]["relu-con-where"]["repitiendo"], true);
}

#[test]
fn files_are_checked_when_they_are_saved() {
    let folder = Folder::new("vigilar");
    let files = folder.0.join("ejercicios");
    let place = files.display().to_string();
    folder.opens(&["practica", "iniciar", &place], &[]).leaves();
    let mut student = folder.opens(&["practica", "vigilar"], &[]);
    student.sees("Vigilo");
    let file = files.join("01_relu_con_where.py");
    std::fs::write(&file, "import torch\n\n\ndef mi_relu(x):\n    return torch.where(x > 0, x, -x)\n").expect("a file");
    student.sees("valor absoluto");
    // As editors do: a new file takes the place of the old one.
    let fresh = files.join("nuevo");
    let right = "import torch\n\n\ndef mi_relu(x):\n    return torch.where(x > 0, x, torch.zeros_like(x))\n";
    std::fs::write(&fresh, right).expect("a file");
    std::fs::rename(&fresh, &file).expect("it is moved");
    student.sees("Por qué funciona");
    // It tells what comes next and leaves it to the student.
    student.sees("El siguiente:");
    std::fs::remove_file(&file).expect("it is there");
    student.sees("no está tu archivo «01_relu_con_where.py»");
    std::fs::write(&file, right).expect("a file");
    student.sees("Por qué funciona");
    student.0.send(ControlCode::EndOfText).expect("Ctrl-C arrives");
    student.0.expect(Eof).expect("it ends");
}

/// Ctrl-C ends what runs at once, with the signal itself: shells make 130 of it.
#[test]
fn work_is_interrupted_at_once() {
    let folder = Folder::new("interrumpir");
    std::fs::create_dir_all(&folder.0).expect("a folder");
    let program = folder.0.join("bucle.py");
    std::fs::write(&program, "print('empieza')\nwhile True:\n    pass\n").expect("written");
    let program = program.to_str().expect("UTF-8");
    let training = ["modelo", "--datos", "espirales", "--epocas", "20000"];
    for (words, seen) in [(&["ejecutar", program][..], "empieza"), (&training[..], "época")] {
        let mut student = folder.opens(words, &[]);
        student.sees(seen);
        student.0.send(ControlCode::EndOfText).expect("Ctrl-C arrives");
        student.0.expect(Eof).expect("it ends");
        let ended = student.0.get_process().wait();
        assert!(matches!(ended, Ok(WaitStatus::Signaled(_, Signal::SIGINT, _))), "{words:?}: {ended:?}");
    }
}
