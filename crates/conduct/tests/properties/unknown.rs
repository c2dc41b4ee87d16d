//! Unknown is not yes: knowing less never clears what knowing more did not.

use conduct::{Act, World, command::Statement};
use model::{Claim, Dossier, Source};
use proptest::prelude::*;

use crate::room::{Room, at, claim, path, usual, value, word};

/// What a cleared movement rests on, every bit of it.
const NEEDED: [(&str, &str); 9] = [
    ("movement.begins_on", "2026-12-11"),
    ("districts.complete", "true"),
    ("districts[shangla].accepted", "true"),
    ("districts[shangla].notice.given", "true"),
    ("districts[shangla].notice.given_on", "2026-12-01"),
    ("vehicles.complete", "true"),
    ("vehicles[car].bullet_proof", "true"),
    ("alerts.complete", "true"),
    ("alerts[pk].level", "green"),
];

/// The same fact said otherwise.
fn otherwise(at: &str) -> model::Value {
    match at {
        "movement.begins_on" => value(at, "2026-12-30"),
        "districts[shangla].notice.given_on" => value(at, "2026-11-01"),
        "alerts[pk].level" => value(at, "amber"),
        at => value(at, "false"),
    }
}

/// What becomes of one fact.
#[derive(Clone, Copy, Debug)]
enum Fate {
    Kept,
    Missing,
    Stale,
    Contradicted,
}

fn fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        12 => Just(Fate::Kept),
        1 => Just(Fate::Missing),
        1 => Just(Fate::Stale),
        1 => Just(Fate::Contradicted),
    ]
}

fn plan(fates: &[Fate]) -> Dossier {
    let mut plan = Dossier::default();
    plan.mention(&path("districts[shangla]")).unwrap();
    plan.mention(&path("vehicles[car]")).unwrap();
    plan.mention(&path("alerts[pk]")).unwrap();
    for ((fact, text), fate) in NEEDED.into_iter().zip(fates) {
        let known = Claim { observed: at("2026-12-01 06:00"), ..claim(fact, text) };
        match fate {
            Fate::Kept => plan.say(&path(fact), known).unwrap(),
            Fate::Missing => {}
            Fate::Stale => {
                plan.say(&path(fact), Claim { valid_until: Some(at("2026-12-01 07:00")), ..known }).unwrap();
            }
            Fate::Contradicted => {
                let source = Source::of(word("another"));
                plan.say(&path(fact), Claim { source, value: otherwise(fact), ..known.clone() }).unwrap();
                plan.say(&path(fact), known).unwrap();
            }
        }
    }
    plan
}

fn clears(plan: Dossier) -> bool {
    let mut room = Room::with(World::Exercise, usual());
    room.duty(Act::RequestMovement { number: word("SC-1"), plan });
    let movement = room.id("SC-1");
    room.duty(Act::Clear { movement });
    room.get(movement).clearance.as_ref().unwrap().clears
}

#[test]
fn a_movement_of_which_everything_is_known_clears() {
    assert!(clears(plan(&[Fate::Kept; 9])));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_missing_stale_or_contradicted_does_not_clear(fates in prop::collection::vec(fate(), 9)) {
        let all_kept = fates.iter().all(|fate| matches!(fate, Fate::Kept));
        prop_assert_eq!(clears(plan(&fates)), all_kept, "{:?}", fates);
    }

    #[test]
    fn a_cleared_movement_is_held_by_whatever_is_contradicted(which in 0..9_usize) {
        let mut room = Room::with(World::Exercise, usual());
        room.duty(Act::RequestMovement { number: word("SC-1"), plan: plan(&[Fate::Kept; 9]) });
        let movement = room.id("SC-1");
        room.duty(Act::Clear { movement });
        let (fact, _) = NEEDED[which];
        let claim = Claim { value: otherwise(fact), source: Source::of(word("another")), ..claim(fact, NEEDED[which].1) };
        room.report(movement, vec![Statement { path: path(fact), claim }]);
        prop_assert_eq!(room.stage(movement), conduct::Stage::Held);
    }
}
