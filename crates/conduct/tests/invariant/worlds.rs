//! The worlds explored, each to its last state.
//!
//! The last two hold together what the promise names: two rules, two districts, expiring facts, steps of the clock,
//! urgent and unauthorised departures, and, for a run, two authorities. The others take a part of that and try every
//! other command around it; between them they send every command there is but the requests that open a movement,
//! which come before. No world sends all of them at once: 33 steps together were not exhausted in five minutes of
//! processor.
//!
//! One bound is left: how often the clock steps. Whatever else is repeated leads back to where it was (see
//! [`View`](crate::view::View)), so a world ends of itself. The second movement, the urgent one, starts once.

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

/// What the promise names, all of it in one world: both districts answer, evidence and a waiver expire as the clock
/// steps, both who may waive and who may not try, one leaves at once and one without asking.
pub fn everything() -> Small {
    const STEPS: &[Step] = &[
        Accept(0),
        Accept(1),
        Object(1),
        Prove,
        Dispute,
        WaiveAsAuthority,
        WaiveAsDutyOfficer,
        GateAgrees,
        Clear,
        Authorise,
        StartUrgent,
        Observe,
        Advance,
        Tick,
    ];
    Small::single(1, &[], STEPS)
}

/// The same for a run, of whose permission two authorities speak.
pub fn everything_of_a_run() -> Small {
    const STEPS: &[Step] = &[
        Accept(0),
        Accept(1),
        Object(1),
        Prove,
        WaiveAsAuthority,
        GateAgrees,
        Approve(0, true),
        Approve(0, false),
        Approve(1, true),
        Approve(1, false),
        EndPermission,
        Clear,
        Authorise,
        StartUrgent,
        Observe,
        Advance,
        Tick,
    ];
    Small::run(1, &[], STEPS)
}
