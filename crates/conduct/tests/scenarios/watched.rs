//! What is on the road is watched by an order, and the record says by which and since when.

use conduct::{Act, Rejection};
use model::{Digest, party::Role};

use crate::room::{Room, at, word};

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
