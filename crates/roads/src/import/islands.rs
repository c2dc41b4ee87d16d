//! Roads that no road joins to the others.
//!
//! An island is a set of stretches with no way out, whatever the direction. One that has less road than
//! [`SMALLEST_MM`] is dropped: most are drives and car parks whose way to the next road is not drawn or is closed to
//! vehicles, and a point would be found to lie at one of them. Larger ones are kept and numbered, the longest first, so
//! that whoever asks for a way from one to another is told at once.

use std::cmp::Reverse;

/// The least road an island has that is kept, in millimetres: 2 km, which is ours.
pub(super) const SMALLEST_MM: u64 = 2_000_000;

/// The islands of a network.
pub(super) struct Islands {
    /// The number of each vertex's island, the longest island being 0; `None` if it was not kept.
    pub of: Vec<Option<u32>>,
    pub count: usize,
}

/// The islands that stretches (from, to, length in millimetres) make of so many vertices, without those that have less
/// road than `smallest_mm`.
pub(super) fn islands(vertices: usize, stretches: &[(u32, u32, u32)], smallest_mm: u64) -> Islands {
    let mut parents: Vec<u32> = (0..vertices).map(|v| u32::try_from(v).unwrap_or(u32::MAX)).collect();
    for &(from, to, _) in stretches {
        let (a, b) = (root(&mut parents, from), root(&mut parents, to));
        // The lower number is the root, so that it does not depend on the order.
        parents[a.max(b) as usize] = a.min(b);
    }
    let mut lengths = vec![0_u64; vertices];
    for &(from, _, length_mm) in stretches {
        lengths[root(&mut parents, from) as usize] += u64::from(length_mm);
    }
    let mut roots: Vec<usize> = (0..vertices).filter(|&v| lengths[v] >= smallest_mm.max(1)).collect();
    if roots.is_empty() {
        // All that there is.
        roots.extend((0..vertices).filter(|&v| lengths[v] > 0));
    }
    roots.sort_by_key(|&root| (Reverse(lengths[root]), root));
    let mut numbers = vec![None; vertices];
    for (number, &root) in (0_u32..).zip(&roots) {
        numbers[root] = Some(number);
    }
    let of =
        (0..vertices).map(|v| numbers[root(&mut parents, u32::try_from(v).unwrap_or(u32::MAX)) as usize]);
    Islands { of: of.collect(), count: roots.len() }
}

fn root(parents: &mut [u32], mut vertex: u32) -> u32 {
    while parents[vertex as usize] != vertex {
        // Halve the path on the way.
        parents[vertex as usize] = parents[parents[vertex as usize] as usize];
        vertex = parents[vertex as usize];
    }
    vertex
}

#[cfg(test)]
mod tests {
    use super::islands;

    #[test]
    fn the_longest_island_is_the_first_and_small_ones_are_none() {
        let found = islands(7, &[(5, 6, 900), (0, 1, 500), (1, 2, 300), (3, 4, 99)], 100);
        assert_eq!(found.of, [Some(1), Some(1), Some(1), None, None, Some(0), Some(0)]);
        assert_eq!(found.count, 2);
    }

    #[test]
    fn where_all_is_small_all_is_kept() {
        let found = islands(3, &[(0, 1, 5)], 100);
        assert_eq!(found.of, [Some(0), Some(0), None]);
    }
}
