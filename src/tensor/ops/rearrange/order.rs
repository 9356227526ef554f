//! `roll`, `flip`, `rot90`.

use super::{picked, tables};
use crate::tensor::{
    Attribute, Error, Layout, Result, Tensor, apply,
    ops::{
        places::{Pick, sums},
        view::distinct_dims,
    },
    wrap_dim,
};

impl Tensor {
    /// `self.roll(shifts, dims)`; without dimensions, over all elements in a row.
    ///
    /// # Errors
    /// PyTorch's, unless there is a shift for each dimension.
    pub fn roll(&self, shifts: &[i64], dims: &[i64]) -> Result<Self> {
        if dims.is_empty() && shifts.len() == 1 {
            let mut places: Vec<usize> = (0..self.numel()).collect();
            let turn = shifts[0].rem_euclid(places.len().max(1) as i64);
            places.rotate_right(turn as usize);
            let attributes = vec![("shifts", Attribute::Ints(shifts.to_vec()))];
            let (name, node, shape) = ("roll", "RollBackward0", self.shape());
            let pick = Pick { name, node, places: places.into(), shape, attributes };
            return apply(pick, std::slice::from_ref(self));
        }
        if shifts.is_empty() {
            return Err(Error::runtime("`shifts` required"));
        }
        if shifts.len() != dims.len() {
            return Err(Error::runtime(format!(
                "shifts and dimensions must align. shifts: {}, dims:{}",
                shifts.len(),
                dims.len()
            )));
        }
        let mut tables = tables(&self.shape());
        for (&shift, &dim) in shifts.iter().zip(dims) {
            let dim = wrap_dim(dim, self.ndim())?;
            if let Some(table) = tables.get_mut(dim).filter(|table| !table.is_empty()) {
                let size = table.len() as i64;
                table.rotate_right(shift.rem_euclid(size) as usize);
            }
        }
        let attributes = vec![("shifts", Attribute::Ints(shifts.to_vec())), ("dims", Attribute::Ints(dims.to_vec()))];
        picked(self, "roll", "RollBackward0", &tables, attributes)
    }

    /// `self.flip(dims)`
    ///
    /// # Errors
    /// PyTorch's, for dimensions that are not there or named twice.
    pub fn flip(&self, dims: &[i64]) -> Result<Self> {
        let mut tables = tables(&self.shape());
        for dim in distinct_dims(dims, self.ndim())? {
            if let Some(table) = tables.get_mut(dim) {
                table.reverse();
            }
        }
        let attributes = vec![("dims", Attribute::Ints(dims.to_vec()))];
        picked(self, "flip", "FlipBackward0", &tables, attributes)?.moved_to_lie_as(self)
    }

    /// `self.fliplr()`
    ///
    /// # Errors
    /// PyTorch's, for fewer than two dimensions.
    pub fn fliplr(&self) -> Result<Self> {
        if self.ndim() < 2 {
            return Err(Error::runtime("Input must be >= 2-d."));
        }
        self.flip(&[1])
    }

    /// `self.flipud()`
    ///
    /// # Errors
    /// PyTorch's, for no dimensions.
    pub fn flipud(&self) -> Result<Self> {
        if self.ndim() < 1 {
            return Err(Error::runtime("Input must be >= 1-d."));
        }
        self.flip(&[0])
    }

    /// `self.rot90(k, dims)`
    ///
    /// # Errors
    /// PyTorch's, unless two different dimensions are named.
    pub fn rot90(&self, k: i64, dims: &[i64]) -> Result<Self> {
        let &[from, to] = dims else {
            return Err(Error::runtime(format!("expected total rotation dims == 2, but got dims = {}", dims.len())));
        };
        if self.ndim() < 2 {
            return Err(Error::runtime(format!("expected total dims >= 2, but got total dims = {}", self.ndim())));
        }
        if from == to || (from - to).unsigned_abs() as usize == self.ndim() {
            return Err(Error::runtime(format!(
                "expected rotation dims to be different, but got dim0 = {from} and dim1 = {to}"
            )));
        }
        let (first, second) = (wrap_dim(from, self.ndim())?, wrap_dim(to, self.ndim())?);
        let mut tables = tables(&self.shape());
        let quarter = k.rem_euclid(4);
        if quarter == 1 || quarter == 2 {
            tables[second].reverse();
        }
        if quarter == 2 || quarter == 3 {
            tables[first].reverse();
        }
        let attributes = vec![("k", Attribute::Int(k)), ("dims", Attribute::Ints(dims.to_vec()))];
        let places = sums(&tables);
        let turned = Layout::contiguous(&self.shape());
        if quarter % 2 == 0 {
            return picked(self, "rot90", "Rot90Backward0", &tables, attributes);
        }
        let turned = Self::from_parts(self.storage(), turned).transpose(first as i64, second as i64)?;
        let (shape, order) = (turned.shape(), turned.layout());
        let places = order.places().map(|place| places[place]).collect();
        apply(Pick { name: "rot90", node: "Rot90Backward0", places, shape, attributes }, std::slice::from_ref(self))
    }
}
