//! What follows from an event. Never decides anything, never fails: an event that was recorded happened.

mod movement;

use std::sync::Arc;

use model::{
    Dossier, Instant, Path, Segment,
    dossier::{Node, Unplaceable},
    id::{AlertId, DangerId, DeviceId, MessageId, MovementId},
    party::Actor,
};

use crate::{
    Event, Former, Movement, Person, State, What,
    alert::{Alert, Found, Settled, Taken},
    command::Statement,
    danger::Reported,
    device::Device,
    duress::Agreement,
    escalation::{KEPT, Step},
    message::{Address, Failure, Message, Recipient},
    search::{Search, SearchAnswer},
    shift::Shift,
    silence::Silent,
    state::{Area, OffsetAhead},
    watched::{Deaf, MOST_DEAF},
};

impl State {
    /// Folds one event into the state.
    pub fn apply(&mut self, event: &Event) {
        self.clock = Some(self.clock.map_or(event.at, |clock| clock.max(event.at)));
        match &event.what {
            What::WorldOpened { world, offset } => {
                self.world = *world;
                self.offset = OffsetAhead(*offset);
            }
            What::RulebooksAdopted { pinned, .. } => self.pinned = pinned.clone(),
            What::NetworkAdopted { network } => self.network = Some(*network),
            What::DangerReported { id, danger } => {
                if let Some(ends) = danger.ends() {
                    self.ends.insert((ends, *id));
                }
                let (danger, by) = (danger.clone(), event.by.agency.clone());
                let reported = Reported { danger, by, at: event.at };
                if reported.is_announced() {
                    self.begins.insert((reported.danger.since(), *id));
                }
                self.dangers.insert(*id, Arc::new(reported));
            }
            What::DangerLifted { id, .. } => self.lift(*id, event.at),
            What::DangerBegan { id } => {
                if let Some(reported) = self.dangers.get(id) {
                    self.begins.remove(&(reported.danger.since(), *id));
                }
            }
            What::Registered { statements } => self.note(statements),
            What::AlertLevelSet { area, level, stand_fast, valid_until } => {
                let (level, valid_until) = (level.clone(), *valid_until);
                self.areas.insert(
                    area.clone(),
                    Area { level, stands_fast: *stand_fast, since: event.at, valid_until },
                );
            }
            What::Released { area } => {
                if let Some(area) = self.areas.get_mut(area) {
                    area.stands_fast = false;
                }
            }
            What::DeviceEnrolled { device, serves, sort, credential, until, consent, language } => {
                let (serves, by) = (serves.clone(), event.by.agency.clone());
                let (sort, credential, since) = (*sort, *credential, event.at);
                let (until, consent, language) = (*until, *consent, language.clone());
                self.credentials.insert(credential, *device);
                self.serving.entry(serves.clone()).or_default().insert(*device);
                self.devices.insert(
                    *device,
                    Arc::new(Device { serves, sort, credential, by, since, until, consent, language }),
                );
            }
            What::DeviceRevoked { device, .. } => {
                self.revoke(*device);
            }
            What::AlertRaised { alert, movement, rule, found, due, .. } => {
                self.alerts_of.entry(*movement).or_default().insert(*alert);
                self.alerts.insert(*alert, Alert::raised(*movement, rule.clone(), event.at, found.clone()));
                self.climb(*alert, *due);
            }
            What::AlertChanged { alert: id, found, due, .. } => {
                if let Some(alert) = self.alerts.get_mut(id) {
                    alert.found = Some(found.clone());
                }
                if due.is_some() {
                    if let Some(alert) = self.alerts.get_mut(id) {
                        (alert.taken, alert.rounds, alert.counts_from) = (None, 0, event.at);
                    }
                    self.climb(*id, *due);
                }
            }
            What::AlertEscalated { alert: id, step, to, due, .. } => {
                if let Some(alert) = self.alerts.get_mut(id) {
                    alert.comes_back(event.at);
                    alert.climbs_to(*step, to, event.at);
                    if to.is_empty() {
                        alert.nobody.insert(*step);
                    } else {
                        alert.nobody.remove(step);
                    }
                }
                self.climb(*id, *due);
            }
            What::DuressUnheard { alert: id, due, .. } => {
                if let Some(alert) = self.alerts.get_mut(id) {
                    alert.comes_back(event.at);
                    alert.climbs_to(Step::Room, &[], event.at);
                    alert.rounds += 1;
                }
                self.climb(*id, Some(*due));
            }
            What::ShiftOffered { to, .. } => {
                if let Some(shift) = &mut self.shift {
                    (shift.next, shift.offered) = (Some(*to), true);
                }
            }
            What::ShiftTaken { next, .. } => {
                let (next, since, offered) = (*next, event.at, false);
                self.shift = event.by.person.map(|on| Shift { on, since, next, offered });
            }
            What::SearchAsked { movement, search, of, from, until, reason, due } => {
                // What is over is on the record, and no decision reads it any more.
                let open = self.searches.iter().filter(|(_, search)| search.ends() > event.at);
                self.searches = open.map(|(id, search)| (*id, Arc::clone(search))).collect();
                let (movement, of, reason) = (*movement, of.clone(), *reason);
                let (from, until, due) = (*from, *until, *due);
                let (by, at, answered) = (event.by.clone(), event.at, None);
                let asked = Search { movement, of, from, until, reason, by, at, due, answered };
                self.searches.insert(*search, Arc::new(asked));
            }
            What::SearchAnswered { search, readable_until, .. } => {
                if let Some(search) = self.searches.get_mut(search) {
                    let (by, at, readable_until) = (event.by.clone(), event.at, *readable_until);
                    Arc::make_mut(search).answered = Some(SearchAnswer { by, at, readable_until });
                }
            }
            What::AlertAcknowledged { alert: id, due } => {
                if let Some(alert) = self.alerts.get_mut(id) {
                    alert.taken = Some(Taken { by: event.by.clone(), at: event.at });
                    alert.counts_from = event.at.saturating_add(KEPT);
                }
                self.climb(*id, *due);
            }
            What::AlertWithdrawn { alert, .. } => {
                self.is_over(*alert);
            }
            What::AlertClosed { alert, .. } => {
                if let Some(Alert { movement, found: Some(found), .. }) = self.is_over(*alert) {
                    self.settle(movement, &found, event.at);
                }
            }
            What::MovementRequested { .. } => {
                if let Some(movement) = Movement::requested(event) {
                    self.put(movement, event.at);
                }
            }
            What::PersonEnrolled { person, role, agency, label, areas, name } => {
                let (label, areas) = (label.clone(), areas.clone());
                let enrolled = Person {
                    role: *role,
                    agency: agency.clone(),
                    label,
                    areas,
                    name: *name,
                    since: event.at,
                };
                if let Some(of) = enrolled.ordered_as() {
                    self.were_ordered_as(&of).iter().for_each(|former| self.forget_words_of(former));
                }
                self.people.insert(*person, enrolled);
            }
            What::PersonDismissed { person } => {
                if let Some(known) = self.people.remove(person) {
                    self.former.insert(*person, Former { person: known, until: event.at, erased: false });
                }
                self.leaves_the_roster(*person);
                // Whoever acts here no more is told no more.
                self.addresses.remove(&Recipient::Person(*person));
                self.outbox.remove(&Recipient::Person(*person));
            }
            What::PersonErased { person, .. } => {
                if let Some(former) = self.former.get_mut(person) {
                    former.erased = true;
                    let former = former.clone();
                    self.forget_words_of(&former);
                }
            }
            What::AddressSet { of, address, secret, language } => {
                let (address, secret, language) = (*address, *secret, language.clone());
                self.addresses.insert(of.clone(), Address { address, secret, language, since: event.at });
            }
            What::AddressDropped { of } => {
                self.addresses.remove(of);
            }
            What::MessagesDue { movement, about, to, .. } => {
                for (message, to) in to {
                    let waits = Message { movement: *movement, about: *about, since: event.at, late: false };
                    self.outbox.entry(to.clone()).or_default().insert(*message, waits);
                }
                if let Some(alert) = about.alert().and_then(|alert| self.alerts.get_mut(&alert)) {
                    alert.told.extend(to.iter().map(|(_, recipient)| recipient.clone()));
                }
            }
            What::MessageDelivered { about, message, to, .. } => {
                self.leaves(to, *message);
                if let Some(alert) = about.alert().and_then(|alert| self.alerts.get_mut(&alert)) {
                    alert.delivered = true;
                }
            }
            What::MessageFailed { message, to, why: Failure::NotInTime, .. } => {
                if let Some(waits) = self.outbox.get_mut(to).and_then(|waiting| waiting.get_mut(message)) {
                    waits.late = true;
                }
            }
            What::MessageFailed { message, to, .. } => self.leaves(to, *message),
            What::CaseOpened { movement, .. } => {
                self.cases.insert(*movement);
            }
            What::SilenceAnnounced { silence, planned } => {
                let next_call = planned.call_after(event.at.max(planned.from));
                self.silences.insert(*silence, Silent { silence: planned.clone(), next_call });
            }
            What::SilenceLifted { silence, .. } => {
                self.silences.remove(silence);
            }
            What::VoiceCallsChecked { silence, call, .. } => {
                if let Some(silent) = self.silences.get_mut(silence) {
                    silent.next_call = silent.silence.call_after(*call);
                }
            }
            What::WordsAgreed { of, agreed } => {
                self.agreed.insert(of.clone(), Agreement { on: agreed.clone(), since: event.at });
            }
            What::WentUnheard { movement: None, since, until } => {
                self.was_unheard(Deaf { from: *since, until: until.unwrap_or(event.at) }, event.at);
            }
            What::DuressEnded { alert, .. } => {
                self.is_over(*alert);
                self.apply_to_movement(event.at, &event.by, &event.what);
            }
            about_one => self.apply_to_movement(event.at, &event.by, about_one),
        }
    }

    /// What was agreed on with somebody who left says nothing of whoever is ordered by their label next.
    fn forget_words_of(&mut self, former: &Former) {
        let Some(of) = former.person.ordered_as() else { return };
        if self.agreed.get(&of).is_some_and(|agreement| agreement.since < former.until) {
            self.agreed.remove(&of);
        }
    }

    /// Of too many the oldest goes, of which nobody is left to be found. Nobody who was asked whether they speak freely could answer
    /// meanwhile, wherever their movement is by now.
    fn was_unheard(&mut self, deaf: Deaf, at: Instant) {
        if self.deaf.len() >= MOST_DEAF {
            self.deaf.pop_front();
        }
        self.deaf.push_back(deaf);
        let asked: Vec<_> =
            self.movements.values().filter(|movement| !movement.challenged.is_empty()).cloned().collect();
        for movement in asked {
            let mut movement = Movement::clone(&movement);
            movement.may_answer_after(deaf);
            self.put(movement, at);
        }
    }

    /// A device may not report any more.
    fn revoke(&mut self, id: DeviceId) {
        let Some(device) = self.devices.remove(&id) else { return };
        if let Some(serving) = self.serving.get_mut(&device.serves) {
            serving.remove(&id);
            if serving.is_empty() {
                self.serving.remove(&device.serves);
            }
        }
    }

    /// An alert is open no more.
    fn is_over(&mut self, id: AlertId) -> Option<Alert> {
        self.climb(id, None);
        let alert = self.alerts.remove(&id)?;
        if let Some(open) = self.alerts_of.get_mut(&alert.movement) {
            open.remove(&id);
            if open.is_empty() {
                self.alerts_of.remove(&alert.movement);
            }
        }
        Some(alert)
    }

    /// Of each thing the last closing is kept.
    fn settle(&mut self, movement: MovementId, found: &Found, at: Instant) {
        let settled = self.settled.entry(movement).or_default();
        for closed in Settled::of(&found.key, &found.vehicles, at) {
            settled.retain(|one| one.key != closed.key);
            settled.push(closed);
        }
    }

    /// A message leaves the outbox.
    fn leaves(&mut self, to: &Recipient, message: MessageId) {
        if let Some(waiting) = self.outbox.get_mut(to) {
            waiting.remove(&message);
            if waiting.is_empty() {
                self.outbox.remove(to);
            }
        }
    }

    /// A danger leaves the picture, and the ways it lay on.
    fn lift(&mut self, id: DangerId, at: Instant) {
        if let Some(reported) = self.dangers.remove(&id) {
            self.begins.remove(&(reported.danger.since(), id));
            if let Some(ends) = reported.danger.ends() {
                self.ends.remove(&(ends, id));
            }
        }
        let concerned: Vec<_> =
            self.open.iter().filter_map(|movement| self.movements.get(movement)).cloned().collect();
        for movement in concerned.into_iter().filter(|movement| movement.dangers.contains_key(&id)) {
            let mut movement = Movement::clone(&movement);
            movement.dangers.remove(&id);
            self.put(movement, at);
        }
    }

    fn note(&mut self, statements: &[Statement]) {
        for statement in statements {
            if let Some(item) = register_key(&statement.path) {
                let known = self.register.entry(item).or_default();
                fits(Arc::make_mut(known).say(&statement.path, statement.claim.clone()));
            }
        }
    }

    fn apply_to_movement(&mut self, at: Instant, by: &Actor, what: &What) {
        let Some(movement) = what.movement().and_then(|id| self.movement(id)) else { return };
        let mut movement = Movement::clone(movement);
        movement.follow(at, by, what);
        self.put(movement, at);
    }
}

/// The list item a path lies in: `vehicles[SPU-7]` of `vehicles[SPU-7].ballistic[c1].protects`.
pub(crate) fn register_key(path: &Path) -> Option<Path> {
    match path.segments() {
        [list @ model::Segment::Attribute(_), item @ model::Segment::Item(_), _, ..] => {
            Some(Path::from(vec![list.clone(), item.clone()]))
        }
        _ => None,
    }
}

/// Changes an order: items leave it, then statements enter it. A list that lost an item is another list, and
/// nobody vouches any more that it has everything.
pub(crate) fn amend_plan(
    plan: &mut Dossier,
    statements: &[Statement],
    drop: &[Path],
) -> Result<(), Unplaceable> {
    for item in drop {
        if plan.drop_item(item)
            && let [Segment::Attribute(list), _] = item.segments()
            && let Some(Node::List(list)) = plan.root.0.get_mut(list)
        {
            list.complete.clear();
        }
    }
    statements.iter().try_for_each(|statement| plan.say(&statement.path, statement.claim.clone()))
}

/// What was said fitted when it was decided; that it still does is not this function's to decide.
fn fits(_said: Result<(), Unplaceable>) {}
