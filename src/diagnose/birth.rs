//! Where a tensor of the program's comes from: the line that gives it its name.

use rustpython_ruff_text_size::{Ranged, TextRange, TextSize};

use super::{Assigned, Edit, Inspection};
use crate::trace::{Input, Place, Source};

impl Inspection {
    /// What names a tensor that is used at a place.
    #[must_use]
    pub fn birth(&self, input: &Input, used: &Place) -> Option<Assigned<'_>> {
        let births = self.syntax.assigned().into_iter();
        match &input.source {
            Source::Variable(name) => {
                let line = |birth: &Assigned<'_>| self.script.span(birth.stmt).line;
                let earlier = |birth: &Assigned<'_>| used.calls.iter().any(|call| line(birth) <= *call);
                births.filter(|birth| birth.target == *name && earlier(birth)).max_by_key(line)
            }
            Source::Step(number) => {
                let flow = self.flow();
                let place = flow.steps().get(number.checked_sub(1)?)?.place.as_ref()?;
                let at = self.script.range(self.span(place));
                births.into_iter().find(|birth| birth.value.range().contains_range(at))
            }
            _ => None,
        }
    }

    /// Puts a line behind what gives a name.
    #[must_use]
    pub fn line_behind(&self, birth: &Assigned<'_>, line: &str) -> Edit {
        let first = self.script.span(birth.stmt).line;
        let (last, _) = self.script.position(birth.stmt.end());
        let indent: String = self.script.line(first).chars().take_while(|c| c.is_whitespace()).collect();
        if first == last {
            return Edit { range: TextRange::empty(birth.stmt.end()), text: format!("\n{indent}{line}") };
        }
        // A repair does not repeat the last line of several.
        let next = self.script.line_end(last) + TextSize::new(1);
        Edit { range: TextRange::empty(next), text: format!("{indent}{line}\n") }
    }
}
