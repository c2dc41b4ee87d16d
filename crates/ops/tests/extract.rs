//! One movement's entries for somebody else: enough to prove them, and nothing about anybody else.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]

mod scene;

use conduct::{Act, Artefacts as _, World, duress::Agreed};
use model::{Dossier, id::MovementId, party::Role};
use ops::{
    Room, Submission,
    extract::{self, Extent, ExtractError},
    journal::{self, Entry},
};
use record::{Bundle, Signer};
use scene::*;
use store::simulated::{Disk, MemoryStore};

fn house() -> (Clockwork, Room<MemoryStore>) {
    let (disk, clock) = (Disk::new(), Clockwork::new());
    let mut room = room(&disk, &clock);
    tell(&mut room, open_world("home", World::Actual));
    tell(&mut room, adopt(&[practice()]));
    (clock, room)
}

fn text(bundle: &Bundle) -> String {
    String::from_utf8(bundle.to_json().unwrap()).unwrap()
}

fn kinds(bundle: &Bundle) -> Vec<String> {
    let kind = |bytes: &[u8]| record::EntryView::parse(bytes).unwrap().kind.into_owned();
    bundle.entries().map(kind).collect()
}

/// The order of a run: that day's vehicles and people.
fn of_the_day() -> Dossier {
    let mut plan = Dossier::default();
    for item in ["vehicles[V-1]", "commanders[C-1]", "crew[D-1]"] {
        plan.mention(&item.parse().unwrap()).unwrap();
    }
    plan
}

#[test]
fn a_bundle_is_proved_by_the_public_key_alone() {
    let (_clock, mut room) = house();
    cleared(&mut room, "M-1");
    cleared(&mut room, "M-2");
    let bundle = extract::movement(room.store(), "M-1", Extent::default()).unwrap();
    let carried = Bundle::parse(&bundle.to_json().unwrap()).unwrap();
    let report = carried.verify(signer().verifier());
    assert!(report.holds, "{report}");
    let thief = Signer::from_seed("unit.example/log", &[9; 32]).unwrap();
    assert!(!carried.verify(thief.verifier()).holds);
    assert_eq!(
        kinds(&carried),
        [
            "epoch-opened",
            "world-opened",
            "rulebooks-adopted",
            "movement-requested",
            "approved",
            "clearance-evaluated"
        ]
    );
}

#[test]
fn a_movement_is_found_by_its_identifier_too() {
    let (_clock, mut room) = house();
    let id = cleared(&mut room, "M-1");
    let by_number = extract::movement(room.store(), "M-1", Extent::default()).unwrap();
    let by_id = extract::movement(room.store(), &id.to_string(), Extent::default()).unwrap();
    assert!(by_number.entries().eq(by_id.entries()));
}

#[test]
fn a_bundle_tells_nothing_of_other_movements() {
    let (clock, mut room) = house();
    tell(&mut room, open_world("exercise", World::Exercise));
    let ours = cleared(&mut room, "M-1");
    let theirs = cleared(&mut room, "SECRET-2");
    let elsewhere = Submission { at: Some(clock.now()), ..request("SECRET-3").in_world("exercise") };
    let exercised = movement(&tell(&mut room, elsewhere));
    let seen = |number: &str| {
        let act = Act::ObserveDeparture { number: word(number), plan: Dossier::default(), at: None };
        submission(Role::DutyOfficer, act)
    };
    tell(&mut room, stand_fast("pk/kp"));
    let alerts: Vec<_> = ["M-1", "SECRET-2"]
        .map(|number| {
            let recorded = tell(&mut room, seen(number));
            recorded.events.iter().find_map(|event| match event.what {
                conduct::What::AlertRaised { alert, .. } => Some(alert),
                _ => None,
            })
        })
        .into_iter()
        .map(Option::unwrap)
        .collect();
    for alert in &alerts {
        tell(&mut room, submission(Role::DutyOfficer, Act::AcknowledgeAlert { alert: *alert }));
    }
    let bundle = extract::movement(room.store(), "M-1", Extent::default()).unwrap();
    let text = text(&bundle);
    assert!(
        text.contains("M-1") && text.contains(&ours.to_string()) && text.contains(&alerts[0].to_string())
    );
    assert_eq!(kinds(&bundle).last().unwrap(), "alert-acknowledged");
    assert!(
        !kinds(&bundle).contains(&"alert-level-set".to_owned()),
        "what is ordered for an area is not its own"
    );
    for secret in ["SECRET", &theirs.to_string(), &exercised.to_string(), &alerts[1].to_string()] {
        assert!(!text.contains(secret), "{secret} is told");
    }
    for bytes in bundle.entries() {
        if let Entry::InWorld(world, _) = journal::read(bytes).unwrap().0 {
            assert_eq!(world, home());
        }
    }
}

#[test]
fn a_run_comes_with_the_permission_it_ran_under_and_without_its_other_runs() {
    let (_clock, mut room) = house();
    let act = Act::RequestStanding { number: word("S-1"), plan: Dossier::default() };
    let standing: MovementId = movement(&tell(&mut room, submission(Role::DutyOfficer, act)));
    tell(&mut room, approve(standing));
    let run = |number: &str| {
        let act = Act::PlanRun { standing, number: word(number), plan: of_the_day() };
        submission(Role::DutyOfficer, act)
    };
    tell(&mut room, run("R-1"));
    let other = movement(&tell(&mut room, run("R-2")));
    let bundle = extract::movement(room.store(), "R-1", Extent::default()).unwrap();
    assert!(bundle.verify(signer().verifier()).holds);
    let text = text(&bundle);
    assert!(text.contains("S-1") && text.contains("R-1") && text.contains(&standing.to_string()));
    assert!(!text.contains("R-2") && !text.contains(&other.to_string()));
    assert_eq!(kinds(&bundle)[3..], ["movement-requested", "approved", "movement-requested"]);
    let permission = extract::movement(room.store(), "S-1", Extent::default()).unwrap();
    assert!(!self::text(&permission).contains("R-1"), "a permission is not about its runs");
}

#[test]
fn a_number_in_two_worlds_is_ambiguous_and_the_identifiers_are_named() {
    let (clock, mut room) = house();
    tell(&mut room, open_world("exercise", World::Exercise));
    let real = movement(&tell(&mut room, request("M-1")));
    let exercise = Submission { at: Some(clock.now()), ..request("M-1").in_world("exercise") };
    let exercise = movement(&tell(&mut room, exercise));
    let error = extract::movement(room.store(), "M-1", Extent::default()).unwrap_err();
    assert!(matches!(error, ExtractError::Ambiguous { count: 2, .. }));
    let said = error.to_string();
    assert!(said.contains(&real.to_string()) && said.contains(&exercise.to_string()), "{said}");
    assert!(extract::movement(room.store(), &real.to_string(), Extent::default()).is_ok());
}

#[test]
fn a_movement_nobody_knows_is_named_in_the_answer() {
    let (_clock, room) = house();
    let error = extract::movement(room.store(), "M-7", Extent::default()).unwrap_err();
    assert!(matches!(&error, ExtractError::NoSuchMovement(_)) && error.to_string().contains("M-7"));
    assert!(matches!(
        extract::movement(&Disk::new().boot(), "M-7", Extent::default()),
        Err(ExtractError::NoCheckpoint)
    ));
}

#[test]
fn a_clock_that_was_set_is_told_with_the_times_it_concerns() {
    let (clock, mut room) = house();
    clock.set_by(model::Span::hours(1));
    tell(&mut room, request("M-1"));
    assert!(
        kinds(&extract::movement(room.store(), "M-1", Extent::default()).unwrap())
            .contains(&"clock-jumped".to_owned())
    );
    assert!(room.shelf().rules(&room.worlds()[&home()].pinned).is_some());
}

/// The commander is under duress, is asked, and somebody takes the alert.
fn under_duress(room: &mut Room<MemoryStore>) -> MovementId {
    let mut plan = Dossier::default();
    plan.mention(&"commanders[C-1]".parse().unwrap()).unwrap();
    let number = word("HELD-1");
    let seen = Act::ObserveDeparture { number, plan, at: None };
    let movement = movement(&tell(room, submission(Role::DutyOfficer, seen)));
    let of: model::Path = "commanders[C-1]".parse().unwrap();
    let [word, pin, duress_pin, question, answer] = [1, 2, 3, 4, 5].map(text_id);
    let agreed = Agreed { word, pin, duress_pin, question, answer };
    tell(room, submission(Role::DutyOfficer, Act::AgreeOnWords { of: of.clone(), agreed }));
    let check_in = Act::CheckIn { movement, of: of.clone(), under_duress: true };
    let signalled = tell(room, submission(Role::Commander, check_in));
    let alert = signalled.events.iter().find_map(|event| match event.what {
        conduct::What::AlertRaised { alert, .. } => Some(alert),
        _ => None,
    });
    tell(room, submission(Role::DutyOfficer, Act::AcknowledgeAlert { alert: alert.unwrap() }));
    tell(room, submission(Role::DutyOfficer, Act::Challenge { movement, of }));
    movement
}

#[test]
fn a_bundle_tells_nothing_of_duress_unless_that_is_asked_for_and_is_proved_either_way() {
    let (_clock, mut room) = house();
    let movement = under_duress(&mut room).to_string();
    let carried = |with_duress| {
        let extent = Extent { with_duress, ..Extent::default() };
        let bundle = extract::movement(room.store(), &movement, extent).unwrap();
        let bundle = Bundle::parse(&bundle.to_json().unwrap()).unwrap();
        let report = bundle.verify(signer().verifier());
        assert!(report.holds, "{report}");
        bundle
    };
    let (without, whole) = (carried(false), carried(true));
    let of_duress = ["duress-signalled", "alert-raised", "alert-acknowledged", "challenge-put"];
    let left_out: Vec<_> = kinds(&whole).into_iter().filter(|kind| !kinds(&without).contains(kind)).collect();
    assert_eq!(left_out, ["duress-signalled", "alert-acknowledged", "challenge-put"]);
    let raised = |bundle: &Bundle| kinds(bundle).iter().filter(|kind| *kind == "alert-raised").count();
    assert_eq!((raised(&without), raised(&whole)), (1, 2), "that it left without authority is told");
    assert_eq!(whole.entries().count(), without.entries().count() + of_duress.len());
    let told = text(&without);
    assert!(!told.contains("duress") && !told.contains("challenge"), "{told}");
    assert!(told.contains("checked-in"), "what is the same with and without it is told");
}
