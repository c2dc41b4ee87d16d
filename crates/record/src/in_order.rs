//! A JSON value that is written with its keys in RFC 8785's order.
//!
//! What else RFC 8785 asks for, `serde_json`'s compact writer does anyway, once floats and large integers are
//! refused: no white space, the shortest escapes, integers in plain digits. So only the order is ours. The tests
//! hold the result against the published vectors and against a canonicalizer written by others. That one works on any
//! `Serialize`, so it writes every object into a buffer of its own and reads each key back to compare it: in a
//! decision it cost more than evaluating all rules.

use serde::{Serialize, Serializer, ser::SerializeMap as _};
use serde_json::Value;

/// Serialises the value it borrows, objects in the order of their keys' UTF-16 code units.
pub(crate) struct InOrder<'a>(pub(crate) &'a Value);

impl Serialize for InOrder<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Array(items) => serializer.collect_seq(items.iter().map(InOrder)),
            Value::Object(members) => {
                let mut members: Vec<(&String, &Value)> = members.iter().collect();
                // A map that is ordered by bytes comes sorted, but for keys beyond the basic plane.
                members.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (key, member) in members {
                    map.serialize_entry(key, &InOrder(member))?;
                }
                map.end()
            }
            plain => plain.serialize(serializer),
        }
    }
}
