//! Way and hour by lot: committed to, added to, revealed; and nothing that would not clear is drawn from.

use chance::draw::{Commitment, Contribution, Seed, commit, verify};
use conduct::{
    Act, Event, Rejection, What,
    danger::Danger,
    draw::{NoUrn, Urn},
};
use model::{Digest, Instant, Value, id::MovementId, party::Role};
use roads::chart::Vehicle;

use crate::room::{CORRIDOR, Room, at, book, corridor, kinds, order, path, text, word};

const BESHAM: &str = "34.93,72.88";

/// From Islamabad to Besham by the highway, and by Swat.
fn ways() -> Vec<Vec<u32>> {
    let chart = CORRIDOR.chart();
    let leg = |from: &str, to: &str| -> Vec<u32> {
        let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
        let way = chart.fastest(from, to, &Vehicle::car(), 12).unwrap();
        way.arcs.iter().map(|&arc| chart.drives()[arc as usize]).collect()
    };
    let by = |via: &str| [leg("33.69,73.06", via), leg(via, BESHAM)].concat();
    vec![by("34.33,73.20"), by("34.77,72.36")]
}

fn hours() -> Vec<Instant> {
    ["2026-12-11 05:00", "2026-12-11 07:00", "2026-12-11 09:00"].map(at).to_vec()
}

fn urn() -> Urn {
    Urn::of(CORRIDOR.chart(), corridor(), &Vehicle::car(), ways(), &hours()).unwrap()
}

fn seed() -> Seed {
    "5a".repeat(32).parse().unwrap()
}

fn room() -> (Room, MovementId) {
    let rules = book(&[("route-open", "", "incidents.all(i, !i.closes_route)", "")]);
    let mut room = Room::with(conduct::World::Actual, rules);
    room.level("pk", "green", false);
    room.does(Role::Authority, Act::AdoptNetwork { network: corridor() });
    let plan = order(&[
        ("movement.area", "pk/kp"),
        ("movement.departs_on", "2026-12-11"),
        ("movement.departs_at", "2026-12-11T06:00:00+05:00"),
        ("incidents.complete", "true"),
        ("vehicles[car].plate", "LES-1"),
        ("commanders[lead].duty", "commander"),
    ]);
    room.duty(Act::RequestMovement { number: word("SC-1"), plan });
    let movement = room.id("SC-1");
    (room, movement)
}

fn commits(movement: MovementId, urn: &Urn) -> Act {
    let commitment = Digest(commit(&seed(), &urn.names().unwrap()).0);
    Act::CommitDraw { movement, seen: 1, urn: urn.clone(), commitment, seed: text(40) }
}

fn reveals(movement: MovementId) -> Act {
    Act::RevealDraw { movement, seed: word(&seed().hex()) }
}

#[test]
fn every_way_at_every_hour_is_drawn_alike_where_nothing_tells_them_apart() {
    let urn = urn();
    assert_eq!(urn.lots.len(), 6);
    let sum: u64 = urn.lots.iter().map(|lot| u64::from(lot.weight)).sum();
    assert_eq!(sum, 1_000_000_000);
    for lot in &urn.lots {
        // A sixth, up to the gap that the game is solved to.
        assert!((166_000_000..168_000_000).contains(&lot.weight), "{urn:?}");
    }
}

#[test]
fn where_there_is_one_way_the_hour_alone_is_drawn() {
    let way = ways().remove(0);
    let urn = Urn::of(CORRIDOR.chart(), corridor(), &Vehicle::car(), vec![way.clone()], &hours()).unwrap();
    assert!(urn.lots.iter().all(|lot| (333_000_000..334_000_000).contains(&lot.weight)), "{:?}", urn.lots);
    let none = Urn::of(CORRIDOR.chart(), corridor(), &Vehicle::car(), vec![way], &hours()[..1]);
    assert!(matches!(none, Err(NoUrn::Count { ways: 1, hours: 1 })));
}

#[test]
fn the_order_follows_what_was_drawn_and_anybody_can_check_that_nobody_picked_it() {
    let (mut room, movement) = room();
    let urn = urn();
    room.duty(commits(movement, &urn));
    let added = "c0".repeat(32);
    room.does(Role::Sponsor, Act::ContributeToDraw { movement, contribution: word(&added) });
    let events: Vec<Event> = room.duty(reveals(movement));
    assert_eq!(kinds(&events), ["draw-revealed", "route-planned", "order-amended"]);
    let What::DrawRevealed { lot, .. } = &events[0].what else { panic!("{events:?}") };

    let What::DrawCommitted { commitment, .. } =
        &room.history.iter().find(|event| event.what.kind() == "draw-committed").unwrap().what
    else {
        panic!("it was committed to")
    };
    let claimed = urn.lots.iter().position(|other| other == lot).unwrap();
    let added: Contribution = added.parse().unwrap();
    verify(&Commitment(commitment.0), &seed(), &[added], &urn.names().unwrap(), claimed).unwrap();

    let drawn = room.get(movement);
    assert_eq!(drawn.route.as_deref().unwrap().drives, urn.ways[lot.way as usize]);
    assert_eq!((drawn.draw.as_ref(), drawn.revision), (None, 3));
    let facts = conduct::dossier(&room.state, drawn).unwrap();
    let known = model::claim::resolve(facts.claims(&path("movement.departs_at")), room.now).fact;
    assert!(matches!(known, model::Fact::Known(claim) if claim.value == Value::Time(lot.departs_at)));
    assert_eq!(room.refuses(Role::DutyOfficer, reveals(movement)), Rejection::NoSuch("no-such-draw"));
}

#[test]
fn another_seed_than_the_one_committed_to_draws_nothing() {
    let (mut room, movement) = room();
    room.duty(commits(movement, &urn()));
    for seed in ["00".repeat(32), "no seed".replace(' ', "-")] {
        let other = Act::RevealDraw { movement, seed: word(&seed) };
        assert_eq!(room.refuses(Role::DutyOfficer, other), Rejection::Draw("draw-exchanged"));
    }
    let short = Act::ContributeToDraw { movement, contribution: word("abc") };
    assert_eq!(room.refuses(Role::Sponsor, short), Rejection::Draw("draw-contribution"));
}

#[test]
fn nothing_is_drawn_from_that_would_not_clear_or_lies_on_another_day() {
    let (mut room, movement) = room();
    let ways = ways();
    let late = [at("2026-12-11 07:00"), at("2026-12-12 07:00")];
    let other_day = Urn::of(CORRIDOR.chart(), corridor(), &Vehicle::car(), ways, &late).unwrap();
    let refused = room.refuses(Role::DutyOfficer, commits(movement, &other_day));
    assert_eq!(refused, Rejection::Draw("draw-another-day"));
    // Between Thakot and Besham, on one of the two ways.
    let danger = Danger::Closure {
        place: "34.86,72.905".parse().unwrap(),
        within_mm: 500_000,
        from: room.now,
        until: None,
    };
    room.does(Role::Commander, Act::ReportDanger { danger });
    let refused = room.refuses(Role::DutyOfficer, commits(movement, &urn()));
    assert_eq!(refused, Rejection::Draw("draw-would-not-clear"));
}
