//! What changes, as it changes: server-sent events that resume without a gap.
//!
//! An event says which movement changed and at which entry, and only to whoever that movement exists for; the page
//! then asks for what it shows. Event ids are places in the record, so a page that lost the line names the last one it
//! heard and is told what it missed, from the record if need be. A place is an entry's number in its epoch: after a
//! restore the same numbers are other entries, and a page from before is told to read everything again.

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
    house::{Gone, House},
    moved::OnTheRoad,
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

/// Something moved, or is watched otherwise: ask where it is, or how it is watched.
#[derive(Debug, Serialize, ToSchema)]
struct MovedNow {
    /// Which movements.
    #[schema(value_type = Vec<String>)]
    movements: Vec<MovementId>,
}

/// Follow what changes. Events: `listening` at first; `changed` with the movement concerned; `moved` with the movements whose
/// positions changed, some times a second and without a place to go on from; `watched` in the same way, with the movements
/// that are watched otherwise than before; `again` when so much was missed that
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
    let named = headers.get("last-event-id").map(|value| value.to_str().ok().and_then(Place::named));
    let here = |place: &Place| place.epoch == house.window.epoch();
    let last = named.flatten().filter(here).map(|place| place.entry);
    let missed = match (named, last) {
        (_, Some(last)) => house.window.missed(last)?,
        (named, None) => Missed { news: vec![], all: named.is_none() },
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
    let first = match (named, missed.all) {
        (None, _) => Some(Heard::From(size.saturating_sub(1))),
        (Some(_), true) => None,
        (Some(_), false) => Some(Heard::TooMuch),
    };
    let moves = stream::unfold(house.moves.subscribe(), |mut moves| async move {
        loop {
            match moves.recv().await {
                Ok(otherwise) => return Some((Heard::OnTheRoad(otherwise), moves)),
                // Whoever hears of the next looks at where everything is then.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return None,
            }
        }
    });
    let all = stream::iter(first.into_iter().chain(missed.news.into_iter().map(Heard::News))).chain(live);
    let all = stream::select(all, moves);
    let events = told(all, house, viewer, token);
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(ALIVE)).into_response())
}

/// Where an event stands.
#[derive(Clone, Copy)]
struct Place {
    epoch: u64,
    entry: u64,
}

impl Place {
    fn named(id: &str) -> Option<Self> {
        let (epoch, entry) = id.split_once('.')?;
        Some(Place { epoch: epoch.parse().ok()?, entry: entry.parse().ok()? })
    }

    fn id(self) -> String {
        format!("{}.{}", self.epoch, self.entry)
    }
}

enum Heard {
    /// From where on, for a page that comes back before anything has changed.
    From(u64),
    News(News),
    OnTheRoad(OnTheRoad),
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
    let session = Session { house: Arc::clone(&house), person, token, looked: None };
    let ended = session.ended();
    let mut session = session;
    let open = heard.take_until(house.closing()).take_until(ended);
    let alive = open.take_while(move |_| std::future::ready(session.lasts()));
    let epoch = house.window.epoch();
    let id = move |entry| Place { epoch, entry }.id();
    alive.filter_map(move |heard| {
        let event = match heard {
            Heard::From(entry) => Some(Event::default().id(id(entry)).event("listening").data("{}")),
            Heard::TooMuch => Some(Event::default().event("again").data("{}")),
            Heard::OnTheRoad(otherwise) => {
                let (kind, all) = match otherwise {
                    OnTheRoad::Moved(all) => ("moved", all),
                    OnTheRoad::Watched(all) => ("watched", all),
                };
                let seen = all.iter().filter(|id| house.window.sees_positions(&viewer, **id)).copied();
                let movements: Vec<MovementId> = seen.collect();
                (!movements.is_empty()).then(|| {
                    let data = serde_json::to_string(&MovedNow { movements }).unwrap_or_default();
                    Event::default().event(kind).data(data)
                })
            }
            Heard::News(news) => house.window.concerns(&viewer, &news).then(|| {
                let changed = Changed { entry: news.n, movement: news.movement() };
                let data = serde_json::to_string(&changed).unwrap_or_default();
                Event::default().id(id(news.n)).event("changed").data(data)
            }),
        };
        std::future::ready(event.map(Ok))
    })
}

/// A session behind an open line. Whoever is dismissed hears no more, not even of that, and whoever signs out or is
/// let in no longer hears no more from then on; that a session's time is over is seen now and then.
struct Session {
    house: Arc<House>,
    person: PersonId,
    token: String,
    looked: Option<model::Instant>,
}

impl Session {
    /// Ready when somebody ends it.
    fn ended(&self) -> impl Future<Output = ()> + Send + use<> {
        let (house, person, token) = (Arc::clone(&self.house), self.person, self.token.clone());
        let mut gone = house.gone();
        async move {
            loop {
                match gone.recv().await {
                    Ok(Gone::Session(theirs)) if theirs == token => return,
                    Ok(Gone::Person(who)) if who == person => return,
                    Ok(_) => {}
                    Err(RecvError::Lagged(_)) if house.is_session_of(person, &token) => {}
                    Err(_) => return,
                }
            }
        }
    }

    fn lasts(&mut self) -> bool {
        if self.house.window.viewer(self.person).is_none() {
            return false;
        }
        let now = self.house.now();
        if self.looked.is_some_and(|looked| now.since(looked) < model::Span::seconds(5)) {
            return true;
        }
        self.looked = Some(now);
        self.house.is_session_of(self.person, &self.token)
    }
}
