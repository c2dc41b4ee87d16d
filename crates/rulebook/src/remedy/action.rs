//! What can be done about a refusal. Finite on purpose: a program can count, translate and route these, and
//! none of them is "obtain a waiver".

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! catalogue {
    ($($(#[$doc:meta])* $action:ident $word:literal $phrase:literal,)+) => {
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

            /// What it is in a few words, without its object.
            #[must_use]
            pub const fn phrase(self) -> &'static str {
                match self { $(Action::$action => $phrase),+ }
            }
        }
    };
}

catalogue! {
    /// Depart later.
    Postpone "postpone" "postpone the departure",
    /// Change what the plan says, where no other action names it.
    ChangePlan "change-plan" "change the plan",
    /// Take another route.
    Reroute "reroute" "take another route",
    /// Take another vehicle.
    ReplaceVehicle "replace-vehicle" "replace the vehicle",
    /// Leave a vehicle behind.
    LeaveBehind "leave-behind" "leave the vehicle behind",
    /// Seat the protected people elsewhere.
    ReseatPrincipals "reseat-principals" "seat the protected people in another vehicle",
    /// Appoint a commander.
    AppointCommander "appoint-commander" "appoint a commander",
    /// Leave only one in command.
    RelieveCommander "relieve-commander" "relieve a commander, so that one commands",
    /// Assign an escort.
    AssignEscort "assign-escort" "assign the escort",
    /// Order the interval between vehicles.
    SetInterval "set-interval" "set the interval between vehicles",
    /// Split the convoy into march units.
    SplitMarchUnits "split-march-units" "split the convoy into march units",
    /// Plan a halt.
    PlanHalt "plan-halt" "plan a halt",
    /// Drop a halt.
    DropHalt "drop-halt" "drop the halt",
    /// Plan the means of communication.
    PlanCommunications "plan-communications" "plan the communications",
    /// Schedule calls by voice through a silence.
    ScheduleVoiceCalls "schedule-voice-calls" "schedule calls by voice",
    /// Bring the trail element into contact with the leader.
    KeepContact "keep-contact" "bring the trail element into contact with the leader",
    /// Tell somebody.
    GiveNotice "give-notice" "give notice",
    /// Tell somebody again by a proper channel.
    ChangeChannel "change-channel" "tell them by a proper channel",
    /// Have a named officer accept.
    ObtainAcceptance "obtain-acceptance" "obtain acceptance by a named officer",
    /// Obtain the approval.
    ObtainApproval "obtain-approval" "obtain the approval",
    /// Obtain the no-objection certificate.
    ObtainNoObjection "obtain-no-objection" "obtain the no-objection certificate",
    /// Give names, passports, schedule, vehicles, driver.
    GiveManifest "give-manifest" "give the manifest",
    /// Report a sighting.
    ReportSighting "report-sighting" "report the sighting",
    /// Brief people.
    Brief "brief" "brief",
    /// Inspect people.
    Inspect "inspect" "inspect",
    /// Have a vehicle examined.
    ObtainCertificate "obtain-certificate" "have the vehicle examined and certified",
    /// Establish a fact nobody knows.
    VerifyFact "verify-fact" "establish the fact",
    /// Verify the ticket.
    VerifyTicket "verify-ticket" "verify the ticket",
    /// Have somebody vouch for a list.
    CompleteList "complete-list" "have somebody vouch that the list is complete",
    /// Try the means in dead ground.
    ConfirmDeadGround "confirm-dead-ground" "try the means of communication there",
    /// Contract the protection unit.
    ContractUnit "contract-unit" "contract the protection unit",
    /// Fund the security.
    FundSecurity "fund-security" "fund the security",
    /// Supply armoured vehicles to the project.
    SupplyArmour "supply-armour" "supply armoured vehicles",
    /// Write down an agency's duties.
    WriteDuties "write-duties" "write down the duties and have them accepted",
    /// Man a post for the passage.
    ManPost "man-post" "man the post for the passage",
    /// Bring a site into compliance.
    BringSiteIntoCompliance "bring-site-into-compliance" "bring the site into compliance",
    /// Raise a wall.
    RaiseWall "raise-wall" "raise the perimeter wall",
    /// Inspect a site.
    InspectSite "inspect-site" "inspect the site",
    /// Visit a site.
    VisitSite "visit-site" "visit the site",
    /// Patrol around a site.
    PatrolSite "patrol-site" "patrol around the site",
    /// Seal a site.
    SealSite "seal-site" "seal the site",
    /// Have a named person own a finding.
    OwnFinding "own-finding" "have a named person own the finding",
    /// Close a finding with evidence.
    CloseFinding "close-finding" "close the finding with evidence",
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
