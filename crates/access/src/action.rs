//! What can be done, and by whom. A role that no row names may not; an action without a row does not exist.

use conduct::{Known, State};
use model::{
    Instant,
    party::Role::{self, *},
};
use serde::Serialize;

use crate::{Tie, Viewer, tie};

/// What an action is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// The room as a whole.
    Room,
    /// One movement: the viewer needs a tie to it.
    Movement,
}

/// Why somebody may not do something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Denied {
    /// It does not exist for them: answered as what is not there.
    Hidden,
    /// They know of it and may not: answered with who may.
    Forbidden,
}

macro_rules! actions {
    ($($(#[$doc:meta])* $action:ident $scope:ident [$($role:ident)*],)+) => {
        /// What can be done through the room's door.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Action {$(
            $(#[$doc])* $action,
        )+}

        impl Action {
            /// Every action.
            pub const ALL: &'static [Action] = &[$(Action::$action),+];

            /// What it is about.
            #[must_use]
            pub const fn scope(self) -> Scope {
                match self { $(Action::$action => Scope::$scope),+ }
            }

            /// The roles that may.
            #[must_use]
            pub const fn roles(self) -> &'static [Role] {
                match self { $(Action::$action => &[$($role),*]),+ }
            }
        }
    };
}

actions! {
    /// Know who one is.
    WhoAmI Room [DutyOfficer Sponsor DistrictOfficer Commander Principal Authority Investigator Partner Administrator],
    /// Follow what changes.
    Follow Room [DutyOfficer Sponsor DistrictOfficer Commander Principal Authority Investigator Partner],
    /// Say where messages for oneself go: for those to whom any are sent.
    KeepOwnAddress Room [DutyOfficer Sponsor DistrictOfficer Commander Principal Authority],
    /// Say where messages for an agency's systems go.
    KeepWebhooks Room [Administrator],
    /// List people.
    ListPeople Room [Administrator],
    /// Let somebody act here.
    EnrolPerson Room [Administrator],
    /// Let somebody act here no more.
    DismissPerson Room [Administrator],
    /// Destroy somebody's data on lawful request.
    ErasePerson Room [Administrator],
    /// List the movements one has to do with.
    ListMovements Room [DutyOfficer Sponsor DistrictOfficer Commander Principal Authority Investigator Partner],
    /// Read one.
    ReadMovement Movement [DutyOfficer Sponsor DistrictOfficer Commander Principal Authority Investigator Partner],
    /// Ask for a movement, or for a standing permission.
    RequestMovement Room [DutyOfficer Sponsor],
    /// Start one at once, uncleared.
    StartUrgent Room [DutyOfficer Sponsor Commander Authority],
    /// Record one seen on the road.
    ObserveDeparture Room [DutyOfficer DistrictOfficer Commander Authority],
    /// Plan a run of a standing movement.
    PlanRun Movement [DutyOfficer Sponsor],
    /// Change the order.
    Amend Movement [DutyOfficer Sponsor],
    /// Look up the ways a movement could drive.
    ReadWays Movement [DutyOfficer Sponsor Commander Authority],
    /// Plan the way it drives.
    PlanRoute Movement [DutyOfficer Sponsor],
    /// Draw way and hour by lot.
    Draw Movement [DutyOfficer],
    /// Add to a draw, so that nobody alone decides it.
    ContributeToDraw Movement [Sponsor Commander Authority],
    /// Give evidence.
    Report Movement [DutyOfficer Sponsor Commander],
    /// Tell a party the days.
    GiveEarlyNotice Movement [DutyOfficer],
    /// Tell a party hour and route.
    GiveLateNotice Movement [DutyOfficer],
    /// Answer a notice, or record an answer by telephone.
    AnswerNotice Movement [DutyOfficer DistrictOfficer],
    /// Record a call nobody answered.
    RecordVainCall Movement [DutyOfficer],
    /// Issue or refuse a no-objection certificate.
    IssueNoObjection Movement [DistrictOfficer Authority],
    /// Approve or refuse.
    Approve Movement [Authority],
    /// Make an exception to one rule; an attempt the rule does not allow goes on the record as refused.
    Waive Movement [Authority DutyOfficer],
    /// Take one back.
    RevokeWaiver Movement [Authority DutyOfficer],
    /// Evaluate the rules.
    Clear Movement [DutyOfficer Sponsor Authority],
    /// Say what stands at the gate.
    CheckGate Movement [DutyOfficer Commander],
    /// Let it go.
    AuthoriseDeparture Movement [DutyOfficer Authority],
    /// Record its arrival.
    Arrive Movement [DutyOfficer Commander],
    /// Close its file.
    Close Movement [DutyOfficer],
    /// Call it off.
    Cancel Movement [DutyOfficer Sponsor],
    /// Say what those under way choose.
    Choose Movement [DutyOfficer Commander],
    /// Review an urgent departure.
    ReviewUrgent Movement [DutyOfficer Authority Investigator],
    /// Open a case about it.
    OpenCase Movement [DutyOfficer Authority],
    /// Read who was to be told of it outside the open pages, and who was.
    ReadMessages Movement [DutyOfficer],
    /// Ask who has seen it.
    ReadSights Movement [Investigator Principal],
    /// Take what is on the record about it, with proofs.
    Extract Movement [DutyOfficer Authority Investigator],
    /// Read the areas and their alert levels.
    ReadAreas Room [DutyOfficer Authority],
    /// Set an area's alert level, have it stand fast.
    SetAlertLevel Room [DutyOfficer Authority],
    /// Release an area.
    Release Room [DutyOfficer Authority],
    /// Read how predictable movements have been: a sponsor their own agency's.
    ReadHabits Room [DutyOfficer Sponsor],
    /// Read the dangers in the picture.
    ReadDangers Room [DutyOfficer Sponsor Commander Authority],
    /// Report a danger on the roads.
    ReportDanger Room [DutyOfficer DistrictOfficer Commander Authority],
    /// Take a danger out of the picture.
    LiftDanger Room [DutyOfficer Authority],
    /// Read which road networks are at hand.
    ReadNetworks Room [DutyOfficer Authority],
    /// Look at the map of the network in force: its roads and places, and nothing of any movement.
    ReadMap Room [DutyOfficer Sponsor DistrictOfficer Commander Principal Authority Investigator Partner Administrator],
    /// Take a road network into force.
    AdoptNetwork Room [Authority],
    /// Read which devices may report from the road.
    ReadDevices Room [DutyOfficer Administrator],
    /// Let a device report from the road.
    EnrolDevice Room [DutyOfficer],
    /// Let a device report no more.
    RevokeDevice Room [DutyOfficer Administrator],
    /// Write down what somebody said by radio, telephone or short message.
    ReportByVoice Room [DutyOfficer],
    /// Take back what was written down as said by voice.
    TakeBackVoice Movement [DutyOfficer],
    /// Read when nothing will be heard but by voice.
    ReadSilences Room [DutyOfficer Authority],
    /// Plan for a silence, with calls by voice.
    AnnounceSilence Room [DutyOfficer Authority],
    /// End a silence before its time.
    LiftSilence Room [DutyOfficer Authority],
    /// Agree with somebody of the detail or a principal on the words and PINs of duress.
    AgreeOnWords Room [DutyOfficer],
    /// Read of duress: duty officers, and of others those whom they called.
    ReadDuress Room [DutyOfficer DistrictOfficer Commander Authority],
    /// Say that one is well, by PIN.
    CheckIn Movement [Commander Principal],
    /// Put the question that was agreed on.
    Challenge Movement [DutyOfficer],
    /// Write down what was answered.
    AnswerChallenge Movement [DutyOfficer],
    /// Have somebody know of duress.
    CallResponder Movement [DutyOfficer],
    /// Confirm that a convoy was given over, or taken over, at a district boundary.
    ConfirmHandOver Movement [DutyOfficer Commander DistrictOfficer],
    /// See where everything is that is under way and that one has to do with.
    ReadConvoys Room [DutyOfficer Commander Authority],
    /// See where a movement's vehicles and people are: a district officer once an alert about it went up to them.
    ReadPositions Movement [DutyOfficer DistrictOfficer Commander Authority],
    /// Read how a movement is watched, and what of it is not.
    ReadWatch Movement [DutyOfficer Commander Authority],
    /// Go through the past of a movement: where its vehicles were, and whether the same is found again.
    ReadPast Movement [DutyOfficer Commander Authority Investigator],
    /// Ask where one person's device was, for a case.
    AskSearch Room [Investigator Authority],
    /// Approve or refuse a search that somebody else asked for.
    AnswerSearch Room [Authority],
    /// Read which searches one asked for: an authority, all.
    ReadSearches Room [Investigator Authority],
    /// Read what a search found that one asked for and somebody else approved.
    ReadSearchTrack Room [Investigator Authority],
    /// Read open alerts: a commander those about the movements they command.
    ReadAlerts Room [DutyOfficer DistrictOfficer Commander Authority],
    /// Take an alert.
    AcknowledgeAlert Room [DutyOfficer DistrictOfficer Commander Authority],
    /// Close an alert.
    CloseAlert Room [DutyOfficer],
    /// Read the account of alerts: how many, and what became of them.
    ReadAlertAccount Room [DutyOfficer Authority Investigator],
    /// Take alerts as CAP, with a movement's number and nothing more.
    ReadAlertFeed Room [DutyOfficer Authority],
    /// Read who has the watch, and what it is signed over with.
    ReadShift Room [DutyOfficer Authority],
    /// Sign the watch over, or take it.
    ChangeShift Room [DutyOfficer],
    /// Say what is known of a thing several movements use.
    Register Room [DutyOfficer],
    /// Read the rulebooks in force.
    ReadRulebooks Room [DutyOfficer Sponsor Commander Authority Investigator],
    /// Take rulebooks into force.
    AdoptRulebooks Room [Authority],
    /// Take the latest checkpoint.
    ReadCheckpoint Room [DutyOfficer Authority Investigator Partner Administrator],
}

/// Whether a role may do this with anything at all.
#[must_use]
pub fn may_at_all(role: Role, action: Action) -> bool {
    action.roles().contains(&role)
}

/// Whether a viewer may do this to this movement.
///
/// # Errors
/// How to answer if not. Whoever has no tie to the movement is told that it is not there, whatever they asked.
pub fn may(
    state: &State,
    viewer: &Viewer,
    action: Action,
    movement: Known<'_>,
    now: Instant,
) -> Result<Tie, Denied> {
    let tie = tie(state, viewer, movement, now).ok_or(Denied::Hidden)?;
    if may_at_all(viewer.role, action) { Ok(tie) } else { Err(Denied::Forbidden) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_somebodys_and_none_is_the_systems() {
        for action in Action::ALL {
            assert!(!action.roles().is_empty(), "{action:?} is nobody's");
            assert!(!may_at_all(System, *action), "{action:?} is the system's");
        }
    }

    #[test]
    fn an_administrator_has_no_say_over_movements() {
        for action in Action::ALL.iter().filter(|action| action.scope() == Scope::Movement) {
            assert!(!may_at_all(Administrator, *action), "{action:?}");
        }
    }

    #[test]
    fn a_partner_changes_nothing() {
        let theirs: Vec<_> = Action::ALL.iter().filter(|action| may_at_all(Partner, **action)).collect();
        assert_eq!(
            theirs,
            [
                &Action::WhoAmI,
                &Action::Follow,
                &Action::ListMovements,
                &Action::ReadMovement,
                &Action::ReadMap,
                &Action::ReadCheckpoint
            ]
        );
    }
}
