//! Whether a departure is allowed, told from the commands alone. Nothing here calls the code under test.

use crate::{small::TICK, steps::Step};

/// What the commands taken so far amount to. Ticks count from the beginning.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Oracle {
    /// What each of the two districts last said.
    accepted: [Option<bool>; 2],
    /// The first laboratory says yes, up to this tick; later words replace earlier ones.
    armoured_until: Option<u8>,
    /// The register has the third laboratory's yes, up to this tick.
    registered_until: Option<u8>,
    /// Districts told a second time, of a day more.
    renewed: [bool; 2],
    /// The rule about armour is switched off.
    armour_is_off: bool,
    /// The second laboratory said no.
    disputed: bool,
    /// A car nobody knows stands among those that would leave.
    stranger: bool,
    /// The authority's waiver of the armour rule ends at this tick.
    waived_until: Option<u8>,
    /// The departure was moved to a day nobody announced.
    moved: bool,
    /// Areas told to stand fast: of the first district, of the second.
    stands_fast: [bool; 2],
    /// When the gate last agreed with the order as it stands.
    gate_agreed: Option<u8>,
    /// For a run: what each of the two authorities last said of its permission, and that it was called off.
    approved: [Option<bool>; 2],
    revoked: bool,
}

impl Oracle {
    /// Takes note of a command that was taken.
    pub fn hears(&mut self, step: Step, tick: u8) {
        match step {
            Step::Accept(district) => self.accepted[usize::from(district)] = Some(true),
            Step::Object(district) => self.accepted[usize::from(district)] = Some(false),
            Step::Prove => self.armoured_until = Some(tick + 1),
            Step::Dispute => self.disputed = true,
            Step::WaiveAsAuthority => self.waived_until = Some(tick + 1),
            // Not theirs to waive: on the record, and worth nothing.
            Step::WaiveAsDutyOfficer => {}
            Step::Revoke => self.waived_until = None,
            Step::MoveOut | Step::MoveBack => {
                self.moved = step == Step::MoveOut;
                self.gate_agreed = None;
            }
            Step::GateAgrees => (self.gate_agreed, self.stranger) = (Some(tick), false),
            Step::GateSeesStranger => (self.gate_agreed, self.stranger) = (Some(tick), true),
            Step::GateCountsWrong => (self.gate_agreed, self.stranger) = (None, false),
            Step::StandFast(district) => self.stands_fast[usize::from(district)] = true,
            Step::Release(district) => self.stands_fast[usize::from(district)] = false,
            Step::Approve(authority, granted) => self.approved[usize::from(authority)] = Some(granted),
            Step::EndPermission => self.revoked = true,
            // A permission amended is another order for its runs.
            Step::AmendPermission => self.gate_agreed = None,
            Step::Register => self.registered_until = Some(tick + 1),
            // Another notice is another question; the same once more is not.
            Step::RenewNotice(district) => {
                let district = usize::from(district);
                if !std::mem::replace(&mut self.renewed[district], true) {
                    self.accepted[district] = None;
                }
            }
            Step::SwitchOff => self.armour_is_off = true,
            Step::SwitchOn => self.armour_is_off = false,
            Step::TellHour(_)
            | Step::CallInVain(_)
            | Step::NoObjection(_)
            | Step::Review
            | Step::Choose
            | Step::TakeAlert
            | Step::CloseAlert
            | Step::Close
            | Step::Receive(_)
            | Step::Clear
            | Step::Authorise
            | Step::StartUrgent
            | Step::Observe
            | Step::Arrive
            | Step::Cancel
            | Step::Advance
            | Step::Tick
            | Step::LoseClock => {}
        }
    }

    /// What has expired counts no more, whenever that was.
    pub fn forgets_what_is_over(&mut self, tick: u8) {
        self.armoured_until = self.armoured_until.filter(|until| tick < *until);
        self.registered_until = self.registered_until.filter(|until| tick < *until);
        self.waived_until = self.waived_until.filter(|until| tick < *until);
        self.gate_agreed = self.gate_agreed.filter(|at| u64::from(tick - at) * TICK <= 60);
    }

    /// Whether a departure at `tick` is allowed.
    pub fn allows(&self, tick: u8, clock_is_sound: bool, is_run: bool) -> bool {
        let told_and_accepted = !self.moved && self.accepted == [Some(true); 2];
        let vouched = [self.armoured_until, self.registered_until];
        let vouched = vouched.into_iter().flatten().any(|until| tick < until);
        let armoured = self.armour_is_off || (vouched && !self.disputed && !self.stranger);
        let waived = self.waived_until.is_some_and(|until| tick < until);
        let gate = self.gate_agreed.is_some_and(|at| u64::from(tick - at) * TICK <= 60);
        let approved = self.approved.contains(&Some(true)) && !self.approved.contains(&Some(false));
        let permitted = !is_run || (approved && !self.revoked);
        told_and_accepted
            && (armoured || waived)
            && gate
            && permitted
            && clock_is_sound
            && self.stands_fast == [false; 2]
    }
}
