//! A movement that was watched, gone through again: what is found of its stored reports now, held against the alerts that the record
//! has.
//!
//! It is gone through in the order in which things reached the room, so that it can be said of each alert whether it is what the
//! watch had to find with what it knew then. What came later and shows something else is no difference: the watch took that back, and
//! this is looked at too. Where reports, an order or a network are missing or damaged, nothing is called the same.
//!
//! | module | its subject |
//! |---|---|
//! | `reported` | the stored reports, held against what was anchored of them |
//! | `stored` | the same, told in order without holding them |
//! | `ledger` | what the record has of alerts |
//! | `course` | the movement, moment by moment |

mod course;
mod ledger;
mod reported;
mod stored;

use std::collections::{BTreeMap, BTreeSet};

use conduct::{
    Event, Movement, What,
    alert::{Found, Key},
    device::Sealed,
    watched::Deaf,
};
use model::{
    Digest, Instant, Place, Word,
    id::{AlertId, DeviceId, MovementId},
};
use serde::Serialize;
use store::{StoreError, tracks::Tracks};

pub use super::papers::Missing;
pub use reported::{Part, Reported};
pub use watch::ENGINE;

use self::{
    course::{Course, Orders},
    ledger::{Entered, Ledger},
};
use super::{
    followed::Followed,
    hearing,
    paper::Grounds,
    told::{self, Ledgered},
};
use crate::track::Kept;

/// Where a past movement is worked out from, beside its entries.
#[derive(Clone, Copy)]
pub struct Archive<'a> {
    /// Opens networks.
    pub grounds: Grounds<'a>,
    /// The bytes of an order or of areas that are kept with the record.
    pub papers: &'a dyn Fn(&Digest) -> Option<Vec<u8>>,
    /// The tracks.
    pub tracks: &'a dyn Tracks,
}

/// A movement gone through again.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Past {
    /// Which.
    pub movement: MovementId,
    /// From when on it is gone through.
    pub from: Instant,
    /// Until when: its arrival, or else the closing of its file, or now.
    pub until: Instant,
    /// What it comes to.
    pub outcome: Outcome,
    /// The engines its orders were made for.
    pub watched_with: BTreeSet<String>,
    /// The engine it was worked out with now.
    pub engine: &'static str,
    /// What is left of its reports.
    pub reported: Reported,
    /// What cannot be read of that by which it was watched.
    pub missing: Vec<Missing>,
    /// When the room heard nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deaf: Vec<Deaf>,
    /// Each alert of the watch, and what was found beside them, by when it began.
    pub alerts: Vec<Compared>,
    /// What reported for it, and for which vehicle each of its orders took it.
    #[serde(skip)]
    pub devices: BTreeMap<DeviceId, Option<Word>>,
    /// The ways it was to drive, and since when each.
    #[serde(skip)]
    pub ways: Vec<(Instant, Vec<Place>)>,
}

/// What going through it again comes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Everything is there, and what is found is what the record has.
    Same,
    /// Everything is there, and something else is found.
    Different,
    /// Something is missing or damaged: nothing is claimed of what is found.
    Incomplete,
    /// It was never watched: there is nothing to hold anything against.
    NeverWatched,
    /// Nothing was reported of it, and nothing is found: that says nothing of how it went.
    NothingReported,
}

/// An alert of the watch, or what was found and is none.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Compared {
    /// The alert, if there was one.
    pub alert: Option<AlertId>,
    /// About what.
    pub key: Key,
    /// When it was raised.
    pub raised_at: Option<Instant>,
    /// When it was taken back or closed.
    pub ended: Option<(Instant, Ended)>,
    /// As it was told.
    pub recorded: Option<Found>,
    /// As it is found now, with everything that was received in the end.
    pub now: Option<Found>,
    /// Whether these agree.
    pub agrees: Agrees,
}

/// How an alert ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ended {
    /// The watch took it back.
    Withdrawn,
    /// Somebody closed it.
    Closed,
}

/// Whether the record and what is found agree about one thing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case", tag = "how", content = "fields")]
pub enum Agrees {
    /// What was told is what is found with what was known then.
    Same,
    /// It is found otherwise with what was known then.
    Differs(Vec<Differs>),
    /// It is not found.
    OnlyOnRecord,
    /// It is found, and the record has no alert of it.
    OnlyNow,
}

/// In what the record and what is found differ.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Differs {
    /// When it began.
    Since,
    /// When it was established.
    Established,
    /// When it ended.
    Until,
    /// Of which vehicles it is so.
    Vehicles,
    /// Which reports show it.
    Evidence,
    /// How far.
    Distance,
    /// How late.
    Delay,
    /// It was taken back, and with what was known then it is found all the same.
    Withdrawal,
}

/// Why a movement is not gone through.
#[derive(Debug, thiserror::Error)]
pub enum NotGoneThrough {
    /// Its request is not among the entries.
    #[error("the record has no movement of that number")]
    NotThere,
    /// It never left.
    #[error("it never departed: there is nothing to go through")]
    NeverDeparted,
    /// The tracks cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Goes through a movement again. `happened`: everything that happened to it and to its alerts, in the record's order;
/// `reporting`: devices that are known to report for it beside those its orders and anchors name; `now`: until when at most. Whatever was
/// reported of it in its time is shown to `see`, in the order in which it reached the room; it is not held, so that the memory this takes
/// does not grow with the time it was on the road.
///
/// # Errors
/// When it never left, or the tracks cannot be read. What is missing of them is no error: it is told.
pub fn again(
    happened: &[Event],
    reporting: &[DeviceId],
    archive: Archive<'_>,
    now: Instant,
    see: &mut dyn FnMut(&Kept),
) -> Result<Past, NotGoneThrough> {
    let movement = Movement::of_its_events(happened).ok_or(NotGoneThrough::NotThere)?;
    let from = hearing::begins(&movement).ok_or(NotGoneThrough::NeverDeparted)?;
    let closed = happened.iter().find(|event| matches!(event.what, What::Closed { .. }));
    // Nobody watches what is closed: what came in after it is not gone through.
    let last = closed.map_or(now, |closed| closed.at.min(now));
    let until = movement.arrived.map_or(last, |arrived| arrived.min(last));

    let orders = Orders::of(&movement, archive);
    let anchors = anchored(happened);
    let mut devices = orders.devices();
    devices.extend(anchors.iter().map(|sealed| sealed.device).chain(reporting.iter().copied()));
    devices.sort_unstable();
    devices.dedup();
    let (stored, mut reported) = reported::of(archive.tracks, &devices, &anchors, (from, until), last)?;

    let ledger = Ledger::of(happened, last);
    let mut course = Course::of(&orders, &movement, &ledger, &stored, from);
    // Where anybody's device was when this was over is no business of whoever looks at it.
    let mut is_its_time = |kept: &Kept| {
        if (from..=until).contains(&kept.fresh.report.at) {
            see(kept);
        }
    };
    course.go_through(happened, last, &mut reported, &mut is_its_time)?;
    let alerts = compared(&ledger, course);
    let all_agree = alerts.iter().all(|one| one.agrees == Agrees::Same);
    let spoke = happened.iter().any(|event| matches!(event.what, What::VoiceReported { .. }));
    let is_unheard = !spoke && reported.anchored + reported.waiting + reported.elsewhere == 0;
    let outcome = match () {
        () if movement.watched.is_empty() => Outcome::NeverWatched,
        () if !orders.missing.is_empty() || !reported.is_whole() => Outcome::Incomplete,
        () if alerts.is_empty() && is_unheard => Outcome::NothingReported,
        () if all_agree => Outcome::Same,
        () => Outcome::Different,
    };
    Ok(Past {
        movement: movement.id,
        from,
        until,
        outcome,
        watched_with: orders.engines.clone(),
        engine: watch::ENGINE,
        reported,
        missing: orders.missing.iter().copied().collect(),
        deaf: movement.deaf,
        alerts,
        devices: devices.into_iter().map(|device| (device, orders.vehicle_of(device))).collect(),
        ways: orders.ways(),
    })
}

/// What was anchored of its reports.
fn anchored(happened: &[Event]) -> Vec<Sealed> {
    let of = |event: &Event| match &event.what {
        What::TrackSealed { tracks, .. } => tracks.clone(),
        _ => Vec::new(),
    };
    happened.iter().flat_map(of).collect()
}

/// The alerts of the ledger as the course judged them, and what it found beside them.
fn compared(ledger: &Ledger, course: Course<'_>) -> Vec<Compared> {
    let (mut judged, now) = course.ends();
    let mut covered: BTreeSet<&Key> = BTreeSet::new();
    let mut all: Vec<Compared> = Vec::new();
    for entered in ledger.all() {
        if ledger.covers(entered, now.get(&entered.found.key)) {
            covered.insert(&entered.found.key);
        }
        let agrees = judged.remove(&entered.alert).unwrap_or(Agrees::OnlyOnRecord);
        all.push(of_an_alert(entered, &now, agrees));
    }
    let beside = now.iter().filter(|(key, _)| !covered.contains(key));
    all.extend(beside.map(|(key, found)| Compared {
        alert: None,
        key: key.clone(),
        raised_at: None,
        ended: None,
        recorded: None,
        now: Some(found.clone()),
        agrees: Agrees::OnlyNow,
    }));
    let began = |one: &Compared| one.recorded.as_ref().or(one.now.as_ref()).map(|found| found.since);
    all.sort_by_key(|one| (began(one), one.raised_at));
    all
}

fn of_an_alert(entered: &Entered, now: &BTreeMap<Key, Found>, agrees: Agrees) -> Compared {
    Compared {
        alert: Some(entered.alert),
        key: entered.found.key.clone(),
        raised_at: Some(entered.raised_at),
        ended: entered.ended,
        recorded: Some(entered.found.clone()),
        now: now.get(&entered.found.key).cloned(),
        agrees,
    }
}

/// In what two findings about the same thing differ.
fn differences(recorded: &Found, found: &Found) -> Vec<Differs> {
    let each = [
        (Differs::Since, recorded.since != found.since),
        (Differs::Established, recorded.established != found.established),
        (Differs::Until, recorded.until != found.until),
        (Differs::Vehicles, recorded.vehicles != found.vehicles),
        (Differs::Evidence, recorded.evidence != found.evidence),
        (Differs::Distance, recorded.distance != found.distance),
        (Differs::Delay, recorded.delay != found.delay),
    ];
    each.into_iter().filter_map(|(field, differs)| differs.then_some(field)).collect()
}

/// What is found so far, by what it is about, as the ledger had it.
fn found_by(followed: &Followed, ledgered: &Ledgered) -> BTreeMap<Key, Found> {
    told::by_key(&followed.findings(), ledgered)
}
