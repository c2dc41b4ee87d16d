//! Whether the room is well: for whoever runs the machine. Nothing of movements or people, and beyond the machine nothing
//! but that it is open, and whether it watches.

use std::{fmt::Write as _, sync::Arc};

use axum::{
    Json,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use ops::track::admission::Counted;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    gate,
    house::House,
    problem::{Kind, Problem},
    reached::Reached,
};

pub(super) fn routes(_: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::anyone(&[], routes!(healthz)))
        .routes(gate::anyone(&[404], routes!(metrics)))
}

/// How the room is.
#[derive(Debug, Serialize, ToSchema)]
struct Health {
    /// Always `open`: who cannot be answered is not.
    room: &'static str,
    /// Entries of the record, for whoever asks from the machine itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    entries: Option<u64>,
    /// Sights that wait for a record that cannot be written, for whoever asks from the machine itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    sights_waiting: Option<usize>,
}

/// Whether the room is open, and watches those on the road.
#[utoipa::path(get, path = "/healthz", tag = "health",
    responses((status = 200, body = Health)))]
async fn healthz(State(house): State<Arc<House>>, reached: Reached) -> Result<Json<Health>, Problem> {
    if !house.board.is_kept() {
        return Err(Problem::new(Kind::NotWatched, |words| words.say("problem-nobody-watches")));
    }
    let is_here = reached.is_from_here();
    let (sights_waiting, _) = house.sights.waiting();
    Ok(Json(Health {
        room: "open",
        entries: is_here.then(|| house.window.size()),
        sights_waiting: is_here.then_some(sights_waiting),
    }))
}

/// Figures for a monitor on the machine itself, in the Prometheus text format. From anywhere else there are none: who watches how
/// the record grows learns what happens in the room.
#[utoipa::path(get, path = "/metrics", tag = "health",
    responses((status = 200, body = String, content_type = "text/plain")))]
async fn metrics(State(house): State<Arc<House>>, reached: Reached) -> Response {
    if !reached.is_from_here() {
        return Problem::not_there().into_response();
    }
    let (waiting, lost) = house.sights.waiting();
    let figures = [
        ("safeconduct_record_entries", "gauge", "Entries of the record.", house.window.size()),
        (
            "safeconduct_pages_listening",
            "gauge",
            "Pages that follow what changes.",
            house.news.receiver_count() as u64,
        ),
        ("safeconduct_sights_waiting", "gauge", "Sights that wait to be recorded.", waiting as u64),
        ("safeconduct_sights_lost_total", "counter", "Sights that could not be kept until they were.", lost),
    ];
    let mut text = String::new();
    for (name, help, value) in reports(&house.hatch.counts().so_far()) {
        let name = format!("safeconduct_reports_{name}_total");
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} counter\n{name} {value}");
    }
    for (name, kind, help, value) in figures {
        // Writing to a string does not fail.
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}");
    }
    for (name, kind, help, value) in house.connections.figures() {
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}");
    }
    for (name, help, value) in house.tak.figures.as_ref().map(|figures| figures()).unwrap_or_default() {
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} counter\n{name} {value}");
    }
    let plain = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    ([(header::CONTENT_TYPE, plain)], text).into_response()
}

/// What became of reports from the road.
fn reports(counted: &Counted) -> [(&'static str, &'static str, u64); 14] {
    [
        ("kept", "Reports from the road that are durable.", counted.kept),
        ("not_enrolled", "Reports refused: no device enrolled.", counted.not_enrolled),
        ("from_the_future", "Reports refused: from the future.", counted.from_the_future),
        ("too_old", "Reports refused: too old.", counted.too_old),
        ("time_not_believed", "Calls for help kept as of when they came.", counted.time_not_believed),
        ("simulated", "Positions passed over: simulated, as the telephone says.", counted.simulated),
        ("malformed", "Reports refused: not understood.", counted.malformed),
        ("too_long", "Posts of reports refused: too long.", counted.too_long),
        ("not_heard", "Posts of reports that did not come in time, or whole.", counted.not_heard),
        ("too_many", "Posts of reports refused: more in one than are taken.", counted.too_many),
        ("over_capacity", "Reports whose senders were told to try again.", counted.over_capacity),
        ("too_fast", "Reports whose device sends more than one may and was told to wait.", counted.too_fast),
        ("closing", "Reports refused: the room was closing.", counted.closing),
        ("not_kept", "Reports that could not be kept.", counted.not_kept),
    ]
}
