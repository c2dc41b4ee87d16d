//! What a client is told of the movement it travels with: the way, its points and halts, safe havens, what is reported on it, its
//! alerts (`alarms`). What of it, and from when, is `access`'s to say.
//!
//! Everything here is as it stands, without a moment of its own or with that of the last change, so that what did not change is not
//! sent again.

use access::Part;
use atlas::Drawn;
use conduct::{Device, Movement, State, danger::Danger};
use links::cot::{
    Event,
    make::{self, Marker, Said, Stop},
};
use model::{Instant, Path, Span, Value, Word, id::DangerId};
use words::Catalogue;

/// How long what is told holds. Ours: longer than any journey; what ends sooner is taken back.
pub(super) const HOLDS: Span = Span::hours(24);
/// The most dangers of a movement that are told. Ours.
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

/// What of a movement lies on a client's map if it was ever told of it, by its identifiers: the way, and the dangers on it. Its alerts
/// go by themselves.
pub(super) fn lies_there(state: &State, movement: &Movement, way: Option<&Drawn>) -> Vec<String> {
    let told = Told { state, movement, words: Catalogue::english() };
    let way = way.into_iter().flat_map(|way| told.way(way)).map(|event| event.uid);
    way.chain(movement.dangers.keys().map(|id| told.danger_uid(*id))).collect()
}

/// What it is called on a client's map.
pub(super) fn uid(movement: &Movement, what: &str) -> String {
    format!("safeconduct.{}.{what}", movement.id)
}

/// What a device is told of one movement, its alerts as handed in; nothing of one that is none of its own, or not yet.
pub(super) fn tidings(
    state: &State,
    device: &Device,
    movement: &Movement,
    (way, alarms): (Option<&Drawn>, &[Event]),
    now: Instant,
) -> Vec<Event> {
    let (words, parts) = (words_of(device), access::told_to(state, device, movement, now));
    let told = Told { state, movement, words };
    let mut all = Vec::new();
    if parts.contains(&Part::Schedule) {
        all.extend(way.into_iter().flat_map(|way| told.way(way)));
    }
    if parts.contains(&Part::Picture) {
        all.extend(told.dangers());
        all.extend_from_slice(alarms);
    }
    all
}

/// The words of the language that whoever holds a device reads.
pub(super) fn words_of(device: &Device) -> &'static Catalogue {
    let language = device.language.as_ref().and_then(|language| language.as_str().parse().ok());
    Catalogue::of(language.unwrap_or_default())
}

/// The same event, told now; it holds as long as it was made to hold.
pub(super) fn told_at(event: &Event, now: Instant) -> Event {
    let holds = event.stale.since(event.time);
    Event { time: now, start: now, stale: now.saturating_add(holds), ..event.clone() }
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
        uid(self.movement, what)
    }

    fn danger_uid(&self, id: DangerId) -> String {
        self.uid(&format!("danger.{id}"))
    }

    /// A word that an order or report says of something, as whoever reads it would say it.
    fn word(&self, list: &str, label: &Word, attribute: &str, word: &Word) -> String {
        let path = format!("{list}[{label}].{attribute}").parse::<Path>();
        let said = |path: &Path| self.words.value_of(path, &Value::Word(word.clone()), Span::ZERO);
        path.as_ref().map_or_else(|_| word.to_string(), said)
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
            let said = self.word("points", label, "sort", sort);
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
            let (words, uid) = (self.words, self.danger_uid(*id));
            match &reported.danger {
                Danger::Incident { kind, place, within_mm, .. } => {
                    let kind = self.word("incidents", kind, "kind", kind);
                    let callsign = words.say_with("tak-incident", [("kind", kind.into())]);
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
    let now = Instant::MIN;
    Said { uid, callsign, now, stale: now.saturating_add(HOLDS) }
}

#[cfg(test)]
mod tests {
    use conduct::{What, movement::Kind};
    use model::{
        Dossier, Place,
        id::MovementId,
        party::{Actor, Role},
    };
    use uuid::Uuid;
    use words::Language;

    use super::*;

    #[test]
    fn safe_havens_are_spots_on_a_clients_map_under_the_words_for_them_and_are_taken_off_it() {
        let (movement, number, plan) = (MovementId(Uuid::nil()), "SC-1".parse().unwrap(), Dossier::default());
        let mut state = State::default();
        let by = Actor { person: None, role: Role::System, agency: "room".parse().unwrap() };
        let what = What::MovementRequested { movement, number, kind: Kind::Urgent, plan };
        state.apply(&conduct::Event { at: Instant::MIN, by, what });
        let movement = state.movement(movement).unwrap();
        let place = |lat| Place::from_e7(lat, 728_800_000).unwrap();
        let way = Drawn {
            line: vec![place(1), place(2)],
            is_as_it_runs: true,
            points: vec![("fort".parse().unwrap(), "safe-haven".parse().unwrap(), place(3))],
            havens: vec![place(4)],
            halts: Vec::new(),
        };
        let told = Told { state: &state, movement, words: Catalogue::english() }.way(&way);
        let spots: Vec<_> = told.iter().filter(|event| event.kind == "b-m-p-s-m").collect();
        let said: Vec<_> = spots.iter().map(|spot| (spot.point.place, spot.callsign().unwrap())).collect();
        assert_eq!(said, [(place(3), "fort (safe haven)"), (place(4), "Safe haven")]);
        let in_urdu = Told { state: &state, movement, words: Catalogue::of(Language::Urdu) }.way(&way);
        assert!(
            in_urdu.iter().zip(&told).all(|(one, other)| one.uid == other.uid),
            "one thing on whichever map"
        );
        assert!(
            in_urdu.iter().any(|event| event.callsign().unwrap().contains("fort")
                && event.callsign().unwrap().contains("محفوظ پناہ")),
            "{in_urdu:?}"
        );
        let lies_there = lies_there(&state, movement, Some(&way));
        assert!(told.iter().all(|event| lies_there.contains(&event.uid)), "{lies_there:?}");
    }
}
