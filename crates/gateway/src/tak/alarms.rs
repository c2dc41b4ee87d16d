//! The alerts of a movement as its clients have them: each as a message, and as a spot on the map where what it is about was
//! last. Both come out of here together, so that whoever is told the one is told the other, and nobody else is.
//!
//! A spot is renewed for as long as its alert is open, and goes by itself from the map of a client that is cut off: it may not
//! hear that the alert was taken back.

use conduct::{
    Movement, State,
    alert::{Alert, Found},
    device::Served,
};
use links::cot::{
    Event, Point,
    make::{self, Said},
};
use model::{
    Fix, Instant, Span, Word,
    id::{AlertId, DeviceId},
};
use ops::watching::{Board, Late};
use words::Catalogue;

use super::{
    LastPlace,
    tidings::{HOLDS, uid},
};

/// The most alerts of a movement that are told. Ours.
const MOST: usize = 32;
/// How often a spot is told anew though nothing about it changed, and how long each time holds. Ours: twice it may get lost on a bad
/// connection; ATAK lets a spot stay half as long again as it holds (`MarkerImporter`), so nine minutes without a connection.
const RENEWED: Span = Span::minutes(2);
const SPOT_HOLDS: Span = Span::minutes(6);

/// The open alerts of a movement, the most urgent first: of duress among them nothing, because whoever holds the vehicle reads along.
pub(super) fn alarms(
    state: &State,
    movement: &Movement,
    (last, board): (&LastPlace, &Board),
    words: &Catalogue,
    now: Instant,
) -> Vec<Event> {
    let own = state.alerts_about(movement.id).filter(|(_, alert)| !alert.is_of_duress());
    let mut own: Vec<_> = own.collect();
    own.sort_by_key(|(_, alert)| alert.listed_by());
    let told = Told { state, movement, words, last, board, now };
    let each = |(id, alert): (AlertId, &Alert)| {
        [Some(told.message(id, alert)), told.is_taken(id, alert), told.spot(id, alert)]
    };
    own.into_iter().take(MOST).flat_map(each).flatten().collect()
}

struct Told<'a> {
    state: &'a State,
    movement: &'a Movement,
    words: &'a Catalogue,
    last: &'a LastPlace,
    board: &'a Board,
    now: Instant,
}

/// Remarks that say seconds would be new every second.
fn to_the_minute(at: Instant) -> Instant {
    at.saturating_add(Span(-at.micros().rem_euclid(60_000_000)))
}

/// Where something was, when, and how that is said.
struct There {
    fix: Fix,
    said: String,
}

impl Told<'_> {
    /// That it was raised: somebody was told then, and nobody had taken it.
    fn message(&self, id: AlertId, alert: &Alert) -> Event {
        self.says(&id.to_string(), alert.raised_at, &self.line(alert, false))
    }

    /// That somebody looks after it, in a message of its own: clients show each but once.
    fn is_taken(&self, id: AlertId, alert: &Alert) -> Option<Event> {
        let taken = alert.taken.as_ref()?;
        Some(self.says(&format!("{id}-taken"), taken.at, &self.line(alert, true)))
    }

    /// An alert of the room is no call for help of a client, and must not look like one.
    fn says(&self, id: &str, now: Instant, text: &str) -> Event {
        let said =
            Said { uid: "safeconduct", callsign: "Safeconduct", now, stale: now.saturating_add(HOLDS) };
        make::message(said, id, text)
    }

    fn line(&self, alert: &Alert, taken: bool) -> String {
        let (number, rule) = (self.movement.number.as_str(), self.words.alert(alert.rule.as_str()));
        let taken = if taken { "yes" } else { "no" };
        let named = [("number", number.into()), ("rule", rule.into()), ("taken", taken.into())];
        self.words.say_with("tak-alert", named)
    }

    /// `None` where nobody knows a place.
    fn spot(&self, id: AlertId, alert: &Alert) -> Option<Event> {
        let There { fix, said } = self.there(alert)?;
        let now = self.now.saturating_add(Span(-self.now.micros().rem_euclid(RENEWED.0)));
        let rule = self.words.alert(alert.rule.as_str());
        let callsign = self.words.say_with("tak-alert-mark", [("rule", rule.into())]);
        let uid = uid(self.movement, &format!("alert.{id}"));
        let spot = Said { uid: &uid, callsign: &callsign, now, stale: now.saturating_add(SPOT_HOLDS) };
        let point = Point {
            place: fix.place,
            height_mm: fix.height_mm,
            circular_mm: fix.accuracy_mm,
            linear_mm: None,
        };
        let mut remarks = vec![self.line(alert, alert.taken.is_some())];
        remarks.extend(self.explained(alert));
        remarks.push(said);
        Some(make::spot(spot, point, &remarks.join("\n")))
    }

    /// What it is about, how much it measured, since when it was so, and until when.
    fn explained(&self, alert: &Alert) -> Vec<String> {
        let (words, rule) = (self.words, alert.rule.as_str());
        let at = |id, at: Instant| words.say_with(id, [("at", self.hour(at).into())]);
        let Some(found) = &alert.found else { return vec![at("tak-alert-since", alert.raised_at)] };
        let element = found.key.element.as_ref();
        let element = element.map(|element| words.alert_at(rule, element.as_str(), |at| self.hour(at)));
        let subject = self.state.subject_of(found);
        let whose = subject.iter().chain(&found.vehicles).map(Word::to_string);
        let about: Vec<String> = whose.chain(element).collect();
        let mut all: Vec<String> = Some(about)
            .filter(|about| !about.is_empty())
            .map(|about| words.list(&about))
            .into_iter()
            .collect();
        let late = self.late(found);
        all.extend(words.alert_measured(rule, found.distance, late.map(|late| late.by).or(found.delay)));
        let expected = late.and_then(|late| late.estimate).map(to_the_minute);
        all.extend(expected.map(|expected| at("tak-alert-expected", expected)));
        all.push(at("tak-alert-since", found.since));
        all.extend(found.until.map(|until| at("tak-alert-over", until)));
        all
    }

    /// By the clock of the room, as it is said over the radio.
    fn hour(&self, at: Instant) -> String {
        at.display_local(self.state.offset.0)
    }

    /// How late the movement is by now, if that is what it is about and is so still: a delay grows.
    fn late(&self, found: &Found) -> Option<Late> {
        self.board.late(self.movement.id, found.late_at()?, self.now)
    }

    /// Where the vehicle is that it is about, as far as anybody knows, of several the one that was heard last; else where the movement
    /// is.
    fn there(&self, alert: &Alert) -> Option<There> {
        let facts = conduct::dossier(self.state, self.movement).ok()?;
        let heard = |vehicle: &Word| {
            let devices = ops::watching::devices_in(self.state, &facts, self.now, vehicle);
            self.latest(devices).map(|(fix, at)| (at, fix, vehicle.to_string()))
        };
        let vehicles = alert.found.iter().flat_map(Found::concerned);
        let of_vehicle = vehicles.filter_map(heard).max_by_key(|(at, ..)| *at).map(|(at, fix, vehicle)| {
            let named = [("vehicle", vehicle.into()), ("at", self.hour(at).into())];
            There { fix, said: self.words.say_with("tak-alert-where", named) }
        });
        of_vehicle.or_else(|| {
            // Where people are is not where the movement is.
            let reporting = conduct::device::reporting(self.state, self.movement);
            let of_vehicles =
                reporting.filter(|(_, device)| Served::by(&device.serves) == Some(Served::Vehicle));
            let all = of_vehicles.map(|(id, _)| id);
            let (fix, at) = self.latest(all)?;
            let said = self.words.say_with("tak-alert-where-movement", [("at", self.hour(at).into())]);
            Some(There { fix, said })
        })
    }

    /// Which of these devices said last where it was. What they said before the movement left is not of it.
    fn latest(&self, devices: impl IntoIterator<Item = DeviceId>) -> Option<(Fix, Instant)> {
        let begins = ops::watching::begins(self.movement)?;
        let places = devices.into_iter().filter_map(|device| (self.last)(device));
        places.filter(|(_, at)| *at >= begins).max_by_key(|(_, at)| *at)
    }
}

#[cfg(test)]
mod tests;
