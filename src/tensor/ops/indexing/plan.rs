//! `x[...]`: views for integers and slices, elements by number for tensors.

use super::Taken;
use crate::tensor::{
    Attribute, Attributes, DType, Error, Layout, Result, Tensor, broadcast_shapes, composite, ops::view::wrap_index,
};

/// One item between the brackets of `x[...]`.
#[derive(Clone, Debug)]
pub enum Index {
    /// `x[2]`
    Int(i64),
    /// `x[start:stop:step]`
    Slice {
        /// First index; open at the beginning when `None`.
        start: Option<i64>,
        /// One past the last; open at the end when `None`.
        stop: Option<i64>,
        /// Distance between indices.
        step: i64,
    },
    /// `x[None]`
    NewAxis,
    /// `x[...]`
    Ellipsis,
    /// `x[True]`
    Bool(bool),
    /// `x[tensor]`: places or, for bools, a mask.
    Tensor(Tensor),
}

/// A tensor seen through the views of an index, and the tensors that are left to index it with.
pub(super) struct Plan {
    pub viewed: Tensor,
    pub tensors: Vec<Option<Tensor>>,
    /// How many masks there were.
    pub masks: usize,
    /// How many tensors of numbers there were.
    pub lists: usize,
}

impl Plan {
    /// Applies what can be done by views.
    pub(super) fn new(x: &Tensor, indices: &[Index]) -> Result<Self> {
        let named: usize = indices.iter().map(consumed).sum();
        if named > x.ndim() {
            return Err(Error::index(format!("too many indices for tensor of dimension {}", x.ndim())));
        }
        let mut plan = Self { viewed: x.clone(), tensors: Vec::new(), masks: 0, lists: 0 };
        let mut source = 0;
        for index in indices {
            plan.take(index, x, named, &mut source)?;
        }
        Ok(plan)
    }

    /// Takes one item; `source` counts the dimensions of `x` that are done.
    fn take(&mut self, index: &Index, x: &Tensor, named: usize, source: &mut usize) -> Result<()> {
        let dim = self.tensors.len();
        match index {
            Index::Int(index) => {
                self.viewed = selected(&self.viewed, dim, *index, *source)?;
                *source += 1;
            }
            Index::Slice { start, stop, step } => {
                let whole = start.is_none_or(|start| start == 0) && stop.is_none() && *step == 1;
                if !whole {
                    self.viewed = self.viewed.slice(dim as i64, *start, *stop, *step)?;
                }
                self.tensors.push(None);
                *source += 1;
            }
            Index::Ellipsis => {
                let skipped = x.ndim() - named;
                self.tensors.extend(std::iter::repeat_n(None, skipped));
                *source += skipped;
            }
            Index::NewAxis => {
                self.viewed = self.viewed.unsqueeze(dim as i64)?;
                self.tensors.push(None);
            }
            Index::Bool(value) => {
                self.viewed = self.viewed.unsqueeze(dim as i64)?;
                self.tensors.push(Some(Tensor::from_vec(vec![*value], &[1])));
            }
            Index::Tensor(tensor) => {
                *source += consumed(index);
                self.take_tensor(tensor, dim)?;
            }
        }
        Ok(())
    }

    fn take_tensor(&mut self, tensor: &Tensor, dim: usize) -> Result<()> {
        match tensor.dtype() {
            DType::Int8 | DType::Int16 | DType::Int32 | DType::Int64 => {
                self.lists += 1;
                self.tensors.push(Some(tensor.clone()));
            }
            DType::Bool if tensor.ndim() == 0 => {
                self.viewed = self.viewed.unsqueeze(dim as i64)?;
                self.tensors.push(Some(tensor.unsqueeze(0)?));
            }
            DType::Bool => {
                self.masks += 1;
                self.tensors.extend(self.mask_places(tensor, dim)?.into_iter().map(Some));
            }
            _ => return Err(Error::index("tensors used as indices must be long, int, byte or bool tensors")),
        }
        Ok(())
    }

    /// The places where a mask is true, one tensor for each of its dimensions.
    fn mask_places(&self, mask: &Tensor, dim: usize) -> Result<Vec<Tensor>> {
        let (shape, held) = (mask.shape(), self.viewed.shape());
        for (offset, &size) in shape.iter().enumerate() {
            if held.get(dim + offset) != Some(&size) {
                return Err(Error::index(format!(
                    "The shape of the mask {shape:?} at index {offset} does not match the shape of the indexed tensor \
                     {held:?} at index {}",
                    dim + offset
                )));
            }
        }
        Ok(super::nonzero::coordinates(mask))
    }

    /// Whether elements are found by number.
    pub(super) fn is_advanced(&self) -> bool {
        self.tensors.iter().any(Option::is_some)
    }

    /// Where the elements lie in a row-major copy of the viewed tensor, and the shape of the result.
    pub(super) fn places(&self) -> Result<(Vec<usize>, Vec<usize>)> {
        let shape = self.viewed.shape();
        let tensors = self.numbers()?;
        let common = common_shape(&tensors)?;
        let advanced = advanced_places(&tensors, &common, &shape)?;
        let dims: Vec<usize> = (0..shape.len()).filter(|&dim| tensors.get(dim).is_some_and(Option::is_some)).collect();
        let adjacent = dims.windows(2).all(|pair| pair[1] == pair[0] + 1);
        let front = if adjacent { dims.first().copied().unwrap_or(0) } else { 0 };
        let layout = Layout::contiguous(&shape);
        let kept: Vec<usize> = (0..shape.len()).filter(|dim| !dims.contains(dim)).collect();
        let part = |dims: &[usize]| -> Layout {
            let pick = |from: &[usize]| dims.iter().map(|&dim| from[dim]).collect();
            Layout::strided(pick(&shape), pick(layout.strides()), 0)
        };
        let (before, after) = (part(&kept[..front]), part(&kept[front..]));
        let inner: Vec<usize> = after.places().collect();
        let mut places = Vec::with_capacity(before.numel() * advanced.len() * inner.len());
        for outer in before.places() {
            for middle in &advanced {
                places.extend(inner.iter().map(|inner| outer + middle + inner));
            }
        }
        Ok((places, [before.shape(), &common, after.shape()].concat()))
    }

    /// The index tensors as numbers: masks of one dimension (`x[True]`) are counted out.
    fn numbers(&self) -> Result<Vec<Option<Tensor>>> {
        let count = |tensor: &Tensor| match tensor.dtype() {
            DType::Bool => Ok(super::nonzero::coordinates(tensor).remove(0)),
            _ => tensor.detach().to_dtype(DType::Int64),
        };
        self.tensors.iter().map(|tensor| tensor.as_ref().map(count).transpose()).collect()
    }
}

/// How many dimensions an item indexes.
fn consumed(index: &Index) -> usize {
    match index {
        Index::Tensor(tensor) if tensor.dtype() == DType::Bool => tensor.ndim(),
        Index::Int(_) | Index::Slice { .. } | Index::Tensor(_) => 1,
        Index::NewAxis | Index::Ellipsis | Index::Bool(_) => 0,
    }
}

/// One index along a dimension; errors count it as dimension `source` of the original.
fn selected(x: &Tensor, dim: usize, index: i64, source: usize) -> Result<Tensor> {
    let size = x.shape()[dim];
    if wrap_index(index, size).is_none() {
        return Err(Error::index(format!("index {index} is out of bounds for dimension {source} with size {size}")));
    }
    x.select(dim as i64, index)
}

fn common_shape(tensors: &[Option<Tensor>]) -> Result<Vec<usize>> {
    let mut common = Vec::new();
    for tensor in tensors.iter().flatten() {
        common = broadcast_shapes(&common, &tensor.shape()).map_err(|_| {
            let shapes: Vec<String> = tensors.iter().flatten().map(|tensor| format!("{:?}", tensor.shape())).collect();
            Error::index(format!(
                "shape mismatch: indexing tensors could not be broadcast together with shapes {}",
                shapes.join(", ")
            ))
        })?;
    }
    Ok(common)
}

/// The share of the indexed dimensions in each place.
fn advanced_places(tensors: &[Option<Tensor>], common: &[usize], shape: &[usize]) -> Result<Vec<usize>> {
    let layout = Layout::contiguous(shape);
    let mut places = vec![0; common.iter().product()];
    // Errors count the indexed dimensions only, as PyTorch does.
    let indexed = tensors.iter().enumerate().filter_map(|(dim, tensor)| Some((dim, tensor.as_ref()?)));
    for (ordinal, (dim, tensor)) in indexed.enumerate() {
        let wide = tensor.broadcast_to(common)?.to_vec::<i64>();
        for (place, index) in places.iter_mut().zip(wide) {
            let found = wrap_index(index, shape[dim]).ok_or_else(|| {
                Error::index(format!("index {index} is out of bounds for dimension {ordinal} with size {}", shape[dim]))
            })?;
            *place += found * layout.strides()[dim];
        }
    }
    Ok(places)
}

fn described(indices: &[Index]) -> Attributes {
    let item = |index: &Index| match index {
        Index::Int(index) => index.to_string(),
        Index::Slice { start, stop, step } => {
            let bound = |bound: &Option<i64>| bound.map_or_else(String::new, |bound| bound.to_string());
            let step = if *step == 1 { String::new() } else { format!(":{step}") };
            format!("{}:{}{step}", bound(start), bound(stop))
        }
        Index::NewAxis => "None".to_owned(),
        Index::Ellipsis => "...".to_owned(),
        Index::Bool(true) => "True".to_owned(),
        Index::Bool(false) => "False".to_owned(),
        Index::Tensor(tensor) => format!("tensor{:?}", tensor.shape()),
    };
    vec![("index", Attribute::Text(indices.iter().map(item).collect::<Vec<_>>().join(", ")))]
}

impl Tensor {
    /// `self[indices]`
    ///
    /// # Errors
    /// PyTorch's `IndexError` and its kin.
    pub fn index(&self, indices: &[Index]) -> Result<Self> {
        if let [Index::Int(_)] = indices
            && self.ndim() == 0
        {
            return Err(Error::index(
                "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ to convert \
                 a 0-dim tensor to a number",
            ));
        }
        if let [Index::Slice { .. }] = indices
            && self.ndim() == 0
        {
            return Err(Error::index("slice() cannot be applied to a 0-dim tensor."));
        }
        composite("__getitem__", &|| described(indices), std::slice::from_ref(self), || self.indexed(indices))
    }

    fn indexed(&self, indices: &[Index]) -> Result<Self> {
        let plan = Plan::new(self, indices)?;
        if plan.is_advanced() {
            let (places, shape) = plan.places()?;
            let taken = Taken { name: "index", node: "IndexBackward0", places, shape, attributes: Vec::new() };
            return taken.from(&plan.viewed);
        }
        match indices {
            [Index::Slice { .. }] if plan.viewed.is_same(self) => self.slice(0, None, None, 1),
            _ if plan.viewed.is_same(self) => self.alias(),
            _ => Ok(plan.viewed),
        }
    }
}
