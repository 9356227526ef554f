//! The one door that every tensor operation passes: compute, record for autograd, tell the observer.

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
    rc::Rc,
};

use super::{
    autograd::{self, Context, Creation, Edge, GradMode, Node, Saved},
    error::{Error, ErrorKind, Result},
    tensor::Tensor,
};

/// Gradients of an operation's inputs, in order; `None` where none flows.
pub type Gradients = Vec<Option<Tensor>>;

/// One tensor operation: what it computes, and how gradients flow back through it.
pub trait Operation {
    /// PyTorch's public name: `relu`, `addmm`.
    fn name(&self) -> &'static str;

    /// The name of its node in the graph: `ReluBackward0`.
    fn node_name(&self) -> Cow<'static, str>;

    /// Computes the output; no gradients are recorded meanwhile.
    ///
    /// # Errors
    /// PyTorch's, for inputs that do not fit.
    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor>;

    /// Which tensors [`Operation::backward`] looks at.
    fn saves(&self) -> Saves {
        Saves::NOTHING
    }

    /// Gradients of the inputs from that of the output, by tensor operations, so that a pass with
    /// `create_graph` can be differentiated again.
    ///
    /// # Errors
    /// When saved tensors were freed or changed in place since.
    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients>;

    /// Whether the output shares the memory of the first input.
    fn is_view(&self) -> bool {
        false
    }

    /// Whether PyTorch's node has no edge for an input, which is a number or a mask to it.
    fn hides(&self, _input: usize) -> bool {
        false
    }

    /// Arguments that are not tensors, under PyTorch's names.
    fn attributes(&self) -> Attributes {
        Vec::new()
    }
}

/// Arguments of an operation that are not tensors.
pub type Attributes = Vec<(&'static str, Attribute)>;

/// One such argument.
#[derive(Clone, Debug, PartialEq)]
pub enum Attribute {
    /// `True`, `False`
    Bool(bool),
    /// An integer: a dimension, a count.
    Int(i64),
    /// A number.
    Float(f64),
    /// Several integers: dimensions, a shape.
    Ints(Vec<i64>),
    /// A word: `approximate='tanh'`.
    Text(String),
}

/// Which tensors an operation keeps for the way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saves(u32);

impl Saves {
    /// None.
    pub const NOTHING: Self = Self(0);
    /// Its output.
    pub const OUTPUT: Self = Self(1);
    /// All inputs.
    pub const INPUTS: Self = Self(!1);
    /// Its first input.
    pub const FIRST: Self = Self(2);
    /// Its second input.
    pub const SECOND: Self = Self(4);
    /// Its third input.
    pub const THIRD: Self = Self(8);

    /// Both sets.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether input `index` is kept.
    #[must_use]
    pub const fn input(self, index: usize) -> bool {
        let bit = if index < 30 { index + 1 } else { 31 };
        self.0 >> bit & 1 == 1
    }

    /// Whether the output is kept.
    #[must_use]
    pub const fn output(self) -> bool {
        self.0 & 1 == 1
    }

    /// Whether anything is kept.
    #[must_use]
    pub const fn anything(self) -> bool {
        self.0 != 0
    }
}

/// Runs an operation.
///
/// # Errors
/// Those of [`Operation::forward`].
pub fn apply(operation: impl Operation + 'static, inputs: &[Tensor]) -> Result<Tensor> {
    let output = quietly(|| operation.forward(inputs))?;
    let output = unshared(&operation, inputs, output);
    let recorded = output.dtype().is_floating_point() && records(inputs);
    if !recorded && !is_observed() {
        return Ok(output);
    }
    let operation: Rc<dyn Operation> = Rc::new(operation);
    if recorded {
        inputs.iter().try_for_each(autograd::check_history)?;
        let edges = edges(inputs);
        let saved = inputs.iter().map(|input| (input.clone(), Saved::input(input))).collect();
        let node = autograd::record(Rc::clone(&operation), saved, edges, &output);
        output.set_history(node, 0);
    }
    observe(&Call {
        name: operation.name(),
        attributes: &|| operation.attributes(),
        inputs,
        output: &output,
        inplace: false,
    });
    Ok(output)
}

/// Runs an operation and puts the result in the place of its first input (`Tensor.relu_`).
///
/// # Errors
/// As [`inplace`].
pub fn apply_inplace(operation: impl Operation + 'static, inputs: &[Tensor]) -> Result<Tensor> {
    let target = inputs.first().ok_or_else(|| Error::runtime("an in-place operation needs a tensor"))?;
    inplace(target, |original| {
        let inputs: Vec<Tensor> = std::iter::once(original.clone()).chain(inputs[1..].iter().cloned()).collect();
        apply(operation, &inputs)
    })
}

/// Puts what `function` computes of `target` in the place of `target`, in memory and in the graph.
///
/// Where the graph is recorded, `function` sees a copy of the original, which its nodes may keep:
/// PyTorch, too, clones what the way back still needs.
///
/// # Errors
/// Those of `function`, and PyTorch's for tensors that may not be changed in place or a result that
/// does not fit.
pub fn inplace(target: &Tensor, function: impl FnOnce(&Tensor) -> Result<Tensor>) -> Result<Tensor> {
    let recorded = autograd::is_grad_enabled() && target.dtype().is_floating_point();
    if recorded && target.requires_grad() {
        autograd::check_inplace(target)?;
    }
    let original = if recorded || is_observed() { target.copy_with_history()? } else { target.clone() };
    let (result, held) = hold_back(|| function(&original));
    let result = result?;
    if recorded && result.requires_grad() {
        autograd::check_inplace(target)?;
    }
    target.overwrite(&result)?;
    if let (true, Some(node)) = (recorded, result.grad_fn()) {
        autograd::rebase(target, autograd::of_place(node));
    }
    if let Some(Held { name, attributes, inputs }) = held {
        observe(&Call { name, attributes: &|| attributes.clone(), inputs: &inputs, output: target, inplace: true });
    }
    Ok(target.clone())
}

/// A call of which the observer is told later.
struct Held {
    name: &'static str,
    attributes: Attributes,
    inputs: Vec<Tensor>,
}

thread_local! {
    /// While an in-place function computes: the calls that it makes.
    static HELD: RefCell<Option<Vec<Held>>> = const { RefCell::new(None) };
}

fn hold_back<R>(body: impl FnOnce() -> R) -> (R, Option<Held>) {
    if !is_observed() {
        return (body(), None);
    }
    HELD.set(Some(Vec::new()));
    let result = body();
    (result, HELD.take().and_then(|mut calls| calls.pop()))
}

/// Groups operations that PyTorch computes one public function from: observers see the group.
///
/// # Errors
/// Those of `body`.
pub fn composite(
    name: &'static str,
    attributes: &dyn Fn() -> Attributes,
    inputs: &[Tensor],
    body: impl FnOnce() -> Result<Tensor>,
) -> Result<Tensor> {
    let output = unobserved(body)?;
    observe(&Call { name, attributes, inputs, output: &output, inplace: false });
    Ok(output)
}

/// Runs `body` out of the observer's sight.
pub fn unobserved<R>(body: impl FnOnce() -> R) -> R {
    let _hidden = hide();
    body()
}

/// Hides operations from the observer until it is dropped.
#[must_use]
#[derive(Debug)]
pub struct Hidden(());

/// Hides what follows from the observer.
pub fn hide() -> Hidden {
    DEPTH.set(DEPTH.get() + 1);
    Hidden(())
}

impl Drop for Hidden {
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get() - 1);
    }
}

fn quietly<R>(body: impl FnOnce() -> R) -> R {
    let _mode = GradMode::set(false);
    unobserved(body)
}

/// An identity may hand its input through: give the output a handle of its own, and tie views to their base.
fn unshared(operation: &dyn Operation, inputs: &[Tensor], output: Tensor) -> Tensor {
    let output = if inputs.iter().any(|input| input.is_same(&output)) { output.detach() } else { output };
    if let (true, Some(source)) = (operation.is_view(), inputs.first()) {
        let creation = if autograd::is_grad_enabled() { Creation::Plain } else { Creation::Unrecorded };
        output.set_view_of(source, creation);
    }
    output
}

fn records(inputs: &[Tensor]) -> bool {
    autograd::is_grad_enabled() && inputs.iter().any(Tensor::requires_grad)
}

fn edges(inputs: &[Tensor]) -> Vec<Option<Edge>> {
    inputs.iter().map(Tensor::gradient_edge).collect()
}

/// A finished operation, as observers see it.
pub struct Call<'a> {
    /// PyTorch's public name.
    pub name: &'static str,
    /// Arguments that are not tensors.
    pub attributes: &'a dyn Fn() -> Attributes,
    /// Its inputs; where it changed the first in place, that one as it was before.
    pub inputs: &'a [Tensor],
    /// What it gave.
    pub output: &'a Tensor,
    /// Whether it changed its first input.
    pub inplace: bool,
}

/// Watches operations while a program runs.
pub trait Observer {
    /// An operation has finished.
    fn operation(&self, call: &Call<'_>);

    /// A backward pass begins at `roots`, each with its seed.
    fn backward_begins(&self, roots: &[(Tensor, Option<Tensor>)]);

    /// A node has turned the gradients of its outputs into those of its inputs.
    fn node(&self, node: &Rc<Node>, grads: &[Option<Tensor>], results: &[Option<Tensor>]);

    /// A pass was asked for the gradients of `inputs` alone; `gathered` says whether they were added to their `.grad`.
    fn gradients(&self, inputs: &[Tensor], grads: &[Option<Tensor>], gathered: bool);

    /// The backward pass is over; it may have failed before its end.
    fn backward_ends(&self, finished: bool);

    /// A function could not be computed.
    fn failure(&self, name: &str, inputs: &[Tensor], message: &str);

    /// A stretch of work that counts as one event is over.
    fn stretch(&self, stretch: &Stretch<'_>);
}

/// A stretch of work that counts as one event.
#[derive(Clone, Copy, Debug)]
pub struct Stretch<'a> {
    /// An optimizer's step ("optimizer"), an initialisation ("init").
    pub kind: &'a str,
    /// The optimizer, the layer, the function.
    pub name: &'a str,
    /// The tensors that it was about, before.
    pub before: &'a [Tensor],
    /// … and after.
    pub after: &'a [Tensor],
    /// What an optimizer remembers for each of them; empty for other work.
    pub memories: &'a [Memory],
}

/// What an optimizer remembers for a tensor, by name.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// Before its step.
    pub before: Vec<(String, Tensor)>,
    /// After it.
    pub after: Vec<(String, Tensor)>,
}

thread_local! {
    static OBSERVER: RefCell<Option<Rc<dyn Observer>>> = const { RefCell::new(None) };
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// Sets who watches from now on; returns who did before.
pub fn set_observer(observer: Option<Rc<dyn Observer>>) -> Option<Rc<dyn Observer>> {
    OBSERVER.with_borrow_mut(|held| std::mem::replace(held, observer))
}

/// Whether someone watches here and now.
#[must_use]
pub fn is_observed() -> bool {
    DEPTH.get() == 0 && OBSERVER.with_borrow(Option::is_some)
}

/// Tells the observer of a call that did not pass [`apply`].
pub fn observe(call: &Call<'_>) {
    if DEPTH.get() != 0 || OBSERVER.with_borrow(Option::is_none) {
        return;
    }
    let held_back = HELD.with_borrow_mut(|held| {
        let waiting = held.is_some();
        if let Some(calls) = held {
            calls.push(Held { name: call.name, attributes: (call.attributes)(), inputs: call.inputs.to_vec() });
        }
        waiting
    });
    if !held_back {
        tell(|observer| observer.operation(call));
    }
}

/// Tells the observer of a function that failed; hands its result through.
///
/// # Errors
/// That of the function.
pub fn observe_failure<R>(name: &str, inputs: impl FnOnce() -> Vec<Tensor>, result: Result<R>) -> Result<R> {
    if let Err(error) = &result
        && error.kind != ErrorKind::Callback
        && is_observed()
    {
        let inputs = inputs();
        tell(|observer| observer.failure(name, &inputs, &error.to_string()));
    }
    result
}

/// Tells the observer of a stretch of hidden work.
pub fn observe_stretch(stretch: &Stretch<'_>) {
    tell(|observer| observer.stretch(stretch));
}

pub(super) fn observe_backward(roots: &[(Tensor, Option<Tensor>)], walk: impl FnOnce() -> Result<()>) -> Result<()> {
    if !is_observed() {
        return unobserved(walk);
    }
    tell(|observer| observer.backward_begins(roots));
    IN_BACKWARD.set(true);
    let result = unobserved(walk);
    IN_BACKWARD.set(false);
    tell(|observer| observer.backward_ends(result.is_ok()));
    result
}

thread_local! {
    static IN_BACKWARD: Cell<bool> = const { Cell::new(false) };
}

pub(super) fn observe_node(node: &Rc<Node>, grads: &[Option<Tensor>], results: &[Option<Tensor>]) {
    if IN_BACKWARD.get() {
        tell(|observer| observer.node(node, grads, results));
    }
}

pub(super) fn observe_gradients(inputs: &[Tensor], grads: &[Option<Tensor>], gathered: bool) {
    if IN_BACKWARD.get() {
        tell(|observer| observer.gradients(inputs, grads, gathered));
    }
}

/// The observer runs unobserved: it may compute with tensors itself.
fn tell(what: impl FnOnce(&dyn Observer)) {
    if let Some(observer) = OBSERVER.with_borrow(Clone::clone) {
        quietly(|| what(&*observer));
    }
}
