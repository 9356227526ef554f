//! Which expressions are tensors, as far as the text tells: where the program has not run, the record cannot.

use rustpython_ruff_python_ast::{Expr, ExprCall, ExprName};

use super::{
    Syntax,
    syntax::{Scope, method},
};

/// Names are followed so far.
const DEEPEST: usize = 8;

/// Functions of `torch` that give a tensor.
const GIVING: [&str; 44] = [
    "tensor",
    "zeros",
    "ones",
    "empty",
    "full",
    "eye",
    "rand",
    "randn",
    "randint",
    "arange",
    "linspace",
    "logspace",
    "zeros_like",
    "ones_like",
    "rand_like",
    "randn_like",
    "full_like",
    "from_numpy",
    "as_tensor",
    "relu",
    "relu_",
    "sigmoid",
    "tanh",
    "exp",
    "log",
    "softmax",
    "log_softmax",
    "matmul",
    "mm",
    "cat",
    "stack",
    "where",
    "abs",
    "clamp",
    "sin",
    "cos",
    "sqrt",
    "pow",
    "maximum",
    "minimum",
    "flatten",
    "reshape",
    "selu",
    "square",
];

/// Methods of a tensor that give something else.
const NOT_GIVING: [&str; 12] = [
    "item",
    "tolist",
    "numpy",
    "size",
    "dim",
    "numel",
    "backward",
    "stride",
    "is_contiguous",
    "type",
    "register_hook",
    "data_ptr",
];

impl Syntax {
    /// Whether an expression surely is a tensor.
    #[must_use]
    pub fn is_tensor(&self, expr: &Expr, scope: Scope<'_>) -> bool {
        self.tensor(expr, scope, DEEPEST)
    }

    fn tensor(&self, expr: &Expr, scope: Scope<'_>, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        match expr {
            Expr::Call(call) => self.gives_tensor(call, scope, depth),
            Expr::BinOp(binary) => self.tensor(&binary.left, scope, depth) || self.tensor(&binary.right, scope, depth),
            Expr::UnaryOp(unary) => self.tensor(&unary.operand, scope, depth),
            Expr::Subscript(subscript) => self.tensor(&subscript.value, scope, depth),
            Expr::Name(name) => self.name_is_tensor(name, scope, depth),
            _ => false,
        }
    }

    fn name_is_tensor(&self, name: &ExprName, scope: Scope<'_>, depth: usize) -> bool {
        match self.value_at(&name.id, name, scope) {
            Some(found) => self.tensor(found.value, scope, depth),
            None => self.is_input(&name.id, scope) || self.is_global_tensor(name, scope, depth),
        }
    }

    /// Whether it is what `forward` of a module takes.
    fn is_input(&self, name: &str, scope: Scope<'_>) -> bool {
        let (Some(class), Some(function)) = (scope.class, scope.function) else { return false };
        let takes = || {
            function
                .parameters
                .args
                .iter()
                .skip(1)
                .any(|taken| taken.default.is_none() && taken.name().as_str() == name)
        };
        function.name.as_str() == "forward" && self.is_module_class(class.name.as_str()) && takes()
    }

    /// A function may use what the file has given a name to outside.
    fn is_global_tensor(&self, name: &ExprName, scope: Scope<'_>, depth: usize) -> bool {
        let outside = Scope::default();
        scope.function.is_some_and(|function| !function.parameters.includes(&name.id))
            && self.value_at(&name.id, name, outside).is_some_and(|found| self.tensor(found.value, outside, depth))
    }

    fn gives_tensor(&self, call: &ExprCall, scope: Scope<'_>, depth: usize) -> bool {
        let callee = self.dotted(&call.func).unwrap_or_default();
        if let Some((path, name)) = callee.rsplit_once('.') {
            match path {
                "torch" => return GIVING.contains(&name),
                "torch.nn.functional" => return true,
                "self" => return self.is_part(name, scope),
                _ => {}
            }
        }
        match &*call.func {
            // `x.relu()`
            Expr::Attribute(method) => {
                !NOT_GIVING.contains(&method.attr.as_str()) && self.tensor(&method.value, scope, depth)
            }
            // `nn.ReLU()(x)`
            Expr::Call(made) => self.makes_module(made),
            // `modelo(x)`
            Expr::Name(name) => self.value_at(&name.id, name, scope).is_some_and(|found| self.is_module(found.value)),
            _ => false,
        }
    }

    /// Whether `self` holds a module under this name.
    fn is_part(&self, attribute: &str, scope: Scope<'_>) -> bool {
        let Some(class) = scope.class.filter(|class| method(class, attribute).is_none()) else { return false };
        let stored = self.stored(class.name.as_str(), attribute);
        !stored.is_empty() && stored.iter().all(|found| self.is_module(found.value))
    }

    /// Whether an expression makes a module.
    #[must_use]
    pub fn is_module(&self, expr: &Expr) -> bool {
        matches!(expr, Expr::Call(call) if self.makes_module(call))
    }

    /// Whether an expression makes a parameter.
    #[must_use]
    pub fn is_parameter(&self, expr: &Expr) -> bool {
        let callee = expr.as_call_expr().and_then(|call| self.dotted(&call.func));
        callee.is_some_and(|callee| ["torch.nn.Parameter", "torch.nn.parameter.Parameter"].contains(&callee.as_str()))
    }

    fn makes_module(&self, call: &ExprCall) -> bool {
        self.dotted(&call.func).is_some_and(|callee| self.is_module_class(&callee))
    }

    /// Whether a name, with imports written out, is that of a class of modules.
    #[must_use]
    pub fn is_module_class(&self, name: &str) -> bool {
        let of_torch = name
            .strip_prefix("torch.nn.")
            .is_some_and(|class| class.starts_with(char::is_uppercase) && !class.contains('.') && class != "Parameter");
        of_torch || self.modules().iter().any(|class| class.name.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tensors_are_known_by_where_they_come_from() {
        let text = "import torch\nfrom torch import nn\nx = torch.randn(2)\ny = x.relu() + 1\nn = x.size(0)\nz = f(x)\n\
                    class Red(nn.Module):\n    def __init__(self, n):\n        super().__init__()\n\
                    \x20       self.fc = nn.Linear(n, 1)\n\n    def forward(self, x, n=2):\n        h = self.fc(x)\n\
                    \x20       probe(h, x, n, self.fc, y)\n";
        let syntax = Syntax::of(text);
        let of = |target: &str| {
            let found = syntax.assigned().into_iter().find(|found| found.target == target).expect("it is assigned");
            syntax.is_tensor(found.value, found.scope)
        };
        assert_eq!(["x", "y", "n", "z", "h"].map(of), [true, true, false, false, true]);
        let probe = syntax.calls_of(&["probe"]).remove(0);
        let found: Vec<bool> = probe.node.arguments.args.iter().map(|arg| syntax.is_tensor(arg, probe.scope)).collect();
        assert_eq!(found, [true, true, false, false, true]);
    }
}
