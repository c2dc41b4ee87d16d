//! A world with everybody in it, built by real commands drawn by lot.

use std::collections::BTreeMap;

use access::{
    Part::{self, *},
    Viewer,
    view::Texts,
};
use conduct::{
    Act, Event, Movement, Stage, What, World as Kind,
    command::{AlertVerdict, Means, Statement},
    movement::{Answer, Choice, Kind as Sort},
};
use model::{
    Claim, Dossier, Instant, Path, Source, Span, Value, Word,
    id::{AlertId, MovementId, PersonId, TextId, WaiverId},
    party::{Actor, Role},
    schema::{DOSSIER, Type},
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::{
    policy::{Has, May},
    room::{Room, book, path, role, word},
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
const AREAS: [&str; 2] = ["pk/kp/shangla", "pk/kp/kohistan"];

/// What somebody does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Deed {
    Request,
    RequestStanding,
    PlanRun,
    StartUrgent,
    Observe,
    Amend,
    Report,
    TellTheDays,
    AnswerNotice,
    TellTheHour,
    CallInVain,
    IssueNoObjection,
    Approve,
    Waive,
    RevokeWaiver,
    Clear,
    CheckGate,
    Depart,
    Arrive,
    Close,
    Cancel,
    SetLevel,
    Release,
    Choose,
    CloseAlert,
    OpenCase,
    Review,
    Advance,
}

use Deed::*;

/// Those that lead somewhere stand here more often.
const DEEDS: &[Deed] = &[
    Request,
    Request,
    RequestStanding,
    PlanRun,
    PlanRun,
    StartUrgent,
    Observe,
    Amend,
    Report,
    TellTheDays,
    TellTheDays,
    TellTheDays,
    AnswerNotice,
    AnswerNotice,
    AnswerNotice,
    TellTheHour,
    TellTheHour,
    TellTheHour,
    CallInVain,
    IssueNoObjection,
    Approve,
    Waive,
    Waive,
    Waive,
    RevokeWaiver,
    Clear,
    Clear,
    CheckGate,
    CheckGate,
    Depart,
    Depart,
    Arrive,
    Arrive,
    Close,
    Cancel,
    SetLevel,
    Release,
    Choose,
    CloseAlert,
    OpenCase,
    Review,
    Advance,
];

/// One deed by lot: on which movement, how, after how long.
#[derive(Clone, Copy, Debug)]
pub struct Draw {
    deed: Deed,
    on: u8,
    how: u8,
    after: u16,
}

pub fn draws(longest: usize) -> impl Strategy<Value = Vec<Draw>> {
    let minutes = prop_oneof![6 => 0..40_u16, 1 => 0..3000_u16];
    let draw = (prop::sample::select(DEEDS), 0..8_u8, 0..12_u8, minutes)
        .prop_map(|(deed, on, how, after)| Draw { deed, on, how, after });
    prop::collection::vec(draw, 1..longest)
}

pub struct World {
    pub room: Room,
    pub secrets: Secrets,
    pub people: Vec<Viewer>,
    /// When each movement departs, as its order says last.
    departs: BTreeMap<Word, Instant>,
    /// The district of each movement in each officer's area.
    districts: BTreeMap<(Word, usize), Path>,
    numbers: Vec<Word>,
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

    fn the(&self, role: Role, nth: usize) -> Actor {
        self.people.iter().filter(|viewer| viewer.role == role).nth(nth).unwrap().actor()
    }

    fn movement(&self, draw: Draw) -> Option<&Movement> {
        let known: Vec<_> = self.room.state.movements.values().collect();
        known.get(usize::from(draw.on) % known.len().max(1)).map(|movement| &***movement)
    }

    /// What a run takes over: the district and the hour of its permission.
    fn inherits(&mut self, number: &Word, from: &Word) {
        for n in 0..AREAS.len() {
            let district = self.districts[&(from.clone(), n)].clone();
            self.districts.insert((number.clone(), n), district);
        }
    }

    fn fresh_number(&mut self) -> Word {
        let place = Place { number: None, parts: vec![Number], at: Path::root() };
        let number = self.secrets.word(&place, "the number");
        self.numbers.push(number.clone());
        number
    }

    /// An hour a few days ahead that nothing else has.
    fn departure(&self, number: &Word, hours: u8) -> Claim {
        let mut hour = self.room.now.saturating_add(Span::hours(i32::from(hours) * 9 + 1));
        while self.secrets.told_by(&hour.to_string()).is_some() {
            hour = hour.saturating_add(Span::seconds(1));
        }
        let place = Place::fact(number, &path("movement.departs_at"));
        let hour = self.secrets.hour(hour, &place, "the hour of departure");
        let source = Source::of(word("order"));
        Claim { value: hour.into(), source, observed: self.room.now, valid_until: None, settles: Vec::new() }
    }

    fn order(&mut self, number: &Word, how: u8, run: bool) -> Dossier {
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

    fn hear_departure(&mut self, number: &Word, claim: &Claim) {
        if let Value::Time(at) = claim.value {
            self.departs.insert(number.clone(), at);
        }
    }

    fn does(&mut self, draw: Draw) {
        let Draw { deed, how, after, .. } = draw;
        self.room.now = self.room.now.saturating_add(Span::minutes(i32::from(after)));
        let (duty, authority) = (self.the(Role::DutyOfficer, 0), self.the(Role::Authority, 0));
        let asking =
            if how.is_multiple_of(3) { duty.clone() } else { self.the(Role::Sponsor, usize::from(how % 2)) };
        let room_wide = Place { number: None, parts: vec![Picture], at: Path::root() };
        let full = self.numbers.len() >= 6;
        let plan = match deed {
            Request | RequestStanding | StartUrgent | Observe if !full => {
                let number = self.fresh_number();
                let plan = self.order(&number, how, false);
                Some((number, plan))
            }
            _ => None,
        };
        let (by, act) = match (deed, plan) {
            (Request, Some((number, plan))) => (asking, Act::RequestMovement { number, plan }),
            (RequestStanding, Some((number, plan))) => (asking, Act::RequestStanding { number, plan }),
            (StartUrgent, Some((number, plan))) => {
                let reason =
                    self.secrets.text(&Place::of(&number, &[], &Path::root()), "why it started at once");
                (asking, Act::StartUrgent { number, plan, reason })
            }
            (Observe, Some((number, plan))) => {
                let by = self.the(Role::DistrictOfficer, usize::from(how % 2));
                (by, Act::ObserveDeparture { number, plan, at: None })
            }
            (Advance, _) => (role(Role::System), Act::Advance),
            (SetLevel, _) => {
                let area = word(&format!(
                    "{}/{}",
                    AREAS[usize::from(how % 2)],
                    self.secrets.word(&room_wide, "an area")
                ));
                let level = word(["green", "amber", "red"][usize::from(how % 3)]);
                let valid_until = Some(self.secrets.after(&room_wide, "until when a level is believed"));
                (duty, Act::SetAlertLevel { area, level, stand_fast: how.is_multiple_of(4), valid_until })
            }
            (Release, _) => {
                let standing_fast = self.room.state.areas.iter().find(|(_, area)| area.stands_fast);
                let Some((area, _)) = standing_fast else { return };
                (duty, Act::Release { area: area.clone() })
            }
            (CloseAlert, _) => {
                let alert = self.room.state.alerts.keys().next().copied().unwrap_or(AlertId(Uuid::nil()));
                (duty, Act::CloseAlert { alert, verdict: AlertVerdict::True })
            }
            _ => {
                let Some(movement) = self.movement(draw).cloned() else { return };
                match self.about(draw, &movement, asking, duty, authority) {
                    Some(told) => told,
                    None => return,
                }
            }
        };
        // What is refused changes nothing, and what it would have said stands nowhere.
        let _refused = self.room.tell(&by, act);
    }

    fn about(
        &mut self,
        draw: Draw,
        it: &Movement,
        asking: Actor,
        duty: Actor,
        authority: Actor,
    ) -> Option<(Actor, Act)> {
        let Draw { deed, how, .. } = draw;
        let (movement, number) = (it.id, it.number.clone());
        let whole = Path::root();
        let area = usize::from(how % 2);
        let party =
            self.districts.get(&(number.clone(), area)).cloned().unwrap_or_else(|| path("highway_police"));
        let to_party = Place::of(&number, &[OwnParty, Parties], &party);
        let allowed = Place::of(&number, &[Permissions], &whole);
        let nowhere = Place::of(&number, &[], &whole);
        Some(match deed {
            PlanRun => {
                if self.numbers.len() >= 6 || it.kind != Sort::Standing {
                    return None;
                }
                let run = self.fresh_number();
                let plan = self.order(&run, how, true);
                self.inherits(&run, &number);
                (asking, Act::PlanRun { standing: movement, number: run, plan })
            }
            Observe => (duty, Act::ObserveDeparture { number, plan: Dossier::default(), at: None }),
            Amend => {
                let claim = self.departure(&number, how);
                if it.stage.is_waiting() {
                    self.hear_departure(&number, &claim);
                }
                let statements = vec![Statement { path: path("movement.departs_at"), claim }];
                (duty, Act::Amend { movement, seen: it.revision, statements, drop: Vec::new() })
            }
            Report => {
                let item = self.secrets.item(&number, &path("incidents"), &[Picture]);
                let at = item.attribute(&word("closes_route"));
                let claim = self.secrets.claim(&number, &at, Value::Bool(how.is_multiple_of(2)));
                (duty, Act::Report { movement, statements: vec![Statement { path: at, claim }] })
            }
            TellTheDays => {
                let before = it.parties.get(&party).and_then(|told| told.early.as_ref());
                let window = match before.filter(|_| how < 8) {
                    Some(same) => same.window,
                    None => self.secrets.window(&Place::of(&number, &[Window, Parties], &party)),
                };
                let at = Some(self.secrets.before(&to_party, "when it was told"));
                (duty, Act::GiveEarlyNotice { movement, party, channel: word("system"), window, at })
            }
            AnswerNotice => {
                let says = |what| self.secrets.text(&to_party, what);
                let answer = match how {
                    0..8 => Answer::Accepted {
                        officer: says("the officer who answers for it"),
                        telephone: says("the officer's telephone"),
                        resources: says("what is provided"),
                    },
                    8..10 => Answer::Objected { reason: says("why it objects") },
                    _ => Answer::Received,
                };
                let by = self.the(Role::DistrictOfficer, area);
                (by, Act::AnswerNotice { movement, party, answer, means: Means::Written, at: None })
            }
            TellTheHour => {
                let at = Some(self.secrets.before(&to_party, "when it was told the hour"));
                (duty, Act::GiveLateNotice { movement, party, channel: word("radio"), at })
            }
            CallInVain => (duty, Act::RecordVainCall { movement, party }),
            IssueNoObjection => {
                let until = Some(
                    self.secrets.after(&Place::of(&number, &[Parties], &party), "until when nobody objects"),
                );
                let by = self.the(Role::DistrictOfficer, area);
                (by, Act::IssueNoObjection { movement, party, granted: how < 6, valid_until: until })
            }
            Approve => (authority, Act::Approve { movement, granted: !how.is_multiple_of(5) }),
            Waive => {
                let rules = ["accepted", "closures", "levels", "armour", "silence"];
                let waived = |rule: &&str| it.waivers.values().any(|waiver| waiver.rule == word(rule));
                let rule = rules.into_iter().find(|rule| !waived(rule)).unwrap_or("inter-city");
                let (reason, expires) = (
                    self.secrets.text(&allowed, "why it is waived"),
                    self.secrets.after(&allowed, "when the waiver ends"),
                );
                (authority, Act::Waive { movement, rule: word(rule), reason, expires })
            }
            RevokeWaiver => {
                let waiver = it.waivers.keys().next().copied().unwrap_or(WaiverId(Uuid::nil()));
                (authority, Act::RevokeWaiver { movement, waiver })
            }
            Clear => (asking, Act::Clear { movement }),
            CheckGate => {
                let facts = conduct::dossier(&self.room.state, it).ok()?;
                let items = |list: &str| match facts.root.get(list) {
                    Some(model::dossier::Node::List(list)) => {
                        list.items.iter().map(|(label, _)| label.clone()).collect()
                    }
                    _ => Vec::new(),
                };
                let plate = |vehicle: &Word| {
                    let at = path("vehicles").item(vehicle).attribute(&word("plate"));
                    match facts.claims(&at) {
                        [Claim { value: Value::Word(plate), .. }, ..] => Some(plate.clone()),
                        _ => None,
                    }
                };
                let plates = items("vehicles").iter().filter_map(plate).collect();
                let crew: Vec<Word> = items("commanders").into_iter().chain(items("crew")).collect();
                let heads = crew.len() + items("principals").len();
                (duty, Act::CheckGate { movement, plates, crew, heads: u32::try_from(heads).unwrap() })
            }
            Depart => (duty, Act::AuthoriseDeparture { movement }),
            Arrive => (self.the(Role::Commander, area), Act::Arrive { movement, at: None }),
            Close => (duty, Act::Close { movement }),
            Cancel => {
                (duty, Act::Cancel { movement, reason: self.secrets.text(&nowhere, "why it was called off") })
            }
            Choose => (self.the(Role::Commander, area), Act::Choose { movement, choice: Choice::Continue }),
            OpenCase => (
                authority,
                Act::OpenCase { movement, reason: self.secrets.text(&nowhere, "why there is a case") },
            ),
            Review => (
                authority,
                Act::ReviewUrgent { movement, finding: self.secrets.text(&nowhere, "what a review found") },
            ),
            _ => return None,
        })
    }

    /// The number of the permission a run relies on.
    pub fn permission(&self, it: &Movement) -> Option<Word> {
        match it.kind {
            Sort::Run(standing) => self.room.state.movement(standing).map(|standing| standing.number.clone()),
            _ => None,
        }
    }

    /// What the policy lets a viewer see of a movement at `now`, found from what happened and what was ordered.
    pub fn may(&self, viewer: &Viewer, it: &Movement, now: Instant) -> Option<May> {
        let happened = || self.room.history.iter().filter(|event| event.what.movement() == Some(it.id));
        let yes = |has, yes: bool| yes.then(|| May::of(has, None));
        match viewer.role {
            Role::DutyOfficer | Role::Authority => yes(Has::All, true),
            Role::Investigator => {
                yes(Has::All, happened().any(|e| matches!(e.what, What::CaseOpened { .. })))
            }
            Role::Sponsor => {
                let requested = |e: &Event| {
                    matches!(e.what, What::MovementRequested { .. }) && e.by.agency == viewer.agency
                };
                yes(Has::AskedForIt, happened().any(requested))
            }
            Role::DistrictOfficer => {
                let area = AREAS.iter().position(|area| viewer.areas == [word(area)])?;
                let own = self.districts[&(it.number.clone(), area)].clone();
                let has = self.told(it.id, &own)?;
                Some(May::of(has, Some(own)))
            }
            Role::Commander => yes(Has::Commands, self.names(it, "commanders", viewer)),
            Role::Principal if self.names(it, "principals", viewer) => {
                let inherited = || self.departs.get(&self.permission(it)?).copied();
                let departs = self.departs.get(&it.number).copied().or_else(inherited);
                let near = departs.is_some_and(|at| now >= at.saturating_add(Span::hours(-24)));
                let today = match it.stage {
                    Stage::UnderWay(_) | Stage::Arrived | Stage::Closed => true,
                    Stage::Cancelled => false,
                    _ => near,
                };
                yes(if today { Has::TravelsToday } else { Has::TravelsSomeDay }, true)
            }
            Role::Partner => yes(Has::WasPromised, matches!(it.stage, Stage::Arrived | Stage::Closed)),
            Role::Principal | Role::Administrator | Role::System => None,
        }
    }

    fn names(&self, it: &Movement, list: &str, viewer: &Viewer) -> bool {
        let standing = match it.kind {
            Sort::Run(standing) => self.room.state.movement(standing),
            _ => None,
        };
        let own = it.plan.root.get(list).or_else(|| standing?.plan.root.get(list));
        let label = viewer.label.as_ref().unwrap();
        matches!(own, Some(model::dossier::Node::List(list)) if list.items.iter().any(|(known, _)| known == label))
    }

    /// What a party was told so far. Other days take the hour back.
    fn told(&self, it: MovementId, own: &Path) -> Option<Has> {
        let (mut known, mut days, mut hour) = (false, None, false);
        for event in &self.room.history {
            match &event.what {
                What::EarlyNoticeGiven { movement, party, window, .. } if (*movement, party) == (it, own) => {
                    known = true;
                    hour &= days == Some(*window);
                    days = Some(*window);
                }
                What::LateNoticeGiven { movement, party, .. } if (*movement, party) == (it, own) => {
                    hour = true;
                }
                What::CallDue { movement, party }
                | What::CallWasVain { movement, party, .. }
                | What::NoticeAnswered { movement, party, .. }
                | What::NoObjectionIssued { movement, party, .. }
                    if (*movement, party) == (it, own) =>
                {
                    known = true;
                }
                _ => {}
            }
        }
        known.then_some(if hour { Has::ToldTheHour } else { Has::ToldTheDays })
    }
}

/// Parts nobody is shown a fact of: they show that there is something, not what.
pub const WITHOUT_CANARIES: [Part; 2] = [Outcome, Ruling];
