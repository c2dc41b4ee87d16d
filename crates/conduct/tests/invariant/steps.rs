//! The commands of the small worlds, and who sends each.

use conduct::{
    Act, Pinned,
    command::{AlertVerdict, Means},
    movement::{Answer, Choice},
};
use model::{
    Dossier,
    party::{Actor, Role},
};

use crate::{
    room::{accepts, day, order, role, said, text, word},
    small::{Node, Small, area, begins, party},
};

/// Every command there is here.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Step {
    /// A district accepts, objects, or says it has received the notice.
    Accept(u8),
    Object(u8),
    Receive(u8),
    /// The first laboratory vouches for the car until the next tick.
    Prove,
    /// The second says it is not armoured.
    Dispute,
    WaiveAsAuthority,
    WaiveAsDutyOfficer,
    Revoke,
    /// The departure is moved to a day nobody announced, and back.
    MoveOut,
    MoveBack,
    GateAgrees,
    GateSeesStranger,
    GateCountsWrong,
    StandFast(u8),
    Release(u8),
    /// One of the two authorities approves the permission, or refuses.
    Approve(u8, bool),
    EndPermission,
    AmendPermission,
    /// The register learns from a third laboratory that the car is armoured, until the next tick.
    Register,
    /// A district is told once more, of a day more: it has to answer anew.
    RenewNotice(u8),
    /// A district that accepted is told the hour.
    TellHour(u8),
    CallInVain(u8),
    NoObjection(u8),
    /// The rule about armour is switched off, and on.
    SwitchOff,
    SwitchOn,
    Clear,
    Authorise,
    StartUrgent,
    Review,
    Observe,
    Choose,
    TakeAlert,
    CloseAlert,
    Arrive,
    Close,
    Cancel,
    /// The scheduler reports that time has passed.
    Advance,
    /// Time passes, and nobody reports it yet.
    Tick,
    /// The clock is no longer known to be right.
    LoseClock,
}

impl Small {
    /// Who asks for what, in this step.
    pub fn command(&self, node: &Node, step: Step) -> Option<(Actor, Act)> {
        let (who, act) = self.asked(node, step)?;
        let agency = match step {
            Step::Approve(authority, _) => word(["home-department", "army"][usize::from(authority)]),
            _ => role(who).agency,
        };
        Some((Actor { agency, ..role(who) }, act))
    }

    fn asked(&self, node: &Node, step: Step) -> Option<(Role, Act)> {
        let (movement, now) = (self.movement, node.now());
        // None once its file is closed.
        let current = node.state.movement(movement);
        let answer = |district, answer| {
            // Stated as of the beginning: who says it last counts, and the state does not multiply by the hour.
            let (party, means, at) = (party(district), Means::Written, Some(begins()));
            let act = Act::AnswerNotice { movement: self.told_party(), party, answer, means, at };
            (Role::DistrictOfficer, act)
        };
        let waive = || Act::Waive { movement, rule: word("armour"), reason: text(1), expires: node.after(1) };
        let amend = |on: &str| {
            let statements = vec![said("movement.departs_on", on, "order", begins(), None)];
            Some(Act::Amend { movement, seen: current?.revision, statements, drop: Vec::new() })
        };
        let armour = |yes, lab, until| {
            let statements = vec![said("vehicles[car].bullet_proof", yes, lab, begins(), until)];
            (Role::DutyOfficer, Act::Report { movement, statements })
        };
        let crew = if self.permission.is_some() { vec!["lead", "driver"] } else { vec!["lead"] };
        let gate = |plates: &[&str], more: u32| {
            let heads = u32::try_from(crew.len()).unwrap() + more;
            let words = |all: &[&str]| all.iter().map(|w| word(w)).collect();
            (Role::Commander, Act::CheckGate { movement, plates: words(plates), crew: words(&crew), heads })
        };
        let duty = |act| (Role::DutyOfficer, act);
        Some(match step {
            Step::Accept(district) => answer(district, accepts()),
            Step::Object(district) => answer(district, Answer::Objected { reason: text(2) }),
            Step::Receive(district) => answer(district, Answer::Received),
            Step::Prove => armour("true", "lab-1", Some(node.after(1))),
            Step::Dispute => armour("false", "lab-2", None),
            Step::WaiveAsAuthority => (Role::Authority, waive()),
            Step::WaiveAsDutyOfficer => duty(waive()),
            Step::Revoke => {
                let waiver = node.waiver_in_force(current?)?;
                (Role::Authority, Act::RevokeWaiver { movement, waiver })
            }
            Step::MoveOut => duty(amend("2026-12-13")?),
            Step::MoveBack => duty(amend("2026-12-11")?),
            Step::GateAgrees => gate(&["P-1"], 0),
            Step::GateSeesStranger => gate(&["P-1", "P-2"], 0),
            Step::GateCountsWrong => gate(&["P-1"], 1),
            Step::StandFast(district) => duty(Act::SetAlertLevel {
                area: area(district),
                level: word("amber"),
                stand_fast: true,
                valid_until: None,
            }),
            Step::Release(district) => duty(Act::Release { area: area(district) }),
            Step::Approve(_, granted) => {
                (Role::Authority, Act::Approve { movement: self.permission?, granted })
            }
            Step::EndPermission => duty(Act::Cancel { movement: self.permission?, reason: text(3) }),
            Step::AmendPermission => {
                let standing = self.permission?;
                let seen = node.state.movement(standing)?.revision;
                let statements = vec![said("movement.purpose", "shuttle", "order", begins(), None)];
                duty(Act::Amend { movement: standing, seen, statements, drop: Vec::new() })
            }
            Step::Register => {
                let statement =
                    said("vehicles[car].bullet_proof", "true", "lab-3", begins(), Some(node.after(1)));
                duty(Act::Register { statements: vec![statement] })
            }
            Step::RenewNotice(district) => duty(Act::GiveEarlyNotice {
                movement: self.told_party(),
                party: party(district),
                channel: word("system"),
                window: (day("2026-12-10"), day("2026-12-13")),
                asks: None,
                at: None,
            }),
            Step::TellHour(district) => {
                let (party, channel) = (party(district), word("radio"));
                duty(Act::GiveLateNotice { movement: self.told_party(), party, channel, at: None })
            }
            Step::CallInVain(district) => {
                duty(Act::RecordVainCall { movement: self.told_party(), party: party(district) })
            }
            Step::NoObjection(district) => {
                let (party, movement) = (party(district), self.told_party());
                let act = Act::IssueNoObjection { movement, party, granted: true, valid_until: None };
                (Role::DistrictOfficer, act)
            }
            Step::SwitchOff | Step::SwitchOn => {
                let off = if step == Step::SwitchOff { vec![word("armour")] } else { Vec::new() };
                let pinned = Pinned { switched_off: off, ..node.state.pinned.clone() };
                duty(Act::AdoptRulebooks { pinned, because: Some(text(5)) })
            }
            Step::Clear => duty(Act::Clear { movement }),
            Step::Authorise => duty(Act::AuthoriseDeparture { movement }),
            Step::StartUrgent => {
                let plan = order(&[("movement.area", "pk/a")]);
                (Role::Commander, Act::StartUrgent { number: word("U"), plan, reason: text(4) })
            }
            Step::Review => {
                duty(Act::ReviewUrgent { movement: *node.state.numbers.get("U")?, finding: text(6) })
            }
            Step::Choose => (Role::Commander, Act::Choose { movement, choice: Choice::Continue }),
            Step::TakeAlert => duty(Act::AcknowledgeAlert { alert: node.first_alert()? }),
            Step::CloseAlert => duty(Act::CloseAlert {
                alert: node.first_alert()?,
                verdict: AlertVerdict::True,
                because: None,
            }),
            Step::Close => duty(Act::Close { movement }),
            Step::Observe => {
                let plan = Dossier::default();
                duty(Act::ObserveDeparture { number: word("M"), plan, at: Some(now) })
            }
            Step::Arrive => (Role::Commander, Act::Arrive { movement, at: Some(now) }),
            Step::Cancel => duty(Act::Cancel { movement, reason: text(3) }),
            Step::Advance => (Role::System, Act::Advance),
            Step::Tick | Step::LoseClock => return None,
        })
    }
}
