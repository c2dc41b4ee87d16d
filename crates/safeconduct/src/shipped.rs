//! What the binary carries: the shipped rulebooks and the demonstration's cases.

use model::Word;
use ops::submission::RulebookFile;

/// Shipped rulebooks by identifier, with the name of their file.
const RULEBOOKS: [(&str, &str, &str); 3] = [
    (
        "pk-foreign-nationals",
        "rules/pk-foreign-nationals.toml",
        include_str!("../../../rules/pk-foreign-nationals.toml"),
    ),
    ("convoy-practice", "rules/convoy-practice.toml", include_str!("../../../rules/convoy-practice.toml")),
    ("watch", "rules/watch.toml", include_str!("../../../rules/watch.toml")),
];

/// The demonstration's cases, with the names of their files.
pub const DEMONSTRATION: [(&str, &str); 2] = [
    ("cases/besham-2024-03-26.toml", include_str!("../../../cases/besham-2024-03-26.toml")),
    ("cases/demo-airport-run.toml", include_str!("../../../cases/demo-airport-run.toml")),
];

/// The shipped rulebook called `id`.
pub fn rulebook(id: &Word) -> Option<RulebookFile> {
    RULEBOOKS.iter().find(|(name, ..)| *name == id.as_str()).map(as_file)
}

/// All shipped rulebooks.
pub fn rulebooks() -> Vec<RulebookFile> {
    RULEBOOKS.iter().map(as_file).collect()
}

/// Their identifiers, for messages.
pub fn names() -> String {
    RULEBOOKS.map(|(name, ..)| name).join(", ")
}

fn as_file((_, name, text): &(&str, &str, &str)) -> RulebookFile {
    RulebookFile { name: (*name).to_owned(), text: (*text).to_owned() }
}
