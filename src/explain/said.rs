//! What is said of operations that really ran.

use std::{cell::Cell, rc::Rc};

use super::{Selection, document};
use crate::{
    nn::{
        activation::{Gelu, Sigmoid},
        dropout::Dropout,
        loss::{CrossEntropy, Reduction, cross_entropy, mse_loss},
        norm::{BatchNorm, batch_norm},
    },
    tensor::{
        Tensor, autograd,
        dispatch::{Call, hide, observe},
        ops::{Index, pointwise},
    },
    trace::{Name, Names, Place, Recorder, Site, start, stop},
    view::Block,
};

/// A program of which each operation stands on a line of its own, that gives `name` to its result.
struct Script {
    line: Rc<Cell<usize>>,
    name: &'static str,
}

impl Site for Script {
    fn key(&self) -> u64 {
        self.line.set(self.line.get() + 1);
        self.line.get() as u64
    }

    fn modules(&self) -> String {
        String::new()
    }

    fn here(&self) -> Option<Place> {
        Some(Place { line: self.line.get(), target: Some(self.name.to_owned()), ..Place::default() })
    }
}

impl Names for Script {
    fn name(&self, _tensor: &Tensor) -> Option<Name> {
        Some(Name::Variable("w".to_owned()))
    }
}

/// The formula of each step, and what is said of it.
fn told(body: impl FnOnce()) -> Vec<(String, String)> {
    let script = || Box::new(Script { line: Rc::default(), name: "pesos" });
    start(Recorder::new(script(), script(), |tensor| format!("{tensor:?}")));
    body();
    let record = stop().expect("it was started");
    let steps = document(&record, Selection::default()).blocks.into_iter().map(|block| {
        let Block::Step(step) = block else { unreachable!("a step") };
        let formula = step.body.iter().find_map(|block| match block {
            Block::Formula(formula) => Some(formula.expression.clone()),
            _ => None,
        });
        let said = step.body.iter().rev().find_map(|block| match block {
            Block::Paragraph(text) => Some(text.plain()),
            _ => None,
        });
        (formula.unwrap_or_default(), said.unwrap_or_default())
    });
    steps.collect()
}

fn tensor(values: &[f32], shape: &[usize]) -> Tensor {
    Tensor::from_vec(values.to_vec(), shape)
}

/// The last step that `body` takes.
fn last<R>(body: impl FnOnce() -> R) -> (String, String) {
    let step = told(|| drop(body())).pop();
    step.expect("an operation")
}

fn assert_told((formula, said): (String, String), expected: &str, parts: &[&str]) {
    assert_eq!(formula, expected, "{said}");
    for part in parts {
        match part.strip_prefix('!') {
            Some(absent) => assert!(!said.contains(absent), "«{absent}» in: {said}"),
            None => assert!(said.contains(part), "«{part}» not in: {said}"),
        }
    }
}

#[test]
fn dropout_counts_only_what_it_switched_off_itself() {
    let x = tensor(&[0.0, 0.0, 1.0, 2.0], &[4]);
    let drop = |p, train| last(|| Dropout::Plain.apply(&x, p, train));
    assert_told(drop(0.5, false), "y = x", &["En evaluación", "!al azar"]);
    assert_told(drop(0.0, true), "y = x", &["no apaga nada", "!al azar"]);
    assert_told(drop(1.0, true), "y = 0", &["apaga todos"]);
    let (formula, said) = drop(0.5, true);
    assert!(formula.contains("al azar") && said.contains("de los 2 que no eran ya 0"), "{said}");
}

#[test]
fn what_is_changed_in_place_is_not_created() {
    let x = tensor(&[1.0, 2.0, 3.0], &[3]);
    let value = Tensor::wrapped_number(5.0_f32);
    assert_told(
        last(|| x.zero_()),
        "cada elemento ← 0",
        &["Pone 0 en sus 3 elementos", "en el propio tensor", "!Crea"],
    );
    assert_told(last(|| x.fill_(&value)), "cada elemento ← 5", &["Pone 5 en sus 3 elementos", "!Crea"]);
    let steps = told(|| x.set_index(&[Index::Int(1)], &value).expect("it has three"));
    let [(_, shown), (formula, said)] = &steps[..] else { unreachable!("{steps:?}") };
    assert!(shown.starts_with("Señala los elementos de w"), "{shown}");
    assert_eq!(formula, "cada elemento ← 5");
    assert!(said.contains("Pone 5 en 1 elemento.") && said.contains("una parte de w, que tiene 3 elementos"), "{said}");
}

#[test]
fn what_is_created_has_the_students_name() {
    let zeros = tensor(&[0.0; 3], &[3]);
    let made = || observe(&Call { name: "zeros", attributes: &Vec::new, inputs: &[], output: &zeros, inplace: false });
    assert_told(last(made), "pesos = zeros(…)", &["Crea un tensor de 3 elementos"]);
}

#[test]
fn a_sum_along_a_dimension_is_several_sums() {
    let x = tensor(&[1.0; 6], &[2, 3]);
    let each = ["Hace 3 sumas, cada una de 2 elementos, a lo largo de la dimensión 0"];
    assert_told(last(|| x.sum(Some(&[0]), false, None)), "y = Σ x", &each);
    assert_told(last(|| x.sum(None, false, None)), "y = Σ x", &["Suma 6 elementos"]);
    let means = ["Hace 2 medias, cada una de 3 elementos, a lo largo de la dimensión 1"];
    assert_told(last(|| x.mean(Some(&[-1]), true, None)), "y = Σ x / n", &means);
}

#[test]
fn a_loss_is_divided_only_where_its_reduction_says_so() {
    let x = tensor(&[1.0, 2.0], &[2]);
    let mse = |reduction| last(|| mse_loss(&x, &x, reduction));
    assert_told(mse(Reduction::Mean), "L = Σ (ŷ − y)² / n", &["la media"]);
    assert_told(mse(Reduction::Sum), "L = Σ (ŷ − y)²", &["sin dividir"]);
    assert_told(mse(Reduction::None), "Lᵢ = (ŷᵢ − yᵢ)²", &["sin juntarlas"]);
}

#[test]
fn cross_entropy_tells_of_its_arguments() {
    let logits = tensor(&[2.0, 0.5, 0.1, 0.2], &[2, 2]);
    let target = Tensor::from_vec(vec![0_i64, 1], &[2]);
    let weight = tensor(&[1.0, 3.0], &[2]);
    let plain = CrossEntropy { weight: None, reduction: Reduction::Mean, ignore_index: -100, label_smoothing: 0.0 };
    let loss = |arguments| last(|| cross_entropy(&logits, &target, arguments));
    assert_told(loss(plain), "L = −ln(e^(z_y) / Σⱼ e^(zⱼ)), en promedio", &["la media", "!ignore_index", "!peso"]);
    let sum = CrossEntropy { reduction: Reduction::Sum, ..plain };
    assert_told(loss(sum), "L = Σ −ln(e^(z_y) / Σⱼ e^(zⱼ))", &["se suman", "!media"]);
    let smoothed = "ℓ = (1 − α)·(−ln p_y) + α/C · Σⱼ (−ln pⱼ), p = softmax(z)";
    assert_told(loss(CrossEntropy { label_smoothing: 0.1, ..plain }), smoothed, &["label_smoothing=0.1"]);
    let weighted = "L = Σ w_y·(−ln p_y) / Σ w_y, p = softmax(z)";
    assert_told(loss(CrossEntropy { weight: Some(&weight), ..plain }), weighted, &["entre la suma de los pesos"]);
    let (_, said) = loss(CrossEntropy { ignore_index: 0, ..plain });
    assert!(said.contains("1 de 2 objetivos vale ignore_index=0 y no cuenta."), "{said}");
}

#[test]
fn numbers_that_are_not_finite_are_counted_one_by_one() {
    let log = |values: &[f32]| last(|| tensor(values, &[values.len()]).log());
    assert_told(log(&[0.0, -1.0]), "y = log(x)", &["ninguna salida es un número finito", "1 nan y 1 infinito."]);
    let mixed = ["las salidas finitas van de 0 a 0.6931", "contiene 1 infinito.", "!nan"];
    assert_told(log(&[0.0, 1.0, 2.0]), "y = log(x)", &mixed);
    assert_told(log(&[-1.0, 1.0]), "y = log(x)", &["la única salida finita es 0", "contiene 1 nan.", "!infinito"]);
    assert_told(log(&[1.0, 2.0]), "y = log(x)", &["las salidas van de 0 a 0.6931", "!Cuidado"]);
}

#[test]
fn what_is_repeated_to_fit_is_said() {
    let (column, row) = (tensor(&[1.0, 2.0, 4.0], &[3, 1]), tensor(&[1.0; 3], &[3]));
    let both = [
        "a, de forma (3, 1), se repite 3 veces a lo largo de la dimensión 1",
        "b, de forma (3,), se repite 3 veces a lo largo de la dimensión 0",
    ];
    assert_told(last(|| column.add(&row)), "y = a + b", &both);
    assert_told(last(|| row.add(&row)), "y = a + b", &["!broadcasting"]);
    let loss = last(|| mse_loss(&column, &row, Reduction::Mean));
    let warned = ["la predicción tiene forma (3, 1) y el objetivo (3,)", "cada predicción con todos los objetivos"];
    assert_told(loss, "L = Σ (ŷ − y)² / n", &warned);
    assert_told(last(|| row.broadcast_to(&[2, 3])), "y = expand(x)", &["2 veces a lo largo de la dimensión 0"]);
}

#[test]
fn a_batch_norm_that_evaluates_uses_what_it_remembers() {
    let x = tensor(&[1.0, 2.0, 4.0], &[3, 1]);
    let normalise = |training| {
        let (mean, var) = (tensor(&[0.0], &[1]), tensor(&[1.0], &[1]));
        let arguments = BatchNorm {
            weight: None,
            bias: None,
            running_mean: Some(mean),
            running_var: Some(var),
            training,
            momentum: 0.1,
            eps: 1e-5,
        };
        last(|| batch_norm(&x, &arguments))
    };
    assert_told(normalise(true), "y = (x − media) / √(varianza + ε) · γ + β", &["de este lote", "!evaluación"]);
    let known = "y = (x − running_mean) / √(running_var + ε) · γ + β";
    assert_told(normalise(false), known, &["En evaluación no mira la media"]);
}

#[test]
fn gradients_that_are_asked_for_are_shown() {
    let pass = || {
        let hidden = hide();
        let x = tensor(&[3.0], &[1]);
        x.set_requires_grad(true).expect("a float");
        let y = x.mul(&x).expect("same shape");
        drop(hidden);
        autograd::grad(&[(y, None)], &[x], autograd::Pass::default()).expect("it has a graph")
    };
    let script = || Box::new(Script { line: Rc::default(), name: "g" });
    start(Recorder::new(script(), script(), |tensor| format!("{:?}", tensor.to_vec::<f32>())));
    pass();
    let record = stop().expect("it was started");
    let Some(Block::Step(step)) = document(&record, Selection::default()).blocks.pop() else { unreachable!() };
    let shown: Vec<&str> = step
        .body
        .iter()
        .filter_map(|block| match block {
            Block::Tensor(text) => Some(text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(shown, ["∂L/∂w: [6.0]"]);
    let Some(Block::Paragraph(said)) = step.body.last() else { unreachable!() };
    assert!(said.plain().contains("No toca ningún .grad") && !said.plain().contains("backward()"), "{}", said.plain());
}

#[test]
fn sigmoid_is_far_from_flat_only_where_it_is() {
    let sigmoid = |values: &[f32]| last(|| pointwise(Sigmoid, &tensor(values, &[values.len()]))).1;
    assert!(sigmoid(&[-2.0, 1.0]).contains("lejos de la saturación"));
    let near = sigmoid(&[-2.0, 0.0, 3.0]);
    assert!(near.contains("la pendiente ya es solo 0.0452") && !near.contains("lejos"), "{near}");
    assert!(sigmoid(&[0.0, 3.5]).contains("1 de 2 entradas pasa de ±3"));
}

#[test]
fn formulas_are_those_of_the_arguments() {
    let x = tensor(&[1.0, 2.0], &[2]);
    let approximate = "a = z/2 · (1 + tanh(√(2/π) · (z + 0.044715·z³)))";
    assert_told(last(|| pointwise(Gelu::Tanh, &x)), approximate, &["approximate='tanh'"]);
    assert_told(last(|| pointwise(Gelu::Exact, &x)), "a = z · Φ(z)", &["!approximate"]);
    assert_told(last(|| x.gt(&x)), "y = (a > b)", &[]);
    assert_told(last(|| x.remainder(&x)), "y = a mod b", &["el signo de b"]);
}

#[test]
fn a_clamp_without_a_graph_says_nothing_of_gradients() {
    let clamp = |tracked: bool| {
        let x = tensor(&[-1.0, 2.0], &[2]);
        x.set_requires_grad(true).expect("a float");
        let _mode = autograd::GradMode::set(tracked);
        start(Recorder::new(
            Box::new(Script { line: Rc::default(), name: "y" }),
            Box::new(Script { line: Rc::default(), name: "y" }),
            |tensor| format!("requires_grad={}", if tensor.requires_grad() { "True" } else { "False" }),
        ));
        x.clamp(Some(&Tensor::wrapped_number(0.0_f32)), None).expect("a bound");
        let record = stop().expect("it was started");
        let Some(Block::Step(step)) = document(&record, Selection::default()).blocks.pop() else { unreachable!() };
        let Some(Block::Paragraph(said)) = step.body.last() else { unreachable!() };
        said.plain()
    };
    assert!(clamp(true).contains("no recibe gradiente"));
    assert!(!clamp(false).contains("gradiente"), "{}", clamp(false));
}
