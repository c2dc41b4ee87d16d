//! The worlds explored. Each leaves some commands out, so that the rest can be tried in every order; the last
//! two leave out none.
//!
//! Bounds: steps of the clock, words of the first laboratory, revisions of the order, waivers granted; the
//! second laboratory speaks once, a permission is amended once, one urgent movement starts. Within them every
//! world is finite, and explored to its last state.

use crate::{
    small::{Limits, Small},
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
    Small::single(Limits { ticks: 2, proofs: 2, revisions: 1, waivers: 1 }, &[Accept(0)], STEPS)
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
    Small::single(Limits { ticks: 1, proofs: 2, revisions: 2, waivers: 0 }, PRELUDE, STEPS)
}

/// Somebody starts at once, somebody leaves without asking, while the area stands fast or does not.
pub fn road() -> Small {
    const STEPS: &[Step] = &[
        StartUrgent,
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
    Small::single(Limits { ticks: 1, proofs: 1, revisions: 1, waivers: 0 }, PRELUDE, STEPS)
}

/// A run: its permission is approved, refused, amended, called off.
pub fn run() -> Small {
    const STEPS: &[Step] = &[
        Approve(true),
        Approve(false),
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
    Small::run(Limits { ticks: 1, proofs: 1, revisions: 1, waivers: 1 }, PRELUDE, STEPS)
}

/// Everything at once.
pub fn everything() -> Small {
    const STEPS: &[Step] = &[
        Accept(0),
        Accept(1),
        Object(1),
        Prove,
        Dispute,
        WaiveAsAuthority,
        WaiveAsDutyOfficer,
        MoveOut,
        GateAgrees,
        GateSeesStranger,
        StandFast(0),
        Release(0),
        Clear,
        Authorise,
        StartUrgent,
        Observe,
        Cancel,
        Advance,
        Tick,
    ];
    Small::single(Limits { ticks: 1, proofs: 1, revisions: 2, waivers: 1 }, &[], STEPS)
}

/// Everything at once, for a run.
pub fn everything_of_a_run() -> Small {
    const STEPS: &[Step] = &[
        Accept(1),
        Object(1),
        Prove,
        WaiveAsAuthority,
        WaiveAsDutyOfficer,
        GateAgrees,
        GateSeesStranger,
        StandFast(0),
        Release(0),
        Approve(true),
        Approve(false),
        EndPermission,
        AmendPermission,
        Clear,
        Authorise,
        Observe,
        Advance,
        Tick,
    ];
    Small::run(Limits { ticks: 1, proofs: 1, revisions: 2, waivers: 1 }, &[Accept(0)], STEPS)
}
