//! What a student's program shows about each item.

use std::collections::{BTreeMap, BTreeSet};

use super::{Answer, Checklist, Item};
use crate::{
    diagnose::{Flow, Inspection, Op, Review, Reviewer, Told},
    guard,
    nn::activation::ACTIVATIONS,
    python::Program,
    reference::pitfall::Gravity,
    trace::Value,
    view::{Document, Reply, Text},
};

/// What passes a layer's result on without bending it.
const PASSED: [&str; 6] = ["dropout", "batch_norm", "layer_norm", "alpha_dropout", "add", "mul"];

/// Layers that learn: a module that holds one of them is more than an activation.
const LAYERS: [&str; 8] = ["Linear", "Bilinear", "Embedding", "RNN", "LSTM", "GRU", "Conv1d", "Conv2d"];

/// What a program shows about an item.
#[derive(Clone, Debug)]
pub enum Evidence {
    /// It is as it should be.
    For(Text),
    /// These findings speak against it.
    Against(Vec<Told>),
    /// It cannot be told from the program.
    Unclear(Text),
}

/// What a student's program shows.
#[derive(Clone, Debug)]
pub struct Code {
    /// All that was found in it.
    pub review: Review,
    facts: Facts,
}

/// What its run and its modules tell.
#[derive(Clone, Debug, Default)]
struct Facts {
    /// Whether it came to its end.
    finished: bool,
    /// The last operation before a loss, the loss, and the line.
    outputs: BTreeSet<(String, String, usize)>,
    /// Layers with another layer behind them, and the activation between.
    hidden: BTreeMap<String, String>,
    /// Activations of the student's own.
    own: BTreeSet<String>,
    /// Activations with the numbers in their brackets.
    parameters: BTreeSet<String>,
}

impl Evidence {
    /// In a word.
    #[must_use]
    pub fn says(&self) -> &'static str {
        match self {
            Self::For(_) => "a favor",
            Self::Against(_) => "en contra",
            Self::Unclear(_) => "no se puede saber",
        }
    }

    /// What is seen, in a sentence.
    #[must_use]
    pub fn text(&self) -> Option<&Text> {
        if let Self::For(text) | Self::Unclear(text) = self { Some(text) } else { None }
    }

    /// What speaks against it.
    #[must_use]
    pub fn findings(&self) -> Vec<Told> {
        if let Self::Against(findings) = self { findings.clone() } else { Vec::new() }
    }

    /// How much speaks against it.
    pub(super) fn count(&self) -> usize {
        if let Self::Against(findings) = self { findings.len() } else { 0 }
    }
}

impl Code {
    /// Runs a program and looks at it.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn look(program: &Program, reviewer: &Reviewer<'_>) -> Result<Self, guard::Failure> {
        let (review, facts) = reviewer.inspect(program, Facts::of)?;
        Ok(Self { review, facts })
    }

    /// What it shows about an item.
    #[must_use]
    pub fn evidence(&self, item: &Item, checklist: &Checklist) -> Evidence {
        let against: Vec<Told> =
            self.review.findings.iter().filter(|told| speaks_against(told, item)).cloned().collect();
        if !against.is_empty() {
            return Evidence::Against(against);
        }
        if !self.facts.finished {
            return Evidence::Unclear("no se puede saber: el programa no llega al final.".into());
        }
        let shown = match item.front.id.as_str() {
            "problema" => self.output(checklist),
            "omitir" => self.facts.layers(),
            "modulo" => Some(self.facts.own_activations()),
            "parametros" => self.facts.settings(),
            _ => None,
        };
        shown.map_or_else(|| Evidence::Unclear(unseen(item).into()), Evidence::For)
    }

    /// An item beside its evidence: findings with their places, or what is seen in a sentence.
    #[must_use]
    pub fn told(&self, item: &Item, answer: Option<Answer>, evidence: &Evidence) -> Document {
        match evidence {
            Evidence::For(text) => {
                Document::new().with(Reply::right(Text::new().say("En tu código, ").join(text.clone())))
            }
            Evidence::Unclear(text) => Document::new().say(Text::new().say("En tu código, ").join(text.clone())),
            Evidence::Against(findings) => findings.iter().fold(Document::new(), |document, told| {
                let mut diagnostic = told.diagnostic(&self.review);
                if answer.is_some_and(Answer::settles) {
                    let line = format!("marcaste que {}, pero en la línea {}: ", item.front.claims, told.span.line);
                    diagnostic.message = Text::new().say(line).join(diagnostic.message);
                }
                document.with(diagnostic)
            }),
        }
    }

    /// The output and the loss, and which problem they are right for.
    fn output(&self, checklist: &Checklist) -> Option<Text> {
        let outputs = &checklist.outputs;
        let (text, right) = self.facts.outputs.iter().find_map(|(output, loss, line)| {
            let (output, loss) = outputs.traced(output, loss)?;
            let right = outputs.right_for(&output, &loss);
            let text = Text::new().say("en la línea ").number(line.to_string()).say(", la salida es ");
            let text = text.join(Text::marked(outputs.output_name(&output))).say(" y la pérdida ");
            Some((text.code(outputs.loss_name(&loss)), right))
        })?;
        let names: Vec<&str> = right.iter().map(|problem| problem.name.as_str()).collect();
        (!names.is_empty()).then(|| text.say(format!(": van juntas en {}.", either(&names))))
    }
}

/// Why an item cannot be told from a program.
fn unseen(item: &Item) -> &'static str {
    match item.front.id.as_str() {
        "problema" => "no se puede saber: no calcula ninguna pérdida con una salida que yo conozca.",
        "omitir" => "no se puede saber: no hay ninguna capa con una activación detrás.",
        "parametros" => "no se puede saber: ninguna activación lleva números entre sus paréntesis.",
        _ => "no se puede saber.",
    }
}

impl Facts {
    fn of(inspection: &Inspection) -> Self {
        let mut facts = Self { finished: inspection.finished(), ..Self::default() };
        let flow = inspection.flow();
        for loss in flow.losses() {
            let line = inspection.place(loss).map_or(0, |span| span.line);
            if let Some(output) = flow.origin(loss, 0) {
                facts.outputs.insert((output.name().to_owned(), loss.name().to_owned(), line));
            }
        }
        for layer in flow.named(&["linear"]) {
            if let Some(activation) = activation_behind(flow, layer) {
                facts.hidden.insert(inspection.name(layer), activation);
            }
        }
        facts.parameters = flow.ops().filter(|op| is_activation(op.name())).filter_map(|op| settings(&op)).collect();
        facts.own = own_activations(inspection);
        facts
    }

    fn layers(&self) -> Option<Text> {
        let pairs: Vec<Text> =
            self.hidden.iter().map(|(layer, activation)| Text::new().code(layer).say(" → ").code(activation)).collect();
        let text = Text::new().say("detrás de cada capa oculta hay una activación: ");
        (!pairs.is_empty()).then(|| listed(text, pairs).say("."))
    }

    fn own_activations(&self) -> Text {
        let names: Vec<Text> = self.own.iter().map(|name| Text::new().code(name)).collect();
        let text = Text::new().say("tienes como módulo ");
        let none = "no hay ninguna activación propia: lo que procede es «no aplica».";
        if names.is_empty() { none.into() } else { listed(text, names).say(", y funciona.") }
    }

    fn settings(&self) -> Option<Text> {
        let shown: Vec<Text> = self.parameters.iter().map(|text| Text::new().code(text)).collect();
        let text = Text::new().say("no veo nada raro en ");
        (!shown.is_empty()).then(|| listed(text, shown).say("."))
    }
}

/// Whether a finding contradicts a yes to an item. What may be so, and what could be better, does not.
fn speaks_against(told: &Told, item: &Item) -> bool {
    let sure = !told.possible && told.gravity != Gravity::Advice;
    sure && item.front.pitfalls.iter().any(|id| id == told.rule)
}

/// A finding in a sentence.
pub(super) fn sentence(told: &Told) -> Text {
    let text = Text::new().say("en la línea ").number(told.span.line.to_string()).say(": ");
    let text = text.join(Text::marked(&told.message));
    match told.label.as_str() {
        "" => text,
        label => text.say(" (").join(Text::marked(label)).say(")"),
    }
}

/// The activation that a layer's result is put into, if another layer follows it.
fn activation_behind(flow: Flow<'_>, layer: Op<'_>) -> Option<String> {
    let mut at = layer;
    // Consumers come after, so this ends.
    loop {
        at = flow.consumers(at).next().filter(|next| next.number() > at.number())?;
        if is_activation(at.name()) {
            return Some(at.name().to_owned());
        }
        if !at.is(&PASSED) && !at.is(Flow::views()) {
            return None;
        }
    }
}

fn is_activation(name: &str) -> bool {
    ACTIVATIONS.iter().any(|activation| activation.function == name)
}

/// `leaky_relu(negative_slope=0.2)`; nothing for one without numbers.
fn settings(op: &Op<'_>) -> Option<String> {
    let known = ACTIVATIONS.iter().find(|activation| activation.function == op.name())?;
    let own = |name: &str| known.parameters.iter().any(|parameter| parameter.name == name) || name == "dim";
    let shown: Vec<String> = op
        .operation
        .attributes
        .iter()
        .filter(|(name, _)| own(name))
        .map(|(name, value)| format!("{name}={}", python(value)))
        .collect();
    (!shown.is_empty()).then(|| format!("{}({})", op.name(), shown.join(", ")))
}

fn python(value: &Value) -> String {
    match value {
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Int(value) => value.to_string(),
        Value::Float(value) => value.to_string(),
        Value::Ints(values) => format!("{values:?}"),
        Value::Text(text) => format!("'{text}'"),
    }
}

/// The student's own modules without layers that learn.
fn own_activations(inspection: &Inspection) -> BTreeSet<String> {
    let modules = &inspection.survey().modules;
    let mut own = BTreeSet::new();
    for module in modules.iter().filter(|module| module.own) {
        let mut inside: Vec<usize> = module.children.iter().map(|child| child.number).collect();
        let mut seen = BTreeSet::new();
        let mut learns = false;
        while let Some(number) = inside.pop() {
            if let Some(inner) = modules.get(number).filter(|_| seen.insert(number)) {
                learns |= LAYERS.iter().any(|layer| inner.is(layer));
                inside.extend(inner.children.iter().map(|child| child.number));
            }
        }
        if !learns && !module.parameters.iter().any(|parameter| parameter.shape.len() > 1) {
            own.insert(module.class.clone());
        }
    }
    own
}

/// Texts with commas, and an «y» before the last.
fn listed(text: Text, parts: Vec<Text>) -> Text {
    let last = parts.len().saturating_sub(1);
    parts.into_iter().enumerate().fold(text, |text, (index, part)| {
        let between = match index {
            0 => "",
            index if index == last => " y ",
            _ => ", ",
        };
        text.say(between).join(part)
    })
}

fn either(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [others @ .., last] => format!("{} o {last}", others.join(", ")),
    }
}
