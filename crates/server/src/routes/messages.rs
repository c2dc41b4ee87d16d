//! Who was to be told of a movement outside the open pages, and who was.

use std::{collections::BTreeMap, sync::Arc};

use access::Action;
use axum::{Json, extract::State};
use conduct::{What, message::Recipient};
use model::{
    Word,
    id::{MessageId, MovementId, PersonId},
};
use ops::history::Happened;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    caller::Caller,
    gate,
    house::House,
    path::{Id, Named},
    problem::Problem,
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new().routes(gate::is(house, Action::ReadMessages, routes!(read_messages)))
}

/// One message to one recipient.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct MessageLine {
    /// The message; `null` for somebody who has no address.
    #[schema(value_type = Option<String>, format = "uuid")]
    pub message: Option<MessageId>,
    /// What happened: `notice`, `call-due`, `cleared`, `held`, `decision-asked`, `alert` or `cancelled`.
    pub about: &'static str,
    /// The person it is for, by identifier.
    #[schema(value_type = Option<String>, format = "uuid")]
    pub person: Option<PersonId>,
    /// The person, by name, if it is still kept.
    pub name: Option<String>,
    /// The agency whose systems it is for.
    #[schema(value_type = Option<String>)]
    pub agency: Option<Word>,
    /// `waiting`, `delivered`, `failed` or `no-address`. Delivered is not read. What failed because it was not taken in time goes on
    /// being tried, and may be delivered yet.
    pub standing: &'static str,
    /// Why it failed: `given-up`, `refused`, `bad-address`, `no-address` or `not-in-time`.
    pub why: Option<&'static str>,
    /// When it became due.
    #[schema(format = DateTime)]
    pub since: String,
    /// When it was delivered or failed.
    #[schema(format = DateTime)]
    pub ended_at: Option<String>,
}

/// Who was to be told of it outside the open pages, what became of that, and who has no address; at most a
/// thousand entries.
#[utoipa::path(get, path = "/movements/{id}/messages", tag = "messages", params(Id),
    responses((status = 200, body = Vec<MessageLine>)))]
async fn read_messages(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
) -> Result<Json<Vec<MessageLine>>, Problem> {
    let id: MovementId = id.parse()?;
    let seen = house.window.messages(&viewer, id)?;
    Ok(Json(house.show(&viewer, seen).await?))
}

/// What the record says of messages, message by message.
pub(crate) fn lines(happened: &[Happened], name: &dyn Fn(PersonId) -> Option<String>) -> Vec<MessageLine> {
    let (mut lines, mut places) = (Vec::new(), BTreeMap::new());
    for Happened { event, .. } in happened {
        let at = event.at.to_string();
        match &event.what {
            What::MessagesDue { about, to, without_address, .. } => {
                let line = |message, to: &Recipient, standing| {
                    let (person, agency) = match to {
                        Recipient::Person(person) => (Some(*person), None),
                        Recipient::Agency(agency) => (None, Some(agency.clone())),
                    };
                    let (name, about) = (person.and_then(name), about.word());
                    let (since, ended_at) = (at.clone(), None);
                    MessageLine { message, about, person, name, agency, standing, why: None, since, ended_at }
                };
                for (message, to) in to {
                    places.insert(*message, lines.len());
                    lines.push(line(Some(*message), to, "waiting"));
                }
                let without = without_address.iter().map(|person| Recipient::Person(*person));
                lines.extend(without.map(|to| line(None, &to, "no-address")));
            }
            What::MessageDelivered { message, .. } => {
                ends(&mut lines, places.get(message), "delivered", None, at);
            }
            What::MessageFailed { message, why, .. } => {
                ends(&mut lines, places.get(message), "failed", Some(why.word()), at);
            }
            _ => {}
        }
    }
    lines
}

fn ends(
    lines: &mut [MessageLine],
    place: Option<&usize>,
    standing: &'static str,
    why: Option<&'static str>,
    at: String,
) {
    if let Some(line) = place.and_then(|place| lines.get_mut(*place)) {
        *line = MessageLine { standing, why, ended_at: Some(at), ..line.clone() };
    }
}
