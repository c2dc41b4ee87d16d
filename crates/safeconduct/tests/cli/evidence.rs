//! What a printed answer promises, held against the record itself.

use std::path::Path;

use conduct::What;
use ops::journal::{self, Entry};
use record::Hash;
use serde_json::Value;
use store::{DataDir, ReadStore as _};

/// A record, read as it lies there.
pub struct Evidence(store::SqliteReader);

impl Evidence {
    pub fn of(data: &Path) -> Evidence {
        Evidence(DataDir::open_read_only(data).expect("a record"))
    }

    /// How many entries there are.
    pub fn size(&self) -> u64 {
        self.0.size().expect("a size")
    }

    /// How many movements were evaluated in the entries from this one on.
    pub fn evaluated_since(&self, first: u64) -> usize {
        self.events(first, self.size() - first).into_iter().filter_map(evaluated).count()
    }

    /// Everything the answer says is on the record: the evaluation, its movement and its facts, in the entries
    /// it names.
    pub fn bears_out(&self, answer: &Value) {
        let entries = &answer["entries"];
        let [first, count] = ["first", "count"].map(|part| entries[part].as_u64().expect("a number"));
        let found: Vec<_> = self.events(first, count).into_iter().filter_map(evaluated).collect();
        let [evaluated] = found.as_slice() else { panic!("{} evaluations for {answer}", found.len()) };
        assert_eq!(evaluated.movement.to_string(), answer["movement_id"]);
        assert_eq!(evaluated.facts.to_string(), answer["facts"]);
        assert_eq!(evaluated.clears, answer["outcome"] == "cleared");
        let facts = self.0.artefact(&Hash(evaluated.facts.0)).expect("readable");
        assert!(facts.is_some(), "the facts are kept: {answer}");
    }

    fn events(&self, first: u64, count: u64) -> Vec<What> {
        let entries = self.0.entries(first, count).expect("readable entries");
        assert_eq!(entries.len() as u64, count, "entries from {first}");
        let event = |bytes: &[u8]| match journal::read(bytes).expect("an entry").0 {
            Entry::InWorld(_, event) => Some(event.what),
            _ => None,
        };
        entries.iter().filter_map(|entry| event(&entry.bytes)).collect()
    }
}

fn evaluated(what: What) -> Option<conduct::event::Evaluated> {
    match what {
        What::ClearanceEvaluated(evaluated) => Some(evaluated),
        _ => None,
    }
}
