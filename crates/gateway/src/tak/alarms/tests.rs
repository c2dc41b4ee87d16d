//! What clients are told of alerts.

use conduct::{What, alert::Key, device::DeviceSort, movement::Kind};
use model::{
    Digest, Dossier, Path, Place,
    id::MovementId,
    party::{Actor, Role},
};
use uuid::Uuid;
use words::Language;

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
            What::DeviceEnrolled {
                device,
                serves,
                sort,
                credential,
                until: None,
                consent: None,
                language: None,
            },
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
    let found = found.then(|| Found { vehicles, delay: Some(Span::minutes(20)), ..Found::of(key, at(10)) });
    happens(state, What::AlertRaised { alert, movement: MOVEMENT, rule, found, late: false, due: None });
    alert
}

fn told(state: &State, places: &[(u8, i32, i32)], now: Instant) -> Vec<Event> {
    told_of(state, places, now, &Board::default())
}

fn told_of(state: &State, places: &[(u8, i32, i32)], now: Instant, board: &Board) -> Vec<Event> {
    told_in(Catalogue::english(), state, (places, board), now)
}

fn told_in(
    words: &Catalogue,
    state: &State,
    (places, board): (&[(u8, i32, i32)], &Board),
    now: Instant,
) -> Vec<Event> {
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
    alarms(state, state.movement(MOVEMENT).unwrap(), (&last, board), words, now)
}

#[test]
fn a_spot_about_being_late_says_by_how_much_by_now_and_when_they_are_expected() {
    let mut state = on_the_road();
    let (alert, rule): (_, Word) = (AlertId(Uuid::from_u128(1)), "late".parse().unwrap());
    let point: Word = "bridge".parse().unwrap();
    let key = Key { rule: rule.clone(), subject: None, element: Some(point.clone()) };
    let found = Some(Found { delay: Some(Span::minutes(20)), ..Found::of(key, at(10)) });
    happens(&mut state, What::AlertRaised { alert, movement: MOVEMENT, rule, found, late: false, due: None });
    let board = Board::default();
    let said = |board: &Board| spots(&told_of(&state, &[(1, 350_000_000, 11)], at(60), board))[0].2.clone();
    assert!(said(&board).contains("20 min later"), "{}", said(&board));
    let planned = Some(at(5));
    let expected = ops::watching::Expected { point, planned, estimate: Some(at(50)) };
    let ahead = ops::watching::Ahead { as_of: Some(at(11)), points: vec![expected] };
    board.goes_on(vec![(MOVEMENT, Some(ahead))], at(11));
    // Nobody saw them there by then.
    let said = said(&board);
    assert!(said.contains("55 min later") && said.contains("Expected there at 2026-12-11 12:00"), "{said}");
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
    assert!(lines[3].contains("2026-12-11 11:10"), "by the clock of the room: {said}");
    assert!(lines[4].contains("coach") && lines[4].contains("2026-12-11 11:11"), "{said}");
}

#[test]
fn an_alert_is_told_in_the_language_of_whoever_holds_the_client_and_is_the_same_alert() {
    let mut state = on_the_road();
    raised(&mut state, 1, "stopped", Some("coach"), true);
    let told =
        |language| told_in(Catalogue::of(language), &state, (&[(2, 7, 11)], &Board::default()), at(13));
    let english = told(Language::English);
    for language in [Language::Urdu, Language::Chinese] {
        let (own, rule) = (told(language), Catalogue::of(language).alert("stopped"));
        assert!(own.iter().zip(&english).all(|(one, other)| one.uid == other.uid), "{own:?}");
        assert!(spots(&own)[0].2.contains(&rule) && !spots(&english)[0].2.contains(&rule), "{own:?}");
    }
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
    assert!(spots(&over)[0].2.contains("It is over since 2026-12-11 11:11"), "{over:?}");
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
    assert_eq!(after.iter().map(|event| &*event.kind).collect::<Vec<_>>(), ["b-t-f", "b-t-f", "b-m-p-s-m"]);
    assert_eq!(before[0], after[0], "what was said is not said again otherwise");
    assert!(after[1].uid.ends_with(&format!("{alert}-taken")), "{:?}", after[1].uid);
    assert!(format!("{:?}", after[1]).contains("Somebody has taken it."), "{after:?}");
    assert!(spots(&after)[0].2.contains("Somebody has taken it."), "{after:?}");
}
