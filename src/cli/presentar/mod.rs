//! `antorcha presentar`: a lesson before a class, on the whole screen.

mod events;
mod stage;

use std::{
    collections::BTreeMap,
    env,
    io::{self, IsTerminal},
    time::{Duration, Instant},
};

use clap::Args;

use super::{Answer, Failure, Format, Kind, Output, arguments::General, leccion};
use crate::{
    lesson::{Played, Prepared},
    presentation::{Deck, Flow, Look, Talk},
    view::{Document, Section, Text},
};
use events::{Event, Events};
use stage::Stage;

/// Proyecta una lección en clase, a pantalla completa: página a página, con votaciones, tus notas y un reloj
#[derive(Args, Debug)]
pub struct Presentar {
    /// Su número o su nombre, por ejemplo `1` o `comparar`
    #[arg(value_name = "LECCIÓN")]
    lesson: String,

    /// Empieza en este paso: su número o su nombre
    #[arg(long, value_name = "PASO")]
    desde: Option<String>,

    /// Cambia un valor de la lección, por ejemplo `--con x="1 -2 0,5"`
    #[arg(long = "con", value_name = "NOMBRE=VALOR", value_parser = leccion::setting)]
    settings: Vec<(String, String)>,
}

/// Pages are not wider, unless `--ancho` says so: an eye at the end of the room has to find the next line.
const WIDEST: usize = 100;
/// How long we sleep at most between two looks at the terminal.
const TICK: Duration = Duration::from_millis(100);

impl Presentar {
    /// Presents the lesson.
    pub(super) fn run(self, general: &General, output: &mut Output) -> Answer {
        let library = general.library()?;
        let lesson = leccion::open(&library, &self.lesson)?;
        if !is_whole_screen(general, output) {
            return Err(no_screen(&lesson.id));
        }
        let settings: BTreeMap<_, _> = self.settings.iter().cloned().collect();
        let prepared = Prepared::new(lesson, &settings).map_err(|unclear| leccion::usage(&unclear))?;
        let screen = output.screen();
        let look = Look { color: screen.color, ascii: screen.ascii, widest: general.ancho.unwrap_or(WIDEST) };
        let talk = Talk::new(Deck::cover(prepared.lesson()), look, stage::size());
        let events = Events::begin(prepared, !self.settings.is_empty())?;
        let mut show = Show { talk, desde: self.desde, start: Instant::now(), stage: Stage::enter(output)? };
        let ended = show.hold(&events);
        let talk = show.leave();
        if let Some(signal) = ended? {
            return Ok(128 + signal);
        }
        // The window may have another size by now.
        *output = Output::of_process(general.wishes(), general.formato);
        output.show(&left(&talk)).map(|()| 0)
    }
}

/// A talk on its stage.
struct Show<'a> {
    talk: Talk,
    desde: Option<String>,
    start: Instant,
    stage: Stage<'a>,
}

impl Show<'_> {
    /// Goes on until the teacher has enough, or the system: with the signal that told us so.
    fn hold(&mut self, events: &Events) -> Result<Option<u8>, Failure> {
        let (mut drawn, mut clock) = (false, String::new());
        while stage::is_there() {
            let shown = self.talk.clock(self.now());
            if !drawn || shown != clock {
                self.stage.draw(&self.talk.lines(self.now()))?;
                (drawn, clock) = (true, shown);
            }
            let Some(event) = events.next(TICK) else {
                drawn &= !self.resized();
                continue;
            };
            drawn = false;
            match event {
                Event::Key(key) if self.talk.press(key, self.now()) == Flow::Leave => return Ok(None),
                Event::Key(_) => {}
                Event::Resized => drop(self.resized()),
                Event::Advance(done, total) => self.talk.wait(done, total),
                Event::Played(played) => self.open(&(*played)?)?,
                Event::Signal(signal) => return Ok(Some(signal)),
                Event::Gone => return Ok(None),
            }
        }
        Ok(None)
    }

    fn open(&mut self, played: &Played) -> Result<(), Failure> {
        let step = self.desde.as_ref().map(|wanted| leccion::step(played, wanted)).transpose()?;
        self.talk.open(Deck::of(played), step);
        Ok(())
    }

    /// Whether the terminal has another size by now.
    fn resized(&mut self) -> bool {
        let size = stage::size();
        let other = size != self.talk.size();
        if other {
            self.talk.resize(size);
        }
        other
    }

    fn now(&self) -> Duration {
        self.start.elapsed()
    }

    /// Gives the terminal back.
    fn leave(self) -> Talk {
        drop(self.stage);
        self.talk
    }
}

/// Whether a person looks at a screen that can be drawn over, and wants it to be.
fn is_whole_screen(general: &General, output: &Output) -> bool {
    let terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    let plain = general.accesible || general.sin_pausas || output.format() == Format::Json;
    terminal && !dumb && !plain
}

/// What to do where there is no such screen.
fn no_screen(id: &str) -> Failure {
    Failure::new(Kind::Usage, "para proyectar hace falta una terminal")
        .hint(Text::new().say("para leer la lección, usa ").code(format!("antorcha leccion {id} --sin-pausas")))
}

/// Where the talk was, and what the class has voted: it is kept nowhere else.
fn left(talk: &Talk) -> Document {
    let (id, title) = talk.lesson();
    let again = match talk.step() {
        0 => format!("antorcha presentar {id}"),
        step => format!("antorcha presentar {id} --desde {step}"),
    };
    let place = if talk.step() == 0 { String::new() } else { format!(", en el paso {}", talk.step()) };
    let said = format!("Dejas «{title}»{place}. Para volver ahí: ");
    let document = Document::new().say(Text::new().say(said).code(again));
    let votes = talk.tallies().map(|(question, tally)| question.ask.clone().say(format!("\n{}", tally.summary())));
    let list = Document::new().list(false, votes);
    if talk.tallies().next().is_none() {
        return document;
    }
    document.with(Section { title: "Lo que ha votado la clase".into(), body: list.blocks })
}
