//! Whether all, whether any, how many.

use std::borrow::Cow;

use super::lanes::{Dims, Lanes};
use crate::tensor::{Attributes, Error, Gradients, Operation, Result, Tensor, apply, autograd::Context};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Question {
    All,
    Any,
    HowMany,
}

#[derive(Clone, Debug)]
struct Truth {
    question: Question,
    dims: Dims,
}

impl Operation for Truth {
    fn name(&self) -> &'static str {
        match self.question {
            Question::All => "all",
            Question::Any => "any",
            Question::HowMany => "count_nonzero",
        }
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed("NotImplemented")
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [x] = inputs else { return Err(Error::runtime("a tensor was expected")) };
        let lanes = Lanes::new(x, &self.dims);
        crate::with_dtype!(x.dtype(), T => match self.question {
            Question::All => lanes.map::<T, bool>(|lane| lane.iter().all(|x| x != T::default())),
            Question::Any => lanes.map::<T, bool>(|lane| lane.iter().any(|x| x != T::default())),
            Question::HowMany => lanes.map::<T, i64>(|lane| lane.iter().filter(|&x| x != T::default()).count() as i64),
        })
    }

    fn backward(&self, context: &Context<'_>, _grad: &Tensor) -> Result<Gradients> {
        Ok(vec![None; context.len()])
    }

    fn attributes(&self) -> Attributes {
        Vec::new()
    }
}

fn ask(x: &Tensor, question: Question, dims: Option<&[i64]>, keepdim: bool) -> Result<Tensor> {
    apply(Truth { question, dims: Dims::new(x, dims, keepdim)? }, std::slice::from_ref(x))
}

impl Tensor {
    /// `torch.all`; an empty list of dimensions leaves each element for itself.
    ///
    /// # Errors
    /// PyTorch's, for dimensions that are not there.
    pub fn all(&self, dims: Option<&[i64]>, keepdim: bool) -> Result<Self> {
        if dims.is_some_and(<[i64]>::is_empty) {
            return self.logical_not()?.logical_not();
        }
        ask(self, Question::All, dims, keepdim)
    }

    /// `torch.any`
    ///
    /// # Errors
    /// As [`Tensor::all`].
    pub fn any(&self, dims: Option<&[i64]>, keepdim: bool) -> Result<Self> {
        if dims.is_some_and(<[i64]>::is_empty) {
            return self.logical_not()?.logical_not();
        }
        ask(self, Question::Any, dims, keepdim)
    }

    /// `torch.count_nonzero`
    ///
    /// # Errors
    /// As [`Tensor::all`].
    pub fn count_nonzero(&self, dims: Option<&[i64]>) -> Result<Self> {
        ask(self, Question::HowMany, dims, false)
    }
}
