//! The products that PyTorch records: `mm`, `mv`, `dot`, `bmm`, and their sums with an addend.

use std::borrow::Cow;

use half::f16;

use super::{
    check,
    kernel::{Factor, Plus, with_matrix},
};
use crate::tensor::{
    Attribute, Attributes, DType, Error, Gradients, Operation, Result, Saves, Tensor, allocate, apply,
    autograd::Context, broadcast::expand_error, ops::sum_to,
};

/// Which product it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Mm,
    Mv,
    Dot,
    Vdot,
    Bmm,
}

/// Runs `$body` with `$T` set to the type that a product is computed in.
macro_rules! with_factor {
    ($kernel:expr, $dtype:expr, $T:ident => $body:expr) => {
        if $dtype == DType::Float16 {
            type $T = f16;
            $body
        } else {
            crate::with_number!($dtype, $T => $body,
                else Err(Error::not_implemented(format!("\"{}\" not implemented for 'Bool'", $kernel))))
        }
    };
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Mm => "mm",
            Self::Mv => "mv",
            Self::Dot => "dot",
            Self::Vdot => "vdot",
            Self::Bmm => "bmm",
        }
    }

    const fn kernel(self) -> &'static str {
        match self {
            Self::Mm => "addmm_impl_cpu_",
            Self::Mv => "addmv_impl_cpu",
            Self::Dot | Self::Vdot => "dot",
            Self::Bmm => "baddbmm_with_gemm",
        }
    }

    fn shape(self, a: &[usize], b: &[usize]) -> Vec<usize> {
        match self {
            Self::Mm => vec![a[0], b[1]],
            Self::Mv => vec![a[0]],
            Self::Dot | Self::Vdot => vec![],
            Self::Bmm => vec![a[0], a[1], b[2]],
        }
    }
}

/// The product of two tensors and what its way back needs.
#[derive(Clone, Copy, Debug)]
struct Factors {
    kind: Kind,
    /// A factor is kept when the gradient of the other one is asked for.
    keeps: [bool; 2],
    /// Whether a factor lies column by column: its gradient is then computed so too, which spares a
    /// copy when the factor is the transpose of a parameter.
    turned: [bool; 2],
}

impl Factors {
    fn of(kind: Kind, a: &Tensor, b: &Tensor) -> Self {
        let turned = |x: &Tensor| match (x.layout().shape(), x.layout().strides()) {
            (&[rows, columns], &[1, stride]) => columns > 1 && stride == rows,
            _ => false,
        };
        let mm = kind == Kind::Mm;
        Self { kind, keeps: [b.requires_grad(), a.requires_grad()], turned: [mm && turned(a), mm && turned(b)] }
    }

    /// The gradient of the first factor, by the second.
    fn first(self, grad: &Tensor, b: &Tensor) -> Result<Tensor> {
        match self.kind {
            Kind::Mm if self.turned[0] => b.mm(&grad.t()?)?.t(),
            Kind::Mm => grad.mm(&b.t()?),
            Kind::Mv => grad.unsqueeze(-1)?.mul(b),
            Kind::Dot | Kind::Vdot => grad.mul(b),
            Kind::Bmm => grad.bmm(&b.transpose(1, 2)?),
        }
    }

    /// The gradient of the second factor, by the first.
    fn second(self, grad: &Tensor, a: &Tensor) -> Result<Tensor> {
        match self.kind {
            Kind::Mm if self.turned[1] => grad.t()?.mm(a)?.t(),
            Kind::Mm => a.t()?.mm(grad),
            Kind::Mv => a.t()?.mv(grad),
            Kind::Dot | Kind::Vdot => grad.mul(a),
            Kind::Bmm => a.transpose(1, 2)?.bmm(grad),
        }
    }

    /// Both gradients; the factors are inputs `at` and `at + 1` of the node.
    fn gradients(self, context: &Context<'_>, grad: &Tensor, at: usize) -> Result<[Option<Tensor>; 2]> {
        let first = context.needs(at).then(|| self.first(grad, &context.input(at + 1)?));
        let second = context.needs(at + 1).then(|| self.second(grad, &context.input(at)?));
        Ok([first.transpose()?, second.transpose()?])
    }

    /// Whether each element is one product, and no vector takes part: PyTorch's BLAS adds those to nothing.
    fn is_outer(self, a: &[usize], b: &[usize]) -> bool {
        self.kind == Kind::Mm && a[1] == 1 && a[0] > 1 && b[1] > 1
    }

    fn compute(self, [a, b]: [&Tensor; 2], alpha: f64, addend: Option<(&Tensor, f64)>) -> Result<Tensor> {
        let (left, right) = (a.layout(), b.layout());
        let shape = self.kind.shape(left.shape(), right.shape());
        let batches = if self.kind == Kind::Bmm { shape[0] } else { 1 };
        let bare = self.is_outer(left.shape(), right.shape()) && addend.is_none();
        with_factor!(self.kind.kernel(), a.dtype(), T => {
            let mut out = allocate::<T>(crate::tensor::element_count(&shape)?)?;
            for batch in 0..batches {
                with_matrix(a, batch, |a| with_matrix(b, batch, |b| {
                    let a = if matches!(self.kind, Kind::Dot | Kind::Vdot) { a.transposed() } else { a };
                    match addend {
                        Some((addend, beta)) => with_matrix(addend, batch, |addend| {
                            T::multiply(a, b, Plus { alpha, beta, addend: Some(addend), bare }, &mut out)
                        })?,
                        None => T::multiply(a, b, Plus { alpha, bare, ..Plus::NOTHING }, &mut out),
                    }
                }))???;
            }
            Ok(Tensor::from_vec(out, &shape))
        })
    }
}

/// a·b
#[derive(Clone, Copy, Debug)]
struct Product(Factors);

impl Operation for Product {
    fn name(&self) -> &'static str {
        self.0.kind.name()
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self.0.kind {
            Kind::Mm => "MmBackward0",
            Kind::Mv => "MvBackward0",
            Kind::Dot => "DotBackward0",
            Kind::Vdot => "VdotBackward0",
            Kind::Bmm => "BmmBackward0",
        })
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [a, b] = inputs else { return Err(Error::runtime("a product needs two tensors")) };
        self.0.compute([a, b], 1.0, None)
    }

    fn saves(&self) -> Saves {
        saves(self.0.keeps, [Saves::FIRST, Saves::SECOND])
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        Ok(self.0.gradients(context, grad, 0)?.into())
    }
}

fn saves(keeps: [bool; 2], places: [Saves; 2]) -> Saves {
    keeps.iter().zip(places).filter(|(kept, _)| **kept).fold(Saves::NOTHING, |all, (_, place)| all.and(place))
}

/// β·addend + α·a·b
#[derive(Clone, Copy, Debug)]
struct Sum {
    factors: Factors,
    beta: f64,
    alpha: f64,
}

impl Operation for Sum {
    fn name(&self) -> &'static str {
        match self.factors.kind {
            Kind::Mv => "addmv",
            Kind::Bmm => "baddbmm",
            _ => "addmm",
        }
    }

    fn node_name(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self.factors.kind {
            Kind::Mv => "AddmvBackward0",
            Kind::Bmm => "BaddbmmBackward0",
            _ => "AddmmBackward0",
        })
    }

    fn forward(&self, inputs: &[Tensor]) -> Result<Tensor> {
        let [addend, a, b] = inputs else { return Err(Error::runtime("a sum with a product needs three tensors")) };
        let shape = self.factors.kind.shape(&a.shape(), &b.shape());
        let wide = addend
            .layout()
            .broadcast_to(&shape)
            .ok_or_else(|| expand_error(addend.dtype(), &addend.shape(), &shape))?;
        // β = 0 drops the addend, even where it is NaN.
        let addend = (self.beta != 0.0).then(|| addend.with_layout(wide));
        self.factors.compute([a, b], self.alpha, addend.as_ref().map(|addend| (addend, self.beta)))
    }

    fn saves(&self) -> Saves {
        saves(self.factors.keeps, [Saves::SECOND, Saves::THIRD])
    }

    fn backward(&self, context: &Context<'_>, grad: &Tensor) -> Result<Gradients> {
        let addend = context.needs(0).then(|| scaled(sum_to(grad, context.shape(0))?, self.beta));
        let [first, second] = self.factors.gradients(context, grad, 1)?;
        let by_alpha = |factor: Option<Tensor>| factor.map(|grad| scaled(grad, self.alpha)).transpose();
        Ok(vec![addend.transpose()?, by_alpha(first)?, by_alpha(second)?])
    }

    fn attributes(&self) -> Attributes {
        vec![("beta", Attribute::Float(self.beta)), ("alpha", Attribute::Float(self.alpha))]
    }
}

fn scaled(grad: Tensor, factor: f64) -> Result<Tensor> {
    let is_one = factor.to_bits() == 1.0_f64.to_bits();
    if is_one { Ok(grad) } else { grad.mul(&Tensor::wrapped_number(factor)) }
}

fn product(kind: Kind, a: &Tensor, b: &Tensor) -> Result<Tensor> {
    apply(Product(Factors::of(kind, a, b)), &[a.clone(), b.clone()])
}

fn sum(kind: Kind, addend: &Tensor, [a, b]: [&Tensor; 2], beta: f64, alpha: f64) -> Result<Tensor> {
    apply(Sum { factors: Factors::of(kind, a, b), beta, alpha }, &[addend.clone(), a.clone(), b.clone()])
}

impl Tensor {
    /// `self.mm(mat2)`: the product of two matrices.
    ///
    /// # Errors
    /// PyTorch's, when these are no matrices, do not fit, or are of different types.
    pub fn mm(&self, mat2: &Self) -> Result<Self> {
        check::mm(self, mat2)?;
        product(Kind::Mm, self, mat2)
    }

    /// `self.mv(vec)`: matrix times vector.
    ///
    /// # Errors
    /// As [`Tensor::mm`].
    pub fn mv(&self, vec: &Self) -> Result<Self> {
        check::mv(vec, self, vec)?;
        product(Kind::Mv, self, vec)
    }

    /// `self.dot(other)`: the sum of the products of two vectors.
    ///
    /// # Errors
    /// As [`Tensor::mm`].
    pub fn dot(&self, other: &Self) -> Result<Self> {
        check::dot("dot", self, other)?;
        product(Kind::Dot, self, other)
    }

    /// `self.vdot(other)`: the same, for real numbers.
    ///
    /// # Errors
    /// As [`Tensor::mm`].
    pub fn vdot(&self, other: &Self) -> Result<Self> {
        check::dot("vdot", self, other)?;
        product(Kind::Vdot, self, other)
    }

    /// `self.bmm(mat2)`: matrix by matrix, the products of two batches.
    ///
    /// # Errors
    /// As [`Tensor::mm`].
    pub fn bmm(&self, mat2: &Self) -> Result<Self> {
        check::bmm(self, mat2)?;
        product(Kind::Bmm, self, mat2)
    }

    /// `self.addmm(mat1, mat2, beta=beta, alpha=alpha)`
    ///
    /// # Errors
    /// As [`Tensor::mm`], and when `self` does not broadcast to the product.
    pub fn addmm(&self, mat1: &Self, mat2: &Self, beta: f64, alpha: f64) -> Result<Self> {
        check::addmm(self, mat1, mat2)?;
        sum(Kind::Mm, self, [mat1, mat2], beta, alpha)
    }

    /// `self.addmv(mat, vec, beta=beta, alpha=alpha)`
    ///
    /// # Errors
    /// As [`Tensor::addmm`].
    pub fn addmv(&self, mat: &Self, vec: &Self, beta: f64, alpha: f64) -> Result<Self> {
        check::mv(self, mat, vec)?;
        sum(Kind::Mv, self, [mat, vec], beta, alpha)
    }

    /// `self.baddbmm(batch1, batch2, beta=beta, alpha=alpha)`
    ///
    /// # Errors
    /// As [`Tensor::addmm`].
    pub fn baddbmm(&self, batch1: &Self, batch2: &Self, beta: f64, alpha: f64) -> Result<Self> {
        check::bmm(batch1, batch2)?;
        sum(Kind::Bmm, self, [batch1, batch2], beta, alpha)
    }
}
