//! Drives that are made up, scattered, and recovered.

use super::made::{Random, drive, drives, heard, told, town};
use crate::matching::{Heard, Matcher, Piece, Search, Spot, Taken};

/// So many drives over made towns.
fn each_drive(every: u32, scatter: i64, mut check: impl FnMut(&crate::matching::Ground, super::made::Drive)) {
    let mut count = 0;
    for seed in 0..12 {
        let (ground, mut random) = (town(seed), Random(seed + 100));
        for _ in 0..30 {
            if let Some(drive) = drive(&ground, &mut random, 8, every, scatter) {
                check(&ground, drive);
                count += 1;
            }
        }
    }
    assert!(count > 60, "only {count} drives");
}

#[test]
fn a_drive_is_recovered_arc_by_arc_from_reports_that_scatter() {
    for (every, scatter) in [(1, 4_000), (5, 5_000), (10, 5_000), (30, 5_000)] {
        each_drive(every, scatter, |ground, drive| {
            let expected: Vec<_> = drive.arcs.iter().map(|&arc| Some(ground.arc(arc).drives)).collect();
            let pieces = told(ground, &drive.reports);
            assert_eq!(drives(ground, &pieces), expected, "every {every} s");
        });
    }
}

#[test]
fn the_times_of_a_recovered_drive_are_those_it_was_driven_at() {
    each_drive(5, 2_000, |ground, drive| {
        let start = ground.arc(drive.arcs[0]).length / 2;
        let mut passed = 0_u64;
        for piece in told(ground, &drive.reports) {
            let Piece::Road { arc, entered, left, .. } = piece else { panic!("{piece:?}") };
            let at = (passed.saturating_sub(start.into()) / 15).cast_signed() * 1000;
            let off = (entered.since(drive.reports[0].at).0 - at).abs();
            // 15 m/s, reports scatter by 2 m: nowhere a second off.
            assert!(off < 1_000_000, "{off} µs off");
            assert!(left >= entered);
            passed += u64::from(ground.arc(arc).length);
        }
    });
}

#[test]
fn what_is_told_piece_by_piece_joins_without_a_gap() {
    each_drive(10, 5_000, |ground, drive| {
        let pieces = told(ground, &drive.reports);
        for two in pieces.windows(2) {
            let [Piece::Road { arc, to_mm, left, .. }, Piece::Road { arc: next, from_mm, entered, .. }] = two
            else {
                panic!("{two:?}")
            };
            assert_eq!((*to_mm, *from_mm), (ground.arc(*arc).length, 0));
            assert_eq!((ground.arc(*arc).head, left), (ground.arc(*next).tail, entered));
        }
    });
}

#[test]
fn a_matcher_that_is_written_down_and_read_again_goes_on_as_if_nothing_had_been() {
    each_drive(10, 8_000, |ground, drive| {
        let (_, expected) = heard(ground, &drive.reports);
        let mut matcher = Matcher::default();
        let again: Vec<Heard> = drive
            .reports
            .iter()
            .map(|report| {
                let written = serde_json::to_string(&matcher).unwrap();
                assert!(written.len() < 40_000, "{}", written.len());
                matcher = serde_json::from_str(&written).unwrap();
                // With nothing kept from before.
                matcher.hear(ground, &mut Search::default(), report)
            })
            .collect();
        assert_eq!(again, expected);
    });
}

#[test]
fn what_was_looked_up_for_one_vehicle_does_not_change_what_is_told_of_another() {
    let mut search = Search::default();
    each_drive(5, 6_000, |ground, drive| {
        let mut matcher = Matcher::default();
        let mut pieces: Vec<Piece> = drive
            .reports
            .iter()
            .flat_map(|report| matcher.hear(ground, &mut search, report).settled)
            .collect();
        pieces.extend(matcher.finish(ground, &mut search));
        assert_eq!(pieces, told(ground, &drive.reports));
    });
}

#[test]
fn reports_that_come_twice_or_late_are_said_to_and_change_nothing() {
    each_drive(5, 5_000, |ground, drive| {
        let (mut matcher, mut search) = (Matcher::default(), Search::default());
        let mut pieces = Vec::new();
        for (number, report) in drive.reports.iter().enumerate() {
            pieces.extend(matcher.hear(ground, &mut search, report).settled);
            let before = matcher.clone();
            assert_eq!(matcher.hear(ground, &mut search, report).taken, Taken::Repeated);
            if let Some(late) = number.checked_sub(2).map(|number| &drive.reports[number]) {
                assert_eq!(matcher.hear(ground, &mut search, late).taken, Taken::Late);
            }
            assert_eq!(matcher, before);
        }
        pieces.extend(matcher.finish(ground, &mut search));
        assert_eq!(pieces, told(ground, &drive.reports));
    });
}

#[test]
fn where_a_vehicle_is_now_is_said_within_how_far_its_reports_scatter() {
    each_drive(1, 4_000, |ground, drive| {
        for (heard, report) in heard(ground, &drive.reports).1.iter().zip(&drive.reports) {
            let Some(Spot::Road { arc, offset_mm }) = heard.now.map(|now| now.spot) else {
                panic!("off the road")
            };
            let off = super::made::apart(super::made::on(ground, arc, offset_mm), report.place);
            // Four times the scatter on either axis, and what a vehicle drives while it seems to stand.
            assert!(off < 25_000, "{off} mm");
        }
    });
}
