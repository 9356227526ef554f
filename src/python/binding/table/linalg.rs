//! Products of matrices and vectors, what is solved with them, and distances.

use crate::{
    python::binding::{
        arguments::Arguments,
        function::{Function, Outcome, both, both_inplace, function, native, value},
        value::Value,
    },
    tensor::{Error, Result, Tensor, ops},
};

/// The entries of this family.
pub const FUNCTIONS: &[Function] = &[
    both("matmul(Tensor input, Tensor other)", |a| value(a.tensor(0).matmul(&a.tensor(1)))),
    both("mm(Tensor input, Tensor mat2)", |a| value(a.tensor(0).mm(&a.tensor(1)))),
    both("mv(Tensor input, Tensor vec)", |a| value(a.tensor(0).mv(&a.tensor(1)))),
    both("dot(Tensor input, Tensor tensor)", |a| value(a.tensor(0).dot(&a.tensor(1)))),
    both("vdot(Tensor input, Tensor other)", |a| value(a.tensor(0).vdot(&a.tensor(1)))),
    both("bmm(Tensor input, Tensor mat2)", |a| value(a.tensor(0).bmm(&a.tensor(1)))),
    both_inplace("addmm(Tensor input, Tensor mat1, Tensor mat2, *, Scalar beta=1, Scalar alpha=1)", |a| {
        value(a.tensor(0).addmm(&a.tensor(1), &a.tensor(2), a.scalar(3).to_f64(), a.scalar(4).to_f64()))
    }),
    both_inplace("addmv(Tensor input, Tensor mat, Tensor vec, *, Scalar beta=1, Scalar alpha=1)", |a| {
        value(a.tensor(0).addmv(&a.tensor(1), &a.tensor(2), a.scalar(3).to_f64(), a.scalar(4).to_f64()))
    }),
    both_inplace("baddbmm(Tensor input, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1)", |a| {
        value(a.tensor(0).baddbmm(&a.tensor(1), &a.tensor(2), a.scalar(3).to_f64(), a.scalar(4).to_f64()))
    }),
    both("outer(Tensor input, Tensor vec2)", |a| value(a.tensor(0).outer(&a.tensor(1)))),
    both("ger(Tensor input, Tensor vec2)", |a| value(a.tensor(0).outer(&a.tensor(1)))),
    both("inner(Tensor input, Tensor other)", |a| value(a.tensor(0).inner(&a.tensor(1)))),
    both("kron(Tensor input, Tensor other)", |a| value(a.tensor(0).kron(&a.tensor(1)))),
    both_inplace("addr(Tensor input, Tensor vec1, Tensor vec2, *, Scalar beta=1, Scalar alpha=1)", |a| {
        value(a.tensor(0).addr(&a.tensor(1), &a.tensor(2), a.float(3), a.float(4)))
    }),
    both_inplace("addbmm(Tensor input, Tensor batch1, Tensor batch2, *, Scalar beta=1, Scalar alpha=1)", |a| {
        value(a.tensor(0).addbmm(&a.tensor(1), &a.tensor(2), a.float(3), a.float(4)))
    }),
    native("_tensordot(Tensor a, Tensor b, int[] dims_a, int[] dims_b)", |a| {
        value(ops::tensordot(&a.tensor(0), &a.tensor(1), &a.ints(2), &a.ints(3)))
    }),
    native("_einsum(str equation, Tensor[] operands)", |a| value(ops::einsum(&a.text(0), &a.tensors(1)))),
    native("linalg_multi_dot(Tensor[] tensors)", |a| value(ops::multi_dot(&a.tensors(0)))),
    both("matrix_power(Tensor input, int n)", |a| value(a.tensor(0).matrix_power(a.int(1)))),
    native("linalg_matrix_power(Tensor A, int n)", |a| value(a.tensor(0).matrix_power(a.int(1)))),
    both("cross(Tensor input, Tensor other, int? dim=None)", |a| {
        value(ops::cross(&a.tensor(0), &a.tensor(1), a.int_or_none(2)))
    }),
    native("linalg_cross(Tensor input, Tensor other, *, int dim=-1)", |a| {
        value(ops::cross(&a.tensor(0), &a.tensor(1), Some(a.int(2))))
    }),
    native("linalg_vecdot(Tensor x, Tensor y, *, int dim=-1)", |a| {
        value(a.tensor(0).mul(&a.tensor(1)).and_then(|product| product.sum(Some(&[a.int(2)]), false, None)))
    }),
    both("det(Tensor input)", |a| value(a.tensor(0).det())),
    native("linalg_det(Tensor A)", |a| value(a.tensor(0).det())),
    both("logdet(Tensor input)", |a| value(logdet(&a.tensor(0)))),
    both("slogdet(Tensor input)", |a| slogdet("slogdet", a)),
    native("linalg_slogdet(Tensor A)", |a| slogdet("linalg_slogdet", a)),
    both("inverse(Tensor input)", |a| value(a.tensor(0).inverse())),
    native("linalg_inv(Tensor A)", |a| value(a.tensor(0).inverse())),
    native("linalg_solve(Tensor A, Tensor B, *, bool left=True)", |a| {
        value(if a.bool(2) { a.tensor(0).solve(&a.tensor(1)) } else { solve_right(&a.tensor(0), &a.tensor(1)) })
    }),
    function("cdist(Tensor x1, Tensor x2, float p=2.0, str? compute_mode=None)", |a| {
        value(ops::cdist(&a.tensor(0), &a.tensor(1), a.float(2)))
    }),
    function("cosine_similarity(Tensor x1, Tensor x2, int dim=1, float eps=1e-8)", |a| {
        value(ops::cosine_similarity(&a.tensor(0), &a.tensor(1), a.int(2), a.float(3)))
    }),
    function("pairwise_distance(Tensor x1, Tensor x2, float p=2.0, float eps=1e-6, bool keepdim=False)", |a| {
        value(ops::pairwise_distance(&a.tensor(0), &a.tensor(1), a.float(2), a.float(3), a.bool(4)))
    }),
    function("vander(Tensor input, int? N=None, bool increasing=False)", |a| {
        value(vander(&a.tensor(0), a.int_or_none(1), a.bool(2)))
    }),
    native("linalg_vander(Tensor input, *, int? N=None)", |a| value(vander(&a.tensor(0), a.int_or_none(1), true))),
    native("linalg_qr(Tensor A, str mode='reduced')", |a| {
        let [q, r] = a.tensor(0).qr(&a.text(1))?;
        Ok(Value::Named("linalg_qr", vec![("Q", q), ("R", r)]))
    }),
    both("qr(Tensor input, bool some=True)", |a| {
        let [q, r] = a.tensor(0).qr(if a.bool(1) { "reduced" } else { "complete" })?;
        Ok(Value::Named("qr", vec![("Q", q), ("R", r)]))
    }),
    native("linalg_eigh(Tensor A, str UPLO='L')", |a| {
        let (values, vectors) = a.tensor(0).eigh(is_upper(&a.text(1))?)?;
        Ok(Value::Named("linalg_eigh", vec![("eigenvalues", values), ("eigenvectors", vectors)]))
    }),
    native("linalg_eigvalsh(Tensor A, str UPLO='L')", |a| value(Ok(a.tensor(0).eigh(is_upper(&a.text(1))?)?.0))),
    native("linalg_svd(Tensor A, bool full_matrices=True, *, str? driver=None)", |a| {
        let [u, s, vh] = a.tensor(0).svd(a.bool(1))?;
        Ok(Value::Named("linalg_svd", vec![("U", u), ("S", s), ("Vh", vh)]))
    }),
    both("svd(Tensor input, bool some=True, bool compute_uv=True)", |a| {
        let [u, s, vh] = a.tensor(0).svd(!a.bool(1))?;
        Ok(Value::Named("svd", vec![("U", u), ("S", s), ("V", vh.m_t()?)]))
    }),
    native("linalg_svdvals(Tensor A, *, str? driver=None)", |a| value(a.tensor(0).svdvals())),
    native("linalg_cholesky(Tensor A, *, bool upper=False)", |a| value(cholesky(&a.tensor(0), a.bool(1)))),
    both("cholesky(Tensor input, bool upper=False)", |a| value(cholesky(&a.tensor(0), a.bool(1)))),
    native("linalg_pinv(Tensor A, *, float? atol=None, float? rtol=None, bool hermitian=False)", |a| {
        value(a.tensor(0).pinv(a.float_or_none(1), a.float_or_none(2)))
    }),
    native("linalg_pinv(Tensor A, float rcond, bool hermitian=False)", |a| {
        value(a.tensor(0).pinv(None, Some(a.float(1))))
    }),
    both("pinverse(Tensor input, float rcond=1e-15)", |a| value(a.tensor(0).pinv(None, Some(a.float(1))))),
    native("linalg_matrix_rank(Tensor A, *, float? atol=None, float? rtol=None, bool hermitian=False)", |a| {
        value(a.tensor(0).matrix_rank(a.float_or_none(1), a.float_or_none(2)))
    }),
    native("linalg_matrix_rank(Tensor A, float tol, bool hermitian=False)", |a| {
        value(a.tensor(0).matrix_rank(Some(a.float(1)), Some(0.0)))
    }),
    native("linalg_cond(Tensor A, Scalar? p=None)", |a| value(condition(&a.tensor(0), a.float_or_none(1)))),
    native("linalg_cond(Tensor A, str p)", |a| value(condition_by_name(&a.tensor(0), &a.text(1)))),
    native("linalg_lstsq(Tensor A, Tensor B, float? rcond=None, *, str? driver=None)", |a| {
        least_squares(&a.tensor(0), &a.tensor(1), a.float_or_none(2), a.text_or_none(3).as_deref())
    }),
    native("linear(Tensor input, Tensor weight, Tensor? bias=None)", |a| {
        value(ops::linear(&a.tensor(0), &a.tensor(1), a.tensor_or_none(2).as_ref()))
    }),
];

fn slogdet(name: &'static str, a: &Arguments<'_>) -> Outcome {
    let [sign, logabsdet] = a.tensor(0).slogdet()?;
    Ok(Value::Named(name, vec![("sign", sign), ("logabsdet", logabsdet)]))
}

/// NaN where the determinant is negative.
fn logdet(x: &Tensor) -> Result<Tensor> {
    let [sign, logabsdet] = x.slogdet()?;
    let negative = sign.eq(&Tensor::wrapped_number(-1.0_f64))?;
    Tensor::where_(&negative, &Tensor::wrapped_number(f64::NAN), &logabsdet)
}

fn is_upper(triangle: &str) -> Result<bool> {
    match triangle {
        "L" | "l" => Ok(false),
        "U" | "u" => Ok(true),
        _ => Err(Error::runtime(format!("Expected UPLO argument to be 'L' or 'U', but got {triangle}"))),
    }
}

fn cholesky(x: &Tensor, upper: bool) -> Result<Tensor> {
    if upper { x.m_t()?.cholesky()?.m_t() } else { x.cholesky() }
}

/// The same by the norm of this name.
fn condition_by_name(x: &Tensor, name: &str) -> Result<Tensor> {
    if name != "fro" {
        return Err(Error::runtime(format!("linalg.cond got an invalid norm type: {name}")));
    }
    let norm = |x: &Tensor| x.vector_norm(2.0, Some(&[-2, -1]), false, None);
    norm(x)?.mul(&norm(&x.inverse()?)?)
}

/// How much a matrix stretches some vectors more than others.
fn condition(x: &Tensor, order: Option<f64>) -> Result<Tensor> {
    if x.ndim() < 2 {
        return Err(Error::runtime("linalg.cond: The input tensor must have at least 2 dimensions."));
    }
    let ends = |first: i64, last: i64| {
        let values = x.svdvals()?;
        values.select(-1, first)?.div(&values.select(-1, last)?)
    };
    match order {
        None | Some(2.0) => ends(0, -1),
        Some(-2.0) => ends(-1, 0),
        Some(order) => {
            let norm = |x: &Tensor| super::reduction::norm_of_matrix(x, order, [-2, -1], false);
            norm(x)?.mul(&norm(&x.inverse()?)?)
        }
    }
}

/// X that brings A·X closest to B, how far off it stays, and the rank of A: what LAPACK's driver of that name tells.
fn least_squares(a: &Tensor, b: &Tensor, rcond: Option<f64>, driver: Option<&str>) -> Outcome {
    if a.ndim() < 2 {
        return Err(Error::runtime("torch.linalg.lstsq: input must have at least 2 dimensions."));
    }
    let (shape, rank) = (a.shape(), a.matrix_rank(None, rcond)?);
    let (rows, columns) = (shape[shape.len() - 2], shape[shape.len() - 1]);
    let vector = b.ndim() + 1 == a.ndim();
    let right = if vector { b.unsqueeze(-1)? } else { b.clone() };
    if right.shape().iter().rev().nth(1) != Some(&rows) {
        return Err(Error::runtime("torch.linalg.lstsq: input.size(-2) should match other.size(-2)"));
    }
    let solution = a.pinv(None, rcond)?.matmul(&right)?;
    let is_full = rank.to_vec::<i64>().iter().all(|&rank| rank == columns as i64);
    let tells_residuals = driver.is_some_and(|driver| driver != "gelsy");
    let residuals = if tells_residuals && rows > columns && is_full {
        let off = a.matmul(&solution)?.sub(&right)?;
        off.mul(&off)?.sum(Some(&[-2]), false, None)?
    } else {
        Tensor::full_as(0.0, &[0], a.dtype())?
    };
    let solution = if vector { solution.squeeze(-1)? } else { solution };
    let empty = |dtype| Tensor::full_as(0.0, &[0], dtype);
    let values = if matches!(driver, Some("gelsd" | "gelss")) { a.detach().svdvals()? } else { empty(a.dtype())? };
    let rank = if driver == Some("gels") { empty(rank.dtype())? } else { rank };
    let fields = vec![("solution", solution), ("residuals", residuals), ("rank", rank), ("singular_values", values)];
    Ok(Value::Named("linalg_lstsq", fields))
}

/// X with X·A = B.
fn solve_right(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    if b.ndim() == 1 && a.ndim() >= 2 {
        let (shape, rows) = (a.shape(), b.numel());
        return Err(Error::runtime(format!(
            "linalg.solve: Incompatible shapes of A and B for the equation XA = B ({}x{} and {rows}x1)",
            shape[shape.len() - 2],
            shape[shape.len() - 1]
        )));
    }
    a.m_t()?.solve(&b.m_t()?)?.m_t()
}

/// The powers of each element, a row for each.
fn vander(x: &Tensor, n: Option<i64>, increasing: bool) -> Result<Tensor> {
    if x.ndim() != 1 {
        return Err(Error::runtime("x must be a one-dimensional tensor."));
    }
    let n = n.unwrap_or(x.numel() as i64);
    if n < 0 {
        return Err(Error::runtime("N must be non-negative."));
    }
    let ones = Tensor::full_as(1.0, &[x.numel(), 1], x.dtype())?;
    let factors = x.unsqueeze(-1)?.expand(&[-1, (n - 1).max(0)])?;
    let powers = ops::cat(&[ones, factors], 1)?.cumprod(1, Some(x.dtype()))?.narrow(1, 0, n)?;
    if increasing { Ok(powers) } else { powers.flip(&[1]) }
}
