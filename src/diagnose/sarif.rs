//! A review as SARIF 2.1.0, which editors and code hosts read.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use serde_json::{Value, json};

use super::{Edit, Review, Script, Told};
use crate::reference::pitfall::{Gravity, Pitfalls};

impl Review {
    /// The review as a SARIF log with one run.
    #[must_use]
    pub fn sarif(&self, pitfalls: &Pitfalls) -> Value {
        let rules: Vec<Value> = pitfalls.iter().map(|pitfall| rule(pitfall.front())).collect();
        let results: Vec<Value> = self.findings.iter().map(|finding| self.result(finding)).collect();
        let silenced = self.silenced.iter().map(|silent| {
            let mut result = self.result(&silent.finding);
            result["suppressions"] = json!([{"kind": "inSource", "justification": silent.reason}]);
            result
        });
        json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": {
                    "name": "antorcha",
                    "version": env!("CARGO_PKG_VERSION"),
                    "language": "es",
                    "rules": rules,
                }},
                "columnKind": "unicodeCodePoints",
                "results": results.into_iter().chain(silenced).collect::<Vec<_>>(),
            }],
        })
    }

    fn result(&self, finding: &Told) -> Value {
        let mut said = vec![finding.message.clone()];
        said.extend(finding.evidence.iter().cloned());
        said.extend([&finding.why, &finding.advice].into_iter().filter(|text| !text.is_empty()).cloned());
        let artifact = json!({"uri": self.script.name.replace('\\', "/").replace(' ', "%20")});
        let span = finding.span;
        let region = json!({"startLine": span.line, "startColumn": span.column, "endColumn": span.end});
        let mut result = json!({
            "ruleId": finding.rule,
            "level": level(finding.gravity),
            "message": {"text": said.join("\n")},
            "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        });
        if !finding.edits.is_empty() {
            let changes: Vec<Value> = finding.edits.iter().map(|edit| replacement(edit, &self.script)).collect();
            result["fixes"] = json!([{
                "description": {"text": finding.advice},
                "artifactChanges": [{"artifactLocation": artifact, "replacements": changes}],
            }]);
        }
        result
    }
}

fn rule(front: &crate::reference::pitfall::Front) -> Value {
    json!({
        "id": front.id,
        "shortDescription": {"text": front.title},
        "help": {"text": format!("antorcha explicar {}", front.id)},
        "defaultConfiguration": {"level": level(front.gravity)},
    })
}

fn level(gravity: Gravity) -> &'static str {
    match gravity {
        Gravity::Error => "error",
        Gravity::Warning => "warning",
        Gravity::Advice => "note",
    }
}

fn replacement(edit: &Edit, script: &Script) -> Value {
    let ((line, column), (end_line, end_column)) =
        (script.position(edit.range.start()), script.position(edit.range.end()));
    json!({
        "deletedRegion": {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column},
        "insertedContent": {"text": edit.text},
    })
}
