//! Orders and evidence: who may say what, and how two officers do not overwrite each other.

use std::collections::BTreeMap;

use conduct::{Act, Rejection, Stage, World, command::Statement};
use model::{
    Dossier,
    dossier::{List, Node, Record},
    party::Role,
};

use crate::room::{Room, USUAL_ORDER, path, said, state, usual, word};

#[test]
fn of_two_officers_amending_at_once_the_second_reads_again() {
    let mut room = Room::usual();
    let movement = room.request("SC-1", USUAL_ORDER);
    let amend = |seen, purpose| Act::Amend {
        movement,
        seen,
        statements: vec![state("movement.purpose", purpose)],
        drop: Vec::new(),
    };
    room.duty(amend(1, "shuttle"));
    let second = room.refuses(Role::DutyOfficer, amend(1, "hospital"));
    assert_eq!(second, Rejection::Outdated { seen: 1, current: 2 });
    room.duty(amend(2, "hospital"));
}

#[test]
fn evidence_is_reported_and_the_order_is_amended() {
    let mut room = Room::usual();
    let movement = room.request("SC-1", USUAL_ORDER);
    let report = Act::Report { movement, statements: vec![state("movement.purpose", "shuttle")] };
    assert!(matches!(room.refuses(Role::DutyOfficer, report), Rejection::Reserved { .. }));
    let statements = vec![state("vehicles[car].bullet_proof", "true")];
    let amend = Act::Amend { movement, seen: 1, statements, drop: Vec::new() };
    assert!(matches!(room.refuses(Role::DutyOfficer, amend), Rejection::Reserved { .. }));
}

#[test]
fn nothing_is_stated_that_has_not_been_seen_yet() {
    let mut room = Room::usual();
    let movement = room.request("SC-1", USUAL_ORDER);
    let later = |at| said(at, "true", "lab", crate::room::at("2026-12-01 08:01"), None);
    let report = Act::Report { movement, statements: vec![later("vehicles[car].bullet_proof")] };
    assert!(matches!(room.refuses(Role::DutyOfficer, report), Rejection::FromTheFuture(_)));
    let mut plan = Dossier::default();
    let Statement { path, claim } = later("movement.inter_city");
    plan.say(&path, claim).unwrap();
    let request = Act::RequestMovement { number: word("SC-2"), plan };
    assert!(matches!(room.refuses(Role::DutyOfficer, request), Rejection::FromTheFuture(_)));
}

#[test]
fn a_statement_fits_the_schema_or_is_not_taken() {
    let mut room = Room::usual();
    let movement = room.request("SC-1", USUAL_ORDER);
    let mut wrong = state("vehicles[car].bullet_proof", "true");
    wrong.claim.value = crate::room::value("movement.area", "pk");
    let report = |statement| Act::Report { movement, statements: vec![statement] };
    assert!(matches!(room.refuses(Role::DutyOfficer, report(wrong.clone())), Rejection::Unplaceable(_)));
    wrong.path = path("vehicles[car].wings");
    assert!(matches!(room.refuses(Role::DutyOfficer, report(wrong)), Rejection::Unplaceable(_)));
}

#[test]
fn an_order_that_is_not_of_the_schemas_shape_is_refused() {
    let record = |pairs: Vec<(&str, Node)>| Record(pairs.into_iter().map(|(k, n)| (word(k), n)).collect());
    let misshapen = [
        ("an unknown thing", vec![("bogus", Node::Record(Record::default()))]),
        ("a record where a list is", vec![("vehicles", Node::Record(Record::default()))]),
        ("a list where a record is", vec![("movement", Node::List(List::default()))]),
        ("claims where a list is", vec![("vehicles", Node::Claims(Vec::new()))]),
        (
            "an item twice",
            vec![(
                "vehicles",
                Node::List(List {
                    complete: Vec::new(),
                    items: vec![(word("a"), Record::default()), (word("a"), Record::default())],
                }),
            )],
        ),
        (
            "too many items",
            vec![(
                "vehicles",
                Node::List(List {
                    complete: Vec::new(),
                    items: (0..1001).map(|n| (word(&format!("v{n}")), Record::default())).collect(),
                }),
            )],
        ),
        (
            "an attribute without claims",
            vec![(
                "movement",
                Node::Record(Record(BTreeMap::from([(word("area"), Node::Claims(Vec::new()))]))),
            )],
        ),
    ];
    let mut room = Room::usual();
    for (what, root) in misshapen {
        let plan = Dossier { root: record(root) };
        let acts = [
            Act::RequestMovement { number: word("SC-1"), plan: plan.clone() },
            Act::ObserveDeparture { number: word("SC-1"), plan: plan.clone(), at: None },
        ];
        for act in acts {
            let refusal = room.refuses(Role::DutyOfficer, act);
            assert!(matches!(refusal, Rejection::Misshapen | Rejection::Unplaceable(_)), "{what}: {refusal}");
        }
    }
    let well = Dossier {
        root: record(vec![
            ("vehicles", Node::List(List::default())),
            ("movement", Node::Record(Record::default())),
        ]),
    };
    room.duty(Act::RequestMovement { number: word("SC-1"), plan: well });
}

#[test]
fn what_is_dropped_is_an_item_of_the_order_and_never_evidence() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    room.report(movement, vec![state("vehicles[car].ballistic[lab].protects", "false")]);
    for gone in [
        "vehicles[car].ballistic[lab]",
        "vehicles",
        "movement",
        "vehicles[other]",
        "incidents[x]",
        "movement.area",
    ] {
        let act = Act::Amend { movement, seen: 1, statements: Vec::new(), drop: vec![path(gone)] };
        assert_eq!(room.refuses(Role::DutyOfficer, act), Rejection::NotInOrder(path(gone)));
    }
}

#[test]
fn a_list_that_lost_an_item_is_vouched_for_anew() {
    let mut room = Room::usual();
    let movement = room.cleared("SC-1");
    room.amend(movement, vec![state("districts[kolai-palas].enters_at", "2026-12-11T08:00:00+05:00")]);
    assert_eq!(room.stage(movement), Stage::Held, "it has not accepted");
    let drop = vec![path("districts[kolai-palas]")];
    room.duty(Act::Amend { movement, seen: 2, statements: Vec::new(), drop });
    assert!(room.failing(movement).contains(&"accepted".to_owned()), "who says the route does not cross it?");
    room.report(movement, vec![said("districts.complete", "true", "route", room.now, None)]);
    assert_eq!(room.stage(movement), Stage::Cleared);
}

#[test]
fn more_than_a_list_holds_is_refused_and_not_lost() {
    let mut room = Room::usual();
    let movement = room.request("SC-1", USUAL_ORDER);
    let many =
        |list: &str, n: usize| (0..n).map(|n| state(&list.replace('#', &n.to_string()), "lab")).collect();
    let certificates: Vec<Statement> = many("vehicles[car].ballistic[c#].issuer", 1001);
    let report = Act::Report { movement, statements: certificates.clone() };
    assert!(matches!(room.refuses(Role::DutyOfficer, report), Rejection::Unplaceable(_)));
    let register = Act::Register { statements: certificates };
    assert!(matches!(room.refuses(Role::DutyOfficer, register), Rejection::Unplaceable(_)));
    let amend =
        Act::Amend { movement, seen: 1, statements: many("crew[c#].vehicle", 1001), drop: Vec::new() };
    assert!(matches!(room.refuses(Role::DutyOfficer, amend), Rejection::Unplaceable(_)));
    let plates = (0..1001).map(|n| word(&format!("LES-{n}"))).collect();
    let gate = Act::CheckGate { movement, plates, crew: Vec::new(), heads: 0 };
    assert!(matches!(room.refuses(Role::DutyOfficer, gate), Rejection::Unplaceable(_)));
}

#[test]
fn the_register_knows_things_not_lists() {
    let mut room = Room::usual();
    for at in ["vehicles.complete", "movement.inter_city"] {
        let act = Act::Register { statements: vec![state(at, "true")] };
        assert_eq!(room.refuses(Role::DutyOfficer, act), Rejection::NotOneThing(path(at)));
    }
}

#[test]
fn an_exercise_says_in_its_file_what_the_real_world_does_by_command() {
    let mut room = Room::with(World::Exercise, usual());
    let facts = [
        ("movement.kind", "single"),
        ("movement.departs_on", "2026-12-11"),
        ("districts.complete", "true"),
        ("districts[shangla].notice.given", "true"),
        ("districts[shangla].notice.given_on", "2026-12-01"),
        ("districts[shangla].accepted", "true"),
        ("vehicles.complete", "true"),
        ("vehicles[car].bullet_proof", "true"),
    ];
    let movement = room.request("SC-1", &facts);
    room.report(movement, vec![said("alerts.complete", "true", "order", room.now, None)]);
    room.duty(Act::Clear { movement });
    assert_eq!(room.stage(movement), Stage::Cleared);
    room.amend(movement, vec![said("districts[shangla].accepted", "false", "order", room.now, None)]);
    assert_eq!(room.stage(movement), Stage::Held);
}
