use model::{Instant, Place};
use proptest::prelude::*;

use super::{
    Alert, Area, Category, Certainty, Circle, Info, MsgType, Resource, Scope, Severity, Status, Unwritable,
    Urgency, read, write,
};

fn text() -> impl Strategy<Value = String> {
    "([!-~\u{62a}\u{4e2d}]([ -~\n]{0,12}[!-~])?)?"
}

fn said() -> impl Strategy<Value = String> {
    text().prop_filter("said", |text| !text.is_empty())
}

fn moment() -> impl Strategy<Value = Instant> {
    (0..7_258_118_400_i64).prop_map(|seconds| Instant::from_micros(seconds * 1_000_000).unwrap())
}

fn place() -> impl Strategy<Value = Place> {
    (-900_000_000_i64..=900_000_000, -1_800_000_000_i64..=1_800_000_000)
        .prop_map(|(lat, lon)| Place::from_e7(lat, lon).unwrap())
}

fn area() -> impl Strategy<Value = Area> {
    let ring = prop::collection::vec(place(), 3..6).prop_map(|mut ring| {
        ring.push(ring[0]);
        ring
    });
    let circle = (place(), 0..1_u64 << 50).prop_map(|(centre, radius_mm)| Circle { centre, radius_mm });
    let lists = (
        prop::collection::vec(ring, 0..3),
        prop::collection::vec(circle, 0..3),
        prop::collection::vec((said(), text()), 0..3),
    );
    (text(), lists, text(), text()).prop_map(
        |(description, (polygons, circles, geocodes), altitude, ceiling)| Area {
            description,
            polygons,
            circles,
            geocodes,
            altitude,
            ceiling,
        },
    )
}

fn info() -> impl Strategy<Value = Info> {
    let words = (
        prop::collection::vec(prop::sample::select(Category::ALL), 1..4),
        prop::sample::select(Urgency::ALL),
        prop::sample::select(Severity::ALL),
        prop::sample::select(Certainty::ALL),
    );
    let texts = prop::array::uniform9(text());
    let times = prop::array::uniform3(prop::option::of(moment()));
    let pairs = prop::array::uniform2(prop::collection::vec((said(), text()), 0..3));
    let resource = (text(), text(), text(), text())
        .prop_map(|(description, mime_type, uri, digest)| Resource { description, mime_type, uri, digest });
    let lists = (
        prop::collection::vec(said(), 0..3),
        prop::collection::vec(resource, 0..2),
        prop::collection::vec(area(), 0..3),
    );
    (said(), words, texts, times, pairs, lists).prop_map(
        |(
            event,
            (categories, urgency, severity, certainty),
            texts,
            times,
            pairs,
            (responses, resources, areas),
        )| {
            let [language, audience, sender_name, headline, description, instruction, web, contact, _] =
                texts;
            let ([effective, onset, expires], [event_codes, parameters]) = (times, pairs);
            Info {
                language,
                categories,
                event,
                responses,
                urgency,
                severity,
                certainty,
                audience,
                event_codes,
                effective,
                onset,
                expires,
                sender_name,
                headline,
                description,
                instruction,
                web,
                contact,
                parameters,
                resources,
                areas,
            }
        },
    )
}

fn alert() -> impl Strategy<Value = Alert> {
    let words = (
        prop::sample::select(Status::ALL),
        prop::sample::select(MsgType::ALL),
        prop::sample::select(Scope::ALL),
    );
    let names = ("[A-Za-z0-9.:@/-]{1,20}", "[A-Za-z0-9.:@/-]{1,20}");
    let lists = (prop::collection::vec(said(), 0..3), prop::collection::vec(info(), 0..3));
    (names, moment(), words, prop::array::uniform6(text()), lists).prop_map(
        |((identifier, sender), sent, (status, msg_type, scope), texts, (codes, infos))| {
            let [source, restriction, addresses, note, references, incidents] = texts;
            Alert {
                identifier,
                sender,
                sent,
                status,
                msg_type,
                scope,
                source,
                restriction,
                addresses,
                codes,
                note,
                references,
                incidents,
                infos,
                signed: false,
                remarks: Vec::new(),
            }
        },
    )
}

const ALERT: &str = "<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>1</identifier><sender>s</sender>\
    <sent>2026-01-01T00:00:00+05:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>\
    <info><category>Security</category><event>Closure</event><urgency>Immediate</urgency><severity>Severe</severity>\
    <certainty>Observed</certainty><area><areaDesc>Besham</areaDesc><circle>34.93,72.88 2.5</circle></area></info></alert>";

proptest! {
    #[test]
    fn an_alert_written_is_read_as_the_same(alert in alert()) {
        prop_assert_eq!(read(write(&alert).unwrap().as_bytes()), Ok(alert));
    }
}

#[test]
fn what_is_missing_or_wrong_is_said_with_where() {
    for (from, to, wrong) in [
        ("<sender>s</sender>", "", "`sender` is missing or empty"),
        ("Actual", "Real", "`status` is `Real`: the standard has Actual, Exercise, System, Test, Draft"),
        ("+05:00", "", "`sent`: `2026-01-01T00:00:00` does not say its offset from UTC"),
        ("Closure", " ", "info 1: `event` is missing or empty"),
        ("Security", "War", "info 1: `category` is `War`: the standard has Geo"),
        ("34.93,72.88", "34.93;72.88", "info 1: area 1: `circle`: `34.93;72.88` is not written as"),
        ("34.93,72.88", "94.93,72.88", "info 1: area 1: `circle`: 949300000, 728800000"),
        ("2.5", "wide", "info 1: area 1: `circle`: `wide` is not a number"),
        ("cap:1.2", "cap:2.0", "no CAP alert: `urn:oasis:names:tc:emergency:cap:2.0` is not"),
        ("<alert ", "<!DOCTYPE alert><alert ", "no CAP alert: at byte 16: a DTD is not accepted"),
    ] {
        let error = read(ALERT.replacen(from, to, 1).as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with(wrong), "{to}: {error}");
    }
    let alert = read(ALERT.as_bytes()).unwrap();
    assert_eq!(alert.infos[0].areas[0].circles[0].radius_mm, 2_500_000);
}

#[test]
fn an_alert_that_others_would_not_read_is_not_written() {
    let alert = read(ALERT.as_bytes()).unwrap();
    let with = |change: &dyn Fn(&mut Alert)| {
        let mut changed = alert.clone();
        change(&mut changed);
        write(&changed).unwrap_err()
    };
    assert_eq!(with(&|it| it.identifier = "a b".to_owned()), Unwritable::Name("identifier"));
    assert_eq!(with(&|it| it.sender = "a,b".to_owned()), Unwritable::Name("sender"));
    assert_eq!(with(&|it| it.infos[0].categories.clear()), Unwritable::Empty("category"));
    let open = vec![Place::ORIGIN; 3];
    assert_eq!(with(&|it| it.infos[0].areas[0].polygons.push(open.clone())), Unwritable::Polygon);
}

#[test]
fn words_have_the_standards_spelling() {
    assert_eq!(Category::CBRNE.text(), "CBRNE");
    assert_eq!((MsgType::of("update"), MsgType::of("Updated")), (Some(MsgType::Update), None));
}
