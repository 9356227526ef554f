//! The file of the progress under everything that can happen to it: other sessions, a kill in the middle of a write,
//! damage, other versions, folders that cannot be written.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

use antorcha::progress::{Attempt, Fault, Import, Place, Progress, Store};
use serde_json::{Value, json};

/// A folder that no other test uses and that is not there yet.
fn folder() -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let name = NUMBER.fetch_add(1, Ordering::Relaxed).to_string();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("store").join(name);
    drop(fs::remove_dir_all(&folder));
    folder
}

fn open(folder: &Path) -> Store {
    Store::open(Place::Folder(folder.to_owned()))
}

/// The file as JSON.
fn held(folder: &Path) -> Value {
    serde_json::from_slice(&fs::read(folder.join("progreso.json")).expect("a file")).expect("JSON")
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Puts `bytes` where the progress belongs.
fn put(bytes: &[u8]) -> PathBuf {
    let folder = folder();
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("progreso.json"), bytes).expect("a file");
    folder
}

#[test]
fn what_is_written_is_read() {
    let folder = folder();
    let mut store = open(&folder);
    assert_eq!(store.warnings(), vec![]);
    assert_eq!(store.progress(), &Progress::default());
    assert!(!folder.exists(), "looking writes nothing");
    store.update(|progress| progress.reach("capa", 2, 5)).expect("it can be written");
    assert_eq!(open(&folder).progress(), store.progress());
    assert_eq!(held(&folder)["lecciones"]["capa"]["paso"], 2);
    assert_eq!(names(&folder), ["progreso.json", "progreso.lock"]);
}

#[test]
fn memory_forgets() {
    let mut store = Store::open(Place::Memory);
    store.update(|progress| progress.finish("capa")).expect("nothing can go wrong");
    assert!(store.progress().lesson("capa").is_some_and(|capa| capa.finished));
    assert_eq!(store.file(), None);
}

#[test]
fn threads_lose_nothing() {
    let folder = folder();
    thread::scope(|scope| {
        for writer in 0..8 {
            let mut store = open(&folder);
            scope.spawn(move || {
                for count in 1..=20 {
                    store.update(|progress| progress.reach(&format!("l{writer}"), count, 20)).expect("written");
                    store.update(|progress| progress.answer("todos", "uno", Attempt::Wrong(None))).expect("written");
                }
            });
        }
    });
    let store = open(&folder);
    assert!((0..8).all(|writer| store.progress().lesson(&format!("l{writer}")).is_some_and(|l| l.step == 20)));
    assert_eq!(store.progress().prediction("todos", "uno").map(|one| one.attempts), Some(160));
}

/// Another process that runs [`writer`].
fn other(folder: &Path, name: &str, turns: u32) -> Child {
    let mut command = Command::new(env::current_exe().expect("this program"));
    command.args(["--exact", "writer", "--ignored", "--quiet"]).stdout(Stdio::null()).stderr(Stdio::null());
    let command = command.env("STORE_FOLDER", folder).env("STORE_NAME", name).env("STORE_TURNS", turns.to_string());
    command.spawn().expect("it starts")
}

/// Not a test of its own: what the other processes do.
#[test]
#[ignore = "run by the tests that need another process"]
fn writer() {
    let (Ok(folder), Ok(name), Ok(turns)) = (env::var("STORE_FOLDER"), env::var("STORE_NAME"), env::var("STORE_TURNS"))
    else {
        return;
    };
    let mut store = open(Path::new(&folder));
    for _ in 0..turns.parse::<u32>().expect("a number") {
        let filling = Value::String("x".repeat(200_000));
        let write = |progress: &mut Progress| {
            progress.answer("todos", &name, Attempt::Wrong(None));
            progress.rest.insert(name.clone(), filling);
        };
        store.update(write).expect("it can be written");
    }
}

#[test]
fn processes_lose_nothing() {
    let folder = folder();
    let children: Vec<Child> = ["a", "b", "c"].map(|name| other(&folder, name, 15)).into();
    for mut child in children {
        assert!(child.wait().expect("it ends").success());
    }
    let store = open(&folder);
    let attempts = ["a", "b", "c"].map(|name| store.progress().prediction("todos", name).map(|one| one.attempts));
    assert_eq!(attempts, [Some(15); 3]);
}

#[test]
fn a_kill_in_the_middle_leaves_a_readable_file() {
    let folder = folder();
    open(&folder).update(|progress| progress.finish("capa")).expect("it can be written");
    let attempts = |folder: &Path| open(folder).progress().prediction("todos", "a").map_or(0, |one| one.attempts);
    for turn in 0..25 {
        let before = attempts(&folder);
        let mut child = other(&folder, "a", u32::MAX);
        let start = Instant::now();
        while attempts(&folder) == before {
            assert!(start.elapsed() < Duration::from_secs(30), "turn {turn}: it has written nothing");
        }
        thread::sleep(Duration::from_micros(1500 * turn));
        child.kill().expect("it is killed");
        child.wait().expect("it ends");
        let mut store = open(&folder);
        assert_eq!(store.warnings(), vec![], "turn {turn}");
        assert!(store.progress().lesson("capa").is_some_and(|capa| capa.finished), "turn {turn}");
        assert!(attempts(&folder) > before, "turn {turn}");
    }
    open(&folder).update(|progress| progress.finish("fin")).expect("the lock of the dead is free");
    assert_eq!(names(&folder), ["progreso.json", "progreso.lock"], "what was half written is gone");
}

#[test]
fn damage_is_set_aside() {
    let huge = vec![b' '; 9 << 20];
    let deep = [b"[".repeat(100_000), b"]".repeat(100_000)].concat();
    let cases: [&[u8]; 9] = [
        b"",
        b"{",
        b"\xff\xfe\x00binario",
        b"{}",
        b"[1]",
        b"{\"version\": 0}",
        br#"{"version":1,"lecciones":3}"#,
        &huge,
        &deep,
    ];
    for bytes in cases {
        let folder = put(bytes);
        for number in 1..3 {
            fs::write(folder.join("progreso.json"), bytes).expect("a file");
            let mut store = open(&folder);
            let warnings = store.warnings();
            let aside = format!("progreso.dañado-{number}.json");
            assert!(warnings.len() == 1 && warnings[0].hint.contains(&aside), "{warnings:?}");
            assert_eq!(fs::read(folder.join(aside)).expect("it is kept"), bytes);
            store.update(|progress| progress.finish("capa")).expect("a new file takes its place");
            assert_eq!(held(&folder)["lecciones"]["capa"]["terminada"], true);
        }
    }
}

#[test]
fn damage_during_a_session_costs_nothing() {
    let folder = folder();
    let mut store = open(&folder);
    store.update(|progress| progress.finish("capa")).expect("written");
    fs::write(folder.join("progreso.json"), "{\"version\":").expect("a file");
    store.update(|progress| progress.finish("trampas")).expect("written");
    assert_eq!(store.warnings().len(), 1);
    assert_eq!(open(&folder).progress().lessons.len(), 2);
}

#[test]
fn what_is_no_file_stays_and_is_told() {
    let folder = folder();
    fs::create_dir_all(folder.join("progreso.json/mío")).expect("a folder");
    let mut store = open(&folder);
    let warnings = store.warnings();
    assert!(warnings.len() == 1 && warnings[0].message.ends_with("es una carpeta"), "{warnings:?}");
    store.update(|progress| progress.finish("capa")).expect("in memory");
    assert!(folder.join("progreso.json/mío").is_dir());
}

#[test]
fn unknown_fields_survive() {
    let file = json!({
        "version": 1, "tema": {"oscuro": true},
        "lecciones": {"capa": {"paso": 1, "total": 5, "nota": "mía", "predicciones": {"signo": {"duda": [1]}}}}
    });
    let folder = put(file.to_string().as_bytes());
    open(&folder).update(|progress| progress.answer("capa", "signo", Attempt::Right)).expect("written");
    let now = held(&folder);
    assert_eq!(now["tema"], json!({"oscuro": true}));
    assert_eq!(now["lecciones"]["capa"]["nota"], "mía");
    assert_eq!(now["lecciones"]["capa"]["predicciones"]["signo"]["duda"], json!([1]));
    assert_eq!(now["lecciones"]["capa"]["predicciones"]["signo"]["acertada"], true);
}

#[test]
fn a_newer_version_is_not_touched() {
    let file = json!({"version": 2, "lecciones": {"capa": {"paso": 3, "total": 5}}}).to_string();
    for file in [file.as_str(), r#"{"version":7,"lecciones":"otra cosa"}"#] {
        let folder = put(file.as_bytes());
        let mut store = open(&folder);
        let warnings = store.warnings();
        assert!(warnings.len() == 1 && warnings[0].message.contains("más nueva"), "{warnings:?}");
        store.update(|progress| progress.finish("capa")).expect("in memory");
        assert_eq!(fs::read_to_string(folder.join("progreso.json")).expect("it is there"), file);
    }
    let folder = put(file.as_bytes());
    assert_eq!(open(&folder).progress().lesson("capa").map(|capa| capa.step), Some(3), "what we know of it is shown");
    let mut store = open(&self::folder());
    store.update(|progress| progress.finish("capa")).expect("written");
    let file = store.file().expect("a file");
    fs::write(&file, r#"{"version":2}"#).expect("a newer antorcha has been here");
    assert!(store.update(|progress| progress.finish("trampas")).is_err());
    assert_eq!(fs::read_to_string(&file).expect("it is there"), r#"{"version":2}"#);
}

/// Nobody but the superuser can write there; whoever runs the tests as such sees a file in the way instead.
#[test]
fn a_folder_that_cannot_be_written_is_told_once() {
    let base = folder();
    fs::create_dir_all(&base).expect("a folder");
    fs::write(base.join("archivo"), "").expect("a file");
    for place in [base.join("archivo"), base.join("archivo/dentro")] {
        let mut store = open(&place);
        let opened = store.warnings().len();
        let first = store.update(|progress| progress.reach("capa", 1, 5));
        assert_eq!(opened + usize::from(first.is_err()), 1, "{}", place.display());
        for _ in 0..3 {
            store.update(|progress| progress.reach("capa", 2, 5)).expect("told once");
        }
        assert_eq!(store.progress().lesson("capa").map(|capa| capa.step), Some(2), "the session goes on");
        assert_eq!(store.warnings(), vec![]);
    }
}

#[cfg(unix)]
#[test]
fn the_file_is_for_its_owner() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    open(&folder).update(|progress| progress.finish("capa")).expect("written");
    let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(&folder.join("progreso.json"))), (0o700, 0o600));
}

#[cfg(unix)]
#[test]
fn a_link_leads_to_the_file() {
    let (folder, elsewhere) = (folder(), put(br#"{"version":1}"#));
    fs::create_dir_all(&folder).expect("a folder");
    std::os::unix::fs::symlink(elsewhere.join("progreso.json"), folder.join("progreso.json")).expect("a link");
    open(&folder).update(|progress| progress.finish("capa")).expect("written");
    assert!(fs::symlink_metadata(folder.join("progreso.json")).expect("it is there").is_symlink());
    assert_eq!(held(&elsewhere)["lecciones"]["capa"]["terminada"], true);
}

#[test]
fn exports_come_back() {
    let mut here = open(&folder());
    here.update(|progress| {
        progress.reach("capa", 2, 5);
        progress.answer("capa", "signo", Attempt::Right);
    })
    .expect("written");
    let mut there = open(&folder());
    let changes = there.import(here.export().as_bytes(), "a.json", Import::Merge).expect("it is sound");
    assert_eq!((changes.added, there.progress()), (vec!["capa".to_owned()], here.progress()));
    let again = there.import(here.export().as_bytes(), "a.json", Import::Merge).expect("it is sound");
    assert!(again.is_empty(), "{again:?}");
    there.update(|progress| progress.finish("trampas")).expect("written");
    let changes = there.import(here.export().as_bytes(), "a.json", Import::Replace).expect("it is sound");
    assert_eq!((changes.removed, there.progress()), (vec!["trampas".to_owned()], here.progress()));
}

#[test]
fn merging_keeps_what_is_further() {
    let side = |step: u64, hints: u64, last: u64, right: bool| {
        json!({"version": 1, "lecciones": {"capa": {"paso": step, "total": 5, "ultima_vez": last, "predicciones":
            {"signo": {"acertada": right, "intentos": 2, "pistas": hints, "ultimo_error": format!("e{last}"), "ultima_vez": last}}}},
            "lista": {"salida": {"hecha": right, "ultima_vez": last}}})
    };
    let folder = put(side(4, 0, 10, false).to_string().as_bytes());
    let changes = open(&folder).import(side(2, 3, 20, true).to_string().as_bytes(), "b", Import::Merge);
    assert_eq!(changes.expect("it is sound").changed, ["capa"]);
    let mut expected = side(4, 3, 20, true);
    expected["lecciones"]["capa"]["terminada"] = false.into();
    expected["ejercicios"] = json!({});
    assert_eq!(held(&folder), expected);
}

#[test]
fn what_is_no_progress_is_refused() {
    let huge = vec![b' '; 9 << 20];
    let cases: [(&[u8], &str); 10] = [
        (b"", "está vacío"),
        (b"hola", "no es JSON (línea 1, columna 1)"),
        (b"\xff\xfe", "no es texto"),
        (b"{}", "le falta su versión"),
        (b"{\"version\": -1}", "le falta su versión"),
        (b"[]", "no tienen la forma"),
        (br#"{"version":1,"lecciones":[]}"#, "no tienen la forma"),
        (br#"{"version":1,"lecciones":{"a\u001b[2J":{}}}"#, "nombres que no pueden ser"),
        (br#"{"version":1,"lecciones":{"a":{"paso":9,"total":2}}}"#, "un paso que no tiene"),
        (&huge, "ocupa más de 8 MiB"),
    ];
    let folder = folder();
    let mut store = open(&folder);
    for (bytes, why) in cases {
        let error = store.import(bytes, "a.json", Import::Replace).expect_err(why);
        assert!(error.message.contains("«a.json»") && error.message.contains(why), "{error}");
        assert_eq!((error.fault, error.hint.is_empty()), (Fault::Input, false));
    }
    let newer = store.import(br#"{"version":9}"#, "a.json", Import::Merge).expect_err("it is newer");
    assert!(newer.message.contains("más nueva"));
    assert!(!folder.exists(), "nothing was written");
}

#[test]
fn resetting_forgets() {
    let folder = folder();
    let mut store = open(&folder);
    store.update(|progress| ["capa", "trampas"].iter().for_each(|id| progress.finish(id))).expect("written");
    assert_eq!(store.reset(Some("capa")).expect("written").removed, ["capa"]);
    assert!(store.reset(Some("otra")).expect("written").is_empty());
    assert_eq!(store.reset(None).expect("written").removed, ["trampas"]);
    assert_eq!(open(&folder).progress(), &Progress::default());
}

#[test]
fn saving_spares_other_files() {
    let folder = put(br#"{"version":1}"#);
    let text = open(&folder).export();
    antorcha::progress::save(&folder.join("copia.json"), &text).expect("a new file");
    antorcha::progress::save(&folder.join("copia.json"), &text).expect("an older export");
    fs::write(folder.join("mi_red.py"), "import torch\n").expect("a file");
    for (name, why) in [("mi_red.py", "ya existe"), ("", "es una carpeta"), ("no/hay/tal.json", "no existe")] {
        let error = antorcha::progress::save(&folder.join(name), &text).expect_err(why);
        assert!(error.message.contains(why), "{name}: {error}");
    }
    assert_eq!(fs::read_to_string(folder.join("mi_red.py")).expect("it is there"), "import torch\n");
    assert_eq!(names(&folder), ["copia.json", "mi_red.py", "progreso.json"]);
}
