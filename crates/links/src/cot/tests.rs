//! Events of every shape, made at random, and written by hand.

use compact_str::CompactString;
use model::{Instant, Place};
use proptest::prelude::*;

use super::{
    Event, NotAnEvent, Point, make, negotiation, read,
    stream::{self, Astray, Form, Item, Stream},
    tak, write,
};
use crate::xml::{Element, Fault, Node};

const HEAD: &str =
    "time='2026-01-01T00:00:00Z' start='2026-01-01T00:00:00Z' stale='2026-01-01T00:05:00Z' how='m-g'";

fn xml(kind: &str, detail: &str) -> String {
    format!(
        "<event version='2.0' uid='U' type='{kind}' {HEAD}><point lat='1' lon='2' hae='3' ce='4' le='5'/>{detail}</event>"
    )
}

fn event(kind: &str, detail: &str) -> Event {
    read(xml(kind, detail).as_bytes()).unwrap()
}

fn moment() -> impl Strategy<Value = Instant> {
    (0..7_258_118_400_000_i64).prop_map(|ms| Instant::from_micros(ms * 1000).unwrap())
}

fn text() -> impl Strategy<Value = String> {
    "[ -~\t\n\r\u{e9}\u{4e2d}\u{1f600}]{1,20}"
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z_][A-Za-z0-9_.-]{0,12}",
        prop::sample::select(vec![
            "contact",
            "track",
            "status",
            "takv",
            "__group",
            "link",
            "emergency",
            "precisionlocation"
        ])
        .prop_map(str::to_owned),
    ]
}

fn attributes() -> impl Strategy<Value = Vec<(CompactString, CompactString)>> {
    let key = prop_oneof![
        name(),
        prop::sample::select(vec![
            "callsign", "endpoint", "speed", "course", "battery", "name", "role", "device"
        ])
        .prop_map(str::to_owned),
    ];
    let value = prop_oneof![text(), Just(String::new()), Just("12.5".to_owned()), Just("90".to_owned())];
    prop::collection::btree_map(key, value, 0..5)
        .prop_map(|map| map.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
}

/// Elements in canonical form: no two texts beside each other, no white space alone between elements.
fn element() -> impl Strategy<Value = Element> {
    let leaf = (name(), attributes(), prop::option::of(text())).prop_map(|(name, attributes, said)| {
        Element { name: name.into(), attributes, nodes: said.map(Node::Text).into_iter().collect() }
    });
    leaf.prop_recursive(4, 24, 4, |inner| {
        (name(), attributes(), prop::collection::vec(inner, 1..4), "[a-z ]{0,4}x").prop_map(
            |(name, attributes, inner, said)| {
                let mut nodes: Vec<Node> = inner.into_iter().map(Node::Element).collect();
                nodes.insert(0, Node::Text(said));
                Element { name: name.into(), attributes, nodes }
            },
        )
    })
}

fn events() -> impl Strategy<Value = Event> {
    let point = (
        (-900_000_000_i64..=900_000_000, -1_800_000_000_i64..=1_800_000_000),
        prop::option::of(-999_999_999..999_000_000_i32),
        prop::option::of(0..999_000_000_u32),
        prop::option::of(0..999_000_000_u32),
    )
        .prop_map(|((lat, lon), height_mm, circular_mm, linear_mm)| Point {
            place: Place::from_e7(lat, lon).unwrap(),
            height_mm,
            circular_mm,
            linear_mm,
        });
    let said =
        (text().prop_filter("said", |text| !text.trim().is_empty()), "[a-z]-[a-zA-Z-]{1,9}", "[a-z-]{0,5}");
    (
        said,
        (moment(), moment(), moment()),
        point,
        prop::option::of(text()),
        prop::collection::vec(element(), 0..6),
    )
        .prop_map(|((uid, kind, how), (time, start, stale), point, access, inner)| Event {
            uid,
            kind: kind.into(),
            how: how.into(),
            time,
            start,
            stale,
            point,
            attributes: access.map(|access| ("access".into(), access.into())).into_iter().collect(),
            detail: inner.into_iter().fold(Element::new("detail"), Element::holding),
        })
}

/// The same whatever the order in a detail and among attributes: fields of the protocol come first.
fn unordered(mut event: Event) -> Event {
    fn sort(element: &mut Element) {
        element.attributes.sort();
        for node in &mut element.nodes {
            if let Node::Element(inner) = node {
                sort(inner);
            }
        }
    }
    sort(&mut event.detail);
    event.detail.nodes.sort_by_key(|node| format!("{node:?}"));
    event
}

/// Everything that comes of bytes in portions.
fn heard(bytes: &[u8], cuts: &[usize]) -> (Vec<Item>, Option<stream::Lost>) {
    let (mut stream, mut items, mut from) = (Stream::default(), Vec::new(), 0);
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).collect();
    cuts.sort_unstable();
    cuts.push(bytes.len());
    for cut in cuts {
        if let Err(lost) = stream.hear(&bytes[from..cut], &mut items) {
            return (items, Some(lost));
        }
        from = cut;
    }
    let lost = stream.end(&mut items).err();
    (items, lost)
}

proptest! {
    #[test]
    fn an_event_written_is_read_as_the_same(event in events()) {
        prop_assert_eq!(read(write(&event).as_bytes()), Ok(event));
    }

    #[test]
    fn an_event_in_protobuf_is_the_same_but_for_the_order_in_its_detail(event in events()) {
        let message = tak::Message { control: None, event: Some(event.clone()) };
        let again = tak::read(&tak::write(&message)).unwrap().event.unwrap();
        prop_assert_eq!(unordered(again), unordered(event));
    }

    #[test]
    fn bytes_in_any_portions_give_the_same_events(
        said in prop::collection::vec((events(), 0..4_u8), 1..5),
        cuts in prop::collection::vec(any::<usize>(), 0..12),
    ) {
        let mut bytes = Vec::new();
        for (event, form) in &said {
            match form {
                0 => bytes.extend(write(event).bytes()),
                1 => bytes.extend(format!("<?xml version='1.0'?>\r\n{}\n", write(event)).bytes()),
                2 => bytes.extend(format!("\u{feff}<!-- </event> --> {}", write(event)).bytes()),
                _ => bytes.extend(tak::frame(event)),
            }
        }
        let (items, lost) = heard(&bytes, &cuts);
        prop_assert_eq!(lost, None);
        prop_assert_eq!(&heard(&bytes, &[]).0, &items);
        prop_assert_eq!(items.len(), said.len());
        for (item, (event, form)) in items.into_iter().zip(said) {
            let Item::Event(heard, came) = item else { panic!("{item:?}") };
            prop_assert_eq!(came == Form::Tak, form == 3);
            prop_assert_eq!(unordered(heard), unordered(event));
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), head in 0..4_usize) {
        let begun = [&b""[..], b"<event ", b"\xbf\x20", b"\xbf\x01\xbf"][head];
        let bytes = [begun, &bytes].concat();
        let _ = (heard(&bytes, &[7, 13]), read(&bytes), tak::read(&bytes), stream::datagram(&bytes));
    }
}

#[test]
fn the_end_of_an_event_is_found_by_its_tokens() {
    let inner = "<detail a='/event>' b=\"/>\"><!-- </event> --><x><![CDATA[</event>]]></x><event/><?p </event>?></detail>";
    let one = xml("a-f", inner);
    let (items, lost) = heard(format!("{one}{one}").as_bytes(), &[3, 99]);
    assert_eq!((items.len(), lost), (2, None));
    let Item::Event(event, Form::Xml) = &items[0] else { panic!("{items:?}") };
    assert_eq!(event.detail.child("x").unwrap().text(), "</event>");
    // XML does not allow it in an attribute as it is: that is one event refused, and no end of one.
    let within = xml("a-f", "<detail a='</event>'/>");
    let (items, lost) = heard(format!("{within}{one}").as_bytes(), &[]);
    assert!(matches!(items[..], [Item::Refused(_), Item::Event(..)]) && lost.is_none(), "{items:?}");
}

#[test]
fn an_event_that_is_wrong_is_refused_and_the_next_one_is_heard() {
    let wrong = xml("a-f", "<detail><a></b></detail>");
    let auth = "<auth><cot username='a' password='secret'/></auth>";
    let frame = [0xbf, 3, 0x12, 0xff, 0xff];
    let bytes = [wrong.as_bytes(), auth.as_bytes(), &frame[..], xml("a-f", "").as_bytes()].concat();
    let (items, lost) = heard(&bytes, &[]);
    assert_eq!((items.len(), lost), (4, None));
    let refused: Vec<(u64, String)> = items[..3]
        .iter()
        .map(|item| match item {
            Item::Refused(refused) => (refused.at, refused.to_string()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(refused[0].0, 0);
    assert_eq!(refused[1].0, wrong.len() as u64);
    assert!(refused[1].1.contains("`auth`") && !refused[1].1.contains("secret"), "{}", refused[1].1);
    assert!(refused[2].1.contains("no TAK message"), "{}", refused[2].1);
    assert!(matches!(items[3], Item::Event(..)));
}

#[test]
fn an_event_too_large_is_told_and_passed_over() {
    let large = xml("a-f", &format!("<detail><x>{}</x></detail>", "y".repeat(200_000)));
    let mut frame = vec![0xbf, 0x80, 0x80, 0x08];
    frame.extend(vec![0; 1 << 17]);
    let bytes = [large.as_bytes(), &frame, xml("a-f", "").as_bytes()].concat();
    let (items, lost) = heard(&bytes, &[70_000]);
    assert_eq!(lost, None);
    let told: Vec<bool> =
        items.iter().map(|it| matches!(it, Item::Refused(it) if it.why == stream::Why::TooLarge)).collect();
    assert_eq!(told, [true, true, false]);
}

#[test]
fn where_nobody_can_say_what_comes_next_the_connection_has_to_be_closed() {
    let one = xml("a-f", "");
    let begun = |garbage: &str| [one.as_bytes(), garbage.as_bytes()].concat();
    for (bytes, at, why) in [
        (begun("GET / HTTP/1.1"), 0, Astray::Garbage(b'G')),
        (begun("<!DOCTYPE event [<!ENTITY a 'b'>]>"), 2, Astray::Dtd),
        (begun("</event>"), 1, Astray::EndAlone),
        (begun("<1"), 1, Astray::Markup(b'1')),
        (begun("<event <"), 7, Astray::Markup(b'<')),
        (begun("<event a="), 9, Astray::Unfinished),
        ([one.as_bytes(), &[0xbf, 0xff, 0xff, 0xff, 0xff]].concat(), 4, Astray::Length),
    ] {
        let (items, lost) = heard(&bytes, &[5]);
        let lost = lost.expect("lost");
        assert_eq!((items.len(), lost.at, lost.why), (1, one.len() as u64 + at, why), "{lost}");
    }
    let mut stream = Stream::default();
    let first = stream.hear(b"x", &mut Vec::new());
    assert_eq!(stream.hear(one.as_bytes(), &mut Vec::new()), first);
}

#[test]
fn an_event_that_never_ends_does_not_go_on_for_ever() {
    let (mut stream, mut items) = (Stream::default(), Vec::new());
    stream.hear(b"<event><!--", &mut items).unwrap();
    let portion = vec![b'x'; 1 << 20];
    let lost = (0..20).find_map(|_| stream.hear(&portion, &mut items).err()).expect("lost");
    assert_eq!((lost.why, items.len()), (Astray::Endless, 1));
}

#[test]
fn a_datagram_is_one_event_in_either_form() {
    let told = event("a-f-G", "<detail><contact callsign='A'/></detail>");
    assert_eq!(stream::datagram(write(&told).as_bytes()), [Item::Event(told.clone(), Form::Xml)]);
    let mesh = tak::datagram(&told);
    assert_eq!(stream::datagram(&mesh), [Item::Event(told.clone(), Form::Tak)]);
    assert_eq!(heard(&mesh, &[1, 2]), (vec![Item::Event(told, Form::Tak)], None));
    assert!(matches!(&stream::datagram(b"hello")[..], [Item::Refused(_)]));
}

#[test]
fn there_is_no_dtd_no_entity_and_no_depth_without_end() {
    let fault = |xml: &str| match read(xml.as_bytes()) {
        Err(NotAnEvent::Malformed(malformed)) => malformed.fault,
        other => panic!("{other:?}"),
    };
    assert_eq!(fault("<!DOCTYPE a [<!ENTITY b 'c'>]><event/>"), Fault::Dtd);
    assert_eq!(fault(&xml("a-f", "<detail>&xxe;</detail>")), Fault::Entity("xxe".to_owned()));
    assert_eq!(fault(&xml("a-f", "<detail a='&xxe;'/>")), Fault::Entity("xxe".to_owned()));
    assert_eq!(fault(&xml("a-f", "<detail>&#0;</detail>")), Fault::Character);
    assert_eq!(fault(&xml("a-f", "<detail a='&#1;'/>")), Fault::Character);
    assert_eq!(fault(&xml("a-f", &"<a>".repeat(100))), Fault::TooDeep(32));
    assert_eq!(fault(&xml("a-f", &"<a/>".repeat(5000))), Fault::TooMany(4096));
    let many: String = (0..100).map(|number| format!(" a{number}=''")).collect();
    assert_eq!(fault(&xml("a-f", &format!("<detail{many}/>"))), Fault::TooManyAttributes(64));
    assert!(matches!(fault("<event a='1' a='2'/>"), Fault::Attribute(_)));
    assert_eq!(fault(&format!("{}<event/>", xml("a-f", ""))), Fault::BesideTheRoot);
    assert_eq!(event("a-f", "<detail>&#65;&lt;&amp;</detail>").detail.text(), "A<&");
}

#[test]
fn a_place_off_the_globe_or_no_number_is_refused_and_an_unknown_error_is_none() {
    let point = |point: &str| read(format!("<event uid='U' type='a-f' {HEAD}>{point}</event>").as_bytes());
    for wrong in
        ["lat='91' lon='0'", "lat='north' lon='0'", "lat='0' lon='inf'", "lat='1e300' lon='0'", "lat='0'"]
    {
        assert!(point(&format!("<point {wrong} hae='0' ce='1' le='1'/>")).is_err(), "{wrong}");
    }
    assert!(point("").unwrap_err().to_string().contains("`point`"));
    let unknown = point("<point lat='0' lon='0' hae='NaN' ce='9999999.0' le='999999'/>").unwrap().point;
    assert_eq!((unknown.height_mm, unknown.circular_mm, unknown.linear_mm), (None, None, None));
    assert_eq!(unknown.place, Place::ORIGIN);
}

#[test]
fn a_connection_changes_to_protobuf_by_offer_request_and_answer() {
    let now = Instant::from_micros(1_700_000_000_000_000).unwrap();
    let offer = read(write(&negotiation::offer("p", now)).as_bytes()).unwrap();
    assert_eq!(offer.negotiates(), Some(negotiation::Word::Offered(1)));
    let request = negotiation::request(&offer.uid, now);
    assert_eq!((request.negotiates(), request.uid.as_str()), (Some(negotiation::Word::Asked(1)), "p"));
    let answer = negotiation::answer(&request, now);
    assert_eq!(answer.negotiates(), Some(negotiation::Word::Answered(true)));
    let later = event("t-x-takp-q", "<detail><TakControl><TakRequest version='2'/></TakControl></detail>");
    assert_eq!(negotiation::answer(&later, now).negotiates(), Some(negotiation::Word::Answered(false)));
    let unreadable = event("t-x-takp-q", "<detail><TakControl><TakRequest/></TakControl></detail>");
    assert_eq!(unreadable.negotiates(), None);
}

#[test]
fn what_somebody_puts_on_the_map_is_no_report_and_a_call_for_help_is_one() {
    use model::Signal;
    let mut drawn = event("a-h-G", "<detail><contact callsign='H'/></detail>");
    assert!(drawn.report().is_some());
    drawn.how = "h-g-i-g-o".into();
    assert!(drawn.report().is_none());
    drawn.detail = drawn.detail.holding(Element::new("takv"));
    assert!(drawn.report().is_some());
    let signal = |kind: &str, detail: &str| event(kind, detail).report().and_then(|report| report.signal);
    for kind in ["b-a-o", "b-a-o-tbl", "b-a-o-pan", "b-a-o-opn"] {
        assert_eq!(signal(kind, ""), Some(Signal::Emergency), "{kind}");
    }
    assert_eq!(signal("b-a-o-can", ""), Some(Signal::EmergencyOver));
    assert_eq!(signal("a-f-G", "<detail><emergency cancel='TRUE'/></detail>"), Some(Signal::EmergencyOver));
    assert_eq!(signal("a-f-G", ""), None);
    for kind in ["b-t-f", "b-m-r", "b-m-p-w", "u-d-f", "t-x-c-t", "b-a-g", "ab"] {
        assert!(event(kind, "").report().is_none(), "{kind}");
    }
}

#[test]
fn a_client_without_a_fix_is_heard_and_is_nowhere_also_when_it_calls_for_help() {
    let at = |lat: &str, ce: &str, inner: &str| {
        let point = format!("lat='{lat}' lon='0.0' hae='0.0' ce='{ce}' le='9999999.0'");
        let text = xml("a-f-G", inner).replace("lat='1' lon='2' hae='3' ce='4' le='5'", &point);
        read(text.as_bytes()).unwrap().report().unwrap()
    };
    let (position, call) = ("<detail><takv/></detail>", "<detail><takv/><emergency/></detail>");
    let nowhere = at("0.000000", "9999999.0", position);
    assert_eq!((nowhere.fix, nowhere.signal), (None, None));
    assert_eq!(at("0.0", "9999999.0", call).signal, Some(model::Signal::Emergency));
    assert_eq!(at("0.0", "9999999.0", call).fix, None);
    // One that computes its place from nothing says so, whatever it says of the error.
    let of_nothing = at("NaN", "5.0", call);
    assert_eq!((of_nothing.fix, of_nothing.signal), (None, Some(model::Signal::Emergency)));
    let message = tak::Message { control: None, event: Some(event("b-a-o-tbl", "")) };
    let wire = tak::write(&message);
    let lat = [&[0x51][..], &1.0_f64.to_le_bytes()].concat();
    let begins = wire.windows(lat.len()).position(|some| some == lat).unwrap();
    let spoiled = [&wire[..=begins], &f64::NAN.to_le_bytes(), &wire[begins + lat.len()..]].concat();
    let report = tak::read(&spoiled).unwrap().event.unwrap().report().unwrap();
    assert_eq!((report.fix, report.signal), (None, Some(model::Signal::Emergency)));
    // Whoever says how exact it is has one there, and so has whoever is elsewhere.
    assert!(at("0.0", "5.0", position).fix.is_some() && at("0.1", "9999999.0", position).fix.is_some());
}

#[test]
fn what_the_room_makes_is_read_back_as_it_was_meant() {
    let now = Instant::from_micros(1_700_000_000_000_000).unwrap();
    let stale = now.saturating_add(model::Span::minutes(5));
    let said = make::Said { uid: "D", callsign: "Convoy <1> & \"lead\"", now, stale };
    let at = |lat, lon| Place::from_e7(lat, lon).unwrap();
    let fix = model::Fix {
        place: at(349_300_001, -728_800_000),
        accuracy_mm: Some(4_500),
        speed_mm_s: Some(13_890),
        course_mdeg: Some(271_500),
        height_mm: Some(-12_000),
        battery_percent: Some(83),
    };
    let again = |event: &Event| {
        let xml = read(write(event).as_bytes()).unwrap();
        assert_eq!(&xml, event);
        let message = tak::Message { control: None, event: Some(event.clone()) };
        assert_eq!(
            unordered(tak::read(&tak::write(&message)).unwrap().event.unwrap()),
            unordered(event.clone())
        );
        xml
    };
    let position = again(&make::position(said, "a-f-G-E-V-C", now, &fix));
    assert_eq!(position.report(), Some(model::Report { at: now, fix: Some(fix), signal: None }));
    assert_eq!(position.callsign(), Some(said.callsign));
    let stops = [make::Stop { place: at(1, 2), name: "SP" }, make::Stop { place: at(-3, 4), name: "" }];
    let route = again(&make::route(said, &stops));
    let points: Vec<_> = route.waypoints().map(|it| (it.place, it.callsign.to_owned())).collect();
    assert_eq!(points, [(at(1, 2), "SP".to_owned()), (at(-3, 4), String::new())]);
    let circle = again(&make::circle(said, at(5, 6), 2_500_250));
    assert_eq!(circle.circle_radius_mm(), Some(2_500_250));
    let outline = again(&make::outline(said, &[at(1, 1), at(1, 9), at(9, 9)]));
    assert_eq!(
        outline.waypoints().map(|it| it.place).collect::<Vec<_>>(),
        [at(1, 1), at(1, 9), at(9, 9), at(1, 1)]
    );
    for marker in [make::Marker::Checkpoint, make::Marker::Waypoint, make::Marker::SafeHaven] {
        assert!(again(&make::marker(said, marker, at(7, 8), "ask for <the guard>")).report().is_none());
    }
    let spot = again(&make::spot(said, position.point, "line one\nline two"));
    assert_eq!((spot.point, spot.callsign()), (position.point, Some(said.callsign)));
    assert_eq!((spot.report(), spot.emergency()), (None, None), "it is nobody's call for help");
    assert_eq!(spot.detail.child("remarks").unwrap().text(), "line one\nline two");
    assert!(spot.detail.child("archive").is_none(), "what is kept does not go by itself");
    let call = again(&make::emergency(said, position.point));
    assert_eq!((call.device(), call.emergency().map(|it| it.over)), ("D", Some(false)));
    let over = again(&make::emergency_over(said, position.point));
    assert_eq!((over.uid.as_str(), over.emergency().map(|it| it.over)), ("D-9-1-1", Some(true)));
    assert_eq!(again(&make::pong(now)).kind, "t-x-c-t-r");
    let message = again(&make::message(said, "M-1", "ask for <the guard>"));
    let chat = message.chat().unwrap();
    assert_eq!((chat.message, chat.text.as_str()), (Some("M-1"), "ask for <the guard>"));
    assert_eq!((chat.sender_uid, message.report()), (Some("D"), None));
    let removal = again(&make::removal("D.way", now));
    let link = removal.detail.child("link").and_then(|link| link.attribute("uid"));
    assert_eq!((removal.kind.as_str(), link), ("t-x-d-d", Some("D.way")));
    assert_eq!(removal.report(), None);
}
