//! Every benchmark still measures what it says, at a size that takes no time.

use bench::{
    Size, Table,
    figures::{self, replay},
    life::{Life, Step},
};

#[test]
fn every_benchmark_runs_and_every_row_says_something() {
    let dir = tempfile::tempdir().unwrap();
    let mut heard = Vec::new();
    let mut table = Table::default();
    let hear = |what: &str| heard.push(what.to_owned());
    figures::measure(&mut table, &[], Size::SHORT, dir.path(), &replay::replay, hear).unwrap();
    for row in table.rows() {
        assert!(row.took.is_some() || !row.note.is_empty(), "{row:?}");
        assert!(!row.what.contains("FAILED"), "{row:?}");
    }
    let shown = table.to_string();
    for wanted in ["every reason in words", "shortest fix", "one at a time", "64 a commit", "bare SQLite"] {
        assert!(shown.contains(wanted), "no row on {wanted}:\n{shown}");
    }
    for wanted in ["replaying it", "starting from the snapshot", "verifying it", "exporting one movement"] {
        assert!(shown.contains(wanted), "no row on {wanted}:\n{shown}");
    }
    for wanted in
        ["customizing everything, 1 thread: ours", "arcs change anywhere: ours", "a curve of 16 questions"]
    {
        assert!(shown.contains(wanted), "no row on {wanted}:\n{shown}");
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0, "a benchmark left its log behind");
    assert!(heard.len() >= 4);
}

#[test]
fn a_life_goes_from_request_to_closed_file_and_departs_with_authority() {
    let life = Life::of_the_airport_run().unwrap();
    let dir = tempfile::tempdir().unwrap();
    // The last step is left out by `waiting`, so this movement has arrived.
    let arrived = figures::decisions::waiting(dir.path(), &life, 1, Step::Close).unwrap();
    let state = &arrived.room.worlds()[&arrived.world];
    let movement = state.movement(arrived.movements[0]).unwrap();
    assert_eq!(movement.stage, conduct::Stage::Arrived);
    let clearance = movement.clearance.as_ref().unwrap();
    assert!(clearance.clears, "{:?}", clearance.failing);
}
