//! `nn.Embedding`: rows of a table, looked up by number.

use std::borrow::Cow;

use crate::tensor::{
    Attribute, Error, Gradients, Operation, Result, Tensor, apply,
    autograd::{Context, GradMode},
    composite,
};

/// Which rows learn, and how much.
#[derive(Clone, Copy, Debug)]
pub struct Learning {
    /// The row whose gradient stays zero; negative for none.
    pub padding_idx: i64,
    /// Whether a row's gradient is divided by how often it was looked up.
    pub scale_by_frequency: bool,
}

/// `F.embedding`
///
/// # Errors
/// PyTorch's, for numbers that no row has, and for what are no numbers.
pub fn embedding(weight: &Tensor, indices: &Tensor, learning: Learning) -> Result<Tensor> {
    check(weight, indices)?;
    let attributes = || vec![("padding_idx", Attribute::Int(learning.padding_idx))];
    composite("embedding", &attributes, &[weight.clone(), indices.clone()], || {
        apply(Embedding { indices: indices.detach(), learning }, std::slice::from_ref(weight))
    })
}

/// Shortens, in place, the rows that are looked up to a norm of at most `max_norm`.
///
/// # Errors
/// As [`embedding`].
pub fn embedding_renorm_(weight: &Tensor, indices: &Tensor, max_norm: f64, p: f64) -> Result<Tensor> {
    check(weight, indices)?;
    let _mode = GradMode::set(false);
    let mut rows = indices.to_vec::<i64>();
    rows.sort_unstable();
    rows.dedup();
    for row in rows {
        let row = weight.select(0, row)?;
        let norm = row.vector_norm(p, None, false, None)?.item::<f64>()?;
        if norm > max_norm {
            row.copy_(&row.mul(&Tensor::wrapped_number(max_norm / (norm + 1e-7)))?)?;
        }
    }
    Ok(weight.clone())
}

fn check(weight: &Tensor, indices: &Tensor) -> Result<()> {
    if weight.ndim() != 2 {
        return Err(Error::runtime("'weight' must be 2-D"));
    }
    if !matches!(indices.dtype().scalar_name(), "Long" | "Int") {
        return Err(Error::runtime(format!(
            "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got \
             torch.{}Tensor instead (while checking arguments for embedding)",
            indices.dtype().scalar_name()
        )));
    }
    let rows = weight.shape()[0] as i64;
    if indices.to_vec::<i64>().iter().all(|index| (0..rows).contains(index)) {
        return Ok(());
    }
    Err(Error::index("index out of range in self"))
}

#[derive(Clone, Debug)]
struct Embedding {
    indices: Tensor,
    learning: Learning,
}

impl Operation for Embedding {
    fn name(&self) -> &'static str {
        "embedding"
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("EmbeddingBackward0")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let mut shape: Vec<i64> = self.indices.shape().iter().map(|&size| size as i64).collect();
        shape.push(inputs[0].shape()[1] as i64);
        inputs[0].index_select(0, &self.indices.reshape(&[-1])?)?.view(&shape)
    }

    /// Each row gathers the gradients of where it was looked up.
    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let indices = self.indices.reshape(&[-1])?;
        let grad = grad.reshape(&[indices.numel() as i64, context.shape(0)[1] as i64])?;
        let shares = Tensor::from_vec(self.shares(&indices.to_vec::<i64>(), context.shape(0)[0]), &[indices.numel()]);
        let grad = grad.mul(&shares.to_dtype(grad.dtype())?.unsqueeze(1)?)?;
        let none = Tensor::full_as(0.0, context.shape(0), grad.dtype())?;
        Ok(vec![Some(none.index_add(0, &indices, &grad, &Tensor::wrapped_number(1_i64))?)])
    }
}

impl Embedding {
    fn shares(&self, indices: &[i64], rows: usize) -> Vec<f64> {
        let mut counts = vec![0.0; rows];
        let place = |index: i64| usize::try_from(index).unwrap_or(0);
        for &index in indices {
            counts[place(index)] += 1.0;
        }
        let share = |&index: &i64| match self.learning {
            Learning { padding_idx, .. } if index == padding_idx => 0.0,
            Learning { scale_by_frequency: true, .. } => 1.0 / counts[place(index)],
            _ => 1.0,
        };
        indices.iter().map(share).collect()
    }
}
