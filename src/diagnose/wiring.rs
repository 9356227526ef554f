//! What the source says that a loss is given, for code that does not run to that point.

use rustpython_ruff_python_ast::{
    Expr, ExprCall, Stmt,
    visitor::{Visitor, walk_stmt},
};
use rustpython_ruff_text_size::Ranged;

use super::{
    Syntax,
    assigned::{self, Assigned},
    syntax::{Scope, method},
};
use crate::nn::activation::{self, Activation};

/// So many names are followed from one to the next.
const DEEP: usize = 8;

/// A loss under its names.
#[derive(Clone, Copy, Debug)]
pub struct Loss {
    /// The operation: `cross_entropy`.
    pub operation: &'static str,
    /// The class and the function, written out.
    pub names: [&'static str; 2],
}

/// A call that applies an activation, or makes the one that ends a `Sequential`.
#[derive(Clone, Copy)]
pub struct Applied<'a> {
    /// The call.
    pub call: &'a ExprCall,
    /// What is applied.
    pub activation: &'static Activation,
}

impl Syntax {
    /// The activations whose results go straight into this loss, as far as the source tells.
    #[must_use]
    pub fn fed(&self, loss: &Loss) -> Vec<Applied<'_>> {
        let wiring = Wiring::of(self);
        let calls = self.calls();
        let losses = calls.iter().filter(|call| wiring.is_loss(call.node, call.scope, loss));
        losses
            .filter_map(|call| wiring.computed(call.node.arguments.find_argument_value("input", 0)?, call.scope, DEEP))
            .collect()
    }

    /// The activation that a call applies to its first argument or to what its method belongs to.
    #[must_use]
    pub fn applied(&self, call: &ExprCall) -> Option<&'static Activation> {
        match (&*call.func, self.dotted(&call.func)) {
            (Expr::Call(made), _) => self.made(made),
            (_, Some(name)) if name.starts_with("torch.") => function(&name),
            (Expr::Attribute(method), _) if !is_self(&method.value) => {
                activation::find(&method.attr).filter(|found| found.function == method.attr.as_str())
            }
            _ => None,
        }
    }

    /// The activation that a call makes a module of.
    #[must_use]
    pub fn made(&self, call: &ExprCall) -> Option<&'static Activation> {
        let dotted = self.dotted(&call.func)?;
        let class = dotted.strip_prefix("torch.nn.")?;
        activation::find(class).filter(|found| found.name == class)
    }
}

/// The activation that a function of `torch` or `torch.nn.functional` is.
fn function(dotted: &str) -> Option<&'static Activation> {
    let name = dotted.strip_prefix("torch.nn.functional.").or_else(|| dotted.strip_prefix("torch."))?;
    activation::find(name.trim_end_matches('_')).filter(|found| found.function == name.trim_end_matches('_'))
}

/// What `self.relu` names is the module's own.
fn is_self(expr: &Expr) -> bool {
    expr.as_name_expr().is_some_and(|name| name.id.as_str() == "self")
}

/// The assignments and returns of a program.
struct Wiring<'a> {
    syntax: &'a Syntax,
    assigned: Vec<Assigned<'a>>,
    returned: Vec<(Scope<'a>, &'a Expr)>,
    scope: Scope<'a>,
}

impl<'a> Wiring<'a> {
    fn of(syntax: &'a Syntax) -> Self {
        let mut wiring = Self { syntax, assigned: syntax.assigned(), returned: Vec::new(), scope: Scope::default() };
        syntax.body().iter().for_each(|stmt| wiring.visit_stmt(stmt));
        wiring
    }

    /// Whether a call is one of this loss: of its function, or of an object of its class.
    fn is_loss(&self, call: &'a ExprCall, scope: Scope<'a>, loss: &Loss) -> bool {
        let is = |expr: &Expr, name: &str| self.syntax.dotted(expr).is_some_and(|dotted| dotted == name);
        let [class, function] = loss.names;
        match (&*call.func, self.value(&call.func, scope)) {
            (Expr::Call(made), _) | (_, Some((Expr::Call(made), _))) => is(&made.func, class),
            _ => is(&call.func, function),
        }
    }

    /// What was last assigned to a name before it is used, and where that stands.
    fn value(&self, name: &Expr, scope: Scope<'a>) -> Option<(&'a Expr, Scope<'a>)> {
        let target = assigned::name(name)?;
        let named = || self.assigned.iter().rev().filter(|assigned| assigned.target == target);
        let found = if target.starts_with("self.") {
            named().find(|assigned| same(assigned.scope.class, scope.class))
        } else if has_parameter(scope, &target) {
            named()
                .find(|assigned| same(assigned.scope.function, scope.function) && assigned.stmt.start() < name.start())
        } else {
            let mut here = named().filter(|assigned| same(assigned.scope.function, scope.function));
            let outside = || named().find(|assigned| assigned.scope.function.is_none());
            here.find(|assigned| assigned.stmt.start() < name.start()).or_else(outside)
        };
        found.map(|assigned| (assigned.value, assigned.scope))
    }

    /// The activation that an expression is the result of.
    fn computed(&self, expr: &'a Expr, scope: Scope<'a>, deep: usize) -> Option<Applied<'a>> {
        let deep = deep.checked_sub(1)?;
        match expr {
            Expr::Call(call) => self.called(call, scope, deep),
            _ => self.value(expr, scope).and_then(|(value, scope)| self.computed(value, scope, deep)),
        }
    }

    fn called(&self, call: &'a ExprCall, scope: Scope<'a>, deep: usize) -> Option<Applied<'a>> {
        if let Some(activation) = self.syntax.applied(call) {
            return Some(Applied { call, activation });
        }
        match (&*call.func, self.value(&call.func, scope)) {
            (Expr::Attribute(method), None) if super::Flow::views().contains(&method.attr.as_str()) => {
                self.computed(&method.value, scope, deep)
            }
            (Expr::Call(made), _) | (_, Some((Expr::Call(made), _))) => self.given(made, call, deep),
            _ => None,
        }
    }

    /// What a call of a module gives that `made` makes.
    fn given(&self, made: &'a ExprCall, call: &'a ExprCall, deep: usize) -> Option<Applied<'a>> {
        if let Some(activation) = self.syntax.made(made) {
            return Some(Applied { call, activation });
        }
        let class = self.syntax.dotted(&made.func)?;
        if class == "torch.nn.Sequential" {
            let last = made.arguments.args.last()?.as_call_expr()?;
            return self.syntax.made(last).map(|activation| Applied { call: last, activation });
        }
        let class = self.syntax.modules().into_iter().find(|module| module.name.as_str() == class)?;
        let forward = method(class, "forward")?;
        let mut returned = self.returned.iter().filter(|(scope, _)| same(scope.function, Some(forward)));
        let (scope, value) = returned.next_back()?;
        self.computed(value, *scope, deep)
    }
}

/// Whether both are the same node, or both are none.
fn same<T: Ranged>(one: Option<&T>, other: Option<&T>) -> bool {
    one.map(Ranged::range) == other.map(Ranged::range)
}

fn has_parameter(scope: Scope<'_>, name: &str) -> bool {
    scope.function.is_some_and(|function| function.parameters.iter().any(|parameter| parameter.name() == name))
}

impl<'a> Visitor<'a> for Wiring<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        let outer = self.scope;
        match stmt {
            Stmt::ClassDef(class) => self.scope = Scope { class: Some(class), function: None },
            Stmt::FunctionDef(function) => self.scope.function = Some(function),
            Stmt::Return(returned) => {
                self.returned.extend(returned.value.as_deref().map(|value| (self.scope, value)));
            }
            _ => {}
        }
        walk_stmt(self, stmt);
        self.scope = outer;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::{Script, output::CROSS_ENTROPY};

    /// What the source says that `CrossEntropyLoss` gets, as it is written there.
    fn fed(body: &str) -> Vec<String> {
        let text = format!("import torch\nfrom torch import nn\nimport torch.nn.functional as F\n{body}");
        let (syntax, script) = (Syntax::of(&text), Script::new("a.py", text));
        syntax.fed(&CROSS_ENTROPY).iter().map(|applied| script.quote(applied.call).to_owned()).collect()
    }

    #[test]
    fn what_a_loss_gets_is_followed_through_names() {
        assert_eq!(fed("F.cross_entropy(torch.relu(z), y)"), ["torch.relu(z)"]);
        assert_eq!(fed("c = nn.CrossEntropyLoss()\np = z.softmax(1)\nc(p.squeeze(0), y)"), ["z.softmax(1)"]);
        assert_eq!(fed("m = nn.Sequential(a, nn.Softmax(1))\nnn.CrossEntropyLoss()(m(x), y)"), ["nn.Softmax(1)"]);
        assert_eq!(fed("c = nn.CrossEntropyLoss(w)\nz = m(x)\nc(z, y)\nz = z.softmax(1)"), [""; 0]);
        assert_eq!(fed("p = q.softmax(1)\ndef f(p):\n    return F.cross_entropy(p, y)"), [""; 0]);
    }

    #[test]
    fn what_a_model_gives_is_what_its_forward_returns() {
        let class = "class R(nn.Module):\n    def __init__(self):\n        super().__init__()\n        \
                     self.fin = nn.Softmax(1)\n        self.c = nn.CrossEntropyLoss()\n\n    \
                     def forward(self, x):\n        x = self.fin(x)\n        return x\n\n    \
                     def paso(self, x, y):\n        return self.c(torch.tanh(x), y)\n";
        assert_eq!(fed(class), ["torch.tanh(x)"]);
        assert_eq!(fed(&format!("{class}r = R()\nF.cross_entropy(r(x), y)")), ["torch.tanh(x)", "self.fin(x)"]);
    }
}
