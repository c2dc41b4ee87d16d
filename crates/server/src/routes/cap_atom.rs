//! The feed of alerts for other systems as Atom, which readers of CAP expect: which messages there are, and nothing of what
//! they say.

use std::sync::Arc;

use access::Action;
use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use links::atom::{self, Entry, Feed};
use utoipa_axum::{router::OpenApiRouter, routes};
use words::Catalogue;

use super::cap::CapLine;
use crate::{caller::Caller, gate, house::House, language::Reader, problem::Problem};

/// Where it is.
const HREF: &str = "/api/v1/alerts/cap.atom";

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new().routes(gate::is(house, Action::ReadAlertFeed, routes!(list_cap_as_atom)))
}

/// The CAP messages about every open alert, and about those of the last seven days, the newest first, as an Atom feed.
#[utoipa::path(get, path = "/alerts/cap.atom", tag = "alerts",
    responses((status = 200, body = String, content_type = "application/atom+xml")))]
async fn list_cap_as_atom(
    State(house): State<Arc<House>>,
    Caller(_): Caller,
    reader: Reader,
) -> Result<(Reader, Response), Problem> {
    let read = move || {
        let window = &house.window;
        Ok::<_, Problem>((window.feed_id()?, window.origin()?, window.now().to_string(), window.cap_lines()?))
    };
    let read = tokio::task::spawn_blocking(read).await;
    let (id, sender, now, lines) = read.map_err(Problem::unreadable)??;
    let written = atom::write(&feed(id, sender, now, lines, reader.words()));
    let media = HeaderValue::from_static("application/atom+xml; charset=utf-8");
    Ok((reader, ([(header::CONTENT_TYPE, media)], written).into_response()))
}

fn feed(id: String, sender: String, now: String, lines: Vec<CapLine>, words: &Catalogue) -> Feed {
    let entry = |line: CapLine| Entry {
        // A record that is restored may go on otherwise than it did: the same number at another time is another message.
        id: format!("urn:uuid:{}#{}-{}", line.alert, line.message, line.sent),
        title: words.say(match line.msg_type {
            "Alert" => "cap-feed-alert",
            "Cancel" => "cap-feed-cancel",
            _ => "cap-feed-update",
        }),
        updated: line.sent,
        category: line.msg_type.to_owned(),
        media_type: "application/cap+xml".to_owned(),
        href: line.href,
    };
    let updated = lines.first().map_or(now, |newest| newest.sent.clone());
    Feed {
        id,
        title: words.say("cap-feed"),
        author: sender,
        href: HREF.to_owned(),
        updated,
        language: words.language().tag().to_owned(),
        entries: lines.into_iter().map(entry).collect(),
    }
}
