//! Dimensions exchanged, dropped and added.

use super::{View, reshape::reshaped, view};
use crate::tensor::{Attribute, Attributes, Error, Layout, Result, Tensor, wrap_dim};

fn ints(dims: &[usize]) -> Attribute {
    Attribute::Ints(dims.iter().map(|&dim| dim as i64).collect())
}

fn permuted(source: &Layout, dims: &[usize]) -> Layout {
    let pick = |from: &[usize]| dims.iter().map(|&dim| from[dim]).collect();
    Layout::strided(pick(source.shape()), pick(source.strides()), source.offset())
}

/// Two dimensions exchanged.
#[derive(Clone, Copy, Debug)]
struct Transpose(usize, usize);

impl View for Transpose {
    const NAME: &'static str = "transpose";
    const NODE: &'static str = "TransposeBackward0";

    fn layout(&self, source: &Layout) -> Result<Layout> {
        let mut dims: Vec<usize> = (0..source.ndim()).collect();
        if !dims.is_empty() {
            dims.swap(self.0, self.1);
        }
        Ok(permuted(source, &dims))
    }

    fn gradient(&self, grad: &Tensor, _shape: &[usize]) -> Result<Tensor> {
        view(*self, grad)
    }

    fn attributes(&self) -> Attributes {
        vec![("dim0", Attribute::Int(self.0 as i64)), ("dim1", Attribute::Int(self.1 as i64))]
    }
}

/// The transpose of a matrix; a vector stays.
#[derive(Clone, Copy, Debug)]
struct T;

impl View for T {
    const NAME: &'static str = "t";
    const NODE: &'static str = "TBackward0";

    fn layout(&self, source: &Layout) -> Result<Layout> {
        let dims: Vec<usize> = (0..source.ndim()).rev().collect();
        Ok(permuted(source, &dims))
    }

    fn gradient(&self, grad: &Tensor, _shape: &[usize]) -> Result<Tensor> {
        view(*self, grad)
    }

    fn attributes(&self) -> Attributes {
        Vec::new()
    }
}

/// Dimensions in another order.
#[derive(Clone, Debug)]
struct Permute(Vec<usize>);

impl View for Permute {
    const NAME: &'static str = "permute";
    const NODE: &'static str = "PermuteBackward0";

    fn layout(&self, source: &Layout) -> Result<Layout> {
        Ok(permuted(source, &self.0))
    }

    fn gradient(&self, grad: &Tensor, _shape: &[usize]) -> Result<Tensor> {
        let mut inverse = vec![0; self.0.len()];
        self.0.iter().enumerate().for_each(|(to, &from)| inverse[from] = to);
        view(Self(inverse), grad)
    }

    fn attributes(&self) -> Attributes {
        vec![("dims", ints(&self.0))]
    }
}

/// Dimensions of size 1 dropped: which overload decides the node's name.
macro_rules! squeeze {
    ($($name:ident $node:literal $doc:literal),*) => {$(
        #[doc = $doc]
        #[derive(Clone, Debug)]
        struct $name(Vec<usize>);

        impl View for $name {
            const NAME: &'static str = "squeeze";
            const NODE: &'static str = $node;

            fn layout(&self, source: &Layout) -> Result<Layout> {
                let stays = |dim: &usize| source.shape()[*dim] != 1 || !self.0.contains(dim);
                let kept: Vec<usize> = (0..source.ndim()).filter(stays).collect();
                Ok(permuted(source, &kept))
            }

            fn gradient(&self, grad: &Tensor, shape: &[usize]) -> Result<Tensor> {
                reshaped(grad, shape)
            }

            fn attributes(&self) -> Attributes {
                vec![("dim", ints(&self.0))]
            }
        }
    )*};
}

squeeze!(
    SqueezeAll "SqueezeBackward0" "Every dimension of size 1 dropped.",
    SqueezeDim "SqueezeBackward1" "One dimension dropped, if its size is 1.",
    SqueezeDims "SqueezeBackward2" "Some dimensions dropped, those of size 1."
);

/// A dimension of size 1 added.
#[derive(Clone, Copy, Debug)]
struct Unsqueeze(usize);

impl View for Unsqueeze {
    const NAME: &'static str = "unsqueeze";
    const NODE: &'static str = "UnsqueezeBackward0";

    fn layout(&self, source: &Layout) -> Result<Layout> {
        let (mut shape, mut strides) = (source.shape().to_vec(), source.strides().to_vec());
        let stride = shape.get(self.0).map_or(1, |&size| size * strides[self.0]);
        shape.insert(self.0, 1);
        strides.insert(self.0, stride);
        Ok(Layout::strided(shape, strides, source.offset()))
    }

    fn gradient(&self, grad: &Tensor, shape: &[usize]) -> Result<Tensor> {
        reshaped(grad, shape)
    }

    fn attributes(&self) -> Attributes {
        vec![("dim", Attribute::Int(self.0 as i64))]
    }
}

/// Several dimensions as indices, each named once.
///
/// # Errors
/// PyTorch's, for a dimension that is not there or that is named twice.
pub(in crate::tensor::ops) fn distinct_dims(dims: &[i64], ndim: usize) -> Result<Vec<usize>> {
    let mut seen = Vec::with_capacity(dims.len());
    for &dim in dims {
        let dim = wrap_dim(dim, ndim)?;
        if seen.contains(&dim) {
            return Err(Error::runtime(format!("dim {dim} appears multiple times in the list of dims")));
        }
        seen.push(dim);
    }
    Ok(seen)
}

impl Tensor {
    /// `self.transpose(dim0, dim1)`
    ///
    /// # Errors
    /// PyTorch's, for a dimension that is not there.
    pub fn transpose(&self, dim0: i64, dim1: i64) -> Result<Self> {
        view(Transpose(wrap_dim(dim0, self.ndim())?, wrap_dim(dim1, self.ndim())?), self)
    }

    /// `self.t()`
    ///
    /// # Errors
    /// PyTorch's, for more than two dimensions.
    pub fn t(&self) -> Result<Self> {
        if self.ndim() > 2 {
            return Err(Error::runtime(format!(
                "t() expects a tensor with <= 2 dimensions, but self is {}D",
                self.ndim()
            )));
        }
        view(T, self)
    }

    /// `self.T`: all dimensions reversed.
    ///
    /// # Errors
    /// None of its own.
    pub fn reversed(&self) -> Result<Self> {
        view(Permute((0..self.ndim()).rev().collect()), self)
    }

    /// `self.mT`: the last two dimensions exchanged.
    ///
    /// # Errors
    /// PyTorch's, for fewer than two dimensions.
    pub fn m_t(&self) -> Result<Self> {
        if self.ndim() < 2 {
            return Err(Error::runtime(format!(
                "tensor.mT is only supported on matrices or batches of matrices. Got {}-D tensor.",
                self.ndim()
            )));
        }
        self.transpose(-2, -1)
    }

    /// `self.permute(dims)`
    ///
    /// # Errors
    /// PyTorch's, unless every dimension is named once.
    pub fn permute(&self, dims: &[i64]) -> Result<Self> {
        let ndim = self.ndim();
        if dims.len() != ndim {
            return Err(Error::runtime(format!(
                "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the \
                 desired ordering of dimensions i.e. input.dim() = {ndim} is not equal to len(dims) = {}",
                dims.len()
            )));
        }
        let dims = dims.iter().map(|&dim| wrap_dim(dim, ndim)).collect::<Result<Vec<_>>>()?;
        if dims.iter().enumerate().any(|(index, dim)| dims[..index].contains(dim)) {
            return Err(Error::runtime("permute(): duplicate dims are not allowed."));
        }
        view(Permute(dims), self)
    }

    /// `self.movedim(source, destination)`
    ///
    /// # Errors
    /// PyTorch's, for dimensions that are not there or named twice.
    pub fn movedim(&self, source: &[i64], destination: &[i64]) -> Result<Self> {
        if source.len() != destination.len() {
            return Err(Error::runtime(format!(
                "movedim: Invalid source or destination dims: source ({source:?} dims) should contain the same number \
                 of dims as destination ({destination:?} dims)"
            )));
        }
        let from = moved_dims("source", source, self.ndim())?;
        let to = moved_dims("destination", destination, self.ndim())?;
        let mut rest = (0..self.ndim()).filter(|dim| !from.contains(dim));
        let place = |dim| to.iter().position(|&target| target == dim).map(|index| from[index]);
        let order = (0..self.ndim()).map(|dim| place(dim).or_else(|| rest.next()).unwrap_or(dim)).collect();
        view(Permute(order), self)
    }

    /// `self.squeeze()`: drops every dimension of size 1.
    ///
    /// # Errors
    /// None of its own.
    pub fn squeeze_all(&self) -> Result<Self> {
        view(SqueezeAll((0..self.ndim()).collect()), self)
    }

    /// `self.squeeze(dim)`: drops the dimension if its size is 1.
    ///
    /// # Errors
    /// PyTorch's, for a dimension that is not there.
    pub fn squeeze(&self, dim: i64) -> Result<Self> {
        view(SqueezeDim(vec![wrap_dim(dim, self.ndim())?]), self)
    }

    /// `self.squeeze(dims)`
    ///
    /// # Errors
    /// As [`Tensor::squeeze`], and for a dimension named twice.
    pub fn squeeze_dims(&self, dims: &[i64]) -> Result<Self> {
        view(SqueezeDims(distinct_dims(dims, self.ndim())?), self)
    }

    /// `self.unsqueeze(dim)`
    ///
    /// # Errors
    /// PyTorch's, for a dimension that would not be there afterwards.
    pub fn unsqueeze(&self, dim: i64) -> Result<Self> {
        view(Unsqueeze(wrap_dim(dim, self.ndim() + 1)?), self)
    }
}

fn moved_dims(which: &str, dims: &[i64], ndim: usize) -> Result<Vec<usize>> {
    let wrapped = dims.iter().map(|&dim| wrap_dim(dim, ndim)).collect::<Result<Vec<_>>>()?;
    if wrapped.iter().enumerate().any(|(index, dim)| wrapped[..index].contains(dim)) {
        return Err(Error::runtime(format!("movedim: repeated dim in `{which}` ({dims:?})")));
    }
    Ok(wrapped)
}
