//! Small maps for tests, written as an extract and imported as one.

use std::sync::Arc;

use prost::Message as _;

use super::{
    Account, BadExtract, Imported, Options, extract,
    pbf::schema::{
        Blob, BlobHeader, DenseNodes, HeaderBlock, PrimitiveBlock, PrimitiveGroup, Relation, StringTable, Way,
    },
};
use crate::chart::{Chart, Vehicle};

type Pairs = Vec<(&'static str, &'static str)>;
/// Of a relation: role, whether it is a way, identifier.
type Members = Vec<(&'static str, bool, i64)>;

/// A map. Its nodes lie on a grid of a hundredth of a degree: node 34 in row 3, column 4.
#[derive(Default)]
pub(crate) struct Sketch {
    nodes: Vec<(i64, Pairs)>,
    ways: Vec<(i64, Vec<i64>, Pairs)>,
    relations: Vec<(Members, Pairs)>,
}

impl Sketch {
    /// A node with tags; others are there as soon as a way passes them.
    pub(crate) fn node(mut self, id: i64, tags: &[(&'static str, &'static str)]) -> Self {
        self.nodes.push((id, tags.to_vec()));
        self
    }

    /// A residential road, or what its tags say: water, or a way of no class with a `source`.
    pub(crate) fn way(mut self, id: i64, nodes: &[i64], tags: &[(&'static str, &'static str)]) -> Self {
        let is_classed = tags
            .iter()
            .any(|(key, _)| matches!(*key, "highway" | "route" | "natural" | "waterway" | "source"));
        let class = (!is_classed).then_some(("highway", "residential"));
        self.ways.push((id, nodes.to_vec(), class.into_iter().chain(tags.iter().copied()).collect()));
        self
    }

    /// A turn restriction over a node.
    pub(crate) fn turn(self, kind: &'static str, from: i64, via: i64, to: i64) -> Self {
        self.relation(
            &[("from", true, from), ("via", false, via), ("to", true, to)],
            &[("restriction", kind)],
        )
    }

    /// A turn restriction with these members: role, whether it is a way, identifier.
    pub(crate) fn relation(
        mut self,
        members: &[(&'static str, bool, i64)],
        tags: &[(&'static str, &'static str)],
    ) -> Self {
        let tags = [("type", "restriction")].into_iter().chain(tags.iter().copied());
        self.relations.push((members.to_vec(), tags.collect()));
        self
    }

    /// An area of these ways.
    pub(super) fn area(mut self, ways: &[i64], tags: &[(&'static str, &'static str)]) -> Self {
        let tags = [("type", "multipolygon")].into_iter().chain(tags.iter().copied());
        self.relations.push((ways.iter().map(|&way| ("outer", true, way)).collect(), tags.collect()));
        self
    }

    /// The extract.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut texts = vec![Vec::new()];
        let mut text = |text: &str| -> u32 {
            let found = texts.iter().position(|other| other == text.as_bytes());
            let at = found.unwrap_or_else(|| {
                texts.push(text.as_bytes().to_vec());
                texts.len() - 1
            });
            u32::try_from(at).unwrap()
        };
        let mut pairs = |tags: &Pairs| -> (Vec<u32>, Vec<u32>) {
            tags.iter().map(|(key, value)| (text(key), text(value))).unzip()
        };
        let mut ids: Vec<i64> = self.ways.iter().flat_map(|(_, nodes, _)| nodes.iter().copied()).collect();
        ids.extend(self.nodes.iter().map(|(id, _)| *id));
        ids.sort_unstable();
        ids.dedup();
        let mut dense = DenseNodes { ids: differences(&ids), ..DenseNodes::default() };
        // The default unit is 1e-7 degree.
        dense.lats = differences(&ids.iter().map(|id| id / 10 * 100_000).collect::<Vec<_>>());
        dense.lons = differences(&ids.iter().map(|id| id % 10 * 100_000).collect::<Vec<_>>());
        for id in &ids {
            for (_, tags) in self.nodes.iter().filter(|(other, _)| other == id) {
                let (keys, values) = pairs(tags);
                dense.tags.extend(
                    keys.iter()
                        .zip(&values)
                        .flat_map(|(&key, &value)| [key.cast_signed(), value.cast_signed()]),
                );
            }
            dense.tags.push(0);
        }
        let mut group = PrimitiveGroup { dense: Some(dense), ..PrimitiveGroup::default() };
        for (id, nodes, tags) in &self.ways {
            let (keys, values) = pairs(tags);
            group.ways.push(Way { id: *id, keys, values, refs: differences(nodes) });
        }
        for (members, tags) in &self.relations {
            let (keys, values) = pairs(tags);
            let names: Pairs = members.iter().map(|&(role, _, _)| (role, role)).collect();
            let (roles, _) = pairs(&names);
            group.relations.push(Relation {
                id: 1,
                keys,
                values,
                roles: roles.into_iter().map(u32::cast_signed).collect(),
                members: differences(&members.iter().map(|&(_, _, id)| id).collect::<Vec<_>>()),
                kinds: members.iter().map(|&(_, is_way, _)| i32::from(is_way)).collect(),
            });
        }
        let header = HeaderBlock { required_features: vec!["OsmSchema-V0.6".to_owned()], as_of: Some(1) };
        let block = PrimitiveBlock {
            strings: StringTable { texts },
            groups: vec![group],
            ..PrimitiveBlock::default()
        };
        [blob("OSMHeader", header.encode_to_vec()), blob("OSMData", block.encode_to_vec())].concat()
    }

    /// The network made of it, and what was counted.
    pub(crate) fn import(&self) -> (Chart, Account) {
        let Imported { file, account, .. } = extract(&self.bytes(), &Options::default(), &()).unwrap();
        (Chart::open(Arc::new(file)).unwrap(), account)
    }

    /// Why there is none.
    pub(crate) fn refused(&self) -> BadExtract {
        extract(&self.bytes(), &Options::default(), &()).unwrap_err()
    }

    /// The nodes a car passes on the fastest way in July, junctions only.
    pub(crate) fn car(&self, from: i64, to: i64) -> Option<Vec<i64>> {
        self.drives(from, to, &Vehicle::car(), 7)
    }

    /// The nodes a vehicle passes on the fastest way in a month, junctions only.
    pub(crate) fn drives(&self, from: i64, to: i64, vehicle: &Vehicle, month: u8) -> Option<Vec<i64>> {
        let (chart, _) = self.import();
        let junction = |id: i64| {
            let at = chart.ids().iter().position(|&other| other == id);
            u32::try_from(at.unwrap_or_else(|| panic!("node {id} is no junction"))).unwrap()
        };
        let way = chart.between(junction(from), junction(to), &chart.weights(vehicle, month))?;
        let passed = way.arcs.iter().map(|&arc| chart.junction(chart.heads()[arc as usize]));
        Some(std::iter::once(from).chain(passed.map(|junction| chart.ids()[junction as usize])).collect())
    }
}

fn differences(numbers: &[i64]) -> Vec<i64> {
    let before = std::iter::once(0).chain(numbers.iter().copied());
    numbers.iter().zip(before).map(|(number, before)| number - before).collect()
}

/// A blob with its frame.
pub(in crate::import) fn blob(kind: &str, raw: Vec<u8>) -> Vec<u8> {
    framed(kind, &Blob { raw: Some(raw), ..Blob::default() })
}

pub(in crate::import) fn framed(kind: &str, blob: &Blob) -> Vec<u8> {
    let blob = blob.encode_to_vec();
    let header = BlobHeader { kind: kind.to_owned(), size: blob.len().try_into().unwrap() }.encode_to_vec();
    [u32::try_from(header.len()).unwrap().to_be_bytes().to_vec(), header, blob].concat()
}
