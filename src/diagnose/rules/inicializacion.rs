//! Weights that begin as the next activation does not want them.

mod equal;
mod gain;

use rustpython_ruff_python_ast::Expr;

use crate::diagnose::{
    Finding, Inspection,
    syntax::{Call, text},
};

pub const ID: &str = "inicializacion";

/// What `calculate_gain` knows.
const KNOWN: [&str; 12] = [
    "linear",
    "conv1d",
    "conv2d",
    "conv3d",
    "conv_transpose1d",
    "conv_transpose2d",
    "conv_transpose3d",
    "sigmoid",
    "tanh",
    "relu",
    "leaky_relu",
    "selu",
];

/// Activations whose gain is nearest to that of another.
const NEAREST: [(&str, &[&str]); 3] = [
    (
        "relu",
        &["gelu", "silu", "swish", "elu", "celu", "mish", "relu6", "hardswish", "softplus", "rrelu", "quick_gelu"],
    ),
    ("leaky_relu", &["prelu", "leakyrelu", "leaky"]),
    ("linear", &["softmax", "log_softmax", "identity", "none", "identidad", "lineal", "hardsigmoid", "logsigmoid"]),
];

pub fn check(inspection: &Inspection) -> Vec<Finding> {
    let mut found: Vec<Finding> = unknown(inspection);
    found.extend(gain::check(inspection));
    found.extend(equal::check(inspection));
    found
}

/// Names that `calculate_gain` does not know, in what runs and in what does not.
fn unknown(inspection: &Inspection) -> Vec<Finding> {
    let raised = inspection.error_span().filter(|_| inspection.error_id().as_deref() == Some("ganancia"));
    let said = inspection.error().map(|error| error.message.as_str()).unwrap_or_default();
    let of = |call: Call<'_>| {
        let span = inspection.script.span(call.node);
        let ended = raised == Some(span);
        let expr = nonlinearity(&call)?;
        let name = text(expr).or_else(|| said.rsplit(' ').next().filter(|_| ended))?;
        if KNOWN.contains(&name) {
            return None;
        }
        let finding = Finding::new(ID, inspection.script.span(expr)).value("nombre", name);
        let finding = match nearest(name).filter(|_| text(expr).is_some()) {
            Some(near) => finding.value("parecida", near).replace(expr, format!("\"{near}\"")),
            None => finding.value("parecida", nearest(name).unwrap_or("relu")),
        };
        Some(finding.explains_error_if(ended))
    };
    inspection.syntax.calls().into_iter().filter_map(of).collect()
}

/// What a call says of the activation that comes next.
fn nonlinearity<'a>(call: &Call<'a>) -> Option<&'a Expr> {
    match call.callee.strip_prefix("torch.nn.init.")? {
        "calculate_gain" => call.node.arguments.find_argument_value("nonlinearity", 0),
        "kaiming_uniform_" | "kaiming_normal_" => call.node.arguments.find_argument_value("nonlinearity", 3),
        _ => None,
    }
}

/// The known name that is meant, or that is nearest.
fn nearest(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    let known = KNOWN.into_iter().find(|known| *known == name);
    known.or_else(|| NEAREST.iter().find(|(_, names)| names.contains(&name.as_str())).map(|(near, _)| *near))
}
