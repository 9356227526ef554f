//! What happens meanwhile: keys, the lesson's program, signals. Each is waited for by a thread of its own, so that none
//! keeps the others waiting.

use std::{
    sync::mpsc::{self, Receiver, Sender},
    thread,
    time::Duration,
};

use crossterm::event::{self, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::{
    cli::{Failure, Kind, leccion, panics},
    lesson::{Played, Prepared},
    presentation::Key,
};

/// Something happened.
pub(super) enum Event {
    /// A key was pressed.
    Key(Key),
    /// The terminal may have another size.
    Resized,
    /// So many cells of the lesson have run, of so many.
    Advance(usize, usize),
    /// The lesson has run.
    Played(Box<Result<Played, Failure>>),
    /// The system wants us to end.
    #[cfg_attr(windows, allow(dead_code, reason = "consoles send no signals"))]
    Signal(u8),
    /// Nobody can press keys any more.
    Gone,
}

/// Where everything that happens arrives.
pub(super) struct Events(Receiver<Event>);

impl Events {
    /// Runs the lesson and begins to listen. `changed` says whether it has other values than its own.
    pub fn begin(prepared: Prepared, changed: bool) -> Result<Self, Failure> {
        let (sender, receiver) = mpsc::channel();
        let (player, keys) = (sender.clone(), sender.clone());
        start(move || play(&prepared, changed, &player))?;
        start(move || listen(&keys))?;
        #[cfg(unix)]
        watch(sender)?;
        Ok(Self(receiver))
    }

    /// What happens within this time, if anything.
    pub fn next(&self, time: Duration) -> Option<Event> {
        self.0.recv_timeout(time).ok()
    }
}

fn start(work: impl FnOnce() + Send + 'static) -> Result<(), Failure> {
    let started = thread::Builder::new().spawn(work);
    started.map(drop).map_err(|error| {
        Failure::new(Kind::Environment, "no se pudo iniciar un hilo").hint(format!("el sistema dice: {error}"))
    })
}

/// Runs the lesson. Whoever would hear of it may have left.
fn play(prepared: &Prepared, changed: bool, to: &Sender<Event>) {
    let advance = |done, total| drop(to.send(Event::Advance(done, total)));
    let played =
        panics::guard(|| prepared.run(advance).map_err(|failure| leccion::failed(failure, changed, prepared.lesson())));
    let _ = to.send(Event::Played(Box::new(played)));
}

/// Passes keys on. The library does not come back from a terminal that is gone: so this thread does nothing else.
fn listen(to: &Sender<Event>) {
    loop {
        let happened = match event::read() {
            Ok(event::Event::Key(key)) if key.kind != KeyEventKind::Release => self::key(key).map(Event::Key),
            Ok(event::Event::Resize(..)) => Some(Event::Resized),
            Ok(_) => None,
            Err(_) => Some(Event::Gone),
        };
        let last = matches!(happened, Some(Event::Gone));
        if happened.is_some_and(|event| to.send(event).is_err()) || last {
            return;
        }
    }
}

/// What a key is to us.
fn key(event: KeyEvent) -> Option<Key> {
    if event.modifiers.contains(KeyModifiers::CONTROL) && !event.modifiers.contains(KeyModifiers::ALT) {
        return match event.code {
            KeyCode::Char('c' | 'd') => Some(Key::Interrupt),
            KeyCode::Char('u') => Some(Key::Clear),
            KeyCode::Char('f') => Some(Key::Forward),
            KeyCode::Char('b') => Some(Key::Back),
            KeyCode::Char('h') => Some(Key::Backspace),
            _ => None,
        };
    }
    Some(match event.code {
        KeyCode::Char(c) if !c.is_control() => Key::Char(c),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Escape,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Right | KeyCode::PageDown => Key::Forward,
        KeyCode::Left | KeyCode::PageUp => Key::Back,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        _ => return None,
    })
}

/// How long the talk may take to end by itself after a signal.
#[cfg(unix)]
const GRACE: Duration = Duration::from_secs(2);

/// Passes signals on, and obeys them where nobody else does in time.
#[cfg(unix)]
fn watch(to: Sender<Event>) -> Result<(), Failure> {
    use signal_hook::{
        consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM},
        iterator::Signals,
        low_level::emulate_default_handler,
    };

    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM])?;
    start(move || {
        for signal in signals.forever() {
            let _ = to.send(Event::Signal(u8::try_from(signal).unwrap_or(1)));
            thread::sleep(GRACE);
            let _ = emulate_default_handler(signal);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_every_terminal() {
        let plain = |code| key(KeyEvent::new(code, KeyModifiers::NONE));
        let control = |code| key(KeyEvent::new(code, KeyModifiers::CONTROL));
        for (code, expected) in [
            (KeyCode::Char('v'), Key::Char('v')),
            (KeyCode::Char('ñ'), Key::Char('ñ')),
            (KeyCode::PageDown, Key::Forward),
            (KeyCode::Left, Key::Back),
            (KeyCode::Esc, Key::Escape),
        ] {
            assert_eq!(plain(code), Some(expected));
        }
        assert_eq!(key(KeyEvent::new(KeyCode::Char('N'), KeyModifiers::SHIFT)), Some(Key::Char('N')));
        // The third level of a Spanish keyboard arrives as Control and Alt together.
        let third = KeyModifiers::CONTROL | KeyModifiers::ALT;
        assert_eq!(key(KeyEvent::new(KeyCode::Char('['), third)), Some(Key::Char('[')));
        assert_eq!((control(KeyCode::Char('c')), control(KeyCode::Char('x'))), (Some(Key::Interrupt), None));
        assert_eq!((plain(KeyCode::F(5)), plain(KeyCode::Null)), (None, None));
    }
}
