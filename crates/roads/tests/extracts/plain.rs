//! An extract as another reader sees it: ways, restrictions and places, without any rule about them.

use std::collections::HashMap;

use osmpbf::{Element, ElementReader, RelMemberType};

pub type Tags = HashMap<String, String>;
pub type Place = [i32; 2];

/// A relation's members: role, whether it is a way, identifier.
pub type Members = Vec<(String, bool, i64)>;

pub struct Plain {
    pub places: HashMap<i64, Place>,
    pub ways: HashMap<i64, (Vec<i64>, Tags)>,
    pub restrictions: Vec<(Members, Tags)>,
}

pub fn plain(bytes: &[u8]) -> Plain {
    let mut plain = Plain { places: HashMap::new(), ways: HashMap::new(), restrictions: Vec::new() };
    let owned = |(key, value): (&str, &str)| (key.to_owned(), value.to_owned());
    let each = |element: Element<'_>| match element {
        Element::Node(node) => {
            plain.places.insert(node.id(), [node.decimicro_lat(), node.decimicro_lon()]);
        }
        Element::DenseNode(node) => {
            plain.places.insert(node.id(), [node.decimicro_lat(), node.decimicro_lon()]);
        }
        Element::Way(way) => {
            plain.ways.insert(way.id(), (way.refs().collect(), way.tags().map(owned).collect()));
        }
        Element::Relation(relation) => {
            let tags: Tags = relation.tags().map(owned).collect();
            if tags.get("type").is_some_and(|kind| kind == "restriction") {
                let member = |member: osmpbf::RelMember<'_>| {
                    let is_way = member.member_type == RelMemberType::Way;
                    (member.role().unwrap().to_owned(), is_way, member.member_id)
                };
                plain.restrictions.push((relation.members().map(member).collect(), tags));
            }
        }
    };
    ElementReader::new(bytes).for_each(each).unwrap();
    plain
}
