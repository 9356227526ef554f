//! `antorcha exportar`: pages that need nothing else, say all that the terminal says, and keep their answers closed.

#[path = "../common/mod.rs"]
mod common;

mod blocks;
mod command;
mod lessons;
mod reader;

use std::collections::BTreeSet;

use reader::Node;

/// Holds any page to what holds for all: it loads nothing, runs nothing, and can be found one's way in.
fn sound(source: &str) -> Node {
    let page = reader::read(source);
    stands_alone(source, &page);
    leads_somewhere(&page);
    headings_in_order(&page);
    page
}

/// What an attribute or a style could load or run.
fn stands_alone(source: &str, page: &Node) {
    for node in page.all() {
        assert!(!["script", "link", "img", "iframe", "object", "embed", "base", "form"].contains(&node.name.as_str()));
        for (name, value) in &node.attributes {
            assert!(!name.starts_with("on"), "{name}={value}");
            assert!(!["src", "srcset", "data", "action", "poster", "background"].contains(&name.as_str()), "{name}");
            assert!(!name.ends_with("href") || value.starts_with('#'), "{name}={value}");
        }
    }
    for outside in ["://", "url(", "@import", "javascript:", "src="] {
        assert!(!source.contains(outside), "{outside} in the page");
    }
}

/// Names are there once, and what points at one finds it.
fn leads_somewhere(page: &Node) {
    let ids: Vec<&str> = page.all().iter().filter_map(|node| node.attribute("id")).collect();
    let names: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), names.len(), "an id stands twice: {ids:?}");
    for node in page.all() {
        let link = node.attribute("href").map(|link| &link[1..]);
        let labels = ["aria-labelledby", "aria-describedby"].into_iter().filter_map(|name| node.attribute(name));
        for wanted in link.into_iter().chain(labels) {
            assert!(names.contains(wanted), "nothing is called {wanted}");
        }
    }
}

/// One name for the page, and no level left out on the way down.
fn headings_in_order(page: &Node) {
    let level = |node: &&Node| node.name.strip_prefix('h').and_then(|level| level.parse::<usize>().ok());
    let levels: Vec<usize> = page.all().iter().filter_map(level).collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{levels:?}");
    assert_eq!(levels.first(), Some(&1));
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
}
