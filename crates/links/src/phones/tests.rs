use model::{Instant, Signal};
use proptest::prelude::*;

use super::{Ignored, Refused, osmand, owntracks, traccar};

fn received() -> Instant {
    Instant::from_micros(1_700_000_000_000_000).unwrap()
}

#[test]
fn speed_is_in_knots_metres_a_second_or_kilometres_an_hour_by_who_sends_it() {
    let of = |posted: super::Posted| posted.reports[0].fix.unwrap().speed_mm_s;
    assert_eq!(of(osmand::read("id=1&lat=1&lon=2&speed=10", received()).unwrap()), Some(5_144));
    let post = br#"{"device_id":"1","location":{"coords":{"latitude":1,"longitude":2,"speed":10}}}"#;
    assert_eq!(of(traccar::read(post, received()).unwrap()), Some(10_000));
    let post = br#"{"_type":"location","tst":1,"lat":1,"lon":2,"vel":36}"#;
    assert_eq!(of(owntracks::read(post).unwrap()), Some(10_000));
}

#[test]
fn what_a_telephone_does_not_know_is_not_zero() {
    let post = br#"{"device_id":1,"location":{"coords":{"latitude":1,"longitude":2,"speed":-1,"heading":-1,"accuracy":-1},
        "battery":{"level":-1}}}"#;
    let posted = traccar::read(post, received()).unwrap();
    let fix = posted.reports[0].fix.unwrap();
    assert_eq!(
        (fix.speed_mm_s, fix.course_mdeg, fix.accuracy_mm, fix.battery_percent),
        (None, None, None, None)
    );
    assert_eq!((posted.device.as_deref(), posted.reports[0].at), (Some("1"), received()));
    let fix =
        osmand::read("id=1&lat=1&lon=2&batt=120&bearing=360", received()).unwrap().reports[0].fix.unwrap();
    assert_eq!((fix.battery_percent, fix.course_mdeg), (None, Some(0)));
}

#[test]
fn a_call_for_help_is_heard_with_or_without_a_place() {
    let posted = osmand::read("/?id=1&alarm=sos", received()).unwrap();
    assert_eq!((posted.reports[0].signal, posted.reports[0].fix), (Some(Signal::Emergency), None));
    let posted = osmand::read("id=1&lat=1&lon=2&alarm=lowBattery", received()).unwrap();
    assert_eq!(
        (posted.reports[0].signal, &posted.ignored[..]),
        (None, &[Ignored::Alarm("lowBattery".to_owned())][..])
    );
    let post = br#"{"device_id":"1","location":{"mock":true,"extras":{"alarm":"SOS"}}}"#;
    let posted = traccar::read(post, received()).unwrap();
    assert_eq!((posted.reports[0].signal, posted.reports[0].fix), (Some(Signal::Emergency), None));
    assert_eq!(posted.ignored, [Ignored::Simulated]);
}

#[test]
fn of_a_simulated_position_the_telephone_was_heard_and_nobody_knows_where() {
    let one = |mock: bool| {
        let coords = r#"{"latitude":1,"longitude":2}"#;
        format!(r#"{{"timestamp":"2023-11-14T22:13:10Z","mock":{mock},"coords":{coords}}}"#)
    };
    let post = format!(r#"{{"device_id":"1","location":[{},{}]}}"#, one(true), one(false));
    let posted = traccar::read(post.as_bytes(), received()).unwrap();
    let [simulated, real] = &posted.reports[..] else { panic!("{posted:?}") };
    assert_eq!((simulated.fix, simulated.signal, simulated.at), (None, None, real.at));
    assert!(real.fix.is_some());
    assert_eq!(posted.ignored, [Ignored::Simulated]);
}

#[test]
fn what_cannot_be_read_is_named() {
    let osmand = |query: &str| osmand::read(query, received()).unwrap_err().to_string();
    for (query, wrong) in [
        ("", "id: missing"),
        ("lat=1&lon=2", "id: missing"),
        ("id=1&lat=1", "lon: missing"),
        ("id=1&lon=1", "lat: missing"),
        ("id=1&lat=1&lat=2&lon=1", "lat: given more than once"),
        ("id=1&location=1", "location: expected latitude,longitude"),
        ("id=1&lat=NaN&lon=2", "lat, lon: latitude `NaN` is not a number"),
        ("id=1&lat=1&lon=2&speed=fast", "speed: `fast` is not a number"),
    ] {
        assert_eq!(osmand(query), wrong, "{query}");
    }
    assert!(osmand("id=1&timestamp=99999999999999999").starts_with("timestamp: "));
    assert!(osmand("id=1&lat=91&lon=2").contains("off the globe"));
    let owntracks = |post: &str| owntracks::read(post.as_bytes()).unwrap_err().to_string();
    assert_eq!(owntracks(r#"{"_type":"location","lat":1,"lon":2}"#), "tst: missing");
    assert_eq!(owntracks(r#"{"_type":"location","tst":1,"lat":{},"lon":2}"#), "lat: expected a number");
    assert_eq!(owntracks("[]"), "the post: expected an object");
    assert!(owntracks("{").starts_with("the post is no JSON: "));
    assert!(owntracks(&"[".repeat(10_000)).contains("recursion"));
    let traccar = |post: &str| traccar::read(post.as_bytes(), received()).unwrap_err();
    assert_eq!(traccar(r#"{"device_id":"1","location":{}}"#).to_string(), "location.coords: missing");
    assert_eq!(traccar(r#"{"location":{}}"#).to_string(), "device_id: missing");
    assert!(matches!(traccar(&" ".repeat(300_000)), Refused::TooLarge(_)));
}

#[test]
fn messages_without_a_position_are_taken_and_named() {
    for sort in ["lwt", "transition", "waypoint", "waypoints", "status", "card", "something new"] {
        let posted =
            owntracks::read(format!(r#"{{"_type":"{sort}","tst":1,"tid":"a"}}"#).as_bytes()).unwrap();
        assert_eq!((posted.reports.len(), &posted.ignored[..]), (0, &[Ignored::Sort(sort.to_owned())][..]));
        assert_eq!(posted.device.as_deref(), Some("a"));
    }
    assert_eq!(
        owntracks::read(br#"{"_type":"encrypted","data":"x"}"#).unwrap().ignored,
        [Ignored::Encrypted]
    );
}

proptest! {
    #[test]
    fn no_query_and_no_json_makes_it_panic(
        query in "((id|lat|lon|location|timestamp|speed|batt|bearing|alarm|valid)=[-0-9a-zA-Z.,%+]{0,12}&){0,9}",
        number in "-?[0-9]{1,25}([.][0-9]{1,9})?([eE]-?[0-9]{1,3})?",
        bytes in prop::collection::vec(any::<u8>(), 0..80),
    ) {
        let _ = osmand::read(&query, received());
        let post = format!(r#"{{"_type":"location","tst":{number},"lat":{number},"lon":{number},"vel":{number}}}"#);
        let _ = (owntracks::read(post.as_bytes()), owntracks::read(&bytes), traccar::read(&bytes, received()));
    }
}
