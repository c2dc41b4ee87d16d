//! What is shown: one shape for every viewer, with what their parts do not show left out.

mod convoy;
mod danger;
mod device;
mod duress;
mod fact;
mod file;
mod habits;
mod handover;
mod history;
mod line;
mod movement;
mod outcome;
mod party;
mod room;
mod search;
pub mod shapes;
mod shift;
mod text;
mod voice;
mod watch;

use std::{collections::BTreeSet, ops::Bound};

use conduct::{Filed, Known, Movement, State, movement::Kind};
use model::{
    Instant, Path, Word,
    id::{AlertId, MovementId},
};

pub use convoy::{ConvoyView, convoys};
pub use danger::{DangerView, dangers};
pub use device::{DeviceView, LastHeard, Latest, PositionView, devices, positions, sight_of_positions};
pub use duress::{CallableView, DuressView, counts_duress, duress};
pub use fact::{FactView, Said};
pub use file::FileLine;
pub use habits::{HabitView, MeterView, habit_views};
pub use handover::HandOverView;
pub use history::{HappenedView, changes, happened};
pub use line::Line;
pub use movement::{ApprovalView, AskedView, GateView, MovementView, PermissionView, WaiverView};
pub use outcome::{OutcomeView, RuleView, RulingView, StepView};
pub use party::{AnswerView, NoticeView, PartyView};
pub use room::{AlertView, AreaView, ClimbView, PersonView, alerts, areas, people};
pub use search::{SearchView, searches};
pub use shift::{OfficerView, OpenAlert, OpenMovement, ShiftView, shift};
pub use text::{ActorView, Text, Texts};
pub use voice::{SilenceView, SpokenView, silences};
pub use watch::{AheadView, SilentView, UnwatchedView, WatchView};

use crate::{Part, Tie, Viewer, parts, tie};

/// What a viewer has to do with a movement, and what that shows.
#[derive(Clone, Debug)]
pub struct Sight {
    /// The tie.
    pub tie: Tie,
    /// The parts.
    pub parts: BTreeSet<Part>,
    /// The permission it runs under, if that exists for the viewer too.
    pub permission: Option<MovementId>,
    /// Whether the viewer may know of duress in it.
    pub knows_of_duress: bool,
}

/// What a viewer sees of a movement now; `None` if it does not exist for them.
#[must_use]
pub fn sight(state: &State, viewer: &Viewer, movement: Known<'_>, now: Instant) -> Option<Sight> {
    let tie = tie(state, viewer, movement, now)?;
    let parts = parts(state, &tie, movement, now);
    let permission = match movement.kind() {
        Kind::Run(standing) => {
            state.known(standing).filter(|it| crate::tie(state, viewer, *it, now).is_some())
        }
        _ => None,
    };
    // Of a file that was closed it is over: it could not be closed before.
    let knows_of_duress = match movement {
        Known::Whole(movement) => conduct::duress::knows(movement, viewer.person, viewer.role),
        Known::Filed(..) => matches!(tie, Tie::Room | Tie::Case),
    };
    Some(Sight { tie, parts, permission: permission.map(Known::id), knows_of_duress })
}

/// Every movement that exists for a viewer and whose file is not closed, the newest first.
pub fn movements<'a>(
    state: &'a State,
    viewer: &'a Viewer,
    now: Instant,
) -> impl Iterator<Item = (&'a Movement, Sight)> {
    let newest_first = state.movements.values().rev();
    newest_first.filter_map(move |movement| {
        let movement: &Movement = movement;
        Some((movement, sight(state, viewer, movement.into(), now)?))
    })
}

/// The closed files that exist for a viewer, of the movements asked for before `before`, the newest first.
pub fn filed<'a>(
    state: &'a State,
    viewer: &'a Viewer,
    before: Option<MovementId>,
    now: Instant,
) -> impl Iterator<Item = (MovementId, &'a Filed, Sight)> {
    let end = before.map_or(Bound::Unbounded, Bound::Excluded);
    let newest_first = state.filed.range((Bound::Unbounded, end)).rev();
    newest_first.filter_map(move |(id, filed)| {
        Some((*id, &**filed, sight(state, viewer, Known::Filed(*id, filed), now)?))
    })
}

/// The closed file of this number, if it exists for a viewer.
#[must_use]
pub fn filed_as<'a>(
    state: &'a State,
    viewer: &Viewer,
    number: &Word,
    now: Instant,
) -> Option<(MovementId, &'a Filed, Sight)> {
    let id = *state.numbers.get(number)?;
    let filed = state.filed.get(&id)?;
    Some((id, filed, sight(state, viewer, Known::Filed(id, filed), now)?))
}

impl Sight {
    /// Whether it shows this part.
    #[must_use]
    pub fn shows(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }

    /// Whether it shows the whole way, with its points and the hours at them: a district is shown its own section.
    #[must_use]
    pub fn shows_the_way(&self) -> bool {
        self.shows(Part::Schedule) && !matches!(self.tie, Tie::District { .. })
    }

    /// Whether it shows this alert of its movement: a district officer is shown those that went up to them.
    #[must_use]
    pub fn shows_alert(&self, alert: AlertId) -> bool {
        let went_up = match &self.tie {
            Tie::District { called, .. } => called.contains(&alert),
            _ => true,
        };
        self.shows(Part::Picture) && went_up
    }

    /// Whether it shows this fact.
    #[must_use]
    pub fn shows_fact(&self, path: &Path) -> bool {
        fact::is_shown(path, self)
    }

    /// Whether it shows every fact there can be: what is concluded from all of them gives nothing away then.
    #[must_use]
    pub fn shows_every_fact(&self) -> bool {
        let holds_facts = |part: &Part| !matches!(part, Part::Window | Part::OwnParty);
        Part::ALL.into_iter().filter(holds_facts).all(|part| self.shows(part))
    }

    /// The same sight of some parts only: what is noted of somebody who was shown no more.
    #[must_use]
    pub fn only(mut self, parts: &[Part]) -> Self {
        self.parts.retain(|part| parts.contains(part));
        self
    }
}
