"""Gradients against central differences."""

import _torch
from _torch import Tensor


class GradcheckError(RuntimeError):
    __module__ = "torch.autograd.gradcheck"


def gradcheck(func, inputs, *, eps=1e-6, atol=1e-5, rtol=1e-3, raise_exception=True,
              nondet_tol=0.0, check_undefined_grad=True, check_grad_dtypes=False,
              check_batched_grad=False, check_batched_forward_grad=False, check_forward_ad=False,
              check_backward_ad=True, fast_mode=False, masked=None):
    try:
        _check(func, _tuple(inputs), eps, atol, rtol)
    except GradcheckError:
        if raise_exception:
            raise
        return False
    return True


def _tuple(values):
    return tuple(values) if isinstance(values, (tuple, list)) else (values,)


def _check(func, inputs, eps, atol, rtol):
    wanted = [i for i, v in enumerate(inputs) if isinstance(v, Tensor) and v.requires_grad]
    if not wanted:
        raise ValueError(
            "gradcheck expects at least one input tensor to require gradient, but none of "
            "them have requires_grad=True."
        )
    for i in wanted:
        if inputs[i].dtype != _torch.float64:
            import warnings

            warnings.warn(
                f"Input #{i} requires gradient and is not a double precision floating point or "
                "complex. This check will likely fail if all the inputs are not of double "
                "precision floating point or complex. ", stacklevel=3,
            )
    outputs = _outputs(func, inputs)
    if not outputs:
        return _check_constant(func, inputs, wanted, eps)
    for o, output in enumerate(outputs):
        for i in wanted:
            analytical = _analytical(output, inputs[i])
            numerical = _numerical(lambda *values: _outputs(func, values), inputs, i, o, eps)
            if not _torch.allclose(analytical, numerical, rtol=rtol, atol=atol):
                raise GradcheckError(
                    f"Jacobian mismatch for output {o} with respect to input {i},\n"
                    f"numerical:{numerical}\nanalytical:{analytical}\n"
                )


def _outputs(func, inputs):
    return [o for o in _tuple(func(*inputs)) if o.requires_grad]


def _check_constant(func, inputs, wanted, eps):
    def floats(*values):
        return [o for o in _tuple(func(*values)) if o.is_floating_point()]

    for o in range(len(floats(*inputs))):
        for i in wanted:
            if _numerical(floats, inputs, i, o, eps).ne(0).any():
                raise GradcheckError("Numerical gradient for function expected to be zero")


def _analytical(output, value):
    """The Jacobian, one row an element of the input, by one backward pass an output element."""
    columns = []
    flat = output.reshape(-1)
    for k in range(flat.numel()):
        (gradient,) = _torch.autograd_grad((flat[k],), (value,), (None,), True, False, True)
        gradient = _torch.zeros_like(value) if gradient is None else gradient
        columns.append(gradient.detach().reshape(-1))
    return _torch.stack(columns, 1)


def _numerical(outputs, inputs, i, o, eps):
    value = inputs[i]
    rows = []
    for k in range(value.numel()):
        sides = []
        for step in (eps, -eps):
            moved = value.detach().clone()
            flat = moved.reshape(-1)
            flat[k] = flat[k] + step
            trial = list(inputs)
            trial[i] = flat.reshape(value.shape).requires_grad_()
            sides.append(outputs(*trial)[o].detach().reshape(-1))
        rows.append((sides[0] - sides[1]) / (2 * eps))
    return _torch.stack(rows, 0)


def gradgradcheck(func, inputs, grad_outputs=None, **options):
    """The same check, of the gradient itself."""
    inputs = _tuple(inputs)

    def gradient(*values):
        outputs = tuple(_outputs(func, values))
        wanted = tuple(v for v in values if isinstance(v, Tensor) and v.requires_grad)
        given = grad_outputs or [_torch.ones_like(o) for o in outputs]
        return _torch.autograd_grad(outputs, wanted, _tuple(given), True, True, True)

    return gradcheck(gradient, inputs, **options)
