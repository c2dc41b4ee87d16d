//! Planned silence: mobile service is cut, a jammer travels along, a valley has no coverage. Trackers then say nothing, and
//! that says nothing; so those under way call by voice, and a call that is not made is what somebody has to know of.

use imbl::Vector;
use model::{Dossier, Instant, Span, Word, id::MovementId};
use serde::{Deserialize, Serialize};

use crate::{Movement, Stage, State, dossier, watched::Deaf};

/// How long after its hour a call may come. Ours: a call over the radio is tried three times, and typed.
pub const GRACE: Span = Span::minutes(5);
/// How long whoever heard calls while the room was down, by ear, has to write them down at least. Ours: two minutes, as vehicles have to
/// come back.
const COMES_BACK: Span = Span::minutes(2);
/// The shortest time between two calls; ours: twice the grace, so that a call is never that of two hours.
pub const OFTENEST: Span = Span::minutes(10);
/// The longest time between two calls; ours: a convoy drives out of a district in it.
pub const SELDOMEST: Span = Span::hours(4);
/// The longest silence; ours: the ten days of a shutdown in Muharram, and as long again.
pub const LONGEST: Span = Span::hours(20 * 24);
/// The most silences at a time.
pub const MOST: usize = 500;

/// What a silence lies over.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Over {
    /// One movement: its own jammer, its dead ground.
    Movement(MovementId),
    /// Every movement that touches this area.
    Area(Word),
}

/// Why nothing will be heard.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SilenceWhy {
    /// Mobile service is cut on purpose.
    Shutdown,
    /// A jammer runs.
    Jamming,
    /// There is no coverage.
    DeadGround,
}

impl SilenceWhy {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            SilenceWhy::Shutdown => "shutdown",
            SilenceWhy::Jamming => "jamming",
            SilenceWhy::DeadGround => "dead-ground",
        }
    }
}

/// A silence that is planned for.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silence {
    /// What it lies over.
    pub over: Over,
    /// From when.
    pub from: Instant,
    /// Until when.
    pub until: Instant,
    /// Why.
    pub why: SilenceWhy,
    /// How often those under way call, counted from its beginning.
    pub every: Span,
}

/// A silence, and how far its calls were looked at.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silent {
    /// The silence.
    pub silence: Silence,
    /// The hour of the next call that nobody has looked at.
    pub next_call: Instant,
}

impl Silence {
    /// Whether its times make sense.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let length = self.until.since(self.from);
        (OFTENEST..=SELDOMEST).contains(&self.every) && self.every <= length && length <= LONGEST
    }

    /// The first call's hour after `at`.
    #[must_use]
    pub fn call_after(&self, at: Instant) -> Instant {
        let passed = at.since(self.from).0.max(0);
        let calls = passed / self.every.0.max(1) + 1;
        self.from.saturating_add(Span(calls.saturating_mul(self.every.0)))
    }

    /// The movement it lies over, if it is one's.
    #[must_use]
    pub fn movement(&self) -> Option<MovementId> {
        match self.over {
            Over::Movement(movement) => Some(movement),
            Over::Area(_) => None,
        }
    }

    /// Whether one of its calls is of this hour.
    #[must_use]
    pub fn calls_at(&self, at: Instant) -> bool {
        let since = at.since(self.from).0;
        since > 0 && since % self.every.0.max(1) == 0
    }

    /// Whether somebody was heard for the call of an hour: from half way after the last call on, until its grace is over. An
    /// earlier word says too little of how it is by then. `deaf`: when the room heard nothing.
    #[must_use]
    pub fn answers(&self, call: Instant, heard: Instant, deaf: &Vector<Deaf>) -> bool {
        let from = call.saturating_add(Span(-self.every.0 / 2));
        from < heard && heard <= grace_ends(call, deaf)
    }

    /// The hours whose calls somebody made that was heard at a moment: one, but for those of when the room heard nothing.
    pub(crate) fn answered_by(&self, heard: Instant, deaf: &Vector<Deaf>) -> Vec<Instant> {
        let before = heard.saturating_add(Span(self.every.0 / 2));
        let hours =
            std::iter::successors(Some(self.call_after(self.from)), |call| Some(self.call_after(*call)));
        hours.take_while(|call| *call < before).filter(|call| self.answers(*call, heard, deaf)).collect()
    }
}

/// Until when the call of an hour may come. Its grace counts while the room hears; and where that was down meanwhile it is not over before
/// there was time to write down what was heard. All such time together is no longer than the grace: whoever is down again and again
/// misses calls all the same.
fn grace_ends(call: Instant, deaf: &Vector<Deaf>) -> Instant {
    let (mut hears, mut ends, mut left) = (call, call.saturating_add(GRACE), GRACE.0);
    let since: Vec<&Deaf> = deaf.iter().rev().take_while(|down| down.until > call).collect();
    for down in since.into_iter().rev() {
        if down.until <= hears || ends <= down.from {
            continue;
        }
        let lasted = down.until.since(down.from.max(hears));
        let counted = ends.saturating_add(lasted);
        let more = down.until.saturating_add(COMES_BACK).since(counted).0.clamp(0, left);
        (hears, ends, left) = (down.until, counted.saturating_add(Span(more)), left - more);
    }
    ends
}

impl Silent {
    /// When time alone next changes something: the grace of a call is over, or the silence is. `deaf`: when the room heard nothing.
    #[must_use]
    pub fn next_due(&self, deaf: &Vector<Deaf>) -> Instant {
        match self.calls_on() {
            Some(call) => grace_ends(call, deaf),
            None => {
                let last = self.next_call.saturating_add(Span(-self.silence.every.0));
                self.silence.until.max(grace_ends(last, deaf))
            }
        }
    }

    /// The next call's hour, if there is another one before its end.
    #[must_use]
    pub fn calls_on(&self) -> Option<Instant> {
        (self.next_call <= self.silence.until).then_some(self.next_call)
    }
}

/// Whether somebody was heard at the hour of a call, give or take the grace.
#[must_use]
pub fn is_near(call: Instant, heard: Instant) -> bool {
    call.saturating_add(Span(-GRACE.0)) < heard && heard <= call.saturating_add(GRACE)
}

/// Whether a silence lies over a movement.
#[must_use]
pub fn lies_over(state: &State, silence: &Silence, movement: &Movement) -> bool {
    match &silence.over {
        Over::Movement(id) => *id == movement.id,
        // What cannot be put together may touch any area.
        Over::Area(area) => {
            dossier::dossier(state, movement).map_or(true, |facts| dossier::Touched::of(&facts).meets(area))
        }
    }
}

/// The silences that lie over a movement, whose facts these are.
pub fn over<'s>(state: &'s State, movement: &Movement, facts: &Dossier) -> impl Iterator<Item = &'s Silence> {
    let (id, touched) = (movement.id, dossier::Touched::of(facts));
    state.silences.values().map(|silent| &silent.silence).filter(move |silence| match &silence.over {
        Over::Movement(other) => *other == id,
        Over::Area(area) => touched.meets(area),
    })
}

/// The movements that owe the call of an hour: under way by then, and not heard for it.
pub(crate) fn owing(state: &State, silent: &Silent, call: Instant) -> Vec<MovementId> {
    let owes = |movement: &&Movement| {
        let left = movement.departed.is_some_and(|left| left <= call);
        let heard =
            movement.heard.iter().any(|spoken| silent.silence.answers(call, spoken.stated_at, &state.deaf));
        matches!(movement.stage, Stage::UnderWay(_))
            && left
            && !heard
            && lies_over(state, &silent.silence, movement)
    };
    let open = state.open.iter().filter_map(|id| state.movement(*id)).map(AsRef::as_ref);
    open.filter(owes).map(|movement| movement.id).collect()
}
