//! Regressions whose output cannot reach their targets.

use super::{
    Flow, Inspection, Op, Residual,
    evidence::Values,
    floor::{self, Range},
};
use crate::{
    explain::number,
    nn::activation::{self, Activation, Bound},
    trace::Snapshot,
};

/// A smaller share of what the best constant answer leaves is noise at the edge of a range.
const NOISE: f64 = 0.01;

/// A regression whose output cannot reach its targets.
pub struct Misfit<'a> {
    /// The prediction against the targets.
    pub residual: Residual<'a>,
    /// The activation that computes the prediction.
    pub op: Op<'a>,
    activation: &'static Activation,
    range: Range,
    targets: &'a Snapshot,
}

impl Inspection {
    /// All of them. A side counts as the prediction if gradients flow back through it and not through the other.
    #[must_use]
    pub fn misfits(&self) -> Vec<Misfit<'_>> {
        let flow = self.flow();
        let sides = flow.residuals().into_iter().flat_map(|residual| [(residual, 0), (residual, 1)]);
        sides.filter_map(|(residual, side)| Misfit::of(flow, residual, side)).filter(Misfit::matters).collect()
    }
}

impl<'a> Misfit<'a> {
    fn of(flow: Flow<'a>, residual: Residual<'a>, side: usize) -> Option<Self> {
        let (prediction, targets) = (residual.sides[side], &residual.sides[1 - side].value);
        let op = flow.source(prediction, &[])?;
        let activation = activation::find(op.name()).filter(|found| found.function == op.name())?;
        let range = floor::range(op, activation);
        (prediction.value.is_tracked() && !targets.is_tracked()).then_some(Self {
            residual,
            op,
            activation,
            range,
            targets,
        })
    }

    /// Whether more than noise lies outside.
    fn matters(&self) -> bool {
        let (least, most) = self.range;
        let stats = &self.targets.stats;
        let beyond = (least - stats.min).max(stats.max - most);
        if !self.targets.whole {
            return beyond > NOISE.sqrt() * (stats.max - stats.min);
        }
        let all = &self.targets.values;
        beyond > 0.0
            && floor::regression(&self.residual, all, self.range)
                > NOISE * floor::of_always(&self.residual, all, floor::mean(all.iter().copied()))
    }

    /// `función`, `alcance`, `mínimo`, `máximo`, `fuera`, `total`, `suelo`, `pérdida`.
    #[must_use]
    pub fn values(&self, flow: Flow<'_>) -> Values {
        let stats = &self.targets.stats;
        let mut values = vec![
            ("función", self.activation.function.to_owned()),
            ("alcance", interval(self.activation, self.range)),
            ("mínimo", number(stats.min)),
            ("máximo", number(stats.max)),
        ];
        if self.targets.whole {
            let outside = self.targets.values.iter().filter(|&&target| target < self.range.0 || target > self.range.1);
            values.push(("fuera", outside.count().to_string()));
            values.push(("total", stats.count.to_string()));
            values.extend(self.losses(flow));
        }
        values
    }

    fn losses(&self, flow: Flow<'_>) -> Values {
        let op = self.residual.op;
        let floor = floor::reduced(
            op,
            floor::regression(&self.residual, &self.targets.values, self.range),
            self.targets.stats.count,
        );
        let last = flow.last_value(op).filter(|last| *last >= floor - 1e-4);
        let last = last.map(|last| ("pérdida", number(last)));
        [("suelo", number(floor))].into_iter().chain(last).collect()
    }
}

/// `(−1, 1)`, `[0, ∞)`
#[must_use]
pub fn interval(activation: &Activation, (least, most): Range) -> String {
    let closed = |bound: Bound| matches!(bound, Bound::Closed(_));
    let open = if closed(activation.range.0) { "[" } else { "(" };
    let close = if closed(activation.range.1) { "]" } else { ")" };
    let end = |value: f64| {
        if value.is_finite() {
            number(value)
        } else if value > 0.0 {
            "∞".to_owned()
        } else {
            "−∞".to_owned()
        }
    };
    format!("{open}{}, {}{close}", end(least), end(most))
}
