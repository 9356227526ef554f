//! What is remembered. Fields that we do not know are kept as they are: another version of Antorcha may.

use std::{
    collections::BTreeMap,
    time::{SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Practice, Review};

/// The version of the file; it rises when a field changes its meaning or goes.
pub const VERSION: u64 = 1;

/// Whether an item of the checklist is settled, and when it was last answered: what the file says of every item.
const SETTLED: &str = "resuelto";
pub(super) const LAST: &str = "ultima_vez";

/// The lesson that the checklist belongs to.
pub const CHECKLIST: &str = "checklist";

/// Everything that is remembered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// The version of the format.
    pub version: u64,
    /// The lessons that were begun, by their names.
    #[serde(rename = "lecciones", default)]
    pub lessons: BTreeMap<String, Lesson>,
    /// The exercises, by their names.
    #[serde(rename = "ejercicios", default)]
    pub exercises: BTreeMap<String, Practice>,
    /// The folder where the student practises, on this machine.
    #[serde(rename = "carpeta_de_practica", default, skip_serializing_if = "Option::is_none")]
    pub practice_folder: Option<String>,
    /// The items of the checklist, by their names.
    #[serde(rename = "lista", default)]
    pub checklist: BTreeMap<String, Value>,
    /// What we do not know.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// How far a lesson is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lesson {
    /// The step reached, counted from 1; 0 before the first.
    #[serde(rename = "paso", default)]
    pub step: usize,
    /// How many steps it has.
    #[serde(rename = "total", default)]
    pub total: usize,
    /// Whether its end was reached once.
    #[serde(rename = "terminada", default)]
    pub finished: bool,
    /// When it was last touched, in seconds since 1970.
    #[serde(rename = "ultima_vez", default)]
    pub last: u64,
    /// Its predictions and questions, by their names.
    #[serde(rename = "predicciones", default)]
    pub predictions: BTreeMap<String, Prediction>,
    /// What we do not know.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// How a prediction went.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    /// Whether it was answered right once.
    #[serde(rename = "acertada", default)]
    pub right: bool,
    /// How many answers it took, or has taken until now.
    #[serde(rename = "intentos", default)]
    pub attempts: u32,
    /// How many hints were asked for.
    #[serde(rename = "pistas", default)]
    pub hints: u32,
    /// The mistake that the last wrong answer showed.
    #[serde(rename = "ultimo_error", default, skip_serializing_if = "Option::is_none")]
    pub mistake: Option<String>,
    /// When it was last answered, in seconds since 1970.
    #[serde(rename = "ultima_vez", default)]
    pub last: u64,
    /// How it went when it came again.
    #[serde(rename = "repaso", default, skip_serializing_if = "is_default")]
    pub review: Review,
    /// What we do not know.
    #[serde(flatten)]
    pub rest: Map<String, Value>,
}

/// An answer to a prediction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// It is right.
    Right,
    /// It is wrong, and shows this mistake, if a known one.
    Wrong(Option<String>),
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            version: VERSION,
            lessons: BTreeMap::new(),
            exercises: BTreeMap::new(),
            practice_folder: None,
            checklist: BTreeMap::new(),
            rest: Map::new(),
        }
    }
}

impl Progress {
    /// The lesson of this name, if it was begun.
    #[must_use]
    pub fn lesson(&self, id: &str) -> Option<&Lesson> {
        self.lessons.get(id)
    }

    /// The prediction `id` of a lesson, if it was tried.
    #[must_use]
    pub fn prediction(&self, lesson: &str, id: &str) -> Option<&Prediction> {
        self.lesson(lesson)?.predictions.get(id)
    }

    /// Step `step` of `total` is on the screen.
    pub fn reach(&mut self, lesson: &str, step: usize, total: usize) {
        let lesson = self.touched(lesson);
        (lesson.step, lesson.total) = (step, total);
    }

    /// The end of a lesson was reached.
    pub fn finish(&mut self, lesson: &str) {
        let lesson = self.touched(lesson);
        (lesson.finished, lesson.step) = (true, lesson.total);
    }

    /// A prediction was answered. Once it is right, what follows does not count.
    pub fn answer(&mut self, lesson: &str, id: &str, attempt: Attempt) {
        let prediction = self.tried(lesson, id);
        prediction.last = now();
        if prediction.right {
            return;
        }
        prediction.attempts = prediction.attempts.saturating_add(1);
        match attempt {
            Attempt::Right => {
                prediction.right = true;
                prediction.review.settled();
            }
            Attempt::Wrong(mistake) => prediction.mistake = mistake,
        }
    }

    /// Hint number `hint` of a prediction was asked for, counted from 1.
    pub fn hint(&mut self, lesson: &str, id: &str, hint: u32) {
        let prediction = self.tried(lesson, id);
        prediction.hints = prediction.hints.max(hint);
    }

    /// What was answered to an item of the checklist, if anything was.
    #[must_use]
    pub fn checked(&self, id: &str) -> Option<&Value> {
        self.checklist.get(id)
    }

    /// How many items of the checklist are settled.
    #[must_use]
    pub fn settled(&self) -> usize {
        self.checklist.values().filter(|item| item.get(SETTLED).and_then(Value::as_bool) == Some(true)).count()
    }

    /// An item of the checklist was answered, in these words of its own; what is null there is forgotten.
    pub fn check(&mut self, id: &str, settled: bool, answer: Map<String, Value>) {
        let mut item = self.checklist.get(id).and_then(Value::as_object).cloned().unwrap_or_default();
        item.extend(answer);
        item.retain(|_, value| !value.is_null());
        item.insert(SETTLED.to_owned(), settled.into());
        item.insert(LAST.to_owned(), now().into());
        self.checklist.insert(id.to_owned(), item.into());
    }

    /// The lesson, touched now.
    fn touched(&mut self, id: &str) -> &mut Lesson {
        let lesson = self.lessons.entry(id.to_owned()).or_default();
        lesson.last = now();
        lesson
    }

    /// The prediction of a lesson, which is touched as well.
    fn tried(&mut self, lesson: &str, id: &str) -> &mut Prediction {
        self.touched(lesson).predictions.entry(id.to_owned()).or_default()
    }
}

impl Lesson {
    /// How many of its predictions were right.
    #[must_use]
    pub fn right(&self) -> usize {
        self.predictions.values().filter(|prediction| prediction.right).count()
    }

    /// How many hints were used in it.
    #[must_use]
    pub fn hints(&self) -> u32 {
        self.predictions.values().fold(0, |sum, prediction| sum.saturating_add(prediction.hints))
    }
}

/// Whether there is nothing to write.
pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Seconds since 1970.
#[must_use]
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_is_remembered() {
        let mut progress = Progress::default();
        progress.reach("capa", 2, 5);
        progress.hint("capa", "signo", 1);
        progress.answer("capa", "signo", Attempt::Wrong(Some("sin-sesgo".to_owned())));
        progress.answer("capa", "signo", Attempt::Right);
        progress.answer("capa", "signo", Attempt::Wrong(None));
        let signo = progress.prediction("capa", "signo").expect("it was tried");
        assert_eq!((signo.right, signo.attempts, signo.hints), (true, 2, 1));
        assert_eq!(signo.mistake.as_deref(), Some("sin-sesgo"));
        progress.finish("capa");
        let capa = progress.lesson("capa").expect("it was begun");
        assert_eq!((capa.step, capa.finished, capa.right(), capa.hints()), (5, true, 1, 1));
        assert!(capa.last > 1_700_000_000);
    }

    #[test]
    fn the_checklist_is_remembered() {
        let mut progress = Progress::default();
        let answer = |word: &str| Map::from_iter([("respuesta".to_owned(), word.into())]);
        progress.check("omitir", true, answer("si"));
        progress.check("modulo", false, answer("no"));
        assert_eq!((progress.settled(), progress.checklist.len()), (1, 2));
        assert_eq!(progress.checked("omitir").expect("it was answered")["respuesta"], "si");
        assert!(progress.checked("omitir").expect("it was answered")[LAST].as_u64() > Some(1_700_000_000));
        let mut newer = answer("si");
        newer.insert("futuro".to_owned(), 1.into());
        newer.insert("justificacion".to_owned(), "relu".into());
        progress.check("omitir", true, newer);
        let mut again = answer("no_se");
        again.insert("justificacion".to_owned(), Value::Null);
        progress.check("omitir", false, again);
        let kept = progress.checked("omitir").expect("it was answered");
        assert_eq!((&kept["respuesta"], kept["futuro"].as_u64()), (&"no_se".into(), Some(1)), "{kept}");
        assert!(kept.get("justificacion").is_none());
        assert_eq!((progress.settled(), progress.checked("nada")), (0, None));
    }

    #[test]
    fn the_file_speaks_spanish_and_keeps_what_it_does_not_know() {
        let json = serde_json::json!({
            "version": 1, "futuro": [1, {"a": null}],
            "lecciones": {"capa": {
                "paso": 2, "total": 5, "terminada": false, "ultima_vez": 7, "color": "rojo",
                "predicciones": {"signo": {
                    "acertada": true, "intentos": 1, "pistas": 0, "ultima_vez": 7, "duda": 18_446_744_073_709_551_615_u64
                }}
            }},
            "ejercicios": {"uno": {"hecho": true}}, "lista": {"salida": true}
        });
        let progress: Progress = serde_json::from_value(json.clone()).expect("a file");
        assert_eq!(serde_json::to_value(progress).expect("plain data"), json);
    }
}
