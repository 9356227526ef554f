//! Units behind a ReLU that gave 0 for every row, call after call: no gradient reaches them any more.

use crate::{
    diagnose::{
        Finding, Flow, Inspection, Op, Span,
        evidence::{about, percent},
        syntax,
    },
    explain::number,
    python::survey::TRIED,
    trace::{Leaf, Source, Tally, UpdateKind},
};

pub const ID: &str = "relu-muerta";

/// Activations that are flat where they give 0.
const FLAT: [&str; 2] = ["relu", "relu6"];

/// What may stand between a layer and its activation, beside what only rearranges.
const BETWEEN: [&str; 2] = ["dropout", "batch_norm"];

/// A unit is silent for good after so many calls and rows in a row.
const CALLS: u64 = 3;
const ROWS: u64 = 30;

/// So many rows of one single call say something of this sample.
const SAMPLE: u64 = 16;

/// What is known of an activation's units.
struct Units<'a> {
    op: Op<'a>,
    layer: Op<'a>,
    tally: &'a Tally,
    /// Silent since the first call.
    never: usize,
    /// Silent by now, but not from the beginning.
    died: usize,
}

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let flow = inspection.flow();
    let hidden = flow.named(&FLAT).filter(|op| !op.step.path.starts_with(TRIED) && !is_output(flow, *op));
    hidden.filter_map(|op| Units::of(flow, op)).filter_map(|units| units.finding(inspection)).collect()
}

/// Whether a loss works on it: that is another pitfall.
fn is_output(flow: Flow<'_>, op: Op<'_>) -> bool {
    flow.losses().any(|loss| flow.origin(loss, 0).is_some_and(|output| output.number() == op.number()))
}

impl<'a> Units<'a> {
    fn of(flow: Flow<'a>, op: Op<'a>) -> Option<Self> {
        let tally = flow.tally(op)?;
        let layer = flow.behind(op, 0, &BETWEEN).filter(|layer| layer.is(&["linear"]))?;
        let rows = tally.rows / tally.times.max(1);
        let for_good = |idle: &&u64| **idle >= CALLS && **idle * rows >= ROWS;
        let count = |test: &dyn Fn(u64) -> bool| tally.idle.iter().filter(for_good).filter(|idle| test(**idle)).count();
        let (never, died) = (count(&|idle| idle == tally.times), count(&|idle| idle < tally.times));
        Some(Self { op, layer, tally, never, died })
    }

    fn all(&self) -> usize {
        self.tally.idle.len()
    }

    /// Most are dead, or half of them died on the way; less than that is the ordinary course of things.
    fn case(&self, flow: Flow<'_>) -> Option<&'static str> {
        let learns =
            flow.backwards().any(|(_, backward)| backward.nodes.iter().any(|node| node.step == Some(self.op.number())));
        let most = |part: usize| 4 * part >= 3 * self.all();
        match self.tally.times {
            _ if !learns => None,
            1 => {
                let silent = self.tally.idle.iter().filter(|idle| **idle > 0).count();
                (self.tally.rows >= SAMPLE && silent == self.all()).then_some("muestra")
            }
            _ if most(self.never) => Some(""),
            _ if most(self.never + self.died) || (self.all() > 3 && 2 * self.died >= self.all()) => Some("murieron"),
            _ => None,
        }
    }

    fn finding(&self, inspection: &Inspection) -> Option<Finding> {
        let case = self.case(inspection.flow())?;
        let dead = if case == "muestra" { self.all() } else { self.never + self.died };
        let z = &self.op.operation.input(0)?.stats;
        let all_dead = dead == self.all();
        let filled = self.filled(inspection);
        let call = || inspection.decisive_call(self.op).map(|call| inspection.script.span(call.node));
        let at = filled.or_else(call);
        let finding = Finding::new(ID, at.or_else(|| inspection.place(self.op))?)
            .case(if case.is_empty() && filled.is_some() { "sesgo" } else { case })
            .value("muertas", dead.to_string())
            .value("unidades", self.all().to_string())
            .value("parte", percent(dead, self.all()))
            .value("activación", inspection.name(self.op))
            .value("capa", inspection.layer(self.layer))
            .value("veces", self.tally.times.to_string())
            .value("filas", self.tally.rows.to_string())
            .maybe("mínimo", all_dead.then(|| about(z.min)))
            .maybe("máximo", all_dead.then(|| about(z.max)))
            .maybe(
                "gradiente",
                self.gradient(inspection.flow()).filter(|_| all_dead).map(|leaf| about(leaf.arrived.stats.norm)),
            )
            .maybe("tasa", (case == "murieron").then(|| rate(inspection)).flatten());
        let finding = finding.possible_if(case == "muestra");
        Some(match filled {
            Some(line) => repaired(finding, inspection, line),
            None => finding,
        })
    }

    /// What reached the weights of the layer in the first backward pass, if that was nothing.
    fn gradient(&self, flow: Flow<'a>) -> Option<&'a Leaf> {
        let weight = self.layer.input(1)?;
        let leaves = flow.backwards().flat_map(|(_, backward)| &backward.leaves);
        leaves.into_iter().find(|leaf| leaf.is(weight)).filter(|leaf| leaf.arrived.stats.norm < 1e-12)
    }

    /// The line that filled the bias with one number far below 0.
    fn filled(&self, inspection: &Inspection) -> Option<Span> {
        let bias = self.layer.input(2).filter(|bias| matches!(bias.source, Source::Parameter(_)))?;
        let stats = &bias.value.stats;
        if stats.max >= 0.0 || stats.min.to_bits() != stats.max.to_bits() {
            return None;
        }
        let flow = inspection.flow();
        let inits = flow.updates().filter(|(_, update)| update.kind == UpdateKind::Init);
        let same =
            inits.filter(|(_, update)| update.changes.iter().any(|change| change.after.values == bias.value.values));
        same.last().and_then(|(step, _)| inspection.span_of_call(step, "torch.nn.init."))
    }
}

/// The rate of the first optimizer.
fn rate(inspection: &Inspection) -> Option<String> {
    inspection.survey().optimizers.first()?.groups.first().map(|group| number(group.lr))
}

/// A bias of 0 in its place.
fn repaired(finding: Finding, inspection: &Inspection, line: Span) -> Finding {
    let call = inspection.syntax.call_at(line, &inspection.script);
    let value = call.and_then(|call| call.node.arguments.find_argument_value("val", 1));
    match value.filter(|value| syntax::number(value).is_some()) {
        Some(value) => finding.replace(value, "0.0"),
        None => finding,
    }
}
