//! What people do, drawn by lot: real commands of the roles that give them.

use access::Part::*;
use conduct::{
    Act, Movement,
    alert::{Found, Key},
    command::{AlertVerdict, Means, Statement},
    movement::{Answer, Choice, Kind as Sort},
};
use model::{
    Claim, Dossier, Path, Span, Value, Word,
    id::{AlertId, WaiverId},
    party::{Actor, Role},
};
use proptest::prelude::*;
use uuid::Uuid;

use crate::{
    room::{path, role, word},
    secrets::Place,
    world::{AREAS, World},
};

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
    Find,
    SayByVoice,
    TakeAlert,
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
    AnswerNotice,
    TellTheHour,
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
    SetLevel,
    Release,
    Choose,
    Find,
    SayByVoice,
    TakeAlert,
    CloseAlert,
    OpenCase,
    Review,
    Advance,
    Advance,
];

/// One deed by lot: on which movement, how, after how long.
#[derive(Clone, Copy, Debug)]
pub struct Draw {
    pub deed: Deed,
    pub on: u8,
    pub how: u8,
    pub after: u16,
}

pub fn draws(longest: usize) -> impl Strategy<Value = Vec<Draw>> {
    let minutes = prop_oneof![6 => 0..40_u16, 1 => 0..3000_u16];
    let draw = (prop::sample::select(DEEDS), 0..8_u8, 0..12_u8, minutes)
        .prop_map(|(deed, on, how, after)| Draw { deed, on, how, after });
    prop::collection::vec(draw, 1..longest)
}

impl World {
    pub fn does(&mut self, draw: Draw) {
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
            // Of a district on the way of every movement, or of all of them.
            (SetLevel, _) if how >= 4 => {
                let area = word([AREAS[0], AREAS[1], "pk/kp"][usize::from(how % 3)]);
                let at = path("alerts").item(&area);
                let holds = Place { number: None, parts: vec![Picture], at };
                let level = word(["green", "amber", "red"][usize::from(how / 4 % 3)]);
                let valid_until = Some(self.secrets.after(&holds, "until when a level is believed"));
                (duty, Act::SetAlertLevel { area, level, stand_fast: false, valid_until })
            }
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
            (TakeAlert, _) => {
                let role = [Role::Commander, Role::DistrictOfficer, Role::Authority, Role::DutyOfficer];
                let by = self.the(role[usize::from(how % 4)], usize::from(how < 2));
                (by, Act::AcknowledgeAlert { alert: self.first_alert() })
            }
            (CloseAlert, _) => {
                let alert = self.first_alert();
                (duty, Act::CloseAlert { alert, verdict: AlertVerdict::True, because: None })
            }
            _ => {
                let Some(movement) = self.movement(draw) else { return };
                match self.about(draw, &movement, asking, duty, authority) {
                    Some(told) => told,
                    None => return,
                }
            }
        };
        // What is refused changes nothing, and what it would have said stands nowhere.
        let _refused = self.room.tell(&by, act);
    }

    fn first_alert(&self) -> AlertId {
        self.room.state.alerts.keys().next().copied().unwrap_or(AlertId(Uuid::nil()))
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
                let asks = (how >= 7).then(|| self.secrets.text(&to_party, "what is asked of it"));
                (duty, Act::GiveEarlyNotice { movement, party, channel: word("system"), window, asks, at })
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
            Find => {
                let point = conduct::listed(&self.room.state, it, &path("points")).into_iter().next()?;
                let element = if how.is_multiple_of(2) { point } else { word(&format!("{point}/-")) };
                let key = Key { rule: word("late"), subject: None, element: Some(element) };
                let found = vec![Found::of(key, self.room.now)];
                (role(Role::System), Act::Find { movement, found, gone: Vec::new() })
            }
            SayByVoice => {
                let point = conduct::listed(&self.room.state, it, &path("points")).into_iter().next();
                let point = point.filter(|_| how >= 3);
                let means = conduct::voice::VoiceMeans::Radio;
                (duty, Act::ReportByVoice { movement, point, means, reporter: None, at: None, duress: None })
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
}
