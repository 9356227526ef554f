//! Elements found by number or by mask.

use crate::{
    python::binding::{
        arguments::Arguments,
        function::{Function, both, both_inplace, function, method, method_inplace, native, value},
        value::Value,
    },
    tensor::{
        DType, Error, Result, Tensor,
        ops::{Index, Reduce, Scatter, copied, filled, one_hot, searchsorted, zeroed},
    },
};

/// The entries of this family.
pub const FUNCTIONS: &[Function] = &[
    both("gather(Tensor input, int dim, Tensor index, *, bool sparse_grad=False)", |a| {
        value(a.tensor(0).gather(a.int(1), &a.tensor(2)))
    }),
    both_inplace("scatter(Tensor input, int dim, Tensor index, Operand src)", |a| {
        value(a.tensor(0).scatter(a.int(1), &a.tensor(2), &a.tensor(3), Scatter::Write))
    }),
    both_inplace("scatter(Tensor input, int dim, Tensor index, Operand value)", |a| {
        value(a.tensor(0).scatter(a.int(1), &a.tensor(2), &a.tensor(3), Scatter::Write))
    }),
    both_inplace("scatter(Tensor input, int dim, Tensor index, Operand src, *, str reduce)", scatter_with),
    both_inplace("scatter(Tensor input, int dim, Tensor index, Operand value, *, str reduce)", scatter_with),
    both_inplace(
        "scatter_reduce(Tensor input, int dim, Tensor index, Tensor src, str reduce, *, bool include_self=True)",
        |a| {
            let how = Reduce::named(&a.text(4)).ok_or_else(|| {
                let given = a.text(4);
                Error::runtime(format!("reduce argument must be either sum, prod, mean, amax or amin, got {given}"))
            })?;
            value(a.tensor(0).scatter_reduce(a.int(1), &a.tensor(2), &a.tensor(3), how, a.bool(5)))
        },
    ),
    both_inplace(
        "index_reduce(Tensor input, int dim, Tensor index, Tensor source, str reduce, *, bool include_self=True)",
        |a| {
            let how = Reduce::named(&a.text(4)).filter(|how| *how != Reduce::Sum).ok_or_else(|| {
                let given = a.text(4);
                let text = "index_reduce(): Expected reduce to be one of prod, mean, amax or amin but got";
                Error::runtime(format!("{text} {given}."))
            })?;
            value(a.tensor(0).index_reduce(a.int(1), &a.tensor(2), &a.tensor(3), how, a.bool(5)))
        },
    ),
    both("select_scatter(Tensor input, Tensor src, int dim, int index)", |a| {
        value(a.tensor(0).select_scatter(&a.tensor(1), a.int(2), a.int(3)))
    }),
    both("slice_scatter(Tensor input, Tensor src, int dim=0, int? start=None, int? end=None, int step=1)", |a| {
        let ends = [a.int_or_none(3), a.int_or_none(4)];
        value(a.tensor(0).slice_scatter(&a.tensor(1), a.int(2), ends, a.int(5)))
    }),
    both("diagonal_scatter(Tensor input, Tensor src, int offset=0, int dim1=0, int dim2=1)", |a| {
        value(a.tensor(0).diagonal_scatter(&a.tensor(1), a.int(2), a.int(3), a.int(4)))
    }),
    both("as_strided_scatter(Tensor input, Tensor src, int[] size, int[] stride, int? storage_offset=None)", |a| {
        value(a.tensor(0).as_strided_scatter(&a.tensor(1), &a.ints(2), &a.ints(3), a.int_or_none(4)))
    }),
    method("fill_diagonal_(Tensor self, Scalar fill_value, bool wrap=False)", |a| {
        value(a.tensor(0).diagonal_filled(&a.scalar(1).wrapped(), a.bool(2)))
    }),
    both_inplace("scatter_add(Tensor input, int dim, Tensor index, Tensor src)", |a| {
        value(a.tensor(0).scatter(a.int(1), &a.tensor(2), &a.tensor(3), Scatter::Add))
    }),
    both("index_select(Tensor input, int dim, Tensor index)", |a| {
        value(a.tensor(0).index_select(a.int(1), &a.tensor(2)))
    }),
    both_inplace("index_add(Tensor input, int dim, Tensor index, Tensor source, *, Scalar alpha=1)", |a| {
        value(a.tensor(0).index_add(a.int(1), &a.tensor(2), &a.tensor(3), &a.scalar(4).wrapped()))
    }),
    both_inplace("index_fill(Tensor input, int dim, Tensor index, Operand value)", |a| {
        value(a.tensor(0).index_fill(a.int(1), &a.tensor(2), &a.tensor(3)))
    }),
    both_inplace("index_copy(Tensor input, int dim, Tensor index, Tensor source)", |a| {
        value(a.tensor(0).index_copy(a.int(1), &a.tensor(2), &a.tensor(3)))
    }),
    both_inplace("index_put(Tensor input, Tensor[] indices, Tensor values, bool accumulate=False)", |a| {
        let indices: Vec<Index> = a.tensors(1).into_iter().map(Index::Tensor).collect();
        value(a.tensor(0).index_put(&indices, &a.tensor(2), a.bool(3)))
    }),
    both("take(Tensor input, Tensor index)", |a| value(a.tensor(0).take(&a.tensor(1)))),
    both("take_along_dim(Tensor input, Tensor indices, int? dim=None)", |a| {
        value(a.tensor(0).take_along_dim(&a.tensor(1), a.int_or_none(2)))
    }),
    method_inplace("put(Tensor self, Tensor index, Tensor source, bool accumulate=False)", |a| {
        value(a.tensor(0).put(&a.tensor(1), &a.tensor(2), a.bool(3)))
    }),
    both_inplace("masked_fill(Tensor input, Tensor mask, Operand value)", |a| {
        value(a.tensor(0).masked_fill(&a.tensor(1), &a.tensor(2)))
    }),
    both("masked_select(Tensor input, Tensor mask)", |a| value(a.tensor(0).masked_select(&a.tensor(1)))),
    both_inplace("masked_scatter(Tensor input, Tensor mask, Tensor source)", |a| {
        value(a.tensor(0).masked_scatter(&a.tensor(1), &a.tensor(2)))
    }),
    both("nonzero(Tensor input, *, bool as_tuple=False)", |a| {
        if a.bool(1) { value(Ok(a.tensor(0).nonzero_as_tuple())) } else { value(a.tensor(0).nonzero()) }
    }),
    both("argwhere(Tensor input)", |a| value(a.tensor(0).nonzero())),
    method("copy_(Tensor self, Tensor other, bool non_blocking=False)", |a| value(copied(&a.tensor(0), &a.tensor(1)))),
    method("fill_(Tensor self, Operand value)", |a| value(filled(&a.tensor(0), &a.tensor(1)))),
    method("zero_(Tensor self)", |a| value(zeroed(&a.tensor(0)))),
    function(
        "searchsorted(Tensor sorted_sequence, Operand input, *, bool out_int32=False, bool right=False, str? side=None, Tensor? sorter=None)",
        |a| match a.tensor_or_none(5) {
            Some(order) => found(&a.tensor(0).gather(-1, &order)?, &a.tensor(1), a),
            None => found(&a.tensor(0), &a.tensor(1), a),
        },
    ),
    function("bucketize(Operand input, Tensor boundaries, *, bool out_int32=False, bool right=False)", |a| {
        if a.tensor(1).ndim() != 1 {
            let ndim = a.tensor(1).ndim();
            return Err(Error::runtime(format!("boundaries tensor must be 1 dimension, but got dim({ndim})")));
        }
        found(&a.tensor(1), &a.tensor(0), a)
    }),
    native("one_hot(Tensor input, int num_classes=-1)", |a| value(one_hot(&a.tensor(0), a.int(1)))),
];

/// `reduce='add'`, `'multiply'`: what `scatter_reduce` does better.
fn scatter_with(a: &Arguments<'_>) -> Result<Value> {
    let how = match a.text(4).as_str() {
        "add" => Reduce::Sum,
        "multiply" => Reduce::Prod,
        _ => return Err(Error::runtime("reduce argument must be either add or multiply.")),
    };
    let (x, index, source) = (a.tensor(0), a.tensor(2), a.tensor(3));
    let number = source.is_wrapped_number();
    let source = if number { source.to_dtype(x.dtype())?.broadcast_to(&index.shape())? } else { source };
    value(x.scatter_reduce(a.int(1), &index, &source, how, true))
}

fn found(sorted: &Tensor, input: &Tensor, a: &Arguments<'_>) -> Result<Value> {
    let right = match a.text_or_none(4).as_deref() {
        None => a.bool(3),
        Some("right") => true,
        Some("left") if a.bool(3) => {
            return Err(Error::runtime(
                "torch.searchsorted(): side and right can't be set to opposites, got side of left while right was True",
            ));
        }
        Some("left") => false,
        Some(other) => {
            return Err(Error::runtime(format!(
                "torch.searchsorted(): side can only be 'left' or 'right' but got {other}"
            )));
        }
    };
    let places = searchsorted(sorted, input, right)?;
    if a.bool(2) { value(places.to_dtype(DType::Int32)) } else { value(Ok(places)) }
}
