//! What a device is told of the movement it travels with.

use conduct::{Device, device::DeviceSort};
use model::Digest;

use super::*;

fn device(serves: &str) -> Device {
    Device {
        serves: serves.parse().unwrap(),
        sort: DeviceSort::Tak,
        credential: Digest([0; 32]),
        by: word("spu"),
        since: Instant::MIN,
        until: None,
        consent: None,
        language: None,
    }
}

fn told(room: &Room, serves: &str, movement: MovementId, now: Instant) -> Vec<Part> {
    let movement = room.state.movement(movement).unwrap();
    access::told_to(&room.state, &device(serves), movement, now).into_iter().collect()
}

#[test]
fn a_device_is_told_of_what_is_under_way_with_it_and_a_principals_is_told_no_dangers() {
    let mut room = Room::usual();
    let it = room.under_way("SC-1");
    let own = [Part::Number, Part::Schedule, Part::Picture];
    let named =
        room.state.movement(it).map(|it| conduct::device::served(&room.state, it).collect::<Vec<_>>());
    let named: Vec<String> = named.unwrap().iter().map(ToString::to_string).collect();
    let of =
        |list: &str| named.iter().find(|path| path.starts_with(list)).unwrap_or_else(|| panic!("{named:?}"));
    assert_eq!(told(&room, of("commanders["), it, room.now), own);
    assert_eq!(told(&room, of("vehicles["), it, room.now), own);
    assert_eq!(told(&room, of("principals["), it, room.now), [Part::Number, Part::Schedule]);
    assert_eq!(told(&room, "vehicles[of-nobody]", it, room.now), []);
    room.duty(Act::Arrive { movement: it, at: None });
    assert_eq!(told(&room, of("commanders["), it, room.now), [], "it has arrived");
}

#[test]
fn no_device_is_told_of_what_is_only_asked_for_or_called_off_however_near() {
    let mut room = Room::usual();
    let it = room.request("SC-1", &departing("2026-12-11T06:00:00+05:00"));
    let named: Vec<_> = conduct::device::served(&room.state, room.state.movement(it).unwrap()).collect();
    let near = at("2026-12-11 05:59");
    for path in &named {
        assert_eq!(told(&room, &path.to_string(), it, near), [], "{path}");
    }
    room.duty(Act::Cancel { movement: it, reason: text(1) });
    for path in &named {
        assert_eq!(told(&room, &path.to_string(), it, near), [], "{path}");
    }
}

#[test]
fn a_device_is_told_of_what_is_cleared_a_day_before_it_departs_and_no_more_once_it_is_held() {
    let mut room = Room::usual();
    let it = room.cleared("SC-1");
    let named: Vec<_> = conduct::device::served(&room.state, room.get(it)).collect();
    let path = named.first().unwrap().to_string();
    let day_before = at("2026-12-10 00:00");
    assert_ne!(told(&room, &path, it, day_before), []);
    assert_eq!(told(&room, &path, it, day_before.saturating_add(Span(-A_SECOND.0))), []);
    room.level("pk", "red", true);
    assert_eq!(room.stage(it), conduct::Stage::Held);
    assert_eq!(told(&room, &path, it, day_before), []);
}
