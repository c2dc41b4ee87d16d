//! Everything gets its number and is packed into columns.
//!
//! Junctions are numbered along a Z-shaped curve over the map, so that what lies close together on the ground does so in
//! memory; copies follow, by junction. Stretches are numbered by the junctions they join. So numbers depend on
//! the extract alone.

use super::{
    account::{Account, Note},
    collect::Collected,
    pieces::Pieces,
    stretches::Stretch,
    turns::{Arc, Expanded, Leaving, Out, Target},
};
use crate::chart::Columns;

/// What the steps before have made.
pub(super) struct Made {
    pub collected: Collected,
    pub pieces: Pieces,
    pub stretches: Vec<Stretch>,
    pub islands: Vec<Option<u32>>,
    pub leaving: Leaving,
    pub expanded: Expanded,
}

/// No number: what was dropped.
const NONE: u32 = u32::MAX;

impl Made {
    pub(super) fn columns(mut self, account: &mut Account) -> Columns {
        let mut columns = Columns { texts: std::mem::take(&mut self.collected.texts), ..Columns::default() };
        let junctions = self.junctions();
        let numbers = inverse(&junctions, self.pieces.vertices.len());
        for &vertex in &junctions {
            let node = self.pieces.vertices[vertex as usize] as usize;
            columns.places.push(self.collected.places[node]);
            columns.ids.push(self.collected.nodes[node]);
            columns.islands.push(self.islands[vertex as usize].unwrap_or_default());
        }
        let stretches = self.pack_stretches(&numbers, &mut columns);
        self.pack_arcs(&junctions, &numbers, &stretches, &mut columns);
        columns.about.extent = extent(&columns);
        account.add(Note::Junctions, columns.places.len());
        account.add(Note::Stretches, columns.from.len());
        account.add(Note::Arcs, columns.heads.len());
        account.add(Note::Copies, columns.copy_of.len());
        let length: u64 = columns.lengths_mm.iter().map(|&mm| u64::from(mm)).sum();
        account.add(Note::Kilometres, usize::try_from(length / 1_000_000).unwrap_or(usize::MAX));
        columns
    }

    /// The vertices that are kept, in the order of their numbers.
    fn junctions(&self) -> Vec<u32> {
        let kept =
            (0_u32..).zip(&self.islands).filter(|(_, island)| island.is_some()).map(|(vertex, _)| vertex);
        let mut kept: Vec<u32> = kept.collect();
        kept.sort_by_cached_key(|&vertex| {
            let node = self.pieces.vertices[vertex as usize] as usize;
            (along_z(self.collected.places[node]), self.collected.nodes[node], vertex)
        });
        kept
    }

    /// Packs the stretches, and returns the number of each.
    fn pack_stretches(&self, numbers: &[u32], columns: &mut Columns) -> Vec<u32> {
        let ends = |i: u32| {
            let stretch = &self.stretches[i as usize];
            (numbers[stretch.from as usize], numbers[stretch.to as usize])
        };
        let all = (0_u32..).zip(&self.stretches).map(|(i, _)| i);
        let mut kept: Vec<u32> = all.filter(|&i| ends(i).0 != NONE).collect();
        // Stable: parallel ones stay in the order of the extract.
        kept.sort_by_key(|&i| ends(i));
        let mut kinds: std::collections::HashMap<u32, u32> = std::collections::HashMap::new();
        let mut seen = std::collections::HashMap::new();
        columns.first_point.push(0);
        for &i in &kept {
            let stretch = &self.stretches[i as usize];
            let look = self.collected.looks[stretch.look as usize];
            let kind = *kinds.entry(stretch.look).or_insert_with(|| {
                *seen.entry(look.kind).or_insert_with(|| {
                    columns.kinds.push(look.kind);
                    count(columns.kinds.len() - 1)
                })
            });
            let (from, to) = ends(i);
            columns.from.push(from);
            columns.to.push(to);
            columns.ways.push(stretch.way);
            columns.kind_of.push(kind);
            columns.names.push(look.name);
            columns.references.push(look.reference);
            columns.lengths_mm.push(stretch.length_mm);
            columns.durations_us.push(stretch.durations_us);
            columns.points.extend(&stretch.points);
            columns.first_point.push(count(columns.points.len()));
        }
        inverse(&kept, self.stretches.len())
    }

    fn pack_arcs(&self, junctions: &[u32], numbers: &[u32], stretches: &[u32], columns: &mut Columns) {
        let copies = &self.expanded.copies;
        let mut order: Vec<usize> =
            (0..copies.len()).filter(|&c| numbers[copies[c].vertex as usize] != NONE).collect();
        order.sort_by_key(|&copy| (numbers[copies[copy].vertex as usize], copy));
        let mut copy_numbers = vec![NONE; copies.len()];
        for (number, &copy) in order.iter().enumerate() {
            copy_numbers[copy] = count(junctions.len() + number);
            columns.copy_of.push(numbers[copies[copy].vertex as usize]);
        }
        columns.first_out.push(0);
        let mut leave = |outs: Vec<Out>| {
            let tail = count(columns.first_out.len() - 1);
            let arc = |out: Out| {
                let head = match out.to {
                    Target::Vertex(vertex) => numbers[vertex as usize],
                    Target::Copy(copy) => copy_numbers[copy],
                };
                (head, stretches[(out.arc >> 1) as usize] << 1 | out.arc & 1, out.banned)
            };
            let mut arcs: Vec<_> = outs.into_iter().map(arc).collect();
            arcs.sort_unstable();
            for (head, drives, banned) in arcs {
                columns.tails.push(tail);
                columns.heads.push(head);
                columns.drives.push(drives);
                columns.banned.push(banned);
            }
            columns.first_out.push(count(columns.heads.len()));
        };
        for vertex in junctions {
            match self.expanded.vertices.get(vertex) {
                Some(outs) => leave(outs.clone()),
                None => leave(self.leaving.from(*vertex).iter().filter_map(|&arc| self.plain(arc)).collect()),
            }
        }
        for copy in order {
            leave(copies[copy].out.clone());
        }
    }

    /// An arc that leads to no copy.
    fn plain(&self, arc: Arc) -> Option<Out> {
        Some(Out { arc, banned: 0, to: Target::Vertex(self.leaving.head(arc)?) })
    }
}

/// Where each stands in an order; `NONE` if it does not.
fn inverse(order: &[u32], count_of_all: usize) -> Vec<u32> {
    let mut numbers = vec![NONE; count_of_all];
    for (number, &one) in (0_u32..).zip(order) {
        numbers[one as usize] = number;
    }
    numbers
}

/// Counts were held against what an index can count before anything was packed.
fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(NONE)
}

/// The bits of both coordinates by turns: close on the map is mostly close in this number.
fn along_z([lat, lon]: [i32; 2]) -> u64 {
    let spread = |n: i32| {
        let mut bits = u64::from(n.cast_unsigned() ^ 1 << 31);
        for (shift, mask) in [
            (16, 0x0000_FFFF_0000_FFFF),
            (8, 0x00FF_00FF_00FF_00FF),
            (4, 0x0F0F_0F0F_0F0F_0F0F),
            (2, 0x3333_3333_3333_3333),
            (1, 0x5555_5555_5555_5555),
        ] {
            bits = (bits | bits << shift) & mask;
        }
        bits
    };
    spread(lat) << 1 | spread(lon)
}

/// Southern, western, northern and eastern end.
pub(super) fn extent(columns: &Columns) -> [i32; 4] {
    let all = || columns.places.iter().chain(&columns.points);
    let lats = || all().map(|[lat, _]| *lat);
    let lons = || all().map(|[_, lon]| *lon);
    let ends = [lats().min(), lons().min(), lats().max(), lons().max()];
    ends.map(Option::unwrap_or_default)
}

#[cfg(test)]
mod tests {
    use super::along_z;

    #[test]
    fn the_curve_takes_the_bits_of_both_coordinates_by_turns() {
        let middle = along_z([0, 0]);
        assert_eq!(along_z([1, 0]) - middle, 0b10);
        assert_eq!(along_z([0, 1]) - middle, 0b01);
        assert_eq!(along_z([3, 0]) - middle, 0b1010);
        assert!(along_z([-1, -1]) < middle);
        assert_eq!(along_z([i32::MIN, i32::MIN]), 0);
        assert_eq!(along_z([i32::MAX, i32::MAX]), u64::MAX);
    }
}
