//! What is asked, and what changes: drawn at random, the same each time.

use crate::maps::Map;

/// Numbers that look random (Steele, Lea and Flood's SplitMix64).
#[derive(Debug)]
pub struct Random(pub u64);

impl Random {
    /// A number below another.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % (limit.max(1) as u64)).unwrap_or_default()
    }
}

/// From where to where.
#[derive(Debug)]
pub struct Questions(Vec<(u32, u32)>);

impl Questions {
    /// So many, between any two nodes.
    #[must_use]
    pub fn of(map: &Map, count: usize) -> Self {
        let mut random = Random(2);
        let mut node = || u32::try_from(random.below(map.places.len())).unwrap_or_default();
        Questions((0..count).map(|_| (node(), node())).collect())
    }

    /// All of them.
    pub fn pairs(&self) -> impl Iterator<Item = (u32, u32)> {
        self.0.iter().copied()
    }
}

/// Arcs and their new weights, no arc twice.
pub type Change = Vec<(u32, [u32; 1])>;

/// Arcs anywhere, or around one place, that take half to twice their time.
#[must_use]
pub fn change(map: &Map, count: usize, together: bool, random: &mut Random) -> Change {
    let count = count.min(map.head.len());
    let mut arcs: Vec<usize> = if together {
        let middle = map.places[random.below(map.places.len())];
        let away = |node: &usize| {
            let at = map.places[*node];
            let [lat, lon] = [at.lat_e7() - middle.lat_e7(), at.lon_e7() - middle.lon_e7()].map(i64::from);
            lat * lat + lon * lon
        };
        let mut nodes: Vec<usize> = (0..map.places.len()).collect();
        let near = count.min(nodes.len()) - 1;
        nodes.select_nth_unstable_by_key(near, away);
        nodes.truncate(near + 1);
        nodes.sort_by_key(away);
        nodes
            .iter()
            .flat_map(|&node| map.first_out[node] as usize..map.first_out[node + 1] as usize)
            .collect()
    } else {
        (0..count).map(|_| random.below(map.head.len())).collect()
    };
    arcs.truncate(count);
    arcs.sort_unstable();
    arcs.dedup();
    let mut times = |arc: usize| {
        map.times[arc] / 2
            + u32::try_from(random.below(map.times[arc] as usize * 3 / 2 + 1)).unwrap_or_default()
    };
    arcs.into_iter().map(|arc| (u32::try_from(arc).unwrap_or_default(), [times(arc).max(1)])).collect()
}
