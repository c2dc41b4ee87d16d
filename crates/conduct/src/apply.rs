//! What follows from an event. Never decides anything, never fails: an event that was recorded happened.

use std::{collections::BTreeMap, sync::Arc};

use imbl::{OrdMap, OrdSet, Vector};
use model::{
    Dossier, Instant, Path, Segment,
    dossier::{Node, Unplaceable},
    id::{AlertId, DangerId, DeviceId, MessageId, MovementId},
    party::Actor,
};

use crate::{
    Event, Former, Movement, Person, Stage, State, What,
    alert::{Alert, Key, Settled, Taken},
    command::Statement,
    danger::Reported,
    device::Device,
    draw::Committed,
    duress::Duress,
    event::Evaluated,
    handover::{HandOver, Side},
    message::{Address, Message, Recipient},
    movement::{
        Answer, Answered, Approval, Asked, Authority, Clearance, Gate, Kind, NoObjection, Notice, OnTheWay,
        Party, Waiver,
    },
    search::{Search, SearchAnswer},
    shift::Shift,
    silence::Silent,
    state::{Area, OffsetAhead},
    voice::{MOST_HEARD, Spoken},
    watched::WatchedBy,
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
            What::DeviceEnrolled { device, serves, sort, credential, until, consent } => {
                let (serves, by) = (serves.clone(), event.by.agency.clone());
                let (sort, credential, since) = (*sort, *credential, event.at);
                let (until, consent) = (*until, *consent);
                self.credentials.insert(credential, *device);
                self.serving.entry(serves.clone()).or_default().insert(*device);
                self.devices.insert(
                    *device,
                    Arc::new(Device { serves, sort, credential, by, since, until, consent }),
                );
            }
            What::DeviceRevoked { device, .. } => {
                self.revoke(*device);
            }
            What::AlertRaised { alert, movement, rule, found, due, .. } => {
                let (movement, rule, found) = (*movement, rule.clone(), found.clone());
                self.alerts_of.entry(movement).or_default().insert(*alert);
                self.alerts.insert(
                    *alert,
                    Alert {
                        movement,
                        rule,
                        raised_at: event.at,
                        delivered: false,
                        taken: None,
                        climbed: OrdMap::new(),
                        due: None,
                        told: OrdSet::new(),
                        found,
                    },
                );
                self.climb(*alert, *due);
            }
            What::AlertEscalated { alert: id, step, due, .. } => {
                if let Some(alert) = self.alerts.get_mut(id) {
                    alert.climbed.insert(*step, event.at);
                }
                self.climb(*id, *due);
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
            What::AlertAcknowledged { alert: id } => {
                if let Some(alert) = self.alerts.get_mut(id) {
                    alert.taken = Some(Taken { by: event.by.clone(), at: event.at });
                }
                self.climb(*id, None);
            }
            What::AlertWithdrawn { alert, .. } => {
                self.is_over(*alert);
            }
            What::AlertClosed { alert, .. } => {
                if let Some(Alert { movement, found: Some(found), .. }) = self.is_over(*alert) {
                    self.settle(movement, found.key, event.at);
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
                    let waits = Message { movement: *movement, about: *about, since: event.at };
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
                self.agreed.insert(of.clone(), agreed.clone());
            }
            What::DuressEnded { alert, .. } => {
                self.is_over(*alert);
                self.apply_to_movement(event.at, &event.by, &event.what);
            }
            about_one => self.apply_to_movement(event.at, &event.by, about_one),
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
    fn settle(&mut self, movement: MovementId, key: Key, at: Instant) {
        let settled = self.settled.entry(movement).or_default();
        settled.retain(|one| one.key != key);
        settled.push(Settled { key, at });
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

impl Movement {
    /// A movement from everything that happened to it, in order; whatever else happened is passed over. `None` if its
    /// request is not among it.
    #[must_use]
    pub fn of_its_events<'e>(events: impl IntoIterator<Item = &'e Event>) -> Option<Movement> {
        let mut events = events.into_iter();
        let mut movement = events.find_map(Movement::requested)?;
        let id = Some(movement.id);
        for event in events.filter(|event| event.what.movement() == id) {
            movement.follow(event.at, &event.by, &event.what);
        }
        Some(movement)
    }

    fn requested(event: &Event) -> Option<Movement> {
        let What::MovementRequested { movement, number, kind, plan } = &event.what else { return None };
        Some(Movement {
            id: *movement,
            number: number.clone(),
            kind: *kind,
            sponsor: event.by.clone(),
            plan: plan.clone(),
            revision: 1,
            stage: Stage::Requested,
            parties: OrdMap::new(),
            approvals: OrdMap::new(),
            waivers: OrdMap::new(),
            clearance: None,
            gate: None,
            asked: None,
            review_due: None,
            reviewed: false,
            route: None,
            dangers: OrdMap::new(),
            draw: None,
            departed: None,
            arrived: None,
            watched: Vector::new(),
            heard: Vec::new(),
            challenged: OrdMap::new(),
            duress: None,
            handovers: OrdMap::new(),
        })
    }

    fn follow(&mut self, at: Instant, by: &Actor, what: &What) {
        match what {
            What::OrderAmended { revision, statements, drop, .. } => {
                self.revision = *revision;
                fits(amend_plan(&mut self.plan, statements, drop));
            }
            What::RoutePlanned { revision, route, statements, drop, dangers, passes, .. } => {
                self.revision = *revision;
                fits(amend_plan(&mut self.plan, statements, drop));
                self.route = Some(Arc::new(route.clone()));
                let passages: BTreeMap<_, _> = passes.iter().copied().collect();
                let on_it = dangers.iter().map(|(danger, closes)| {
                    (*danger, OnTheWay { closes: *closes, passage: passages.get(danger).copied() })
                });
                self.dangers = on_it.collect();
            }
            What::DrawCommitted { urn, commitment, seed, .. } => {
                self.draw = Some(Arc::new(Committed {
                    urn: urn.clone(),
                    commitment: *commitment,
                    seed: *seed,
                    contributions: Vec::new(),
                }));
            }
            What::DrawContributed { contribution, .. } => {
                if let Some(draw) = &mut self.draw {
                    Arc::make_mut(draw).contributions.push(contribution.clone());
                }
            }
            What::DrawRevealed { .. } => self.draw = None,
            What::RouteTouched { danger, closes, passage, .. } => {
                self.dangers.insert(*danger, OnTheWay { closes: *closes, passage: *passage });
            }
            What::FactsReported { statements, .. } => fits(amend_plan(&mut self.plan, statements, &[])),
            What::EarlyNoticeGiven { party, channel, window, asks, given_at, call_due, .. } => {
                let party = self.party(party);
                let (channel, window, asks) = (channel.clone(), *window, *asks);
                let notice = Notice { given_at: *given_at, channel, window, asks };
                let still_covered =
                    party.early.as_ref().is_some_and(|before| before.window == window) && asks.is_none();
                if !still_covered {
                    party.answer = None;
                    party.late = None;
                    party.call_due = Some(*call_due);
                    party.early = Some(notice);
                }
            }
            What::LateNoticeGiven { party, channel, given_at, .. } => {
                let party = self.party(party);
                if let Some(window) = party.early.as_ref().map(|early| early.window) {
                    party.late =
                        Some(Notice { given_at: *given_at, channel: channel.clone(), window, asks: None });
                }
            }
            What::NoticeAnswered { party, answer, answered_at, .. } => {
                let party = self.party(party);
                party.hear(Answered { answer: answer.clone(), at: *answered_at });
                party.call_due = None;
            }
            What::CallDue { party, .. } => self.party(party).call_due = None,
            What::CallWasVain { party, call_due, .. } => self.party(party).call_due = Some(*call_due),
            What::NoObjectionIssued { party, granted, valid_until, .. } => {
                let certificate = NoObjection { granted: *granted, at, valid_until: *valid_until };
                self.party(party).no_objection = Some(certificate);
            }
            What::Approved { granted, .. } => {
                let approval = Approval { granted: *granted, by: by.clone(), at };
                self.approvals.insert(by.agency.clone(), approval);
            }
            What::WaiverGranted { waiver, rule, reason, expires, .. } => {
                let granted =
                    Waiver { rule: rule.clone(), by: by.clone(), reason: *reason, expires: *expires };
                self.waivers.insert(*waiver, granted);
            }
            What::WaiverRevoked { waiver, .. } => {
                self.waivers.remove(waiver);
            }
            What::ClearanceEvaluated(evaluated) => self.take_clearance(at, evaluated),
            What::DepartureAuthorised(evaluated) => {
                self.take_clearance(at, evaluated);
                self.departs(Authority::Authorised, at);
            }
            What::GateChecked { revision, heads_agree, under, .. } => {
                let (revision, heads_agree, under) = (*revision, *heads_agree, *under);
                self.gate = Some(Gate { revision, at, heads_agree, under });
            }
            What::UrgentStarted { review_due, .. } => {
                self.departs(Authority::Urgent, at);
                self.review_due = Some(*review_due);
            }
            What::UrgentReviewed { .. } => {
                self.review_due = None;
                self.reviewed = true;
            }
            What::ReviewOverdue { .. } => self.review_due = None,
            What::DepartureObserved { seen_at, .. } => self.departs(Authority::None, *seen_at),
            What::WatchSet { order, areas, .. } => {
                let first = self.departed.filter(|_| self.watched.is_empty());
                let since = first.unwrap_or(at);
                self.watched.push_back(WatchedBy { since, order: *order, areas: *areas });
            }
            What::HandOversPlanned { boundaries, .. } => {
                let planned =
                    boundaries.iter().map(|boundary| (boundary.into.clone(), HandOver::at(boundary)));
                self.handovers = planned.collect();
            }
            What::HandOverConfirmed { into, side, confirmed_at, .. } => {
                if let Some(handover) = self.handovers.get_mut(into) {
                    match side {
                        Side::Giving => handover.given = Some(*confirmed_at),
                        Side::Taking => handover.taken = Some(*confirmed_at),
                    }
                }
            }
            What::HandOverOverdue { into, .. } => {
                if let Some(handover) = self.handovers.get_mut(into) {
                    handover.overdue = true;
                }
            }
            What::ChallengePut { of, due, .. } => {
                self.challenged.insert(of.clone(), *due);
            }
            What::ChallengeAnswered { of, .. } => {
                self.challenged.remove(of);
            }
            What::DuressSignalled { alert, of, by, .. }
                if self.duress.as_ref().is_none_or(|duress| duress.over) =>
            {
                // Who was called once stays called: they know.
                let before = self.duress.as_ref().map(|duress| duress.responders.clone());
                let (alert, of, by, since) = (*alert, of.clone(), *by, at);
                let responders = before.unwrap_or_default();
                self.duress = Some(Arc::new(Duress { alert, of, by, since, responders, over: false }));
            }
            What::DuressEnded { .. } => {
                if let Some(duress) = &mut self.duress {
                    Arc::make_mut(duress).over = true;
                }
            }
            What::ResponderCalled { person, .. } => {
                if let Some(duress) = &mut self.duress {
                    Arc::make_mut(duress).responders.insert(*person);
                }
            }
            What::VoiceReported { point, stated_at, means, .. } => {
                let (point, stated_at, means) = (point.clone(), *stated_at, *means);
                self.hear(Spoken { point, stated_at, received_at: at, means });
            }
            What::Arrived { arrived_at, .. } => {
                self.stage = Stage::Arrived;
                self.arrived = Some(*arrived_at);
                self.asked = None;
            }
            What::Closed { .. } => self.stage = Stage::Closed,
            What::Cancelled { .. } => self.stage = Stage::Cancelled,
            What::HeldToStandFast { .. } => self.stage = Stage::Held,
            What::DecisionAsked { why, .. } => self.asked = Some(Asked { since: at, why: why.clone() }),
            What::Chosen { .. } => self.asked = None,
            _ => {}
        }
    }

    fn departs(&mut self, authority: Authority, at: Instant) {
        self.stage = Stage::UnderWay(authority);
        self.departed = Some(at);
    }

    /// Reports come in any order; of too many the oldest go.
    fn hear(&mut self, spoken: Spoken) {
        let place = self.heard.partition_point(|earlier| earlier.stated_at <= spoken.stated_at);
        self.heard.insert(place, spoken);
        if self.heard.len() > MOST_HEARD {
            self.heard.remove(0);
        }
    }

    fn party(&mut self, at: &Path) -> &mut Party {
        self.parties.entry(at.clone()).or_default()
    }

    /// A stored clearance is what the screen shows and what time may change; nothing departs on it.
    fn take_clearance(&mut self, at: Instant, evaluated: &Evaluated) {
        self.clearance = Some(Clearance {
            clears: evaluated.clears,
            failing: evaluated.failing.clone(),
            bars: evaluated.bars.clone(),
            at,
            valid_until: evaluated.valid_until,
            facts: evaluated.facts,
            pinned: evaluated.pinned.clone(),
            engine: evaluated.engine.clone(),
        });
        self.stage = match (self.stage, evaluated.clears) {
            (Stage::Requested | Stage::Held, true) => Stage::Cleared,
            (Stage::Cleared, false) => Stage::Held,
            (stage, _) => stage,
        };
    }
}

impl Party {
    /// The newest word stands, whenever it was recorded. Receipt takes nothing back that was said.
    fn hear(&mut self, heard: Answered) {
        let stands = |before: &Answered| {
            before.at > heard.at || (heard.answer == Answer::Received && before.answer != Answer::Received)
        };
        if !self.answer.as_ref().is_some_and(stands) {
            self.answer = Some(heard);
        }
    }
}

impl Kind {
    /// Whether movements of this kind depart at all.
    #[must_use]
    pub fn is_journey(self) -> bool {
        self != Kind::Standing
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
