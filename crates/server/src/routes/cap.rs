//! Alerts for other systems, as CAP 1.2: that there is one about a movement of this number, what became of it, and
//! nothing more. Whoever may read the rest reads it in the room.

use std::sync::Arc;

use access::Action;
use axum::{
    Json,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use conduct::{What, World};
use links::cap::{self, Alert, Category, Certainty, Info, MsgType, Scope, Severity, Status, Urgency};
use model::{Word, id::AlertId};
use ops::history::Happened;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use words::Catalogue;

use crate::{caller::Caller, gate, house::House, language::Reader, path::Named, problem::Problem};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new().routes(gate::is(house, Action::ReadAlertFeed, routes!(list_cap))).routes(gate::is(
        house,
        Action::ReadAlertFeed,
        routes!(read_cap),
    ))
}

/// A CAP message of the feed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, ToSchema)]
pub(crate) struct CapLine {
    /// The alert it is about, by identifier.
    #[schema(value_type = String, format = "uuid")]
    pub alert: AlertId,
    /// Which of the messages about it: 1 is the first.
    pub message: usize,
    /// Its identifier.
    pub identifier: String,
    /// `Alert`, `Update` or `Cancel`.
    pub msg_type: &'static str,
    /// When it was sent.
    #[schema(format = DateTime)]
    pub sent: String,
    /// Where it is.
    pub href: String,
}

/// The CAP messages about every open alert, and about those of the last seven days, the newest first.
#[utoipa::path(get, path = "/alerts/cap", tag = "alerts", responses((status = 200, body = Vec<CapLine>)))]
async fn list_cap(State(house): State<Arc<House>>, Caller(_): Caller) -> Result<Json<Vec<CapLine>>, Problem> {
    let lines = tokio::task::spawn_blocking(move || house.window.cap_lines()).await;
    Ok(Json(lines.map_err(Problem::unreadable)??))
}

/// Which message about which alert.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct CapAsked {
    /// The alert, by identifier.
    #[param(format = "uuid")]
    id: String,
    /// Which message about it: 1 is the first.
    #[param(minimum = 1)]
    message: String,
}

/// One CAP 1.2 message.
#[utoipa::path(get, path = "/alerts/{id}/cap/{message}", tag = "alerts", params(CapAsked),
    responses((status = 200, body = String, content_type = "application/cap+xml")))]
async fn read_cap(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    reader: Reader,
    Named(asked): Named<CapAsked>,
) -> Result<(Reader, Response), Problem> {
    let alert: AlertId = asked.id.parse().map_err(|_| Problem::not_there())?;
    let message: usize = asked.message.parse().map_err(|_| Problem::not_there())?;
    let seen = house.window.cap(&viewer, alert, message, reader.words())?;
    let written = house.show(&viewer, seen).await?;
    let media = HeaderValue::from_static("application/cap+xml; charset=utf-8");
    Ok((reader, ([(header::CONTENT_TYPE, media)], written).into_response()))
}

/// What of an alert's course is a CAP message, and of which type. Of duress nothing is: few may know of it.
pub(crate) fn messages(happened: &[Happened]) -> Vec<(&Happened, MsgType)> {
    if happened.iter().any(|one| one.event.what.is_of_duress()) {
        return Vec::new();
    }
    happened.iter().filter_map(|one| Some((one, msg_type(&one.event.what)?))).collect()
}

fn msg_type(what: &What) -> Option<MsgType> {
    match what {
        What::AlertRaised { .. } => Some(MsgType::Alert),
        What::AlertEscalated { .. } | What::AlertAcknowledged { .. } => Some(MsgType::Update),
        // It is so again, or of more, and to be taken anew: by mail it is told then, too.
        What::AlertChanged { due: Some(_), .. } => Some(MsgType::Update),
        What::AlertWithdrawn { .. } | What::AlertClosed { .. } => Some(MsgType::Cancel),
        _ => None,
    }
}

/// The identifier of a message about an alert.
pub(crate) fn identifier(alert: AlertId, message: usize) -> String {
    format!("{alert}.{message}")
}

/// What every message of a room's feed has in common.
pub(crate) struct Feed<'a> {
    /// The name the record is kept under: no two rooms have the same.
    pub sender: &'a str,
    /// Which world it is about.
    pub world: World,
    /// In which words.
    pub words: &'a Catalogue,
}

impl Feed<'_> {
    /// The message of this number about an alert, as CAP XML; nothing if there is none.
    pub fn write(
        &self,
        alert: AlertId,
        message: usize,
        number: &Word,
        happened: &[Happened],
    ) -> Result<Option<String>, cap::Unwritable> {
        let messages = messages(happened);
        let Some((earlier, rest)) = message.checked_sub(1).and_then(|n| messages.split_at_checked(n)) else {
            return Ok(None);
        };
        let Some((one, msg_type)) = rest.first() else { return Ok(None) };
        let earlier = earlier
            .iter()
            .enumerate()
            .map(|(n, (one, _))| cap::reference(self.sender, &identifier(alert, n + 1), one.event.at));
        let said = self.said(&one.event.what, number);
        let written = cap::write(&Alert {
            identifier: identifier(alert, message),
            sender: self.sender.to_owned(),
            sent: one.event.at,
            status: match self.world {
                World::Actual => Status::Actual,
                World::Exercise => Status::Exercise,
            },
            msg_type: *msg_type,
            scope: Scope::Restricted,
            source: String::new(),
            restriction: self.words.say("cap-restriction"),
            addresses: String::new(),
            codes: Vec::new(),
            note: if *msg_type == MsgType::Cancel { said.clone() } else { String::new() },
            references: earlier.collect::<Vec<_>>().join(" "),
            incidents: number.to_string(),
            infos: vec![self.info(&one.event.what, said)],
            signed: false,
            remarks: Vec::new(),
        })?;
        Ok(Some(written))
    }

    /// Nothing here is graded: how bad it is and how sure, people find out.
    fn info(&self, what: &What, said: String) -> Info {
        let over = matches!(what, What::AlertWithdrawn { .. } | What::AlertClosed { .. });
        Info {
            language: self.words.language().tag().to_owned(),
            categories: vec![Category::Security],
            event: self.words.say_part("message-alert", "what", []),
            responses: Vec::new(),
            urgency: if over { Urgency::Past } else { Urgency::Immediate },
            severity: Severity::Unknown,
            certainty: Certainty::Unknown,
            audience: String::new(),
            event_codes: Vec::new(),
            effective: None,
            onset: None,
            expires: None,
            sender_name: String::new(),
            headline: said,
            description: String::new(),
            instruction: String::new(),
            web: String::new(),
            contact: String::new(),
            parameters: Vec::new(),
            resources: Vec::new(),
            areas: Vec::new(),
        }
    }

    fn said(&self, what: &What, number: &Word) -> String {
        let id = match what {
            What::AlertEscalated { .. } => "message-alert-escalated",
            What::AlertAcknowledged { .. } => "cap-taken",
            What::AlertWithdrawn { .. } => "message-alert-withdrawn",
            What::AlertClosed { .. } => "cap-closed",
            _ => "message-alert",
        };
        self.words.say_with(id, [("number", number.as_str().into())])
    }
}

#[cfg(test)]
mod tests {
    use conduct::{
        Event,
        alert::{Found, Key, Withdrawal},
        command::AlertVerdict,
        escalation::{Due, Step},
    };
    use model::{
        Instant,
        id::MovementId,
        party::{Actor, Role},
    };
    use uuid::Uuid;
    use words::Language;

    use super::*;

    const ALERT: AlertId = AlertId(Uuid::from_u128(0xa1));
    const MOVEMENT: MovementId = MovementId(Uuid::from_u128(0xb2));

    fn course(ends: What) -> Vec<Happened> {
        let (rule, person) = ("stop".parse().unwrap(), model::id::PersonId(Uuid::from_u128(0xc3)));
        let raised =
            What::AlertRaised { alert: ALERT, movement: MOVEMENT, rule, found: None, late: false, due: None };
        let step = Step::Commander;
        let up = What::AlertEscalated { movement: MOVEMENT, alert: ALERT, step, to: vec![person], due: None };
        let taken = What::AlertAcknowledged { alert: ALERT, due: None };
        let start: Instant = "2026-12-11T01:00:00Z".parse().unwrap();
        let key = Key { rule: "stop".parse().unwrap(), subject: None, element: None };
        let again = |due| {
            let found = Found::of(key.clone(), start);
            What::AlertChanged { movement: MOVEMENT, alert: ALERT, found, due }
        };
        let due = Due { step, at: start };
        let happened = |(n, what)| {
            let at = start.saturating_add(model::Span::minutes(n));
            let by = Actor { person: Some(person), role: Role::DutyOfficer, agency: "spu".parse().unwrap() };
            Happened { n: u64::try_from(n).unwrap(), recorded_at: at, event: Event { at, by, what } }
        };
        (0..).zip([raised, up, taken, again(None), again(Some(due)), ends]).map(happened).collect()
    }

    fn read(
        world: World,
        language: Language,
        message: usize,
        course: &[Happened],
    ) -> Option<(String, Alert)> {
        let feed = Feed { sender: "unit.example/log", world, words: Catalogue::of(language) };
        let written = feed.write(ALERT, message, &"SC-17".parse().unwrap(), course).unwrap()?;
        let alert = cap::read(written.as_bytes()).unwrap();
        Some((written, alert))
    }

    #[test]
    fn an_alert_its_updates_and_its_end_are_cap_messages_that_refer_to_the_earlier_ones() {
        let withdrawn = What::AlertWithdrawn { movement: MOVEMENT, alert: ALERT, why: Withdrawal::Disproved };
        let closed = What::AlertClosed { alert: ALERT, verdict: AlertVerdict::True, because: None };
        for ends in [withdrawn, closed] {
            let course = course(ends);
            for language in Language::ALL {
                let mut references: Vec<String> = Vec::new();
                // What is only otherwise is no message; what is to be taken anew is one.
                let update = MsgType::Update;
                let types = [MsgType::Alert, update, update, update, MsgType::Cancel];
                for (message, msg_type) in (1..).zip(types) {
                    let (_, alert) = read(World::Actual, language, message, &course).unwrap();
                    assert_eq!((alert.msg_type, alert.status), (msg_type, Status::Actual));
                    assert_eq!(alert.references, references.join(" "), "every earlier one is referred to");
                    assert_eq!(alert.incidents, "SC-17");
                    assert!(alert.remarks.is_empty(), "it is as the standard has it: {:?}", alert.remarks);
                    assert!(!alert.restriction.is_empty() && alert.scope == Scope::Restricted);
                    references.push(cap::reference(&alert.sender, &alert.identifier, alert.sent));
                }
                assert!(read(World::Actual, language, 0, &course).is_none());
                assert!(read(World::Actual, language, 6, &course).is_none());
            }
        }
    }

    #[test]
    fn an_exercise_says_that_it_is_one() {
        let course = course(What::AlertClosed { alert: ALERT, verdict: AlertVerdict::False, because: None });
        for message in 1..=5 {
            let (_, alert) = read(World::Exercise, Language::English, message, &course).unwrap();
            assert_eq!(alert.status, Status::Exercise);
        }
    }

    #[test]
    fn a_message_says_the_number_and_nothing_of_rule_people_verdict_or_place() {
        let course =
            course(What::AlertClosed { alert: ALERT, verdict: AlertVerdict::Planned, because: None });
        for message in 1..=5 {
            let (written, alert) = read(World::Actual, Language::English, message, &course).unwrap();
            assert!(written.contains("SC-17"));
            let person = Uuid::from_u128(0xc3).to_string();
            for secret in ["stop", "commander", "planned", "spu", person.as_str(), &MOVEMENT.to_string()] {
                assert!(!written.contains(secret), "{secret} in {written}");
            }
            assert!(alert.infos.iter().all(|info| info.areas.is_empty() && info.parameters.is_empty()));
        }
    }
}
