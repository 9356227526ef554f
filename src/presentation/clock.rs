//! The clock that a teacher starts and stops.

use std::time::Duration;

/// A clock. What time it is, the caller says.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clock {
    /// Since when it runs.
    since: Option<Duration>,
    /// What it had counted before.
    before: Duration,
    /// What it counts down from.
    limit: Option<Duration>,
}

impl Clock {
    /// Starts or stops it.
    pub fn toggle(&mut self, now: Duration) {
        self.before = self.elapsed(now);
        self.since = if self.since.is_some() { None } else { Some(now) };
    }

    /// Counts down from so many minutes.
    pub fn count_down(&mut self, minutes: u32, now: Duration) {
        let limit = Some(Duration::from_secs(60 * u64::from(minutes)));
        *self = Self { since: Some(now), before: Duration::ZERO, limit };
    }

    /// Back to nothing; it runs on if it ran.
    pub fn reset(&mut self, now: Duration) {
        *self = Self { since: self.since.map(|_| now), ..Self::default() };
    }

    fn elapsed(&self, now: Duration) -> Duration {
        self.before + self.since.map_or(Duration::ZERO, |since| now.saturating_sub(since))
    }

    /// Whether what it counted down has passed.
    pub fn is_over(&self, now: Duration) -> bool {
        self.limit.is_some_and(|limit| self.elapsed(now) >= limit)
    }

    /// What it shows; nothing before it was started.
    pub fn shown(&self, now: Duration) -> String {
        let elapsed = self.elapsed(now);
        if self.since.is_none() && elapsed.is_zero() {
            return String::new();
        }
        let stopped = if self.since.is_none() { " parado" } else { "" };
        match self.limit {
            None => format!("{}{stopped}", digits(elapsed.as_secs())),
            Some(limit) if elapsed < limit => {
                // A second that has begun is still shown.
                format!("quedan {}{stopped}", digits(limit.saturating_sub(elapsed).as_millis().div_ceil(1000) as u64))
            }
            Some(limit) => format!("¡tiempo! +{}{stopped}", digits(elapsed.saturating_sub(limit).as_secs())),
        }
    }
}

/// As in `03:12` or `1:03:12`.
fn digits(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes:02}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn it_counts_while_it_runs() {
        let mut clock = Clock::default();
        assert_eq!(clock.shown(at(9)), "");
        clock.toggle(at(10));
        assert_eq!((clock.shown(at(10)), clock.shown(at(202))), ("00:00".into(), "03:12".into()));
        clock.toggle(at(202));
        assert_eq!(clock.shown(at(900)), "03:12 parado");
        clock.toggle(at(1000));
        assert_eq!(clock.shown(at(1000 + 3600)), "1:03:12");
        clock.reset(at(5000));
        assert_eq!(clock.shown(at(5001)), "00:01");
        clock.toggle(at(5001));
        clock.reset(at(5002));
        assert_eq!(clock.shown(at(5003)), "");
    }

    #[test]
    fn it_counts_down_and_beyond() {
        let mut clock = Clock::default();
        clock.count_down(2, at(100));
        assert_eq!((clock.shown(at(100)), clock.is_over(at(219))), ("quedan 02:00".into(), false));
        assert_eq!(clock.shown(at(219) + Duration::from_millis(500)), "quedan 00:01");
        assert_eq!((clock.shown(at(227)), clock.is_over(at(220))), ("¡tiempo! +00:07".into(), true));
        clock.toggle(at(227));
        assert_eq!(clock.shown(at(999)), "¡tiempo! +00:07 parado");
    }
}
