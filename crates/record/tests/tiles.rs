//! Tiles against the examples of C2SP `tlog-tiles`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::cast_possible_truncation,
    reason = "a test: there a panic is the report"
)]

use proptest::prelude::*;
use record::{Frontier, Hash, HashReader as _, MemoryHashes, Tile, TileError, leaf_hash};

fn tree_of(size: u64) -> MemoryHashes {
    let mut tree = MemoryHashes::new();
    (0..size).for_each(|n| tree.append(leaf_hash(&n.to_be_bytes())));
    tree
}

#[test]
fn the_specified_paths_come_out() {
    let paths = [
        (0, 1_234_067, 256, "tile/0/x001/x234/067"),
        (0, 1_234_067, 89, "tile/0/x001/x234/067.p/89"),
        (0, 0, 256, "tile/0/000"),
        (1, 1_000, 256, "tile/1/x001/000"),
        (3, 999, 7, "tile/3/999.p/7"),
        (2, 0, 1, "tile/2/000.p/1"),
    ];
    for (level, index, width, path) in paths {
        let tile = Tile::new(level, index, width).unwrap();
        assert_eq!(tile.to_string(), path);
        assert_eq!(path.parse(), Ok(tile));
    }
}

#[test]
fn a_tile_has_one_path() {
    for path in [
        "",
        "tile/",
        "tile/0",
        "tile/0/",
        "tile/00/000",
        "tile/0/0",
        "tile/0/x000/000",
        "tile/0/000/000",
        "tile/0/x001",
        "tile/0/001/x000",
        "tile/0/000.p/256",
        "tile/0/000.p/0",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000.p/1/",
        "/tile/0/000",
        "tile/-1/000",
        "tile/0/x+01/000",
        "tile/entries/000",
        "tile/8/000",
        "tile/0/x999/x999/x999/x999/x999/x999/999",
        "tile/7/001",
    ] {
        assert!(path.parse::<Tile>().is_err(), "{path}");
    }
}

#[test]
fn a_tree_of_70_000_has_the_tiles_that_the_specification_counts() {
    let tiles: Vec<Tile> = Tile::between(0, 70_000).collect();
    let full = |level| tiles.iter().filter(|tile| tile.level() == level && tile.width() == 256).count();
    let partial: Vec<_> = tiles.iter().filter(|tile| tile.width() < 256).map(ToString::to_string).collect();
    assert_eq!((full(0), full(1), full(2)), (273, 1, 0));
    assert_eq!(partial, ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]);

    let tiles: Vec<_> = Tile::between(0, 256).map(|tile| tile.to_string()).collect();
    assert_eq!(tiles, ["tile/0/000", "tile/1/000.p/1"]);
    assert_eq!(Tile::between(256, 256).count(), 0);
}

#[test]
fn the_root_can_be_computed_from_tiles_alone() {
    // What a witness does: keep tiles, and answer the tree's questions from them.
    let tree = tree_of(70_000);
    let mut copied = MemoryHashes::new();
    for tile in Tile::between(0, 70_000) {
        let bytes = tile.bytes(&tree).unwrap();
        assert_eq!(bytes.len(), usize::from(tile.width()) * 32);
        let hashes = tile.hashes(&bytes).unwrap();
        let from = tile.index() * 256;
        assert_eq!(tree.hashes(tile.level(), from, u64::from(tile.width())).unwrap(), hashes);
        if tile.level() == 0 {
            hashes.into_iter().for_each(|leaf| copied.append(leaf));
        }
    }
    assert_eq!(Frontier::read(&copied, 70_000).unwrap().root(), tree.frontier().root());
}

#[test]
fn contents_of_another_length_are_refused() {
    let tile = Tile::new(0, 0, 2).unwrap();
    assert_eq!(tile.hashes(&[0; 64]).unwrap(), [Hash([0; 32]); 2]);
    for length in [0, 32, 63, 65, 96] {
        assert!(matches!(tile.hashes(&vec![0; length]), Err(TileError::Length { .. })));
    }
}

proptest! {
    #[test]
    fn a_witness_that_follows_fetches_every_hash_once(steps in prop::collection::vec(0..400_u64, 1..5)) {
        let (mut old, mut seen) = (0, Vec::new());
        for step in steps {
            let new = old + step;
            for tile in Tile::between(old, new).filter(|tile| tile.level() == 0) {
                let from = tile.index() * 256;
                seen.truncate(usize::try_from(from).unwrap());
                seen.extend(from..from + u64::from(tile.width()));
            }
            old = new;
            prop_assert_eq!(&seen, &(0..new).collect::<Vec<_>>());
        }
    }

    #[test]
    fn every_tile_has_a_path_that_leads_back_to_it(level in 0..8_u8, index in any::<u64>(), width in 0..300_u16) {
        if let Ok(tile) = Tile::new(level, index, width) {
            prop_assert_eq!(tile.to_string().parse(), Ok(tile));
        }
    }

    #[test]
    fn arbitrary_paths_never_panic(path in "(tile/)?[0-9x/.p]*", other in ".*") {
        let _ = path.parse::<Tile>();
        let _ = other.parse::<Tile>();
    }
}
