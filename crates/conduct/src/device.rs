//! Devices that report from the road: whose credential it is, and what it reports for.
//!
//! A device is bound to one vehicle or person for a time. What it is moved to is another enrolment, so that a report always
//! says for what it was made. Tracks are kept of the unit's own vehicles and staff, and of principals who agreed.

use std::sync::Arc;

use model::{
    Claim, Digest, Fact, Instant, Path, Segment, Span, Value, Word,
    claim::resolve,
    id::{DeviceId, TextId},
};
use serde::{Deserialize, Serialize};

use crate::{
    Movement, Stage, State,
    dossier::{
        listed, ordered,
        spoken::{COMMANDERS, CREW, PRINCIPALS, VEHICLE, VEHICLES},
    },
    voice::BEFORE_DEPARTURE,
};

/// The most devices at a time.
pub const MOST: usize = 20_000;

/// What sort of device.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeviceSort {
    /// A telephone that reports over HTTP: OsmAnd, Traccar Client, OwnTracks.
    Phone,
    /// A tracker built into a vehicle.
    Tracker,
    /// A TAK client.
    Tak,
}

impl DeviceSort {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            DeviceSort::Phone => "phone",
            DeviceSort::Tracker => "tracker",
            DeviceSort::Tak => "tak",
        }
    }
}

/// A device that may report.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Device {
    /// What it reports for: `vehicles[SPU-7]`, `commanders[SPU-41]`.
    pub serves: Path,
    /// What sort.
    pub sort: DeviceSort,
    /// The SHA-256 of its credential: of a token, or of a certificate.
    pub credential: Digest,
    /// The agency that enrolled it.
    pub by: Word,
    /// Since when.
    pub since: Instant,
    /// Until when; at that moment no longer.
    pub until: Option<Instant>,
    /// What a principal agreed to (text in the vault).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consent: Option<TextId>,
    /// The language that whoever holds it reads, if that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Word>,
}

/// Devices state whole seconds: one that reports in the second in which it was enrolled would report before it, to the letter.
const A_SECOND: Span = Span::seconds(1);

/// From when on the reports of a device count that was enrolled at a moment.
#[must_use]
pub fn counts_from(enrolled: Instant) -> Instant {
    enrolled.saturating_add(Span(-A_SECOND.0))
}

impl Device {
    /// Whether it may report at a moment.
    #[must_use]
    pub fn may_report(&self, at: Instant) -> bool {
        self.until.is_none_or(|until| at < until)
    }
}

/// What devices of a movement serve: every vehicle and person that its order, or the permission it runs under, names.
pub fn served(state: &State, movement: &Movement) -> impl Iterator<Item = Path> {
    let lists = [&*VEHICLES, &*COMMANDERS, &*CREW, &*PRINCIPALS];
    lists.into_iter().flat_map(move |list| {
        listed(state, movement, list).into_iter().map(move |label| list.clone().item(&label))
    })
}

/// The devices that serve a vehicle or person of a movement, wherever that is.
pub fn serving<'s>(
    state: &'s State,
    movement: &'s Movement,
) -> impl Iterator<Item = (DeviceId, &'s Arc<Device>)> + use<'s> {
    let of = |path: Path| state.devices_for(&path).collect::<Vec<_>>();
    served(state, movement).flat_map(of)
}

/// The devices that report of a movement: of one that is under way, those that serve a vehicle or person of it.
pub fn reporting<'s>(
    state: &'s State,
    movement: &'s Movement,
) -> impl Iterator<Item = (DeviceId, &'s Arc<Device>)> + use<'s> {
    let is_on_the_road = matches!(movement.stage, Stage::UnderWay(_));
    serving(state, movement).filter(move |_| is_on_the_road)
}

/// From when on what devices report is of a movement, if it has left.
#[must_use]
pub fn begins(movement: &Movement) -> Option<Instant> {
    movement.departed.map(|departed| departed.saturating_add(Span(-BEFORE_DEPARTURE.0)))
}

/// The vehicle for which a device reports that serves somebody of a movement: the one its order says that they ride in; where it has one
/// vehicle only, that is it.
#[must_use]
pub fn rides_in(state: &State, movement: &Movement, who: &Path, now: Instant) -> Option<Path> {
    let vehicles = listed(state, movement, &VEHICLES);
    let said = match resolve(&ordered(state, movement, &who.clone().join(&VEHICLE)), now).fact {
        Fact::Known(Claim { value: Value::Word(label), .. }) => Some(label.clone()),
        _ => None,
    };
    let only = || if let [only] = &vehicles[..] { Some(only.clone()) } else { None };
    let label = said.or_else(only).filter(|label| vehicles.contains(label))?;
    Some(VEHICLES.clone().item(&label))
}

/// Some of a device's reports, anchored on the record by the root of the tree over them: whoever is given the reports can
/// check that none was added, changed or left out.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sealed {
    /// Whose.
    pub device: DeviceId,
    /// The time of the earliest, by the device's clock.
    pub from: Instant,
    /// The time of the latest.
    pub until: Instant,
    /// The lowest of their numbers.
    pub first: u64,
    /// How many.
    pub count: u32,
    /// The root (RFC 6962) over their bytes, by time and then number.
    pub root: Digest,
}

/// Whom a path names, if a device can serve them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Served {
    /// A vehicle of the unit.
    Vehicle,
    /// Somebody of the detail.
    Staff,
    /// A protected person, who must have agreed.
    Principal,
}

impl Served {
    /// What a path names: one item of a list of vehicles or people.
    #[must_use]
    pub fn by(path: &Path) -> Option<Self> {
        let [Segment::Attribute(list), Segment::Item(_)] = path.segments() else { return None };
        match list.as_str() {
            "vehicles" => Some(Served::Vehicle),
            "commanders" | "crew" => Some(Served::Staff),
            "principals" => Some(Served::Principal),
            _ => None,
        }
    }
}
