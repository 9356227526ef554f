//! `torch.nn.functional.pad`: a border of one value, or of what the tensor itself holds.

use std::borrow::Cow;

use crate::tensor::{
    Attribute, Attributes, Error, Gradients, Operation, Result, Tensor, apply, autograd::Context, ops::unary,
};

/// A border of one value; negative sizes cut off. Sizes come from the last dimension on, in pairs.
#[derive(Clone, Debug)]
struct Constant {
    pad: Vec<i64>,
    value: f64,
}

/// The dimension that pair `index` is about.
fn dimension(ndim: usize, index: usize) -> i64 {
    (ndim - 1 - index) as i64
}

impl Operation for Constant {
    fn name(&self) -> &'static str {
        "pad"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("ConstantPadNdBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let x = unary("pad", inputs)?;
        let pairs = || self.pad.chunks_exact(2).enumerate();
        let (mut shape, mut inner) = (x.shape(), x.clone());
        for (index, pair) in pairs() {
            let dim = dimension(x.ndim(), index);
            let (before, after) = (pair[0].min(0), pair[1].min(0));
            let size = shape[dim as usize] as i64;
            inner = inner.narrow(dim, -before, size + before + after)?;
            shape[dim as usize] = usize::try_from(size + pair[0] + pair[1]).unwrap_or(0);
        }
        let out = Tensor::full_as(self.value, &shape, x.dtype())?;
        let mut window = out.clone();
        for (index, pair) in pairs() {
            let dim = dimension(x.ndim(), index);
            window = window.narrow(dim, pair[0].max(0), inner.shape()[dim as usize] as i64)?;
        }
        window.copy_from(&inner)?;
        Ok(out)
    }

    fn backward(&self, _context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let pad = self.pad.iter().map(|size| -size).collect();
        Ok(vec![Some(apply(Self { pad, value: 0.0 }, std::slice::from_ref(grad))?)])
    }

    fn attributes(&self) -> Attributes {
        vec![("pad", Attribute::Ints(self.pad.clone())), ("value", Attribute::Float(self.value))]
    }
}

/// What a border repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Reflect,
    Replicate,
    Circular,
}

impl Mode {
    /// The place, along a dimension of some size, that a place in or beyond it shows.
    fn source(self, place: i64, size: i64) -> i64 {
        match self {
            Self::Reflect => size - 1 - (size - 1 - place.abs()).abs(),
            Self::Replicate => place.clamp(0, size - 1),
            Self::Circular => place.rem_euclid(size.max(1)),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Reflect => "reflect",
            Self::Replicate => "replicate",
            Self::Circular => "circular",
        }
    }
}

/// A border made of the tensor's own elements.
#[derive(Clone, Debug)]
struct Border {
    mode: Mode,
    pad: Vec<i64>,
}

impl Border {
    /// For each dimension: which places of the input the output shows.
    fn sources(&self, shape: &[usize]) -> Vec<(i64, Tensor)> {
        let source = |(index, pair): (usize, &[i64])| {
            let dim = dimension(shape.len(), index);
            let size = shape[dim as usize] as i64;
            let places: Vec<i64> = (-pair[0]..size + pair[1]).map(|place| self.mode.source(place, size)).collect();
            let count = places.len();
            (dim, Tensor::from_vec(places, &[count]))
        };
        self.pad.chunks_exact(2).enumerate().map(source).collect()
    }
}

impl Operation for Border {
    fn name(&self) -> &'static str {
        "pad"
    }

    fn node_name(&self) -> Cow<'static, str> {
        let dims = self.pad.len() / 2;
        match self.mode {
            Mode::Reflect => Cow::Owned(format!("ReflectionPad{dims}DBackward0")),
            Mode::Replicate => Cow::Owned(format!("ReplicationPad{dims}DBackward0")),
            Mode::Circular => Cow::Borrowed("CopySlices"),
        }
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let x = unary("pad", inputs)?;
        self.sources(&x.shape()).iter().try_fold(x.clone(), |x, (dim, places)| x.index_select(*dim, places))
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let (shape, one) = (context.shape(0), Tensor::wrapped_number(1_i64));
        let gathered = self.sources(shape).iter().try_fold(grad.clone(), |grad, (dim, places)| {
            let mut sizes = grad.shape();
            sizes[*dim as usize] = shape[*dim as usize];
            Tensor::full_as(0.0, &sizes, grad.dtype())?.index_add(*dim, places, &grad, &one)
        })?;
        Ok(vec![Some(gathered)])
    }

    fn attributes(&self) -> Attributes {
        vec![("pad", Attribute::Ints(self.pad.clone())), ("mode", Attribute::Text(self.mode.name().to_owned()))]
    }
}

/// `torch.nn.functional.pad(input, pad, mode, value)`
///
/// # Errors
/// PyTorch's, for sizes that do not fit the input, and for unknown modes.
pub fn pad(x: &Tensor, pad: &[i64], mode: &str, value: Option<f64>) -> Result<Tensor> {
    if !pad.len().is_multiple_of(2) {
        return Err(Error::runtime("Padding length must be divisible by 2"));
    }
    if pad.len() > 2 * x.ndim() {
        return Err(Error::runtime(format!(
            "Padding length should be less than or equal to two times the input dimension but got padding length {} \
             and input of dimension {}",
            pad.len(),
            x.ndim()
        )));
    }
    let mode = match mode {
        "constant" => {
            let constant = Constant { pad: pad.to_vec(), value: value.unwrap_or(0.0) };
            return apply(constant, std::slice::from_ref(x));
        }
        _ if value.is_some_and(|value| value != 0.0) => {
            return Err(Error::runtime(format!("Padding mode \"{mode}\" doesn't take in value argument")));
        }
        "reflect" => Mode::Reflect,
        "replicate" => Mode::Replicate,
        "circular" => Mode::Circular,
        _ => return Err(Error::not_implemented(format!("Unrecognised padding mode {mode}"))),
    };
    check_border(x, pad, mode)?;
    apply(Border { mode, pad: pad.to_vec() }, std::slice::from_ref(x))
}

fn check_border(x: &Tensor, pad: &[i64], mode: Mode) -> Result<()> {
    if !matches!((pad.len(), x.ndim()), (2, 2 | 3) | (4, 3 | 4) | (6, 4 | 5)) {
        return Err(Error::not_implemented(format!(
            "Padding size {} is not supported for {}D input tensor.\nSupported combinations for non-constant padding:\n  \
             - 2D or 3D input: padding size = 2 (pads last dimension)\n  - 3D or 4D input: padding size = 4 (pads last \
             2 dimensions)\n  - 4D or 5D input: padding size = 6 (pads last 3 dimensions)",
            pad.len(),
            x.ndim()
        )));
    }
    let shape = x.shape();
    for (index, pair) in pad.chunks_exact(2).enumerate() {
        let dim = shape.len() - 1 - index;
        let (size, largest) = (shape[dim] as i64, pair[0].max(pair[1]));
        if mode == Mode::Reflect && largest >= size {
            return Err(Error::runtime(format!(
                "Argument #{}: Padding size should be less than the corresponding input dimension, but got: padding \
                 ({}, {}) at dimension {dim} of input {shape:?}",
                4 + 2 * index,
                pair[0],
                pair[1]
            )));
        }
        if mode == Mode::Circular && largest > size {
            return Err(Error::runtime("Padding value causes wrapping around more than once."));
        }
        if mode != Mode::Circular && size + pair[0] + pair[1] < 1 {
            return Err(Error::runtime(format!(
                "input (W: {size}) is too small. Calculated output W: {}",
                size + pair[0] + pair[1]
            )));
        }
    }
    Ok(())
}
