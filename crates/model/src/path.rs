//! Where a fact stands in a dossier: `vehicles[bus-1].bullet_proof`, `districts.complete`.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{Word, word::NotAWord};

/// The deepest path; the schema is shallower.
pub const DEEPEST: usize = 12;

/// One step into a dossier.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Segment {
    /// An attribute of a record, or `complete` of a list.
    Attribute(Word),
    /// An item of a list, by its label.
    Item(Word),
}

/// The way from a dossier's root to one fact.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Path(Vec<Segment>);

/// Why a text is not a path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAPath {
    /// A segment is not a word.
    #[error("in the path `{path}`: {source}")]
    Segment {
        /// The whole path, as given.
        path: String,
        /// What is wrong with the segment.
        source: NotAWord,
    },
    /// Brackets do not pair, or a segment is empty.
    #[error("`{0}` is not a path: write it like vehicles[bus-1].bullet_proof")]
    Malformed(String),
}

impl Path {
    /// The root itself.
    #[must_use]
    pub fn root() -> Self {
        Path(Vec::new())
    }

    /// The steps, from the root.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// One step further: an attribute.
    #[must_use]
    pub fn attribute(mut self, name: &Word) -> Self {
        self.0.push(Segment::Attribute(name.clone()));
        self
    }

    /// One step further: an item of the list this path names.
    #[must_use]
    pub fn item(mut self, label: &Word) -> Self {
        self.0.push(Segment::Item(label.clone()));
        self
    }

    /// This path, then `rest`.
    #[must_use]
    pub fn join(mut self, rest: &Path) -> Self {
        self.0.extend(rest.0.iter().cloned());
        self
    }

    /// The label of the item that this is, such as `SPU-7` of `vehicles[SPU-7]`; `None` of anything else.
    #[must_use]
    pub fn label(&self) -> Option<&Word> {
        match self.0.last()? {
            Segment::Item(label) => Some(label),
            Segment::Attribute(_) => None,
        }
    }

    /// The path of what holds this, and the last step; `None` at the root.
    #[must_use]
    pub fn split_last(&self) -> Option<(Path, &Segment)> {
        let (last, rest) = self.0.split_last()?;
        Some((Path(rest.to_vec()), last))
    }
}

impl From<Vec<Segment>> for Path {
    fn from(segments: Vec<Segment>) -> Self {
        Path(segments)
    }
}

impl FromStr for Path {
    type Err = NotAPath;

    fn from_str(text: &str) -> Result<Self, NotAPath> {
        let shown = || text.chars().take(200).collect::<String>();
        let malformed = || NotAPath::Malformed(shown());
        let word = |part: &str| part.parse().map_err(|source| NotAPath::Segment { path: shown(), source });
        let mut segments = Vec::new();
        let mut rest = text;
        while !rest.is_empty() && segments.len() < DEEPEST {
            if let Some(after) = rest.strip_prefix('[') {
                let (label, after) = after.split_once(']').ok_or_else(malformed)?;
                segments.push(Segment::Item(word(label)?));
                rest = after;
            } else {
                let part =
                    if segments.is_empty() { rest } else { rest.strip_prefix('.').ok_or_else(malformed)? };
                let end = part.find(['.', '[']).unwrap_or(part.len());
                segments.push(Segment::Attribute(word(&part[..end])?));
                rest = &part[end..];
            }
        }
        if rest.is_empty() && !segments.is_empty() { Ok(Path(segments)) } else { Err(malformed()) }
    }
}

impl TryFrom<String> for Path {
    type Error = NotAPath;

    fn try_from(text: String) -> Result<Self, NotAPath> {
        text.parse()
    }
}

impl From<Path> for String {
    fn from(path: Path) -> String {
        path.to_string()
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Attribute(name) if i == 0 => write!(f, "{name}")?,
                Segment::Attribute(name) => write!(f, ".{name}")?,
                Segment::Item(label) => write!(f, "[{label}]")?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_back_as_it_is_shown() {
        for text in ["movement.departs_on", "vehicles[LES-12.4].blast[a/b].charge", "districts.complete"] {
            assert_eq!(text.parse::<Path>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn broken_paths_are_refused() {
        for text in ["", ".", "a..b", "a[", "a[b", "a]", "a[b]c", "a.b c", "a[].b"] {
            assert!(text.parse::<Path>().is_err(), "{text}");
        }
        assert!("a.".repeat(4000).parse::<Path>().is_err());
    }
}
