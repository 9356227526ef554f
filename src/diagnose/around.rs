//! What a node of the syntax tree stands in.

use rustpython_ruff_python_ast::{
    AnyNodeRef, ExprCall, StmtClassDef, StmtFunctionDef,
    visitor::source_order::{SourceOrderVisitor, TraversalSignal},
};
use rustpython_ruff_text_size::{Ranged, TextRange};

use super::{Syntax, syntax::Scope};

struct Around<'a> {
    range: TextRange,
    nodes: Vec<AnyNodeRef<'a>>,
}

impl<'a> SourceOrderVisitor<'a> for Around<'a> {
    fn enter_node(&mut self, node: AnyNodeRef<'a>) -> TraversalSignal {
        if !node.range().contains_range(self.range) {
            return TraversalSignal::Skip;
        }
        self.nodes.push(node);
        TraversalSignal::Traverse
    }
}

impl Syntax {
    /// The nodes that a node stands in, innermost first.
    #[must_use]
    pub fn around(&self, node: &impl Ranged) -> Vec<AnyNodeRef<'_>> {
        let mut around = Around { range: node.range(), nodes: Vec::new() };
        self.body().iter().for_each(|stmt| around.visit_stmt(stmt));
        around.nodes.retain(|outer| outer.range() != node.range() || outer.is_statement());
        around.nodes.reverse();
        around.nodes
    }

    /// The function and the class that a node stands in.
    #[must_use]
    pub fn scope(&self, node: &impl Ranged) -> Scope<'_> {
        let mut scope = Scope::default();
        for outer in self.around(node).into_iter().rev() {
            match outer {
                AnyNodeRef::StmtClassDef(class) => scope = Scope { class: Some(class), function: None },
                AnyNodeRef::StmtFunctionDef(function) => scope.function = Some(function),
                _ => {}
            }
        }
        scope
    }

    /// The call that calls what a call gives: `nn.ReLU()(x)` around `nn.ReLU()`; also `nn.ReLU().eval()`.
    #[must_use]
    pub fn call_outside(&self, call: &ExprCall) -> Option<&ExprCall> {
        self.around(call).into_iter().find_map(|outer| match outer {
            AnyNodeRef::ExprCall(outer) if outer.func.range().contains_range(call.range()) => Some(outer),
            _ => None,
        })
    }

    /// Whether the program catches what goes wrong there: who wrote that knows of it.
    #[must_use]
    pub fn is_caught(&self, node: &impl Ranged) -> bool {
        let within = |body: &[_]| {
            body.iter().any(|stmt: &rustpython_ruff_python_ast::Stmt| stmt.range().contains_range(node.range()))
        };
        self.around(node).into_iter().any(
            |outer| matches!(outer, AnyNodeRef::StmtTry(tried) if !tried.handlers.is_empty() && within(&tried.body)),
        )
    }

    /// The class of this name.
    #[must_use]
    pub fn class(&self, name: &str) -> Option<&StmtClassDef> {
        self.classes().into_iter().find(|class| class.name.as_str() == name)
    }
}

/// The methods of a class.
pub fn methods(class: &StmtClassDef) -> impl Iterator<Item = &StmtFunctionDef> {
    class.body.iter().filter_map(|stmt| stmt.as_function_def_stmt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_stand_in_others() {
        let text =
            "class A:\n    def f(self):\n        try:\n            g(h(1))\n        except E:\n            k()\n";
        let syntax = Syntax::of(text);
        let calls = syntax.calls();
        let of = |name: &str| calls.iter().find(|call| call.callee == name).expect("a call").node;
        assert!(matches!(syntax.around(of("h"))[1], AnyNodeRef::ExprCall(outer) if outer == of("g")));
        assert!(syntax.is_caught(of("h")) && !syntax.is_caught(of("k")));
        let scope = syntax.scope(of("k"));
        assert_eq!(scope.class.map(|class| class.name.as_str()), Some("A"));
        assert_eq!(scope.function.map(|function| function.name.as_str()), Some("f"));
    }
}
