//! Exceptions are counted where they cannot be talked away: on the record.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]

mod scene;

use conduct::{Act, What, World};
use model::{Span, id::WaiverId, party::Role};
use ops::{
    Recorded,
    waivers::{Waivers, by_authority},
};
use scene::*;
use store::simulated::Disk;

fn granted(recorded: &Recorded) -> Option<WaiverId> {
    recorded.events.iter().find_map(|event| match event.what {
        What::WaiverGranted { waiver, .. } => Some(waiver),
        _ => None,
    })
}

#[test]
fn waivers_are_counted_for_whoever_gave_them_and_by_world() {
    let (disk, clock) = (Disk::new(), Clockwork::new());
    let mut room = room(&disk, &clock);
    tell(&mut room, open_world("home", World::Actual));
    tell(&mut room, adopt(&[practice()]));
    let movement = movement(&tell(&mut room, request("M-1")));
    let expires = clock.now().saturating_add(Span::hours(1));
    let waive = |role, rule: &str| {
        submission(role, Act::Waive { movement, rule: word(rule), reason: text_id(1), expires })
    };
    let first = granted(&tell(&mut room, waive(Role::Authority, "few-vehicles"))).unwrap();
    tell(&mut room, waive(Role::Authority, "few-vehicles"));
    assert_eq!(granted(&tell(&mut room, waive(Role::DutyOfficer, "few-vehicles"))), None);
    assert_eq!(granted(&tell(&mut room, waive(Role::Authority, "approved"))), None);
    tell(&mut room, submission(Role::Authority, Act::RevokeWaiver { movement, waiver: first }));

    let counted = by_authority(room.store(), Some(&home())).unwrap();
    let count = |who: &str, rule: &str| counted[&(who.to_owned(), word(rule))];
    let tried = Waivers { granted: 0, revoked: 0, refused: 1 };
    assert_eq!(count("authority.spu", "few-vehicles"), Waivers { granted: 2, revoked: 1, refused: 0 });
    assert_eq!(count("duty-officer.spu", "few-vehicles"), tried);
    assert_eq!(count("authority.spu", "approved"), tried);
    assert_eq!(counted.len(), 3);
    assert_eq!(by_authority(room.store(), None).unwrap(), counted);
    assert!(by_authority(room.store(), Some(&word("elsewhere"))).unwrap().is_empty());
}
