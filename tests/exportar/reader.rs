//! A page read back, strictly: every element is closed where it has to be.

use std::collections::BTreeMap;

use quick_xml::{Reader, escape::unescape, events::Event};

/// Elements that have no end.
const VOID: [&str; 3] = ["br", "hr", "meta"];

/// An element with what it holds.
#[derive(Debug, Default)]
pub struct Node {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    content: Vec<Content>,
}

#[derive(Debug)]
enum Content {
    Text(String),
    Node(Node),
}

/// Reads a page; panics where it is not well formed.
pub fn read(page: &str) -> Node {
    let mut reader = Reader::from_str(page);
    reader.config_mut().check_end_names = false;
    let mut open = vec![Node::default()];
    loop {
        match reader.read_event().expect("well formed") {
            Event::Eof => break,
            Event::Start(start) => {
                let attributes = start.attributes().map(|attribute| {
                    let attribute = attribute.expect("an attribute with a value");
                    let value = unescape(&attribute.value).expect("an escaped value").into_owned();
                    (text(attribute.key.as_ref()), value)
                });
                let node =
                    Node { attributes: attributes.collect(), name: text(start.name().as_ref()), content: Vec::new() };
                open.push(node);
                if VOID.contains(&open[open.len() - 1].name.as_str()) {
                    close(&mut open);
                }
            }
            Event::End(end) => {
                assert_eq!(open[open.len() - 1].name, text(end.name().as_ref()), "closed out of order");
                close(&mut open);
            }
            Event::Text(words) => push(&mut open, text(&words)),
            Event::GeneralRef(entity) => {
                let c = match text(&entity).as_str() {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    other => unreachable!("&{other};"),
                };
                push(&mut open, c.to_owned());
            }
            Event::DocType(kind) => assert_eq!(text(&kind), "html"),
            other => unreachable!("{other:?}"),
        }
    }
    assert_eq!(open.len(), 1, "not closed: {}", open[open.len() - 1].name);
    open.remove(0)
}

fn text(words: &str) -> String {
    words.to_owned()
}

fn push(open: &mut [Node], words: String) {
    if let Some(node) = open.last_mut() {
        node.content.push(Content::Text(words));
    }
}

fn close(open: &mut Vec<Node>) {
    if let (Some(node), Some(parent)) = (open.pop(), open.last_mut()) {
        parent.content.push(Content::Node(node));
    }
}

impl Node {
    /// All that it says; a line break is one.
    pub fn text(&self) -> String {
        let part = |content: &Content| match content {
            Content::Text(words) => words.clone(),
            Content::Node(node) if node.name == "br" => "\n".to_owned(),
            Content::Node(node) => node.text(),
        };
        self.content.iter().map(part).collect()
    }

    /// The elements within it, in order.
    pub fn all(&self) -> Vec<&Node> {
        let nodes = self.content.iter().filter_map(|content| match content {
            Content::Node(node) => Some(node),
            Content::Text(_) => None,
        });
        nodes.flat_map(|node| std::iter::once(node).chain(node.all())).collect()
    }

    /// The elements with this name and, each after a dot, these classes.
    pub fn find(&self, wanted: &str) -> Vec<&Node> {
        let mut parts = wanted.split('.');
        let name = parts.next().unwrap_or_default();
        let classes: Vec<&str> = parts.collect();
        let fits =
            |node: &&Node| node.name == name && classes.iter().all(|class| node.classes().any(|own| own == *class));
        self.all().into_iter().filter(fits).collect()
    }

    pub fn classes(&self) -> impl Iterator<Item = &str> {
        self.attributes.get("class").map(String::as_str).unwrap_or_default().split(' ')
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}
