//! What follows for one movement.

use std::{collections::BTreeMap, sync::Arc};

use imbl::{OrdMap, OrdSet, Vector};
use model::{Instant, Path, Span, party::Actor};

use crate::{
    Event, Movement, Stage, What,
    draw::Committed,
    duress::{ANSWER_WITHIN, Duress},
    event::Evaluated,
    handover::{HandOver, Said, Side},
    movement::{
        Answer, Answered, Approval, Asked, Authority, Clearance, Gate, Kind, NoObjection, Notice, OnTheWay,
        Party, Waiver,
    },
    voice::{MOST_HEARD, Spoken},
    watched::{Deaf, MOST_DEAF, WatchedBy},
};

use super::{amend_plan, fits};

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

    pub(super) fn requested(event: &Event) -> Option<Movement> {
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
            authority: None,
            arrived: None,
            ended: None,
            watched: Vector::new(),
            heard: Vec::new(),
            deaf: Vec::new(),
            unsaid: Vec::new(),
            challenged: OrdMap::new(),
            duress: OrdMap::new(),
            responders: OrdSet::new(),
            handovers: Vec::new(),
        })
    }

    fn at_crossing(&mut self, into: &Path, visit: u32) -> Option<&mut HandOver> {
        self.handovers.iter_mut().find(|it| (&it.into, it.visit) == (into, visit))
    }

    pub(super) fn follow(&mut self, at: Instant, by: &Actor, what: &What) {
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
            What::WentUnheard { since, until, .. } => {
                self.was_unheard(Deaf { from: *since, until: until.unwrap_or(at) });
            }
            What::HandOversPlanned { boundaries, .. } => {
                // Worked out anew on the road, what was said stays said.
                let earlier = std::mem::take(&mut self.handovers);
                let known = |it: &HandOver| boundaries.iter().any(|at| it.is(&at.crossing()));
                let behind = earlier.iter().filter(|it| it.is_done() && !known(it));
                self.handovers = behind.map(|it| HandOver { behind: true, ..it.clone() }).collect();
                self.handovers.extend(boundaries.iter().map(|boundary| {
                    let mut known = earlier.iter().filter(|it| it.is(&boundary.crossing()));
                    let known = known.find(|it| it.from == boundary.from);
                    known.map_or_else(|| HandOver::at(boundary), |known| known.due_at(boundary.due))
                }));
            }
            What::HandOverConfirmed { into, visit, side, confirmed_at, reporter, .. } => {
                if let Some(handover) = self.at_crossing(into, *visit) {
                    let said = Said { at: *confirmed_at, by: by.person, reporter: reporter.clone() };
                    match side {
                        Side::Giving => handover.given = Some(said),
                        Side::Taking => handover.taken = Some(said),
                    }
                }
            }
            What::HandOverOverdue { into, visit, .. } => {
                if let Some(handover) = self.at_crossing(into, *visit) {
                    handover.overdue = true;
                }
            }
            What::ChallengePut { of, due, .. } => {
                self.challenged.insert(of.clone(), *due);
            }
            What::ChallengeAnswered { of, .. } => {
                self.challenged.remove(of);
            }
            What::DuressSignalled { alert, of, by, .. } => {
                let signalled = Duress { alert: *alert, by: *by, since: at };
                self.duress.entry(of.clone()).or_insert(signalled);
            }
            What::DuressEnded { of, .. } => {
                self.duress.remove(of);
            }
            What::ResponderCalled { person, .. } => {
                self.responders.insert(*person);
            }
            What::VoiceReported { point, stated_at, means, reporter, .. } => {
                let (point, stated_at, means) = (point.clone(), *stated_at, *means);
                let reporter = reporter.clone();
                self.hear(Spoken { point, stated_at, received_at: at, means, reporter });
            }
            What::VoiceTakenBack { spoken, .. } => self.unhear(spoken),
            What::Arrived { arrived_at, .. } => {
                self.stage = Stage::Arrived;
                self.arrived = Some(*arrived_at);
                self.ended = Some(at);
                self.asked = None;
            }
            What::Closed { .. } => self.stage = Stage::Closed,
            What::Cancelled { .. } => {
                self.ended = matches!(self.stage, Stage::Cleared | Stage::Held).then_some(at);
                self.stage = Stage::Cancelled;
            }
            What::HeldToStandFast { .. } => self.stage = Stage::Held,
            What::DecisionAsked { why, .. } => self.asked = Some(Asked { since: at, why: why.clone() }),
            What::Chosen { .. } => self.asked = None,
            _ => {}
        }
    }

    fn was_unheard(&mut self, deaf: Deaf) {
        // Of too many the oldest goes: two that are made one would swallow what was heard between them.
        if self.deaf.len() >= MOST_DEAF {
            self.deaf.remove(0);
        }
        self.deaf.push(deaf);
    }

    /// Whoever was asked whether they speak freely has more time to answer, if the room heard nothing meanwhile.
    pub(super) fn may_answer_after(&mut self, deaf: Deaf) {
        // Whoever was asked whether they speak freely could not answer while nobody listened. Whoever was asked after that could.
        let asked = self.challenged.iter().filter(|(_, due)| **due >= deaf.from);
        let later = asked.map(|(of, due)| {
            let put = due.saturating_add(Span(-ANSWER_WITHIN.0));
            let lasted = deaf.until.since(put.max(deaf.from)).0.max(0);
            (of.clone(), due.saturating_add(Span(lasted)))
        });
        let later: Vec<_> = later.collect();
        self.challenged.extend(later);
    }

    fn departs(&mut self, authority: Authority, at: Instant) {
        self.stage = Stage::UnderWay(authority);
        (self.departed, self.authority, self.ended) = (Some(at), Some(authority), None);
        if let Some(route) = &mut self.route {
            Arc::make_mut(route).since = None;
        }
    }

    /// Reports come in any order; of too many the oldest go.
    fn hear(&mut self, spoken: Spoken) {
        let place = self.heard.partition_point(|earlier| earlier.stated_at <= spoken.stated_at);
        self.heard.insert(place, spoken);
        if self.heard.len() > MOST_HEARD {
            self.heard.remove(0);
        }
    }

    fn unhear(&mut self, spoken: &Spoken) {
        if let Some(at) = self.heard.iter().rposition(|heard| heard.is(spoken)) {
            self.unsaid.push(self.heard.remove(at));
        }
        if self.unsaid.len() > MOST_HEARD {
            self.unsaid.remove(0);
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
