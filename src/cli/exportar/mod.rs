//! `antorcha exportar`: a lesson, the exercises, the pitfalls, as web pages to hand out.

mod what;

use std::{
    fs::{self, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use clap::Args;
use serde::Serialize;

use super::{
    Answer, Failure, Format, Kind, Output,
    arguments::General,
    files,
    leccion::{self, Wishes},
};
use crate::{
    content::Library,
    exercise::Exercises,
    html,
    lesson::{self, Audience},
    reference::pitfall::Pitfalls,
    view::{Document, Meter, Text, Title},
};
use what::What;

/// Escribe una lección como página web que se abre sin conexión, para repartirla, leerla o imprimirla
#[derive(Args, Debug)]
#[command(after_help = "Ejemplos:\n`antorcha exportar capa --html`\n\
                        `antorcha exportar ejercicios --html --salida hojas`\n\
                        `antorcha exportar 3 --html --salida -`")]
pub struct Exportar {
    /// Una lección, por su número o su nombre; o `ejercicios`, `trampas`, una trampa por su nombre, o `todo`
    #[arg(value_name = "LECCIÓN")]
    what: String,

    /// Como página HTML; es lo que hace aunque no lo digas
    #[arg(long = "html")]
    _html: bool,

    /// El archivo, o la carpeta donde ponerlo; con `-`, la página sale en la pantalla. Si no lo dices, un archivo con su
    /// nombre en la carpeta en la que estás
    #[arg(long, value_name = "ARCHIVO")]
    salida: Option<PathBuf>,

    /// Sustituye el archivo si ya existe
    #[arg(long)]
    si: bool,

    /// Cambia un valor de la lección, por ejemplo `--con x="1 -2 0,5"`
    #[arg(long = "con", value_name = "NOMBRE=VALOR", value_parser = leccion::setting)]
    settings: Vec<(String, String)>,

    /// Con las notas para el docente
    #[arg(long)]
    docente: bool,
}

/// `--formato json`.
#[derive(Serialize)]
struct Written<'a> {
    #[serde(rename = "archivos")]
    files: &'a [PathBuf],
}

impl Exportar {
    /// Writes the pages.
    ///
    /// # Errors
    /// There is no such lesson, it cannot be shown, or a file cannot be written.
    pub(super) fn run(self, general: &General, output: &mut Output) -> Answer {
        let library = general.library()?;
        let pages = what::find(&self.what, &library)?;
        if !(self.settings.is_empty() || matches!(pages.as_slice(), [What::Lesson(_)])) {
            let failure = Failure::new(Kind::Usage, Text::marked("`--con` cambia los valores de una lección"));
            return Err(failure.hint("indica una, por su número o su nombre"));
        }
        if self.salida.as_deref() == Some(Path::new("-")) {
            return self.print(&pages, &library, output);
        }
        let files = self.files(&pages)?;
        for (page, file) in pages.iter().zip(&files) {
            let text = html::page(&self.document(page, &library, output)?);
            write(file, &text, self.si).map_err(|error| unwritten(file, &error))?;
        }
        match output.format() {
            Format::Json => output.json(&Written { files: &files }),
            Format::Text => output.show(&told(&files)),
        }?;
        Ok(0)
    }

    fn print(&self, pages: &[What], library: &Library, output: &mut Output) -> Answer {
        let [page] = pages else {
            return Err(Failure::new(Kind::Usage, "en la pantalla solo cabe una página")
                .hint(Text::marked("con `todo`, indica una carpeta: `--salida paginas`")));
        };
        if output.format() == Format::Json {
            return Err(Failure::new(Kind::Usage, Text::marked("con `--salida -`, lo que sale es la página misma"))
                .hint(Text::marked("quita `--formato json`, o di un archivo con `--salida`")));
        }
        let text = html::page(&self.document(page, library, output)?);
        output.raw(text.as_bytes()).map(|()| 0)
    }

    /// Where each page goes. Nothing is run where a file is in the way.
    fn files(&self, pages: &[What]) -> Result<Vec<PathBuf>, Failure> {
        let files: Vec<PathBuf> = match (&self.salida, pages) {
            (None, [page]) => vec![page.file_name().into()],
            (Some(path), [_]) if !path.is_dir() => vec![path.clone()],
            (Some(file), _) if file.is_file() => {
                let message = format!("son varias páginas, y «{}» es un archivo", file.display());
                return Err(
                    Failure::new(Kind::Usage, message).hint(Text::marked("indica una carpeta: `--salida paginas`"))
                );
            }
            (Some(folder), pages) => {
                fs::create_dir_all(folder).map_err(|error| unwritten(folder, &error))?;
                pages.iter().map(|page| folder.join(page.file_name())).collect()
            }
            (None, _) => {
                return Err(Failure::new(Kind::Usage, "son varias páginas, y falta la carpeta donde ponerlas")
                    .hint(Text::marked("indícala así: `--salida paginas`")));
            }
        };
        match files.iter().find(|file| !self.si && file.exists()) {
            Some(file) => Err(unwritten(file, &ErrorKind::AlreadyExists.into())),
            None => Ok(files),
        }
    }

    fn document(&self, page: &What, library: &Library, output: &mut Output) -> Result<Document, Failure> {
        match page {
            What::Lesson(entry) => self.lesson(entry, library, output),
            What::Exercises => Ok(Exercises::read(library)?.handout()),
            What::Pitfalls => pitfalls(&Pitfalls::read(library)?, output),
            What::Pitfall(pitfall) => Ok(pitfall.document(&pitfall.play()?)?),
        }
    }

    fn lesson(&self, entry: &lesson::Entry, library: &Library, output: &mut Output) -> Result<Document, Failure> {
        let wishes = Wishes { settings: self.settings.clone(), ..Wishes::default() };
        let prepared = leccion::prepared(&entry.id, &wishes, library)?;
        let played = leccion::played(&prepared, &wishes, output)?;
        let audience = if self.docente { Audience::Teacher } else { Audience::Student };
        Ok(lesson::handout(&played, audience))
    }
}

/// All pitfalls, one below the other.
fn pitfalls(pitfalls: &Pitfalls, output: &mut Output) -> Result<Document, Failure> {
    let total = pitfalls.iter().count();
    let motto = format!("{total} errores que casi todo el mundo comete, cada uno con su prueba y su arreglo");
    let mut document = Document::new().with(Title { name: "Trampas".to_owned(), motto: motto.into() });
    for (done, pitfall) in pitfalls.iter().enumerate() {
        if output.is_watched() {
            // A bar that cannot be drawn is no reason to stop.
            let _ = output.advance("Ejecutando las trampas", Meter::new(done, total), "");
        }
        document.blocks.extend(pitfall.document(&pitfall.play()?)?.blocks);
    }
    if output.is_watched() {
        output.clear_advance()?;
    }
    Ok(document)
}

fn write(path: &Path, text: &str, replaces: bool) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true);
    let options = if replaces { options.create(true).truncate(true) } else { options.create_new(true) };
    options.open(path)?.write_all(text.as_bytes())
}

fn unwritten(path: &Path, error: &io::Error) -> Failure {
    if error.kind() == ErrorKind::AlreadyExists {
        return Failure::new(Kind::Usage, format!("«{}» ya existe", path.display()))
            .hint(Text::marked("añade `--si` para sustituirlo, o elige otro con `--salida`"));
    }
    files::unwritable(path, error)
}

fn told(files: &[PathBuf]) -> Document {
    let name = |file: &PathBuf| Text::new().code(file.display().to_string());
    match files {
        [file] => {
            let text = Text::new().say("La página está en ").join(name(file));
            Document::new().say(text.say(". Se abre en cualquier navegador, también sin conexión."))
        }
        files => {
            let said = format!("He escrito {} páginas, que se abren en cualquier navegador:", files.len());
            Document::new().say(said).list(false, files.iter().map(name))
        }
    }
}
