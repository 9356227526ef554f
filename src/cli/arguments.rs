//! The command line. The doc comments here are what `--help` shows.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use super::{
    Format,
    aula::Aula,
    autor::Autor,
    calificar::Calificar,
    capa::Capa,
    checklist::Lista,
    comparar::Comparar,
    ejecutar::Ejecutar,
    exportar::Exportar,
    ficha::{Ficha, Glosario},
    leccion::Leccion,
    manual::{Completar, Manual},
    modelo::Modelo,
    practica::Practica,
    presentar::Presentar,
    progreso::Progreso,
    repaso::Repaso,
    revisar::Revisar,
    trampas::Trampas,
    values,
};
use crate::terminal::{ColorChoice, Wishes};

/// Ejecuta código real de PyTorch y mira, paso a paso, qué ocurre dentro. Sin instalar Python ni PyTorch.
#[derive(Debug, Parser)]
#[command(name = "antorcha", version, disable_help_flag = true, disable_version_flag = true)]
#[command(disable_help_subcommand = true)]
pub(super) struct Arguments {
    /// Options of every command.
    #[command(flatten)]
    pub general: General,
    /// Muestra la versión
    #[arg(short = 'V', long, action = ArgAction::Version, help_heading = "Opciones generales")]
    pub version: Option<bool>,
    /// What to do; without it, the home page.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Sigue una lección: te pregunta antes de enseñarte cada resultado
    Leccion(Leccion),
    /// Las lecciones que hay: qué aprendes en cada una, cuánto duran y por dónde vas
    Lecciones,
    /// Mira cuánto llevas de cada lección, llévate tu progreso a otra máquina o empieza de cero
    Progreso(Progreso),
    /// Repasa lo que fallaste en las lecciones y en los ejercicios, unos días después
    Repaso(Repaso),
    /// Compara activaciones: valores, derivadas y curvas. Sin nada más, abre la lección 1
    Comparar(Comparar),
    /// Abre una capa lineal con su activación hasta el último producto. Sin nada más, abre la lección 2
    Capa(Capa),
    /// Entrena una red pequeña con varias activaciones y las compara. Sin nada más, abre la lección 5
    Modelo(Modelo),
    /// Repasa tu modelo con los cuatro puntos de la lista: te pregunta, lee tu lista o mira tu código
    Checklist(Lista),
    /// Ejecuta un programa de Python con `torch`, sin instalar nada más
    Ejecutar(Ejecutar),
    /// Los errores típicos, cada uno con un programa que falla, la prueba y el arreglo
    #[command(alias = "explicar")]
    Trampas(Trampas),
    /// Ejercicios para escribir en tu editor y comprobar aquí: enunciados, pistas y lo que falla
    Practica(Practica),
    /// Comprueba los ejercicios de muchos alumnos: una carpeta, un archivo o un zip cada uno
    Calificar(Calificar),
    /// Junta el progreso de una clase: cuánto lleva cada alumno y qué cuesta más
    Aula(Aula),
    /// Proyecta una lección en clase, a pantalla completa: página a página, con votaciones, notas y reloj
    Presentar(Presentar),
    /// Escribe una lección, los ejercicios o las trampas como página web, para repartirla o imprimirla
    Exportar(Exportar),
    /// Escribe lecciones y ejercicios tuyos: empieza uno y comprueba que todo está bien
    Autor(Autor),
    /// Busca en tu programa los errores típicos y te los enseña con los números de tu propio modelo
    Revisar(Revisar),
    /// Escribe un programa pequeño de PyTorch para empezar
    Ejemplo,
    /// Escribe el guion que completa las órdenes con el tabulador en tu intérprete de órdenes
    Completar(Completar),
    /// Escribe la página de manual, para `man`
    Manual(Manual),
    /// Muestra la ficha de una función de activación: fórmula, curva, parámetros y cuándo usarla
    Ficha(Ficha),
    /// Explica las palabras de las redes neuronales
    Glosario(Glosario),
}

/// Options of every command.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Opciones generales")]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(super) struct General {
    /// Sin colores; lo mismo que `--color nunca`
    #[arg(long, global = true)]
    pub sin_color: bool,
    /// Cuándo usar colores; `auto` los usa si lees en una terminal y no has puesto `NO_COLOR`
    #[arg(long, global = true, value_name = "CUÁNDO", default_value = "auto", overrides_with = "sin_color")]
    pub color: Color,
    /// Ancho en columnas; si no lo dices, el de tu terminal
    #[arg(long, global = true, value_name = "N", value_parser = values::columns)]
    pub ancho: Option<usize>,
    /// Cambia símbolos como → · Σ por otros que se ven en cualquier terminal
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Para lectores de pantalla: tablas, gráficas y símbolos dichos con palabras
    #[arg(long, global = true)]
    pub accesible: bool,
    /// Forma de la salida; `json` es para que la lea otro programa
    #[arg(long, global = true, value_name = "FORMA", default_value = "texto")]
    pub formato: Format,
    /// No se para a preguntar: la lección sale entera, de una vez
    #[arg(long, global = true)]
    pub sin_pausas: bool,
    /// No lee ni guarda tu progreso
    #[arg(long, global = true)]
    pub sin_progreso: bool,
    /// Usa las lecciones de esta carpeta en lugar de las que trae Antorcha
    #[arg(long, global = true, value_name = "CARPETA")]
    pub lecciones: Option<PathBuf>,
    /// Muestra esta ayuda
    #[arg(short = 'h', long, global = true, action = ArgAction::Help)]
    pub help: Option<bool>,
}

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// Where a person reads.
    #[default]
    Auto,
    /// Always.
    Siempre,
    /// Never.
    Nunca,
}

impl General {
    /// What these options ask of the screen.
    pub(super) fn wishes(&self) -> Wishes {
        let color = match self.color {
            _ if self.sin_color => ColorChoice::Never,
            Color::Auto => ColorChoice::Auto,
            Color::Siempre => ColorChoice::Always,
            Color::Nunca => ColorChoice::Never,
        };
        Wishes { color, width: self.ancho, ascii: self.ascii, accessible: self.accesible }
    }

    /// What can be made out of a command line that may be wrong elsewhere, so that even the message about that looks
    /// as it was asked to.
    pub(super) fn glimpse(arguments: &[String]) -> Self {
        let mut general = Self::default();
        for (index, argument) in arguments.iter().enumerate().take_while(|(_, argument)| *argument != "--") {
            let (name, value) = match argument.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (argument.as_str(), arguments.get(index + 1).map(String::as_str)),
            };
            match name {
                "--sin-color" => general.sin_color = true,
                "--ascii" => general.ascii = true,
                "--accesible" => general.accesible = true,
                "--color" => general.color = parsed(value).unwrap_or_default(),
                "--formato" => general.formato = parsed(value).unwrap_or_default(),
                "--ancho" => general.ancho = value.and_then(|value| values::columns(value).ok()),
                _ => {}
            }
        }
        general
    }
}

/// The value of an option whose values are listed.
fn parsed<T: ValueEnum>(value: Option<&str>) -> Option<T> {
    T::from_str(value?, false).ok()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().build();
        Arguments::command().debug_assert();
    }

    #[test]
    fn options_make_wishes() {
        let wishes = |line: &str| {
            let words = std::iter::once("antorcha").chain(line.split_whitespace());
            Arguments::try_parse_from(words).expect("a right command line").general.wishes()
        };
        assert_eq!(wishes(""), Wishes::default());
        assert_eq!(wishes("--sin-color").color, ColorChoice::Never);
        assert_eq!(wishes("--sin-color --color siempre").color, ColorChoice::Always);
        assert_eq!(wishes("ejemplo --ancho 40 --ascii"), Wishes { width: Some(40), ascii: true, ..Wishes::default() });
        assert!(wishes("--accesible").accessible);
    }

    #[test]
    fn a_wrong_line_still_tells_how_it_wants_to_look() {
        let line =
            ["x", "--ancho=40", "--color", "nunca", "--accesible", "--nada", "--", "--ascii"].map(ToOwned::to_owned);
        let expected = Wishes { width: Some(40), color: ColorChoice::Never, ascii: false, accessible: true };
        assert_eq!(General::glimpse(&line).wishes(), expected);
    }
}
