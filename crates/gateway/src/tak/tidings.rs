//! What a client is told of the movement it travels with: the way, its points and halts, safe havens, what is reported on it, its
//! alerts. What of it, and from when, is `access`'s to say.
//!
//! Everything here is as it stands, without a moment of its own, so that what did not change is not sent again.

use access::Part;
use conduct::{Device, Movement, State, danger::Danger};
use links::cot::{
    Event,
    make::{self, Marker, Said, Stop},
};
use model::{Instant, Span, Value, Word};
use words::Catalogue;

use super::way::Drawn;

/// How long what is told holds. Ours: longer than any journey; what ends sooner is taken back.
const HOLDS: Span = Span::hours(24);
/// The most dangers and alerts of a movement that are told. Ours.
const MOST: usize = 32;

/// What a client is told.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Tidings {
    /// What is on its map, and what it is written.
    pub events: Vec<Event>,
    /// What is not, by its identifier, though it may have been when the client was connected last: clients keep ways over a
    /// restart, and a way that no longer holds must not be driven.
    pub over: Vec<String>,
}

/// The way of a movement as it would be told.
pub(super) fn way(state: &State, movement: &Movement, way: &Drawn) -> Vec<Event> {
    Told { state, movement, words: Catalogue::english() }.way(way)
}

/// What a device is told of one movement; nothing of one that is none of its own, or not yet.
pub(super) fn tidings(
    state: &State,
    device: &Device,
    movement: &Movement,
    way: Option<&Drawn>,
    now: Instant,
) -> Vec<Event> {
    // No language is known of a device.
    let (words, parts) = (Catalogue::english(), access::told_to(state, device, movement, now));
    let told = Told { state, movement, words };
    let mut all = Vec::new();
    if parts.contains(&Part::Schedule) {
        all.extend(way.into_iter().flat_map(|way| told.way(way)));
    }
    if parts.contains(&Part::Picture) {
        all.extend(told.dangers());
        all.extend(told.alerts());
    }
    all
}

/// The same event, told now.
pub(super) fn told_at(event: &Event, now: Instant) -> Event {
    Event { time: now, start: now, stale: now.saturating_add(HOLDS), ..event.clone() }
}

/// Whether something that was told can be taken back: a message was read.
pub(super) fn is_taken_back(event: &Event) -> bool {
    event.kind != "b-t-f"
}

struct Told<'a> {
    state: &'a State,
    movement: &'a Movement,
    words: &'a Catalogue,
}

impl Told<'_> {
    fn uid(&self, what: &str) -> String {
        format!("safeconduct.{}.{what}", self.movement.id)
    }

    fn way(&self, way: &Drawn) -> Vec<Event> {
        let (words, number) = (self.words, self.movement.number.as_str());
        let [begins, ends] = ["tak-way-begins", "tak-way-ends"].map(|id| words.say(id));
        let last = way.line.len().saturating_sub(1);
        let stops: Vec<Stop<'_>> = way
            .line
            .iter()
            .enumerate()
            .map(|(at, &place)| {
                let name = if at == 0 {
                    &*begins
                } else if at == last {
                    &*ends
                } else {
                    ""
                };
                Stop { place, name }
            })
            .collect();
        let callsign = words.say_with("tak-way", [("number", number.into())]);
        let mut all = vec![make::route(still(&self.uid("way"), &callsign), &stops)];
        for (label, place, after) in &way.halts {
            let callsign = words.say_with("tak-halt", [("halt", label.as_str().into())]);
            let remarks = words.say_with("tak-halt-after", [("span", words.span(*after).into())]);
            let uid = self.uid(&format!("halt.{label}"));
            all.push(make::marker(still(&uid, &callsign), Marker::Waypoint, *place, &remarks));
        }
        for (label, sort, place) in &way.points {
            let said = words.value(&Value::Word(sort.clone()), Span(0));
            let named = [("point", label.as_str().into()), ("sort", said.into())];
            let (uid, callsign) = (self.uid(&format!("point.{label}")), words.say_with("tak-point", named));
            all.push(make::marker(still(&uid, &callsign), marker(sort), *place, ""));
        }
        let haven = words.say("tak-haven");
        for place in &way.havens {
            let uid = self.uid(&format!("haven.{}.{}", place.lat_e7(), place.lon_e7()));
            all.push(make::marker(still(&uid, &haven), Marker::SafeHaven, *place, ""));
        }
        all
    }

    fn dangers(&self) -> Vec<Event> {
        let dangers = self.movement.dangers.keys().filter_map(|id| Some((id, self.state.dangers.get(id)?)));
        let told = dangers.take(MOST).map(|(id, reported)| {
            let (words, uid) = (self.words, self.uid(&format!("danger.{id}")));
            match &reported.danger {
                Danger::Incident { kind, place, within_mm, .. } => {
                    let callsign = words.say_with("tak-incident", [("kind", kind.as_str().into())]);
                    make::circle(still(&uid, &callsign), *place, *within_mm)
                }
                Danger::Closure { place, within_mm, .. } => {
                    make::circle(still(&uid, &words.say("tak-closed")), *place, *within_mm)
                }
                Danger::NoGo { corners, .. } => make::outline(still(&uid, &words.say("tak-no-go")), corners),
            }
        });
        told.collect()
    }

    /// As a message: an alert of the room is no call for help of a client, and must not look like one.
    fn alerts(&self) -> Vec<Event> {
        // Whoever holds the vehicle reads along.
        let own = self.state.alerts_about(self.movement.id).filter(|(_, alert)| !alert.is_of_duress());
        let told = own.take(MOST).map(|(id, alert)| {
            let (number, rule) = (self.movement.number.as_str(), self.words.alert(alert.rule.as_str()));
            let text = self.words.say_with("tak-alert", [("number", number.into()), ("rule", rule.into())]);
            let said = Said {
                uid: "safeconduct",
                callsign: "Safeconduct",
                now: alert.raised_at,
                stale: alert.raised_at,
            };
            make::message(said, &id.to_string(), &text)
        });
        told.collect()
    }
}

/// As which a client shows a point of the order.
fn marker(sort: &Word) -> Marker {
    match sort.as_str() {
        "safe-haven" => Marker::SafeHaven,
        "start" | "release" => Marker::Waypoint,
        _ => Marker::Checkpoint,
    }
}

/// Something without a moment of its own.
fn still<'a>(uid: &'a str, callsign: &'a str) -> Said<'a> {
    Said { uid, callsign, now: Instant::MIN, stale: Instant::MIN }
}

#[cfg(test)]
mod tests {
    use conduct::{What, movement::Kind};
    use model::{
        Dossier,
        id::{AlertId, MovementId},
        party::{Actor, Role},
    };
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_client_is_told_of_the_alerts_of_its_movement_but_of_duress_in_it_nothing() {
        let (now, movement) = ("2026-12-11T06:00:00Z".parse().unwrap(), MovementId(Uuid::nil()));
        let by = Actor { person: None, role: Role::System, agency: "room".parse().unwrap() };
        let mut state = State::default();
        let mut happens = |what| state.apply(&conduct::Event { at: now, by: by.clone(), what });
        let number = "SC-1".parse().unwrap();
        happens(What::MovementRequested { movement, number, kind: Kind::Urgent, plan: Dossier::default() });
        for (n, rule) in [(1, "stopped"), (2, "duress")] {
            let (alert, rule) = (AlertId(Uuid::from_u128(n)), rule.parse().unwrap());
            happens(What::AlertRaised { alert, movement, rule, found: None, late: false, due: None });
        }
        let of = state.movement(movement).unwrap();
        let told = Told { state: &state, movement: of, words: Catalogue::english() }.alerts();
        assert_eq!(told.len(), 1);
        let said = format!("{told:?}");
        assert!(said.contains("a vehicle stands") && !said.contains("duress"), "{said}");
    }
}
