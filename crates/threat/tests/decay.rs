//! How incidents fade, against what the tables promise.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the report, also outside its test functions")]

use model::{
    Instant, Place, Span, Word,
    schema::{KINDS, Type},
};
use proptest::prelude::*;
use threat::{Decay, Incident, LeftOut, Model as _, Picture, Roads, SHIPPED, Segment, unit};

const KM: u64 = 1_000_000;

fn place(text: &str) -> Place {
    text.parse().unwrap()
}

fn word(text: &str) -> Word {
    text.parse().unwrap()
}

fn noon() -> Instant {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

fn hours(n: i64) -> Span {
    Span(n * 3_600_000_000)
}

fn incident(kind: &str, at: &str, hours_ago: i64) -> Incident {
    Incident {
        id: word("i-1"),
        kind: word(kind),
        at: noon().saturating_add(hours(-hours_ago)),
        place: place(at),
        within_mm: 0,
        grade: None,
    }
}

/// A road to the north from Besham in steps of a hundredth of a degree, 1.11 km each with bends 1.2 km.
fn valley(steps: i64) -> Roads {
    let at = |n: i64| Place::from_e7(349_300_000 + n * 100_000, 728_800_000).unwrap();
    let step = |n| Segment { from: at(n), to: at(n + 1), length_mm: 1_200_000 };
    Roads::new((0..steps).map(step).collect()).unwrap()
}

/// Events an hour over all roads, in 1e-12: level × length.
fn all(roads: &Roads, levels: &[u64]) -> u64 {
    let each = roads.segments().iter().zip(levels);
    u64::try_from(
        each.map(|(s, &level)| u128::from(level) * u128::from(s.length_mm) / u128::from(KM)).sum::<u128>(),
    )
    .unwrap()
}

#[test]
fn what_an_incident_adds_sums_up_to_its_rate_and_halves_after_its_half_life() {
    let (decay, roads) = (Decay::shipped().unwrap(), valley(30));
    // ln 2 / 4383 h = 1.581444e-4 events an hour. Each of at most 30 segments may lose a unit or two to rounding.
    for (age, rate) in [(0, 158_144_463), (4383, 79_072_231), (2 * 4383, 39_536_115)] {
        let levels = decay.levels(&roads, &[incident("attack", "35.05,72.88", age)], noon());
        let sum = all(&roads, &levels.of);
        assert!(sum <= rate && sum + 60 >= rate, "{age} h: {sum} of {rate}");
    }
}

#[test]
fn what_is_added_falls_with_distance_and_ends_at_the_radius() {
    let (decay, roads) = (Decay::shipped().unwrap(), valley(30));
    let levels = decay.levels(&roads, &[incident("attack", "35.05,72.88", 0)], noon()).of;
    // The incident is where segment 12 begins; 5 km reach a little past four segments to the north.
    assert!(levels[12] > levels[13] && levels[13] > levels[14] && levels[14] > levels[15] && levels[15] > 0);
    assert_eq!(levels[11], levels[12], "as near on either side");
    assert_eq!(levels[17..], [0; 13]);
}

#[test]
fn in_a_town_the_same_incident_adds_less_to_each_street() {
    let decay = Decay::shipped().unwrap();
    let street = |n: i32| Segment {
        from: Place::from_e7(349_300_000, i64::from(728_800_000 + n * 1000)).unwrap(),
        to: Place::from_e7(349_310_000, i64::from(728_800_000 + n * 1000)).unwrap(),
        length_mm: 111_000,
    };
    let level = |streets: i32| {
        let roads = Roads::new((0..streets).map(street).collect()).unwrap();
        decay.levels(&roads, &[incident("attack", "34.93,72.88", 0)], noon()).of[0]
    };
    let (one, ten) = (level(1), level(10));
    assert!(one / 10 - one / 1000 < ten && ten <= one / 10 + one / 1000, "{one} {ten}");
}

#[test]
fn a_vague_report_reaches_further_and_adds_less_where_it_points() {
    let (decay, roads) = (Decay::shipped().unwrap(), valley(60));
    let exact = incident("attack", "35.2,72.88", 0);
    let vague = Incident { within_mm: 20 * KM, ..exact.clone() };
    let level = |incident: &Incident| decay.levels(&roads, std::slice::from_ref(incident), noon()).of;
    assert!(level(&vague)[27] < level(&exact)[27] / 3);
    assert!(level(&vague)[5] > 0 && level(&exact)[5] == 0);
    let sums = (all(&roads, &level(&vague)), all(&roads, &level(&exact)));
    assert!(sums.0.abs_diff(sums.1) < 150, "the same events, spread further: {sums:?}");
}

#[test]
fn an_incident_that_counts_for_nothing_is_told_with_its_reason() {
    let (decay, roads) = (Decay::shipped().unwrap(), valley(10));
    let reports = [
        incident("closure", "34.95,72.88", 1),
        incident("comet", "34.95,72.88", 1),
        incident("attack", "34.95,72.88", -1),
        incident("attack", "30,60", 1),
        incident("unrest", "34.95,72.88", 168 * 60),
        incident("attack", "34.95,72.88", 1),
    ];
    let why = [LeftOut::NoHarm, LeftOut::UnknownKind, LeftOut::Later, LeftOut::NoRoad, LeftOut::Faded];
    let left_out: Vec<_> = why.into_iter().enumerate().collect();
    assert_eq!(decay.levels(&roads, &reports, noon()).left_out, left_out);
}

#[test]
fn reasons_sum_up_to_the_level_largest_first() {
    let (decay, roads) = (Decay::shipped().unwrap(), valley(30));
    let report = |n: i64| {
        let kind = if n % 2 == 0 { "attack" } else { "explosion" };
        incident(kind, &format!("35.0{},72.88", n % 10), 24 * n)
    };
    let reports: Vec<Incident> = (0..20).map(report).collect();
    let levels = decay.levels(&roads, &reports, noon()).of;
    for segment in 0..30u32 {
        let reasons = decay.because(&roads, &reports, noon(), segment);
        assert_eq!(reasons.iter().map(|reason| reason.level).sum::<u64>(), levels[segment as usize]);
        assert!(reasons.is_sorted_by_key(|reason| std::cmp::Reverse(reason.level)));
    }
}

#[test]
fn the_shipped_tables_say_something_about_every_kind_of_incident_and_where_it_comes_from() {
    let decay = Decay::shipped().unwrap();
    let schema = KINDS.iter().find(|kind| kind.name == "incident").unwrap();
    let kind = schema.attributes.iter().find(|attribute| attribute.name == "kind").unwrap();
    let Type::Word(kinds) = kind.takes else { unreachable!("kinds are listed words") };
    let roads = valley(10);
    for kind in kinds {
        let told = decay.adds(&roads, &incident(kind, "34.95,72.88", 0), noon());
        assert_ne!(told, Err(LeftOut::UnknownKind), "{kind}");
        assert!(decay.terms(&word(kind)).iter().all(|term| term.basis.len() > 10));
    }
}

#[test]
fn a_table_with_a_fault_is_refused_with_its_line() {
    let refused = |from: &str, to: &str| {
        assert!(SHIPPED.contains(from), "{from}");
        Decay::read("mine.toml", &SHIPPED.replacen(from, to, 1)).unwrap_err().to_string()
    };
    let line = SHIPPED[..SHIPPED.find("[[terms]]").unwrap()].matches('\n').count() + 1;
    let zero = refused("half_life_hours = 4383", "half_life_hours = 0");
    assert_eq!(zero, format!("mine.toml:{line}: attack: half_life_hours is 0: state 1 to 876600 hours"));
    assert!(refused("basis = \"As for attack.\"", "basis = \" \"").contains("where the values come from"));
    assert!(refused("\"closure\"", "\"attack\"").contains("one or the other"));
    assert!(refused("radius_km = 5", "radius_km = 5\nweight = 2").contains("weight"));
    assert!(refused("radius_km = 5", "radius_km = -5").starts_with("mine.toml:"));
    assert!(Decay::read("mine.toml", &" ".repeat(2 << 20)).is_err());
}

fn reports() -> impl Strategy<Value = Vec<Incident>> {
    let kind = prop::sample::select(vec!["attack", "explosion", "shooting", "unrest", "closure", "accident"]);
    let report = (kind, 0i64..9000, -500_000i64..4_000_000, -300_000i64..300_000, 0u64..3 * KM).prop_map(
        |(kind, ago, north, east, within_mm)| Incident {
            place: Place::from_e7(349_300_000 + north, 728_800_000 + east).unwrap(),
            within_mm,
            ..incident(kind, "0,0", ago)
        },
    );
    prop::collection::vec(report, 0..12)
}

proptest! {
    #[test]
    fn a_grade_never_changes_a_number(reports in reports(), grades in prop::collection::vec("[A-F][1-6]", 12)) {
        let (decay, roads) = (Decay::shipped().unwrap(), valley(30));
        let graded: Vec<Incident> = reports
            .iter()
            .zip(&grades)
            .map(|(report, grade)| Incident { grade: Some(grade.parse().unwrap()), ..report.clone() })
            .collect();
        prop_assert_eq!(decay.levels(&roads, &reports, noon()), decay.levels(&roads, &graded, noon()));
        prop_assert_eq!(
            decay.because(&roads, &reports, noon(), 12),
            decay.because(&roads, &graded, noon(), 12)
        );
    }

    #[test]
    fn reports_one_by_one_come_to_the_same_picture_in_any_order(reports in reports()) {
        let (decay, roads) = (Decay::shipped().unwrap(), valley(30));
        let at_once = Picture::of(&decay, &roads, &reports, &[], noon());
        let mut one_by_one = Picture::of(&decay, &roads, &[], &[], noon());
        for (number, report) in reports.iter().enumerate().rev() {
            let before: Vec<_> = (0..30).map(|segment| one_by_one.hazard(segment)).collect();
            let changed = one_by_one.report(&decay, &roads, number, report);
            for segment in (0..30u32).filter(|segment| changed.binary_search(segment).is_err()) {
                prop_assert_eq!(before[segment as usize], one_by_one.hazard(segment));
            }
        }
        for segment in 0..30 {
            prop_assert_eq!(at_once.hazard(segment), one_by_one.hazard(segment));
        }
    }

    #[test]
    fn more_incidents_never_make_a_road_less_dangerous_nor_a_level_too_large(reports in reports(), ago in 0i64..100) {
        let (decay, roads) = (Decay::shipped().unwrap(), valley(30));
        let fewer = decay.levels(&roads, &reports, noon()).of;
        let more: Vec<Incident> = reports.into_iter().chain([incident("attack", "35.05,72.88", ago)]).collect();
        let more = decay.levels(&roads, &more, noon()).of;
        prop_assert!(fewer.iter().zip(&more).all(|(fewer, more)| fewer <= more && *more <= unit::MOST));
    }
}
