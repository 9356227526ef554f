//! `math`: Python's functions over `pymath`, which gives CPython's bits.

pub(super) use math::module_def;

#[rustpython_vm::pymodule]
#[expect(
    clippy::module_inception,
    clippy::needless_pass_by_value,
    clippy::unwrap_used,
    reason = "the binding macros take the module's name from here, prescribe the signatures and unwrap constants"
)]
mod math {
    use pymath::math as native;
    use rustpython_vm::{
        AsObject, FromArgs, PyObjectRef, PyResult, VirtualMachine,
        builtins::{PyFloat, PyInt, PyIntRef, PyStrInterned},
        function::{ArgIndex, ArgIntoFloat, ArgIterable, OptionalArg, PosArgs},
    };

    #[pyattr(name = "pi")]
    const PI: f64 = std::f64::consts::PI;
    #[pyattr(name = "e")]
    const E: f64 = std::f64::consts::E;
    #[pyattr(name = "tau")]
    const TAU: f64 = std::f64::consts::TAU;
    #[pyattr(name = "inf")]
    const INF: f64 = f64::INFINITY;
    #[pyattr(name = "nan")]
    const NAN: f64 = f64::NAN;

    /// From `pymath`'s two errors to Python's.
    fn checked<T>(result: pymath::Result<T>, vm: &VirtualMachine) -> PyResult<T> {
        result.map_err(|error| match error {
            pymath::Error::EDOM => vm.new_value_error("math domain error"),
            pymath::Error::ERANGE => vm.new_overflow_error("math range error"),
        })
    }

    type Unary = fn(f64) -> pymath::Result<f64>;
    type Binary = fn(f64, f64) -> pymath::Result<f64>;

    fn unary(function: Unary, x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        checked(function(x.into()), vm)
    }

    fn binary(function: Binary, x: ArgIntoFloat, y: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        checked(function(x.into(), y.into()), vm)
    }

    #[pyfunction]
    fn sqrt(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::sqrt, x, vm)
    }
    #[pyfunction]
    fn cbrt(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::cbrt, x, vm)
    }
    #[pyfunction]
    fn exp(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::exp, x, vm)
    }
    #[pyfunction]
    fn exp2(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::exp2, x, vm)
    }
    #[pyfunction]
    fn expm1(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::expm1, x, vm)
    }
    #[pyfunction]
    fn log1p(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::log1p, x, vm)
    }
    #[pyfunction]
    fn sin(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::sin, x, vm)
    }
    #[pyfunction]
    fn cos(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::cos, x, vm)
    }
    #[pyfunction]
    fn tan(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::tan, x, vm)
    }
    #[pyfunction]
    fn asin(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::asin, x, vm)
    }
    #[pyfunction]
    fn acos(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::acos, x, vm)
    }
    #[pyfunction]
    fn atan(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::atan, x, vm)
    }
    #[pyfunction]
    fn sinh(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::sinh, x, vm)
    }
    #[pyfunction]
    fn cosh(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::cosh, x, vm)
    }
    #[pyfunction]
    fn tanh(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::tanh, x, vm)
    }
    #[pyfunction]
    fn asinh(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::asinh, x, vm)
    }
    #[pyfunction]
    fn acosh(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::acosh, x, vm)
    }
    #[pyfunction]
    fn atanh(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::atanh, x, vm)
    }
    #[pyfunction]
    fn erf(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::erf, x, vm)
    }
    #[pyfunction]
    fn erfc(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::erfc, x, vm)
    }
    #[pyfunction]
    fn gamma(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::gamma, x, vm)
    }
    #[pyfunction]
    fn lgamma(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::lgamma, x, vm)
    }
    #[pyfunction]
    fn fabs(x: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        unary(native::fabs, x, vm)
    }
    #[pyfunction]
    fn pow(x: ArgIntoFloat, y: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        binary(native::pow, x, y, vm)
    }
    #[pyfunction]
    fn atan2(x: ArgIntoFloat, y: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        binary(native::atan2, x, y, vm)
    }
    #[pyfunction]
    fn copysign(x: ArgIntoFloat, y: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        binary(native::copysign, x, y, vm)
    }
    #[pyfunction]
    fn fmod(x: ArgIntoFloat, y: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        binary(native::fmod, x, y, vm)
    }
    #[pyfunction]
    fn remainder(x: ArgIntoFloat, y: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        binary(native::remainder, x, y, vm)
    }
    #[pyfunction]
    fn degrees(x: ArgIntoFloat) -> f64 {
        native::degrees(x.into())
    }
    #[pyfunction]
    fn radians(x: ArgIntoFloat) -> f64 {
        native::radians(x.into())
    }
    #[pyfunction]
    fn ulp(x: ArgIntoFloat) -> f64 {
        native::ulp(x.into())
    }
    #[pyfunction]
    fn isfinite(x: ArgIntoFloat) -> bool {
        native::isfinite(x.into())
    }
    #[pyfunction]
    fn isinf(x: ArgIntoFloat) -> bool {
        native::isinf(x.into())
    }
    #[pyfunction]
    fn isnan(x: ArgIntoFloat) -> bool {
        native::isnan(x.into())
    }
    #[pyfunction]
    fn frexp(x: ArgIntoFloat) -> (f64, i32) {
        native::frexp(x.into())
    }
    #[pyfunction]
    fn modf(x: ArgIntoFloat) -> (f64, f64) {
        native::modf(x.into())
    }
    #[pyfunction]
    fn fma(x: ArgIntoFloat, y: ArgIntoFloat, z: ArgIntoFloat, vm: &VirtualMachine) -> PyResult<f64> {
        checked(native::fma(x.into(), y.into(), z.into()), vm)
    }
    #[pyfunction]
    fn ldexp(x: ArgIntoFloat, exponent: PyIntRef, vm: &VirtualMachine) -> PyResult<f64> {
        checked(native::ldexp_bigint(x.into(), exponent.as_bigint()), vm)
    }

    #[derive(FromArgs)]
    struct NextAfter {
        #[pyarg(positional)]
        x: ArgIntoFloat,
        #[pyarg(positional)]
        y: ArgIntoFloat,
        #[pyarg(named, default)]
        steps: Option<u64>,
    }

    #[pyfunction]
    fn nextafter(arguments: NextAfter) -> f64 {
        native::nextafter(arguments.x.into(), arguments.y.into(), arguments.steps)
    }

    #[derive(FromArgs)]
    struct IsClose {
        #[pyarg(positional)]
        a: ArgIntoFloat,
        #[pyarg(positional)]
        b: ArgIntoFloat,
        #[pyarg(named, default)]
        rel_tol: Option<ArgIntoFloat>,
        #[pyarg(named, default)]
        abs_tol: Option<ArgIntoFloat>,
    }

    #[pyfunction]
    fn isclose(arguments: IsClose, vm: &VirtualMachine) -> PyResult<bool> {
        let (relative, absolute) = (arguments.rel_tol.map(f64::from), arguments.abs_tol.map(f64::from));
        let close = native::isclose(arguments.a.into(), arguments.b.into(), relative, absolute);
        close.map_err(|_| vm.new_value_error("tolerances must be non-negative"))
    }

    #[pyfunction]
    fn hypot(coordinates: PosArgs<ArgIntoFloat>) -> f64 {
        native::hypot(&floats(coordinates.into_vec()))
    }

    #[pyfunction]
    fn dist(p: ArgIterable<ArgIntoFloat>, q: ArgIterable<ArgIntoFloat>, vm: &VirtualMachine) -> PyResult<f64> {
        let (p, q) = (collect(p, vm)?, collect(q, vm)?);
        if p.len() != q.len() {
            return Err(vm.new_value_error("both points must have the same number of dimensions"));
        }
        Ok(native::dist(&p, &q))
    }

    #[pyfunction]
    fn fsum(values: ArgIterable<ArgIntoFloat>, vm: &VirtualMachine) -> PyResult<f64> {
        match native::fsum(collect(values, vm)?) {
            Ok(sum) => Ok(sum),
            Err(pymath::Error::EDOM) => Err(vm.new_value_error("-inf + inf in fsum")),
            Err(pymath::Error::ERANGE) => Err(vm.new_overflow_error("intermediate overflow in fsum")),
        }
    }

    fn floats(values: Vec<ArgIntoFloat>) -> Vec<f64> {
        values.into_iter().map(f64::from).collect()
    }

    fn collect(values: ArgIterable<ArgIntoFloat>, vm: &VirtualMachine) -> PyResult<Vec<f64>> {
        values.iter(vm)?.map(|value| value.map(f64::from)).collect()
    }

    #[derive(FromArgs)]
    struct Prod {
        #[pyarg(positional)]
        values: ArgIterable,
        #[pyarg(named, default)]
        start: Option<PyObjectRef>,
    }

    #[pyfunction]
    fn prod(arguments: Prod, vm: &VirtualMachine) -> PyResult {
        let start = arguments.start.unwrap_or_else(|| vm.ctx.new_int(1).into());
        arguments.values.iter(vm)?.try_fold(start, |product, value| vm._mul(&product, &*value?))
    }

    #[pyfunction]
    fn sumprod(p: ArgIterable, q: ArgIterable, vm: &VirtualMachine) -> PyResult {
        let p: Vec<PyObjectRef> = p.iter(vm)?.collect::<PyResult<_>>()?;
        let q: Vec<PyObjectRef> = q.iter(vm)?.collect::<PyResult<_>>()?;
        if p.len() != q.len() {
            return Err(vm.new_value_error("Inputs are not the same length"));
        }
        if let (Some(p), Some(q)) = (all_floats(&p), all_floats(&q)) {
            return checked(native::sumprod(&p, &q), vm).map(|sum| vm.ctx.new_float(sum).into());
        }
        let zero = vm.ctx.new_int(0).into();
        p.iter().zip(&q).try_fold(zero, |sum: PyObjectRef, (p, q)| vm._add(&sum, &*vm._mul(p, q)?))
    }

    fn all_floats(values: &[PyObjectRef]) -> Option<Vec<f64>> {
        values.iter().map(|value| value.downcast_ref::<PyFloat>().map(|value| value.to_f64())).collect()
    }

    #[pyfunction]
    fn log(x: PyObjectRef, base: OptionalArg<ArgIntoFloat>, vm: &VirtualMachine) -> PyResult<f64> {
        let base = base.into_option().map(f64::from);
        if base == Some(1.0) {
            return Err(vm.new_zero_division_error("division by zero"));
        }
        match x.downcast_ref::<PyInt>() {
            Some(x) => checked(native::log_bigint(x.as_bigint(), base), vm),
            None => checked(native::log(float(x, vm)?, base), vm),
        }
    }

    #[pyfunction]
    fn log2(x: PyObjectRef, vm: &VirtualMachine) -> PyResult<f64> {
        match x.downcast_ref::<PyInt>() {
            Some(x) => checked(native::log2_bigint(x.as_bigint()), vm),
            None => checked(native::log2(float(x, vm)?), vm),
        }
    }

    #[pyfunction]
    fn log10(x: PyObjectRef, vm: &VirtualMachine) -> PyResult<f64> {
        match x.downcast_ref::<PyInt>() {
            Some(x) => checked(native::log10_bigint(x.as_bigint()), vm),
            None => checked(native::log10(float(x, vm)?), vm),
        }
    }

    fn float(x: PyObjectRef, vm: &VirtualMachine) -> PyResult<f64> {
        x.try_into_value::<ArgIntoFloat>(vm).map(f64::from)
    }

    #[pyfunction]
    fn floor(x: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        rounded(x, vm.ctx.intern_str("__floor__"), vm)
    }
    #[pyfunction]
    fn ceil(x: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        rounded(x, vm.ctx.intern_str("__ceil__"), vm)
    }
    #[pyfunction]
    fn trunc(x: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        if x.class().get_attr(vm.ctx.intern_str("__trunc__")).is_none() {
            return Err(vm.new_type_error(format!("type {} doesn't define __trunc__ method", x.class().name())));
        }
        vm.call_method(&x, "__trunc__", ())
    }

    /// The object's own rounding, or its float's.
    fn rounded(x: PyObjectRef, method: &'static PyStrInterned, vm: &VirtualMachine) -> PyResult {
        if x.class().get_attr(method).is_some() {
            return vm.call_method(&x, method.as_str(), ());
        }
        let x: PyObjectRef = vm.ctx.new_float(float(x, vm)?).into();
        vm.call_method(&x, method.as_str(), ())
    }

    #[pyfunction]
    fn gcd(numbers: PosArgs<ArgIndex>, vm: &VirtualMachine) -> PyObjectRef {
        let numbers = whole(numbers);
        let numbers: Vec<_> = numbers.iter().map(|number| number.as_bigint()).collect();
        vm.ctx.new_bigint(&native::integer::gcd(&numbers)).into()
    }
    #[pyfunction]
    fn lcm(numbers: PosArgs<ArgIndex>, vm: &VirtualMachine) -> PyObjectRef {
        let numbers = whole(numbers);
        let numbers: Vec<_> = numbers.iter().map(|number| number.as_bigint()).collect();
        vm.ctx.new_bigint(&native::integer::lcm(&numbers)).into()
    }

    fn whole(numbers: PosArgs<ArgIndex>) -> Vec<PyIntRef> {
        numbers.into_vec().into_iter().map(PyIntRef::from).collect()
    }

    #[pyfunction]
    fn isqrt(number: ArgIndex, vm: &VirtualMachine) -> PyResult {
        let root = native::integer::isqrt(PyIntRef::from(number).as_bigint());
        let root = root.map_err(|_| vm.new_value_error("isqrt() argument must be nonnegative"))?;
        Ok(vm.ctx.new_bigint(&root).into())
    }

    #[pyfunction]
    fn factorial(number: PyObjectRef, vm: &VirtualMachine) -> PyResult {
        let Some(whole) = number.downcast_ref::<PyInt>() else {
            let class = number.class();
            return Err(vm.new_type_error(format!("'{}' object cannot be interpreted as an integer", class.name())));
        };
        let number: i64 = whole.try_to_primitive(vm)?;
        let product = native::integer::factorial(number);
        let product = product.map_err(|_| vm.new_value_error("factorial() not defined for negative values"))?;
        Ok(vm.ctx.new_bigint(&product.into()).into())
    }

    #[pyfunction]
    fn comb(n: ArgIndex, k: ArgIndex, vm: &VirtualMachine) -> PyResult {
        let (n, k) = (not_negative("n", n, vm)?, not_negative("k", k, vm)?);
        let ways = checked(native::integer::comb(n, k), vm)?;
        Ok(vm.ctx.new_bigint(&ways.into()).into())
    }

    #[pyfunction]
    fn perm(n: ArgIndex, k: OptionalArg<Option<ArgIndex>>, vm: &VirtualMachine) -> PyResult {
        let n = not_negative("n", n, vm)?;
        let k = k.flatten().map(|k| not_negative("k", k, vm)).transpose()?;
        let ways = checked(native::integer::perm(n, k), vm)?;
        Ok(vm.ctx.new_bigint(&ways.into()).into())
    }

    fn not_negative(name: &str, number: ArgIndex, vm: &VirtualMachine) -> PyResult<i64> {
        let number: i64 = PyIntRef::from(number).try_to_primitive(vm)?;
        if number < 0 {
            return Err(vm.new_value_error(format!("{name} must be a non-negative integer")));
        }
        Ok(number)
    }
}
