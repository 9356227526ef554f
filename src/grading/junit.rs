//! The grades as `JUnit` XML, which every continuous-integration service shows: a suite per student, a test per exercise.

use std::io;

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};

use super::{Grade, Report, Status, Student};

impl Report {
    /// The document.
    ///
    /// # Errors
    /// None of its own: the writer's.
    pub fn junit(&self) -> io::Result<Vec<u8>> {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        writer
            .create_element("testsuites")
            .with_attribute(("name", "antorcha"))
            .write_inner_content(|writer| self.students.iter().try_for_each(|student| suite(writer, student)))?;
        let mut bytes = writer.into_inner();
        bytes.push(b'\n');
        Ok(bytes)
    }
}

fn suite(writer: &mut Writer<Vec<u8>>, student: &Student) -> io::Result<()> {
    let count = |statuses: &[Status]| {
        student.grades.iter().filter(|grade| statuses.contains(&grade.status)).count().to_string()
    };
    let failures = count(&[Status::Failed, Status::Time, Status::Memory, Status::Missing]);
    let errors = count(&[Status::Error, Status::Unreadable]);
    let name = clean(&student.name);
    writer
        .create_element("testsuite")
        .with_attribute(("name", name.as_str()))
        .with_attribute(("tests", student.grades.len().to_string().as_str()))
        .with_attribute(("failures", failures.as_str()))
        .with_attribute(("errors", errors.as_str()))
        .write_inner_content(|writer| student.grades.iter().try_for_each(|grade| test(writer, &name, grade)))?;
    Ok(())
}

fn test(writer: &mut Writer<Vec<u8>>, student: &str, grade: &Grade) -> io::Result<()> {
    let element = writer
        .create_element("testcase")
        .with_attribute(("classname", student))
        .with_attribute(("name", grade.exercise.as_str()));
    let verdict = match grade.status {
        Status::Passed => return element.write_empty().map(drop),
        Status::Error | Status::Unreadable => "error",
        _ => "failure",
    };
    let detail = clean(&format!("{} de {} casos. {}", grade.passed, grade.cases, grade.detail));
    element.write_inner_content(|writer| {
        let inner = writer.create_element(verdict).with_attribute(("message", grade.status.name()));
        inner.write_text_content(BytesText::new(&detail)).map(drop)
    })?;
    Ok(())
}

/// XML has no control characters.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{fffe}' | '\u{ffff}') {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}
