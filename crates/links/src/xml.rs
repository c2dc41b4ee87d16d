//! XML from strangers: a strict subset, in bounds.
//!
//! There is no DTD, and no entity but the five predefined ones and characters by number, so that nothing can be made to
//! grow, to read a file or to call out. Names are names and characters are characters of XML, so that whatever was read can
//! be written again. Comments and processing instructions are passed over. Prefixes are part of names: who reads a format
//! with namespaces looks at the local part.
//!
//! [`Walk`] gives one token after the other; [`Element`] is a whole as a tree, in a canonical form: adjacent texts are one,
//! and white space between elements is gone.

mod letters;
mod tree;
mod walk;
mod write;

pub(crate) use letters::cleaned;
pub use tree::{Element, Node};
pub use walk::{Tag, Token, Walk, decoded};
pub use write::document;
pub(crate) use write::{attribute, element as written};

/// How much is read at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the whole.
    pub bytes: usize,
    /// Elements within each other.
    pub depth: usize,
    /// Elements in all.
    pub elements: usize,
    /// Attributes of one element.
    pub attributes: usize,
}

/// What is wrong, and at which byte.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("at byte {at}: {fault}")]
pub struct Malformed {
    /// The byte, counted from zero, at or before which it was seen.
    pub at: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// What may be wrong with XML.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Not in an encoding that is read.
    #[error("it is not in {0}")]
    Encoding(&'static str),
    /// An encoding that is not read.
    #[error("its encoding `{0}` is not read: send UTF-8")]
    ForeignEncoding(String),
    /// A document type declaration.
    #[error("a DTD is not accepted")]
    Dtd,
    /// An entity that is not predefined.
    #[error(
        "the entity `&{0};` is not accepted: only &lt; &gt; &amp; &quot; &apos; and characters by number"
    )]
    Entity(String),
    /// A character that XML does not have.
    #[error("it has a character that XML does not allow")]
    Character,
    /// Something that is no name where a name has to stand.
    #[error("`{0}` is not a name")]
    Name(String),
    /// An attribute that is not one, or stands twice.
    #[error("an attribute: {0}")]
    Attribute(String),
    /// Not well formed in another way.
    #[error("{0}")]
    Syntax(String),
    /// It ends before its last element does.
    #[error("it ends within `{0}`")]
    Unfinished(String),
    /// There is no element.
    #[error("there is no element")]
    Empty,
    /// Something after or before the one root element.
    #[error("there is something beside the one root element")]
    BesideTheRoot,
    /// Larger than is read.
    #[error("it has more than {0} bytes")]
    TooLarge(usize),
    /// Deeper than is read.
    #[error("elements lie within each other more than {0} deep")]
    TooDeep(usize),
    /// More elements than are read.
    #[error("it has more than {0} elements")]
    TooMany(usize),
    /// More attributes than are read.
    #[error("an element has more than {0} attributes")]
    TooManyAttributes(usize),
}

/// The part of a name after its prefix.
#[must_use]
pub fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
