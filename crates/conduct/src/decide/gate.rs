//! The gate: actual plates, people and heads against the order. Where they differ the order follows what
//! stands there, so that the rules judge the vehicles that would really depart.

use std::collections::BTreeSet;

use model::{Claim, Dossier, Path, Source, Value, Word, dossier::Node, id::MovementId, party::Role};

use super::draft::Draft;
use crate::{
    Movement, Rejection, What,
    command::Statement,
    dossier::{dossier, path},
    event::Difference,
};

/// The lists whose people are counted and, but for principals, named at the gate.
const DETAIL: [&str; 2] = ["commanders", "crew"];

pub(super) fn check(
    draft: &mut Draft<'_>,
    id: MovementId,
    plates: Vec<Word>,
    crew: Vec<Word>,
    heads: u32,
) -> Result<(), Rejection> {
    let movement = draft.waiting(id, "the gate is checked before departure")?;
    draft.requires(&[Role::Commander, Role::DutyOfficer], "the commander or a duty officer")?;
    let plates: BTreeSet<Word> = plates.into_iter().collect();
    let crew: BTreeSet<Word> = crew.into_iter().collect();
    let planned = Planned::of(&dossier(&draft.state, &movement)?);

    let mut differences = planned.differences(&plates, &crew);
    let change = amendment(draft, &planned, &differences);
    let changed = !change.statements.is_empty() || !change.drop.is_empty();
    let revision = movement.revision + u32::from(changed);
    if changed {
        let Change { statements, drop } = change;
        draft.emit(What::OrderAmended { movement: id, revision, statements, drop });
        draft.touch(id);
    }
    let now_planned = Planned::of(&dossier(&draft.state, draft.movement(id)?.as_ref())?).heads();
    let heads_agree = now_planned == heads;
    if !heads_agree {
        differences.push(Difference::Heads { seen: heads, planned: now_planned });
    }
    let (plates, crew) = (plates.into_iter().collect(), crew.into_iter().collect());
    draft.emit(What::GateChecked { movement: id, plates, crew, heads, differences, revision, heads_agree });
    Ok(())
}

/// What the order has, as the gate can see it.
struct Planned {
    /// Label and plate of each vehicle; a vehicle without a known plate cannot be recognised.
    vehicles: Vec<(Word, Option<Word>)>,
    /// List and label of each person of the detail.
    detail: Vec<(&'static str, Word)>,
    principals: usize,
}

impl Planned {
    fn of(facts: &Dossier) -> Self {
        let items = |list: &str| match facts.root.get(list) {
            Some(Node::List(list)) => list.items.as_slice(),
            _ => &[],
        };
        let plate = |item: &model::Record| match item.get("plate") {
            Some(Node::Claims(claims)) => claims.last().and_then(|claim| match &claim.value {
                Value::Word(plate) => Some(plate.clone()),
                _ => None,
            }),
            _ => None,
        };
        Planned {
            vehicles: items("vehicles").iter().map(|(label, item)| (label.clone(), plate(item))).collect(),
            detail: DETAIL
                .into_iter()
                .flat_map(|list| items(list).iter().map(move |(label, _)| (list, label.clone())))
                .collect(),
            principals: items("principals").len(),
        }
    }

    fn heads(&self) -> u32 {
        let people: BTreeSet<&Word> = self.detail.iter().map(|(_, label)| label).collect();
        u32::try_from(people.len() + self.principals).unwrap_or(u32::MAX)
    }

    fn differences(&self, plates: &BTreeSet<Word>, crew: &BTreeSet<Word>) -> Vec<Difference> {
        let absent = |plate: &Option<Word>| !plate.as_ref().is_some_and(|plate| plates.contains(plate));
        let vehicles_absent = self
            .vehicles
            .iter()
            .filter(|(_, plate)| absent(plate))
            .map(|(v, _)| Difference::VehicleAbsent(v.clone()));
        let known: BTreeSet<&Word> = self.vehicles.iter().filter_map(|(_, plate)| plate.as_ref()).collect();
        let unplanned = plates.iter().filter(|plate| !known.contains(plate));
        let people: BTreeSet<&Word> = self.detail.iter().map(|(_, label)| label).collect();
        let people_absent = people.iter().filter(|label| !crew.contains(label.as_str()));
        let people_unplanned = crew.iter().filter(|label| !people.contains(label));
        vehicles_absent
            .chain(unplanned.map(|plate| Difference::VehicleUnplanned(plate.clone())))
            .chain(people_absent.map(|label| Difference::PersonAbsent((*label).clone())))
            .chain(people_unplanned.map(|label| Difference::PersonUnplanned(label.clone())))
            .collect()
    }
}

#[derive(Default)]
struct Change {
    statements: Vec<Statement>,
    drop: Vec<Path>,
}

/// How the order must change to agree with what was seen. A vehicle nobody planned enters under the label the
/// register knows for its plate, or under its plate, with nothing proved about it.
fn amendment(draft: &Draft<'_>, planned: &Planned, differences: &[Difference]) -> Change {
    let mut change = Change::default();
    let mut state = |path: Path, value: Value| {
        let source = Source { cite: word("gate"), by: None };
        let claim = Claim { value, source, observed: draft.now, valid_until: None, settles: Vec::new() };
        change.statements.push(Statement { path, claim });
    };
    for difference in differences {
        match difference {
            Difference::VehicleAbsent(label) => change.drop.push(path("vehicles").item(label)),
            Difference::VehicleUnplanned(plate) => {
                let label = registered_as(draft, plate).unwrap_or_else(|| plate.clone());
                state(path("vehicles").item(&label).attribute(&word("plate")), plate.clone().into());
            }
            Difference::PersonAbsent(label) => {
                let lists = planned.detail.iter().filter(|(_, person)| person == label);
                change.drop.extend(lists.map(|(list, _)| path(list).item(label)));
            }
            Difference::PersonUnplanned(label) => {
                state(path("crew").item(label).attribute(&word("duty")), word("guard").into());
            }
            Difference::Heads { .. } => {}
        }
    }
    change
}

fn registered_as(draft: &Draft<'_>, plate: &Word) -> Option<Word> {
    let wanted = Value::Word(plate.clone());
    let attribute = path("plate");
    draft.state.register.iter().find_map(|(item, facts)| {
        let says_so = facts.claims(&item.clone().join(&attribute)).iter().any(|claim| claim.value == wanted);
        match item.segments() {
            [model::Segment::Attribute(list), model::Segment::Item(label)]
                if says_so && list == "vehicles" =>
            {
                Some(label.clone())
            }
            _ => None,
        }
    })
}

fn word(text: &'static str) -> Word {
    text.parse().unwrap_or_else(|_| unreachable!("{text} is a word"))
}

impl Movement {
    /// Why this movement's last gate check does not let it depart at `now`.
    pub(super) fn gate_bar(&self, now: model::Instant) -> Option<crate::movement::Bar> {
        use crate::movement::{Bar, GATE_STANDS};
        match &self.gate {
            None => Some(Bar::GateUnchecked),
            Some(gate) if gate.revision != self.revision || now.since(gate.at) > GATE_STANDS => {
                Some(Bar::GateOutdated)
            }
            Some(gate) if !gate.heads_agree => Some(Bar::HeadsDiffer),
            Some(_) => None,
        }
    }
}
