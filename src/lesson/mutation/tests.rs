//! What each slip makes of an expression.

use super::*;
use crate::content::Library;

fn of(source: &str, slip: Slip) -> Vec<String> {
    let found = variants(source).into_iter().filter(|variant| variant.slip == slip);
    found.map(|variant| variant.source).collect()
}

#[test]
fn every_slip_has_its_expression() {
    let whole = "torch.relu(x @ W.T + b)[0, 0]";
    let layer = "F.linear(x, W, b)";
    for (source, slip, expected) in [
        (whole, Slip::NoBias, "torch.relu((x @ W.T))[0, 0]".to_owned()),
        (whole, Slip::NotTransposed, "torch.relu(x @ (W) + b)[0, 0]".to_owned()),
        (whole, Slip::NoActivation, "(x @ W.T + b)[0, 0]".to_owned()),
        (whole, Slip::Twice, "(torch.relu((torch.relu((x @ W.T + b)))))[0, 0]".to_owned()),
        (whole, Slip::BeforeBias, "(torch.relu((x @ W.T)) + b)[0, 0]".to_owned()),
        (whole, Slip::Before, "(torch.relu((x)) @ W.T + b)[0, 0]".to_owned()),
        ("(x * w + b).sigmoid()", Slip::NoActivation, "(x * w + b)".to_owned()),
        ("(x * w + b).sigmoid()", Slip::TanhForSigmoid, "((x * w + b).tanh)()".to_owned()),
        ("nn.Tanh()(z)", Slip::SigmoidForTanh, "(nn.Sigmoid)()(z)".to_owned()),
        ("nn.Tanh()(z)", Slip::Twice, "(nn.Tanh()((nn.Tanh()((z)))))".to_owned()),
        (layer, Slip::NoBias, "(F.linear(x, W))".to_owned()),
        (layer, Slip::NotTransposed, "((x) @ W + b)".to_owned()),
        ("F.softmax(z, dim=-1)", Slip::OtherDimension, "(F.softmax(z, dim=0))".to_owned()),
        ("torch.sum(z, 0)", Slip::OtherDimension, "(torch.sum(z, 1))".to_owned()),
        ("z.mean(1)", Slip::OtherDimension, "(z.mean(0))".to_owned()),
    ] {
        assert!(of(source, slip).contains(&expected), "{source} {slip:?}: {:?} {expected}", of(source, slip));
    }
    assert!(of("capa(x)", Slip::Before).contains(&"(capa.linear(capa.activation(x)))".to_owned()));
    assert_eq!(of("capa.linear(x)", Slip::NoBias)[0], "((x) @ capa.linear.weight.T)");
}

#[test]
fn other_expressions_have_none() {
    for source in ["3", "x[0, 0] * W[0, 0]", "capa.linear.weight.shape", "torch.tensor([1.0])", "z.sum()", "x = = 1"] {
        assert_eq!(variants(source), [], "{source}");
    }
}

#[test]
fn names_are_written_out_where_that_changes_nothing() {
    let mut bindings = Bindings::default();
    bindings.follow("def f(x):\n    return x\n\nW = torch.randn(2, 3)\nb = torch.zeros(2)\nwith torch.no_grad():\n    z, otra = x @ W.T + b, 1\na = torch.relu(z)\n");
    bindings.follow("for i in range(3):\n    c = i\nd = f(x)\ne = nn.Linear(2, 3)\ng = 1\ng = 2\nh = nn.ReLU()(z)");
    for (written, expected) in [
        ("a[0]", "(torch.relu((x @ W.T + b)))[0]".to_owned()),
        ("c + d", "c + d".to_owned()),
        ("e(g)", "e(g)".to_owned()),
        ("otra", "otra".to_owned()),
    ] {
        assert_eq!(bindings.written_out(written), expected, "{written}");
    }
    assert!(bindings.written_out("h").starts_with("(nn.ReLU()(("));
}

#[test]
fn every_slip_has_its_text() {
    let texts = Texts::read(&Library::embedded()).expect("our own text is sound");
    for slip in Slip::ALL {
        assert!(texts.about(slip, "0.30").plain().starts_with("0.30 es lo que sale "), "{slip:?}");
    }
}
