//! The tree and its proofs against the reference vectors of Certificate Transparency, against a
//! transcription of RFC 6962's recursion, and against themselves at every size.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::cast_possible_truncation,
    reason = "a test: there a panic is the report"
)]

use std::cell::Cell;

use proptest::prelude::*;
use record::proof::{ConsistencyProof, InclusionProof, ProofError};
use record::{Frontier, Hash, HashReader, MemoryHashes, Prover, ReadError, leaf_hash, node_hash};

/// The leaves of the reference test of certificate-transparency (`merkletree/merkle_tree_test.cc`).
const LEAVES: [&[u8]; 8] = [
    b"",
    &[0x00],
    &[0x10],
    &[0x20, 0x21],
    &[0x30, 0x31],
    &[0x40, 0x41, 0x42, 0x43],
    &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
    &[0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f],
];

/// The roots of the trees of 0 to 8 of them.
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/// Index, size and path.
const INCLUSION: [(u64, u64, &[&str]); 5] = [
    (0, 1, &[]),
    (
        0,
        8,
        &[
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        &[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        &[
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
];

/// Old size, new size and proof.
const CONSISTENCY: [(u64, u64, &[&str]); 4] = [
    (1, 1, &[]),
    (
        1,
        8,
        &[
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        &[
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        &[
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
];

fn hashes(texts: &[&str]) -> Vec<Hash> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

fn reference_tree() -> MemoryHashes {
    let mut tree = MemoryHashes::new();
    LEAVES.iter().for_each(|leaf| tree.append(leaf_hash(leaf)));
    tree
}

fn tree_of(size: u64) -> MemoryHashes {
    let mut tree = MemoryHashes::new();
    (0..size).for_each(|n| tree.append(leaf_hash(&n.to_be_bytes())));
    tree
}

/// `MTH` of RFC 6962 section 2.1, word for word.
fn mth(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of(b""),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            node_hash(&mth(left), &mth(right))
        }
    }
}

#[test]
fn the_reference_roots_come_out() {
    let mut frontier = Frontier::new();
    assert_eq!(frontier.root().to_string(), ROOTS[0]);
    for (leaf, root) in LEAVES.iter().zip(&ROOTS[1..]) {
        assert!(frontier.append(leaf_hash(leaf)).is_empty());
        assert_eq!(frontier.root().to_string(), *root);
    }
}

#[test]
fn the_reference_inclusion_proofs_come_out_and_verify() {
    let tree = reference_tree();
    for (index, size, path) in INCLUSION {
        let proof = Prover::new(&tree, size).inclusion(index).unwrap();
        assert_eq!(proof, InclusionProof { index, size, hashes: hashes(path) });
        let root = ROOTS[size as usize].parse().unwrap();
        assert_eq!(proof.verify(&leaf_hash(LEAVES[index as usize]), &root), Ok(()));
    }
}

#[test]
fn the_reference_consistency_proofs_come_out_and_verify() {
    let tree = reference_tree();
    for (old, new, path) in CONSISTENCY {
        let proof = Prover::new(&tree, new).consistency(old).unwrap();
        assert_eq!(proof, ConsistencyProof { old, new, hashes: hashes(path) });
        let [old_root, new_root] = [old, new].map(|size| ROOTS[size as usize].parse().unwrap());
        assert_eq!(proof.verify(&old_root, &new_root), Ok(()));
    }
}

#[test]
fn every_size_has_the_root_of_the_recursion_and_can_be_read_back() {
    let tree = tree_of(600);
    let leaves: Vec<Hash> = (0..600_u64).map(|n| leaf_hash(&n.to_be_bytes())).collect();
    let mut frontier = Frontier::new();
    for size in 0..=600_u64 {
        assert_eq!(frontier.root(), mth(&leaves[..size as usize]), "size {size}");
        assert_eq!(Frontier::read(&tree, size).unwrap(), frontier, "size {size}");
        assert_eq!(Prover::new(&tree, size).root().unwrap(), frontier.root(), "size {size}");
        if size < 600 {
            frontier.append(leaves[size as usize]);
        }
    }
}

#[test]
fn a_completed_subtree_is_answered_with_the_entry_that_completes_it() {
    let mut frontier = Frontier::new();
    let leaves: Vec<Hash> = (0..65_536_u64).map(|n| leaf_hash(&n.to_be_bytes())).collect();
    for (n, leaf) in leaves.iter().enumerate() {
        let completed = frontier.append(*leaf);
        let levels: Vec<_> = completed.iter().map(|subtree| (subtree.level, subtree.index)).collect();
        match n + 1 {
            65_536 => assert_eq!(levels, [(1, 255), (2, 0)]),
            size if size % 256 == 0 => assert_eq!(levels, [(1, n as u64 / 256)]),
            _ => assert!(levels.is_empty()),
        }
        for subtree in completed {
            let (from, until) = subtree.leaves();
            assert_eq!(subtree.hash, mth(&leaves[from as usize..until as usize]));
        }
    }
}

/// Every place below `end` while there are few, then each 24th, shifted so that all are met.
fn places(end: u64) -> impl Iterator<Item = u64> {
    let step = if end <= 130 { 1 } else { 24 };
    (end % step..end).step_by(step as usize).chain([end - 1])
}

#[test]
fn every_leaf_at_every_size_has_a_proof_that_verifies() {
    let tree = tree_of(600);
    for size in 1..=600 {
        let prover = Prover::new(&tree, size);
        let root = prover.root().unwrap();
        for index in places(size) {
            let proof = prover.inclusion(index).unwrap();
            assert_eq!(proof.verify(&leaf_hash(&index.to_be_bytes()), &root), Ok(()), "{index} of {size}");
        }
        let outside = prover.inclusion(size);
        assert_eq!(outside, Err(ProofError::OutsideTree { index: size, size }));
    }
}

#[test]
fn every_two_sizes_have_a_proof_that_verifies() {
    let tree = tree_of(600);
    let roots: Vec<Hash> = (0..=600).map(|size| Frontier::read(&tree, size).unwrap().root()).collect();
    for new in 0..=600 {
        let prover = Prover::new(&tree, new);
        for old in places(new + 1) {
            let proof = prover.consistency(old).unwrap();
            let (old_root, new_root) = (&roots[old as usize], &roots[new as usize]);
            assert_eq!(proof.verify(old_root, new_root), Ok(()), "{old} to {new}");
        }
        let shrinking = prover.consistency(new + 1);
        assert_eq!(shrinking, Err(ProofError::Shrinking { old: new + 1, new }));
    }
}

/// Counts reads, and refuses to be asked for too much.
struct Counting<'a> {
    tree: &'a MemoryHashes,
    reads: Cell<u32>,
}

impl HashReader for Counting<'_> {
    fn hashes(&self, level: u8, from: u64, count: u64) -> Result<Vec<Hash>, ReadError> {
        assert!((1..=256).contains(&count), "{count} hashes at once");
        self.reads.set(self.reads.get() + 1);
        self.tree.hashes(level, from, count)
    }
}

#[test]
fn a_proof_costs_two_reads_for_each_tile_level_at_most() {
    let tree = tree_of(70_000);
    for index in [0, 1, 255, 256, 4_711, 65_535, 65_536, 69_999] {
        let reader = Counting { tree: &tree, reads: Cell::new(0) };
        let prover = Prover::new(&reader, 70_000);
        let proof = prover.inclusion(index).unwrap();
        assert!(reader.reads.get() <= 6, "{} reads for leaf {index}", reader.reads.get());
        prover
            .consistency(index + 1)
            .unwrap()
            .verify(&Frontier::read(&tree, index + 1).unwrap().root(), &tree.frontier().root())
            .unwrap();
        assert_eq!(proof.verify(&leaf_hash(&index.to_be_bytes()), &tree.frontier().root()), Ok(()));
    }
    let reader = Counting { tree: &tree, reads: Cell::new(0) };
    Frontier::read(&reader, 70_000).unwrap();
    assert_eq!(reader.reads.get(), 3);
}

#[test]
fn a_store_that_answers_short_is_an_error_and_not_another_root() {
    struct Short;
    impl HashReader for Short {
        fn hashes(&self, _: u8, _: u64, _: u64) -> Result<Vec<Hash>, ReadError> {
            Ok(vec![Hash::EMPTY_ROOT])
        }
    }
    let error = Frontier::read(&Short, 3).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cannot read 3 hashes at level 0 from number 0: the store answered 1 of them"
    );
    assert!(Prover::new(&Short, 3).inclusion(0).is_err());
}

#[test]
fn a_proof_about_a_leaf_outside_the_tree_proves_nothing() {
    for (index, size) in [(0, 0), (1, 1), (8, 8), (u64::MAX, 8)] {
        let proof = InclusionProof { index, size, hashes: Vec::new() };
        let refused = Err(ProofError::OutsideTree { index, size });
        assert_eq!(proof.verify(&Hash::EMPTY_ROOT, &Hash::EMPTY_ROOT), refused);
    }
}

#[test]
fn consistency_with_the_empty_tree_says_nothing_but_is_not_any_root() {
    let tree = tree_of(5);
    let proof = Prover::new(&tree, 5).consistency(0).unwrap();
    assert_eq!(proof.verify(&Hash::EMPTY_ROOT, &tree.frontier().root()), Ok(()));
    assert!(proof.verify(&leaf_hash(b"x"), &tree.frontier().root()).is_err());
}

/// Every way to change one thing in a list of hashes.
fn spoiled(hashes: &[Hash], with: Hash) -> Vec<Vec<Hash>> {
    let mut all = vec![[hashes, &[with]].concat(), [&[with], hashes].concat()];
    for at in 0..hashes.len() {
        let mut flipped = hashes.to_vec();
        flipped[at].0[0] ^= 8;
        let mut missing = hashes.to_vec();
        missing.remove(at);
        all.extend([flipped, missing]);
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_spoiled_inclusion_proof_proves_nothing(size in 1..600_u64, index in any::<prop::sample::Index>()) {
        let index = index.index(size as usize) as u64;
        let tree = tree_of(size);
        let root = tree.frontier().root();
        let leaf = leaf_hash(&index.to_be_bytes());
        let good = Prover::new(&tree, size).inclusion(index).unwrap();
        prop_assert!(good.verify(&leaf, &root).is_ok());
        prop_assert!(good.verify(&leaf_hash(b"another"), &root).is_err());
        prop_assert!(good.verify(&leaf, &Hash::EMPTY_ROOT).is_err());
        for hashes in spoiled(&good.hashes, root) {
            let bad = InclusionProof { hashes, ..good };
            prop_assert!(bad.verify(&leaf, &root).is_err());
        }
        for other in [index.wrapping_sub(1), index + 1, index ^ 2] {
            let moved = InclusionProof { index: other, ..good.clone() };
            prop_assert!(moved.verify(&leaf, &root).is_err(), "leaf {} passed off as {}", index, other);
        }
    }

    #[test]
    fn a_spoiled_consistency_proof_proves_nothing(new in 2..600_u64, old in any::<prop::sample::Index>()) {
        let old = old.index(new as usize - 1) as u64 + 1;
        let tree = tree_of(new);
        let (old_root, new_root) = (Frontier::read(&tree, old).unwrap().root(), tree.frontier().root());
        let good = Prover::new(&tree, new).consistency(old).unwrap();
        prop_assert!(good.verify(&old_root, &new_root).is_ok());
        prop_assert!(good.verify(&new_root, &old_root).is_err());
        prop_assert!(good.verify(&leaf_hash(b"x"), &new_root).is_err());
        prop_assert!(good.verify(&old_root, &leaf_hash(b"x")).is_err());
        for hashes in spoiled(&good.hashes, old_root) {
            let bad = ConsistencyProof { hashes, ..good };
            prop_assert!(bad.verify(&old_root, &new_root).is_err());
        }
    }

    #[test]
    fn arbitrary_proofs_never_panic(
        a in any::<u64>(), b in any::<u64>(), count in 0..70_usize, fill in any::<[u8; 32]>(),
    ) {
        let hashes = vec![Hash(fill); count];
        let _ = InclusionProof { index: a, size: b, hashes: hashes.clone() }.verify(&Hash(fill), &Hash(fill));
        let _ = ConsistencyProof { old: a, new: b, hashes }.verify(&Hash(fill), &Hash(fill));
    }
}
