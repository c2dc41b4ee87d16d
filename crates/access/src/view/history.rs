//! What happened to a movement, as far as a sight shows it.

use std::collections::BTreeSet;

use conduct::{Event, What, command::Statement, voice::Spoken};
use model::{Instant, Path};
use serde::Serialize;
use utoipa::ToSchema;

use super::{ActorView, Sight, Texts, fact, voice};
use crate::{Part, Tie};

/// Something that happened.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct HappenedView {
    /// The entry of the record.
    pub entry: u64,
    /// When it was recorded.
    #[schema(format = DateTime)]
    pub recorded_at: String,
    /// The entry's type, such as `notice-answered`.
    pub what: String,
    /// By whom, for those who are shown the detail or whose own party it concerns.
    pub by: Option<ActorView>,
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
        let facts = shown(&event.what, sight)?;
        let knows_who = sight.shows(Part::Detail) || party(&event.what).is_some();
        Some(HappenedView {
            entry,
            recorded_at: recorded_at.to_string(),
            what: event.what.kind().to_owned(),
            by: knows_who.then(|| ActorView::of(&event.by, texts)),
            facts,
        })
    }
}

/// Whether a sight shows that an event of its movement happened.
#[must_use]
pub fn happened(event: &Event, sight: &Sight) -> bool {
    shown(&event.what, sight).is_some()
}

/// Whether what a sight shows may look otherwise after an event of its movement: it shows the event, or the stage
/// the event can change.
#[must_use]
pub fn changes(event: &Event, sight: &Sight) -> bool {
    let stage = matches!(
        event.what,
        What::ClearanceEvaluated(_)
            | What::DepartureAuthorised(_)
            | What::UrgentStarted { .. }
            | What::HeldToStandFast { .. }
    );
    happened(event, sight) || (stage && sight.shows(Part::Number))
}

/// The party an event is about, if it is about one.
fn party(what: &What) -> Option<&Path> {
    match what {
        What::EarlyNoticeGiven { party, .. }
        | What::LateNoticeGiven { party, .. }
        | What::NoticeAnswered { party, .. }
        | What::CallDue { party, .. }
        | What::CallWasVain { party, .. }
        | What::NoObjectionIssued { party, .. } => Some(party),
        _ => None,
    }
}

/// The facts a sight is told an event was about; `None` if it is not shown the event. One that no arm names is shown
/// to nobody.
fn shown(what: &What, sight: &Sight) -> Option<Vec<String>> {
    if what.is_of_duress() {
        return sight.knows_of_duress.then(Vec::new);
    }
    if let Some(party) = party(what) {
        let is_own = matches!(&sight.tie, Tie::District { own, .. } if own.contains(party));
        let own = sight.shows(Part::OwnParty) && is_own;
        return (own || sight.shows(Part::Parties)).then(|| vec![party.to_string()]);
    }
    if let What::HandOverConfirmed { from, into, .. } | What::HandOverOverdue { from, into, .. } = what {
        // Either side's own, once it was told hour and route.
        let own = |late: &BTreeSet<Path>| late.contains(from) || late.contains(into);
        let knows = matches!(&sight.tie, Tie::District { late, .. } if own(late));
        return (knows || sight.shows(Part::Parties)).then(|| vec![into.to_string()]);
    }
    let part = match what {
        What::MovementRequested { .. }
        | What::DepartureObserved { .. }
        | What::Arrived { .. }
        | What::Closed { .. }
        | What::Cancelled { .. } => Part::Number,
        What::OrderAmended { statements, drop, .. } => return facts(statements, drop, sight),
        // Where a way leads is told as the districts it adds are: nobody learns of a new way who is not shown all of it.
        What::RoutePlanned { .. }
        | What::RouteTouched { .. }
        | What::HandOversPlanned { .. }
        | What::DrawCommitted { .. }
        | What::DrawContributed { .. }
        | What::DrawRevealed { .. } => {
            return sight.shows_the_way().then(Vec::new);
        }
        What::FactsReported { statements, .. } => return facts(statements, &[], sight),
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
        What::GateChecked { .. }
        | What::SilenceAnnounced { .. }
        | What::SilenceLifted { .. }
        | What::VoiceCallsChecked { .. } => Part::Detail,
        // Where it is, is for those who see its vehicles.
        What::VoiceReported { point, .. } | What::VoiceTakenBack { spoken: Spoken { point, .. }, .. } => {
            let at = point.iter().map(|point| format!("points[{point}]")).collect();
            return voice::is_heard(point.as_ref(), sight).then_some(at);
        }
        What::AlertRaised { alert, .. }
        | What::AlertChanged { alert, .. }
        | What::AlertEscalated { alert, .. }
        | What::AlertWithdrawn { alert, .. } => return sight.shows_alert(*alert).then(Vec::new),
        What::WentUnheard { .. } | What::CheckedIn { .. } => Part::Picture,
        // They name people.
        What::MessagesDue { .. } | What::MessageDelivered { .. } | What::MessageFailed { .. } => {
            return matches!(sight.tie, Tie::Room | Tie::Case).then(Vec::new);
        }
        // A case may be about those who travel or command.
        What::CaseOpened { .. } => return matches!(sight.tie, Tie::Room | Tie::Case).then(Vec::new),
        // They name people, and whoever works the case answers for them.
        What::SearchAsked { .. } | What::SearchAnswered { .. } | What::SearchRead { .. } => {
            return matches!(sight.tie, Tie::Case).then(Vec::new);
        }
        _ => return None,
    };
    sight.shows(part).then(Vec::new)
}

/// The facts that are shown; nothing if none is.
fn facts(statements: &[Statement], dropped: &[Path], sight: &Sight) -> Option<Vec<String>> {
    let said = statements.iter().map(|statement| &statement.path);
    let shown: Vec<String> =
        said.chain(dropped).filter(|path| fact::is_shown(path, sight)).map(ToString::to_string).collect();
    (!shown.is_empty()).then_some(shown)
}
