//! The list as a file to fill in.

use crate::checklist::{Checklist, Claim};

/// What stands above it.
const HEAD: &str = "# Mi lista de comprobación\n\n<!--\nContesta detrás de cada «Respuesta:» con sí, no, parcial, no aplica o \
                    no sé.\nLo que no te haga falta, déjalo en blanco. Después:\n\n    antorcha checklist --archivo \
                    lista.md\n-->\n";

/// The list with nothing filled in.
#[must_use]
pub fn template(checklist: &Checklist) -> String {
    filled(checklist, &[])
}

/// The list with what is claimed.
#[must_use]
pub fn filled(checklist: &Checklist, claims: &[Claim]) -> String {
    let empty = Claim::default();
    let mut text = HEAD.to_owned();
    for (index, item) in checklist.items.iter().enumerate() {
        let claim = claims.get(index).unwrap_or(&empty);
        text.extend(["\n".to_owned(), format!("{}. {}\n", index + 1, item.front.sentence)]);
        for (name, value) in fields(checklist, index, claim) {
            text += format!("   - {name}: {value}").trim_end();
            text.push('\n');
        }
    }
    text
}

fn fields(checklist: &Checklist, index: usize, claim: &Claim) -> Vec<(&'static str, String)> {
    let item = &checklist.items[index].front;
    let outputs = &checklist.outputs;
    let answer = claim.answer.map(|answer| answer.word().to_owned()).unwrap_or_default();
    let mut fields = vec![("Respuesta", answer)];
    if item.combination {
        let choice = claim.choice.clone().unwrap_or_default();
        let problem = outputs.problem(&choice.problem).map(|problem| problem.name.clone()).unwrap_or_default();
        let range = choice.range.map(|(low, high)| format!("{low} {high}")).unwrap_or_default();
        fields.push(("Problema", problem));
        fields.push(("Clases", choice.classes.map(|classes| classes.to_string()).unwrap_or_default()));
        fields.push(("Rango", range));
        fields.push(("Salida", outputs.output_name(&choice.output).replace('`', "")));
        fields.push(("Pérdida", outputs.loss_name(&choice.loss).to_owned()));
    }
    if item.justify.is_some() || item.combination {
        fields.push(("Por qué", claim.reason.clone().unwrap_or_default()));
    }
    fields
}
