//! Random numbers, and the seeds that they come from.

use crate::{
    python::binding::{
        arguments::Arguments,
        callback::keep,
        function::{Function, Outcome, both, function, in_place, value},
        generator_class::{default_object, generator_of, seed_of, set_state, state},
        value::Value,
    },
    tensor::{
        DType, Error, Result, Tensor, default_dtype,
        dispatch::composite,
        random::{self, Generator, default_generator},
    },
};

/// The entries of this family.
pub const FUNCTIONS: &[Function] = &[
    function("manual_seed(object seed)", manual_seed),
    function("seed()", |a| Ok(Value::Object(a.vm.ctx.new_int(default_generator().seed()).into()))),
    function("initial_seed()", |a| Ok(Value::Object(a.vm.ctx.new_int(default_generator().initial_seed()).into()))),
    function("get_rng_state()", |_| Ok(state(&default_generator()).into())),
    function("set_rng_state(object new_state)", |a| {
        value(set_state(&default_generator(), &a.object(0).unwrap_or_else(|| a.vm.ctx.none())))
    }),
    function(
        "rand(int[] size, *, Generator? generator=None, dtype? dtype=None, Device? device=None, bool requires_grad=False)",
        |a| made(a, 4, random::rand(&shape(a, 0)?, float(a, 2), generator(a, 1).as_ref())),
    ),
    function(
        "randn(int[] size, *, Generator? generator=None, dtype? dtype=None, Device? device=None, bool requires_grad=False)",
        |a| made(a, 4, random::randn(&shape(a, 0)?, float(a, 2), generator(a, 1).as_ref())),
    ),
    function(
        "randint(int high, int[] size, *, Generator? generator=None, dtype? dtype=None, Device? device=None, \
         bool requires_grad=False)",
        |a| made(a, 5, random::randint(0, a.int(0), &shape(a, 1)?, integer(a, 3), generator(a, 2).as_ref())),
    ),
    function(
        "randint(int low, int high, int[] size, *, Generator? generator=None, dtype? dtype=None, Device? device=None, \
         bool requires_grad=False)",
        |a| made(a, 6, random::randint(a.int(0), a.int(1), &shape(a, 2)?, integer(a, 4), generator(a, 3).as_ref())),
    ),
    function(
        "randperm(int n, *, Generator? generator=None, dtype? dtype=None, Device? device=None, \
         bool requires_grad=False)",
        |a| alike("randperm", a, 4, || random::randperm(a.int(0), integer(a, 2), generator(a, 1).as_ref())),
    ),
    function("rand_like(Tensor input, *, dtype? dtype=None, Device? device=None, bool requires_grad=False)", |a| {
        alike("rand_like", a, 3, || as_input(a, like(a, 1), random::rand, |blank| blank.uniform_(0.0, 1.0, None)))
    }),
    function("randn_like(Tensor input, *, dtype? dtype=None, Device? device=None, bool requires_grad=False)", |a| {
        alike("randn_like", a, 3, || as_input(a, like(a, 1), random::randn, |blank| blank.normal_(0.0, 1.0, None)))
    }),
    function(
        "randint_like(Tensor input, int high, *, dtype? dtype=None, Device? device=None, bool requires_grad=False)",
        |a| alike("randint_like", a, 4, || integers_as_input(a, [0, a.int(1)], like(a, 2))),
    ),
    function(
        "randint_like(Tensor input, int low, int high, *, dtype? dtype=None, Device? device=None, \
         bool requires_grad=False)",
        |a| alike("randint_like", a, 5, || integers_as_input(a, [a.int(1), a.int(2)], like(a, 3))),
    ),
    function("normal(Tensor mean, Tensor std, *, Generator? generator=None)", |a| {
        value(random::normal_tensors(&a.tensor(0), &a.tensor(1), generator(a, 2).as_ref()))
    }),
    function("normal(Tensor mean, float std=1.0, *, Generator? generator=None)", |a| {
        value(random::normal_mean(&a.tensor(0), a.float(1), generator(a, 2).as_ref()))
    }),
    function("normal(float mean, Tensor std, *, Generator? generator=None)", |a| {
        value(random::normal_std(a.float(0), &a.tensor(1), generator(a, 2).as_ref()))
    }),
    function(
        "normal(float mean, float std, int[] size, *, Generator? generator=None, dtype? dtype=None, \
         Device? device=None, bool requires_grad=False)",
        |a| {
            let (mean, std, size) = (a.float(0), a.float(1), shape(a, 2)?);
            made(a, 6, random::normal(mean, std, &size, float(a, 4), generator(a, 3).as_ref()))
        },
    ),
    both("bernoulli(Tensor input, *, Generator? generator=None)", |a| {
        value(random::bernoulli(&a.tensor(0), generator(a, 1).as_ref()))
    }),
    both("bernoulli(Tensor input, float p, *, Generator? generator=None)", |a| {
        value(random::bernoulli_like(&a.tensor(0), a.float(1), generator(a, 2).as_ref()))
    }),
    both("multinomial(Tensor input, int num_samples, bool replacement=False, *, Generator? generator=None)", |a| {
        value(random::multinomial(&a.tensor(0), a.int(1), a.bool(2), generator(a, 3).as_ref()))
    }),
    function("poisson(Tensor input, *, Generator? generator=None)", |a| {
        value(random::poisson(&a.tensor(0), generator(a, 1).as_ref()))
    }),
    in_place("uniform_(Tensor self, float from=0, float to=1, *, Generator? generator=None)", |a| {
        value(a.tensor(0).uniform_(a.float(1), a.float(2), generator(a, 3).as_ref()))
    }),
    in_place("normal_(Tensor self, float mean=0, float std=1, *, Generator? generator=None)", |a| {
        value(a.tensor(0).normal_(a.float(1), a.float(2), generator(a, 3).as_ref()))
    }),
    in_place("exponential_(Tensor self, float lambd=1, *, Generator? generator=None)", |a| {
        value(a.tensor(0).exponential_(a.float(1), generator(a, 2).as_ref()))
    }),
    in_place("random_(Tensor self, int from, int? to, *, Generator? generator=None)", |a| {
        value(a.tensor(0).random_from_to_(a.int(1), a.int_or_none(2), generator(a, 3).as_ref()))
    }),
    in_place("random_(Tensor self, int to, *, Generator? generator=None)", |a| {
        value(a.tensor(0).random_to_(a.int(1), generator(a, 2).as_ref()))
    }),
    in_place("random_(Tensor self, *, Generator? generator=None)", |a| {
        value(a.tensor(0).random_(generator(a, 1).as_ref()))
    }),
    in_place("bernoulli_(Tensor self, Tensor p, *, Generator? generator=None)", |a| {
        value(a.tensor(0).bernoulli_tensor_(&a.tensor(1), generator(a, 2).as_ref()))
    }),
    in_place("bernoulli_(Tensor self, float p=0.5, *, Generator? generator=None)", |a| {
        value(a.tensor(0).bernoulli_(a.float(1), generator(a, 2).as_ref()))
    }),
];

fn generator(a: &Arguments<'_>, index: usize) -> Option<Generator> {
    a.object(index).as_deref().and_then(generator_of)
}

fn float(a: &Arguments<'_>, index: usize) -> DType {
    a.dtype_or_none(index).unwrap_or_else(default_dtype)
}

fn integer(a: &Arguments<'_>, index: usize) -> DType {
    a.dtype_or_none(index).unwrap_or(DType::Int64)
}

/// The type asked for, else that of the first argument.
fn like(a: &Arguments<'_>, index: usize) -> DType {
    a.dtype_or_none(index).unwrap_or_else(|| a.tensor(0).dtype())
}

fn shape(a: &Arguments<'_>, index: usize) -> Result<Vec<usize>> {
    let sizes = a.ints(index);
    let size = |&size: &i64| {
        usize::try_from(size)
            .map_err(|_| Error::runtime(format!("Trying to create tensor with negative dimension {size}: {sizes:?}")))
    };
    sizes.iter().map(size).collect()
}

/// Random numbers in the shape of the first argument; where that is not row-major, drawn in the order of its memory.
fn as_input(
    a: &Arguments<'_>,
    dtype: DType,
    fresh: impl FnOnce(&[usize], DType, Option<&Generator>) -> Result<Tensor>,
    fill: impl FnOnce(Tensor) -> Result<Tensor>,
) -> Result<Tensor> {
    let model = a.tensor(0);
    if model.is_contiguous() {
        return fresh(&model.shape(), dtype, None);
    }
    fill(Tensor::full_as(0.0, &model.shape(), dtype)?.laid_out_like(&model))
}

fn integers_as_input(a: &Arguments<'_>, [low, high]: [i64; 2], dtype: DType) -> Result<Tensor> {
    let fresh =
        |shape: &[usize], dtype, generator: Option<&Generator>| random::randint(low, high, shape, dtype, generator);
    as_input(a, dtype, fresh, |blank| blank.random_from_to_(low, Some(high), None))
}

/// The same under a name of its own in traces.
fn alike(name: &'static str, a: &Arguments<'_>, index: usize, create: impl FnOnce() -> Result<Tensor>) -> Outcome {
    made(a, index, composite(name, &Vec::new, &[], create))
}

/// A fresh leaf, marked for gradients if argument `index` says so.
fn made(a: &Arguments<'_>, index: usize, tensor: Result<Tensor>) -> Outcome {
    let tensor = tensor?;
    if a.bool(index) {
        tensor.set_requires_grad(true)?;
    }
    Ok(tensor.into())
}

fn manual_seed(a: &Arguments<'_>) -> Outcome {
    let seed = a.object(0).unwrap_or_else(|| a.vm.ctx.none());
    random::manual_seed(keep(seed_of(&seed, a.vm))?);
    Ok(Value::Object(default_object(a.vm)))
}
