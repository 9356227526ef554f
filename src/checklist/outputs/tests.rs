//! The table of outputs.

use super::*;

fn outputs() -> Outputs {
    Outputs::read(&Library::embedded()).expect("our table is right")
}

#[test]
fn names_in_any_spelling() {
    let outputs = outputs();
    let losses = [
        (
            "mse",
            [
                "nn.MSELoss",
                "mse",
                "MSE",
                "F.mse_loss",
                "error cuadrático medio",
                "nn.MSELoss()",
                "torch.nn.functional.mse_loss",
            ]
            .as_slice(),
        ),
        (
            "cross-entropy",
            &[
                "CrossEntropyLoss",
                "cross entropy",
                "entropía cruzada",
                "F.cross_entropy",
                "crossentropy",
                "nn.CrossEntropiLoss",
                "CE",
            ],
        ),
        ("bce", &["BCELoss", "bce", "entropía cruzada binaria", "binary_cross_entropy"]),
        (
            "bce-logits",
            &["BCEWithLogitsLoss", "bce with logits", "nn.BCEWithLogitsLoss()", "bcewithlogit", "BCE con logits"],
        ),
        ("nll", &["NLLLoss", "nll", "F.nll_loss"]),
        ("l1", &["L1", "MAE", "error absoluto medio", "l1_loss"]),
        ("smooth-l1", &["SmoothL1Loss", "smooth_l1_loss"]),
        ("huber", &["Huber", "nn.HuberLoss(delta=2.0)"]),
    ];
    for (id, names) in losses {
        for name in names {
            assert_eq!(outputs.read_loss(name).as_deref(), Ok(id), "{name}");
        }
    }
    let activations = [
        (
            "ninguna",
            ["ninguna", "Ninguna.", "nada", "logits", "sin activación", "nn.Identity()", "no", "la salida es lineal"]
                .as_slice(),
        ),
        ("sigmoid", &["sigmoid", "Sigmoide", "torch.sigmoid", "nn.Sigmoid()", "una sigmoide", "sigmoyde"]),
        ("softmax", &["softmax", "nn.Softmax(dim=1)", "F.softmax", "Soft max"]),
        ("log-softmax", &["log_softmax", "LogSoftmax", "F.log_softmax(x, dim=1)"]),
        ("tanh", &["tanh", "tangente hiperbólica"]),
        ("sigmoid-escalada", &["sigmoide escalada", "sigmoid escalada al rango"]),
        ("oculta", &["LeakyReLU", "leaky_relu", "gelu"]),
        ("relu", &["ReLU", "nn.ReLU()"]),
    ];
    for (id, names) in activations {
        for name in names {
            assert_eq!(outputs.read_output(name).as_deref(), Ok(id), "{name}");
        }
    }
    let problems = [
        ("regresion", ["1", "regresión", "Regresion lineal", "predecir un número"].as_slice()),
        ("binaria", &["2", "binaria", "clasificación binaria", "sí o no", "dos clases"]),
        ("multiclase", &["3.", "multiclase", "clasificación", "multi-clase", "clasificacion multiclase", "multiclas"]),
        ("multietiqueta", &["multietiqueta", "multilabel", "varias etiquetas a la vez"]),
        ("acotado", &["acotado", "un porcentaje", "entre dos valores"]),
        ("positivo", &["6", "positivo", "precio"]),
    ];
    for (id, names) in problems {
        for name in names {
            assert_eq!(outputs.read_problem(name).as_deref(), Ok(id), "{name}");
        }
    }
    for wrong in ["", "xyz", "7", "0"] {
        assert!(outputs.read_problem(wrong).is_err() && outputs.read_loss(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn running_text_may_name_a_combination() {
    let choice = |text: &str| {
        outputs().mentioned(text).map(|choice| format!("{} {} {}", choice.problem, choice.output, choice.loss))
    };
    let cases = [
        ("multiclase con softmax y CrossEntropyLoss", Some("multiclase softmax cross-entropy")),
        ("es clasificación binaria, logits y BCEWithLogitsLoss", Some("binaria ninguna bce-logits")),
        ("regresión, sin activación, error cuadrático medio", Some("regresion ninguna mse")),
        ("uso softmax", None),
        ("regresión con MSE", None),
    ];
    for (text, expected) in cases {
        assert_eq!(choice(text).as_deref(), expected, "{text}");
    }
}

/// The combinations that the unit teaches, and the mistakes that learners make.
#[test]
fn combinations_are_judged() {
    let outputs = outputs();
    let cases = [
        ("regresion", "ninguna", "mse", Fit::Good, "−4"),
        ("regresion", "ninguna", "huber", Fit::Good, "gradiente"),
        ("regresion", "tanh", "mse", Fit::Bad, "36"),
        ("regresion", "relu", "l1", Fit::Bad, "2"),
        ("binaria", "sigmoid", "bce", Fit::Good, "100"),
        ("binaria", "ninguna", "bce-logits", Fit::Good, "200"),
        ("binaria", "sigmoid", "bce-logits", Fit::Bad, "0.3133"),
        ("binaria", "ninguna", "bce", Fit::Bad, "probabilidad"),
        ("binaria", "softmax", "bce", Fit::Bad, "siempre 1"),
        ("multiclase", "ninguna", "cross-entropy", Fit::Good, "1.6094"),
        ("multiclase", "log-softmax", "nll", Fit::Good, "1.6094"),
        ("multiclase", "softmax", "cross-entropy", Fit::Bad, "0.9048"),
        ("multiclase", "softmax", "nll", Fit::Bad, "−1"),
        ("multiclase", "ninguna", "mse", Fit::Bad, "distancias"),
        ("multietiqueta", "ninguna", "bce-logits", Fit::Good, "0.9933"),
        ("multietiqueta", "sigmoid", "bce", Fit::Good, "0.9933"),
        ("multietiqueta", "softmax", "bce", Fit::Bad, "0.5"),
        ("acotado", "sigmoid", "mse", Fit::Bad, "81"),
        ("acotado", "sigmoid-escalada", "mse", Fit::Good, "de 0 a 10"),
        ("positivo", "softplus", "mse", Fit::Good, "−0.1851"),
        ("positivo", "relu", "mse", Fit::Passable, "0"),
        ("positivo", "exp", "mse", Fit::Passable, "22026"),
    ];
    for (problem, output, loss, fit, number) in cases {
        let choice = Choice {
            problem: problem.into(),
            output: output.into(),
            loss: loss.into(),
            classes: Some(5),
            range: Some((0.0, 10.0)),
        };
        let fitting = outputs.judge(&choice, Kernel::here()).expect("it can be computed");
        assert_eq!(fitting.fit, fit, "{choice:?}");
        assert!(fitting.why.plain().contains(number), "{choice:?}: {}", fitting.why.plain());
        assert!(fit == Fit::Good || fitting.change.is_some(), "{choice:?}");
    }
}

#[test]
fn something_is_said_of_every_combination() {
    let outputs = outputs();
    let all = &outputs.written;
    let mut met = std::collections::BTreeSet::new();
    for (problem, output, loss) in all.problems.iter().flat_map(|problem| {
        all.outputs.iter().flat_map(move |output| all.losses.iter().map(move |loss| (problem, output, loss)))
    }) {
        let (problem, output, loss) = (problem.id.clone(), output.id.clone(), loss.id.clone());
        let choice = Choice { problem, output, loss, ..Choice::default() };
        let rules = outputs.candidates(&choice);
        assert!(rules.last().is_some_and(|rule| rule.condition.is_none()), "{choice:?}");
        // All combinations would take a minute; one for each rule shows that its numbers can be computed.
        if rules.iter().any(|rule| !met.contains(&rule.why.span().start)) {
            met.extend(rules.iter().map(|rule| rule.why.span().start));
            outputs.judge(&choice, Kernel::here()).expect("its numbers can be computed");
        }
    }
    assert_eq!(met.len(), all.rules.len(), "every rule is met");
}
