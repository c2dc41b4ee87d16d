//! Who has to do with a movement, and from when on: each boundary exactly.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "in a test a panic is the report")]

mod called;
mod concluded;
mod devices;
mod districts;
mod principals;
#[path = "../../../conduct/tests/room/mod.rs"]
mod room;
mod runs;

use access::{
    Part, Tie, Viewer,
    view::{self, HappenedView, MovementView, RulingView, Sight, Texts},
};
use conduct::{Act, Artefacts as _, State, What};
use model::{
    Instant, Span,
    id::{MovementId, PersonId, TextId},
    party::{Actor, Role},
};
use rulebook::At;
use uuid::Uuid;

use room::{Room, USUAL_ORDER, at, order, path, said, state, text, word};

struct NoWords;

impl Texts for NoWords {
    fn words(&self, _: TextId) -> Option<String> {
        None
    }

    fn name(&self, _: &Actor) -> Option<String> {
        Some("somebody".to_owned())
    }
}

fn viewer(role: Role, agency: &str, label: Option<&str>, areas: &[&str]) -> Viewer {
    Viewer {
        person: PersonId(Uuid::from_u128(1)),
        role,
        agency: word(agency),
        label: label.map(word),
        areas: areas.iter().map(|area| word(area)).collect(),
    }
}

fn principal(label: &str) -> Viewer {
    viewer(Role::Principal, "dam", Some(label), &[])
}

fn officer(area: &str) -> Viewer {
    viewer(Role::DistrictOfficer, "police", None, &[area])
}

fn sight(room: &Room, who: &Viewer, movement: MovementId, now: Instant) -> Option<Sight> {
    view::sight(&room.state, who, room.state.known(movement)?, now)
}

fn shows(room: &Room, who: &Viewer, movement: MovementId, part: Part, now: Instant) -> bool {
    sight(room, who, movement, now).is_some_and(|sight| sight.shows(part))
}

fn facts(room: &Room, who: &Viewer, movement: MovementId) -> Vec<String> {
    let sight = sight(room, who, movement, room.now).expect("it exists for them");
    let view = MovementView::of(&room.state, room.get(movement), &sight, room.now, &NoWords);
    view.facts.into_iter().map(|fact| fact.path).collect()
}

fn departing(hour: &'static str) -> Vec<(&'static str, &'static str)> {
    let own = USUAL_ORDER.iter().filter(|(at, _)| *at != "movement.departs_on");
    own.copied().chain([("movement.departs_at", hour)]).collect()
}

const A_SECOND: Span = Span::seconds(1);

#[test]
fn a_principal_and_a_commander_of_one_label_are_two_people() {
    let mut room = Room::usual();
    let it = room.request("SC-1", USUAL_ORDER);
    let commander = |label| viewer(Role::Commander, "spu", Some(label), &[]);
    assert_eq!(sight(&room, &commander("lead"), it, room.now).unwrap().tie, Tie::Command);
    for stranger in [principal("lead"), principal("p2"), commander("p1"), commander("driver")] {
        assert!(sight(&room, &stranger, it, room.now).is_none(), "{stranger:?}");
    }
}

#[test]
fn a_sponsor_sees_what_its_agency_asked_for_and_nothing_else() {
    let mut room = Room::usual();
    let it = room.request("SC-1", USUAL_ORDER);
    let sponsor = |agency| viewer(Role::Sponsor, agency, None, &[]);
    assert_eq!(sight(&room, &sponsor("spu"), it, room.now).unwrap().tie, Tie::Sponsor);
    assert!(sight(&room, &sponsor("dam"), it, room.now).is_none());
}

#[test]
fn a_partner_sees_a_movement_once_it_has_arrived() {
    let mut room = Room::usual();
    let partner = viewer(Role::Partner, "embassy", None, &[]);
    let it = room.under_way("SC-1");
    assert!(sight(&room, &partner, it, room.now).is_none());
    room.duty(Act::Arrive { movement: it, at: None });
    let parts = sight(&room, &partner, it, room.now).unwrap().parts;
    assert_eq!(Vec::from_iter(parts), [Part::Number, Part::Outcome]);
}

#[test]
fn an_investigator_sees_what_has_a_case_and_the_commander_is_not_told_of_it() {
    let mut room = Room::usual();
    let it = room.request("SC-1", USUAL_ORDER);
    let investigator = viewer(Role::Investigator, "inquiry", None, &[]);
    assert!(sight(&room, &investigator, it, room.now).is_none());
    let opened = room.duty(Act::OpenCase { movement: it, reason: text(1) }).remove(0);
    assert!(matches!(opened.what, What::CaseOpened { .. }));
    let told = |who: &Viewer| {
        let sight = sight(&room, who, it, room.now).unwrap();
        HappenedView::of(1, room.now, &opened, &sight, &NoWords).is_some()
    };
    assert!(told(&investigator));
    assert!(!told(&viewer(Role::Commander, "spu", Some("lead"), &[])));
}

#[test]
fn a_page_hears_of_what_it_may_see_change_and_of_nothing_else() {
    let mut room = Room::usual();
    let it = room.request("SC-1", USUAL_ORDER);
    room.notify(it, "districts[shangla]", ("2026-12-10", "2026-12-12"));
    let hears = |room: &Room, who: &Viewer, event: &conduct::Event| {
        view::changes(event, &sight(room, who, it, room.now).unwrap())
    };
    let (district, duty) = (officer("pk/kp/shangla"), viewer(Role::DutyOfficer, "spu", None, &[]));
    room.notify(it, "highway_police", ("2026-12-10", "2026-12-12"));
    let told = room.history.last().unwrap().clone();
    assert!(hears(&room, &duty, &told) && !hears(&room, &district, &told), "another party");
    let report = room.report(it, vec![state("vehicles[car].bullet_proof", "true")]).remove(0);
    assert!(hears(&room, &duty, &report) && !hears(&room, &district, &report), "a fact it is not shown");
    let cleared = room.duty(Act::Clear { movement: it }).remove(0);
    assert!(hears(&room, &district, &cleared), "it may stand elsewhere now");
    let sight = sight(&room, &district, it, room.now).unwrap();
    assert!(!view::happened(&cleared, &sight), "why is not told");
}

#[test]
fn nobody_is_tied_as_an_administrator_or_as_the_system() {
    let mut room = Room::usual();
    let it = room.under_way("SC-1");
    for role in [Role::Administrator, Role::System] {
        assert!(sight(&room, &viewer(role, "spu", None, &[]), it, room.now).is_none());
    }
}

#[test]
fn who_was_dismissed_is_shown_to_nobody_not_even_to_themselves() {
    let mut room = Room::usual();
    let person = PersonId(Uuid::from_u128(7));
    let enrol = |person, role, label| Act::EnrolPerson {
        person,
        role,
        agency: word("house"),
        label,
        areas: vec![],
        name: text(1),
    };
    room.does(Role::System, enrol(PersonId(Uuid::from_u128(6)), Role::Administrator, None));
    room.does(Role::Administrator, enrol(person, Role::Principal, Some(word("p1"))));
    let who = Viewer::of(person, &room.state.people[&person]);
    let people = |state: &State| view::people(state, &who, &NoWords).len();
    assert_eq!(people(&room.state), 1);
    room.does(Role::Administrator, Act::DismissPerson { person });
    assert_eq!(people(&room.state), 0);
}
