//! `antorcha ejecutar`: runs a program and prints exactly what Python would.

use std::{
    fs::File,
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use clap::Args;

use crate::{
    guard::{self, Ending, Job, Limits},
    python::{self, Outcome, Program, PythonError},
};

const WRONG_COMMAND: u8 = 2;
const OUR_FAULT: u8 = 70;
const TIME_LIMIT: u8 = 124;
const INTERRUPTED: u8 = 130;

/// No program that a person wrote is larger.
const LARGEST: u64 = 4 << 20;

/// Ejecuta un programa de Python con `torch`, sin instalar nada más
#[derive(Args, Debug)]
pub struct Ejecutar {
    /// El programa que quieres ejecutar; `-` lee la entrada estándar
    #[arg(value_name = "ARCHIVO.py")]
    file: PathBuf,

    /// Detiene el programa después de tantos segundos
    #[arg(long, value_name = "SEGUNDOS", value_parser = seconds)]
    limite: Option<Duration>,

    /// Memoria que puede usar el programa, en MiB
    #[arg(long, value_name = "MiB", default_value_t = 1024, value_parser = clap::value_parser!(u64).range(16..=1_048_576))]
    memoria: u64,

    /// Argumentos para el programa (`sys.argv`)
    #[arg(value_name = "ARGUMENTO", trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let wrong = || "escribe un número de segundos mayor que cero, por ejemplo 10 o 0.5".to_owned();
    let seconds: f64 = text.replace(',', ".").parse().map_err(|_| wrong())?;
    Duration::try_from_secs_f64(seconds).ok().filter(|time| !time.is_zero()).ok_or_else(wrong)
}

impl Ejecutar {
    /// Runs the program; the exit code is its own.
    #[must_use]
    pub fn run(self) -> ExitCode {
        let job = match read(&self.file) {
            Ok(program) => self.job(program),
            Err(problem) => return problem.tell(),
        };
        match guard::run(&job, say) {
            Ok(ending) => tell(ending, &job.limits),
            Err(failure) => {
                say(&format!("error: no se pudo iniciar el proceso que ejecuta tu programa: {failure}\n"));
                ExitCode::from(OUR_FAULT)
            }
        }
    }

    fn job(&self, mut program: Program) -> Job {
        program.arguments.clone_from(&self.arguments);
        Job { program, limits: Limits { memory: self.memoria, time: self.limite } }
    }
}

/// Why a program cannot be read, and what to do about it.
struct Problem {
    message: String,
    hint: &'static str,
}

impl Problem {
    fn new(message: String, hint: &'static str) -> Self {
        Self { message, hint }
    }

    fn tell(&self) -> ExitCode {
        say(&format!("error: {}\n  {}\n", self.message, self.hint));
        ExitCode::from(WRONG_COMMAND)
    }
}

fn read(file: &Path) -> Result<Program, Problem> {
    let (name, bytes) = if file == Path::new("-") {
        ("<stdin>".to_owned(), up_to_limit(io::stdin().lock()))
    } else {
        (file.display().to_string(), open(file).and_then(up_to_limit))
    };
    let bytes = bytes.map_err(|error| unreadable(&name, file, &error))?;
    if bytes.len() as u64 > LARGEST {
        let message = format!("«{name}» es demasiado grande: el límite es de {} MiB.", LARGEST >> 20);
        return Err(Problem::new(message, "¿Seguro que es un programa de Python?"));
    }
    Ok(Program { name: name.clone(), source: decode(bytes, &name)?, arguments: Vec::new() })
}

fn open(file: &Path) -> io::Result<File> {
    let opened = File::open(file)?;
    if opened.metadata()?.is_dir() { Err(io::ErrorKind::IsADirectory.into()) } else { Ok(opened) }
}

fn up_to_limit(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unreadable(name: &str, file: &Path, error: &io::Error) -> Problem {
    match error.kind() {
        io::ErrorKind::NotFound if file.extension().is_none() && file.with_extension("py").is_file() => {
            Problem::new(format!("no existe «{name}», pero sí «{name}.py»."), "Escribe también la extensión `.py`.")
        }
        io::ErrorKind::NotFound => {
            Problem::new(format!("no existe el archivo «{name}»."), "Revisa el nombre y la carpeta en la que estás.")
        }
        io::ErrorKind::IsADirectory => {
            Problem::new(format!("«{name}» es una carpeta."), "Indica el archivo `.py` que quieres ejecutar.")
        }
        io::ErrorKind::PermissionDenied => {
            Problem::new(format!("no tienes permiso para leer «{name}»."), "Revisa los permisos del archivo.")
        }
        _ => Problem::new(format!("no se pudo leer «{name}»: {error}."), "Revisa el archivo e inténtalo de nuevo."),
    }
}

fn decode(bytes: Vec<u8>, name: &str) -> Result<String, Problem> {
    let source = String::from_utf8(bytes).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()].split(|&byte| byte == b'\n').count();
        let message = format!("«{name}» no es texto UTF-8 (línea {line}).");
        Problem::new(message, "Ábrelo en tu editor y guárdalo con codificación UTF-8.")
    })?;
    Ok(source.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(source))
}

/// Says how the program ended, and gives its exit code.
fn tell(ending: Ending, limits: &Limits) -> ExitCode {
    match ending {
        Ending::Outcome(outcome) => tell_outcome(&outcome),
        Ending::TimeLimit(outcome) => {
            let frames = outcome.as_ref().and_then(Outcome::error).map(PythonError::frames_text).unwrap_or_default();
            let seconds = limits.time.unwrap_or_default().as_secs_f64();
            say(&format!(
                "{frames}error: el programa superó el límite de {seconds} s y se detuvo.\n  \
                 ¿Hay un bucle que no termina? Si solo necesita más tiempo, usa `--limite` con un número mayor.\n"
            ));
            ExitCode::from(TIME_LIMIT)
        }
        Ending::MemoryLimit => {
            say(&format!(
                "error: el programa pidió más memoria de la permitida ({} MiB) y se detuvo.\n  \
                 Busca una lista, un texto o un tensor que crece sin parar; si de verdad la necesita, usa `--memoria`.\n",
                limits.memory
            ));
            ExitCode::FAILURE
        }
        Ending::StackLimit => {
            say("error: el programa anida tanto sus datos o su código que no caben en la pila, y se detuvo.\n  \
                 Usa menos niveles: listas dentro de listas, paréntesis o llamadas.\n");
            ExitCode::FAILURE
        }
        Ending::Bug(text) => {
            say(&format!(
                "error interno de Antorcha: esto es culpa nuestra, no de tu programa.\n  \
                 Detalle para informar del fallo: {}\n",
                text.trim()
            ));
            ExitCode::from(OUR_FAULT)
        }
    }
}

fn tell_outcome(outcome: &Outcome) -> ExitCode {
    match outcome {
        Outcome::Finished => ExitCode::SUCCESS,
        Outcome::Exit { code, message } => {
            if let Some(message) = message {
                say(&format!("{message}\n"));
            }
            exit_code(*code)
        }
        Outcome::Raised(error) => {
            say(&error.to_string());
            if let Some(help) = help(error) {
                say(&format!("\n{help}\n"));
            }
            if error.is("KeyboardInterrupt") { ExitCode::from(INTERRUPTED) } else { ExitCode::FAILURE }
        }
    }
}

/// Exit codes are a byte, as the operating system has them.
fn exit_code(code: i32) -> ExitCode {
    ExitCode::from(code.to_le_bytes()[0])
}

/// What to tell in Spanish below a traceback.
fn help(error: &PythonError) -> Option<String> {
    error.missing_module.as_deref().map(|module| python::advice(module).to_owned())
}

fn say(text: &str) {
    // Nobody is left to tell when standard error is closed.
    let _ = io::stderr().write_all(text.as_bytes());
}
