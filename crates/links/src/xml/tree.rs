//! An element as a whole.

use compact_str::CompactString;

use super::{Limits, Malformed, Tag, Token, Walk};

/// An element: what it is called, what it says of itself, what lies in it. Names and most values are short, and short ones lie in
/// the element itself: of a position, which comes thousands of times a second, nearly nothing is asked of the allocator.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Element {
    /// Its name with its prefix.
    pub name: CompactString,
    /// Its attributes in order.
    pub attributes: Vec<(CompactString, CompactString)>,
    /// What lies in it.
    pub nodes: Vec<Node>,
}

/// What lies in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Another element.
    Element(Element),
    /// Text, never empty.
    Text(String),
}

impl Element {
    /// An element without anything in it.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Element { name: name.into(), ..Element::default() }
    }

    /// With an attribute more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<CompactString>) -> Self {
        self.attributes.push((name.into(), value.into()));
        self
    }

    /// With an element more in it.
    #[must_use]
    pub fn holding(mut self, child: Element) -> Self {
        self.nodes.push(Node::Element(child));
        self
    }

    /// With a text in it, if there is any.
    #[must_use]
    pub fn saying(mut self, text: &str) -> Self {
        if !text.is_empty() {
            self.nodes.push(Node::Text(text.to_owned()));
        }
        self
    }

    /// Reads a document of one element.
    ///
    /// # Errors
    /// When it is not well formed, or beyond the limits.
    pub fn read(text: &str, limits: Limits) -> Result<Self, Malformed> {
        let mut walk = Walk::new(text, limits)?;
        let mut open: Vec<Element> = Vec::new();
        let mut root = None;
        while let Some(token) = walk.step()? {
            match token {
                Token::Open(tag) => open.push(tag.into()),
                Token::Text(text) => {
                    if let Some(inner) = open.last_mut() {
                        inner.append(&text);
                    }
                }
                Token::Close => {
                    let Some(mut ended) = open.pop() else { continue };
                    ended.settle();
                    match open.last_mut() {
                        Some(outer) => outer.nodes.push(Node::Element(ended)),
                        None => root = Some(ended),
                    }
                }
            }
        }
        root.ok_or_else(|| walk.wrong(super::Fault::Empty))
    }

    fn append(&mut self, more: &str) {
        match self.nodes.last_mut() {
            Some(Node::Text(text)) => text.push_str(more),
            _ if more.is_empty() => {}
            _ => self.nodes.push(Node::Text(more.to_owned())),
        }
    }

    /// White space between elements means nothing; alone in an element it may.
    fn settle(&mut self) {
        if self.elements().next().is_some() {
            self.nodes.retain(|node| !matches!(node, Node::Text(text) if text.trim().is_empty()));
        }
    }

    /// An attribute's value.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Takes an attribute's value out of it.
    pub(crate) fn take(&mut self, name: &str) -> Option<CompactString> {
        self.attributes.iter_mut().find(|(key, _)| key == name).map(|(_, value)| std::mem::take(value))
    }

    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element in it of a name, whatever its prefix.
    #[must_use]
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.is_called(name))
    }

    /// The elements in it of a name, whatever their prefix.
    pub fn children<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.elements().filter(move |element| element.is_called(name))
    }

    /// Whether this is its name without its prefix.
    pub(crate) fn is_called(&self, local: &str) -> bool {
        if self.name.len() == local.len() {
            return self.name == local;
        }
        self.name.strip_suffix(local).is_some_and(|prefix| prefix.ends_with(':'))
    }

    /// The texts in it, without those of the elements in it.
    #[must_use]
    pub fn text(&self) -> String {
        self.nodes.iter().fold(String::new(), |mut all, node| {
            if let Node::Text(text) = node {
                all.push_str(text);
            }
            all
        })
    }
}

impl From<Tag> for Element {
    fn from(tag: Tag) -> Self {
        Element { name: tag.name, attributes: tag.attributes, nodes: Vec::new() }
    }
}
