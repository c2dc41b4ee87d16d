//! Which roads a vehicle drove, by the positions it reported.

use std::fmt::Write as _;

use crate::{
    binary::{MISUSE, TRUE, safeconduct, text},
    files::Desk,
};

const CORRIDOR: &str = "crates/roads/networks/karakoram-corridor.toml";
/// Abbottabad and Mansehra, which a stretch of the corridor joins in a straight line.
const ENDS: [[f64; 2]; 2] = [[34.15, 73.21], [34.33, 73.20]];

/// From one to the other in half an hour, a position a minute; the eleventh 3 km off the road.
fn track() -> String {
    let mut track = "time,lat,lon\n".to_owned();
    for minute in 0..=30 {
        let at = |axis: usize| ENDS[0][axis] + (ENDS[1][axis] - ENDS[0][axis]) * f64::from(minute) / 30.0;
        let aside = if minute == 10 { 0.03 } else { 0.0 };
        writeln!(track, "2026-11-24T08:{minute:02}:00Z,{:.7},{:.7}", at(0), at(1) + aside).unwrap();
    }
    track
}

#[test]
fn the_road_driven_is_told_with_its_times_and_a_stray_position_as_what_it_is() {
    let desk = Desk::new();
    let network = desk.path().join("corridor.net");
    safeconduct(["roads", "import", CORRIDOR, "--output", text(&network)]).ended(TRUE);
    let file = desk.path().join("track.csv");
    std::fs::write(&file, track()).unwrap();
    let run = |form: &[&str]| {
        let asked = ["match", "--network", text(&network), "--track", text(&file)];
        safeconduct(asked.iter().chain(form)).ended(TRUE)
    };
    let told = run(&["--json"]).json();
    let driven = told["driven"].as_array().unwrap();
    let kinds: Vec<&str> = driven.iter().map(|row| row["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds.first(), Some(&"road"), "{told}");
    assert!(kinds.contains(&"off-road") || kinds.contains(&"break"), "{told}");
    assert_eq!(driven[0]["began"], "2026-11-24T08:00:00Z");
    assert_eq!(driven.last().unwrap()["ended"], "2026-11-24T08:30:00Z");
    run(&[]).said(&["2026-11-24T08:00:00Z", " km"]);
    assert!(run(&["--gpx"]).out.contains("<time>2026-11-24T08:00:00Z</time>"));
    assert_eq!(run(&["--geojson"]).json()["type"], "FeatureCollection");
}

#[test]
fn a_track_that_cannot_be_read_is_refused_with_the_place_of_what_is_wrong() {
    let desk = Desk::new();
    let network = desk.path().join("corridor.net");
    safeconduct(["roads", "import", CORRIDOR, "--output", text(&network)]).ended(TRUE);
    for (name, holds, wrong) in [
        ("a.csv", "time,lat,lon\nnow,1,2\n", "line 2"),
        ("b.gpx", "<gpx><trk><trkseg><trkpt lat='1' lon='2'/></trkseg></trk></gpx>", "point 1"),
        ("c.txt", "", ".gpx or .csv"),
        ("d.csv", "time,lat,lon\n", "no position"),
    ] {
        let file = desk.path().join(name);
        std::fs::write(&file, holds).unwrap();
        let asked = ["match", "--network", text(&network), "--track", text(&file)];
        safeconduct(asked).ended(MISUSE).complained(&[wrong]);
    }
}
