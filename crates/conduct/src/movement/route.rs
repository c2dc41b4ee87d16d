//! The way a movement is planned to drive, over a network that it names.

use model::{Digest, Instant, Place, Word};
use roads::{Season, chart::Limits};
use serde::{Deserialize, Serialize};

use crate::announced::Passage;

/// A planned way. What it is like is kept beside it, so that a decision reads no map.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Planned {
    /// The network it lies on.
    pub network: Digest,
    /// The stretches driven, in order: each as twice its number in the network, and 1 more if backward.
    pub drives: Vec<u32>,
    /// Where it begins.
    pub from: Place,
    /// Where it ends.
    pub to: Place,
    /// How far, in millimetres.
    pub length_mm: u64,
    /// How long the vehicles drive, in microseconds.
    pub takes_us: u64,
    /// The largest vehicle that passes everywhere.
    pub limits: Limits,
    /// Whether a limit on the way could not be read.
    pub unread_limit: bool,
    /// The months in which all of it is open.
    pub open: Season,
    /// The areas it drives through, in order, each with after how many microseconds it is entered; one that it comes back to again.
    pub crosses: Vec<(Word, u64)>,
    /// Whether part of it lies in no district of the network: those it crosses are then not known to be all.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub has_gap: bool,
    /// From when on it is driven, if it was planned on the road from where the movement was then; another is driven from departure on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Instant>,
}

/// What a danger is to the way it lies on.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnTheWay {
    /// Whether the way cannot be driven while it holds.
    pub closes: bool,
    /// When the way passes it, of one that was announced before it began and of which that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passage: Option<Passage>,
}
