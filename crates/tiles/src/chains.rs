//! Stretches of one kind strung together, end to end: seen from afar a road is one line, and not a hundred too short
//! to be drawn.

/// A stretch to be strung: its number, what it has to have in common with the others, and the junctions it joins.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bead {
    pub stretch: usize,
    pub sort: u32,
    pub ends: [u32; 2],
}

/// A stretch, and whether it is turned round.
pub(crate) type Link = (usize, bool);

/// All beads in chains, each in one; with their sort, in the order of their first bead.
pub(crate) fn chains(beads: &[Bead]) -> Vec<(u32, Vec<Link>)> {
    let mut ends: Vec<(u32, u32, usize)> = beads
        .iter()
        .enumerate()
        .flat_map(|(i, bead)| bead.ends.map(|junction| (bead.sort, junction, i)))
        .collect();
    ends.sort_unstable();
    let mut is_strung = vec![false; beads.len()];
    let mut chains = Vec::new();
    for (first, bead) in beads.iter().enumerate() {
        if std::mem::replace(&mut is_strung[first], true) {
            continue;
        }
        let ahead = walk(beads, &ends, (bead.sort, bead.ends[1]), &mut is_strung);
        let behind = walk(beads, &ends, (bead.sort, bead.ends[0]), &mut is_strung);
        let mut links: Vec<Link> = behind.into_iter().rev().map(|(i, turned)| (i, !turned)).collect();
        links.push((first, false));
        links.extend(ahead);
        chains.push((bead.sort, links.into_iter().map(|(i, turned)| (beads[i].stretch, turned)).collect()));
    }
    chains
}

/// The beads that follow on each other from a junction, until none is left there.
fn walk(
    beads: &[Bead],
    ends: &[(u32, u32, usize)],
    (sort, mut junction): (u32, u32),
    is_strung: &mut [bool],
) -> Vec<Link> {
    let mut links = Vec::new();
    loop {
        let first = ends.partition_point(|&(other, at, _)| (other, at) < (sort, junction));
        let there = ends[first..].iter().take_while(|&&(other, at, _)| (other, at) == (sort, junction));
        let Some(next) = there.map(|&(.., bead)| bead).find(|&bead| !is_strung[bead]) else { return links };
        is_strung[next] = true;
        let is_turned = beads[next].ends[0] != junction;
        links.push((next, is_turned));
        junction = beads[next].ends[usize::from(!is_turned)];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bead(stretch: usize, sort: u32, from: u32, to: u32) -> Bead {
        Bead { stretch, sort, ends: [from, to] }
    }

    #[test]
    fn a_road_in_pieces_becomes_one_line_and_other_roads_stay_apart() {
        // 1-2-3-4 in pieces drawn in either direction, and another road that meets it at 2.
        let beads = [bead(10, 0, 3, 2), bead(11, 0, 1, 2), bead(12, 1, 2, 9), bead(13, 0, 3, 4)];
        assert_eq!(chains(&beads), [(0, vec![(13, true), (10, false), (11, true)]), (1, vec![(12, false)])]);
    }

    #[test]
    fn rings_and_forks_end_somewhere() {
        let ring = [bead(0, 0, 1, 2), bead(1, 0, 2, 3), bead(2, 0, 3, 1)];
        assert_eq!(chains(&ring), [(0, vec![(0, false), (1, false), (2, false)])]);
        let fork = [bead(0, 0, 1, 2), bead(1, 0, 2, 3), bead(2, 0, 2, 4)];
        let links: usize = chains(&fork).iter().map(|(_, links)| links.len()).sum();
        assert_eq!((chains(&fork).len(), links), (2, 3));
    }
}
