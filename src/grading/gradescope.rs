//! A student's grades as Gradescope reads them from an autograder.
//!
//! <https://gradescope-autograders.readthedocs.io/en/latest/specs/#output-format>

use serde_json::{Value, json};

use super::{Grade, Status, Student};

impl Student {
    /// `results.json`: a point per exercise.
    #[must_use]
    pub fn gradescope(&self) -> Value {
        let tests: Vec<Value> = self.grades.iter().map(test).collect();
        json!({
            "score": self.passed(),
            "output": format!("{} de {} ejercicios superados", self.passed(), self.grades.len()),
            "tests": tests,
        })
    }
}

fn test(grade: &Grade) -> Value {
    let passed = grade.status == Status::Passed;
    json!({
        "name": grade.exercise,
        "score": u8::from(passed),
        "max_score": 1,
        "status": if passed { "passed" } else { "failed" },
        "output": format!("{}: {} de {} casos. {}", grade.status.name(), grade.passed, grade.cases, grade.detail),
    })
}
