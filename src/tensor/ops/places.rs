//! Elements taken from places, and put into places: the two halves of every rearrangement and of
//! all indexing, each the way back of the other.

use std::{borrow::Cow, rc::Rc};

use crate::tensor::{
    Attributes, Element, Error, Gradients, Operation, Result, Tensor, allocate, apply, autograd::Context,
    kernel::convert, ops::sum_to,
};

/// output\[i\] = x\[places\[i\]\], counted in row-major order. Further inputs (indices) are only for show.
#[derive(Clone, Debug)]
pub struct Pick {
    /// PyTorch's name: `gather`.
    pub name: &'static str,
    /// The node's name: `GatherBackward0`.
    pub node: &'static str,
    /// Where each element of the output comes from.
    pub places: Rc<[usize]>,
    /// Shape of the output.
    pub shape: Vec<usize>,
    /// Arguments, under PyTorch's names.
    pub attributes: Attributes,
}

impl Operation for Pick {
    fn name(&self) -> &'static str {
        self.name
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.node)
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let x = inputs.first().ok_or_else(|| Error::runtime("expected a tensor"))?;
        crate::with_dtype!(x.dtype(), T => {
            let picked = x.read_slice::<T, _>(|xs| collect(self.places.iter().map(|&place| xs[place])))??;
            Ok(Tensor::from_vec(picked, &self.shape))
        })
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let spread = Spread {
            name: self.name,
            node: "IndexPutBackward0",
            places: Rc::clone(&self.places),
            shape: context.shape(0).to_vec(),
        };
        let mut gradients = vec![None; context.len()];
        gradients[0] = Some(apply(spread, std::slice::from_ref(grad))?);
        Ok(gradients)
    }

    fn attributes(&self) -> Attributes {
        self.attributes.clone()
    }
}

fn collect<T: Element>(elements: impl ExactSizeIterator<Item = T>) -> Result<Vec<T>> {
    let mut out = allocate(elements.len())?;
    out.extend(elements);
    Ok(out)
}

/// Zeros, and at each of `places` the sum of the elements that belong there: the way back of [`Pick`].
#[derive(Clone, Debug)]
pub struct Spread {
    /// PyTorch's name, or that of the operation that this is the way back of.
    pub name: &'static str,
    /// The node's name.
    pub node: &'static str,
    /// Where each element of the input goes.
    pub places: Rc<[usize]>,
    /// Shape of the output.
    pub shape: Vec<usize>,
}

impl Operation for Spread {
    fn name(&self) -> &'static str {
        self.name
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.node)
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let grad = inputs.first().ok_or_else(|| Error::runtime("expected a tensor"))?;
        let out = Tensor::full_as(0.0, &self.shape, grad.dtype())?;
        put(&out, &self.places, grad, true)?;
        Ok(out)
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let pick = Pick {
            name: self.name,
            node: "IndexBackward0",
            places: Rc::clone(&self.places),
            shape: context.shape(0).to_vec(),
            attributes: Vec::new(),
        };
        Ok(vec![Some(apply(pick, std::slice::from_ref(grad))?)])
    }
}

/// x, but at each of `places` the element of a source, written over what was there or added to it.
/// The source is the second input, broadcast to `shape`; or `value`, which has no gradient.
#[derive(Clone, Debug)]
pub struct Put {
    /// PyTorch's name: `scatter`.
    pub name: &'static str,
    /// The node's name: `ScatterBackward0`.
    pub node: &'static str,
    /// Where the elements go.
    pub places: Rc<[usize]>,
    /// Shape that the source is broadcast to; as many elements as there are places.
    pub shape: Vec<usize>,
    /// Whether to add.
    pub accumulate: bool,
    /// What is written, when it is no input.
    pub value: Option<Tensor>,
    /// Arguments, under PyTorch's names.
    pub attributes: Attributes,
}

impl Operation for Put {
    fn name(&self) -> &'static str {
        self.name
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(self.node)
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let (Some(x), Some(source)) = (inputs.first(), self.value.as_ref().or(inputs.get(1))) else {
            return Err(Error::runtime("expected a tensor and a source"));
        };
        let out = x.contiguous_copy()?;
        put(&out, &self.places, &spread_out(source, &self.shape)?, self.accumulate)?;
        Ok(out)
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let mut gradients = vec![None; context.len()];
        if context.needs(0) {
            gradients[0] = Some(if self.accumulate { grad.clone() } else { self.without(grad)? });
        }
        if self.value.is_none() && context.needs(1) {
            let pick = Pick {
                name: self.name,
                node: "IndexBackward0",
                places: Rc::clone(&self.places),
                shape: self.shape.clone(),
                attributes: Vec::new(),
            };
            let picked = apply(pick, std::slice::from_ref(grad))?;
            gradients[1] = Some(sum_to(&picked, context.shape(1))?);
        }
        Ok(gradients)
    }

    fn attributes(&self) -> Attributes {
        self.attributes.clone()
    }
}

impl Put {
    /// The gradient where nothing was written.
    fn without(&self, grad: &Tensor) -> Result<Tensor> {
        let zero = Some(Tensor::full_as(0.0, &[], grad.dtype())?);
        let put = Self { value: zero, attributes: Vec::new(), ..self.clone() };
        apply(put, std::slice::from_ref(grad))
    }
}

/// `source` under a shape that it broadcasts to.
pub(super) fn spread_out(source: &Tensor, shape: &[usize]) -> Result<Tensor> {
    let wide = source.layout().broadcast_to(shape);
    let wide =
        wide.or_else(|| (source.numel() == shape.iter().product::<usize>()).then(|| source.layout().view_as(shape))?);
    wide.map(|layout| source.with_layout(layout)).ok_or_else(|| mismatch(&source.shape(), shape))
}

/// The error of a value that does not stretch to the place where it is to be written.
pub(super) fn mismatch(value: &[usize], shape: &[usize]) -> Error {
    Error::runtime(format!(
        "shape mismatch: value tensor of shape {value:?} cannot be broadcast to indexing result of shape {shape:?}"
    ))
}

/// Writes the elements of `source`, or adds them, at `places` of a fresh row-major tensor.
pub(super) fn put(out: &Tensor, places: &[usize], source: &Tensor, accumulate: bool) -> Result<()> {
    let source = convert(source, out.dtype())?;
    crate::with_dtype!(out.dtype(), T => source.read_slice::<T, _>(|xs| {
        let storage = out.storage();
        let mut buffer = storage.borrow_mut();
        let target = T::slice_mut(&mut buffer)?;
        if accumulate {
            places.iter().zip(xs).for_each(|(&place, &x)| target[place] = sum(target[place], x));
        } else {
            places.iter().zip(xs).for_each(|(&place, &x)| target[place] = x);
        }
        Ok(())
    })?)
}

/// a + b in their type; float32 by way of float64, which rounds the same.
fn sum<T: Element>(a: T, b: T) -> T {
    if T::DTYPE.is_floating_point() {
        T::from_f64(a.to_f64() + b.to_f64())
    } else {
        T::from_i64(a.to_i64().wrapping_add(b.to_i64()))
    }
}

/// The sums of one number from each table, the last table running fastest: places in a row-major
/// tensor when each table holds the places along one dimension.
#[must_use]
pub fn sums(tables: &[Vec<usize>]) -> Vec<usize> {
    tables.iter().fold(vec![0], |sums, table| {
        let mut wider = Vec::with_capacity(sums.len() * table.len());
        for sum in sums {
            wider.extend(table.iter().map(|place| sum + place));
        }
        wider
    })
}
