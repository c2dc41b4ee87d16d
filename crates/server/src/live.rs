//! What changes, as it changes: server-sent events that resume without a gap.
//!
//! An event says which movement changed and at which entry, and only to whoever that movement exists for; the page
//! then asks for what it shows. Event ids are entry numbers, so a page that lost the line names the last one it
//! heard and is told what it missed, from the record if need be.

use std::{convert::Infallible, sync::Arc, time::Duration};

use access::{Action, Viewer};
use axum::{
    extract::State,
    http::HeaderMap,
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use futures_util::{Stream, StreamExt as _, stream};
use model::id::{MovementId, PersonId};
use serde::Serialize;
use tokio::sync::broadcast::error::RecvError;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    caller::{Caller, Token},
    gate,
    house::House,
    problem::Problem,
    window::{Missed, News},
};

/// How much news is kept for a page that is slow to listen; one that is slower is told to look again at everything.
pub(crate) const KEPT: usize = 4096;
/// How often a silent line says that it is alive.
const ALIVE: Duration = Duration::from_secs(15);

pub(crate) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new().routes(gate::is(house, Action::Follow, routes!(follow)))
}

/// Something changed.
#[derive(Debug, Serialize, ToSchema)]
struct Changed {
    /// The entry of the record.
    entry: u64,
    /// Which movement; absent if it concerns the room as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    movement: Option<MovementId>,
}

/// Follow what changes. Events: `listening` at first; `changed` with the movement concerned; `again` when so much was missed that
/// everything is to be read again. Send `Last-Event-ID` to go on where you stopped.
#[utoipa::path(get, path = "/events", tag = "events",
    responses((status = 200, body = Changed, content_type = "text/event-stream")))]
async fn follow(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Token(token): Token,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    // Listen first, then read what was missed: nothing falls between.
    let listening = house.news.subscribe();
    let last = headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    let missed = match last {
        Some(last) => house.window.missed(last)?,
        None => Missed { news: vec![], all: true },
    };
    let size = house.window.size();
    let heard = missed.news.last().map(|news| news.n).or(last).max(size.checked_sub(1));
    let live = stream::unfold((listening, heard), |(mut listening, heard)| async move {
        loop {
            match listening.recv().await {
                Ok(news) if heard.is_some_and(|heard| news.n <= heard) => {}
                Ok(news) => return Some((Heard::News(news), (listening, heard))),
                Err(RecvError::Lagged(_)) => return Some((Heard::TooMuch, (listening, heard))),
                Err(RecvError::Closed) => return None,
            }
        }
    });
    let first = match (last, missed.all) {
        (None, _) => Some(Heard::From(size.saturating_sub(1))),
        (Some(_), true) => None,
        (Some(_), false) => Some(Heard::TooMuch),
    };
    let all = stream::iter(first.into_iter().chain(missed.news.into_iter().map(Heard::News))).chain(live);
    let events = told(all, house, viewer, token);
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(ALIVE)).into_response())
}

enum Heard {
    /// From where on, for a page that comes back before anything has changed.
    From(u64),
    News(News),
    TooMuch,
}

/// What this viewer is told, as long as the session lasts.
fn told(
    heard: impl Stream<Item = Heard> + Send + 'static,
    house: Arc<House>,
    viewer: Arc<Viewer>,
    token: String,
) -> impl Stream<Item = Result<Event, Infallible>> + Send {
    let person = viewer.person;
    let mut session = Session { house: Arc::clone(&house), person, token, looked: house.now() };
    let open = heard.take_until(house.closing());
    let alive = open.take_while(move |_| std::future::ready(session.lasts()));
    alive.filter_map(move |heard| {
        let event = match heard {
            Heard::From(entry) => Some(Event::default().id(entry.to_string()).event("listening").data("{}")),
            Heard::TooMuch => Some(Event::default().event("again").data("{}")),
            Heard::News(news) => house.window.concerns(&viewer, &news).then(|| {
                let changed = Changed { entry: news.n, movement: news.movement() };
                let data = serde_json::to_string(&changed).unwrap_or_default();
                Event::default().id(news.n.to_string()).event("changed").data(data)
            }),
        };
        std::future::ready(event.map(Ok))
    })
}

/// A session behind an open line. Whoever is dismissed hears no more, not even of that; the session itself is looked
/// at again now and then, so that who signed out soon hears no more either.
struct Session {
    house: Arc<House>,
    person: PersonId,
    token: String,
    looked: model::Instant,
}

impl Session {
    fn lasts(&mut self) -> bool {
        if self.house.window.viewer(self.person).is_none() {
            return false;
        }
        let now = self.house.now();
        if now.since(self.looked) < model::Span::seconds(5) {
            return true;
        }
        self.looked = now;
        // Who cannot be looked up hears no more; the page asks again by itself.
        let session = self.house.login.who(&self.token, now).ok().flatten();
        session.is_some_and(|session| session.person == self.person)
    }
}
