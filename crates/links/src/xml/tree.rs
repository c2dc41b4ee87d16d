//! An element as a whole.

use super::{Limits, Malformed, Tag, Token, Walk, local};

/// An element: what it is called, what it says of itself, what lies in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Element {
    /// Its name with its prefix.
    pub name: String,
    /// Its attributes in order.
    pub attributes: Vec<(String, String)>,
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
        Element { name: name.to_owned(), ..Element::default() }
    }

    /// With an attribute more.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.attributes.push((name.to_owned(), value.into()));
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
        self.elements().find(|element| local(&element.name) == name)
    }

    /// The elements in it of a name, whatever their prefix.
    pub fn children<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.elements().filter(move |element| local(&element.name) == name)
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

impl From<Tag<'_>> for Element {
    fn from(tag: Tag<'_>) -> Self {
        let attributes = tag.attributes.into_iter().map(|(name, value)| (name, value.into_owned())).collect();
        Element { name: tag.name, attributes, nodes: Vec::new() }
    }
}
