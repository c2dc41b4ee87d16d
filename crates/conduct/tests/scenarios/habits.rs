//! What an observer could have learnt of ways and hours.

use conduct::{Act, habits::habits};
use model::party::Role;
use roads::chart::Vehicle;

use crate::room::{CORRIDOR, OFFSET, Room, book, corridor, order, word};

fn drives(room: &mut Room, number: &str, to: &str, departs: &str) {
    let at = format!("2026-12-{departs}:00+05:00");
    let plan = order(&[("movement.departs_at", at.as_str())]);
    room.duty(Act::RequestMovement { number: word(number), plan });
    let (movement, chart) = (room.id(number), CORRIDOR.chart());
    let way =
        chart.fastest("34.33,73.20".parse().unwrap(), to.parse().unwrap(), &Vehicle::car(), 12).unwrap();
    let drives = way.arcs.iter().map(|&arc| chart.drives()[arc as usize]).collect();
    room.duty(Act::PlanRoute { movement, seen: 1, drives });
}

/// Seen on the road, arrived, and closed if it is told so.
fn ends(room: &mut Room, number: &str, closed: bool) {
    let movement = room.id(number);
    room.duty(Act::ObserveDeparture { number: word(number), plan: order(&[]), at: None });
    room.duty(Act::Arrive { movement, at: None });
    if closed {
        for alert in room.state.alerts.keys().copied().collect::<Vec<_>>() {
            room.duty(Act::CloseAlert {
                alert,
                verdict: conduct::command::AlertVerdict::True,
                because: None,
            });
        }
        room.duty(Act::Close { movement });
    }
}

#[test]
fn a_habit_is_what_departed_between_the_same_places_whether_or_not_its_file_is_closed() {
    let mut room =
        Room::with(conduct::World::Actual, book(&[("any", "", "vehicles.all(v, v.bullet_proof)", "")]));
    room.does(Role::Authority, Act::AdoptNetwork { network: corridor() });
    drives(&mut room, "M-1", "34.93,72.88", "01T06:10");
    drives(&mut room, "M-2", "34.93,72.88", "02T07:50");
    drives(&mut room, "M-3", "33.69,73.06", "03T06:00");
    drives(&mut room, "M-4", "34.93,72.88", "04T06:00");
    ends(&mut room, "M-1", true);
    ends(&mut room, "M-2", false);
    ends(&mut room, "M-3", true);
    let found = habits(&room.state, |agency| *agency == word("spu"));
    let counts: Vec<usize> = found.iter().map(|habit| habit.movements.len()).collect();
    assert_eq!(counts.iter().sum::<usize>(), 3, "M-4 did not depart: {found:?}");
    let north = found.iter().find(|habit| habit.movements.len() == 2).unwrap();
    assert_eq!((north.ways(), north.hours(OFFSET)), ((vec![0, 0], 1), vec![6, 7]));
    assert!(habits(&room.state, |agency| *agency == word("another")).is_empty());
}
