//! Curves.

use serde::Deserialize;

use super::{ask::Ask, results::Results};
use crate::{
    content::{Fence, Result, Source, Spanned, marked},
    view::{self, Block},
};

/// A block `grafica`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plot {
    titulo: String,
    x: Spanned<String>,
    curvas: Vec<Curve>,
    #[serde(default)]
    eje_x: String,
    #[serde(default)]
    eje_y: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Curve {
    nombre: String,
    y: Spanned<String>,
}

impl Plot {
    /// Reads a block.
    pub(super) fn read(fence: &Fence, source: &Source) -> Result<Self> {
        let plot: Self = source.toml(fence.body_range())?;
        if plot.curvas.is_empty() {
            Err(source.error(plot.x.span(), "la gráfica no tiene `curvas`"))
        } else {
            Ok(plot)
        }
    }

    fn expressions(&self) -> impl Iterator<Item = &Spanned<String>> {
        [&self.x].into_iter().chain(self.curvas.iter().map(|curve| &curve.y))
    }

    /// The cells that it needs.
    pub(super) fn asks(&self) -> Vec<Ask> {
        self.expressions().map(|text| Ask::value(text.get_ref(), text.span())).collect()
    }

    /// The plot with its curves.
    pub(super) fn play(&self, results: &mut Results<'_>, source: &Source) -> Result<Block> {
        let mut series = Vec::new();
        for text in self.expressions() {
            let values = results.value();
            let unfit = || source.error(text.span(), "esto no es una lista de números, y aquí hace falta una");
            series.push(values.numbers().map(|(_, values)| values).ok_or_else(unfit)?);
        }
        let xs = series.remove(0);
        let mut plot = view::Plot::new(marked(&self.titulo)).axes(&self.eje_x, &self.eje_y);
        for (curve, ys) in self.curvas.iter().zip(series) {
            if ys.len() != xs.len() {
                let message = format!("esta curva tiene {} puntos, y hay {} valores de x", ys.len(), xs.len());
                return Err(source.error(curve.y.span(), message));
            }
            plot = plot.curve(&curve.nombre, xs.iter().copied().zip(ys));
        }
        Ok(plot.into())
    }
}
