//! A movement from its request to its closed file, as the real world's commands tell it.
//!
//! The order is the shipped airport run's. What that file states about notices, answers and approvals is left
//! out of the order and happens instead: both districts, the highway police and the commandant are told, each
//! accepts with a named officer, both districts certify, an authority approves. Then the rules are evaluated,
//! the hour goes out, the gate is checked, the departure is authorised, it arrives and its file is closed.

use anyhow::Context as _;
use conduct::{Act, Command, command::Means, movement::Answer};
use model::{
    Day, Dossier, Instant, Node, Path, Segment, Value, Word,
    id::{MovementId, TextId},
    party::{Actor, Role},
};
use ops::{Submission, submission::Text};

use crate::shipped::{self, Case};

/// Attributes that a command of their own states.
const HAPPENS: [&str; 5] = ["notice", "late_notice", "accepted", "no_objection", "approved"];

/// The plan every movement follows.
#[derive(Clone, Debug)]
pub struct Life {
    plan: Dossier,
    case: Case,
    /// Who is told.
    parties: Vec<Path>,
    plates: Vec<Word>,
    crew: Vec<Word>,
    heads: u32,
    departs_on: Day,
    told_at: Instant,
}

/// One step of a life.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// It is asked for.
    Request,
    /// The nth party gets the date window.
    Notice(usize),
    /// The nth party accepts.
    Acceptance(usize),
    /// The nth party, a district, certifies that it does not object.
    NoObjection(usize),
    /// An authority approves.
    Approval,
    /// The rules are evaluated.
    Clear,
    /// The nth party gets the hour.
    LateNotice(usize),
    /// What stands at the gate is compared with the order.
    Gate,
    /// It departs with authority.
    Departure,
    /// It arrives.
    Arrival,
    /// Its file is closed.
    Close,
}

impl Life {
    /// The airport run's.
    ///
    /// # Errors
    /// When the shipped case cannot be read, or is no longer one that this could act out.
    pub fn of_the_airport_run() -> anyhow::Result<Self> {
        let case = shipped::case(shipped::AIRPORT_RUN)?;
        let mut plan = Dossier::default();
        for (path, claims) in case.facts.facts() {
            if !happens(&path) {
                claims.iter().try_for_each(|claim| plan.say(&path, claim.clone()))?;
            }
        }
        let labels = |list: &str| match case.facts.root.get(list) {
            Some(Node::List(list)) => list.items.iter().map(|(label, _)| label.clone()).collect(),
            _ => Vec::new(),
        };
        let plates = labels("vehicles").iter().filter_map(|vehicle| plate(&case.facts, vehicle)).collect();
        let crew = [labels("commanders"), labels("crew")].concat();
        let heads = u32::try_from(crew.len() + labels("principals").len())?;
        let districts = labels("districts").into_iter().map(|label| format!("districts[{label}]"));
        let parties = districts.chain(["highway_police", "unit_commandant"].map(str::to_owned));
        let parties = parties.map(|party| Ok(party.parse()?)).collect::<anyhow::Result<Vec<Path>>>()?;
        let departs_on = case.at.today();
        let told_on = departs_on.checked_add(-14).context("no such day")?;
        let told_at = told_on.begins(case.at.offset);
        Ok(Life { plan, case, parties, plates, crew, heads, departs_on, told_at })
    }

    /// When the story begins: the moment the case is judged at.
    #[must_use]
    pub fn begins(&self) -> Instant {
        self.case.at.now
    }

    /// How far local clocks stand ahead of UTC.
    #[must_use]
    pub fn offset(&self) -> model::Span {
        self.case.at.offset
    }

    /// The areas it touches, whose alert levels the rules ask for.
    #[must_use]
    pub fn areas(&self) -> Vec<Word> {
        let touched = |path: &Path| match path.segments() {
            [list, Segment::Item(_), area] => named(list, "districts") && named(area, "area"),
            [movement, area] => named(movement, "movement") && named(area, "area"),
            _ => false,
        };
        let facts = self.case.facts.facts().into_iter().filter(|(path, _)| touched(path));
        let words = facts.flat_map(|(_, claims)| claims).filter_map(|claim| match &claim.value {
            Value::Word(area) => Some(area.clone()),
            _ => None,
        });
        words.collect()
    }

    /// Every step, in order.
    #[must_use]
    pub fn steps(&self) -> Vec<Step> {
        let all = 0..self.parties.len();
        let districts = self.parties.iter().take_while(|party| party.segments().len() == 2).count();
        let mut steps = vec![Step::Request];
        steps.extend(all.clone().map(Step::Notice));
        steps.extend(all.clone().map(Step::Acceptance));
        steps.extend((0..districts).map(Step::NoObjection));
        steps.extend([Step::Approval, Step::Clear]);
        steps.extend(all.map(Step::LateNotice));
        steps.extend([Step::Gate, Step::Departure, Step::Arrival, Step::Close]);
        steps
    }

    /// The request.
    #[must_use]
    pub fn request(&self, world: &Word, number: Word) -> Submission {
        submission(world, Role::Sponsor, Act::RequestMovement { number, plan: self.plan.clone() })
    }

    /// Any later step of a movement that was requested. `text` names a fresh text of the vault.
    ///
    /// # Errors
    /// When there is no such party.
    pub fn step(
        &self,
        world: &Word,
        movement: MovementId,
        step: Step,
        mut text: impl FnMut() -> TextId,
    ) -> anyhow::Result<Submission> {
        let party = |n: usize| self.parties.get(n).cloned().context("there is no such party");
        let channel = word("system")?;
        let window = (self.departs_on, self.departs_on);
        let mut texts = Vec::new();
        let (role, act) = match step {
            Step::Request => anyhow::bail!("a movement is requested once"),
            Step::Notice(n) => {
                let at = Some(self.told_at);
                (
                    Role::DutyOfficer,
                    Act::GiveEarlyNotice { movement, party: party(n)?, channel, window, asks: None, at },
                )
            }
            Step::Acceptance(n) => {
                let mut kept = |words: &str| {
                    let id = text();
                    texts.push(Text { id, subject: format!("officer {n}"), text: words.to_owned() });
                    id
                };
                let officer = kept("Inspector of the district, name made up");
                let telephone = kept("+92 00 0000000");
                let resources = kept("one mobile, six constables, from the boundary to the boundary");
                let answer = Answer::Accepted { officer, telephone, resources };
                let (party, means) = (party(n)?, Means::Written);
                (Role::DistrictOfficer, Act::AnswerNotice { movement, party, answer, means, at: None })
            }
            Step::NoObjection(n) => {
                let (party, granted, valid_until) = (party(n)?, true, None);
                (Role::DistrictOfficer, Act::IssueNoObjection { movement, party, granted, valid_until })
            }
            Step::Approval => (Role::Authority, Act::Approve { movement, granted: true }),
            Step::Clear => (Role::DutyOfficer, Act::Clear { movement }),
            Step::LateNotice(n) => {
                (Role::DutyOfficer, Act::GiveLateNotice { movement, party: party(n)?, channel, at: None })
            }
            Step::Gate => {
                let (plates, crew, heads) = (self.plates.clone(), self.crew.clone(), self.heads);
                (Role::Commander, Act::CheckGate { movement, plates, crew, heads })
            }
            Step::Departure => (Role::DutyOfficer, Act::AuthoriseDeparture { movement }),
            Step::Arrival => (Role::Commander, Act::Arrive { movement, at: None }),
            Step::Close => (Role::DutyOfficer, Act::Close { movement }),
        };
        Ok(Submission { texts, ..submission(world, role, act) })
    }
}

/// A command by somebody of the unit.
#[must_use]
pub fn submission(world: &Word, role: Role, act: Act) -> Submission {
    let agency = world.clone();
    Submission::of(world.clone(), Command { by: Actor { person: None, role, agency }, act })
}

fn happens(path: &Path) -> bool {
    let told = path.segments().iter().any(|segment| HAPPENS.iter().any(|name| named(segment, name)));
    let kind = matches!(path.segments(), [m, k] if named(m, "movement") && named(k, "kind"));
    told || kind || path.segments().first().is_some_and(|first| named(first, "alerts"))
}

fn named(segment: &Segment, name: &str) -> bool {
    matches!(segment, Segment::Attribute(attribute) if attribute == name)
}

fn plate(facts: &Dossier, vehicle: &Word) -> Option<Word> {
    let path: Path = format!("vehicles[{vehicle}].plate").parse().ok()?;
    match &facts.claims(&path).last()?.value {
        Value::Word(plate) => Some(plate.clone()),
        _ => None,
    }
}

fn word(text: &str) -> anyhow::Result<Word> {
    Ok(text.parse()?)
}
