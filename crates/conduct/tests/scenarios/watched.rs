//! What is on the road is watched by an order, and the record says by which and since when.

use conduct::{
    Act, Event, Rejection, What,
    watched::{Deaf, MOST_DEAF},
};
use model::{Digest, Instant, Span, id::MovementId, party::Role};

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

fn unheard(movement: Option<MovementId>, Deaf { from: since, until }: Deaf) -> What {
    What::WentUnheard { movement, since, until: Some(until) }
}

fn whats(events: Vec<Event>) -> Vec<What> {
    events.into_iter().map(|event| event.what).collect()
}

fn seen(room: &mut Room, number: &str, at: Option<Instant>) -> Vec<Event> {
    room.duty(Act::ObserveDeparture { number: word(number), plan: model::Dossier::default(), at })
}

#[test]
fn that_the_room_was_down_is_on_its_record_and_on_that_of_everybody_on_the_road() {
    let mut room = Room::usual();
    seen(&mut room, "SEEN-1", None);
    room.request("SC-1", crate::room::USUAL_ORDER);
    let since = room.now;
    let hears = Act::HearAgain { since, until: None };
    assert!(room.does(Role::System, hears.clone()).is_empty(), "a moment is none");
    room.now = since.saturating_add(Span::minutes(5));
    let events = whats(room.does(Role::System, hears.clone()));
    let of = |movement| What::WentUnheard { movement, since, until: None };
    let seen = room.id("SEEN-1");
    assert_eq!(events, [of(None), of(Some(seen))], "the other waits");
    let deaf = Deaf { from: since, until: room.now };
    assert_eq!((room.get(seen).deaf.as_slice(), room.state.deaf.back()), (&[deaf][..], Some(&deaf)));
    let refused = room.refuses(Role::DutyOfficer, hears);
    assert!(matches!(refused, Rejection::NotAllowed { .. }), "{refused}");
    // However often: of too many the oldest goes.
    for _ in 0..MOST_DEAF + 3 {
        let since = room.now;
        room.now = since.saturating_add(Span::minutes(1));
        room.does(Role::System, Act::HearAgain { since, until: None });
    }
    let known = &room.get(seen).deaf;
    assert_eq!((known.len(), known.last().map(|last| last.until)), (MOST_DEAF, Some(room.now)));
    assert_eq!((room.state.deaf.len(), room.state.deaf.back()), (MOST_DEAF, known.last()));
}

#[test]
fn who_turns_out_to_have_been_on_the_road_while_the_room_was_down_went_unheard_too() {
    let mut room = Room::usual();
    let deaf = Deaf { from: at("2026-12-11 04:00"), until: at("2026-12-11 04:30") };
    room.request("SC-1", crate::room::USUAL_ORDER);
    room.now = deaf.until;
    room.does(Role::System, Act::HearAgain { since: deaf.from, until: None });
    room.now = at("2026-12-11 05:00");
    // One that waited, one that nobody knew of, and one that left when the room heard again.
    for (number, left, is_concerned) in
        [("SC-1", "04:10", true), ("SEEN-1", "03:50", true), ("SEEN-2", "04:30", false)]
    {
        let events = whats(seen(&mut room, number, Some(at(&format!("2026-12-11 {left}")))));
        let movement = room.id(number);
        assert_eq!(events.contains(&unheard(Some(movement), deaf)), is_concerned, "{number}: {events:?}");
        assert_eq!(room.get(movement).deaf.as_slice(), &[deaf][..usize::from(is_concerned)], "{number}");
    }
}

#[test]
fn one_that_is_seen_again_has_what_it_went_unheard_once() {
    let mut room = Room::usual();
    seen(&mut room, "SEEN-1", None);
    let movement = room.id("SEEN-1");
    let since = room.now;
    room.now = since.saturating_add(Span::minutes(5));
    room.does(Role::System, Act::HearAgain { since, until: None });
    room.duty(Act::Arrive { movement, at: None });
    seen(&mut room, "SEEN-1", Some(since));
    assert_eq!(room.get(movement).deaf, [Deaf { from: since, until: room.now }]);
}

#[test]
fn on_the_record_of_a_clock_that_stood_ahead_it_stands_when_the_room_heard_again() {
    let mut room = Room::usual();
    seen(&mut room, "SEEN-1", None);
    let movement = room.id("SEEN-1");
    let before = room.now;
    let deaf = [-40, -10].map(|ago| before.saturating_add(Span::minutes(ago)));
    let deaf = Deaf { from: deaf[0], until: deaf[1] };
    let events = room.does(Role::System, Act::HearAgain { since: deaf.from, until: Some(deaf.until) });
    assert_eq!(whats(events), [unheard(None, deaf), unheard(Some(movement), deaf)]);
    assert_eq!(room.get(movement).deaf, [deaf]);
    // What is still to come is not over.
    let until = Some(before.saturating_add(Span::minutes(10)));
    room.does(Role::System, Act::HearAgain { since: deaf.until, until });
    assert_eq!(room.state.deaf.back(), Some(&Deaf { from: deaf.until, until: room.now }));
}
