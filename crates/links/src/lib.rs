//! How do others speak? Bytes to the model and back: Cursor on Target and the TAK protocol, the phones' trackers, GPX,
//! CAP, Atom and NMEA. Pure: no input or output, no clock, no randomness; moments and identifiers are handed in.
//!
//! Whatever is read here came over a network from somebody, so all of it is bounded: in size, in depth, in count, and so in
//! time. XML has no DTD and no entity beyond the five predefined ones and characters by number ([`xml`]). Numbers go from
//! their decimal text to integers without becoming floats on the way ([`number`]). What cannot be read is refused with what
//! was wrong and where; nothing here panics on bytes.
//!
//! | module | its subject |
//! |---|---|
//! | [`cot`] | events of TAK clients: as XML, as protobuf, as a stream of either; those that the room sends |
//! | [`phones`] | what OsmAnd, Traccar Client and OwnTracks post |
//! | [`spoken`] | what somebody says by radio or telephone, typed by an operator |
//! | [`gpx`] | tracks, routes and waypoints in files |
//! | [`cap`] | alerts of the Common Alerting Protocol |
//! | [`atom`] | a list of such alerts for those who look for new ones |
//! | [`nmea`] | what receivers say over a serial line |
//! | [`xml`], [`number`], [`moment`] | what they have in common |

pub mod atom;
pub mod cap;
pub mod cot;
pub mod gpx;
pub mod moment;
pub mod nmea;
pub mod number;
pub mod phones;
pub mod spoken;
pub mod xml;
