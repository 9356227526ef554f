//! Views, other orders, and what a tensor says of its layout.

use crate::{
    python::binding::{
        callback::keep,
        function::{Function, both, both_inplace, function, in_place, method, native, value},
        size,
        value::{Value, int_of},
    },
    tensor::{Error, Result, Tensor, ops},
};

/// The entries of this family.
pub const FUNCTIONS: &[Function] = &[
    method("view(Tensor self, int[] size)", |a| value(a.tensor(0).view(&a.ints(1)))),
    method("reshape(Tensor self, int[] shape)", |a| value(a.tensor(0).reshape(&a.ints(1)))),
    function("reshape(Tensor input, int[] shape)", |a| value(a.tensor(0).reshape(&a.ints(1)))),
    both("flatten(Tensor input, int start_dim=0, int end_dim=-1)", |a| value(a.tensor(0).flatten(a.int(1), a.int(2)))),
    both("unflatten(Tensor input, int dim, int[] sizes)", |a| value(a.tensor(0).unflatten(a.int(1), &a.ints(2)))),
    both("ravel(Tensor input)", |a| value(a.tensor(0).ravel())),
    method("view_as(Tensor self, Tensor other)", |a| value(a.tensor(0).view_as(&a.tensor(1)))),
    method("reshape_as(Tensor self, Tensor other)", |a| {
        let shape: Vec<i64> = a.tensor(1).shape().iter().map(|&size| size as i64).collect();
        value(a.tensor(0).reshape(&shape))
    }),
    method("contiguous(Tensor self, *, object? memory_format=None)", |a| value(a.tensor(0).contiguous())),
    both("detach(Tensor input)", |a| value(Ok(a.tensor(0).detach()))),
    both("t(Tensor input)", |a| value(a.tensor(0).t())),
    both("transpose(Tensor input, int dim0, int dim1)", |a| value(a.tensor(0).transpose(a.int(1), a.int(2)))),
    both("swapaxes(Tensor input, int axis0, int axis1)", |a| value(a.tensor(0).transpose(a.int(1), a.int(2)))),
    both("swapdims(Tensor input, int dim0, int dim1)", |a| value(a.tensor(0).transpose(a.int(1), a.int(2)))),
    method("permute(Tensor self, int[] dims)", |a| value(a.tensor(0).permute(&a.ints(1)))),
    function("permute(Tensor input, int[] dims)", |a| value(a.tensor(0).permute(&a.ints(1)))),
    both("movedim(Tensor input, int[1] source, int[1] destination)", |a| {
        value(a.tensor(0).movedim(&a.ints(1), &a.ints(2)))
    }),
    both("moveaxis(Tensor input, int[1] source, int[1] destination)", |a| {
        value(a.tensor(0).movedim(&a.ints(1), &a.ints(2)))
    }),
    both("squeeze(Tensor input)", |a| value(a.tensor(0).squeeze_all())),
    both("squeeze(Tensor input, int dim)", |a| value(a.tensor(0).squeeze(a.int(1)))),
    both("squeeze(Tensor input, int[] dim)", |a| value(a.tensor(0).squeeze_dims(&a.ints(1)))),
    both("unsqueeze(Tensor input, int dim)", |a| value(a.tensor(0).unsqueeze(a.int(1)))),
    method("expand(Tensor self, int[] size, *, bool implicit=False)", |a| value(a.tensor(0).expand(&a.ints(1)))),
    method("expand_as(Tensor self, Tensor other)", |a| value(a.tensor(0).broadcast_to(&a.tensor(1).shape()))),
    both("broadcast_to(Tensor input, int[] size)", |a| value(a.tensor(0).expand(&a.ints(1)))),
    both("narrow(Tensor input, int dim, int start, int length)", |a| {
        value(a.tensor(0).narrow(a.int(1), a.int(2), a.int(3)))
    }),
    both("select(Tensor input, int dim, int index)", |a| value(a.tensor(0).select(a.int(1), a.int(2)))),
    both("diagonal(Tensor input, int offset=0, int dim1=0, int dim2=1)", |a| {
        value(a.tensor(0).diagonal(a.int(1), a.int(2), a.int(3)))
    }),
    method("unfold(Tensor self, int dimension, int size, int step)", |a| {
        value(a.tensor(0).unfold(a.int(1), a.int(2), a.int(3)))
    }),
    both("as_strided(Tensor input, int[] size, int[] stride, int? storage_offset=None)", |a| {
        value(a.tensor(0).as_strided(&a.ints(1), &a.ints(2), a.int_or_none(3)))
    }),
    both("split(Tensor tensor, int split_size, int dim=0)", |a| value(a.tensor(0).split(a.int(1), a.int(2)))),
    both("split(Tensor tensor, int[] split_size, int dim=0)", |a| {
        value(a.tensor(0).split_with_sizes(&a.ints(1), a.int(2)))
    }),
    both("split_with_sizes(Tensor input, int[] split_sizes, int dim=0)", |a| {
        value(a.tensor(0).split_with_sizes(&a.ints(1), a.int(2)))
    }),
    both("chunk(Tensor input, int chunks, int dim=0)", |a| value(a.tensor(0).chunk(a.int(1), a.int(2)))),
    both("tensor_split(Tensor input, int sections, int dim=0)", |a| {
        value(a.tensor(0).tensor_split(a.int(1), a.int(2)))
    }),
    both("tensor_split(Tensor input, int[] indices, int dim=0)", |a| {
        value(a.tensor(0).tensor_split_at(&a.ints(1), a.int(2)))
    }),
    both("hsplit(Tensor input, int sections)", |a| value(a.tensor(0).cut("hsplit", a.int(1)))),
    both("hsplit(Tensor input, int[] indices)", |a| value(a.tensor(0).cut_at("hsplit", &a.ints(1)))),
    both("vsplit(Tensor input, int sections)", |a| value(a.tensor(0).cut("vsplit", a.int(1)))),
    both("vsplit(Tensor input, int[] indices)", |a| value(a.tensor(0).cut_at("vsplit", &a.ints(1)))),
    both("dsplit(Tensor input, int sections)", |a| value(a.tensor(0).cut("dsplit", a.int(1)))),
    both("dsplit(Tensor input, int[] indices)", |a| value(a.tensor(0).cut_at("dsplit", &a.ints(1)))),
    native("_atleast(Tensor input, int ndim)", |a| value(a.tensor(0).atleast(usize::try_from(a.int(1)).unwrap_or(0)))),
    native("pad(Tensor input, int[] pad, str mode='constant', float? value=None)", |a| {
        value(ops::pad(&a.tensor(0), &a.ints(1), &a.text(2), a.float_or_none(3)))
    }),
    function("constant_pad_nd(Tensor input, int[] pad, Scalar value=0)", |a| {
        value(ops::pad(&a.tensor(0), &a.ints(1), "constant", Some(a.float(2))))
    }),
    in_place("resize_(Tensor self, int[] size, *, object? memory_format=None)", |a| {
        let size = a.ints(1).into_iter().map(|size| usize::try_from(size).unwrap_or(0)).collect::<Vec<_>>();
        value(ops::resized(&a.tensor(0), &size))
    }),
    in_place("resize_as_(Tensor self, Tensor the_template, *, object? memory_format=None)", |a| {
        value(ops::resized(&a.tensor(0), &a.tensor(1).shape()))
    }),
    both("narrow_copy(Tensor input, int dim, int start, int length)", |a| {
        value(a.tensor(0).narrow(a.int(1), a.int(2), a.int(3)).and_then(|part| part.duplicate()))
    }),
    in_place("t_(Tensor self)", |a| value(ops::relaid(&a.tensor(0), Tensor::t))),
    in_place("transpose_(Tensor self, int dim0, int dim1)", |a| {
        value(ops::relaid(&a.tensor(0), |x| x.transpose(a.int(1), a.int(2))))
    }),
    in_place("swapaxes_(Tensor self, int axis0, int axis1)", |a| {
        value(ops::relaid(&a.tensor(0), |x| x.transpose(a.int(1), a.int(2))))
    }),
    in_place("swapdims_(Tensor self, int dim0, int dim1)", |a| {
        value(ops::relaid(&a.tensor(0), |x| x.transpose(a.int(1), a.int(2))))
    }),
    in_place("squeeze_(Tensor self)", |a| value(ops::relaid(&a.tensor(0), Tensor::squeeze_all))),
    in_place("squeeze_(Tensor self, int dim)", |a| value(ops::relaid(&a.tensor(0), |x| x.squeeze(a.int(1))))),
    in_place("squeeze_(Tensor self, int[] dim)", |a| value(ops::relaid(&a.tensor(0), |x| x.squeeze_dims(&a.ints(1))))),
    in_place("unsqueeze_(Tensor self, int dim)", |a| value(ops::relaid(&a.tensor(0), |x| x.unsqueeze(a.int(1))))),
    both("unbind(Tensor input, int dim=0)", |a| value(a.tensor(0).unbind(a.int(1)))),
    both("roll(Tensor input, int[1] shifts, int[1]? dims=None)", |a| value(a.tensor(0).roll(&a.ints(1), &a.ints(2)))),
    method("flip(Tensor self, int[] dims)", |a| value(a.tensor(0).flip(&a.ints(1)))),
    function("flip(Tensor input, int[] dims)", |a| value(a.tensor(0).flip(&a.ints(1)))),
    both("fliplr(Tensor input)", |a| value(a.tensor(0).fliplr())),
    both("flipud(Tensor input)", |a| value(a.tensor(0).flipud())),
    both("rot90(Tensor input, int k=1, int[] dims=[0, 1])", |a| {
        value(a.tensor(0).rot90(a.int(1), &a.ints_or_none(2).unwrap_or_else(|| vec![0, 1])))
    }),
    method("repeat(Tensor self, int[] repeats)", |a| value(a.tensor(0).repeat(&a.ints(1)))),
    method("tile(Tensor self, int[] dims)", |a| value(a.tensor(0).tile(&a.ints(1)))),
    function("tile(Tensor input, int[] dims)", |a| value(a.tensor(0).tile(&a.ints(1)))),
    both("repeat_interleave(Tensor input, int repeats, int? dim=None, *, int? output_size=None)", |a| {
        value(a.tensor(0).repeat_interleave(a.int(1), a.int_or_none(2)))
    }),
    both("repeat_interleave(Tensor input, Tensor repeats, int? dim=None, *, int? output_size=None)", |a| {
        value(a.tensor(0).repeat_interleave_each(&a.tensor(1), a.int_or_none(2)))
    }),
    function("repeat_interleave(Tensor repeats, *, int? output_size=None)", |a| value(ops::interleaved(&a.tensor(0)))),
    both_inplace("tril(Tensor input, int diagonal=0)", |a| value(a.tensor(0).tril(a.int(1)))),
    both_inplace("triu(Tensor input, int diagonal=0)", |a| value(a.tensor(0).triu(a.int(1)))),
    both("diag(Tensor input, int diagonal=0)", |a| value(a.tensor(0).diag(a.int(1)))),
    both("diag_embed(Tensor input, int offset=0, int dim1=-2, int dim2=-1)", |a| {
        value(a.tensor(0).diag_embed(a.int(1), a.int(2), a.int(3)))
    }),
    both("diagflat(Tensor input, int offset=0)", |a| value(a.tensor(0).diagflat(a.int(1)))),
    both("trace(Tensor input)", |a| value(a.tensor(0).trace())),
    method("dim(Tensor self)", |a| value(Ok(a.tensor(0).ndim()))),
    method("ndimension(Tensor self)", |a| value(Ok(a.tensor(0).ndim()))),
    both("numel(Tensor input)", |a| value(Ok(a.tensor(0).numel()))),
    method("nelement(Tensor self)", |a| value(Ok(a.tensor(0).numel()))),
    method("element_size(Tensor self)", |a| value(Ok(a.tensor(0).dtype().item_size()))),
    method("size(Tensor self, object? dim=None)", |a| {
        let shape = a.tensor(0).shape();
        match a.object(1).filter(|dim| !a.vm.is_none(dim)) {
            None => keep(size::object(&shape, a.vm)).map(Value::Object),
            Some(dim) => {
                let dim = int_of(&dim, a.vm).ok_or_else(|| Error::type_error("size(): argument 'dim' must be int"))?;
                value(at(&shape, dim))
            }
        }
    }),
    method("stride(Tensor self)", |a| {
        Ok(Value::Ints(a.tensor(0).strides().iter().map(|&stride| stride as i64).collect()))
    }),
    method("stride(Tensor self, int dim)", |a| value(at(&a.tensor(0).strides(), a.int(1)))),
    method("is_contiguous(Tensor self, *, object? memory_format=None)", |a| value(Ok(a.tensor(0).is_contiguous()))),
    method("storage_offset(Tensor self)", |a| value(Ok(a.tensor(0).storage_offset()))),
    method("data_ptr(Tensor self)", |a| value(Ok(a.tensor(0).data_ptr()))),
    method("_is_view(Tensor self)", |a| value(Ok(a.tensor(0).base().is_some()))),
    method("is_set_to(Tensor self, Tensor tensor)", |a| {
        let (x, y): (Tensor, Tensor) = (a.tensor(0), a.tensor(1));
        value(Ok(x.data_ptr() == y.data_ptr() && x.layout() == y.layout()))
    }),
];

fn at(values: &[usize], dim: i64) -> Result<usize> {
    let dim = crate::tensor::wrap_dim(dim, values.len())?;
    values
        .get(dim)
        .copied()
        .ok_or_else(|| Error::index(format!("Dimension specified as {dim} but tensor has no dimensions")))
}
