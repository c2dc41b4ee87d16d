//! The gate: actual plates, people and heads against the order. Where they differ the order follows what
//! stands there, so that the rules judge the vehicles that would really depart.

use std::{collections::BTreeSet, sync::LazyLock};

use model::{
    Claim, Dossier, Fact, Instant, Path, Segment, Source, Value, Word, claim::resolve, id::MovementId,
    party::Role,
};

use super::draft::Draft;
use crate::{
    Movement, Rejection, What,
    apply::amend_plan,
    command::Statement,
    dossier::{
        dossier, items, permission,
        spoken::{COMMANDERS, COMPLETE, CREW, DUTY, GATE, GUARD, PLATE, PRINCIPALS, VEHICLES},
    },
    event::Difference,
    movement::{Bar, GATE_STANDS},
};

/// The lists whose people are named at the gate; principals are counted only.
static DETAIL: [&LazyLock<Path>; 2] = [&COMMANDERS, &CREW];

pub(super) fn check(
    draft: &mut Draft<'_>,
    id: MovementId,
    plates: Vec<Word>,
    crew: Vec<Word>,
    heads: u32,
) -> Result<(), Rejection> {
    let movement = draft.waiting(id, "hint-gate-before-departure")?;
    draft.requires(&[Role::Commander, Role::DutyOfficer], "needed-commander-or-duty")?;
    let plates: BTreeSet<Word> = plates.into_iter().collect();
    let crew: BTreeSet<Word> = crew.into_iter().collect();
    let facts = dossier(&draft.state, &movement)?;
    let planned = Planned::of(&facts, draft.now);

    let mut differences = planned.differences(&plates, &crew);
    let mut change = amendment(draft, &planned, &differences);
    change.vouch(&facts, draft.now);
    let changed = !change.statements.is_empty() || !change.drop.is_empty();
    let revision = movement.revision + u32::from(changed);
    if changed {
        let Change { statements, drop } = change;
        amend_plan(&mut movement.plan.clone(), &statements, &drop)?;
        draft.emit(What::OrderAmended { movement: id, revision, statements, drop });
        draft.touch(id);
    }
    let now_planned = Planned::of(
        &dossier(&draft.state, draft.waiting(id, "hint-gate-before-departure")?.as_ref())?,
        draft.now,
    )
    .heads();
    let heads_agree = now_planned == heads;
    if !heads_agree {
        differences.push(Difference::Heads { seen: heads, planned: now_planned });
    }
    let (plates, crew) = (plates.into_iter().collect(), crew.into_iter().collect());
    let under = permission(&draft.state, &movement).map(|standing| standing.revision);
    let checked =
        What::GateChecked { movement: id, plates, crew, heads, differences, revision, heads_agree, under };
    draft.emit(checked);
    Ok(())
}

/// What the order has, as the gate can see it.
struct Planned {
    /// Label and plate of each vehicle; a vehicle without a known plate cannot be recognised.
    vehicles: Vec<(Word, Option<Word>)>,
    /// List and label of each person of the detail.
    detail: Vec<(&'static Path, Word)>,
    principals: usize,
}

impl Planned {
    fn of(facts: &Dossier, now: Instant) -> Self {
        let people = |list: &'static LazyLock<Path>| {
            items(facts, list).iter().map(move |(label, _)| (&**list, label.clone()))
        };
        let vehicles = items(facts, &VEHICLES).iter().map(|(label, _)| label);
        Planned {
            vehicles: vehicles.map(|label| (label.clone(), plate(facts, label, now))).collect(),
            detail: DETAIL.into_iter().flat_map(people).collect(),
            principals: items(facts, &PRINCIPALS).len(),
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

fn plate(facts: &Dossier, label: &Word, now: Instant) -> Option<Word> {
    match resolve(facts.claims(&VEHICLES.clone().item(label).join(&PLATE)), now).fact {
        Fact::Known(Claim { value: Value::Word(plate), .. }) => Some(plate.clone()),
        _ => None,
    }
}

#[derive(Default)]
struct Change {
    statements: Vec<Statement>,
    drop: Vec<Path>,
}

impl Change {
    fn state(&mut self, path: Path, value: Value, now: Instant) {
        let source = Source::of(Word::clone(&GATE));
        let claim = Claim { value, source, observed: now, valid_until: None, settles: Vec::new() };
        self.statements.push(Statement { path, claim });
    }

    /// Whoever stands at the gate saw everything there was: a list that was complete and lost an item there is
    /// complete without it.
    fn vouch(&mut self, facts: &Dossier, now: Instant) {
        let lists: BTreeSet<Path> = self.drop.iter().filter_map(|item| Some(item.split_last()?.0)).collect();
        for complete in lists.into_iter().map(|list| list.attribute(&COMPLETE)) {
            let vouched = resolve(facts.claims(&complete), now).fact;
            if matches!(vouched, Fact::Known(claim) if claim.value == Value::Bool(true)) {
                self.state(complete, true.into(), now);
            }
        }
    }
}

/// How the order must change to agree with what was seen. A vehicle nobody planned enters under the label the
/// register knows for its plate, or under its plate, with nothing proved about it.
fn amendment(draft: &Draft<'_>, planned: &Planned, differences: &[Difference]) -> Change {
    let mut change = Change::default();
    let absent = |label: &Word| differences.contains(&Difference::VehicleAbsent(label.clone()));
    let stay = planned.vehicles.iter().map(|(label, _)| label).filter(|label| !absent(label));
    let mut labels: BTreeSet<Word> = stay.cloned().collect();
    for difference in differences {
        match difference {
            Difference::VehicleAbsent(label) => change.drop.push(VEHICLES.clone().item(label)),
            Difference::VehicleUnplanned(plate) => {
                let label = free_label(draft, plate, &labels);
                change.state(VEHICLES.clone().item(&label).join(&PLATE), plate.clone().into(), draft.now);
                labels.insert(label);
            }
            Difference::PersonAbsent(label) => {
                let lists = planned.detail.iter().filter(|(_, person)| person == label);
                change.drop.extend(lists.map(|(list, _)| Path::clone(list).item(label)));
            }
            Difference::PersonUnplanned(label) => {
                change.state(CREW.clone().item(label).join(&DUTY), Word::clone(&GUARD).into(), draft.now);
            }
            Difference::Heads { .. } => {}
        }
    }
    change
}

/// A label that no vehicle at the gate has: under another's, an unknown vehicle would pass for that one.
fn free_label(draft: &Draft<'_>, plate: &Word, taken: &BTreeSet<Word>) -> Word {
    let numbered = (1..).filter_map(|n: u32| format!("gate-{n}").parse().ok());
    let mut labels = registered_as(draft, plate).into_iter().chain([plate.clone()]).chain(numbered);
    labels.find(|label| !taken.contains(label)).unwrap_or_else(|| plate.clone())
}

/// The one vehicle the register knows by this plate.
fn registered_as(draft: &Draft<'_>, plate: &Word) -> Option<Word> {
    let mut known = draft.state.register.iter().filter_map(|(item, facts)| match item.segments() {
        [Segment::Attribute(list), Segment::Item(label)] if list == "vehicles" => {
            let resolved = resolve(facts.claims(&item.clone().join(&PLATE)), draft.now).fact;
            let says_so = matches!(resolved, Fact::Known(claim) if claim.value == Value::Word(plate.clone()));
            says_so.then(|| label.clone())
        }
        _ => None,
    });
    known.next().filter(|_| known.next().is_none())
}

impl Movement {
    /// Why this movement's last gate check does not let it depart at `now`, under that revision of its
    /// permission.
    pub(super) fn gate_bar(&self, under: Option<u32>, now: Instant) -> Option<Bar> {
        match &self.gate {
            None => Some(Bar::GateUnchecked),
            Some(gate) if (gate.revision, gate.under) != (self.revision, under) => Some(Bar::GateOutdated),
            Some(gate) if now.since(gate.at) > GATE_STANDS => Some(Bar::GateOutdated),
            Some(gate) if !gate.heads_agree => Some(Bar::HeadsDiffer),
            Some(_) => None,
        }
    }
}
