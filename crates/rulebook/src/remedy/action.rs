//! What can be done about a refusal. Finite on purpose: a program can count, translate and route these, and
//! none of them is "obtain a waiver".

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! catalogue {
    ($($(#[$doc:meta])* $action:ident $word:literal,)+) => {
        /// An act that mends a rule.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Action {$(
            $(#[$doc])* $action,
        )+}

        impl Action {
            /// Every action.
            pub const ALL: &'static [Action] = &[$(Action::$action),+];
            /// The words of all of them, in the same order.
            pub(crate) const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word rule files use.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Action::$action => $word),+ }
            }

        }
    };
}

catalogue! {
    /// Depart later.
    Postpone "postpone",
    /// Change what the plan says, where no other action names it.
    ChangePlan "change-plan",
    /// Take another route.
    Reroute "reroute",
    /// Take another vehicle.
    ReplaceVehicle "replace-vehicle",
    /// Leave a vehicle behind.
    LeaveBehind "leave-behind",
    /// Seat the protected people elsewhere.
    ReseatPrincipals "reseat-principals",
    /// Appoint a commander.
    AppointCommander "appoint-commander",
    /// Leave only one in command.
    RelieveCommander "relieve-commander",
    /// Assign an escort.
    AssignEscort "assign-escort",
    /// Order the interval between vehicles.
    SetInterval "set-interval",
    /// Split the convoy into march units.
    SplitMarchUnits "split-march-units",
    /// Plan a halt.
    PlanHalt "plan-halt",
    /// Drop a halt.
    DropHalt "drop-halt",
    /// Plan the means of communication.
    PlanCommunications "plan-communications",
    /// Schedule calls by voice through a silence.
    ScheduleVoiceCalls "schedule-voice-calls",
    /// Bring the trail element into contact with the leader.
    KeepContact "keep-contact",
    /// Tell somebody.
    GiveNotice "give-notice",
    /// Tell somebody again by a proper channel.
    ChangeChannel "change-channel",
    /// Have a named officer accept.
    ObtainAcceptance "obtain-acceptance",
    /// Obtain the approval.
    ObtainApproval "obtain-approval",
    /// Obtain the no-objection certificate.
    ObtainNoObjection "obtain-no-objection",
    /// Give names, passports, schedule, vehicles, driver.
    GiveManifest "give-manifest",
    /// Report a sighting.
    ReportSighting "report-sighting",
    /// Brief people.
    Brief "brief",
    /// Inspect people.
    Inspect "inspect",
    /// Have a vehicle examined.
    ObtainCertificate "obtain-certificate",
    /// Establish a fact nobody knows.
    VerifyFact "verify-fact",
    /// Verify the ticket.
    VerifyTicket "verify-ticket",
    /// Have somebody vouch for a list.
    CompleteList "complete-list",
    /// Try the means in dead ground.
    ConfirmDeadGround "confirm-dead-ground",
    /// Contract the protection unit.
    ContractUnit "contract-unit",
    /// Fund the security.
    FundSecurity "fund-security",
    /// Supply armoured vehicles to the project.
    SupplyArmour "supply-armour",
    /// Write down an agency's duties.
    WriteDuties "write-duties",
    /// Man a post for the passage.
    ManPost "man-post",
    /// Bring a site into compliance.
    BringSiteIntoCompliance "bring-site-into-compliance",
    /// Raise a wall.
    RaiseWall "raise-wall",
    /// Inspect a site.
    InspectSite "inspect-site",
    /// Visit a site.
    VisitSite "visit-site",
    /// Patrol around a site.
    PatrolSite "patrol-site",
    /// Seal a site.
    SealSite "seal-site",
    /// Have a named person own a finding.
    OwnFinding "own-finding",
    /// Close a finding with evidence.
    CloseFinding "close-finding",
}

impl Action {
    /// How it takes items out of the plan, and out of which list. Only these do: a duty must not vanish by leaving
    /// a district out.
    #[must_use]
    pub const fn takes_from(self) -> Option<(&'static str, &'static str)> {
        match self {
            Action::ReplaceVehicle => Some(("replace", "vehicles")),
            Action::RelieveCommander => Some(("remove", "commanders")),
            Action::LeaveBehind => Some(("remove", "vehicles")),
            Action::DropHalt => Some(("remove", "halts")),
            _ => None,
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_written_as_it_is_serialised() {
        for (action, word) in Action::ALL.iter().zip(Action::WORDS) {
            assert_eq!(serde_json::to_value(action).unwrap(), *word);
        }
    }

    #[test]
    fn no_action_obtains_a_waiver() {
        assert!(Action::ALL.iter().all(|action| !action.word().contains("waive")));
    }
}
