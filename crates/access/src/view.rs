//! What is shown: one shape for every viewer, with what their parts do not show left out.

mod fact;
mod history;
mod line;
mod movement;
mod outcome;
mod party;
mod room;
mod text;

use std::collections::BTreeSet;

use conduct::{Movement, State};
use model::Instant;

pub use fact::{FactView, Said};
pub use history::HappenedView;
pub use line::Line;
pub use movement::{ApprovalView, AskedView, GateView, MovementView, PermissionView, WaiverView};
pub use outcome::{OutcomeView, RuleView, RulingView, StepView};
pub use party::{AnswerView, NoticeView, PartyView};
pub use room::{AlertView, AreaView, PersonView, alerts, areas, people};
pub use text::{ActorView, Text, Texts};

use crate::{Part, Tie, Viewer, parts, tie};

/// What a viewer has to do with a movement, and what that shows.
#[derive(Clone, Debug)]
pub struct Sight {
    /// The tie.
    pub tie: Tie,
    /// The parts.
    pub parts: BTreeSet<Part>,
}

/// What a viewer sees of a movement now; `None` if it does not exist for them.
#[must_use]
pub fn sight(state: &State, viewer: &Viewer, movement: &Movement, now: Instant) -> Option<Sight> {
    let tie = tie(state, viewer, movement, now)?;
    let parts = parts(state, &tie, movement, now);
    Some(Sight { tie, parts })
}

/// Every movement that exists for a viewer, the newest first.
pub fn movements<'a>(
    state: &'a State,
    viewer: &'a Viewer,
    now: Instant,
) -> impl Iterator<Item = (&'a Movement, Sight)> {
    let newest_first = state.movements.values().rev();
    newest_first.filter_map(move |movement| Some((&**movement, sight(state, viewer, movement, now)?)))
}

impl Sight {
    /// Whether it shows this part.
    #[must_use]
    pub fn shows(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }
}
