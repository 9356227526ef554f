//! The arithmetic of an optimizer's step for one weight, with the numbers of the run.

use super::{
    backward::name,
    numbers::{bracketed, element, indices, number},
};
use crate::{
    trace::{Change, Update, Value},
    view::Arithmetic,
};

/// An optimizer's setting; 0 where it has none of that name.
pub fn setting(update: &Update, name: &str) -> f64 {
    let value = update.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value);
    match value {
        Some(Value::Float(value)) => *value,
        Some(Value::Int(value)) => *value as f64,
        _ => 0.0,
    }
}

/// One weight's step, written out; where our numbers do not give what the optimizer gave, only from where to where.
pub fn arithmetic(update: &Update) -> Vec<Arithmetic> {
    let mut weights = update.changes.iter().filter_map(|change| Weight::of(change, update));
    let written = weights.clone().find_map(|weight| {
        let mut work = Work::default();
        let moved = weight.moved(&mut work)?;
        weight.agrees(moved).then_some(work.lines)
    });
    let told = |weight: Weight<'_>| {
        let line = format!("{} → {}", number(weight.before), number(weight.after));
        vec![Arithmetic::new(weight.name()).equals(line)]
    };
    written.or_else(|| weights.next().map(told)).unwrap_or_default()
}

/// A weight that an optimizer moved.
#[derive(Clone)]
struct Weight<'a> {
    update: &'a Update,
    change: &'a Change,
    index: Vec<usize>,
    before: f64,
    gradient: f64,
    after: f64,
}

/// What was worked out so far.
#[derive(Default)]
struct Work {
    lines: Vec<Arithmetic>,
}

impl Work {
    /// `target = expression ≈ value`
    fn add(&mut self, target: &str, expression: String, value: f64) {
        self.lines.push(Arithmetic::new(target).equals(expression).about(number(value)));
    }
}

impl<'a> Weight<'a> {
    /// The first element that has a gradient.
    fn of(change: &'a Change, update: &'a Update) -> Option<Self> {
        let (before, gradient) = (change.before.as_ref()?, change.gradient.as_ref()?);
        let places = indices(&before.shape.iter().map(|&size| size.min(3)).collect::<Vec<_>>());
        let index = places.into_iter().find(|index| gradient.get(index).is_some_and(|gradient| gradient != 0.0))?;
        let (before, gradient, after) = (before.get(&index)?, gradient.get(&index)?, change.after.get(&index)?);
        Some(Self { update, change, index, before, gradient, after })
    }

    fn name(&self) -> String {
        element(&name(&self.change.source), &self.index)
    }

    fn set(&self, name: &str) -> f64 {
        setting(self.update, name)
    }

    /// What the optimizer remembers for this weight after the step.
    fn kept(&self, name: &str) -> Option<f64> {
        let memory = self.change.memory.iter().find(|memory| memory.name == name)?;
        memory.after.scalar().or_else(|| memory.after.get(&self.index))
    }

    /// … and before it; `None` in the first step.
    fn held(&self, name: &str) -> Option<f64> {
        let memory = self.change.memory.iter().find(|memory| memory.name == name)?;
        memory.before.as_ref().and_then(|before| before.scalar().or_else(|| before.get(&self.index)))
    }

    /// Whether a result is what the optimizer gave, up to rounding.
    fn agrees(&self, moved: f64) -> bool {
        (moved - self.after).abs() <= 2e-6 * (self.before.abs() + self.after.abs()) + 1e-9
    }

    /// Works the step out.
    fn moved(&self, work: &mut Work) -> Option<f64> {
        match self.update.name.as_str() {
            "SGD" => self.descend(work),
            "Adam" => self.adapt(self.directed(true, work), self.before, work),
            "AdamW" => {
                let shrunk = self.before * (1.0 - self.set("lr") * self.set("weight_decay"));
                self.adapt(self.directed(false, work), shrunk, work)
            }
            "RMSprop" => self.propagate(self.directed(true, work), work),
            "Adagrad" => self.gather(self.directed(true, work), work),
            _ => None,
        }
    }

    /// The gradient with its sign and the pull of weight decay.
    fn directed(&self, decays: bool, work: &mut Work) -> f64 {
        let (g, w) = (self.gradient, self.before);
        let decay = if decays { self.set("weight_decay") } else { 0.0 };
        let turned = if self.set("maximize") == 0.0 { g } else { -g };
        let sign = if self.set("maximize") == 0.0 { number(g) } else { format!("−{}", bracketed(g)) };
        let directed = turned + decay * w;
        if decay != 0.0 {
            work.add("g", format!("{sign} + {}·{}", number(decay), bracketed(w)), directed);
        } else if turned != g {
            work.add("g", sign, directed);
        }
        directed
    }

    fn descend(&self, work: &mut Work) -> Option<f64> {
        let g = self.directed(true, work);
        let (lr, momentum) = (self.set("lr"), self.set("momentum"));
        if momentum == 0.0 {
            return Some(self.walk(lr, g, work));
        }
        let velocity = self.kept("momentum_buffer")?;
        match self.held("momentum_buffer") {
            None => work.add("v", "g, en el primer paso".to_owned(), velocity),
            Some(held) => {
                let share = 1.0 - self.set("dampening");
                let fresh = if share == 1.0 { bracketed(g) } else { format!("{}·{}", number(share), bracketed(g)) };
                work.add("v", format!("{}·{} + {fresh}", number(momentum), bracketed(held)), velocity);
            }
        }
        if self.set("nesterov") == 0.0 {
            return Some(self.walk(lr, velocity, work));
        }
        let way = g + momentum * velocity;
        work.add("g + μ·v", format!("{} + {}·{}", number(g), number(momentum), bracketed(velocity)), way);
        Some(self.walk(lr, way, work))
    }

    /// The last line: so far along the way.
    fn walk(&self, lr: f64, way: f64, work: &mut Work) -> f64 {
        work.add(&self.name(), format!("{} − {}·{}", number(self.before), number(lr), bracketed(way)), self.after);
        self.before - lr * way
    }

    /// `name ← keep·name + (1 − keep)·value`
    fn average(&self, target: &str, name: &str, keep: f64, value: (f64, &str), work: &mut Work) -> Option<f64> {
        let kept = self.kept(name)?;
        let (value, power) = value;
        let held = self.held(name).unwrap_or(0.0);
        let fresh = format!("{}·{}{power}", number(1.0 - keep), bracketed(value));
        work.add(target, format!("{}·{} + {fresh}", number(keep), bracketed(held)), kept);
        Some(kept)
    }

    fn adapt(&self, g: f64, from: f64, work: &mut Work) -> Option<f64> {
        let (beta1, beta2, steps) = (self.set("beta1"), self.set("beta2"), self.kept("step")?);
        let mean = self.average("m", "exp_avg", beta1, (g, ""), work)?;
        let square = self.average("v", "exp_avg_sq", beta2, (g, "²"), work)?;
        let square = if self.set("amsgrad") == 0.0 { square } else { self.kept("max_exp_avg_sq")? };
        let (mean_hat, square_hat) = (mean / (1.0 - beta1.powf(steps)), square / (1.0 - beta2.powf(steps)));
        let corrected = |value: f64, beta: f64| format!("{} / (1 − {}^{steps})", number(value), number(beta));
        work.add("m̂", corrected(mean, beta1), mean_hat);
        work.add("v̂", corrected(square, beta2), square_hat);
        let shrink = 1.0 - self.set("lr") * self.set("weight_decay");
        let start = number(self.before);
        let start = if from == self.before { start } else { format!("{start}·{}", precise(shrink)) };
        Some(self.divide(&start, from, mean_hat, (square_hat, &number(square_hat)), self.set("lr"), work))
    }

    fn propagate(&self, g: f64, work: &mut Work) -> Option<f64> {
        let (alpha, lr, momentum) = (self.set("alpha"), self.set("lr"), self.set("momentum"));
        let square = self.average("v", "square_avg", alpha, (g, "²"), work)?;
        let mut under = (square, number(square));
        if self.set("centered") != 0.0 {
            let mean = self.average("m", "grad_avg", alpha, (g, ""), work)?;
            under = (square - mean * mean, format!("({} − {}²)", number(square), bracketed(mean)));
        }
        if momentum == 0.0 {
            return Some(self.divide(&number(self.before), self.before, g, (under.0, &under.1), lr, work));
        }
        let buffer = self.kept("momentum_buffer")?;
        let held = self.held("momentum_buffer").unwrap_or(0.0);
        let pushed = format!("{} / (√{} + ε)", bracketed(g), under.1);
        work.add("b", format!("{}·{} + {pushed}", number(momentum), bracketed(held)), buffer);
        Some(self.walk(lr, buffer, work))
    }

    fn gather(&self, g: f64, work: &mut Work) -> Option<f64> {
        let (decay, steps) = (self.set("lr_decay"), self.kept("step")?);
        let sum = self.kept("sum")?;
        let held = self.held("sum").unwrap_or(0.0);
        work.add("s", format!("{} + {}²", number(held), bracketed(g)), sum);
        let slowed = 1.0 + (steps - 1.0) * decay;
        let lr = self.set("lr") / slowed;
        if decay != 0.0 {
            let text = format!("{} / (1 + {}·{})", number(self.set("lr")), number(steps - 1.0), number(decay));
            work.add("lr", text, lr);
        }
        Some(self.divide(&number(self.before), self.before, g, (sum, &number(sum)), lr, work))
    }

    /// The last line: `start − lr·way / (√under + ε)`.
    fn divide(&self, start: &str, from: f64, way: f64, (under, text): (f64, &str), lr: f64, work: &mut Work) -> f64 {
        let line = format!("{start} − {}·{} / (√{text} + ε)", number(lr), bracketed(way));
        work.add(&self.name(), line, self.after);
        from - lr * way / (under.sqrt() + self.set("eps"))
    }
}

/// A factor next to 1, with the digits that it needs.
fn precise(value: f64) -> String {
    format!("{}", (value * 1e9).round() / 1e9)
}
