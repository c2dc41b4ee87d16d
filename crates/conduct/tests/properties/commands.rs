//! Commands drawn by lot: mostly about things that exist, sometimes about nothing at all.

use std::sync::LazyLock;

use chance::draw::{Seed, commit};
use conduct::{
    Act, Pinned, Sight,
    alert::{Found, Key},
    command::{AlertVerdict, Means, Statement},
    danger::Danger,
    device::{DeviceSort, Sealed},
    draw::Urn,
    duress::{Agreed, Signal},
    handover::{Crossing, Side},
    message::{Failure, Fate, Recipient},
    movement::{Answer, Choice},
    shift::Open,
    silence::{Over, Silence, SilenceWhy},
    voice::{Reporter, Spoken, VoiceMeans},
};
use model::{
    Digest, Place, Span,
    id::{AlertId, DangerId, DeviceId, MessageId, MovementId, PersonId, SearchId, SilenceId, WaiverId},
    party::{Actor, Role},
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::room::{
    CORRIDOR, Room, Shelf, USUAL_ORDER, accepts, corridor, day, order, path, role, said, text, word,
};

/// One command by lot.
#[derive(Clone, Copy, Debug)]
pub struct Draw {
    act: u8,
    which: u8,
    how: u8,
    who: u8,
    minutes: u16,
}

pub fn some(longest: usize) -> impl Strategy<Value = Vec<Draw>> {
    let draw = (any::<u8>(), any::<u8>(), any::<u8>(), any::<u8>(), minutes())
        .prop_map(|(act, which, how, who, minutes)| Draw { act, which, how, who, minutes });
    prop::collection::vec(draw, 0..longest)
}

/// Two on duty, and systems of their agency that are told of what they are told.
pub fn somebody_is_told(room: &mut Room) {
    let agency = word("spu");
    for person in [9, 10].map(|n| PersonId(Uuid::from_u128(n))) {
        let (role, label, areas, name) = (Role::DutyOfficer, None, Vec::new(), text(9));
        let enrol = Act::EnrolPerson { person, role, agency: agency.clone(), label, areas, name };
        room.does(Role::Administrator, enrol);
    }
    let (of, language) = (Recipient::Agency(agency), word("en"));
    room.does(
        Role::Administrator,
        Act::SetAddress { of, address: text(11), secret: Some(text(12)), language },
    );
}

/// Who asks for a search, and who answers it.
const SEARCHERS: [PersonId; 2] = [PersonId(Uuid::from_u128(61)), PersonId(Uuid::from_u128(62))];

/// An investigator and an authority by name: a search takes two people.
pub fn somebody_searches(room: &mut Room) {
    for (person, role) in SEARCHERS.into_iter().zip([Role::Investigator, Role::Authority]) {
        let (agency, label, areas, name) = (word("spu"), None, Vec::new(), text(9));
        room.does(Role::Administrator, Act::EnrolPerson { person, role, agency, label, areas, name });
    }
}

/// Mostly a few, so that a gate check still stands when somebody departs on it.
fn minutes() -> impl Strategy<Value = u16> {
    prop_oneof![6 => 0..10_u16, 1 => 0..900_u16]
}

const PARTIES: [&str; 5] =
    ["districts[shangla]", "districts[other]", "highway_police", "unit_commandant", "vehicles[car]"];
const FACTS: [(&str, &str); 15] = [
    ("districts[shangla].enters_at", "2026-12-01T20:00:00+05:00"),
    ("districts[other].enters_at", "2026-12-01T21:00:00+05:00"),
    ("vehicles[car].bullet_proof", "true"),
    ("vehicles[car].bullet_proof", "false"),
    ("vehicles[SPU-7].bullet_proof", "true"),
    ("vehicles[SPU-7].plate", "LES-7"),
    ("vehicles.complete", "true"),
    ("districts.complete", "false"),
    ("districts[other].area", "pk/punjab"),
    ("districts[shangla].accepted", "true"),
    ("movement.departs_on", "2026-12-11"),
    ("escalation.room", "30s"),
    ("movement.departs_at", "2026-12-12T01:00:00+05:00"),
    ("movement.begins_on", "2026-12-11"),
    ("incidents[i].closes_route", "true"),
];
const ROLES: [Role; 6] =
    [Role::DutyOfficer, Role::Authority, Role::Commander, Role::DistrictOfficer, Role::Sponsor, Role::System];

fn pick<T: Clone>(from: &[T], n: u8) -> T {
    from[usize::from(n) % from.len()].clone()
}

/// Ways that hang together, and one that does not.
static WAYS: LazyLock<[Vec<u32>; 3]> = LazyLock::new(|| {
    let chart = CORRIDOR.chart();
    let way = |from: &str, to: &str| {
        let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
        let way = chart.fastest(from, to, &roads::chart::Vehicle::car(), 12).unwrap();
        way.arcs.iter().map(|&arc| chart.drives()[arc as usize]).collect()
    };
    [way("34.93,72.88", "35.29,73.22"), way("34.93,72.88", "34.33,73.20"), vec![0, 0]]
});

fn seed() -> Seed {
    "5a".repeat(32).parse().unwrap()
}

impl Draw {
    /// Sends the command. Time passes before it; the clock is lost now and then. What is refused leaves
    /// nothing, and the same question has the same answer.
    pub fn on(self, room: &mut Room) {
        room.now = room.now.saturating_add(Span::minutes(i32::from(self.minutes)));
        room.clock_is_sound = self.who % 16 != 15;
        let (act, who) = (self.act(room), self.somebody(room));
        let before = room.state.clone();
        if room.tell(&who, act).is_err() {
            assert_eq!(room.state, before);
        }
    }

    /// Mostly a role that may.
    fn role(self) -> Role {
        match self.act % 83 {
            _ if self.who.is_multiple_of(5) => pick(&ROLES, self.who),
            9..=11 | 42 => Role::Authority,
            79 | 82 => Role::Investigator,
            8 if self.how.is_multiple_of(2) => Role::DistrictOfficer,
            24 | 16 | 67 => Role::Commander,
            29 | 33 | 36..=38 | 59..=61 | 74 => Role::System,
            30 | 31 | 34 | 35 | 40 | 41 => Role::Administrator,
            _ => Role::DutyOfficer,
        }
    }

    /// A watch is somebody's by name.
    fn somebody(self, room: &Room) -> Actor {
        let officers = room.state.people.iter().filter(|(_, person)| person.role == Role::DutyOfficer);
        let officers: Vec<_> = officers.map(|(id, person)| person.actor(*id)).collect();
        match self.act % 83 {
            75..=78 if !officers.is_empty() => pick(&officers, self.who),
            // Searches are asked and read by the first of them, and answered by the second.
            79 | 82 => Actor { person: Some(SEARCHERS[0]), ..role(Role::Investigator) },
            80 | 81 => Actor { person: Some(SEARCHERS[1]), ..role(Role::Authority) },
            _ => role(self.role()),
        }
    }

    fn statements(self, room: &Room) -> Vec<Statement> {
        let (at, value) = pick(&FACTS, self.how);
        let until = (self.who.is_multiple_of(3))
            .then(|| room.now.saturating_add(Span::hours(i32::from(self.which % 9) + 1)));
        vec![said(at, value, pick(&["lab-1", "lab-2"], self.which), room.now, until)]
    }

    /// On the way, or beside it.
    fn danger(self, room: &Room, until: model::Instant) -> Danger {
        let place: Place = pick(&["34.985,72.905", "34.15,73.21"], self.which).parse().unwrap();
        let corners = ["34.98,72.8", "34.98,73", "34.99,73"].map(|place| place.parse().unwrap()).to_vec();
        let (now, ends) = (room.now, self.who.is_multiple_of(2).then_some(until));
        // Now, or announced: for before the movements come there, while they do, and for later.
        let from = now.saturating_add(Span::hours(i32::from(self.which % 4) * 2));
        match self.how % 3 {
            0 => Danger::Incident { kind: word("attack"), place, within_mm: 0, at: now, grade: None },
            1 => Danger::Closure { place, within_mm: 100_000, from, until: ends },
            _ => Danger::NoGo { corners, from, until: ends },
        }
    }

    fn act(self, room: &Room) -> Act {
        let ids: Vec<MovementId> = room.state.movements.keys().copied().collect();
        let movement = if self.which == 255 { MovementId(Uuid::nil()) } else { pick(&ids, self.which) };
        let current = room.state.movement(movement);
        let number = word(&format!("N-{}", self.how % 12));
        let party = path(pick(&PARTIES, self.how));
        let until = room.now.saturating_add(Span::hours(i32::from(self.how % 20)));
        let plan = || match self.who % 4 {
            0 => order(&[
                ("districts[shangla].enters_at", "2026-12-01T10:00:00+05:00"),
                ("districts[other].enters_at", "2026-12-01T11:00:00+05:00"),
                ("commanders[lead]", ""),
            ]),
            1 => order(&[
                ("movement.area", "pk/kp"),
                ("movement.ends_on", "2026-12-20"),
                ("movement.begins_on", "2026-12-10"),
            ]),
            _ => order(USUAL_ORDER),
        };
        let granted = room.state.movements.values().find_map(|m| Some((m.id, *m.waivers.keys().next()?)));
        let (waived, waiver) = granted.unwrap_or((movement, WaiverId(Uuid::nil())));
        let alert = || room.state.alerts.keys().next().copied().unwrap_or(AlertId(Uuid::nil()));
        let person = PersonId(Uuid::from_u128((self.how % 4).into()));
        let drawing = || {
            let waits = room.state.movements.values().find(|movement| movement.draw.is_some());
            waits.map_or(movement, |waits| waits.id)
        };
        let agency = || Recipient::Agency(word("spu"));
        let seen = current.map_or(0, |m| m.revision);
        match self.act % 83 {
            0 => Act::AdoptRulebooks {
                pinned: Pinned {
                    rulebooks: vec![Shelf::digest(usize::from(self.how % 2))],
                    switched_off: if self.who.is_multiple_of(2) { vec![word("armour")] } else { Vec::new() },
                },
                because: Some(text(8)),
            },
            1 => Act::Register { statements: self.statements(room) },
            2 => Act::RequestMovement { number, plan: plan() },
            3 => Act::RequestStanding { number, plan: plan() },
            4 => Act::PlanRun { standing: movement, number, plan: plan() },
            5 => Act::Amend {
                movement,
                seen,
                statements: self.statements(room),
                drop: if self.who.is_multiple_of(2) { vec![path("vehicles[car]")] } else { Vec::new() },
            },
            6 => Act::Report { movement, statements: self.statements(room) },
            7 => Act::GiveEarlyNotice {
                movement,
                party,
                channel: word("system"),
                window: pick(
                    &[(day("2026-12-10"), day("2026-12-12")), (day("2026-12-01"), day("2026-12-31"))],
                    self.who,
                ),
                asks: None,
                at: None,
            },
            8 => Act::AnswerNotice {
                movement,
                party,
                answer: pick(&[accepts(), Answer::Received, Answer::Objected { reason: text(1) }], self.who),
                means: if self.how.is_multiple_of(2) { Means::Written } else { Means::TelephoneReadBack },
                at: (self.who.is_multiple_of(4)).then_some(until),
            },
            9 => Act::Approve { movement, granted: !self.how.is_multiple_of(4) },
            10 => Act::Waive {
                movement,
                rule: word(pick(&["armour", "accepted", "seven-days", "none"], self.how)),
                reason: text(2),
                expires: until,
            },
            11 => Act::RevokeWaiver { movement: waived, waiver },
            12 => Act::GiveLateNotice { movement, party, channel: word("radio"), at: None },
            13 => Act::RecordVainCall { movement, party },
            14 => Act::IssueNoObjection {
                movement,
                party,
                granted: !self.who.is_multiple_of(3),
                valid_until: Some(until),
            },
            15 => Act::Clear { movement },
            16 => Act::CheckGate {
                movement,
                plates: pick(&[vec![word("LES-1")], vec![word("LES-1"), word("LES-7")], vec![]], self.how),
                crew: vec![word("lead"), word("driver")],
                heads: u32::from(self.who % 2) + 2,
            },
            17 => Act::AuthoriseDeparture { movement },
            18 => Act::StartUrgent { number, plan: plan(), reason: text(3) },
            19 => Act::ReviewUrgent { movement, finding: text(4) },
            20 => Act::ObserveDeparture { number, plan: plan(), at: None },
            21 => Act::Arrive { movement, at: None },
            22 => Act::Close { movement },
            23 => Act::Cancel { movement, reason: text(5) },
            24 => Act::Choose { movement, choice: Choice::Divert },
            25 => Act::SetAlertLevel {
                area: word(pick(&["pk", "pk/kp", "pk/punjab"], self.how)),
                level: word(pick(&["green", "amber", "red"], self.who)),
                stand_fast: self.which.is_multiple_of(3),
                valid_until: (self.which.is_multiple_of(2)).then_some(until),
            },
            26 => {
                let mut areas = room.state.areas.iter();
                let held = areas.find(|(_, area)| area.stands_fast).map(|(area, _)| area.clone());
                let any = || word(pick(&["pk", "pk/kp", "pk/punjab"], self.how));
                Act::Release { area: held.filter(|_| self.who.is_multiple_of(2)).unwrap_or_else(any) }
            }
            27 => Act::AcknowledgeAlert { alert: alert() },
            28 => Act::CloseAlert { alert: alert(), verdict: AlertVerdict::False, because: None },
            29 | 30 => Act::EnrolPerson {
                person,
                role: pick(
                    &[
                        Role::Administrator,
                        Role::DutyOfficer,
                        Role::DistrictOfficer,
                        Role::Administrator,
                        Role::Sponsor,
                        Role::DistrictOfficer,
                    ],
                    self.which,
                ),
                agency: word("spu"),
                label: (self.how.is_multiple_of(3)).then(|| word("label")),
                areas: if self.which % 3 == 2 { vec![word("pk/kp/shangla")] } else { Vec::new() },
                name: text(9),
            },
            31 => {
                Act::DismissPerson { person: room.state.people.keys().next_back().copied().unwrap_or(person) }
            }
            40 | 41 => Act::ErasePerson {
                person: room.state.former.keys().next().copied().unwrap_or(person),
                because: (!self.who.is_multiple_of(7)).then(|| text(11)),
            },
            32 => Act::OpenCase { movement, reason: text(10) },
            33 => Act::NoteSights {
                sights: vec![Sight {
                    person,
                    role: Role::Sponsor,
                    movement,
                    part: word("number"),
                    hour: room.now,
                }],
            },
            34 if self.how.is_multiple_of(4) => Act::DropAddress { of: agency() },
            34 | 35 => Act::SetAddress {
                of: agency(),
                address: text(11),
                secret: Some(text(12)),
                language: word("en"),
            },
            36..=38 => {
                let waiting =
                    room.state.outbox.iter().find_map(|(to, all)| Some((to.clone(), *all.keys().next()?)));
                let (to, message) = waiting.unwrap_or((agency(), MessageId(Uuid::nil())));
                let fate = pick(
                    &[Fate::Delivered, Fate::Failed(Failure::GivenUp), Fate::Failed(Failure::NotInTime)],
                    self.which,
                );
                Act::NoteDelivery { message, to, fate }
            }
            42 => Act::AdoptNetwork { network: corridor() },
            43..=45 => Act::PlanRoute { movement, seen, drives: pick(&*WAYS, self.how) },
            46 | 47 => Act::ReportDanger { danger: self.danger(room, until) },
            48 => Act::LiftDanger {
                id: room.state.dangers.keys().next().copied().unwrap_or(DangerId(Uuid::nil())),
                because: text(12),
            },
            49..=51 => {
                let hours = [room.now.saturating_add(Span::minutes(30)), until];
                let ways = vec![WAYS[0].clone(), WAYS[1].clone()];
                let network = corridor();
                match Urn::of(CORRIDOR.chart(), network, &roads::chart::Vehicle::car(), ways, &hours) {
                    Ok(urn) => {
                        let commitment = urn.names().map_or([0; 32], |lots| commit(&seed(), &lots).0);
                        let commitment = Digest(commitment);
                        Act::CommitDraw { movement, seen, urn, commitment, seed: text(13) }
                    }
                    Err(_) => Act::Advance,
                }
            }
            52 | 53 => Act::ContributeToDraw { movement: drawing(), contribution: word(&"c0".repeat(32)) },
            54 | 55 => Act::RevealDraw { movement: drawing(), seed: word(&seed().hex()) },
            56 | 57 => Act::EnrolDevice {
                device: DeviceId(Uuid::from_u128((self.which % 6).into())),
                serves: path(pick(
                    &["vehicles[car]", "crew[driver]", "principals[p]", "sites[camp]"],
                    self.how,
                )),
                sort: DeviceSort::Phone,
                credential: Digest([self.which % 7; 32]),
                until: self.who.is_multiple_of(2).then_some(until),
                consent: self.how.is_multiple_of(3).then(|| text(14)),
                language: None,
            },
            58 => Act::RevokeDevice {
                device: room.state.devices.keys().next().copied().unwrap_or(DeviceId(Uuid::nil())),
                because: text(15),
            },
            59 => {
                let (device, at, root) = (DeviceId(Uuid::nil()), room.now, Digest([self.how; 32]));
                let sealed = Sealed { device, from: at, until: at, first: 1, count: 1, root };
                Act::SealTracks {
                    movement: self.who.is_multiple_of(2).then_some(movement),
                    tracks: vec![sealed],
                }
            }
            60 | 61 => {
                let key = |n: u8| Key {
                    rule: word(pick(&["stop", "corridor"], n)),
                    subject: n.is_multiple_of(3).then(|| word("SPU-7")),
                    element: None,
                };
                let found = Found {
                    key: key(self.how),
                    since: room.now,
                    established: None,
                    until: self.which.is_multiple_of(2).then_some(room.now),
                    vehicles: (0..self.which % 4).map(|n| word(&format!("SPU-{n}"))).collect(),
                    evidence: vec![self.which.into()],
                    distance: Some(u64::from(self.how) * 1_000),
                    delay: None,
                };
                // What was found last is disproved now and then.
                let open = room.state.alerts.values().find_map(|a| Some((a.movement, a.found.clone()?.key)));
                match open.filter(|_| self.who.is_multiple_of(2)) {
                    Some((movement, gone)) => Act::Find { movement, found: Vec::new(), gone: vec![gone] },
                    None => Act::Find { movement, found: vec![found], gone: vec![key(self.which)] },
                }
            }
            62 if self.which.is_multiple_of(3) => Act::TakeBackVoice {
                movement,
                spoken: room
                    .state
                    .movement(movement)
                    .and_then(|movement| movement.heard.last().cloned())
                    .unwrap_or(Spoken {
                        point: None,
                        stated_at: room.now,
                        received_at: room.now,
                        means: VoiceMeans::Radio,
                        reporter: None,
                    }),
                because: text(17),
            },
            62 | 63 => Act::ReportByVoice {
                movement,
                point: self.how.is_multiple_of(2).then(|| word("CP3")),
                means: VoiceMeans::Radio,
                reporter: match self.how % 3 {
                    0 => None,
                    1 => Some(Reporter::Named(path(pick(&["commanders[lead]", "vehicles[car]"], self.who)))),
                    _ => Some(Reporter::Somebody(text(16))),
                },
                at: self.who.is_multiple_of(3).then(|| room.now.saturating_add(Span::minutes(-7))),
                duress: self.which.is_multiple_of(4).then(|| path("commanders[lead]")),
            },
            64 => Act::AnnounceSilence {
                planned: Silence {
                    over: match self.how % 2 {
                        0 => Over::Movement(movement),
                        _ => Over::Area(word(pick(&["pk/kp", "pk/punjab"], self.who))),
                    },
                    from: room.now,
                    until: room.now.saturating_add(Span::minutes(i32::from(self.how % 150))),
                    why: SilenceWhy::Shutdown,
                    every: Span::minutes(i32::from(self.which % 40)),
                },
            },
            65 => Act::LiftSilence {
                silence: room.state.silences.keys().next().copied().unwrap_or(SilenceId(Uuid::nil())),
                because: text(17),
            },
            66 => Act::AgreeOnWords {
                of: path(pick(
                    &["commanders[lead]", "commanders[lead]", "crew[driver]", "vehicles[car]"],
                    self.how,
                )),
                agreed: Agreed {
                    word: text(18),
                    pin: text(19),
                    duress_pin: text(20),
                    question: text(21),
                    answer: text(22),
                },
            },
            67 if self.how.is_multiple_of(7) => {
                Act::SignalDuress { movement, of: path("commanders[lead]"), by: Signal::Pin }
            }
            67 => Act::CheckIn {
                movement,
                of: path("commanders[lead]"),
                under_duress: self.how.is_multiple_of(3),
            },
            68 => {
                let doubted = room.state.movements.values().find(|movement| movement.is_in_doubt());
                let movement = doubted.map_or(movement, |doubted| doubted.id);
                Act::Challenge { movement, of: path("commanders[lead]") }
            }
            // Whoever is in doubt is asked, and whoever was asked answers: duress ends in no other way.
            69 | 70 => {
                let of = path("commanders[lead]");
                let asked = room.state.movements.values().find(|movement| !movement.challenged.is_empty());
                let doubted = room.state.movements.values().find(|movement| movement.is_in_doubt());
                match (asked, doubted) {
                    (None, Some(doubted)) => Act::Challenge { movement: doubted.id, of },
                    (asked, _) => {
                        let movement = asked.map_or(movement, |asked| asked.id);
                        Act::AnswerChallenge { movement, of, right: !self.how.is_multiple_of(4) }
                    }
                }
            }
            71 => {
                let doubted = room.state.movements.values().find(|movement| movement.is_in_doubt());
                let movement = doubted.map_or(movement, |doubted| doubted.id);
                let person = room.state.people.keys().next().copied().unwrap_or(person);
                Act::CallResponder { movement, person }
            }
            72 | 73 => {
                let over = room.state.movements.values().find(|movement| !movement.handovers.is_empty());
                let nowhere = Crossing { into: path("districts[shangla]"), visit: 1 };
                let (movement, crossing) = over.map_or((movement, nowhere), |it| {
                    let some = usize::from(self.which) % it.handovers.len();
                    (it.id, it.handovers[some].crossing())
                });
                let side = pick(&[Side::Giving, Side::Taking], self.how);
                let reporter = self
                    .how
                    .is_multiple_of(3)
                    .then(|| Reporter::Somebody(text(16 + u128::from(self.which % 2))));
                Act::ConfirmHandOver { movement, crossing, side, at: None, reporter }
            }
            74 if self.how.is_multiple_of(8) => {
                let since = room.now.saturating_add(Span::minutes(-i32::from(self.which % 4)));
                let until = (self.how == 8).then(|| since.saturating_add(Span::minutes(1)));
                Act::HearAgain { since, until }
            }
            74 => Act::SetWatch {
                movement,
                order: Digest([self.how % 3; 32]),
                areas: Digest([self.which % 2; 32]),
            },
            75..=78 => {
                let Open { alerts, movements } = Open::of(&room.state);
                let (mut alerts, movements): (Vec<_>, Vec<_>) =
                    (alerts.into_iter().collect(), movements.into_iter().collect());
                // Now and then something is left out.
                if self.how.is_multiple_of(8) {
                    alerts.pop();
                }
                let officers =
                    room.state.people.iter().filter(|(_, person)| person.role == Role::DutyOfficer);
                let officers: Vec<PersonId> = officers.map(|(id, _)| *id).chain([person]).collect();
                let other = pick(&officers, self.which);
                if (self.act % 83).is_multiple_of(2) {
                    Act::OfferShift { to: other, alerts, movements }
                } else {
                    let next = self.how.is_multiple_of(3).then_some(other);
                    Act::TakeShift { next, alerts, movements }
                }
            }
            79 => {
                let (from, until) = (room.now.saturating_add(Span::hours(-3)), room.now);
                let movement = room.state.cases.iter().next().copied().unwrap_or(movement);
                let of = path(pick(&["commanders[lead]", "crew[driver]", "vehicles[car]"], self.how));
                let search = SearchId(Uuid::from_u128(self.which.into()));
                Act::AskSearch { search, movement, of, from, until, reason: text(23) }
            }
            80 | 81 => {
                let waits = room.state.searches.iter().find(|(_, search)| search.answered.is_none());
                let search = waits.map_or(SearchId(Uuid::nil()), |(id, _)| *id);
                Act::AnswerSearch { search, granted: !self.how.is_multiple_of(4), because: None }
            }
            82 => {
                let read = room.state.searches.iter().find(|(_, search)| search.is_readable(room.now));
                Act::ReadSearch { search: read.map_or(SearchId(Uuid::nil()), |(id, _)| *id) }
            }
            _ => Act::Advance,
        }
    }
}
