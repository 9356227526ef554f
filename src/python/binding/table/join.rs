//! Tensors put together, and elements put in order.

use crate::{
    python::binding::{
        function::{Function, both, function, native, value},
        value::Value,
    },
    tensor::{Result, Tensor, broadcast_shapes, ops},
};

/// The entries of this family.
pub const FUNCTIONS: &[Function] = &[
    function("cat(Tensor[] tensors, int dim=0)", |a| value(ops::cat(&a.tensors(0), a.int(1)))),
    function("concat(Tensor[] tensors, int dim=0)", |a| value(ops::cat(&a.tensors(0), a.int(1)))),
    function("concatenate(Tensor[] tensors, int dim=0)", |a| value(ops::cat(&a.tensors(0), a.int(1)))),
    function("stack(Tensor[] tensors, int dim=0)", |a| value(ops::stack(&a.tensors(0), a.int(1)))),
    function("hstack(Tensor[] tensors)", |a| value(ops::hstack(&a.tensors(0)))),
    function("vstack(Tensor[] tensors)", |a| value(ops::vstack(&a.tensors(0)))),
    function("row_stack(Tensor[] tensors)", |a| value(ops::vstack(&a.tensors(0)))),
    function("dstack(Tensor[] tensors)", |a| value(ops::dstack(&a.tensors(0)))),
    function("column_stack(Tensor[] tensors)", |a| value(ops::column_stack(&a.tensors(0)))),
    both("sort(Tensor input, int dim=-1, bool descending=False, bool stable=False)", |a| {
        pair("sort", a.tensor(0).sort(a.int(1), a.bool(2)))
    }),
    both("argsort(Tensor input, int dim=-1, bool descending=False, bool stable=False)", |a| {
        value(a.tensor(0).argsort(a.int(1), a.bool(2)))
    }),
    both("msort(Tensor input)", |a| value(a.tensor(0).sort(0, false).map(|(values, _)| values))),
    both("topk(Tensor input, int k, int dim=-1, bool largest=True, bool sorted=True)", |a| {
        pair("topk", a.tensor(0).topk(a.int(1), a.int(2), a.bool(3), a.bool(4)))
    }),
    both("kthvalue(Tensor input, int k, int dim=-1, bool keepdim=False)", |a| {
        pair("kthvalue", a.tensor(0).kthvalue(a.int(1), a.int(2), a.bool(3)))
    }),
    native("_meshgrid(Tensor[] tensors, str indexing)", |a| value(ops::meshgrid(&a.tensors(0), &a.text(1)))),
    native("_broadcast_tensors(Tensor[] tensors)", |a| value(broadcast(&a.tensors(0)))),
    native("_cartesian_prod(Tensor[] tensors)", |a| value(ops::cartesian_prod(&a.tensors(0)))),
    native("_block_diag(Tensor[] tensors)", |a| value(ops::block_diag(&a.tensors(0)))),
    function("combinations(Tensor input, int r=2, bool with_replacement=False)", |a| {
        value(ops::combinations(&a.tensor(0), a.int(1), a.bool(2)))
    }),
];

fn pair(name: &'static str, result: Result<(Tensor, Tensor)>) -> Result<Value> {
    result.map(|(values, indices)| Value::Named(name, vec![("values", values), ("indices", indices)]))
}

/// Each tensor in the shape that all of them fit into.
fn broadcast(tensors: &[Tensor]) -> Result<Vec<Tensor>> {
    let shape = tensors.iter().try_fold(Vec::new(), |shape, tensor| broadcast_shapes(&shape, &tensor.shape()))?;
    tensors.iter().map(|tensor| tensor.broadcast_to(&shape)).collect()
}
