//! Whether the room is well: for whoever runs the machine. Nothing of movements or people.

use std::{fmt::Write as _, sync::Arc};

use axum::{
    Json,
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{gate, house::House};

pub(super) fn routes(_: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::anyone(&[], routes!(healthz)))
        .routes(gate::anyone(&[], routes!(metrics)))
}

/// How the room is.
#[derive(Debug, Serialize, ToSchema)]
struct Health {
    /// Always `open`: who cannot be answered is not.
    room: &'static str,
    /// Entries of the record.
    entries: u64,
    /// Sights that wait for a record that cannot be written.
    sights_waiting: usize,
}

/// Whether the room is open.
#[utoipa::path(get, path = "/healthz", tag = "health",
    responses((status = 200, body = Health)))]
async fn healthz(State(house): State<Arc<House>>) -> Json<Health> {
    let (sights_waiting, _) = house.sights.waiting();
    Json(Health { room: "open", entries: house.window.size(), sights_waiting })
}

/// Figures for a monitor, in the Prometheus text format.
#[utoipa::path(get, path = "/metrics", tag = "health",
    responses((status = 200, body = String, content_type = "text/plain")))]
async fn metrics(State(house): State<Arc<House>>) -> Response {
    let (waiting, lost) = house.sights.waiting();
    let reports = house.hatch.counts().so_far();
    let figures = [
        (
            "safeconduct_reports_kept_total",
            "counter",
            "Reports from the road that are durable.",
            reports.kept,
        ),
        (
            "safeconduct_reports_not_enrolled_total",
            "counter",
            "Reports refused: no device enrolled.",
            reports.not_enrolled,
        ),
        (
            "safeconduct_reports_from_the_future_total",
            "counter",
            "Reports refused: from the future.",
            reports.from_the_future,
        ),
        ("safeconduct_reports_too_old_total", "counter", "Reports refused: too old.", reports.too_old),
        (
            "safeconduct_reports_malformed_total",
            "counter",
            "Reports refused: not understood.",
            reports.malformed,
        ),
        (
            "safeconduct_reports_over_capacity_total",
            "counter",
            "Reports whose senders were told to try again.",
            reports.over_capacity,
        ),
        (
            "safeconduct_reports_not_kept_total",
            "counter",
            "Reports that could not be kept.",
            reports.not_kept,
        ),
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
