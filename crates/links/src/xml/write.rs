//! Elements as text that reads as the same elements.

use super::{Element, Node};

/// A document of one element, with its declaration.
#[must_use]
pub fn document(root: &Element) -> String {
    let mut into = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    element(root, &mut into);
    into
}

pub(crate) fn element(it: &Element, into: &mut String) {
    into.push('<');
    into.push_str(&it.name);
    for (name, value) in &it.attributes {
        attribute(name, value, into);
    }
    if it.nodes.is_empty() {
        into.push_str("/>");
        return;
    }
    into.push('>');
    for node in &it.nodes {
        match node {
            Node::Element(inner) => element(inner, into),
            Node::Text(text) => escaped(text, false, into),
        }
    }
    into.push_str("</");
    into.push_str(&it.name);
    into.push('>');
}

/// ` name="value"`.
pub(crate) fn attribute(name: &str, value: &str, into: &mut String) {
    into.push(' ');
    into.push_str(name);
    into.push_str("=\"");
    escaped(value, true, into);
    into.push('"');
}

/// White space that a reader would take for a blank is written by number, and so is a carriage return. A character that
/// XML does not have can come in only by what the room itself puts together; it is written as the sign for one.
fn escaped(text: &str, in_attribute: bool, into: &mut String) {
    for char in text.chars() {
        match char {
            '<' => into.push_str("&lt;"),
            '>' => into.push_str("&gt;"),
            '&' => into.push_str("&amp;"),
            '"' if in_attribute => into.push_str("&quot;"),
            '\n' if in_attribute => into.push_str("&#10;"),
            '\t' if in_attribute => into.push_str("&#9;"),
            '\r' => into.push_str("&#13;"),
            char if super::letters::allowed(char) => into.push(char),
            _ => into.push('\u{fffd}'),
        }
    }
}
