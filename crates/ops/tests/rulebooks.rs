//! Rulebooks and fact sets: kept with what was decided with them, so that it can be decided again.
#![allow(clippy::unwrap_used, clippy::panic, reason = "in a test a panic is the report")]

mod scene;

use std::sync::Arc;

use conduct::{Act, Artefacts as _, Pinned, State, World, movement::Bar};
use model::{Digest, Dossier, Span, party::Role};
use ops::{
    Recorded, Refusal, Room,
    journal::{self, Entry},
    shelf::{FACTS, RULEBOOK},
    submission::RulebookFile,
};
use record::Hash;
use rulebook::{At, RuleSet, Rulebook};
use scene::*;
use store::{
    Artefact, Batch, ReadStore, Store,
    simulated::{Disk, Failing, Fault, MemoryStore, Step},
};

fn house() -> (Disk, Clockwork, Room<MemoryStore>) {
    let (disk, clock) = (Disk::new(), Clockwork::new());
    let mut room = room(&disk, &clock);
    tell(&mut room, open_world("home", World::Actual));
    (disk, clock, room)
}

fn adopt_again() -> ops::Submission {
    ops::Submission { rulebooks: Vec::new(), ..adopt(&[practice()]) }
}

fn no_such_rulebook(answer: &ops::Answer) {
    assert_eq!(*answer, Err(Refusal::Rejected(conduct::Rejection::NoSuchRulebook)));
}

#[test]
fn a_faulty_rulebook_is_refused_with_its_faults_and_alone() {
    let (_disk, _clock, mut room) = house();
    let faulty = RulebookFile {
        name: "faulty.toml".to_owned(),
        text: PRACTICE.replace("movement.approved\"", "movement.aproved\""),
    };
    let answers = room.take(vec![adopt(&[practice(), faulty]), request("M-1")]);
    match &answers[0] {
        Err(Refusal::FaultyRulebook(faults)) => {
            assert!(faults.contains("faulty.toml:13") && faults.contains("aproved"), "{faults}");
        }
        other => panic!("{other:?}"),
    }
    assert!(answers[1].is_ok());
    assert!(!room.shelf().has(&practice().digest()), "the sound one came to nothing with it");
    assert_eq!(room.store().artefacts().unwrap(), []);
}

#[test]
fn adopted_rulebooks_are_there_after_reopening() {
    let (disk, clock, mut room) = house();
    tell(&mut room, adopt(&[practice()]));
    let mut room = open(disk.boot(), &clock, 2);
    let kept = room.store().artefact(&Hash(practice().digest().0)).unwrap().unwrap();
    assert_eq!((kept.kind.as_str(), kept.bytes.as_slice()), (RULEBOOK, PRACTICE.as_bytes()));
    cleared(&mut room, "M-1");
}

#[test]
fn a_rulebook_that_came_with_a_batch_that_failed_is_not_relied_on() {
    for failing in [Failing::Refuses, Failing::LosesUnsynced] {
        let (disk, _clock, mut room) = house();
        disk.plan(Fault::next(Step::WriteArtefacts, failing));
        assert!(ask(&mut room, adopt(&[practice()])).is_err());
        assert!(!room.shelf().has(&practice().digest()));
        no_such_rulebook(&ask(&mut room, adopt_again()));
        tell(&mut room, adopt(&[practice()]));
        cleared(&mut room, "M-1");
    }
}

#[test]
fn a_rulebook_that_nobody_adopts_is_refused_and_not_relied_on() {
    let (_disk, _clock, mut room) = house();
    let rulebooks = vec![practice()];
    let stray = ops::Submission { rulebooks, ..submission(Role::System, Act::Advance) };
    assert!(matches!(ask(&mut room, stray), Err(Refusal::Malformed(_))));
    no_such_rulebook(&ask(&mut room, adopt_again()));
}

#[test]
fn a_rulebook_of_a_command_that_was_rejected_is_not_relied_on() {
    let (_disk, _clock, mut room) = house();
    let pinned = Pinned { rulebooks: vec![practice().digest()], switched_off: vec![] };
    let not_allowed = ops::Submission {
        rulebooks: vec![practice()],
        ..submission(Role::Sponsor, Act::AdoptRulebooks { pinned, because: None })
    };
    let answers = room.take(vec![not_allowed, adopt_again()]);
    assert!(matches!(answers[0], Err(Refusal::Rejected(conduct::Rejection::NotAllowed { .. }))));
    no_such_rulebook(&answers[1]);
    assert_eq!(room.store().artefacts().unwrap(), []);
}

#[test]
fn a_rulebook_counts_for_the_rest_of_its_batch() {
    let (_disk, _clock, mut room) = house();
    let answers = room.take(vec![adopt(&[practice()]), adopt_again()]);
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
}

#[test]
fn a_kept_rulebook_that_is_faulty_by_now_is_set_aside_and_a_world_without_its_own_clears_nothing() {
    let (disk, clock, mut room) = house();
    tell(&mut room, adopt(&[practice()]));
    let id = cleared(&mut room, "M-1");
    // What a later version that is stricter about rules would find.
    let mut store = room.into_store();
    let (size, epoch) = (store.size().unwrap(), store.epoch().unwrap());
    let stale = Artefact::new(RULEBOOK, b"[rulebook]\nid = \"from-before\"\n".to_vec());
    let batch = Batch { artefacts: vec![stale.clone()], ..Batch::default() };
    store.append(size, epoch, &batch).unwrap();
    store.drop_artefacts_except(&[stale.hash].into()).unwrap();
    drop(store);

    let mut room = open(disk.boot(), &clock, 2);
    assert!(room.shelf().set_aside()[&Digest(stale.hash.0)].contains("title"));
    let evaluated = evaluated(&tell(&mut room, clear(id)));
    assert!(!evaluated.clears);
    assert!(evaluated.bars.contains(&Bar::NoRules), "{evaluated:?}");
}

#[test]
fn facts_are_kept_under_the_sha_256_of_their_canonical_bytes() {
    let (_disk, _clock, mut room) = house();
    tell(&mut room, adopt(&[practice()]));
    let id = cleared(&mut room, "M-1");
    let evaluated = evaluated(&tell(&mut room, clear(id)));
    let kept = room.store().artefact(&Hash(evaluated.facts.0)).unwrap().unwrap();
    assert_eq!(kept.kind, FACTS);
    assert_eq!(Hash::of(&kept.bytes).0, evaluated.facts.0);
    assert_eq!(record::check_canonical(&kept.bytes), Ok(()));
    let state = &room.worlds()[&home()];
    let facts: Dossier = serde_json::from_slice(&kept.bytes).unwrap();
    assert_eq!(facts, conduct::dossier(state, &state.movements[&id]).unwrap());
}

#[test]
fn facts_that_no_entry_refers_to_are_not_kept() {
    let (_disk, clock, mut room) = house();
    tell(&mut room, adopt(&[practice()]));
    let id = cleared(&mut room, "M-1");
    let before = room.store().artefacts().unwrap();
    // Approved once more, at another time: other facts, and an evaluation that comes out as it was.
    clock.pass(Span::minutes(1));
    let touched = tell(&mut room, approve(id));
    assert_eq!(touched.events.len(), 1, "{touched:?}");
    assert_eq!(room.store().artefacts().unwrap(), before);
}

/// Everything the record says about one evaluation: made again from the stored entries and artefacts alone,
/// with no room and no state but what the entries before it say.
fn evaluated_again(store: &impl ReadStore) -> usize {
    let mut worlds: ops::recovery::Worlds = Default::default();
    let mut made = 0;
    for bytes in entries(store) {
        let Entry::InWorld(world, event) = journal::read(&bytes).unwrap().0 else { continue };
        let state: &mut State = worlds.entry(world).or_default();
        let recorded = Recorded { entries: 0..0, events: vec![event.clone()], repeated: false };
        if matches!(
            event.what,
            conduct::What::ClearanceEvaluated(_)
                | conduct::What::DepartureAuthorised(_)
                | conduct::What::DepartureRefused(_)
        ) {
            let said = evaluated(&recorded);
            let waivers = state.movements[&said.movement].waivers();
            let facts = store.artefact(&Hash(said.facts.0)).unwrap().unwrap();
            let facts: Dossier = serde_json::from_slice(&facts.bytes).unwrap();
            let rules = rules(store, &said.pinned);
            let at = At { now: event.at, offset: state.offset.0 };
            let again = rulebook::evaluate(&rules, &facts, &waivers, at);
            let verdicts: Vec<_> = again.rules.iter().map(|j| (j.rule.id.clone(), j.verdict)).collect();
            assert_eq!(verdicts, said.verdicts);
            assert_eq!(again.valid_until, said.valid_until);
            assert_eq!(again.clears() && said.bars.is_empty(), said.clears);
            let failing: Vec<_> = again.refusing().map(|j| j.rule.id.clone()).collect();
            assert_eq!(failing, said.failing);
            made += 1;
        }
        state.apply(&event);
    }
    made
}

fn rules(store: &impl ReadStore, pinned: &Pinned) -> RuleSet {
    let book = |digest: &Digest| {
        let kept = store.artefact(&Hash(digest.0)).unwrap().unwrap();
        assert_eq!(kept.kind, RULEBOOK);
        Arc::new(Rulebook::read("kept", &kept.bytes).unwrap())
    };
    let mut rules = RuleSet::compose(pinned.rulebooks.iter().map(book).collect::<Vec<_>>()).unwrap();
    for rule in &pinned.switched_off {
        rules.switch_off(rule, "as it was").unwrap();
    }
    rules
}

#[test]
fn an_evaluation_can_be_made_again_from_the_record_alone() {
    let (_disk, clock, mut room) = house();
    tell(&mut room, adopt(&[practice()]));
    let many = movement(&tell(&mut room, request_with("M-1", vehicles(30, clock.now()))));
    tell(&mut room, clear(many));
    tell(&mut room, approve(many));
    tell(&mut room, clear(many));
    let expires = clock.now().saturating_add(Span::hours(2));
    let reason = text_id(1);
    let waive = Act::Waive { movement: many, rule: word("few-vehicles"), reason, expires };
    tell(&mut room, submission(Role::Authority, waive));
    let waived = evaluated(&tell(&mut room, clear(many)));
    assert!(waived.clears && waived.valid_until == Some(expires), "{waived:?}");
    tell(&mut room, submission(Role::DutyOfficer, Act::AuthoriseDeparture { movement: many }));
    tell(&mut room, stand_fast("pk/kp"));
    // Whoever adopts the book anew may switch a rule off.
    let rulebooks = vec![practice().digest()];
    let pinned = Pinned { rulebooks, switched_off: vec![word("approved")] };
    let because = Some(model::id::TextId(uuid::Uuid::from_u128(7)));
    tell(&mut room, submission(Role::DutyOfficer, Act::AdoptRulebooks { pinned, because }));
    clock.pass(Span::hours(3));
    tell(&mut room, submission(Role::System, Act::Advance));
    let made = evaluated_again(room.store());
    assert!(made >= 6, "{made}");
    let rules = room.shelf().rules(&room.worlds()[&home()].pinned).unwrap();
    assert_eq!(rules.rules().count(), 2);
}
