//! Watches the door and keeps what a student will want to see.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use super::{
    Event, Failure, Input, Name, Names, Operation, Record, Site, Snapshot, Source, Value,
    backward::Pass,
    gathering::{Kept, gather},
    repeats::{Counters, KEPT, hash, mix},
    tally::Tallies,
};
use crate::tensor::{
    Attributes, Observer, Tensor, WeakTensor,
    autograd::Node,
    dispatch::{Call, Stretch},
};

/// Snapshots may hold so many bytes together; then the record is cut.
const ROOM: usize = 64 << 20;

/// What to do with an event.
pub(super) enum Verdict {
    /// Keep it under this key.
    Keep(u64),
    /// It happened often; the first time is kept under this index.
    Again(u64, usize),
    /// There is no room.
    Pass,
}

/// How a tensor is printed.
pub type Printer = fn(&Tensor) -> String;

/// Records a program.
pub struct Recorder {
    pub(super) site: Box<dyn Site>,
    names: Box<dyn Names>,
    print: Printer,
    pub(super) state: RefCell<State>,
}

#[derive(Default)]
pub(super) struct State {
    pub counters: Counters,
    pub kept: Vec<Kept>,
    /// Which kept step computed a tensor, by its address.
    producers: HashMap<usize, (WeakTensor, usize)>,
    /// Which kept step recorded a node, by its number.
    pub nodes: HashMap<u64, usize>,
    pub pass: Option<Pass>,
    /// What activations' units do, where that is asked for.
    tallies: Option<Tallies>,
    used: usize,
    cut: bool,
}

impl Recorder {
    /// A recorder that asks `site` and `names` of the running program.
    #[must_use]
    pub fn new(site: Box<dyn Site>, names: Box<dyn Names>, print: Printer) -> Self {
        Self { site, names, print, state: RefCell::default() }
    }

    /// The same, which also follows what the units of activations do.
    #[must_use]
    pub fn tallying(self) -> Self {
        self.state.borrow_mut().tallies = Some(Tallies::default());
        self
    }

    /// What was recorded.
    #[must_use]
    pub fn finish(&self) -> Record {
        let state = self.state.take();
        gather(state.kept, &state.counters, state.tallies.unwrap_or_default(), state.cut)
    }

    fn tally(&self, key: u64, call: &Call<'_>) {
        if let Some(tallies) = &mut self.state.borrow_mut().tallies {
            tallies.count(key, call);
        }
    }

    /// Counts an event, with its scalar result where there is one, and says whether to keep it.
    pub(super) fn count(&self, what: u64, scalar: Option<f64>) -> Verdict {
        let place = self.site.key();
        let state = &mut *self.state.borrow_mut();
        let key = mix(place, what);
        let full = state.used > ROOM;
        let Some(counter) = state.counters.count(key) else {
            state.cut = true;
            return Verdict::Pass;
        };
        if let Some(scalar) = scalar {
            counter.scalar = Some((counter.scalar.map_or(scalar, |(first, _)| first), scalar));
        }
        match counter.step {
            _ if counter.seen <= KEPT && !full => Verdict::Keep(key),
            Some(step) => Verdict::Again(key, step),
            None => {
                state.cut = true;
                Verdict::Pass
            }
        }
    }

    pub(super) fn push(&self, key: u64, event: Event) -> usize {
        let (place, path, module) = (self.site.here(), self.site.modules(), self.site.module());
        let training = self.site.training();
        let state = &mut *self.state.borrow_mut();
        state.kept.push(Kept { key, time: state.counters.now(), place, path, module, training, event });
        let index = state.kept.len() - 1;
        if let Some(counter) = state.counters.get_mut(key) {
            counter.step.get_or_insert(index);
        }
        index
    }

    pub(super) fn snapshot(&self, tensor: &Tensor) -> Snapshot {
        let taken = Snapshot::take(tensor, (self.print)(tensor));
        self.state.borrow_mut().used += size_of::<Snapshot>() + taken.text.len() + 8 * taken.values.len();
        taken
    }

    /// Where a tensor came from. `Step` holds the index of a kept step until the end.
    pub(super) fn source(&self, tensor: &Tensor) -> Source {
        if tensor.is_wrapped_number() {
            return Source::Number;
        }
        let step = self.state.borrow().producer(tensor);
        match (self.names.name(tensor), step) {
            (Some(Name::Parameter(name)), _) => Source::Parameter(name),
            // What gets a gradient is known by its name, whichever step made it.
            (Some(Name::Variable(name)), Some(_)) if tensor.is_leaf() && tensor.requires_grad() => {
                Source::Variable(name)
            }
            (_, Some(step)) => Source::Step(step),
            (Some(Name::Variable(name)), None) => Source::Variable(name),
            (None, None) => Source::Unknown,
        }
    }

    pub(super) fn input(&self, tensor: &Tensor) -> Input {
        Input { source: self.source(tensor), value: self.snapshot(tensor) }
    }

    fn inputs(&self, call: &Call<'_>) -> Vec<Input> {
        let mut inputs: Vec<Input> = call.inputs.iter().map(|input| self.input(input)).collect();
        if let (true, Some(first)) = (call.inplace, inputs.first_mut()) {
            first.source = self.source(call.output);
        }
        inputs
    }

    fn keep_failure(&self, name: &str, inputs: &[Tensor], message: &str) {
        let Verdict::Keep(key) = self.count(mix(hash(name), hash(message)), None) else { return };
        let inputs = inputs.iter().map(|input| self.input(input)).collect();
        self.push(key, Event::Failure(Failure { name: name.to_owned(), inputs, message: message.to_owned() }));
    }

    fn keep(&self, key: u64, call: &Call<'_>) {
        let operation = Operation {
            name: call.name.to_owned(),
            attributes: values((call.attributes)()),
            inputs: self.inputs(call),
            output: self.snapshot(call.output),
            inplace: call.inplace,
        };
        let index = self.push(key, Event::Operation(operation));
        if let Some(node) = call.output.grad_fn() {
            self.state.borrow_mut().nodes.insert(node.sequence(), index);
        }
        self.state.borrow_mut().produced(call.output, index);
    }
}

/// Arguments as they are recorded.
pub(super) fn values(attributes: Attributes) -> Vec<(String, Value)> {
    attributes.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect()
}

impl State {
    fn producer(&self, tensor: &Tensor) -> Option<usize> {
        let (held, step) = self.producers.get(&tensor.address())?;
        held.upgrade().filter(|held| held.is_same(tensor)).map(|_| *step)
    }

    /// Remembers whose result a tensor is. A handle that is remembered keeps its address from being used again.
    fn produced(&mut self, tensor: &Tensor, step: usize) {
        self.producers.insert(tensor.address(), (tensor.downgrade(), step));
    }

    /// Of work that is only counted, the latest result is remembered as that of the first time.
    fn produced_again(&mut self, key: u64, step: usize, tensor: &Tensor) {
        let address = tensor.address();
        let before = self.counters.get_mut(key).and_then(|counter| counter.latest.replace(address));
        if let Some(before) = before.filter(|before| *before != address) {
            self.producers.remove(&before);
        }
        self.produced(tensor, step);
    }
}

/// What is done to what: its name, and the shapes of result and first input.
fn kind(call: &Call<'_>) -> u64 {
    let shape = |hash, tensor: &Tensor| tensor.layout().shape().iter().fold(hash, |hash, &size| mix(hash, size as u64));
    let name = mix(call.name.as_ptr() as u64, call.name.len() as u64);
    let output = shape(mix(name, u64::from(call.inplace)), call.output);
    call.inputs.first().map_or(output, |input| shape(mix(output, 1), input))
}

impl Observer for Recorder {
    fn operation(&self, call: &Call<'_>) {
        match self.count(kind(call), None) {
            Verdict::Keep(key) => {
                self.tally(key, call);
                self.keep(key, call);
            }
            Verdict::Again(key, step) => {
                self.tally(key, call);
                self.state.borrow_mut().produced_again(key, step, call.output);
            }
            Verdict::Pass => {}
        }
    }

    fn backward_begins(&self, roots: &[(Tensor, Option<Tensor>)]) {
        self.begin_pass(roots);
    }

    fn node(&self, node: &Rc<Node>, grads: &[Option<Tensor>], _results: &[Option<Tensor>]) {
        self.pass_node(node, grads);
    }

    fn gradients(&self, inputs: &[Tensor], grads: &[Option<Tensor>], gathered: bool) {
        self.pass_gradients(inputs, grads, gathered);
    }

    fn backward_ends(&self, finished: bool) {
        self.end_pass(finished);
    }

    fn failure(&self, name: &str, inputs: &[Tensor], message: &str) {
        self.keep_failure(name, inputs, message);
    }

    fn stretch(&self, stretch: &Stretch<'_>) {
        self.keep_stretch(stretch);
    }
}
