//! From what was kept to the record: what repeats is shown once and summed up.

use super::{
    Event, Place, Record, Repeat, Source, Step, VERSION,
    repeats::{Counter, Counters, KEPT},
    tally::{Tallies, Tally},
};

/// A step as it was kept; its sources count in kept steps.
pub struct Kept {
    pub key: u64,
    pub time: u64,
    pub place: Option<Place>,
    pub path: String,
    pub module: Option<usize>,
    pub training: Option<bool>,
    pub event: Event,
}

/// Numbers the steps that are shown and puts a summary behind each loop.
pub fn gather(kept: Vec<Kept>, counters: &Counters, mut tallies: Tallies, cut: bool) -> Record {
    let mut numbers: Vec<usize> = Vec::with_capacity(kept.len());
    let mut steps: Vec<Step> = Vec::new();
    let mut group = Group::default();
    let mut followed: Vec<Tally> = Vec::new();
    for (index, step) in kept.into_iter().enumerate() {
        let counter = counters.get(step.key).cloned().unwrap_or_default();
        let first = counter.step.unwrap_or(index);
        if counter.seen > KEPT && first != index {
            numbers.push(numbers.get(first).copied().unwrap_or(0));
            continue;
        }
        group.close_before(step.time, &mut steps);
        let number = steps.len() + 1;
        numbers.push(number);
        followed.extend(tallies.take(step.key).map(|tally| Tally { step: number, ..tally }));
        group.add(number, &step, &counter);
        let mut event = step.event;
        renumber(&mut event, &numbers);
        let Kept { place, path, module, training, .. } = step;
        steps.push(Step { number, place, path, module, training, event });
    }
    group.close(&mut steps);
    Record { version: VERSION, steps, cut, tallies: followed }
}

fn renumber(event: &mut Event, numbers: &[usize]) {
    let renumbered = |source: &mut Source| {
        if let Source::Step(index) = source {
            *index = numbers.get(*index).copied().unwrap_or(0);
        }
    };
    match event {
        Event::Operation(operation) => operation.inputs.iter_mut().for_each(|input| renumbered(&mut input.source)),
        Event::Failure(failure) => failure.inputs.iter_mut().for_each(|input| renumbered(&mut input.source)),
        Event::Backward(backward) => {
            renumbered(&mut backward.root.source);
            backward.leaves.iter_mut().for_each(|leaf| renumbered(&mut leaf.source));
            backward.asked.iter_mut().for_each(|asked| renumbered(&mut asked.source));
            for step in backward.nodes.iter_mut().filter_map(|node| node.step.as_mut()) {
                *step = numbers.get(*step).copied().unwrap_or(0);
            }
        }
        Event::Update(update) => update.changes.iter_mut().for_each(|change| renumbered(&mut change.source)),
        Event::Repeat(_) => {}
    }
}

/// Steps of one loop.
#[derive(Default)]
struct Group {
    from: usize,
    to: usize,
    ends: u64,
    members: Vec<(Vec<usize>, u64)>,
    loss: Vec<f64>,
    skipped: u64,
}

impl Group {
    /// Closes the group if its loop was over when the next step ran.
    fn close_before(&mut self, time: u64, steps: &mut Vec<Step>) {
        if time > self.ends {
            self.close(steps);
        }
    }

    fn add(&mut self, number: usize, step: &Kept, counter: &Counter) {
        self.to = number;
        if counter.seen <= KEPT {
            return;
        }
        if self.members.is_empty() {
            self.from = number;
        }
        self.ends = self.ends.max(counter.last);
        self.skipped += counter.seen - 1;
        let calls = step.place.as_ref().map(|place| place.calls.clone()).unwrap_or_default();
        self.members.push((calls, counter.seen - 1));
        if let (Event::Backward(_), true, Some((first, last))) = (&step.event, self.loss.is_empty(), counter.scalar) {
            self.loss = vec![first, last];
        }
    }

    fn close(&mut self, steps: &mut Vec<Step>) {
        let group = std::mem::take(self);
        if group.members.is_empty() {
            return;
        }
        let repeat = Repeat {
            from: group.from,
            to: group.to,
            lines: lines(&group.members),
            loss: group.loss,
            skipped: group.skipped,
        };
        let number = steps.len() + 1;
        let event = Event::Repeat(repeat);
        steps.push(Step { number, place: None, path: String::new(), module: None, training: None, event });
    }
}

/// The lines of a loop, where its members' calls part ways: first, last, and how often more they ran.
fn lines(members: &[(Vec<usize>, u64)]) -> Vec<(usize, usize, u64)> {
    let Some((first, _)) = members.first() else { return Vec::new() };
    let shared = (0..first.len())
        .take_while(|&level| members.iter().all(|(calls, _)| calls.len() > level + 1 && calls[level] == first[level]));
    let level = shared.count();
    let mut lines: Vec<(usize, u64)> =
        members.iter().filter_map(|(calls, times)| calls.get(level).map(|&line| (line, *times))).collect();
    lines.sort_unstable_by_key(|&(line, times)| (line, std::cmp::Reverse(times)));
    lines.dedup_by_key(|(line, _)| *line);
    let mut ranges: Vec<(usize, usize, u64)> = Vec::new();
    for (line, times) in lines {
        match ranges.last_mut() {
            Some((_, to, held)) if *held == times => *to = line,
            _ => ranges.push((line, line, times)),
        }
    }
    ranges
}
