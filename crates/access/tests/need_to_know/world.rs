//! A world with everybody in it, and orders in which every fact is a canary.

use std::collections::BTreeMap;

use access::{
    Part::{self, *},
    Viewer,
    view::Texts,
};
use conduct::{Act, Movement, World as Kind};
use model::{
    Claim, Dossier, Instant, Path, Source, Span, Value, Word,
    id::{PersonId, TextId},
    party::{Actor, Role},
    schema::{DOSSIER, Type},
};
use uuid::Uuid;

use crate::{
    deeds::Draw,
    room::{Room, book, path, word},
    secrets::{Place, Secrets},
};

/// Everybody: role, agency, label, area.
const CAST: [(Role, &str, &str, &str); 13] = [
    (Role::Administrator, "a-house", "", ""),
    (Role::DutyOfficer, "a-unit", "", ""),
    (Role::Authority, "a-ministry", "", ""),
    (Role::Sponsor, "a-dam", "", ""),
    (Role::Sponsor, "a-port", "", ""),
    (Role::DistrictOfficer, "a-police-1", "", AREAS[0]),
    (Role::DistrictOfficer, "a-police-2", "", AREAS[1]),
    (Role::Commander, "a-guard", "cmd-1", ""),
    (Role::Commander, "a-guard", "cmd-2", ""),
    (Role::Principal, "a-crew", "p-1", ""),
    (Role::Principal, "a-crew", "p-2", ""),
    (Role::Investigator, "a-inquiry", "", ""),
    (Role::Partner, "a-embassy", "", ""),
];
pub const AREAS: [&str; 2] = ["pk/kp/shangla", "pk/kp/kohistan"];

pub struct World {
    pub room: Room,
    pub secrets: Secrets,
    pub people: Vec<Viewer>,
    /// When each movement departs, as its order says last.
    pub departs: BTreeMap<Word, Instant>,
    /// The district of each movement in each officer's area.
    pub districts: BTreeMap<(Word, usize), Path>,
    pub numbers: Vec<Word>,
}

impl Texts for World {
    fn words(&self, id: TextId) -> Option<String> {
        Some(Secrets::words(id))
    }

    fn name(&self, actor: &Actor) -> Option<String> {
        Some(Secrets::words(self.room.state.people.get(&actor.person?)?.name))
    }
}

impl World {
    pub fn new() -> Self {
        // One rule holds, so that something departs once the others are waived; each of those reads another part.
        let rules = book(&[
            ("inter-city", "", "movement.inter_city", ""),
            ("accepted", "", "districts.all(d, d.accepted)", "authority"),
            ("closures", "", "incidents.all(i, !i.closes_route)", "authority"),
            ("levels", "", "alerts.all(a, a.level != 'red')", "authority"),
            ("armour", "", "vehicles.all(v, v.bullet_proof)", "authority"),
            ("silence", "", "silences.all(s, s.voice_schedule)", "authority"),
        ]);
        let mut world = World {
            room: Room::with(Kind::Actual, rules),
            secrets: Secrets::default(),
            people: Vec::new(),
            departs: BTreeMap::new(),
            districts: BTreeMap::new(),
            numbers: Vec::new(),
        };
        for (n, (role, agency, label, area)) in CAST.into_iter().enumerate() {
            world.enrol(n, role, agency, label, area);
        }
        world
    }

    fn enrol(&mut self, n: usize, role: Role, agency: &str, label: &str, area: &str) {
        let person = PersonId(Uuid::from_u128(9000 + n as u128));
        let first = crate::room::role(Role::System);
        let by = self.people.first().map_or(first, Viewer::actor);
        // Names and agencies stand with whatever their people did.
        let named = Place { number: None, parts: vec![Detail], at: Path::root() };
        let name = self.secrets.text(&named, "who did it");
        if !CAST[..n].iter().any(|(_, known, ..)| *known == agency) {
            self.secrets.everywhere(agency, &[Detail, Permissions], "whose people did it");
        }
        if !label.is_empty() {
            let part = if role == Role::Commander { Detail } else { Principals };
            self.secrets.everywhere(label, &[part], "a label");
        }
        let words = |text: &str| (!text.is_empty()).then(|| word(text));
        let (label, areas) = (words(label), words(area).into_iter().collect());
        let act = Act::EnrolPerson { person, role, agency: word(agency), label, areas, name };
        self.room.tell(&by, act).unwrap();
        self.people.push(Viewer::of(person, &self.room.state.people[&person]));
    }

    pub fn played(draws: &[Draw]) -> Self {
        let mut world = World::new();
        for draw in draws {
            world.does(*draw);
        }
        world
    }

    pub fn the(&self, role: Role, nth: usize) -> Actor {
        self.people.iter().filter(|viewer| viewer.role == role).nth(nth).unwrap().actor()
    }

    pub fn movement(&self, draw: Draw) -> Option<Movement> {
        let known = self.movements();
        known.get(usize::from(draw.on) % known.len().max(1)).cloned()
    }

    /// Every movement, those whose file was closed as their entries make them.
    pub fn movements(&self) -> Vec<Movement> {
        let state = &self.room.state;
        let whole = state.movements.values().map(|movement| Movement::clone(movement));
        let mut all: Vec<_> =
            whole.chain(state.filed.keys().map(|id| self.room.of_the_record(*id))).collect();
        all.sort_by_key(|movement| movement.id);
        all
    }

    /// What a run takes over: the district and the hour of its permission.
    pub fn inherits(&mut self, number: &Word, from: &Word) {
        for n in 0..AREAS.len() {
            let district = self.districts[&(from.clone(), n)].clone();
            self.districts.insert((number.clone(), n), district);
        }
    }

    pub fn fresh_number(&mut self) -> Word {
        let place = Place { number: None, parts: vec![Number], at: Path::root() };
        let number = self.secrets.word(&place, "the number");
        self.numbers.push(number.clone());
        number
    }

    /// An hour a few days ahead that nothing else has.
    pub fn departure(&self, number: &Word, hours: u8) -> Claim {
        // The room's clock goes by whole minutes: nothing is ever recorded at such an hour.
        let ahead = Span(Span::hours(i32::from(hours) * 9 + 1).0 + Span::seconds(1).0);
        let mut hour = self.room.now.saturating_add(ahead);
        while self.secrets.told_by(&hour.to_string()).is_some() {
            hour = hour.saturating_add(Span::seconds(1));
        }
        let place = Place::fact(number, &path("movement.departs_at"));
        let hour = self.secrets.hour(hour, &place, "the hour of departure");
        let source = Source::of(word("order"));
        Claim { value: hour.into(), source, observed: self.room.now, valid_until: None, settles: Vec::new() }
    }

    pub fn order(&mut self, number: &Word, how: u8, run: bool) -> Dossier {
        let stated = |path: &str| {
            let by_command = path.starts_with("alerts")
                || path.contains("notice")
                || ["accepted", "no_objection", "approved", "movement.kind"]
                    .iter()
                    .any(|end| path.ends_with(end));
            let otherwise =
                ["movement.departs_at", "movement.departs_on", "commanders", "principals", "districts"];
            let of_permission = run && (path == "movement.begins_on" || path == "movement.ends_on");
            by_command || otherwise.contains(&path) || of_permission
        };
        let mut plan = self.secrets.order(number, &stated);
        let inner = |list: &str| match DOSSIER.attribute(list).unwrap().takes {
            Type::List(kind) => kind,
            other => panic!("{other:?}"),
        };
        let mut people = vec![("commanders", if how.is_multiple_of(2) { "cmd-1" } else { "cmd-2" })];
        // A run that names no principals takes over its permission's.
        if !run || how.is_multiple_of(3) {
            people.push(("principals", if how < 6 { "p-1" } else { "p-2" }));
        }
        for (list, label) in people {
            let item = path(list).item(&word(label));
            plan.mention(&item).unwrap();
            self.secrets.say_all(&mut plan, number, inner(list), &item, &|_| false);
        }
        if !run {
            for (n, area) in AREAS.into_iter().enumerate() {
                let item = self.secrets.item(number, &path("districts"), &[Schedule, Parties, OwnParty]);
                plan.mention(&item).unwrap();
                self.secrets.say_all(&mut plan, number, inner("districts"), &item, &|path| {
                    stated(path) || path.ends_with("area")
                });
                let at = item.clone().attribute(&word("area"));
                let within = self.secrets.word(&Place::fact(number, &at), "the area");
                let value = Value::Word(word(&format!("{area}/{within}")));
                plan.say(&at, self.secrets.claim(number, &at, value)).unwrap();
                self.districts.insert((number.clone(), n), item);
            }
        }
        if !how.is_multiple_of(5) {
            let claim = self.departure(number, how);
            self.hear_departure(number, &claim);
            plan.say(&path("movement.departs_at"), claim).unwrap();
        }
        plan
    }

    pub fn hear_departure(&mut self, number: &Word, claim: &Claim) {
        if let Value::Time(at) = claim.value {
            self.departs.insert(number.clone(), at);
        }
    }
}

/// Parts nobody is shown a fact of: they show that there is something, not what.
pub const WITHOUT_CANARIES: [Part; 2] = [Outcome, Ruling];
