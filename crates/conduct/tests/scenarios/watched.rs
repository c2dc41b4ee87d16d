//! What is on the road is watched by an order, and the record says by which and since when.

use conduct::{
    Act, Rejection, What,
    device::DeviceSort,
    watched::{Deaf, MOST_DEAF},
};
use model::{Digest, Span, id::DeviceId, party::Role};

use crate::room::{Room, at, path, word};

fn set(order: u8, room: &mut Room, number: &str) -> Result<usize, Rejection> {
    let act = Act::SetWatch { movement: room.id(number), order: Digest([order; 32]), areas: Digest([0; 32]) };
    room.tell(&crate::room::role(Role::System), act).map(|events| events.len())
}

#[test]
fn the_first_order_holds_since_departure_and_each_other_since_it_came() {
    let mut room = Room::usual();
    let seen_at = at("2026-12-11 04:00");
    room.now = at("2026-12-11 04:20");
    let observed =
        Act::ObserveDeparture { number: word("SEEN-1"), plan: model::Dossier::default(), at: Some(seen_at) };
    room.duty(observed);
    assert_eq!(set(1, &mut room, "SEEN-1"), Ok(1));
    assert_eq!(set(1, &mut room, "SEEN-1"), Ok(0), "said again");
    room.now = at("2026-12-11 04:30");
    assert_eq!(set(2, &mut room, "SEEN-1"), Ok(1));
    let movement = room.state.movement(room.id("SEEN-1")).unwrap();
    let since: Vec<_> = movement.watched.iter().map(|by| (by.since, by.order.0[0])).collect();
    assert_eq!(since, [(seen_at, 1), (at("2026-12-11 04:30"), 2)]);
}

#[test]
fn what_has_not_departed_or_has_arrived_is_not_watched() {
    let mut room = Room::usual();
    room.cleared("SC-1");
    assert!(matches!(set(1, &mut room, "SC-1"), Err(Rejection::OutOfPlace { .. })));
    assert!(room.state.movement(room.id("SC-1")).unwrap().watched.is_empty());
}

#[test]
fn that_the_room_was_down_is_on_the_record_of_everybody_on_the_road_whom_devices_report_of() {
    let mut room = Room::usual();
    let mut plan = model::Dossier::default();
    plan.mention(&path("vehicles[SPU-7]")).unwrap();
    for (number, plan) in [("SEEN-1", plan), ("SEEN-2", model::Dossier::default())] {
        room.duty(Act::ObserveDeparture { number: word(number), plan, at: None });
    }
    let (device, serves) = (DeviceId(uuid::Uuid::from_u128(1)), path("vehicles[SPU-7]"));
    let (sort, credential) = (DeviceSort::Phone, Digest([1; 32]));
    room.duty(Act::EnrolDevice { device, serves, sort, credential, until: None, consent: None });
    let since = room.now;
    assert!(room.does(Role::System, Act::HearAgain { since }).is_empty(), "a moment is none");
    room.now = since.saturating_add(Span::minutes(5));
    let events = room.does(Role::System, Act::HearAgain { since });
    let seen = room.id("SEEN-1");
    let unheard: Vec<_> = events.iter().map(|event| event.what.clone()).collect();
    assert_eq!(unheard, [What::WentUnheard { movement: seen, since }], "nothing reports of the other");
    let deaf = Deaf { from: since, until: room.now };
    assert_eq!(room.get(seen).deaf, [deaf]);
    let refused = room.refuses(Role::DutyOfficer, Act::HearAgain { since });
    assert!(matches!(refused, Rejection::NotAllowed { .. }), "{refused}");
    // However often: of too many the oldest goes.
    for _ in 0..MOST_DEAF + 3 {
        let since = room.now;
        room.now = since.saturating_add(Span::minutes(1));
        room.does(Role::System, Act::HearAgain { since });
    }
    let known = &room.get(seen).deaf;
    assert_eq!((known.len(), known.last().map(|last| last.until)), (MOST_DEAF, Some(room.now)));
}
