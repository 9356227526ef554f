//! `antorcha ejecutar` as a user meets it: output, tracebacks, exit codes, bounds.

mod common;

use std::{
    fs,
    io::{BufRead, BufReader},
    process::Stdio,
    time::{Duration, Instant},
};

use common::{Ran, command, printed, run, run_within};

#[test]
fn standard_output_is_pythons() {
    let source = "import sys\nprint('a', 1, 2.5, None, sep='-', end='!\\n')\nprint('ñ', flush=True)\n\
                  sys.stdout.write('w\\n')\nprint(*[], end='')\nprint({'b': 1}, {1, 2})\n";
    assert_eq!(printed(source), "a-1-2.5-None!\nñ\nw\n{'b': 1} {1, 2}\n");
    assert_eq!(printed(""), "");
    assert_eq!(printed("\u{feff}print(1)\r\nprint(2)\r\n"), "1\n2\n");
}

#[test]
fn a_traceback_is_pythons() {
    let source = "def f(x):\n    return 1 + x['a'] / 0\n\ntry:\n    f({'a': 1})\nexcept Exception as e:\n    \
                  e.add_note('una nota')\n    raise ValueError('mal') from e\n";
    let expected = "\
Traceback (most recent call last):
  File \"<stdin>\", line 5, in <module>
    f({'a': 1})
  File \"<stdin>\", line 2, in f
    return 1 + x['a'] / 0
               ~~~~~~~^~~
ZeroDivisionError: division by zero
una nota

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File \"<stdin>\", line 8, in <module>
    raise ValueError('mal') from e
ValueError: mal
";
    let ran = run(source);
    let (traceback, help) = ran.err.split_at(expected.len().min(ran.err.len()));
    assert_eq!((ran.code, traceback), (Some(1), expected));
    assert!(help.contains("qué pasa:") && help.contains("línea 8"), "{help}");
}

#[test]
fn frames_of_the_library_are_left_out() {
    let ran = run("import json\njson.loads('{')\n");
    assert_eq!(ran.err.matches("File \"").count(), 1, "{}", ran.err);
    let last =
        "json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)";
    assert!(ran.err.contains(last), "{}", ran.err);
}

#[test]
fn a_recursion_is_folded() {
    let ran = run("def f():\n    return f()\nf()\n");
    assert!(ran.err.contains("[Previous line repeated 9"), "{}", ran.err);
    assert!(ran.err.contains("\nRecursionError: maximum recursion depth exceeded\n\n"), "{}", ran.err);
    assert!(ran.err.contains("se llama a sí misma"), "{}", ran.err);
}

#[test]
fn syntax_errors_point_at_their_place() {
    for (source, expected) in [
        ("print(1\n", "  File \"<stdin>\", line 1\n    print(1\n         ^\nSyntaxError: '(' was never closed\n"),
        ("x = 1\n  y = 2\n", "IndentationError: "),
        ("if True:\nprint(1)\n", "IndentationError: expected an indented block"),
        ("x = (1 +\n\n)\n", "SyntaxError: "),
        ("def f(:\n    pass\n", "line 1\n    def f(:\n"),
    ] {
        let ran = run(source);
        assert_eq!(ran.code, Some(1), "{source}");
        assert!(ran.err.contains(expected), "{source}\n{}", ran.err);
    }
}

#[test]
fn exit_codes_are_the_programs() {
    for (source, code, err) in [
        ("import sys\nsys.exit()", 0, ""),
        ("import sys\nsys.exit(7)", 7, ""),
        ("exit(3)", 3, ""),
        ("quit()", 0, ""),
        ("raise SystemExit('adiós')", 1, "adiós\n"),
    ] {
        let ran = run(source);
        assert_eq!((ran.code, ran.err.as_str()), (Some(code), err), "{source}");
    }
}

#[test]
fn warnings_and_standard_error_keep_their_form() {
    let ran = run("import warnings, sys\nprint('antes')\nwarnings.warn('cuidado')\nprint('e', file=sys.stderr)\n");
    assert_eq!(ran.out, "antes\n");
    assert_eq!(ran.err, "<stdin>:3: UserWarning: cuidado\n  warnings.warn('cuidado')\ne\n");
}

#[test]
fn a_wrong_command_line_is_one_clear_line() {
    let folder = std::env::temp_dir().join(format!("antorcha-prueba-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for the test");
    let latin = folder.join("latin.py");
    fs::write(&latin, b"x = 1\nprint('\xf1')\n").expect("a file for the test");
    let huge = folder.join("enorme.py");
    fs::write(&huge, vec![b'#'; 5 << 20]).expect("a file for the test");
    let missing = folder.join("no_existe.py");
    for (file, expected) in
        [(&missing, "no existe"), (&folder, "es una carpeta"), (&latin, "UTF-8 (línea 2)"), (&huge, "demasiado grande")]
    {
        let ran: Ran = command(&["ejecutar"]).arg(file).output().expect("the binary runs").into();
        assert_eq!(ran.code, Some(2), "{}", ran.err);
        assert!(ran.err.contains(expected), "{}", ran.err);
        assert!(ran.err.contains("error") && ran.err.lines().count() <= 5, "{}", ran.err);
    }
    // As `>` writes it in Windows PowerShell.
    let wide = folder.join("ancho.py");
    let units = "\u{feff}print('ñandú')\r\n".encode_utf16();
    fs::write(&wide, units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>()).expect("a file for the test");
    let ran: Ran = command(&["ejecutar"]).arg(&wide).output().expect("the binary runs").into();
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "ñandú\n"), "{}", ran.err);
    fs::remove_dir_all(&folder).expect("the folder is ours");
}

#[test]
fn arguments_reach_the_program() {
    let folder = std::env::temp_dir().join(format!("antorcha-argv-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for the test");
    let file = folder.join("argumentos.py");
    fs::write(&file, "import sys\nprint(sys.argv[1:], __name__)\n").expect("a file for the test");
    let ran: Ran = command(&["ejecutar"]).arg(&file).args(["a", "--b"]).output().expect("the binary runs").into();
    assert_eq!(ran.out, "['a', '--b'] __main__\n", "{}", ran.err);
    fs::remove_dir_all(&folder).expect("the folder is ours");
}

#[test]
fn a_time_limit_ends_every_program() {
    for source in [
        "while True: pass",
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        "import time\ntime.sleep(100)",
        "sum(range(10**12))",
        "try:\n    while True: pass\nfinally:\n    while True: pass",
    ] {
        let started = Instant::now();
        let ran = run_within(source, "0.4", "300");
        assert_eq!(ran.code, Some(124), "{source}\n{}", ran.err);
        assert!(ran.err.contains("error: el programa superó el límite de 0.4 s"), "{source}\n{}", ran.err);
        assert!(started.elapsed() < Duration::from_secs(8), "{source}");
    }
}

#[test]
fn what_was_printed_before_the_end_is_not_lost() {
    for source in ["print('hola')\n1 / 0", "print('hola')\nexit(4)", "print('hola')\nwhile True: pass"] {
        assert_eq!(run_within(source, "0.5", "300").out, "hola\n", "{source}");
    }
}

#[test]
fn a_reader_that_leaves_ends_the_program_quietly() {
    let folder = std::env::temp_dir().join(format!("antorcha-tubo-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for the test");
    let file = folder.join("largo.py");
    fs::write(&file, "while True:\n    print('x' * 100)\n").expect("a file for the test");
    let mut child = command(&["ejecutar", "--limite", "20"])
        .arg(&file)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut line = String::new();
    let mut out = BufReader::new(child.stdout.take().expect("it is piped"));
    out.read_line(&mut line).expect("a line comes");
    drop(out);
    let ran: Ran = child.wait_with_output().expect("the binary ends").into();
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    fs::remove_dir_all(&folder).expect("the folder is ours");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_parent_and_child_at_once() {
    use std::{io::Read, process::Command};
    for signal in ["-INT", "-KILL"] {
        let mut child = command(&["ejecutar", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary starts");
        let mut stdin = child.stdin.take().expect("it is piped");
        std::io::Write::write_all(&mut stdin, b"print('ya', flush=True)\nwhile True: pass\n").expect("it is read");
        drop(stdin);
        let mut out = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut line = String::new();
        out.read_line(&mut line).expect("a line comes");
        let started = Instant::now();
        let killed = Command::new("kill").args([signal, &child.id().to_string()]).status().expect("kill runs");
        assert!(killed.success());
        // The output ends only when the guarded child, which shares it, is gone as well.
        out.read_to_string(&mut line).expect("the output ends");
        assert_eq!(child.wait().expect("it ends").code(), None);
        assert!(started.elapsed() < Duration::from_secs(5));
    }
}
