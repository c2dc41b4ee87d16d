//! A movement that was watched, gone through again out of what is stored: the same comes out, and what does not is told.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

#[path = "past/deaf.rs"]
mod deaf;
#[path = "past/long.rs"]
mod long;
mod road;

use std::collections::BTreeMap;

use conduct::{
    Act, Event, What,
    command::AlertVerdict,
    device::Sealed,
    voice::{Reporter, VoiceMeans},
};
use model::{
    Digest, Instant, Span,
    id::{DeviceId, TextId},
    party::Role,
};
use ops::{
    track::{Kept, expiry::Expiry, packed},
    watching::{
        Sources as _,
        past::{self, Agrees, Archive, Differs, Missing, NotGoneThrough, Outcome, Past},
    },
};
use proptest::prelude::*;
use road::{Road, TWO_CARS, WAY, minutes};
use store::tracks::{Stretch, Tracks as _, memory::MemoryTracks};
use uuid::Uuid;

/// The reports of a road, packed a few at a time as they came in, and anchored on its record.
fn sealed(road: &mut Road) -> MemoryTracks {
    let tracks = MemoryTracks::default();
    let kept = road.archive.tracks.lock().unwrap().clone();
    let mut by_device: BTreeMap<DeviceId, Vec<Kept>> = BTreeMap::new();
    for kept in kept {
        by_device.entry(kept.fresh.device).or_default().push(kept);
    }
    for reports in by_device.into_values() {
        for some in reports.chunks(5) {
            let mut some = some.to_vec();
            packed::put_in_order(&mut some);
            let (anchored, stretch) = sealed_of(&some);
            tracks.pack(&[stretch]).unwrap();
            let movement = Some(road.movement);
            road.does(Role::System, Act::SealTracks { movement, tracks: vec![anchored] });
        }
    }
    tracks
}

/// What is anchored of reports in order, and as what they are kept.
fn sealed_of(reports: &[Kept]) -> (Sealed, Stretch) {
    let stretch = packed::Packer::default().pack(reports).unwrap();
    let moment = |micros| Instant::from_micros(micros).unwrap();
    let (from, until, root) = (moment(stretch.from), moment(stretch.until), Digest(packed::root(reports).0));
    let (device, first, count) = (reports[0].fresh.device, stretch.first, stretch.count);
    (Sealed { device, from, until, first, count, root }, stretch)
}

fn again(road: &Road, tracks: &MemoryTracks, happened: &[Event]) -> Result<Past, NotGoneThrough> {
    let shelf = road.archive.clone();
    let (grounds, papers) = (|network: &Digest| shelf.ground(network), |digest: &Digest| shelf.paper(digest));
    let archive = Archive { grounds: &grounds, papers: &papers, tracks };
    past::again(happened, &[], archive, road.now, &mut |_| {})
}

fn past(road: &mut Road) -> Past {
    let tracks = sealed(road);
    again(road, &tracks, &road.happened).unwrap()
}

/// Both cars drive by the minute, the coach 900 m beside the way for a while; it is silent for some minutes and says it late.
fn a_day() -> Road {
    let mut road = Road::with(TWO_CARS);
    let began = road.now;
    for minute in 1..20_i32 {
        let along = usize::try_from(minute).unwrap() * 10;
        road.reports(1, minutes(began, minute), along + 2, 0);
        if !(12..=18).contains(&minute) {
            let off = if (4..8).contains(&minute) { 900 } else { 0 };
            road.reports(2, minutes(began, minute), along, off);
        }
    }
    road
}

fn the(road: &Road, which: impl Fn(&What) -> bool) -> usize {
    road.happened.iter().filter(|event| which(&event.what)).count()
}

#[test]
fn what_was_found_is_found_again_with_what_was_known_then() {
    let mut road = a_day();
    let raised = the(&road, |what| matches!(what, What::AlertRaised { .. }));
    assert!(raised >= 2, "{raised}");
    let past = past(&mut road);
    assert_eq!(past.outcome, Outcome::Same, "{:#?}", past.alerts);
    assert_eq!(past.alerts.len(), raised);
    assert_eq!(past.watched_with.iter().map(String::as_str).collect::<Vec<_>>(), [watch::ENGINE]);
    assert_eq!((past.reported.anchored, past.reported.waiting, past.reported.elsewhere), (31, 0, 0));
    let left = past.alerts.iter().find(|one| one.key.rule == *"left-corridor").unwrap();
    // It was told while it lasted. Now it is known when it was over.
    assert_eq!(left.recorded.as_ref().unwrap().until, None);
    assert!(left.now.as_ref().unwrap().until.is_some());
}

#[test]
fn what_late_reports_took_back_was_found_then_and_is_no_difference() {
    let mut road = Road::with(TWO_CARS);
    let began = road.now;
    road.reports(2, minutes(began, 1), 10, 0);
    for minute in 1..=9 {
        road.reports(1, minutes(began, minute), 12, 0);
    }
    for minute in 2..=9 {
        road.reports(2, minutes(began, minute), 10, 0);
    }
    assert!(the(&road, |what| matches!(what, What::AlertWithdrawn { .. })) > 0);
    let past = past(&mut road);
    assert_eq!(past.outcome, Outcome::Same, "{:#?}", past.alerts);
}

#[test]
fn what_somebody_closed_and_what_rose_again_is_found_again() {
    let mut road = a_day();
    let alerts: Vec<_> = road.state.alerts.keys().copied().collect();
    for alert in alerts {
        let because = None;
        road.does(Role::DutyOfficer, Act::CloseAlert { alert, verdict: AlertVerdict::True, because });
    }
    let at = road.now;
    for minute in 1..6 {
        road.reports(2, minutes(at, minute), 200, 900);
    }
    let past = past(&mut road);
    assert_eq!(past.outcome, Outcome::Same, "{:#?}", past.alerts);
    assert_eq!(past.alerts.iter().filter(|one| one.key.rule == *"left-corridor").count(), 2);
}

#[test]
fn a_movement_that_has_arrived_and_is_filed_is_gone_through_to_its_arrival() {
    let mut road = a_day();
    let arrived = road.now;
    road.does(Role::Commander, Act::Arrive { movement: road.movement, at: Some(arrived) });
    road.settles();
    road.passes(Span::hours(1));
    road.does(
        Role::DutyOfficer,
        Act::ReviewUrgent { movement: road.movement, finding: model::id::TextId(uuid::Uuid::nil()) },
    );
    let open: Vec<_> = road.state.alerts_about(road.movement).map(|(alert, _)| alert).collect();
    for alert in open {
        road.does(Role::DutyOfficer, Act::CloseAlert { alert, verdict: AlertVerdict::True, because: None });
    }
    road.does(Role::DutyOfficer, Act::Close { movement: road.movement });
    let closed = road.now;
    // It stands in the yard, far from the way.
    road.keeps(2, minutes(closed, 5), "34.0,72.0".parse().unwrap(), None);
    let past = past(&mut road);
    assert_eq!((past.outcome, past.until), (Outcome::Same, arrived), "{:#?}", past.alerts);
}

#[test]
fn what_was_said_by_voice_counts_again() {
    let mut road = Road::with(TWO_CARS);
    let began = road.now;
    road.reports(1, minutes(began, 1), 10, 0);
    road.reports(2, minutes(began, 1), 10, 0);
    for minute in 2..=20 {
        road.now = minutes(began, minute);
        if minute == 6 {
            let point = Some(road::word("CP1"));
            let reporter: Option<Reporter> = None;
            let (movement, at, means) = (road.movement, Some(road.now), VoiceMeans::Radio);
            road.does(
                Role::DutyOfficer,
                Act::ReportByVoice { movement, point, at, means, reporter, duress: None },
            );
        }
        road.settles();
    }
    assert!(road.is_open("lost-contact", Some("coach")), "{:?}", road.open());
    let past = past(&mut road);
    assert_eq!(past.outcome, Outcome::Same, "{:#?}", past.alerts);
}

/// Both cars drive on for a minute.
fn drives(road: &mut Road, minute: usize) {
    let at = minutes(road.now, 1);
    road.reports(1, at, minute * 10 + 2, 0);
    road.reports(2, at, minute * 10, 0);
}

#[test]
fn what_was_taken_back_proves_nothing_any_more_then_and_when_it_is_gone_through_again() {
    let order = TWO_CARS.replace("'checkpoint'", "'phase-line'");
    let missed = |road: &Road| road.open().iter().any(|(rule, _)| rule == "not-reported");
    let mut unsaid = Road::with(&order);
    let passed = (0..100).find(|minute| {
        drives(&mut unsaid, *minute);
        missed(&unsaid)
    });
    let passed = passed.unwrap();

    let mut road = Road::with(&order);
    (0..passed).for_each(|minute| drives(&mut road, minute));
    let (movement, at, means) = (road.movement, Some(road.now), VoiceMeans::Radio);
    let (point, reporter) = (Some(road::word("CP1")), None::<Reporter>);
    road.does(Role::DutyOfficer, Act::ReportByVoice { movement, point, at, means, reporter, duress: None });
    (passed..passed + 3).for_each(|minute| drives(&mut road, minute));
    assert!(!missed(&road), "{:?}", road.open());
    let spoken = road.state.movement(movement).unwrap().heard[0].clone();
    road.does(Role::DutyOfficer, Act::TakeBackVoice { movement, spoken, because: TextId(Uuid::nil()) });
    drives(&mut road, passed + 3);
    assert!(missed(&road), "{:?}", road.open());
    let past = past(&mut road);
    assert_eq!(past.outcome, Outcome::Same, "{:#?}", past.alerts);
}

#[test]
fn an_alert_that_nothing_shows_and_a_finding_without_an_alert_are_told() {
    let mut road = a_day();
    let tracks = sealed(&mut road);
    let honest = road.happened.clone();
    let is_the_first =
        |event: &Event| matches!(&event.what, What::AlertRaised { rule, .. } if rule == "left-corridor");
    let first = honest.iter().position(is_the_first).unwrap();

    let mut left_out = honest.clone();
    left_out.remove(first);
    let past = again(&road, &tracks, &left_out).unwrap();
    assert_eq!(past.outcome, Outcome::Different);
    let beside: Vec<_> = past.alerts.iter().filter(|one| one.agrees == Agrees::OnlyNow).collect();
    assert_eq!(beside.len(), 1, "{beside:#?}");
    assert_eq!(beside[0].key.rule.as_str(), "left-corridor");

    let mut changed = honest.clone();
    if let What::AlertRaised { found: Some(found), .. } = &mut changed[first].what {
        found.since = minutes(found.since, -1);
        found.distance = Some(1);
    }
    let past = again(&road, &tracks, &changed).unwrap();
    let differing: Vec<_> = past.alerts.iter().filter(|one| one.agrees != Agrees::Same).collect();
    assert_eq!(differing.len(), 1);
    assert_eq!(differing[0].agrees, Agrees::Differs(vec![Differs::Since, Differs::Distance]));

    let mut made_up = honest;
    if let What::AlertRaised { found: Some(found), .. } = &mut made_up[first].what {
        found.key.subject = Some(road::word("lead"));
    }
    let past = again(&road, &tracks, &made_up).unwrap();
    assert!(past.alerts.iter().any(|one| one.agrees == Agrees::OnlyOnRecord), "{:#?}", past.alerts);
}

/// The record as another version of the engine left it: its orders were made for that, and it found that a car had left the corridor
/// a minute earlier.
fn by_another_engine(road: &Road, engine: &str) -> Vec<Event> {
    let mut happened = road.happened.clone();
    for event in &mut happened {
        match &mut event.what {
            What::WatchSet { order, .. } => {
                let mut papers = road.archive.papers.lock().unwrap();
                let paper = String::from_utf8(papers[order].clone()).unwrap();
                assert!(paper.contains(watch::ENGINE), "{paper}");
                let paper = paper.replace(watch::ENGINE, engine).into_bytes();
                *order = Digest(record::Hash::of(&paper).0);
                papers.insert(*order, paper);
            }
            What::AlertRaised { rule, found: Some(found), .. } if rule == "left-corridor" => {
                found.since = minutes(found.since, -1);
            }
            _ => {}
        }
    }
    happened
}

#[test]
fn what_another_version_of_the_engine_found_is_told_as_its_and_where_this_one_finds_otherwise() {
    const THEN: &str = "watch-0.0.9-1";
    let mut road = a_day();
    let tracks = sealed(&mut road);
    let happened = by_another_engine(&road, THEN);
    let past = again(&road, &tracks, &happened).unwrap();
    assert_eq!(past.watched_with.iter().map(String::as_str).collect::<Vec<_>>(), [THEN]);
    assert_eq!((past.engine, past.outcome), (watch::ENGINE, Outcome::Different));
    let (differing, same): (Vec<_>, Vec<_>) =
        past.alerts.iter().partition(|one| one.key.rule == *"left-corridor");
    assert!(!differing.is_empty() && !same.is_empty(), "{:#?}", past.alerts);
    assert!(
        differing.iter().all(|one| one.agrees == Agrees::Differs(vec![Differs::Since])),
        "{differing:#?}"
    );
    assert!(same.iter().all(|one| one.agrees == Agrees::Same), "{same:#?}");
}

#[test]
fn reports_that_are_gone_or_damaged_are_named_and_nothing_is_called_the_same() {
    let mut road = a_day();
    let tracks = sealed(&mut road);
    let coach = DeviceId(uuid::Uuid::from_u128(2));
    let stretches = tracks.stretches(&coach.0.into_bytes(), i64::MIN, i64::MAX).unwrap();
    let mut expiry = Expiry::of(minutes(road.now, 31 * 24 * 60), Vec::new());
    while expiry.goes_on(&tracks).unwrap() {}
    let expired = expiry.gone();
    assert!(expired > 1);
    let past = again(&road, &tracks, &road.happened).unwrap();
    assert_eq!((past.outcome, past.reported.anchored), (Outcome::Incomplete, 0));
    assert_eq!(past.reported.gone.len() as u64, expired);
    assert_eq!(past.reported.gone.iter().filter(|part| part.device == coach).count(), stretches.len());

    // One report less than was anchored, in a stretch that is whole in itself.
    let mut less = packed::unpack(&stretches[0]).unwrap();
    less.pop();
    let tampered = packed::Packer::default().pack(&less).unwrap();
    tracks.pack(&[tampered]).unwrap();
    let past = again(&road, &tracks, &road.happened).unwrap();
    assert_eq!(past.outcome, Outcome::Incomplete);
    assert_eq!(
        past.reported.damaged.iter().map(|part| (part.device, part.first)).collect::<Vec<_>>(),
        [(coach, stretches[0].first)]
    );
    assert_eq!(past.reported.gone.len() as u64, expired - 1);
}

#[test]
fn what_a_crash_left_beside_what_was_anchored_is_no_damage() {
    let mut road = a_day();
    let tracks = sealed(&mut road);
    let coach = DeviceId(uuid::Uuid::from_u128(2));
    let whole = again(&road, &tracks, &road.happened).unwrap();
    let stretches = tracks.stretches(&coach.0.into_bytes(), i64::MIN, i64::MAX).unwrap();
    let mut fewer = packed::unpack(&stretches[0]).unwrap();
    fewer.truncate(3);
    tracks.pack(&[packed::Packer::default().pack(&fewer).unwrap()]).unwrap();
    let past = again(&road, &tracks, &road.happened).unwrap();
    assert_eq!((past.outcome, past.reported), (whole.outcome, whole.reported));
}

#[test]
fn an_order_that_is_lost_is_named() {
    let mut road = a_day();
    let tracks = sealed(&mut road);
    let order = road.state.movement(road.movement).unwrap().watched[0].order;
    road.archive.papers.lock().unwrap().remove(&order);
    let past = again(&road, &tracks, &road.happened).unwrap();
    assert_eq!((past.outcome, past.missing), (Outcome::Incomplete, vec![Missing::Order(order)]));
}

#[test]
fn what_never_left_is_not_gone_through() {
    let road = a_day();
    let asked: Vec<Event> = road
        .happened
        .iter()
        .filter(|event| matches!(event.what, What::MovementRequested { .. }))
        .cloned()
        .collect();
    let tracks = MemoryTracks::default();
    assert!(matches!(again(&road, &tracks, &asked), Err(NotGoneThrough::NeverDeparted)));
    assert!(matches!(again(&road, &tracks, &[]), Err(NotGoneThrough::NotThere)));
}

#[test]
fn nothing_reported_and_nothing_found_is_not_called_the_same() {
    let mut road = Road::with("[[vehicles]]\nid = 'lead'\n");
    let past = past(&mut road);
    assert_eq!(past.outcome, Outcome::NothingReported, "{:#?}", past.alerts);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever comes when, and however often, with a change of the way in the middle and a crash somewhere: the record has what is
    /// found again.
    #[test]
    fn however_the_reports_came_in_the_record_has_what_is_found_again(
        reports in Just((0..40_usize).flat_map(|n| [(1, n), (2, n), (2, n)]).collect::<Vec<_>>()).prop_shuffle(),
        away in (5..30_usize, 5..30_usize),
        silent in 1..40_usize,
        crash in 0..120_usize,
        pace in 1..4_i64,
    ) {
        let mut road = Road::with(TWO_CARS);
        let began = road.now;
        road.now = minutes(began, 20);
        road.plans(&WAY.0[..WAY.0.len() / 2]);
        road.settles();
        for (n, (device, minute)) in reports.into_iter().enumerate() {
            if n == crash {
                road.crashes();
            }
            if device == 2 && (silent..silent + 6).contains(&minute) {
                continue;
            }
            // Time goes on while they come in, so that some come late and some do not.
            road.now = road.now.saturating_add(Span(pace * 5_000_000));
            let off = if device == 2 && (away.0..away.1).contains(&minute) { 900 } else { 0 };
            let at = minutes(began, i32::try_from(minute).unwrap()).min(road.now);
            road.reports(device, at, minute * 10 + 2 * usize::from(device == 1), off);
        }
        road.passes(Span::minutes(30));
        let past = past(&mut road);
        prop_assert_eq!(past.outcome, Outcome::Same, "{:#?}", past.alerts);
    }
}
