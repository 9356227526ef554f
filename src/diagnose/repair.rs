//! Repairs that several rules know.

use rustpython_ruff_python_ast::{Expr, ExprCall};
use rustpython_ruff_text_size::{Ranged, TextRange};

use super::{Edit, Inspection, Span};

/// What takes no text.
const NOTHING: &str = "";

impl Inspection {
    /// Takes the activation at a place away: of a call, what it was applied to stays; a module that a container is made
    /// of goes, or becomes an identity. Nothing where the line would say nothing then, or where others share it.
    #[must_use]
    pub fn without(&self, span: Span) -> Option<Edit> {
        let call = self.syntax.call_at(span, &self.script)?.node;
        if self.syntax.made(call).is_some() { self.without_module(call) } else { self.without_call(call) }
    }

    fn without_call(&self, call: &ExprCall) -> Option<Edit> {
        let kept = match (&*call.func, call.arguments.find_argument_value("input", 0)) {
            (Expr::Attribute(method), _) if self.is_method(call) => &*method.value,
            (_, kept) => kept?,
        };
        let (call_text, kept_text) = (self.script.quote(call), self.script.quote(kept));
        let line = self.script.line(self.script.span(call).line).trim();
        let says_nothing = line == call_text || line == format!("{kept_text} = {call_text}");
        let behind = self.script.text[call.end().to_usize()..].trim_start_matches(' ').chars().next();
        let text = if behind == Some('.') { self.with_method(kept, NOTHING) } else { kept_text.to_owned() };
        (!says_nothing).then(|| Edit { range: call.range(), text })
    }

    /// Whether a call is `x.relu()`, and not `torch.relu(x)` or `self.relu(x)`.
    fn is_method(&self, call: &ExprCall) -> bool {
        let is_torch = self.syntax.dotted(&call.func).is_some_and(|name| name.starts_with("torch."));
        !is_torch && self.syntax.applied(call).is_some()
    }

    fn without_module(&self, call: &ExprCall) -> Option<Edit> {
        if self.is_shared(self.script.span(call)) {
            return None;
        }
        let identity = || Edit { range: call.range(), text: format!("{}()", self.syntax.written("torch.nn.Identity")) };
        Some(self.gap(call).map_or_else(identity, |range| Edit { range, text: NOTHING.to_owned() }))
    }

    /// Whether a line makes several modules, or one that has several places.
    fn is_shared(&self, span: Span) -> bool {
        let modules = &self.survey().modules;
        let here = |number: usize| modules.get(number).and_then(|module| self.script.spot(module.place)) == Some(span);
        let places = modules.iter().flat_map(|module| &module.children).filter(|child| here(child.number)).count();
        places > 1 || (0..modules.len()).filter(|&number| here(number)).count() > 1
    }

    /// What goes with an element of a `Sequential` or a list: it and the comma before it, or else the one behind.
    fn gap(&self, element: &ExprCall) -> Option<TextRange> {
        let mut gap = None;
        self.syntax.each_expr(|expr, _| {
            let elements = match expr {
                Expr::Call(call)
                    if self.syntax.dotted(&call.func).is_some_and(|name| name == "torch.nn.Sequential") =>
                {
                    &*call.arguments.args
                }
                Expr::List(list) => &list.elts,
                _ => return,
            };
            let Some(at) = elements.iter().position(|other| other.range() == element.range()) else { return };
            let before = at.checked_sub(1).map(|before| TextRange::new(elements[before].end(), element.end()));
            let behind = elements.get(at + 1).map(|behind| TextRange::new(element.start(), behind.start()));
            gap = before.or(behind);
        });
        gap
    }

    /// Gives what a call calls another name, in the same module of PyTorch's: `nn.Softmax` becomes `nn.LogSoftmax`.
    #[must_use]
    pub fn renamed(&self, call: &ExprCall, name: &str) -> Option<Edit> {
        if let Expr::Attribute(attribute) = &*call.func {
            return Some(Edit { range: attribute.attr.range(), text: name.to_owned() });
        }
        let dotted = self.syntax.dotted(&call.func)?;
        let (module, _) = dotted.rsplit_once('.')?;
        let text = self.syntax.reach(&format!("{module}.{name}"))?;
        Some(Edit { range: call.func.range(), text })
    }

    /// The text of an expression with a method behind it.
    #[must_use]
    pub fn with_method(&self, expr: &Expr, method: &str) -> String {
        let text = self.script.quote(expr);
        if matches!(expr, Expr::Name(_) | Expr::Attribute(_) | Expr::Call(_) | Expr::Subscript(_)) {
            format!("{text}{method}")
        } else {
            format!("({text}){method}")
        }
    }
}
