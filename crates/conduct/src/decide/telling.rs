//! Who is told what outside the open pages: from what happened and what is known, and nothing else.
//!
//! Messages follow the event that causes them in the same transaction, so none is forgotten and none is sent for what
//! did not happen. Whoever did it knows; whoever has no address stands on the record as not told.

use std::collections::BTreeSet;

use imbl::OrdSet;
use model::{
    Instant, Path, Word,
    id::{MessageId, PersonId},
    party::Role,
};

use crate::{
    Event, Known, Movement, Person, Stage, State, What,
    dossier::{
        listed,
        spoken::{DISTRICTS, DURESS},
    },
    escalation::Step,
    message::{About, Recipient},
    movement::Kind,
    tie,
};

/// The messages that follow from an event: `state` is what it led to, `before` where its movement stood. Those of an exercise are for
/// the people of that exercise; carriers look at the real world alone.
pub(super) fn messages(
    state: &State,
    before: &Before,
    event: &Event,
    fresh: &mut dyn FnMut() -> MessageId,
) -> Option<What> {
    if state.people.is_empty() {
        return None;
    }
    let movement = state.movement(event.what.movement()?)?;
    let (about, party) = news(movement, before.stage, &event.what)?;
    if let About::AlertWithdrawn(_) = about {
        return taken_back(state, movement, before, event, about, fresh);
    }
    let concerned = match &event.what {
        What::AlertEscalated { to, .. } => to.iter().copied().collect(),
        _ => concerned(state, movement, event, about, party),
    };
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

/// What was so before an event that matters to who is told of it.
pub(super) struct Before {
    /// Where its movement stood.
    pub stage: Option<Stage>,
    /// Who was told of the alert it ends.
    pub told: OrdSet<Recipient>,
}

impl Before {
    pub fn of(state: &State, what: &What) -> Self {
        let stage = what.movement().and_then(|id| state.movement(id)).map(|movement| movement.stage);
        let told = match what {
            What::AlertWithdrawn { alert, .. } => state.alerts.get(alert).map(|alert| alert.told.clone()),
            _ => None,
        };
        Before { stage, told: told.unwrap_or_default() }
    }
}

/// Whoever was told that something is so is told that it was not.
fn taken_back(
    state: &State,
    movement: &Movement,
    before: &Before,
    event: &Event,
    about: About,
    fresh: &mut dyn FnMut() -> MessageId,
) -> Option<What> {
    let by = event.by.person.map(Recipient::Person);
    let told = before.told.iter().filter(|to| state.addresses.contains_key(*to) && by.as_ref() != Some(*to));
    let to: Vec<_> = told.map(|recipient| (fresh(), recipient.clone())).collect();
    let without_address = Vec::new();
    (!to.is_empty()).then_some(What::MessagesDue { movement: movement.id, about, to, without_address })
}

/// Whom an alert that nobody took concerns at a step: of the districts, whoever answers for one that the order names
/// or that was told of the movement. Who had no tie to it has one from then on: whoever is called for help sees where.
pub(super) fn at_step(state: &State, movement: &Movement, step: Step, now: Instant) -> Vec<PersonId> {
    let listed = listed(state, movement, &DISTRICTS).into_iter().map(|label| DISTRICTS.clone().item(&label));
    let parties: BTreeSet<Path> = listed.chain(movement.parties.keys().cloned()).collect();
    let concerns = |id: PersonId, person: &Person| match step {
        Step::Room => person.role == Role::DutyOfficer && state.is_in_the_room(id),
        Step::Commander => {
            let label = person.label.as_ref().filter(|_| person.role == Role::Commander);
            label.is_some_and(|label| tie::commands(state, movement.into(), label))
        }
        Step::Districts => {
            let answers = |party| tie::answers_for(state, movement.into(), party, &person.areas, now);
            person.role == Role::DistrictOfficer && parties.iter().any(answers)
        }
        Step::Authority => person.role == Role::Authority,
    };
    state.people.iter().filter(|(id, person)| concerns(**id, person)).map(|(id, _)| *id).collect()
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
        What::DuressUnheard { alert, .. } => (About::Duress(*alert), None),
        What::ResponderCalled { .. } => (About::Duress(movement.duress.values().next()?.alert), None),
        What::AlertRaised { alert, .. } | What::AlertChanged { alert, due: Some(_), .. } => {
            (About::Alert(*alert), None)
        }
        What::AlertEscalated { alert, .. } => (About::AlertEscalated(*alert), None),
        What::AlertWithdrawn { alert, .. } => (About::AlertWithdrawn(*alert), None),
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
    others.filter(|(id, person)| who.concerns(**id, person)).map(|(id, _)| *id).collect()
}

struct Who<'a> {
    state: &'a State,
    movement: &'a Movement,
    about: About,
    party: Option<&'a Path>,
    now: Instant,
}

impl Who<'_> {
    fn concerns(&self, id: PersonId, person: &Person) -> bool {
        use About::{Alert, CallDue, Cancelled, Cleared, DecisionAsked, Duress, Held, Notice, RouteTouched};
        match (person.role, self.about) {
            (_, Duress(_)) if self.movement.responders.contains(&id) => true,
            // An alert is first of all for whoever is on watch.
            (Role::DutyOfficer, Alert(_)) => self.state.is_on_watch(id),
            (
                Role::DutyOfficer,
                CallDue | Cleared | Held | DecisionAsked | Duress(_) | RouteTouched | Cancelled,
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
