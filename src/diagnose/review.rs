//! A review: run the program, ask every rule, and put their findings into words.

use std::thread;

use serde::Serialize;

use super::{Edit, Finding, Inspection, Script, Silence, Span, Syntax, rules};
use crate::{
    explain::errors,
    guard::{self, Ending, Job, Limits},
    python::{self, Program, survey::Tried},
    reference::pitfall::{Gravity, Pitfalls},
};

/// Reviews programs.
#[derive(Clone, Copy, Debug)]
pub struct Reviewer<'a> {
    /// The pages, which hold the words.
    pub pitfalls: &'a Pitfalls,
    /// The bounds of a program's run.
    pub limits: Limits,
}

/// What came of a review.
#[derive(Clone, Debug)]
pub struct Review {
    /// The program.
    pub script: Script,
    /// What was found, from top to bottom.
    pub findings: Vec<Told>,
    /// What was found and silenced, with the reason that the student gives.
    pub silenced: Vec<Silent>,
    /// Comments that silence nothing: without a reason, or with an id that there is not.
    pub idle_silences: Vec<Silence>,
    /// How the program ended.
    pub ending: Ending,
    /// How many operations were seen.
    pub operations: usize,
    /// Models that the program never calls, and what came of calling them.
    pub tried: Vec<Tried>,
}

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Told {
    /// The rule; `error` for an exception that no rule is about.
    #[serde(rename = "regla")]
    pub rule: &'static str,
    /// How bad it is.
    #[serde(rename = "gravedad")]
    pub gravity: Gravity,
    /// Whether the rule cannot be sure.
    #[serde(rename = "posible")]
    pub possible: bool,
    /// Where.
    #[serde(flatten, serialize_with = "span")]
    pub span: Span,
    /// What it is, in one sentence without a full stop. Backticks mark code, as in all of these texts.
    #[serde(rename = "mensaje")]
    pub message: String,
    /// What stands beside the carets.
    #[serde(rename = "marca")]
    pub label: String,
    /// Numbers of this very model that show it.
    #[serde(rename = "pruebas")]
    pub evidence: Vec<String>,
    /// Why it matters.
    #[serde(rename = "porque")]
    pub why: String,
    /// What to do.
    #[serde(rename = "consejo")]
    pub advice: String,
    /// The repaired lines.
    #[serde(rename = "arreglo", skip_serializing_if = "Option::is_none")]
    pub repaired: Option<String>,
    /// How the source is to be changed.
    #[serde(skip)]
    pub edits: Vec<Edit>,
}

/// A finding that was silenced.
#[derive(Clone, Debug, PartialEq)]
pub struct Silent {
    /// The finding.
    pub finding: Told,
    /// Why it is none to the student.
    pub reason: String,
}

/// What an exception is called that no rule is about.
const ERROR: &str = "error";

fn span<S: serde::Serializer>(span: &Span, serializer: S) -> Result<S::Ok, S::Error> {
    use serde::ser::SerializeMap;
    let mut map = serializer.serialize_map(Some(3))?;
    for (name, value) in [("linea", span.line), ("columna", span.column), ("columna_final", span.end)] {
        map.serialize_entry(name, &value)?;
    }
    map.end()
}

impl Reviewer<'_> {
    /// Reviews a program.
    ///
    /// # Errors
    /// The child process cannot be started.
    pub fn review(&self, program: &Program) -> Result<Review, guard::Failure> {
        self.inspect(program, |_| ()).map(|(review, ())| review)
    }

    /// Reviews a program, and looks at all that is known of it in another way as well.
    ///
    /// # Errors
    /// The child process cannot be started.
    pub fn inspect<T: Send>(
        &self,
        program: &Program,
        look: impl FnOnce(&Inspection) -> T + Send,
    ) -> Result<(Review, T), guard::Failure> {
        let job = Job { program: program.clone(), limits: self.limits, survey: true, ..Job::default() };
        let (ending, ran) = guard::inspect(&job)?;
        let script = Script::new(&program.name, &program.source);
        // The tree and the walks over it are as deep as the program nests.
        let work = || {
            let inspection = Inspection { syntax: syntax(&script), script: script.clone(), ran, ending };
            (self.told(&inspection), look(&inspection))
        };
        let builder = thread::Builder::new().stack_size(guard::STACK);
        let reviewed = thread::scope(|scope| builder.spawn_scoped(scope, work).map(thread::ScopedJoinHandle::join))?;
        reviewed.map_err(|panic| std::panic::resume_unwind(panic))
    }

    fn told(&self, inspection: &Inspection) -> Review {
        let comments = Silence::all(&inspection.script);
        let is_idle = |comment: &Silence| comment.reason.is_empty() || self.pitfalls.find(&comment.rule).is_err();
        let (silenced, findings) = parted(self.found(inspection), &comments);
        Review {
            script: inspection.script.clone(),
            findings,
            silenced,
            idle_silences: comments.into_iter().filter(is_idle).collect(),
            ending: inspection.ending.clone(),
            operations: inspection.flow().ops().count(),
            tried: inspection.survey().tried.clone(),
        }
    }

    /// What all rules find, from top to bottom, and the exception that none of them is about.
    fn found(&self, inspection: &Inspection) -> Vec<Told> {
        let mut found: Vec<Finding> = rules::ALL.iter().flat_map(|rule| (rule.check)(inspection)).collect();
        found.sort_by_key(|finding| (finding.span, finding.rule));
        found.dedup_by_key(|finding| (finding.span, finding.rule));
        let explained = found.iter().any(|finding| finding.explains);
        let told = found.iter().filter_map(|finding| self.tell(finding, &inspection.script));
        let mut told: Vec<Told> = told.chain(unexplained(inspection).filter(|_| !explained)).collect();
        told.sort_by_key(|finding| finding.span);
        told
    }

    /// A finding in the words of its page; nothing where the page has none for it, which a test of ours forbids.
    fn tell(&self, finding: &Finding, script: &Script) -> Option<Told> {
        let front = self.pitfalls.find(finding.rule).ok()?.front();
        let wording = front.wordings.iter().find(|wording| wording.case == finding.case)?;
        let fill = |text: &str| filled(text, finding).unwrap_or_else(|gap| text.replace(&format!("{{{gap}}}"), "…"));
        Some(Told {
            rule: finding.rule,
            gravity: wording.gravity.unwrap_or(front.gravity),
            possible: finding.possible,
            span: finding.span,
            message: fill(&wording.message),
            label: fill(&wording.label),
            evidence: wording.evidence.iter().filter_map(|text| filled(text, finding).ok()).collect(),
            why: fill(&wording.why),
            advice: fill(&wording.advice),
            repaired: finding.repaired(script),
            edits: finding.edits.clone(),
        })
    }
}

/// Parts what a comment silences from what remains.
fn parted(found: Vec<Told>, comments: &[Silence]) -> (Vec<Silent>, Vec<Told>) {
    let (mut silenced, mut open) = (Vec::new(), Vec::new());
    for finding in found {
        match comments.iter().find(|comment| comment.covers(finding.rule, finding.span.line)) {
            Some(comment) => silenced.push(Silent { finding, reason: comment.reason.clone() }),
            None => open.push(finding),
        }
    }
    (silenced, open)
}

fn syntax(script: &Script) -> Syntax {
    if python::is_too_deep(&script.text) { Syntax::default() } else { Syntax::of(&script.text) }
}

/// The exception that ended the program, as a finding.
fn unexplained(inspection: &Inspection) -> impl Iterator<Item = Told> {
    let told = inspection.error().map(|error| {
        let help = errors::help(error, &inspection.script.text);
        let (why, advice) = help.map(|help| (help.what, help.hint)).unwrap_or_default();
        let syntax =
            error.syntax.as_ref().and_then(|syntax| syntax.line).map(|line| inspection.script.whole_line(line));
        Told {
            rule: ERROR,
            gravity: Gravity::Error,
            possible: false,
            span: syntax.or_else(|| inspection.error_span()).unwrap_or(Span { line: 1, column: 1, end: 2 }),
            message: format!("el programa se detiene aquí con `{}`", error.kind),
            label: error.message.lines().next().unwrap_or_default().to_owned(),
            evidence: Vec::new(),
            why,
            advice,
            repaired: None,
            edits: Vec::new(),
        }
    });
    told.into_iter()
}

/// The text with its gaps `{name}` filled.
///
/// # Errors
/// The name of a gap that the finding has no value for.
fn filled(text: &str, finding: &Finding) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((gap, behind)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        let value = finding.values.iter().find(|(name, _)| *name == gap).ok_or_else(|| gap.to_owned())?;
        out.push_str(&value.1);
        rest = behind;
    }
    Ok(out + rest)
}

impl Review {
    /// Whether nothing was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }
}
