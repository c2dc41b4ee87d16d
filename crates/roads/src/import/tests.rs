//! What an import makes of small maps.

use super::{
    BadExtract, Note, Options, extract,
    pbf::schema::Blob,
    scenery::{Scenery, WaterKind, WaterShape},
    sketch::{Sketch, blob, framed},
};
use crate::{
    Season,
    chart::{Access, Class, Direction, Features, Mode, Vehicle},
};

fn vehicle(mode: Mode) -> Vehicle {
    Vehicle { mode, ..Vehicle::car() }
}

/// A way from 11 to 19 over row 2, with a junction at 25. What is tested goes straight.
fn round() -> Sketch {
    Sketch::default().way(2, &[11, 21, 25, 29, 19], &[]).way(9, &[25, 35], &[])
}

#[test]
fn nodes_without_meaning_become_points_of_a_line() {
    let (chart, account) =
        Sketch::default().way(1, &[11, 12, 13, 14], &[]).way(2, &[14, 15, 16], &[]).import();
    assert_eq!((chart.from().len(), chart.places().len(), chart.heads().len()), (1, 2, 2));
    assert_eq!(chart.line(0).count(), 6);
    assert_eq!(account.count(Note::Contracted), 1);
    // Five steps of a hundredth of a degree along the parallel at a hundredth of a degree north.
    let step = crate::distance_mm(
        model::Place::from_e7(100_000, 100_000).unwrap(),
        model::Place::from_e7(100_000, 200_000).unwrap(),
    );
    assert_eq!(u64::from(chart.lengths()[0]) / 5, step);
}

#[test]
fn roads_that_differ_stay_apart() {
    let (chart, _) =
        Sketch::default().way(1, &[11, 12], &[]).way(2, &[12, 13], &[("bridge", "yes")]).import();
    assert_eq!(chart.from().len(), 2);
    let bridges = (0..2).filter(|&s| chart.kind(s).unwrap().features.has(Features::BRIDGE));
    assert_eq!(bridges.count(), 1);
}

#[test]
fn a_road_that_was_drawn_in_two_directions_is_one() {
    let one_way = |id, nodes: &[i64], oneway| Sketch::default().way(id, nodes, &[("oneway", oneway)]);
    let sketch = one_way(1, &[11, 12], "yes").way(2, &[13, 12], &[("oneway", "-1")]);
    let (chart, _) = sketch.import();
    assert_eq!((chart.from().len(), chart.heads().len()), (1, 1));
    assert_eq!(sketch.car(11, 13), Some(vec![11, 13]));
    assert_eq!(sketch.car(13, 11), None);
}

#[test]
fn a_circle_is_two_halves_and_no_stretch_ends_where_it_begins() {
    for sketch in [
        Sketch::default().way(1, &[11, 12, 22, 21, 11], &[]),
        Sketch::default().way(1, &[11, 12, 22], &[]).way(2, &[22, 21, 11], &[]),
        Sketch::default().way(1, &[11, 12, 22, 21, 11], &[]).way(2, &[11, 10], &[]),
        Sketch::default().way(1, &[11, 12], &[]).way(2, &[12, 22], &[]).way(3, &[22, 11], &[]).way(
            4,
            &[11, 10],
            &[],
        ),
    ] {
        let (chart, _) = sketch.import();
        assert!(chart.from().iter().zip(chart.to()).all(|(from, to)| from != to));
        assert!(chart.from().len() >= 2);
    }
}

#[test]
fn one_ways_roundabouts_and_motorways_are_driven_their_way() {
    for tags in [("oneway", "yes"), ("junction", "roundabout"), ("highway", "motorway")] {
        let sketch = round().way(1, &[11, 19], &[tags]);
        assert_eq!(sketch.car(11, 19), Some(vec![11, 19]), "{tags:?}");
        assert_eq!(sketch.car(19, 11), Some(vec![19, 25, 11]), "{tags:?}");
    }
    let contraflow = round().way(1, &[11, 19], &[("oneway", "yes"), ("oneway:bus", "no")]);
    let weights = |mode| contraflow.import().0.weights(&vehicle(mode), 7);
    assert_eq!(weights(Mode::Car).iter().filter(|&&weight| weight == u64::MAX).count(), 1);
    assert_eq!(weights(Mode::Bus).iter().filter(|&&weight| weight == u64::MAX).count(), 0);
}

#[test]
fn a_forbidden_turn_is_not_driven_and_another_is() {
    // A crossroads at 22; from 21 one may not turn to 12, but may go on and come back from 23.
    let cross = || {
        Sketch::default().way(1, &[21, 22], &[]).way(2, &[22, 23], &[]).way(3, &[22, 12], &[]).way(
            4,
            &[22, 32],
            &[],
        )
    };
    assert_eq!(cross().car(21, 12), Some(vec![21, 22, 12]));
    assert_eq!(cross().turn("no_right_turn", 1, 22, 3).car(21, 12), Some(vec![21, 22, 23, 22, 12]));
    assert_eq!(cross().turn("no_right_turn", 1, 22, 3).car(21, 32), Some(vec![21, 22, 32]));
    assert_eq!(cross().turn("no_right_turn", 1, 22, 3).car(23, 12), Some(vec![23, 22, 12]));
    assert_eq!(cross().turn("only_straight_on", 1, 22, 2).car(21, 32), Some(vec![21, 22, 23, 22, 32]));
    assert_eq!(cross().turn("only_straight_on", 1, 22, 2).car(32, 12), Some(vec![32, 22, 12]));
}

#[test]
fn a_turn_that_is_forbidden_to_buses_is_open_to_cars() {
    let members = [("from", true, 1), ("via", false, 22), ("to", true, 3)];
    let sketch = Sketch::default()
        .way(1, &[21, 22], &[])
        .way(2, &[22, 23], &[])
        .way(3, &[22, 12], &[])
        .relation(&members, &[("restriction:bus", "no_right_turn")]);
    assert_eq!(sketch.car(21, 12), Some(vec![21, 22, 12]));
    let bus = sketch.drives(21, 12, &vehicle(Mode::Bus), 7);
    assert_eq!(bus, Some(vec![21, 22, 23, 22, 12]));
}

#[test]
fn a_turn_over_a_way_is_forbidden_to_who_comes_from_where_it_says() {
    // 11 -> 12 -> 13 -> 23 is forbidden: not back over the bridge 12-13; from 22 it is open.
    let sketch = || {
        Sketch::default()
            .way(1, &[11, 12], &[])
            .way(2, &[12, 13], &[("oneway", "yes")])
            .way(3, &[13, 23], &[])
            .way(4, &[22, 12], &[("oneway", "yes")])
            .way(5, &[13, 14], &[])
    };
    let members = [("from", true, 1), ("via", true, 2), ("to", true, 3)];
    let no = sketch().relation(&members, &[("restriction", "no_u_turn")]);
    assert_eq!(no.car(11, 23), Some(vec![11, 12, 13, 14, 13, 23]));
    assert_eq!(no.car(22, 23), Some(vec![22, 12, 13, 23]));
    let only = sketch().relation(&members, &[("restriction", "only_left_turn")]);
    assert_eq!(only.car(11, 23), Some(vec![11, 12, 13, 23]));
    assert_eq!(only.car(11, 14), Some(vec![11, 12, 13, 23, 13, 14]));
    assert_eq!(only.car(22, 14), Some(vec![22, 12, 13, 14]));
}

#[test]
fn restrictions_that_forbid_nothing_here_are_counted() {
    let cross = || {
        Sketch::default().way(1, &[21, 22], &[]).way(2, &[22, 23], &[("oneway", "-1")]).way(3, &[22, 12], &[])
    };
    let counted = |sketch: Sketch, note| sketch.import().1.count(note);
    assert_eq!(counted(cross().turn("no_left_turn", 1, 22, 2), Note::RestrictionsMoot), 1);
    assert_eq!(counted(cross().turn("no_left_turn", 1, 22, 77), Note::RestrictionsElsewhere), 1);
    assert_eq!(counted(cross().turn("no_left_turn", 1, 12, 3), Note::RestrictionsBroken), 1);
    assert_eq!(counted(cross().turn("no_parking", 1, 22, 3), Note::RestrictionUnread), 1);
    let lost = cross().relation(&[("from", true, 1), ("to", true, 3)], &[("restriction", "no_left_turn")]);
    assert_eq!(counted(lost, Note::RestrictionsBroken), 1);
}

#[test]
fn a_bollard_cuts_a_road_and_a_gate_does_not() {
    let gated =
        |kind| round().way(1, &[11, 15, 19], &[("highway", "primary")]).node(15, &[("barrier", kind)]);
    assert_eq!(gated("gate").car(11, 19), Some(vec![11, 19]));
    assert_eq!(gated("bollard").car(11, 19), Some(vec![11, 25, 19]));
    let (chart, account) = gated("bollard").import();
    assert_eq!(account.count(Note::BarriersClosed), 1);
    assert_eq!(chart.ids().iter().filter(|&&id| id == 15).count(), 2, "an end on either side");
}

#[test]
fn a_barrier_that_lets_buses_through_stops_cars() {
    let trap = round()
        .way(1, &[11, 15, 19], &[("highway", "primary")])
        .node(15, &[("barrier", "bus_trap"), ("bus", "yes")]);
    assert_eq!(trap.car(11, 19), Some(vec![11, 25, 19]));
    assert_eq!(trap.drives(11, 19, &vehicle(Mode::Bus), 7), Some(vec![11, 15, 19]));
    assert_eq!(trap.car(11, 15), Some(vec![11, 15]), "up to it anybody may drive");
}

#[test]
fn a_coach_is_not_sent_under_a_low_bridge_nor_through_a_narrow_arch() {
    let coach = Vehicle { height_mm: Some(3_500), width_mm: Some(2_550), ..vehicle(Mode::Bus) };
    let low = round().way(1, &[11, 19], &[("highway", "primary"), ("maxheight", "3.2")]);
    assert_eq!(low.car(11, 19), Some(vec![11, 19]));
    let passes = |sketch: &Sketch, vehicle: &Vehicle| {
        let (chart, _) = sketch.import();
        let weights = chart.weights(vehicle, 7);
        let direct = (0..chart.heads().len()).find(|&arc| {
            let (stretch, _) = chart.driven(arc).unwrap();
            chart.ways()[stretch] == 1
        });
        weights[direct.unwrap()] < u64::MAX
    };
    assert!(passes(&low, &Vehicle::car()));
    assert!(!passes(&low, &coach));
    assert!(passes(&low, &Vehicle { height_mm: Some(3_200), ..coach }), "exactly as high as it may be");
    let unread = round().way(1, &[11, 19], &[("highway", "primary"), ("maxheight", "low")]);
    assert!(!passes(&unread, &coach), "a limit that nobody could read lets no coach through");
    let arch = round()
        .way(1, &[11, 15, 19], &[("highway", "primary")])
        .node(15, &[("barrier", "height_restrictor"), ("maxheight", "2.1")]);
    assert!(!passes(&arch, &coach));
    assert!(passes(&round().way(1, &[11, 19], &[("highway", "primary"), ("maxheight", "none")]), &coach));
}

#[test]
fn private_roads_want_leave_and_roads_for_residents_are_a_last_resort() {
    let private = round().way(1, &[11, 15, 19], &[("access", "private")]).way(3, &[15, 16], &[]);
    let junctions = |vehicle: &Vehicle| private.drives(11, 15, vehicle, 7);
    assert_eq!(junctions(&Vehicle::car()), None);
    assert_eq!(junctions(&Vehicle { has_leave: true, ..Vehicle::car() }), Some(vec![11, 15]));
    let destination = round()
        .way(1, &[11, 15, 19], &[("motor_vehicle", "destination"), ("highway", "primary")])
        .way(3, &[15, 16], &[]);
    assert_eq!(destination.car(11, 19), Some(vec![11, 25, 19]), "not to pass through");
    assert_eq!(destination.car(11, 16), Some(vec![11, 15, 16]), "to get there");
}

#[test]
fn a_ferry_takes_vehicles_if_it_says_so_and_as_long_as_it_says() {
    let ferry = |tags: &[(&'static str, &'static str)]| {
        let tags: Vec<_> = [("route", "ferry")].into_iter().chain(tags.iter().copied()).collect();
        Sketch::default().way(1, &[11, 12], &[]).way(2, &[12, 15, 18], &tags).way(3, &[18, 19], &[])
    };
    let (chart, account) = ferry(&[("motor_vehicle", "yes"), ("duration", "01:30")]).import();
    let crossing = (0..chart.from().len()).find(|&s| chart.kind(s).unwrap().class == Class::Ferry).unwrap();
    assert_eq!(chart.durations()[crossing], [90 * 60 * 1_000_000; 2]);
    assert_eq!(account.count(Note::Ferries), 1);
    assert_eq!(ferry(&[]).import().1.count(Note::FerriesWithout), 1);
    assert_eq!(ferry(&[("motor_vehicle", "yes")]).import().1.count(Note::FerryUnread), 1);
}

#[test]
fn a_pass_is_closed_in_winter() {
    let pass = |tags: &[(&'static str, &'static str)]| {
        Sketch::default().way(1, &[11, 19], tags).way(2, &[19, 29], &[])
    };
    let closed = pass(&[("motor_vehicle:conditional", "no @ (Nov 15-May 15)")]);
    assert_eq!(closed.drives(11, 19, &Vehicle::car(), 7), Some(vec![11, 19]));
    assert_eq!(closed.drives(11, 19, &Vehicle::car(), 1), None);
    assert_eq!(closed.drives(11, 19, &Vehicle::car(), 5), None, "half of May is closed");
    let open = pass(&[("motor_vehicle", "no"), ("motor_vehicle:conditional", "yes @ (Jun-Oct)")]);
    assert_eq!(open.drives(11, 19, &Vehicle::car(), 7), Some(vec![11, 19]));
    assert_eq!(open.drives(11, 19, &Vehicle::car(), 12), None);
    let (chart, account) =
        pass(&[("motor_vehicle:conditional", "no @ (22:00-05:00)"), ("seasonal", "yes")]).import();
    let kind = chart.kinds().into_iter().find(|kind| kind.features.has(Features::CONDITIONAL)).unwrap();
    assert_eq!(chart.text(kind.stated), "motor_vehicle:conditional = no @ (22:00-05:00)");
    assert_eq!((kind.open, kind.features.has(Features::SEASONAL)), (Season::ALL_YEAR, true));
    assert_eq!((account.count(Note::ConditionUnread), account.count(Note::SeasonUnread)), (1, 1));
}

#[test]
fn access_goes_from_the_general_to_the_particular() {
    let permits = |tags: &[(&'static str, &'static str)]| {
        let (chart, _) =
            Sketch::default().way(1, &[11, 19], tags).way(2, &[19, 29], &[("highway", "track")]).import();
        let kinds = chart.kinds();
        let kind = kinds.iter().find(|kind| kind.class != Class::Track).copied();
        kind.map(|kind| Mode::ALL.map(|mode| kind.permits.get(mode, Direction::Forward)))
    };
    assert_eq!(
        permits(&[("access", "no"), ("motorcar", "yes")]),
        Some([Access::Open, Access::Closed, Access::Closed])
    );
    assert_eq!(permits(&[("hgv", "no")]), Some([Access::Open, Access::Open, Access::Closed]));
    assert_eq!(permits(&[("access", "psv")]), None, "a hired coach is no public bus");
    assert_eq!(permits(&[("motor_vehicle", "sometimes")]), Some([Access::Private; 3]));
}

#[test]
fn speed_is_of_the_class_the_limit_and_the_surface() {
    let kmh = |tags: &[(&'static str, &'static str)]| {
        let (chart, _) = Sketch::default().way(1, &[11, 19], tags).import();
        chart.durations()[0].map(|us| u64::from(chart.lengths()[0]) * 3_600 / us)
    };
    assert_eq!(kmh(&[("highway", "primary")]), [65; 2]);
    assert_eq!(kmh(&[("highway", "primary"), ("maxspeed", "50")]), [40; 2]);
    assert_eq!(kmh(&[("highway", "primary"), ("maxspeed:forward", "100")]), [80, 65]);
    assert_eq!(kmh(&[("highway", "primary"), ("surface", "gravel")]), [40; 2]);
    assert_eq!(kmh(&[("highway", "track"), ("tracktype", "grade4")]), [25; 2]);
}

#[test]
fn what_is_no_road_for_vehicles_is_dropped_and_counted() {
    let (_, account) = Sketch::default()
        .way(1, &[11, 12], &[])
        .way(2, &[12, 13], &[("highway", "footway")])
        .way(3, &[13, 14], &[("highway", "construction")])
        .way(4, &[14, 15], &[("highway", "raceway")])
        .way(5, &[15, 16], &[("highway", "service"), ("area", "yes")])
        .way(6, &[16, 17], &[("highway", "service"), ("access", "no")])
        .import();
    for note in [Note::Ways, Note::Paths, Note::NotBuilt, Note::OtherClass, Note::Areas, Note::ClosedToAll] {
        assert_eq!(account.count(note), 1, "{note:?}");
    }
    assert_eq!(Sketch::default().way(1, &[11, 12], &[("highway", "path")]).refused(), BadExtract::NoRoads);
}

#[test]
fn a_small_island_is_dropped_and_a_large_one_is_told_apart() {
    // Steps of a hundredth of a degree are 1.1 km.
    let (chart, account) =
        Sketch::default().way(1, &[11, 14], &[]).way(2, &[31, 36], &[]).way(3, &[61, 62], &[]).import();
    assert_eq!((account.count(Note::Islands), account.count(Note::SmallIslands)), (2, 1));
    let island = |id| chart.islands()[chart.ids().iter().position(|&other| other == id).unwrap()];
    assert_eq!((island(31), island(11)), (0, 1));
    let place = |row: i64, column: i64| model::Place::from_e7(row * 100_000, column * 100_000).unwrap();
    let apart = chart.fastest(place(1, 1), place(3, 1), &Vehicle::car(), 7).unwrap_err();
    assert_eq!(
        apart.to_string(),
        "no road leads from n11 to n31: they lie on two islands of the network that no road joins"
    );
}

#[test]
fn broken_files_are_told_as_what_they_are_and_where() {
    let sketch = Sketch::default().way(1, &[11, 12], &[]);
    let whole = sketch.bytes();
    let read = |bytes: &[u8]| extract(bytes, &Options::default(), &()).map(drop);
    let header = whole.len() - blob_length(&whole, 1);
    assert_eq!(read(&[]), Err(BadExtract::Empty));
    assert_eq!(read(b"hello, world"), Err(BadExtract::NotAnExtract));
    for cut in 1..whole.len() {
        let refused = read(&whole[..cut]).unwrap_err();
        match refused {
            BadExtract::NotAnExtract => assert!(cut < 4),
            // Cut off between two blocks nothing is missing but the roads.
            BadExtract::NoRoads => assert_eq!(cut, header),
            BadExtract::CutOff { at, has, .. } => {
                assert!(at == 0 || at == header);
                assert_eq!(at + has, cut);
            }
            other => panic!("{cut}: {other}"),
        }
    }
    let packed = |blob: Blob| [&whole[..header], &framed("OSMData", &blob)].concat();
    let by = |by| Err(BadExtract::Compression { block: 2, at: header, by });
    assert_eq!(read(&packed(Blob { lz4: Some(vec![1]), ..Blob::default() })), by("LZ4"));
    assert_eq!(read(&packed(Blob { zstd: Some(vec![1]), ..Blob::default() })), by("Zstandard"));
    let damaged = read(&packed(Blob { zlib: Some(vec![1, 2, 3]), ..Blob::default() }));
    assert!(matches!(damaged, Err(BadExtract::Damaged { block: 2, .. })), "{damaged:?}");
    let unknown = [whole.clone(), blob("Whatever", vec![1])].concat();
    assert_eq!(read(&unknown), Ok(()), "what is not known is passed over");
}

/// The length of a block, by its frame.
fn blob_length(bytes: &[u8], block: usize) -> usize {
    use prost::Message as _;

    use super::pbf::schema::BlobHeader;
    let mut at = 0;
    for i in 0.. {
        let length = u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        let header = BlobHeader::decode(&bytes[at + 4..at + 4 + length]).unwrap();
        let whole = 4 + length + usize::try_from(header.size).unwrap();
        if i == block {
            return whole;
        }
        at += whole;
    }
    unreachable!("every block has a length")
}

proptest::proptest! {
    #[test]
    fn no_byte_that_is_changed_breaks_more_than_the_import(at in 0_usize..400, byte: u8) {
        let mut bytes = Sketch::default()
            .way(1, &[21, 22, 23], &[("oneway", "yes"), ("maxheight", "3.2")])
            .way(2, &[12, 22, 32], &[])
            .turn("no_left_turn", 1, 22, 2)
            .node(23, &[("barrier", "gate")])
            .bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(made) = extract(&bytes, &Options::default(), &()) {
            crate::chart::Chart::open(std::sync::Arc::new(made.file)).unwrap();
        }
    }
}

/// What a map shows beside the roads of a sketch, which has one.
fn scenery(sketch: Sketch) -> (Scenery, super::Account) {
    let made = extract(&sketch.way(99, &[91, 92], &[]).bytes(), &Options::default(), &()).unwrap();
    (made.scenery, made.account)
}

/// The place of a node on the sketch's grid.
fn at(node: i32) -> [i32; 2] {
    [node / 10 * 100_000, node % 10 * 100_000]
}

#[test]
fn a_lake_of_several_ways_is_put_together_with_its_island() {
    const PIECE: &[(&str, &str)] = &[("source", "survey")];
    let (scenery, account) = scenery(
        Sketch::default()
            .way(1, &[11, 14, 44], PIECE)
            .way(2, &[11, 41, 44], PIECE)
            .way(3, &[22, 23, 33, 32, 22], PIECE)
            .area(&[1, 2, 3], &[("natural", "water"), ("name", "Saiful Muluk")]),
    );
    let [lake] = scenery.waters.as_slice() else { panic!("{scenery:?}") };
    assert_eq!(
        (lake.kind, lake.names.as_slice()),
        (WaterKind::Lake, &[("name", "Saiful Muluk".to_owned())][..])
    );
    let WaterShape::Polygons(polygons) = &lake.shape else { panic!("{lake:?}") };
    assert_eq!(*polygons, [vec![[11, 14, 44, 41].map(at).to_vec(), [22, 23, 33, 32].map(at).to_vec()]]);
    assert_eq!((account.count(Note::WaterAreas), account.count(Note::WaterBroken)), (1, 0));
}

#[test]
fn of_an_area_that_is_cut_off_what_is_whole_is_kept_and_the_rest_is_told() {
    let ring = |sketch: Sketch| sketch.way(3, &[22, 23, 33, 32, 22], &[("source", "survey")]);
    let (kept, account) = scenery(ring(Sketch::default()).area(&[3, 77], &[("natural", "water")]));
    assert_eq!((kept.waters.len(), account.count(Note::WaterBroken)), (1, 1));
    let (dropped, account) = scenery(Sketch::default().way(1, &[11, 14, 44], &[("natural", "water")]));
    assert_eq!((dropped.waters.len(), account.count(Note::WaterBroken)), (0, 1));
}

#[test]
fn rivers_and_named_places_are_to_be_seen_and_what_runs_underground_is_not() {
    let (scenery, account) = scenery(
        Sketch::default()
            .way(
                1,
                &[11, 12],
                &[
                    ("waterway", "river"),
                    ("name", "Indus"),
                    ("name:en", "Indus"),
                    ("name:ur", "\u{633}\u{646}\u{62f}\u{6be}"),
                ],
            )
            .way(2, &[21, 22], &[("waterway", "stream"), ("tunnel", "culvert")])
            .node(31, &[("place", "town"), ("name", "Besham"), ("population", "12,000")])
            .node(32, &[("place", "hamlet")])
            .node(33, &[("place", "drawn"), ("name", "nobody says so")]),
    );
    let [indus] = scenery.waters.as_slice() else { panic!("{scenery:?}") };
    assert_eq!(indus.shape, WaterShape::Lines(vec![vec![at(11), at(12)]]));
    let keys: Vec<&str> = indus.names.iter().map(|(key, _)| *key).collect();
    assert_eq!(keys, ["name", "name:ur"], "a name that is the same is said once");
    let [besham] = scenery.spots.as_slice() else { panic!("{scenery:?}") };
    assert_eq!((besham.at, besham.population), (at(31), None), "a population nobody can read is none");
    assert_eq!((account.count(Note::Places), account.count(Note::PlacesUnnamed)), (1, 1));
}
