//! The worlds explored. Each leaves some commands out, so that the rest can be tried in every order; the last
//! two leave out none.
//!
//! Bounds: steps of the clock, words of the first laboratory, revisions of the order, waivers granted; the
//! second laboratory speaks once, a permission is amended once, one urgent movement starts. Within them every
//! world is finite, and explored to its last state.

use crate::{
    small::Small,
    steps::Step::{self, *},
};

/// One district has accepted. The other answers, laboratories and authorities speak, hours pass.
pub fn evidence() -> Small {
    const STEPS: &[Step] = &[
        Accept(1),
        Object(1),
        Receive(1),
        Prove,
        Dispute,
        WaiveAsAuthority,
        WaiveAsDutyOfficer,
        Revoke,
        GateAgrees,
        Clear,
        Authorise,
        Arrive,
        Advance,
        Tick,
    ];
    Small::single(2, &[Accept(0)], STEPS)
}

/// Both have accepted, and the car is armoured until the next hour. The order changes, strangers stand at the
/// gate, an area stands fast, the clock is lost, somebody leaves without asking.
pub fn ground() -> Small {
    const STEPS: &[Step] = &[
        Prove,
        MoveOut,
        MoveBack,
        GateAgrees,
        GateSeesStranger,
        GateCountsWrong,
        StandFast(0),
        Release(0),
        LoseClock,
        Observe,
        Cancel,
        Clear,
        Authorise,
        Arrive,
        Advance,
        Tick,
    ];
    const PRELUDE: &[Step] = &[Accept(0), Accept(1), Prove];
    Small::single(1, PRELUDE, STEPS)
}

/// Somebody starts at once, somebody leaves without asking, while the area stands fast or does not; what is asked
/// and alarmed is answered, and files are closed.
pub fn road() -> Small {
    const STEPS: &[Step] = &[
        StartUrgent,
        Review,
        Choose,
        TakeAlert,
        CloseAlert,
        Close,
        Observe,
        Dispute,
        GateAgrees,
        StandFast(0),
        Release(0),
        Clear,
        Authorise,
        Arrive,
        Advance,
        Tick,
    ];
    const PRELUDE: &[Step] = &[Accept(0), Accept(1), Prove];
    Small::single(1, PRELUDE, STEPS)
}

/// A district is told, called, told again; the register speaks; a rule is switched off and on.
pub fn desk() -> Small {
    const STEPS: &[Step] = &[
        Accept(0),
        RenewNotice(0),
        TellHour(0),
        CallInVain(0),
        NoObjection(0),
        Register,
        SwitchOff,
        SwitchOn,
        GateAgrees,
        Clear,
        Authorise,
        Arrive,
        Advance,
        Tick,
    ];
    Small::single(1, &[Accept(1)], STEPS)
}

/// A run: its permission is approved, refused, amended, called off.
pub fn run() -> Small {
    const STEPS: &[Step] = &[
        Approve(0, true),
        Approve(0, false),
        Approve(1, true),
        Approve(1, false),
        EndPermission,
        AmendPermission,
        Prove,
        WaiveAsAuthority,
        GateAgrees,
        Clear,
        Authorise,
        Observe,
        Arrive,
        Advance,
        Tick,
    ];
    const PRELUDE: &[Step] = &[Accept(0), Accept(1)];
    Small::run(1, PRELUDE, STEPS)
}

/// Every command there is here, at once, in every order: a single journey.
pub fn everything() -> Small {
    Small::single(1, &[], EVERYTHING)
}

/// The same for a run, with what is said of its permission.
pub fn everything_of_a_run() -> Small {
    Small::run(1, &[], EVERYTHING)
}

/// For a single journey, those about a permission are not there to be sent.
const EVERYTHING: &[Step] = &[
    Accept(0),
    Accept(1),
    Object(0),
    Object(1),
    Receive(0),
    Receive(1),
    Prove,
    Dispute,
    WaiveAsAuthority,
    WaiveAsDutyOfficer,
    Revoke,
    MoveOut,
    MoveBack,
    GateAgrees,
    GateSeesStranger,
    GateCountsWrong,
    StandFast(0),
    StandFast(1),
    Release(0),
    Release(1),
    Approve(0, true),
    Approve(0, false),
    Approve(1, true),
    Approve(1, false),
    EndPermission,
    AmendPermission,
    Clear,
    Authorise,
    StartUrgent,
    Observe,
    Arrive,
    Cancel,
    Advance,
    Tick,
    LoseClock,
];
