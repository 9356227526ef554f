use std::{cell::Cell, rc::Rc};

use super::*;
use crate::tensor::{
    Tensor,
    autograd::{Pass, backward},
    dispatch::{self, Memory, Stretch},
};

/// A program whose running line is set by hand.
#[derive(Clone, Default)]
struct Script {
    line: Rc<Cell<usize>>,
    modules: Rc<Cell<&'static str>>,
    names: Rc<std::cell::RefCell<Vec<(Tensor, &'static str)>>>,
}

impl Site for Script {
    fn key(&self) -> u64 {
        self.line.get() as u64
    }

    fn modules(&self) -> String {
        self.modules.get().to_owned()
    }

    fn here(&self) -> Option<Place> {
        let line = self.line.get();
        Some(Place {
            file: "a.py".into(),
            line,
            source: format!("línea {line}"),
            calls: vec![line],
            ..Place::default()
        })
    }
}

impl Names for Script {
    fn name(&self, tensor: &Tensor) -> Option<Name> {
        let names = self.names.borrow();
        let known = names.iter().find(|(held, _)| held.is_same(tensor));
        known.map(|(_, name)| Name::Parameter((*name).to_owned()))
    }
}

fn record(body: impl FnOnce(&Script)) -> Record {
    let script = Script::default();
    start(Recorder::new(Box::new(script.clone()), Box::new(script.clone()), |tensor| format!("{tensor:?}")));
    body(&script);
    stop().expect("it was started")
}

fn leaf(values: &[f32]) -> Tensor {
    let tensor = Tensor::from_vec(values.to_vec(), &[values.len()]);
    tensor.set_requires_grad(true).expect("a float");
    tensor
}

fn operation(step: &Step) -> &Operation {
    match &step.event {
        Event::Operation(operation) => operation,
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn a_step_knows_its_place_its_modules_and_where_its_inputs_came_from() {
    let record = record(|script| {
        let (x, w) = (leaf(&[2.0]), leaf(&[3.0]));
        script.names.borrow_mut().push((w.clone(), "fc.weight"));
        script.line.set(7);
        script.modules.set("Red.fc");
        let y = x.mul(&w).expect("same shape");
        script.modules.set("");
        script.line.set(8);
        y.add(&Tensor::wrapped_number(1.0)).expect("broadcasts");
    });
    let [first, second] = &record.steps[..] else { unreachable!("two steps: {record:?}") };
    assert_eq!((first.number, first.path.as_str()), (1, "Red.fc"));
    assert_eq!(first.place.as_ref().map(|place| place.line), Some(7));
    let sources: Vec<&Source> = operation(first).inputs.iter().map(|input| &input.source).collect();
    assert_eq!(sources, [&Source::Unknown, &Source::Parameter("fc.weight".into())]);
    assert_eq!(operation(first).output.values, [6.0]);
    assert_eq!(operation(second).inputs[0].source, Source::Step(1));
    assert_eq!(operation(second).inputs[1].source, Source::Number);
    assert_eq!(second.path, "");
}

#[test]
fn a_result_that_is_gone_is_no_source() {
    let record = record(|script| {
        for line in 1..=3 {
            script.line.set(line);
            let x = leaf(&[1.0]);
            drop(x.add(&x).expect("same shape"));
        }
    });
    assert!(record.steps.iter().all(|step| operation(step).inputs[0].source == Source::Unknown));
}

#[test]
fn a_pass_holds_the_gradients_of_steps_and_leaves() {
    let record = record(|script| {
        let (x, w) = (leaf(&[2.0]), leaf(&[3.0]));
        script.names.borrow_mut().push((w.clone(), "w"));
        for _ in 0..2 {
            script.line.set(1);
            let z = x.mul(&w).expect("same shape");
            script.line.set(2);
            let y = z.mul(&z).expect("same shape");
            backward(&[(y, None)], Pass::default()).expect("fresh");
        }
    });
    let passes: Vec<&Backward> = record
        .steps
        .iter()
        .filter_map(|step| if let Event::Backward(pass) = &step.event { Some(pass) } else { None })
        .collect();
    let [first, second] = passes[..] else { unreachable!("two passes: {record:?}") };
    assert_eq!(first.root.source, Source::Step(2));
    let nodes: Vec<(Option<usize>, f64)> =
        first.nodes.iter().map(|node| (node.step, node.gradient.values[0])).collect();
    assert_eq!(nodes, [(Some(2), 1.0), (Some(1), 12.0)]);
    let w = first.leaves.iter().find(|leaf| leaf.source == Source::Parameter("w".into())).expect("w is a leaf");
    assert_eq!((w.arrived.values[0], w.accumulated), (24.0, false));
    assert!(second.leaves.iter().all(|leaf| leaf.accumulated));
    assert!(second.leaves.iter().any(|leaf| leaf.total.values == [48.0]));
}

#[test]
fn a_loop_is_shown_once_and_summed_up() {
    let record = record(|script| {
        let w = leaf(&[1.0]);
        let half = Tensor::wrapped_number(0.5_f32);
        let mut x = Tensor::from_vec(vec![8.0_f32], &[1]);
        for round in 0..10_000 {
            script.line.set(20);
            let y = w.mul(&x).expect("same shape");
            script.line.set(21);
            backward(&[(y, None)], Pass::default()).expect("fresh");
            if round < 3 {
                script.line.set(22);
                x = x.mul(&half).expect("broadcasts");
            }
        }
        script.line.set(30);
        w.neg().expect("a float");
    });
    let kinds: Vec<&str> = record
        .steps
        .iter()
        .map(|step| match &step.event {
            Event::Operation(operation) => operation.name.as_str(),
            Event::Backward(_) => "backward",
            Event::Failure(_) => "failure",
            Event::Update(_) => "update",
            Event::Repeat(_) => "repeat",
        })
        .collect();
    assert_eq!(kinds, ["mul", "backward", "mul", "mul", "mul", "repeat", "neg"]);
    let Event::Repeat(repeat) = &record.steps[5].event else { unreachable!() };
    assert_eq!(repeat.lines, [(20, 21, 9999)]);
    assert_eq!(repeat.loss, [8.0, 1.0]);
    assert_eq!((repeat.from, repeat.to), (1, 5));
    let numbers: Vec<usize> = record.steps.iter().map(|step| step.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7]);
}

#[test]
fn two_loops_are_two_summaries() {
    let record = record(|script| {
        let x = leaf(&[1.0]);
        for line in [10, 20] {
            script.line.set(line);
            (0..5).for_each(|_| drop(x.neg().expect("a float")));
        }
    });
    let repeats = record.steps.iter().filter(|step| matches!(step.event, Event::Repeat(_))).count();
    assert_eq!((repeats, record.steps.len()), (2, 4));
}

#[test]
fn a_quiet_stretch_is_one_event() {
    let record = record(|script| {
        let w = leaf(&[1.0, 2.0]);
        script.names.borrow_mut().push((w.clone(), "w"));
        let before = w.detach().contiguous_copy().expect("small");
        let hidden = dispatch::hide();
        w.write(&[3.0_f32, 4.0]).expect("same type");
        w.neg().expect("not told");
        drop(hidden);
        let memories = [Memory { before: Vec::new(), after: vec![("momentum_buffer".to_owned(), w.clone())] }];
        let (before, after) = (&[before], std::slice::from_ref(&w));
        dispatch::observe_stretch(&Stretch { kind: "optimizer", name: "SGD", before, after, memories: &memories });
        let nothing = Stretch { kind: "data", name: "DataLoader", before: &[], after: &[], memories: &[] };
        dispatch::observe_stretch(&nothing);
    });
    let [Step { event: Event::Update(update), .. }] = &record.steps[..] else { unreachable!("{record:?}") };
    assert_eq!((update.kind, update.name.as_str()), (UpdateKind::Optimizer, "SGD"));
    assert_eq!(update.changes[0].before.as_ref().expect("it was there").values, [1.0, 2.0]);
    assert_eq!(update.changes[0].after.values, [3.0, 4.0]);
    let memory = &update.changes[0].memory[0];
    assert_eq!((memory.name.as_str(), memory.before.is_none(), memory.after.values[1]), ("momentum_buffer", true, 4.0));
}

#[test]
fn json_carries_a_record_there_and_back() {
    let record = record(|_| {
        let x = leaf(&[f32::NAN, 1.0]);
        x.mul(&x).expect("same shape");
    });
    let json = serde_json::to_string(&record).expect("plain data");
    let back: Record = serde_json::from_str(&json).expect("and back");
    assert_eq!(serde_json::to_string(&back).expect("plain data"), json);
    assert!(json.starts_with(r#"{"version":1,"pasos":[{"numero":1,"#), "{json}");
}

/// What counting costs; run it with `--ignored --nocapture` in a release build.
#[test]
#[ignore = "a measurement"]
fn skipped_operations_cost_little() {
    let x = leaf(&[1.0]);
    let rounds = 1_000_000;
    let time = |script: &Script| {
        script.line.set(1);
        let start = std::time::Instant::now();
        (0..rounds).for_each(|_| drop(x.mul(&x).expect("same shape")));
        start.elapsed().as_nanos() / rounds
    };
    let without = time(&Script::default());
    let mut with = 0;
    let record = record(|script| with = time(script));
    assert_eq!(record.steps.len(), 2);
    assert!(with < without + 1500, "{with} ns an operation, {without} without");
    std::io::Write::write_all(&mut std::io::stderr(), format!("{without} ns, recorded {with} ns\n").as_bytes())
        .expect("standard error");
}
