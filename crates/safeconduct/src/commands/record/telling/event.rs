//! One event in words, said of whoever did it: for each type one message, `entry-` and the type.

use conduct::{What, World, command::Statement, movement::Kind};
use model::{Path, id::MovementId};

use super::{Telling, moment, name, yes};

impl Telling<'_> {
    /// What happened.
    pub fn event(&self, what: &What) -> String {
        match what {
            What::WorldOpened { world, .. } => {
                let world = match world {
                    World::Actual => "actual",
                    World::Exercise => "exercise",
                };
                self.say("entry-world-opened", [("world", world.into())])
            }
            What::RulebooksAdopted { pinned, because } => self.adopted(pinned, because.as_ref()),
            What::Registered { statements } => {
                self.say("entry-registered", [("facts", self.stated(statements))])
            }
            What::MovementRequested { movement, number, kind, plan } => {
                let about = [
                    ("kind", sort(*kind).into()),
                    ("number", name(number)),
                    ("movement", name(movement)),
                    ("facts", plan.facts().len().into()),
                ];
                self.say("entry-movement-requested", about)
            }
            What::OrderAmended { movement, revision, statements, drop } => {
                self.amended(movement, *revision, statements, drop)
            }
            What::NetworkAdopted { network } => {
                self.say("entry-network-adopted", [("network", name(network))])
            }
            What::DangerReported { id, danger } => self.danger(id, danger),
            What::DangerBegan { id } => self.say("entry-danger-began", [("danger", name(id))]),
            What::DangerLifted { id, because } => {
                let because = because.as_ref().map(|because| self.text(because));
                self.parts([Some(self.say("entry-danger-lifted", [("danger", name(id))])), because])
            }
            What::DeviceEnrolled { device, serves, until, consent, language, .. } => {
                let about = [("device", name(device)), ("serves", name(serves))];
                self.parts([
                    Some(self.say("entry-device-enrolled", about)),
                    until.map(|at| self.say("entry-device-until", [("at", self.moment(at))])),
                    language.as_ref().map(|it| self.say("entry-device-language", [("language", name(it))])),
                    consent.as_ref().map(|consent| self.text(consent)),
                ])
            }
            What::DeviceRevoked { device, because } => {
                let revoked = self.say("entry-device-revoked", [("device", name(device))]);
                self.parts([Some(revoked), because.as_ref().map(|because| self.text(because))])
            }
            What::TrackSealed { movement, tracks } => {
                let reports = tracks.iter().map(|track| u64::from(track.count)).sum::<u64>();
                let number = movement.as_ref().map(|movement| self.number(movement));
                let counted = [("devices", tracks.len().into()), ("reports", reports.into())];
                match number {
                    Some(number) => {
                        let [devices, reports] = counted;
                        self.say("entry-track-sealed", [("number", number), devices, reports])
                    }
                    None => self.say("entry-tracks-sealed-beside", counted),
                }
            }
            What::VoiceReported { movement, point, stated_at, means, reporter } => {
                self.voice(movement, point.as_ref(), *stated_at, *means, reporter.as_ref())
            }
            What::VoiceTakenBack { movement, spoken, because } => {
                let back = self.say("entry-voice-taken-back", [("number", self.number(movement))]);
                let said = self.voice(movement, spoken.point.as_ref(), spoken.stated_at, spoken.means, None);
                self.parts([Some(back), Some(said), Some(self.text(because))])
            }
            What::WordsAgreed { .. }
            | What::CheckedIn { .. }
            | What::DuressSignalled { .. }
            | What::DuressEnded { .. }
            | What::DuressUnheard { .. }
            | What::ChallengePut { .. }
            | What::ChallengeAnswered { .. }
            | What::ResponderCalled { .. } => self.of_duress(what),
            What::HandOversPlanned { .. } | What::HandOverConfirmed { .. } | What::HandOverOverdue { .. } => {
                self.handed_over(what)
            }
            What::SilenceAnnounced { silence, planned } => self.silence(silence, planned),
            What::SilenceLifted { silence, because, .. } => {
                let because = because.as_ref().map(|because| self.text(because));
                self.parts([Some(self.say("entry-silence-lifted", [("silence", name(silence))])), because])
            }
            What::VoiceCallsChecked { silence, call, missed, .. } => {
                let about =
                    [("silence", name(silence)), ("at", self.moment(*call)), ("missed", missed.len().into())];
                self.say("entry-voice-calls-checked", about)
            }
            What::RoutePlanned { movement, revision, route, dangers, .. } => {
                self.route_planned(movement, *revision, route, dangers.len())
            }
            What::DrawCommitted { movement, urn, commitment, .. } => {
                let (number, lots) = (self.number(movement), urn.lots.len().into());
                self.say(
                    "entry-draw-committed",
                    [("number", number), ("lots", lots), ("commitment", name(commitment))],
                )
            }
            What::DrawContributed { movement, contribution } => {
                let about = [("number", self.number(movement)), ("contribution", name(contribution))];
                self.say("entry-draw-contributed", about)
            }
            What::DrawRevealed { movement, seed, ticket, lot } => {
                let (number, at) = (self.number(movement), self.moment(lot.departs_at));
                let about = [
                    ("number", number),
                    ("at", at),
                    ("way", (lot.way + 1).into()),
                    ("ticket", ticket.to_string().into()),
                    ("seed", name(seed)),
                ];
                self.say("entry-draw-revealed", about)
            }
            What::RouteTouched { movement, danger, closes, passage } => {
                let closes = passage.map_or_else(|| yes(*closes), |_| "announced".into());
                let about = [("number", self.number(movement)), ("danger", name(danger)), ("closes", closes)];
                self.say("entry-route-touched", about)
            }
            What::FactsReported { movement, statements } => {
                let about = [("number", self.number(movement)), ("facts", self.stated(statements))];
                self.say("entry-facts-reported", about)
            }
            What::EarlyNoticeGiven { movement, party, channel, window, given_at, call_due, .. } => {
                self.early_notice(movement, party, channel, *window, *given_at, *call_due)
            }
            What::LateNoticeGiven { movement, party, channel, given_at } => {
                self.late_notice(movement, party, channel, *given_at)
            }
            What::NoticeAnswered { movement, party, answer, means, answered_at } => {
                self.answered(movement, party, answer, *means, *answered_at)
            }
            What::CallDue { movement, party } => {
                let about = [("number", self.number(movement)), ("party", self.fact(party).into())];
                self.say("entry-call-due", about)
            }
            What::CallWasVain { movement, party, call_due } => {
                let party = self.fact(party).into();
                let due = self.moment(*call_due);
                self.say(
                    "entry-call-was-vain",
                    [("number", self.number(movement)), ("party", party), ("due", due)],
                )
            }
            What::NoObjectionIssued { movement, party, granted, valid_until } => {
                self.no_objection(movement, party, *granted, *valid_until)
            }
            What::Approved { movement, granted } => {
                self.say("entry-approved", [("number", self.number(movement)), ("granted", yes(*granted))])
            }
            What::WaiverGranted { movement, rule, reason, expires, .. } => {
                let number = self.number(movement);
                let about = [("number", number), ("rule", name(rule)), ("at", self.moment(*expires))];
                self.parts([Some(self.say("entry-waiver-granted", about)), Some(self.text(reason))])
            }
            What::WaiverRefused { movement, rule, reason } => {
                let about = [("number", self.number(movement)), ("rule", name(rule))];
                self.parts([Some(self.say("entry-waiver-refused", about)), Some(self.text(reason))])
            }
            What::WaiverRevoked { movement, waiver } => {
                let about = [("number", self.number(movement)), ("waiver", name(waiver))];
                self.say("entry-waiver-revoked", about)
            }
            What::ClearanceEvaluated(evaluated) => self.evaluated(evaluated),
            What::GateChecked { movement, plates, crew, heads, differences, revision, .. } => {
                let seen = [plates.len(), crew.len()];
                self.gate_checked(movement, seen, *heads, differences, *revision)
            }
            What::DepartureAuthorised(evaluated) => self.departure("entry-departure-authorised", evaluated),
            What::DepartureRefused(evaluated) => self.departure("entry-departure-refused", evaluated),
            What::UrgentStarted { movement, reason, review_due } => {
                let about = [("number", self.number(movement)), ("due", self.moment(*review_due))];
                self.parts([Some(self.say("entry-urgent-started", about)), Some(self.text(reason))])
            }
            What::UrgentReviewed { movement, finding } => {
                self.parts([Some(self.of("entry-urgent-reviewed", movement)), Some(self.text(finding))])
            }
            What::ReviewOverdue { movement } => self.of("entry-review-overdue", movement),
            What::DepartureObserved { movement, seen_at, .. } => {
                let about = [("number", self.number(movement)), ("at", self.moment(*seen_at))];
                self.say("entry-departure-observed", about)
            }
            What::Arrived { movement, arrived_at } => {
                let about = [("number", self.number(movement)), ("at", self.moment(*arrived_at))];
                self.say("entry-arrived", about)
            }
            What::Closed { movement } => self.of("entry-closed", movement),
            What::Cancelled { movement, reason } => {
                self.parts([Some(self.of("entry-cancelled", movement)), Some(self.text(reason))])
            }
            What::CaseOpened { movement, reason } => {
                self.parts([Some(self.of("entry-case-opened", movement)), Some(self.text(reason))])
            }
            What::SearchAsked { movement, of, from, until, reason, .. } => {
                let about = [
                    ("number", self.number(movement)),
                    ("of", of.to_string().into()),
                    ("from", self.moment(*from)),
                    ("until", self.moment(*until)),
                ];
                self.parts([Some(self.say("entry-search-asked", about)), Some(self.text(reason))])
            }
            What::SearchAnswered { movement, readable_until, because, .. } => {
                let about = [
                    ("number", self.number(movement)),
                    ("approved", yes(readable_until.is_some())),
                    ("until", readable_until.map_or_else(|| "".into(), |until| self.moment(until))),
                ];
                let said = self.say("entry-search-answered", about);
                self.parts([Some(said), because.as_ref().map(|because| self.text(because))])
            }
            What::SearchRead { movement, .. } => self.of("entry-search-read", movement),
            What::AlertLevelSet { area, level, stand_fast, valid_until } => {
                self.level_set(area, level, *stand_fast, *valid_until)
            }
            What::HeldToStandFast { movement, area } => {
                let about = [("number", self.number(movement)), ("area", name(area))];
                self.say("entry-held-to-stand-fast", about)
            }
            What::Released { area } => self.say("entry-released", [("area", name(area))]),
            What::DecisionAsked { movement, why } => self.decision_asked(movement, why),
            What::Chosen { movement, choice } => self.chosen(movement, *choice),
            What::AlertRaised { alert, movement, rule, late, found, .. } => {
                // Which vehicle, and at which point, where it is about one.
                let key = found.as_ref().map(|found| &found.key);
                let vehicles = found.iter().flat_map(|found| &found.vehicles);
                let subject = key.and_then(|key| key.subject.as_ref()).into_iter().chain(vehicles).map(name);
                let element = key.and_then(|key| key.element.as_ref());
                let at = |at| moment(at, self.offset);
                let element =
                    element.map(|element| self.words.alert_at(rule.as_str(), element.as_str(), at).into());
                let number = subject.chain(element).fold(self.number(movement), |about, part| {
                    self.say("entry-alert-about", [("about", about), ("part", part)]).into()
                });
                let rule = self.words.alert(rule.as_str()).into();
                let about = [("number", number), ("rule", rule), ("alert", name(alert))];
                self.say(if *late { "entry-alert-raised-late" } else { "entry-alert-raised" }, about)
            }
            What::AlertChanged { movement, alert, found, due } => {
                let how = match (due, found.until) {
                    (Some(_), _) => "again",
                    (None, Some(_)) => "over",
                    (None, None) => "goes-on",
                };
                let vehicles: Vec<String> = found.vehicles.iter().map(ToString::to_string).collect();
                let of = if vehicles.is_empty() { "none" } else { "some" };
                let about = [
                    ("number", self.number(movement)),
                    ("alert", name(alert)),
                    ("how", how.into()),
                    ("of", of.into()),
                    ("vehicles", self.words.list(&vehicles).into()),
                ];
                self.say("entry-alert-changed", about)
            }
            What::AlertWithdrawn { movement, alert, .. } => {
                let about = [("number", self.number(movement)), ("alert", name(alert))];
                self.say("entry-alert-withdrawn", about)
            }
            What::WatchSet { movement, order, .. } => {
                let about = [("number", self.number(movement)), ("order", name(order))];
                self.say("entry-watch-set", about)
            }
            What::WentUnheard { movement, since, until } => {
                self.went_unheard(movement.as_ref(), *since, *until)
            }
            What::AlertAcknowledged { alert, .. } => {
                self.say("entry-alert-acknowledged", [("alert", name(alert))])
            }
            What::AlertClosed { alert, verdict, because } => {
                let because = because.as_ref().map(|because| self.text(because));
                self.parts([Some(self.alert_closed(alert, *verdict)), because])
            }
            What::AlertEscalated { movement, alert, step, to, .. } => {
                self.alert_escalated(movement, alert, *step, to)
            }
            What::ShiftOffered { to, alerts, movements } => {
                let offered = self.say("entry-shift-offered", [("person", name(to))]);
                self.parts([Some(offered), Some(self.signed_for(alerts, movements))])
            }
            What::ShiftTaken { from, offered, next, alerts, movements } => {
                let taken = match from {
                    None => self.say("entry-shift-begun", []),
                    Some(from) => {
                        self.say("entry-shift-taken", [("person", name(from)), ("offered", yes(*offered))])
                    }
                };
                let next = next.map(|next| self.say("entry-shift-next", [("person", name(&next))]));
                self.parts([Some(taken), next, Some(self.signed_for(alerts, movements))])
            }
            What::PersonEnrolled { person, role, agency, .. } => {
                let role = self.words.role(*role).into();
                let about = [("person", name(person)), ("role", role), ("agency", name(agency))];
                self.say("entry-person-enrolled", about)
            }
            What::PersonDismissed { person } => {
                self.say("entry-person-dismissed", [("person", name(person))])
            }
            What::PersonErased { person, because } => {
                let about = [("person", name(person)), ("again", yes(because.is_none()))];
                let because = because.as_ref().map(|because| self.text(because));
                self.parts([Some(self.say("entry-person-erased", about)), because])
            }
            What::Seen { sights } => self.say("entry-seen", [("count", sights.len().into())]),
            What::AddressSet { of, .. } => {
                self.say("entry-address-set", [("recipient", self.recipient(of).into())])
            }
            What::AddressDropped { of } => {
                self.say("entry-address-dropped", [("recipient", self.recipient(of).into())])
            }
            What::MessagesDue { movement, about, to, without_address } => {
                self.messages_due(movement, *about, to, without_address)
            }
            What::MessageDelivered { movement, about, message, to } => {
                self.delivered(movement, *about, message, to)
            }
            What::MessageFailed { movement, about, message, to, why } => {
                self.failed(movement, *about, message, to, *why)
            }
        }
    }

    /// What there is nothing to say about but the movement.
    fn of(&self, id: &str, movement: &MovementId) -> String {
        self.say(id, [("number", self.number(movement))])
    }

    fn amended(
        &self,
        movement: &MovementId,
        revision: u32,
        statements: &[Statement],
        drop: &[Path],
    ) -> String {
        let about = [
            ("number", self.number(movement)),
            ("revision", revision.into()),
            ("facts", self.stated(statements)),
        ];
        let things: Vec<String> = drop.iter().map(|item| self.fact(item)).collect();
        let dropped =
            (!things.is_empty()).then(|| self.say("entry-dropped", [("items", self.listed(&things))]));
        self.parts([Some(self.say("entry-order-amended", about)), dropped])
    }
}

fn sort(kind: Kind) -> &'static str {
    match kind {
        Kind::Single => "single",
        Kind::Standing => "standing",
        Kind::Run(_) => "run",
        Kind::Urgent => "urgent",
        Kind::Observed => "observed",
    }
}
