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
    now: Instant,
) -> Vec<Event> {
    let own = state.alerts_about(movement.id).filter(|(_, alert)| !alert.is_of_duress());
    let mut own: Vec<_> = own.collect();
    own.sort_by_key(|(_, alert)| alert.listed_by());
    // No language is known of a device.
    let told = Told { state, movement, words: Catalogue::english(), last, board, now };
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
        let at = |id, at: Instant| words.say_with(id, [("at", at.to_string().into())]);
        let Some(found) = &alert.found else { return vec![at("tak-alert-since", alert.raised_at)] };
        let element = found.key.element.as_ref();
        let element = element.map(|element| words.alert_at(rule, element.as_str(), |at| at.to_string()));
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
            let named = [("vehicle", vehicle.into()), ("at", at.to_string().into())];
            There { fix, said: self.words.say_with("tak-alert-where", named) }
        });
        of_vehicle.or_else(|| {
            // Where people are is not where the movement is.
            let reporting = conduct::device::reporting(self.state, self.movement);
            let of_vehicles =
                reporting.filter(|(_, device)| Served::by(&device.serves) == Some(Served::Vehicle));
            let all = of_vehicles.map(|(id, _)| id);
            let (fix, at) = self.latest(all)?;
            let said = self.words.say_with("tak-alert-where-movement", [("at", at.to_string().into())]);
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
mod tests {
    use conduct::{What, alert::Key, device::DeviceSort, movement::Kind};
    use model::{
        Digest, Dossier, Path, Place,
        id::MovementId,
        party::{Actor, Role},
    };
    use uuid::Uuid;

    use super::*;

    const MOVEMENT: MovementId = MovementId(Uuid::nil());

    fn at(minute: i32) -> Instant {
        "2026-12-11T06:00:00Z".parse::<Instant>().unwrap().saturating_add(Span::minutes(minute))
    }

    fn device(n: u8) -> DeviceId {
        DeviceId(Uuid::from_bytes([n; 16]))
    }

    /// A convoy of two that left at six, each with a device.
    fn on_the_road() -> State {
        let mut plan = Dossier::default();
        let mut state = State::default();
        let cars = ["lead", "coach"].map(|label| format!("vehicles[{label}]").parse::<Path>().unwrap());
        for car in &cars {
            plan.mention(car).unwrap();
        }
        let (movement, number) = (MOVEMENT, "SC-1".parse().unwrap());
        happens(&mut state, What::MovementRequested { movement, number, kind: Kind::Urgent, plan });
        for (n, serves) in (1..).zip(cars) {
            let (sort, credential) = (DeviceSort::Phone, Digest([n; 32]));
            let device = device(n);
            happens(
                &mut state,
                What::DeviceEnrolled { device, serves, sort, credential, until: None, consent: None },
            );
        }
        let seen = Dossier::default();
        happens(&mut state, What::DepartureObserved { movement, seen_at: at(0), seen });
        state
    }

    fn happens(state: &mut State, what: What) {
        let by = Actor { person: None, role: Role::System, agency: "room".parse().unwrap() };
        state.apply(&conduct::Event { at: at(0), by, what });
    }

    fn raised(state: &mut State, n: u128, rule: &str, vehicle: Option<&str>, found: bool) -> AlertId {
        let (alert, rule): (_, Word) = (AlertId(Uuid::from_u128(n)), rule.parse().unwrap());
        let vehicles: Vec<Word> = vehicle.iter().map(|vehicle| vehicle.parse().unwrap()).collect();
        let key = Key { rule: rule.clone(), subject: None, element: None };
        let found =
            found.then(|| Found { vehicles, delay: Some(Span::minutes(20)), ..Found::of(key, at(10)) });
        happens(state, What::AlertRaised { alert, movement: MOVEMENT, rule, found, late: false, due: None });
        alert
    }

    fn told(state: &State, places: &[(u8, i32, i32)], now: Instant) -> Vec<Event> {
        told_of(state, places, now, &Board::default())
    }

    fn told_of(state: &State, places: &[(u8, i32, i32)], now: Instant, board: &Board) -> Vec<Event> {
        let places: Vec<_> = places.iter().map(|(n, lat, minute)| (device(*n), *lat, at(*minute))).collect();
        let last = move |asked: DeviceId| {
            let (_, lat, at) = places.iter().find(|(device, ..)| *device == asked)?;
            let place = Place::from_e7((*lat).into(), 0).unwrap();
            let accuracy_mm = Some(5_000);
            Some((
                Fix {
                    place,
                    accuracy_mm,
                    speed_mm_s: None,
                    course_mdeg: None,
                    height_mm: None,
                    battery_percent: None,
                },
                *at,
            ))
        };
        alarms(state, state.movement(MOVEMENT).unwrap(), (&last, board), now)
    }

    #[test]
    fn a_spot_about_being_late_says_by_how_much_by_now_and_when_they_are_expected() {
        let mut state = on_the_road();
        let (alert, rule): (_, Word) = (AlertId(Uuid::from_u128(1)), "late".parse().unwrap());
        let point: Word = "bridge".parse().unwrap();
        let key = Key { rule: rule.clone(), subject: None, element: Some(point.clone()) };
        let found = Some(Found { delay: Some(Span::minutes(20)), ..Found::of(key, at(10)) });
        happens(
            &mut state,
            What::AlertRaised { alert, movement: MOVEMENT, rule, found, late: false, due: None },
        );
        let board = Board::default();
        let said =
            |board: &Board| spots(&told_of(&state, &[(1, 350_000_000, 11)], at(60), board))[0].2.clone();
        assert!(said(&board).contains("20 min later"), "{}", said(&board));
        let planned = Some(at(5));
        let expected = ops::watching::Expected { point, planned, estimate: Some(at(50)) };
        let ahead = ops::watching::Ahead { as_of: Some(at(11)), points: vec![expected] };
        board.goes_on(vec![(MOVEMENT, Some(ahead))], at(11));
        // Nobody saw them there by then.
        let said = said(&board);
        assert!(
            said.contains("55 min later") && said.contains(&format!("Expected there at {}", at(60))),
            "{said}"
        );
    }

    fn spots(events: &[Event]) -> Vec<(&str, i32, String)> {
        let spots = events.iter().filter(|event| event.kind == "b-m-p-s-m");
        let said = |event: &Event| event.detail.child("remarks").unwrap().text();
        spots.map(|event| (event.uid.as_str(), event.point.place.lat_e7(), said(event))).collect()
    }

    #[test]
    fn a_client_is_told_of_the_alerts_of_its_movement_but_of_duress_in_it_nothing() {
        let mut state = on_the_road();
        raised(&mut state, 1, "stopped", Some("coach"), true);
        raised(&mut state, 2, "duress", Some("coach"), true);
        let told = told(&state, &[(2, 7, 11)], at(12));
        assert_eq!(told.iter().map(|event| &*event.kind).collect::<Vec<_>>(), ["b-t-f", "b-m-p-s-m"]);
        let said = format!("{told:?}");
        assert!(said.contains("a vehicle stands") && !said.contains("duress"), "{said}");
    }

    #[test]
    fn an_alert_is_where_its_vehicle_was_last_and_says_when_that_was_and_what_was_measured() {
        let mut state = on_the_road();
        let alert = raised(&mut state, 1, "stopped", Some("coach"), true);
        let told = told(&state, &[(1, 3, 12), (2, 7, 11)], at(13));
        let spots = spots(&told);
        let [(uid, lat, said)] = &spots[..] else { panic!("{spots:?}") };
        assert_eq!((*uid, *lat), (&*format!("safeconduct.{MOVEMENT}.alert.{alert}"), 7));
        let lines: Vec<&str> = said.lines().collect();
        assert!(lines[0].contains("SC-1") && lines[0].contains("a vehicle stands"), "{said}");
        assert_eq!(lines[1..3], ["coach", "stood for 20 min"], "{said}");
        assert!(lines[3].contains("2026-12-11T06:10:00Z"), "{said}");
        assert!(lines[4].contains("coach") && lines[4].contains("2026-12-11T06:11:00Z"), "{said}");
    }

    #[test]
    fn a_call_of_which_only_the_device_is_known_says_whom_that_serves() {
        let mut state = on_the_road();
        let (alert, rule): (_, Word) = (AlertId(Uuid::from_u128(1)), "emergency".parse().unwrap());
        let element = Some(device(2).to_string().parse().unwrap());
        let found = Some(Found::of(Key { rule: rule.clone(), subject: None, element }, at(10)));
        let raised = What::AlertRaised { alert, movement: MOVEMENT, rule, found, late: false, due: None };
        happens(&mut state, raised);
        let told = told(&state, &[(1, 3, 12)], at(13));
        let said = &spots(&told)[0].2;
        assert_eq!(said.lines().nth(1), Some("coach, the reporting device"), "{said}");
    }

    #[test]
    fn where_nobody_knows_the_vehicle_it_is_where_the_movement_was_and_says_so_and_else_on_no_map() {
        let mut state = on_the_road();
        raised(&mut state, 1, "lost-contact", Some("coach"), true);
        raised(&mut state, 2, "missed-call", None, false);
        let known = told(&state, &[(1, 3, 12)], at(13));
        let known = spots(&known);
        assert_eq!(known.iter().map(|(_, lat, _)| *lat).collect::<Vec<_>>(), [3, 3]);
        assert!(known.iter().all(|(.., said)| said.contains("where the movement was last")), "{known:?}");
        // What was reported long before it left is not of it.
        for places in [&[][..], &[(1, 3, -600)]] {
            let told = told(&state, places, at(13));
            assert_eq!(told.iter().map(|event| &*event.kind).collect::<Vec<_>>(), ["b-t-f"; 2]);
        }
    }

    #[test]
    fn a_spot_is_told_anew_while_its_alert_is_open_and_when_that_is_over_and_the_message_once() {
        let mut state = on_the_road();
        raised(&mut state, 1, "stopped", Some("coach"), true);
        let places = [(2, 7, 11)];
        let [first, same, renewed] = [12, 13, 14].map(|minute| told(&state, &places, at(minute)));
        assert_eq!(first, same);
        assert_eq!(first[0], renewed[0]);
        assert_ne!(first[1], renewed[1]);
        assert!(first[1].stale.since(first[1].time) >= Span(RENEWED.0 * 2));
        let alert = AlertId(Uuid::from_u128(1));
        let mut found = state.alerts[&alert].found.clone().unwrap();
        found.until = Some(at(11));
        happens(&mut state, What::AlertChanged { alert, movement: MOVEMENT, found, due: None });
        let over = told(&state, &places, at(13));
        assert!(spots(&over)[0].2.contains("It is over since 2026-12-11T06:11:00Z"), "{over:?}");
    }

    #[test]
    fn that_somebody_has_it_is_said_once_somebody_took_it_and_until_then_that_the_room_was_told() {
        let mut state = on_the_road();
        let alert = raised(&mut state, 1, "emergency", Some("coach"), true);
        let places = [(2, 7, 11)];
        let before = told(&state, &places, at(12));
        let said = format!("{before:?}");
        assert!(said.matches("The room was told.").count() == 2 && !said.contains("taken"), "{said}");
        happens(&mut state, What::AlertAcknowledged { alert, due: None });
        let after = told(&state, &places, at(12));
        assert_eq!(
            after.iter().map(|event| &*event.kind).collect::<Vec<_>>(),
            ["b-t-f", "b-t-f", "b-m-p-s-m"]
        );
        assert_eq!(before[0], after[0], "what was said is not said again otherwise");
        assert!(after[1].uid.ends_with(&format!("{alert}-taken")), "{:?}", after[1].uid);
        assert!(format!("{:?}", after[1]).contains("Somebody has taken it."), "{after:?}");
        assert!(spots(&after)[0].2.contains("Somebody has taken it."), "{after:?}");
    }
}
