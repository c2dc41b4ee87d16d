//! Events of ATAK, iTAK, WinTAK, CloudTAK and the test files of node-cot, pytak and taky.

use links::{
    cot::{
        Event, read,
        stream::{Item, Stream, datagram},
        tak, write,
    },
    xml::Element,
};

use crate::{mutilated, shared};

/// Files that are no events by intention: without sort, and without anything.
const NONE: [&str; 2] = ["node-cot-cli-03.xml", "pytak-test_client_functions-34.xml"];

fn events() -> Vec<(String, Vec<u8>, Event)> {
    let files = shared("cot")
        .into_iter()
        .filter(|(name, _)| name.ends_with(".xml") && !NONE.contains(&name.as_str()));
    files
        .map(|(name, bytes)| {
            let event = read(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, bytes, event)
        })
        .collect()
}

/// All names of elements and attributes, all values and texts, in order.
fn everything(element: &Element, into: &mut Vec<String>) {
    into.push(element.name.to_string());
    into.extend(element.attributes.iter().map(|(name, value)| format!("{name}={value}")));
    into.extend(Some(element.text()).filter(|text| !text.trim().is_empty()));
    element.elements().for_each(|inner| everything(inner, into));
}

#[test]
fn every_event_is_read_and_its_detail_survives_being_relayed() {
    for (name, bytes, event) in events() {
        let again = read(write(&event).as_bytes()).unwrap();
        assert_eq!(again, event, "{name}");
        // As another reader of XML would count: every value of the file is still in what is relayed.
        let whole = Element::read(std::str::from_utf8(&bytes).unwrap(), links::cot::LIMITS).unwrap();
        let (mut came, mut went) = (Vec::new(), Vec::new());
        whole.children("detail").for_each(|detail| everything(detail, &mut came));
        let relayed = Element::read(&write(&event), links::cot::LIMITS).unwrap();
        relayed.children("detail").for_each(|detail| everything(detail, &mut went));
        if !came.is_empty() {
            assert_eq!(came, went, "{name}");
        }
    }
}

#[test]
fn every_event_survives_protobuf_whole() {
    for (name, _, event) in events() {
        let message = tak::Message { control: None, event: Some(event.clone()) };
        let again = tak::read(&tak::write(&message)).unwrap().event.unwrap();
        let sorted = |event: &Event| {
            let mut all = Vec::new();
            everything(&event.detail, &mut all);
            all.sort();
            all
        };
        assert_eq!(sorted(&again), sorted(&event), "{name}");
        assert_eq!((&again.uid, &again.kind, again.point), (&event.uid, &event.kind, event.point), "{name}");
        assert_eq!(again.report(), event.report(), "{name}");
    }
}

#[test]
fn what_is_no_event_is_refused_with_what_is_wrong() {
    for (name, bytes) in shared("cot") {
        let said = read(&bytes).err().map(|error| error.to_string());
        match name.as_str() {
            "node-cot-cli-03.xml" => {
                assert_eq!(said.unwrap(), "a CoT event without `type`, or with more than one");
            }
            "pytak-test_client_functions-34.xml" => {
                assert_eq!(said.unwrap(), "a CoT event without `uid`, or with more than one");
            }
            "types.txt" => assert!(said.unwrap().starts_with("no CoT event: at byte ")),
            name if name.ends_with(".xsd") => assert!(said.unwrap().contains("`xs:schema`"), "{name}"),
            _ => {}
        }
    }
}

#[test]
fn the_events_say_what_their_clients_meant() {
    let all = events();
    let find = |part: &str| all.iter().find(|(name, ..)| name.contains(part)).map(|(_, _, event)| event);
    let Some(itak) = find("itak-05") else { return };
    let fix = itak.report().unwrap().fix.unwrap();
    assert_eq!((itak.callsign(), itak.contact().unwrap().phone), (Some("DFPC-iSchmidt"), Some("7204258729")));
    assert_eq!((fix.place.lat_e7(), fix.place.lon_e7()), (415_230_965, -1_077_237_657));
    assert_eq!((fix.speed_mm_s, fix.course_mdeg, fix.battery_percent), (Some(0), Some(137_235), Some(100)));
    assert_eq!((fix.height_mm, fix.accuracy_mm), (Some(1_681_237), None));
    assert_eq!(find("takuser-43").unwrap().report().unwrap().fix, None, "it has none");
    let alarm = find("emergency-04").unwrap();
    assert_eq!(alarm.report().unwrap().signal, Some(model::Signal::Emergency));
    assert_eq!(
        (alarm.device(), alarm.emergency().unwrap().who.as_str()),
        ("WEAROS_dce34c83708172e9", "SP-Dev")
    );
    assert_eq!(alarm.callsign(), Some("SP-Dev\nManual Alert: Gunshot"));
    let chat = find("geo_chat-42").unwrap().chat().unwrap();
    assert_eq!((chat.room, chat.sender, chat.text.as_str()), ("JOKER MAN", "JENNY", "test"));
    assert_eq!(chat.sender_uid, Some("ANDROID-deadbeef"));
    assert!(find("chat-01").unwrap().chat().is_none(), "a receipt is no message");
    let route = find("routes-07").unwrap();
    let named: Vec<&str> = route.waypoints().map(|it| it.callsign).filter(|name| !name.is_empty()).collect();
    assert_eq!((route.waypoints().count(), named), (10, vec!["Route 1 SP", "CP1", "CP2", "TGT"]));
    assert_eq!(find("draw-16").unwrap().circle_radius_mm(), Some(2_908_097));
    assert_eq!(find("draw-18").unwrap().waypoints().count(), 10);
    for drawn in ["routes", "shapes", "spotted", "draw", "chat", "creator", "validation-33"] {
        for (name, _, event) in all.iter().filter(|(name, ..)| name.contains(drawn)) {
            assert!(event.report().is_none(), "{name}");
        }
    }
}

#[test]
fn all_events_in_one_stream_are_heard_in_any_portions() {
    let all = events();
    let mut bytes = Vec::new();
    for (number, (_, file, event)) in all.iter().enumerate() {
        match number % 3 {
            0 => bytes.extend_from_slice(file),
            1 => bytes.extend(format!("<?xml version=\"1.0\"?>\n{}", write(event)).bytes()),
            _ => bytes.extend(tak::frame(event)),
        }
    }
    for portion in [1, 2, 7, 100, 1460, bytes.len().max(1)] {
        let (mut stream, mut items) = (Stream::default(), Vec::new());
        bytes.chunks(portion).for_each(|chunk| stream.hear(chunk, &mut items).unwrap());
        stream.end(&mut items).unwrap();
        let uids: Vec<&str> = items
            .iter()
            .map(|item| match item {
                Item::Event(event, _) => event.uid.as_str(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(uids, all.iter().map(|(_, _, event)| event.uid.as_str()).collect::<Vec<_>>());
    }
}

#[test]
fn no_mutilation_of_an_event_makes_a_decoder_panic() {
    let mut files = shared("cot");
    files.retain(|(name, _)| name.ends_with(".xml"));
    mutilated(&files, |bytes| {
        let mut items = Vec::new();
        let _ = Stream::default().hear(bytes, &mut items);
        for item in datagram(bytes).into_iter().chain(items) {
            if let Item::Event(event, _) = item {
                assert_eq!(read(write(&event).as_bytes()).as_ref(), Ok(&event));
                let _ = (event.report(), event.chat(), event.waypoints().count(), event.negotiates());
            }
        }
    });
    let frames: Vec<_> = events().into_iter().map(|(name, _, event)| (name, tak::frame(&event))).collect();
    mutilated(&frames, |bytes| {
        let _ = Stream::default().hear(bytes, &mut Vec::new());
        let _ =
            tak::read(bytes.get(2..).unwrap_or_default()).map(|message| message.event.map(|it| write(&it)));
    });
}
