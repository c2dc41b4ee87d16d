//! Who is told what outside the open pages: from what happened and what is known, and nothing else.
//!
//! Messages follow the event that causes them in the same transaction, so none is forgotten and none is sent for what
//! did not happen. Whoever did it knows; whoever has no address stands on the record as not told.

use std::collections::BTreeSet;

use model::{
    Instant, Path, Word,
    id::{MessageId, PersonId},
    party::Role,
};

use crate::{
    Event, Known, Movement, Person, Stage, State, What, World,
    dossier::spoken::DURESS,
    message::{About, Recipient},
    movement::Kind,
    tie,
};

/// The messages that follow from an event: `state` is what it led to, `before` where its movement stood. Only the real
/// world reaches real people.
pub(super) fn messages(
    state: &State,
    before: Option<Stage>,
    event: &Event,
    fresh: &mut dyn FnMut() -> MessageId,
) -> Option<What> {
    if state.world != World::Actual || state.people.is_empty() {
        return None;
    }
    let movement = state.movement(event.what.movement()?)?;
    let (about, party) = news(movement, before, &event.what)?;
    let concerned = concerned(state, movement, event, about, party);
    let is_told = |person: &PersonId| state.addresses.contains_key(&Recipient::Person(*person));
    // The systems of an agency show an alert to whoever sits before them.
    let of_systems = !matches!(about, About::Duress(_));
    let agencies: BTreeSet<Recipient> = concerned
        .iter()
        .filter(|_| of_systems)
        .filter_map(|person| state.people.get(person))
        .map(|person| Recipient::Agency(person.agency.clone()))
        .filter(|agency| state.addresses.contains_key(agency))
        .collect();
    let (told, without_address): (Vec<_>, Vec<_>) = concerned.into_iter().partition(is_told);
    let all = told.into_iter().map(Recipient::Person).chain(agencies);
    let to: Vec<_> = all.map(|recipient| (fresh(), recipient)).collect();
    let nobody = to.is_empty() && without_address.is_empty();
    (!nobody).then_some(What::MessagesDue { movement: movement.id, about, to, without_address })
}

/// What an event is about for those who are not looking, and the one party it concerns if it is one's.
fn news<'e>(movement: &Movement, before: Option<Stage>, what: &'e What) -> Option<(About, Option<&'e Path>)> {
    Some(match what {
        What::EarlyNoticeGiven { party, .. } | What::LateNoticeGiven { party, .. } => {
            (About::Notice, Some(party))
        }
        // Nobody on an urgent movement's way was given notice: the call itself is their first word of it.
        What::CallDue { party, .. } if movement.kind == Kind::Urgent => (About::Notice, Some(party)),
        What::CallDue { .. } => (About::CallDue, None),
        What::ClearanceEvaluated(_) | What::HeldToStandFast { .. } => match (before?, movement.stage) {
            (Stage::Cleared, Stage::Held) => (About::Held, None),
            (Stage::Requested | Stage::Held, Stage::Cleared) => (About::Cleared, None),
            _ => return None,
        },
        What::DecisionAsked { .. } => (About::DecisionAsked, None),
        What::AlertRaised { alert, rule, .. } if *rule == *DURESS => (About::Duress(*alert), None),
        What::ResponderCalled { .. } => (About::Duress(movement.duress.as_ref()?.alert), None),
        What::AlertRaised { alert, .. } => (About::Alert(*alert), None),
        What::RouteTouched { .. } => (About::RouteTouched, None),
        What::Cancelled { .. } => (About::Cancelled, None),
        _ => return None,
    })
}

/// Whom it concerns, without whoever did it.
fn concerned(
    state: &State,
    movement: &Movement,
    event: &Event,
    about: About,
    party: Option<&Path>,
) -> BTreeSet<PersonId> {
    if let What::ResponderCalled { person, .. } = event.what {
        return BTreeSet::from([person]);
    }
    let who = Who { state, movement, about, party, now: event.at };
    let others = state.people.iter().filter(|(id, _)| event.by.person != Some(**id));
    others.filter(|(_, person)| who.concerns(person)).map(|(id, _)| *id).collect()
}

struct Who<'a> {
    state: &'a State,
    movement: &'a Movement,
    about: About,
    party: Option<&'a Path>,
    now: Instant,
}

impl Who<'_> {
    fn concerns(&self, person: &Person) -> bool {
        use About::{Alert, CallDue, Cancelled, Cleared, DecisionAsked, Duress, Held, Notice, RouteTouched};
        match (person.role, self.about) {
            (
                Role::DutyOfficer,
                CallDue | Cleared | Held | DecisionAsked | Alert(_) | Duress(_) | RouteTouched | Cancelled,
            ) => true,
            (Role::Sponsor, Cleared | Held | RouteTouched | Cancelled) => {
                self.movement.sponsor.agency == person.agency
            }
            (Role::Commander, Cleared | Held | DecisionAsked | RouteTouched | Cancelled) => {
                self.is(tie::commands, person)
            }
            (Role::Principal, Cancelled) => self.is(tie::travels, person),
            (Role::DistrictOfficer, Notice) => {
                self.party.is_some_and(|party| self.answers_for(party, person))
            }
            (Role::DistrictOfficer, Cancelled) => {
                self.movement.parties.keys().any(|party| self.answers_for(party, person))
            }
            _ => false,
        }
    }

    fn is(&self, named: fn(&State, Known<'_>, &Word) -> bool, person: &Person) -> bool {
        person.label.as_ref().is_some_and(|label| named(self.state, self.movement.into(), label))
    }

    fn answers_for(&self, party: &Path, person: &Person) -> bool {
        tie::answers_for(self.state, self.movement.into(), party, &person.areas, self.now)
    }
}
