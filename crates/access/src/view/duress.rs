//! Duress, for those few who may know of it.

use conduct::{
    Movement, State,
    duress::{Duress, knows},
};
use model::{
    Instant, Path, Word,
    id::{AlertId, MovementId, PersonId},
    party::Role,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{SpokenView, Texts, shapes, voice};
use crate::{Action, Viewer, may_at_all};

/// Somebody who is, or may be, under duress.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct DuressView {
    /// The movement.
    #[schema(value_type = String, format = "uuid")]
    pub movement: MovementId,
    /// Its number.
    #[schema(value_type = String)]
    pub number: Word,
    /// Who signalled it; nobody where somebody was only asked so far.
    pub signalled: Vec<SignalledBy>,
    /// Who was asked what was agreed on, and by when they are to answer.
    pub asked: Vec<AskedOf>,
    /// Where it was last, as was said by voice.
    pub last_heard: Option<SpokenView>,
    /// Who was called.
    pub called: Vec<CallableView>,
    /// Who could be called, for duty officers.
    pub could_be_called: Vec<CallableView>,
}

/// Somebody who signalled duress and has answered no challenge since.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct SignalledBy {
    /// Who, as orders name them.
    #[schema(value_type = String)]
    pub of: Path,
    /// The alert about it.
    #[schema(value_type = String, format = "uuid")]
    pub alert: AlertId,
    /// How it became known first: `word`, `pin`, `challenge-missed` or `challenge-failed`.
    #[schema(value_type = shapes::DuressSignal)]
    pub by: &'static str,
    /// Since when.
    #[schema(format = DateTime)]
    pub since: String,
}

/// Somebody who was asked.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct AskedOf {
    /// Who, as orders name them.
    #[schema(value_type = String)]
    pub of: Path,
    /// By when they are to answer.
    #[schema(format = DateTime)]
    pub due: String,
    /// What they were asked, for duty officers.
    pub question: Option<String>,
}

/// Somebody who was or could be called.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub struct CallableView {
    /// By identifier.
    #[schema(value_type = String, format = "uuid")]
    pub person: PersonId,
    /// In what role.
    #[schema(value_type = shapes::Role)]
    pub role: &'static str,
    /// For which agency.
    #[schema(value_type = String)]
    pub agency: Word,
    /// By name, if the name is still kept.
    pub name: Option<String>,
}

/// Every movement in which somebody is, or may be, under duress, as far as the viewer may know.
#[must_use]
pub fn duress(state: &State, viewer: &Viewer, texts: &dyn Texts) -> Vec<DuressView> {
    let may = may_at_all(viewer.role, Action::ReadDuress);
    let in_doubt = state.movements.values().filter(|movement| movement.is_in_doubt());
    let known = in_doubt.filter(|movement| may && knows(movement, viewer.person, viewer.role));
    known.map(|movement| DuressView::of(state, movement, viewer, texts)).collect()
}

/// Whether an account of alerts counts duress to a viewer: to duty officers, who always know of it. To nobody else, though an
/// authority and an investigator may know of duress that is over: a count that went back while somebody is in doubt again would
/// say that somebody is.
#[must_use]
pub fn counts_duress(viewer: &Viewer) -> bool {
    viewer.role == Role::DutyOfficer
}

impl DuressView {
    fn of(state: &State, movement: &Movement, viewer: &Viewer, texts: &dyn Texts) -> Self {
        let calls = viewer.role == Role::DutyOfficer && !movement.duress.is_empty();
        let read = |id: &PersonId| {
            state.people.get(id).map(|person| CallableView {
                person: *id,
                role: person.role.word(),
                agency: person.agency.clone(),
                name: texts.words(person.name),
            })
        };
        let signalled = |(of, duress): (&Path, &Duress)| SignalledBy {
            of: of.clone(),
            alert: duress.alert,
            by: duress.by.word(),
            since: duress.since.to_string(),
        };
        let could = |id: &PersonId| {
            !movement.responders.contains(id) && conduct::duress::could_be_called(state, movement, *id)
        };
        DuressView {
            movement: movement.id,
            number: movement.number.clone(),
            signalled: movement.duress.iter().map(signalled).collect(),
            asked: movement
                .challenged
                .iter()
                .map(|(of, due)| asked(state, viewer, of, *due, texts))
                .collect(),
            last_heard: movement.heard.last().map(|last| voice::spoken(last, Some(texts))),
            called: movement.responders.iter().filter_map(read).collect(),
            could_be_called: state.people.keys().filter(|id| calls && could(id)).filter_map(read).collect(),
        }
    }
}

fn asked(state: &State, viewer: &Viewer, of: &Path, due: Instant, texts: &dyn Texts) -> AskedOf {
    let puts = may_at_all(viewer.role, Action::Challenge);
    let question = state.agreed.get(of).filter(|_| puts).and_then(|agreed| texts.words(agreed.on.question));
    AskedOf { of: of.clone(), due: due.to_string(), question }
}
