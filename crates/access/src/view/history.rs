//! What happened to a movement, as far as a sight shows it.

use conduct::{Event, What, command::Statement};
use model::{Instant, Path};
use serde::Serialize;
use utoipa::ToSchema;

use super::{ActorView, Sight, Texts, fact};
use crate::{Part, Tie};

/// Something that happened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct HappenedView {
    /// The entry of the record.
    pub entry: u64,
    /// When it was recorded.
    pub recorded_at: String,
    /// The entry's type, such as `notice-answered`.
    pub what: String,
    /// By whom.
    pub by: ActorView,
    /// The facts it concerns, as far as they are shown.
    pub facts: Vec<String>,
}

impl HappenedView {
    /// An event of the movement a sight is of; `None` if the sight does not show it.
    #[must_use]
    pub fn of(
        entry: u64,
        recorded_at: Instant,
        event: &Event,
        sight: &Sight,
        texts: &dyn Texts,
    ) -> Option<Self> {
        let facts = match shown(&event.what, sight)? {
            Shown::Whole => Vec::new(),
            Shown::Facts(facts) => facts,
        };
        Some(HappenedView {
            entry,
            recorded_at: recorded_at.to_string(),
            what: event.what.kind().to_owned(),
            by: ActorView::of(&event.by, texts),
            facts,
        })
    }
}

enum Shown {
    Whole,
    Facts(Vec<String>),
}

/// What a sight shows of an event. One that no arm names is shown to nobody.
fn shown(what: &What, sight: &Sight) -> Option<Shown> {
    let part = match what {
        What::MovementRequested { .. }
        | What::DepartureObserved { .. }
        | What::Arrived { .. }
        | What::Closed { .. }
        | What::Cancelled { .. } => Part::Number,
        What::OrderAmended { statements, drop, .. } => return facts(statements, drop, sight),
        What::FactsReported { statements, .. } => return facts(statements, &[], sight),
        What::EarlyNoticeGiven { party, .. }
        | What::LateNoticeGiven { party, .. }
        | What::NoticeAnswered { party, .. }
        | What::CallDue { party, .. }
        | What::CallWasVain { party, .. }
        | What::NoObjectionIssued { party, .. } => {
            let own = sight.shows(Part::OwnParty) && matches!(&sight.tie, Tie::District(own) if own == party);
            return (own || sight.shows(Part::Parties)).then(|| Shown::Facts(vec![party.to_string()]));
        }
        What::Approved { .. }
        | What::WaiverGranted { .. }
        | What::WaiverRefused { .. }
        | What::WaiverRevoked { .. } => Part::Permissions,
        What::ClearanceEvaluated(_)
        | What::DepartureAuthorised(_)
        | What::DepartureRefused(_)
        | What::UrgentStarted { .. }
        | What::UrgentReviewed { .. }
        | What::ReviewOverdue { .. }
        | What::HeldToStandFast { .. }
        | What::DecisionAsked { .. }
        | What::Chosen { .. } => Part::Outcome,
        What::GateChecked { .. } => Part::Detail,
        What::AlertRaised { .. } | What::CaseOpened { .. } => Part::Picture,
        _ => return None,
    };
    sight.shows(part).then_some(Shown::Whole)
}

/// The facts that are shown; nothing if none is.
fn facts(statements: &[Statement], dropped: &[Path], sight: &Sight) -> Option<Shown> {
    let said = statements.iter().map(|statement| &statement.path);
    let shown: Vec<String> =
        said.chain(dropped).filter(|path| fact::is_shown(path, sight)).map(ToString::to_string).collect();
    (!shown.is_empty()).then_some(Shown::Facts(shown))
}
