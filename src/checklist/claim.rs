//! What a student says about an item, and whether that holds.

use serde::{Deserialize, Serialize};

use super::{Answer, Choice, Evidence, Fit, Fitting, Item};
use crate::view::Text;

/// What a student says about an item. This is also how the progress file keeps it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// The answer.
    #[serde(rename = "respuesta", default)]
    pub answer: Option<Answer>,
    /// Why, in a line.
    #[serde(rename = "justificacion", default)]
    pub reason: Option<String>,
    /// Problem, output and loss, where the item asks for them.
    #[serde(rename = "combinacion", default)]
    pub choice: Option<Choice>,
}

/// How an item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Done.
    #[serde(rename = "hecho")]
    Done,
    /// Nothing to do.
    #[serde(rename = "no_aplica")]
    NotApplicable,
    /// Still to be done.
    #[serde(rename = "pendiente")]
    Open,
    /// It is said to be done, and is not.
    #[serde(rename = "contradicho")]
    Contradicted,
    /// Nothing is said.
    #[serde(rename = "sin_responder")]
    Missing,
}

/// How an item stands, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// How it stands.
    pub verdict: Verdict,
    /// What speaks against it.
    pub against: Vec<Text>,
    /// What to change.
    pub changes: Vec<Text>,
    /// What else is worth knowing.
    pub remarks: Vec<Text>,
}

impl Verdict {
    /// The word that the student reads.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Done => "hecho",
            Self::NotApplicable => "no aplica",
            Self::Open => "pendiente",
            Self::Contradicted => "contradicho",
            Self::Missing => "sin responder",
        }
    }

    /// Whether nothing is left to do.
    #[must_use]
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Done | Self::NotApplicable)
    }
}

/// Holds a claim against what is known.
#[must_use]
pub fn judge(item: &Item, claim: &Claim, fitting: Option<&Fitting>, evidence: Option<&Evidence>) -> Judged {
    let mut judged =
        Judged { verdict: plain(claim.answer), against: Vec::new(), changes: Vec::new(), remarks: Vec::new() };
    if let Some(fitting) = fitting {
        judged.fitting(fitting);
    }
    match evidence {
        Some(Evidence::Against(findings)) => {
            judged.against.extend(findings.iter().map(super::code::sentence));
            judged.changes.extend(findings.iter().map(|finding| Text::marked(&finding.advice)));
        }
        Some(Evidence::For(_) | Evidence::Unclear(_)) | None => {}
    }
    if judged.verdict.is_settled() && !judged.against.is_empty() {
        judged.verdict = Verdict::Contradicted;
    }
    let unreasoned = claim.answer == Some(Answer::Yes) && item.front.justify.is_some() && claim.reason.is_none();
    if judged.verdict == Verdict::Done && unreasoned {
        judged.remarks.push("Falta decir por qué, en una línea.".into());
    }
    judged
}

fn plain(answer: Option<Answer>) -> Verdict {
    match answer {
        Some(Answer::Yes) => Verdict::Done,
        Some(Answer::NotApplicable) => Verdict::NotApplicable,
        Some(Answer::No | Answer::Partly | Answer::Unknown) => Verdict::Open,
        None => Verdict::Missing,
    }
}

impl Judged {
    fn fitting(&mut self, fitting: &Fitting) {
        match fitting.fit {
            Fit::Good => self.remarks.push(fitting.why.clone()),
            Fit::Passable => {
                self.remarks.push(fitting.why.clone());
                self.remarks.extend(
                    fitting.change.iter().map(|change| Text::new().say("Mejor: ").join(change.clone()).say(".")),
                );
            }
            Fit::Bad => {
                self.against.push(fitting.why.clone());
                self.changes.extend(fitting.change.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{checklist::Checklist, content::Library};

    #[test]
    fn a_claim_is_held_against_what_is_known() {
        let checklist = Checklist::read(&Library::embedded()).expect("our pages are right");
        let fitting = |fit| Fitting { fit, why: "porque".into(), change: Some("cambia".into()) };
        let verdict = |answer, fit: Option<Fit>| {
            let claim = Claim { answer, ..Claim::default() };
            judge(&checklist.items[0], &claim, fit.map(fitting).as_ref(), None).verdict
        };
        let cases = [
            (Some(Answer::Yes), None, Verdict::Done),
            (Some(Answer::Yes), Some(Fit::Good), Verdict::Done),
            (Some(Answer::Yes), Some(Fit::Passable), Verdict::Done),
            (Some(Answer::Yes), Some(Fit::Bad), Verdict::Contradicted),
            (Some(Answer::NotApplicable), None, Verdict::NotApplicable),
            (Some(Answer::NotApplicable), Some(Fit::Bad), Verdict::Contradicted),
            (Some(Answer::Partly), Some(Fit::Bad), Verdict::Open),
            (Some(Answer::Unknown), Some(Fit::Good), Verdict::Open),
            (Some(Answer::No), None, Verdict::Open),
            (None, None, Verdict::Missing),
            (None, Some(Fit::Bad), Verdict::Missing),
        ];
        for (answer, fit, expected) in cases {
            assert_eq!(verdict(answer, fit), expected, "{answer:?} {fit:?}");
        }
        let yes = Claim { answer: Some(Answer::Yes), ..Claim::default() };
        assert!(!judge(&checklist.items[1], &yes, None, None).remarks.is_empty(), "a reason is missed");
    }
}
