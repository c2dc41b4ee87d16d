//! One thing at a time.

use std::sync::Arc;

use model::{Place, Span};

use super::made::{Random, apart, at, drives, ground, heard, moment, moved, told};
use crate::{
    Draft, Junction, Season, Stretch,
    chart::{Chart, Mode},
    import::{drawn, sketch::Sketch},
    matching::{Ground, Matcher, Piece, Report, Search, Spot, Taken, Why},
};

/// A straight road east from node 0 to 9, with a side road at 5.
fn road() -> Sketch {
    Sketch::default().way(1, &[0, 5], &[]).way(2, &[5, 9], &[]).way(3, &[5, 15], &[])
}

/// Reports every ten seconds at these places.
fn every_ten(places: impl IntoIterator<Item = Place>) -> Vec<Report> {
    (0..).zip(places).map(|(number, place)| Report::new(moment(number * 10), place)).collect()
}

/// Places along row 0, in thousandths of a step (1.1 m each).
fn along(columns: impl IntoIterator<Item = i64>) -> Vec<Place> {
    columns.into_iter().map(|column| at(0, column)).collect()
}

#[test]
fn a_vehicle_off_every_road_is_told_to_be_and_never_put_on_one() {
    let ground = ground(&road());
    // Along the road, then 200 m north of it, and back.
    let mut places = along((1000..2000).step_by(100));
    places.extend((2000..3000).step_by(100).map(|column| at(180, column)));
    places.extend(along((3000..4000).step_by(100)));
    let reports = every_ten(places);
    let (_, heard) = heard(&ground, &reports);
    assert!(heard[10..20].iter().all(|heard| heard.now.unwrap().spot == Spot::OffRoad));
    let pieces = told(&ground, &reports);
    let [Piece::Road { .. }, Piece::OffRoad { from, to, began, ended }, Piece::Road { entered, .. }] =
        pieces[..]
    else {
        panic!("{pieces:?}")
    };
    assert_eq!((from, to), (reports[10].place, reports[19].place));
    assert_eq!((began, ended, entered), (reports[10].at, reports[19].at, reports[20].at));
}

#[test]
fn one_report_far_from_the_road_is_off_it_and_not_the_road_s_end() {
    let ground = ground(&road());
    let mut places = along((1000..2000).step_by(100));
    places[5] = at(100, 1500);
    let pieces = told(&ground, &every_ten(places));
    assert_eq!(drives(&ground, &pieces).iter().filter(|drive| drive.is_none()).count(), 1, "{pieces:?}");
}

#[test]
fn standing_is_not_driving_round_the_block() {
    // A block with its junctions, and a vehicle that stands at one for half an hour.
    let block = Sketch::default()
        .way(1, &[10, 0, 1], &[("oneway", "yes")])
        .way(2, &[1, 11], &[("oneway", "yes")])
        .way(3, &[11, 10], &[("oneway", "yes")])
        .way(4, &[1, 5], &[])
        .way(5, &[10, 50], &[]);
    let ground = ground(&block);
    let mut random = Random(3);
    let mut places = along((100..1000).step_by(90));
    for _ in 0..180 {
        let stood = at(0, 980);
        places.push(moved(stood, random.scatter() * 6, random.scatter() * 6));
    }
    let mut reports = every_ten(places);
    let arrived = reports[9].at;
    reports.extend((1..10).map(|number| Report::new(moment(2000 + number * 10), at(0, 980 + number * 90))));
    let pieces = told(&ground, &reports);
    assert_eq!(pieces.len(), 2, "along the block, and on: {pieces:?}");
    let Piece::Road { left, .. } = pieces[0] else { panic!("{pieces:?}") };
    assert!(left.since(arrived).0 > 1_700_000_000, "it left when it drove on, not when it stopped");
}

#[test]
fn a_vehicle_that_stands_keeps_no_more_than_one_that_drives() {
    let ground = ground(&road());
    let mut random = Random(5);
    let reports =
        every_ten((0..1000).map(|_| moved(at(0, 2500), random.scatter() * 5, random.scatter() * 5)));
    let (matcher, heard) = heard(&ground, &reports);
    assert!(matcher.waiting() <= 64, "{}", matcher.waiting());
    assert!(serde_json::to_string(&matcher).unwrap().len() < 100_000);
    let still = heard.iter().filter(|heard| heard.taken == Taken::Still).count();
    // Two that scatter by s along each axis are nearer than 2 s with a probability of 1 - 1/e.
    assert!(still.abs_diff(632) < 60, "of 1000 {still}");
    let mut whole: Vec<Piece> = heard.into_iter().flat_map(|heard| heard.settled).collect();
    whole.extend(matcher.clone().finish(&ground, &mut Search::default()));
    assert!(whole.iter().all(|piece| matches!(piece, Piece::Road { .. })), "{whole:?}");
}

#[test]
fn turning_back_on_the_road_is_told_where_it_was() {
    let ground = ground(&road());
    let columns = (1000..3000).step_by(100).chain((1000..3000).rev().step_by(100));
    let pieces = told(&ground, &every_ten(along(columns)));
    let [Piece::Road { arc, to_mm, .. }, Piece::Road { arc: back, from_mm, .. }] = pieces[..] else {
        panic!("{pieces:?}")
    };
    assert_eq!(ground.arc(arc).drives ^ 1, ground.arc(back).drives);
    let length = ground.arc(arc).length;
    assert_eq!(from_mm, length - to_mm, "it came back from where it turned");
    // 3 steps of the grid are 3,335 m; reports stand 111 m apart.
    assert!(to_mm.abs_diff(3_335_000) < 120_000, "{to_mm}");
}

#[test]
fn a_one_way_is_not_driven_against_its_direction() {
    let ground = ground(&Sketch::default().way(1, &[0, 9], &[("oneway", "yes")]));
    let pieces = told(&ground, &every_ten(along((1000..3000).rev().step_by(100))));
    assert!(pieces.iter().any(|piece| !matches!(piece, Piece::Road { .. })), "{pieces:?}");
    let driven = |piece: &Piece| match piece {
        Piece::Road { from_mm, to_mm, .. } => to_mm - from_mm,
        _ => 0,
    };
    assert!(pieces.iter().map(driven).sum::<u32>() < 50_000, "{pieces:?}");
}

#[test]
fn a_forbidden_turn_is_not_taken_when_another_way_explains_the_reports() {
    // From 0 east to 5, then north is forbidden; one may go on to 6 and come back by 16 and 15.
    let sketch = Sketch::default()
        .way(1, &[0, 5], &[])
        .way(2, &[5, 6], &[])
        .way(3, &[5, 15], &[])
        .way(4, &[6, 16], &[])
        .way(5, &[16, 15], &[])
        .way(6, &[15, 45], &[]);
    // Reports a minute apart, silent around the junction: 4,500 m along, then on the way north.
    let places = [at(0, 4000), at(0, 4500), at(1800, 5000), at(2200, 5000), at(2600, 5000)];
    let reports: Vec<_> =
        (0..).zip(places).map(|(number, place)| Report::new(moment(number * 120), place)).collect();
    let free = ground(&sketch);
    let names = |ground: &crate::matching::Ground| -> Vec<i64> {
        told(ground, &reports)
            .iter()
            .map(|piece| match piece {
                Piece::Road { arc, .. } => {
                    ground.chart().ways()[ground.chart().driven(*arc as usize).unwrap().0]
                }
                _ => 0,
            })
            .collect()
    };
    assert_eq!(names(&free), [1, 3, 6]);
    let forbidden = ground(&sketch.turn("no_left_turn", 1, 5, 3));
    let way = names(&forbidden);
    assert!(!way.windows(2).any(|two| two == [1, 3]), "{way:?}");
    assert_eq!(way.last(), Some(&6));
}

#[test]
fn silence_speed_and_a_missing_road_are_breaks_and_say_which() {
    let map = ground(&road().way(7, &[30, 39], &[]));
    let before = along((1000..1500).step_by(100));
    let why = |reports: &[Report]| -> Vec<Why> {
        told(&map, reports)
            .iter()
            .filter_map(|piece| if let Piece::Break { why, .. } = piece { Some(*why) } else { None })
            .collect()
    };
    let mut silent = every_ten(before.clone());
    silent.extend((0..5).map(|n| Report::new(moment(3000 + n * 10), at(0, 2000 + n * 100))));
    assert_eq!(why(&silent), [Why::Silence]);
    let mut fast = every_ten(before.clone());
    fast.extend((0..5).map(|n| Report::new(moment(50 + n * 10), at(0, 4000 + n * 100))));
    assert_eq!(why(&fast), [Why::Jump]);
    // Row 3, which no road joins: 3.3 km in two minutes.
    let mut missing = every_ten(before);
    missing.extend((0..5).map(|n| Report::new(moment(160 + n * 10), at(3000, 1500 + n * 100))));
    assert_eq!(why(&missing), [Why::NoWay]);
}

#[test]
fn through_a_tunnel_the_road_goes_on() {
    let ground = ground(&road());
    // 4 km in five minutes without a report.
    let mut reports = every_ten(along((500..1000).step_by(100)));
    reports.extend((0..5).map(|n| Report::new(moment(350 + n * 10), at(0, 4800 + n * 100))));
    let pieces = told(&ground, &reports);
    assert_eq!(drives(&ground, &pieces).len(), 2, "{pieces:?}");
    let Piece::Road { left, .. } = pieces[0] else { panic!("{pieces:?}") };
    // It passes the junction, 5 steps along, about when it reports to be there.
    assert!(left > reports[6].at && left < reports[8].at, "{left:?}");
}

#[test]
fn a_heading_says_which_way_before_the_vehicle_has_moved() {
    let ground = ground(&road());
    for (heading, backward) in [(9_000, 0), (27_000, 1)] {
        let report = Report {
            heading_cdeg: Some(heading),
            speed_mm_s: Some(10_000),
            ..Report::new(moment(0), at(0, 2000))
        };
        let now = Matcher::default().hear(&ground, &mut Search::default(), &report).now.unwrap();
        let Spot::Road { arc, .. } = now.spot else { panic!("{now:?}") };
        assert_eq!(ground.arc(arc).drives & 1, backward);
        assert!(now.is_provisional);
    }
}

#[test]
fn a_report_that_is_too_vague_is_said_to_be_and_changes_nothing() {
    let ground = ground(&road());
    let mut matcher = Matcher::default();
    let mut search = Search::default();
    matcher.hear(&ground, &mut search, &Report::new(moment(0), at(0, 2000)));
    let before = matcher.clone();
    let vague = Report { accuracy_mm: Some(500_000), ..Report::new(moment(10), at(0, 2500)) };
    assert_eq!(matcher.hear(&ground, &mut search, &vague).taken, Taken::TooVague);
    assert_eq!(matcher, before);
}

#[test]
fn another_network_ends_what_was_known_of_the_old_one() {
    let (old, new) = (ground(&road()), ground(&road().way(7, &[30, 39], &[])));
    let (mut matcher, mut search) = (Matcher::default(), Search::default());
    for report in every_ten(along((1000..1500).step_by(100))) {
        matcher.hear(&old, &mut search, &report);
    }
    let heard = matcher.hear(&new, &mut search, &Report::new(moment(100), at(0, 1500)));
    assert!(matches!(heard.settled.last(), Some(Piece::Break { why: Why::OtherNetwork, .. })), "{heard:?}");
    assert!(matches!(heard.now.unwrap().spot, Spot::Road { .. }));
}

#[test]
fn of_two_roads_that_nobody_can_tell_apart_one_is_settled_without_waiting_for_ever() {
    let place = |label: &str, column| Junction {
        label: label.parse().unwrap(),
        name: label.to_owned(),
        place: at(0, column),
        district: "pk/kp/shangla".parse().unwrap(),
    };
    // Side by side, to the millimetre.
    let road = |name: &str| Stretch {
        road: name.parse().unwrap(),
        from: "west".parse().unwrap(),
        to: "east".parse().unwrap(),
        length_mm: apart(at(0, 0), at(0, 9000)),
        duration: Span::minutes(20),
        both_ways: false,
        season: Season::ALL_YEAR,
        boundaries: Vec::new(),
    };
    let draft = Draft {
        name: "two".to_owned(),
        utc_offset: Span(0),
        reach_mm: 5_000_000,
        junctions: vec![place("west", 0), place("east", 9000)],
        stretches: vec![road("a"), road("b")],
    };
    let file = drawn(&draft.assemble().unwrap()).unwrap().file;
    let ground = Ground::new(Chart::open(Arc::new(file)).unwrap(), Mode::Car);
    let reports = every_ten(along((1000..8000).step_by(50)));
    let (matcher, heard) = heard(&ground, &reports);
    assert!(heard.len() == 140 && matcher.waiting() <= 64, "{}", matcher.waiting());
    let pieces = told(&ground, &reports);
    let [Piece::Road { from_mm, to_mm, entered, left, .. }] = pieces[..] else { panic!("{pieces:?}") };
    assert_eq!((entered, left), (reports[0].at, reports[139].at));
    // 6,950 thousandths of a step of 1,112 m.
    let driven = apart(at(0, 1000), at(0, 7950));
    assert!(u64::from(to_mm - from_mm).abs_diff(driven) < 1_000, "{pieces:?}");
}
