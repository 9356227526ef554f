//! What came of a comparison; also `--formato json`.

use serde::Serialize;

use super::{Comparison, Function, program::place};
use crate::{
    nn::activation::Sides,
    python::{CellResult, Value},
    trace::numbers,
    view::Number,
    workbench::cell::{numbers_of, value},
};

/// Below this slope hardly anything is learnt.
const FLAT: f64 = 0.01;

/// What came of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Compared {
    /// The inputs.
    #[serde(with = "numbers")]
    pub x: Vec<f64>,
    /// The functions.
    #[serde(rename = "funciones")]
    pub curves: Vec<Curve>,
}

/// One function over the inputs.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Curve {
    /// As in `leaky_relu(0.2)`.
    #[serde(rename = "nombre")]
    pub name: String,
    /// As in `nn.LeakyReLU(negative_slope=0.2)`.
    #[serde(rename = "modulo")]
    pub module: String,
    /// As in `F.leaky_relu(x, negative_slope=0.2)`.
    #[serde(rename = "funcion")]
    pub call: String,
    /// Whether both gave the same bits.
    #[serde(rename = "iguales")]
    pub same: bool,
    /// f(x)
    #[serde(rename = "valores", with = "numbers")]
    pub values: Vec<f64>,
    /// f′(x); empty where an output depends on several inputs.
    #[serde(rename = "derivadas", with = "numbers")]
    pub derivatives: Vec<f64>,
    /// For each input, `apagada`, `saturada`, `plana` or nothing.
    #[serde(rename = "marcas")]
    pub marks: Vec<&'static str>,
    /// x, f(x), f′(x) over a dense grid; empty like the derivatives.
    #[serde(rename = "curva")]
    pub curve: Vec<(Number, Number, Number)>,
}

impl Comparison {
    /// Reads what came of the notebook; none when something in it failed.
    #[must_use]
    pub fn read(&self, results: &[CellResult]) -> Option<Compared> {
        let numbers = |place| value(results, place)?.numbers().map(|(_, values)| values);
        let (x, grid) = (numbers(place::X)?, numbers(place::GRID)?);
        let Some(Value::List(same)) = value(results, place::TWINS) else { return None };
        let curve = |(function, same): (&Function, &Value)| {
            let found = Curve::read(function, (&x, &grid), results)?;
            Some(Curve { same: *same == Value::Bool(true), ..found })
        };
        let curves = self.functions.iter().zip(same).map(curve).collect::<Option<_>>()?;
        Some(Compared { x, curves })
    }
}

impl Curve {
    fn read(function: &Function, (x, grid): (&[f64], &[f64]), results: &[CellResult]) -> Option<Self> {
        let name = function.label();
        let of = |place| numbers_of(value(results, place)?, &name);
        let (module, call, values) = (function.module(), function.call("x"), of(place::VALUES)?);
        let plain = Self { name: name.clone(), module, call, values, ..Self::default() };
        if !function.is_curve() {
            return Some(plain);
        }
        let derivatives = of(place::DERIVATIVES)?;
        let points = x.iter().zip(plain.values.iter().zip(&derivatives));
        let marks = points.map(|(&x, (&value, &slope))| function.mark(x, value, slope)).collect();
        let heights = of(place::CURVES)?.into_iter().zip(of(place::SLOPES)?);
        let curve = grid.iter().zip(heights).map(|(x, (y, slope))| ((*x).into(), y.into(), slope.into())).collect();
        Some(Self { derivatives, marks, curve, ..plain })
    }
}

impl Function {
    /// Whether hardly anything is learnt at `x`, in a word.
    fn mark(&self, x: f64, value: f64, slope: f64) -> &'static str {
        let activation = self.activation;
        let side = match activation.saturates {
            Sides::Neither => false,
            Sides::Left => x <= 0.0,
            Sides::Right => x >= 0.0,
            Sides::Both => true,
        };
        match slope.abs() {
            _ if slope.is_nan() => "",
            0.0 if value == 0.0 && !activation.kinks.is_empty() => "apagada",
            slope if slope >= FLAT => "",
            _ if side => "saturada",
            _ => "plana",
        }
    }
}
