//! Every parser of the house, given any bytes at all.
//!
//! None may panic, abort, hang or eat the memory; and what one accepts must say the same when it is written
//! and read again. The fuzz targets call these functions, and so does a test of the binary's crate, with
//! mutations of the shipped files.

mod maps;
mod proofs;
mod strangers;
mod texts;
mod tracks;

pub use maps::{districts, extract, network_file};
pub use proofs::{bundle, entry, note, tile};
pub use strangers::{cap, cot_event, cot_stream, gpx, nmea, osmand, owntracks, tak_message, traccar, voice};
pub use texts::{expression, facts, network, rulebook_file, words};
pub use tracks::{kept, stretch};

/// A parser under test.
pub type Parser = fn(&[u8]);

/// All of them, by name.
pub const PARSERS: [(&str, Parser); 24] = [
    ("facts", facts),
    ("rulebook_file", rulebook_file),
    ("expression", expression),
    ("words", words),
    ("network", network),
    ("entry", entry),
    ("note", note),
    ("bundle", bundle),
    ("tile", tile),
    ("extract", extract),
    ("network_file", network_file),
    ("districts", districts),
    ("cot_event", cot_event),
    ("cot_stream", cot_stream),
    ("tak_message", tak_message),
    ("osmand", osmand),
    ("traccar", traccar),
    ("owntracks", owntracks),
    ("gpx", gpx),
    ("cap", cap),
    ("nmea", nmea),
    ("voice", voice),
    ("kept", kept),
    ("stretch", stretch),
];
