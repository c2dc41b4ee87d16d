//! Where telephones and trackers report to, each in its own manner: a device shows its credential and nothing else.
//!
//! The answer comes once the report is durable. Whoever is told to try again keeps the report and does.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{RawQuery, State, rejection::BytesRejection},
    http::{HeaderMap, header},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use links::phones::{Ignored, Posted, Refused, osmand, owntracks, traccar};
use model::{Digest, Report, id::DeviceId};
use ops::track::{Fresh, NotTaken, Unfit};
use sha2::{Digest as _, Sha256};
use store::StoreError;
use tokio::sync::oneshot;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    gate,
    house::House,
    problem::{Kind, Problem},
};

/// Where devices report to.
pub(super) const AT: &str = "/api/v1/reports";

pub(super) fn routes(_: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::anyone(&[400, 401, 408, 413, 422, 507], routes!(report_from_the_road)))
        .routes(gate::anyone(&[401, 422, 507], routes!(report_by_address)))
}

/// The hash of a credential, which is all that is kept of it.
pub(super) fn credential(token: &str) -> Digest {
    Digest(Sha256::digest(token.as_bytes()).into())
}

/// Report from the road as `Traccar Client` (JSON, or its older parameters), `OwnTracks` (JSON over HTTP) and `OsmAnd` do.
/// The credential is the device identifier, the `id` of the address, or the password. Answered once it is durable.
#[utoipa::path(post, path = "/reports", tag = "devices",
    responses((status = 200, body = Vec<String>, description = "It is durable. There is nothing to tell the device.")))]
async fn report_from_the_road(
    State(house): State<Arc<House>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Vec<String>>, Problem> {
    let body = body.map_err(|error| not_heard(&house, &error))?;
    let posted = read(&house, query.as_deref().unwrap_or_default(), &body)?;
    // What a device calls itself is its credential only where there is no other.
    let shown = password(&headers).or_else(|| id_of(query.as_deref()?)).or_else(|| posted.device.clone());
    take(&house, shown, posted).await
}

/// Report from the road by an address alone, as `OsmAnd` and older trackers do.
#[utoipa::path(get, path = "/reports", tag = "devices",
    responses((status = 200, body = Vec<String>, description = "It is durable. There is nothing to tell the device.")))]
async fn report_by_address(
    State(house): State<Arc<House>>,
    RawQuery(query): RawQuery,
) -> Result<Json<Vec<String>>, Problem> {
    let posted = read(&house, query.as_deref().unwrap_or_default(), &[])?;
    take(&house, posted.device.clone(), posted).await
}

/// Why a post was not read, which is counted: how many reports were in it nobody knows.
fn not_heard(house: &House, error: &BytesRejection) -> Problem {
    let (problem, counts) = (crate::body::not_heard(error), house.hatch.counts());
    match problem.kind {
        Kind::TooLong => counts.too_long(),
        Kind::Busy => counts.not_taken(&NotTaken::Full, 1),
        _ => counts.not_heard(),
    }
    problem
}

/// Which of the manners it is shows in what was sent.
fn read(house: &House, query: &str, body: &[u8]) -> Result<Posted, Problem> {
    let now = house.now();
    let is_json = body.trim_ascii_start().first().is_some_and(|byte| matches!(byte, b'{' | b'['));
    let posted = if !is_json {
        // The parameters stand in the address, or in the body as a form.
        let form = std::str::from_utf8(body).unwrap_or_default();
        osmand::read(if query.is_empty() { form } else { query }, now)
    } else if has_type(body) {
        owntracks::read(body)
    } else {
        traccar::read(body, now)
    };
    let posted = posted.map_err(|refused| {
        if refused == Refused::Missing("id".to_owned()) {
            house.hatch.counts().refused(Unfit::NotEnrolled);
            return no_device();
        }
        let counts = house.hatch.counts();
        match refused {
            Refused::TooLarge(_) => counts.too_long(),
            Refused::TooMany => counts.too_many(),
            _ => counts.malformed(),
        }
        not_understood(&refused)
    })?;
    // Answered with 200 it would be thrown away by both.
    match posted.ignored.iter().find(|why| **why == Ignored::Encrypted) {
        Some(why) => {
            house.hatch.counts().malformed();
            Err(not_understood(why))
        }
        None => Ok(posted),
    }
}

fn not_understood(why: &impl ToString) -> Problem {
    let why = why.to_string();
    Problem::malformed(move |words| words.say_with("problem-report", [("why", why.as_str().into())]))
}

/// What `OwnTracks` sends says of which type it is.
fn has_type(body: &[u8]) -> bool {
    body.windows(7).any(|seven| seven == b"\"_type\"")
}

fn id_of(query: &str) -> Option<String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(name, _)| *name == "id").map(|(_, value)| value.to_owned()).next()
}

/// The password of HTTP's basic authentication; the name is whatever the device is called.
fn password(headers: &HeaderMap) -> Option<String> {
    let sent = headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Basic ")?;
    let pair = String::from_utf8(BASE64_STANDARD.decode(sent.trim()).ok()?).ok()?;
    pair.split_once(':').map(|(_, password)| password.to_owned())
}

async fn take(house: &House, shown: Option<String>, posted: Posted) -> Result<Json<Vec<String>>, Problem> {
    let device = shown.and_then(|token| house.window.reporting(&credential(&token)));
    let Some(device) = device else {
        house.hatch.counts().refused(Unfit::NotEnrolled);
        return Err(no_device());
    };
    let simulated = posted.ignored.iter().filter(|why| **why == Ignored::Simulated);
    house.hatch.counts().simulated(simulated.count());
    let fit = admitted(house, device, posted.reports)?;
    if fit.is_empty() {
        return Ok(Json(Vec::new()));
    }
    let (count, (answer, durable)) = (fit.len(), oneshot::channel());
    // Whoever no longer waits sends it again; it is the same report then.
    let handed = house.hatch.hand_in(fit, move |first| drop(answer.send(first)));
    handed.map_err(|why| not_taken(&why))?;
    match durable.await {
        Ok(Ok(_)) => Ok(Json(Vec::new())),
        Ok(Err(why)) => Err(not_taken(&why)),
        Err(_) => {
            house.hatch.counts().not_taken(&NotTaken::Closed, count);
            Err(not_taken(&NotTaken::Closed))
        }
    }
}

fn no_device() -> Problem {
    Problem::new(Kind::NotSignedIn, |words| words.say("problem-no-device"))
}

/// Those of a device's reports that are taken; if none is, it is told why. What cannot be taken does not hold up the rest, and what
/// was kept is not asked for again: telephones send a whole post again until it is answered with 200 (the `HttpEvent` of
/// `flutter_background_geolocation`, on which Traccar Client rests), with what they made meanwhile. If their clock is ahead, some
/// of that would be from the future each time.
fn admitted(house: &House, device: DeviceId, reports: Vec<Report>) -> Result<Vec<Fresh>, Problem> {
    let received = house.now();
    let (mut fit, mut unfit) = (Vec::new(), None);
    for report in reports {
        match house.hatch.admits(&house.admission, Fresh { device, received, report }) {
            Ok(fresh) => fit.push(fresh),
            Err(why) => unfit = Some(why),
        }
    }
    match unfit {
        Some(why) if fit.is_empty() => Err(Problem::malformed(move |words| {
            words.say(match why {
                Unfit::FromTheFuture => "problem-report-from-the-future",
                Unfit::TooOld | Unfit::NotEnrolled => "problem-report-too-old",
            })
        })),
        _ => Ok(fit),
    }
}

fn not_taken(why: &NotTaken) -> Problem {
    match why {
        NotTaken::NotKept(StoreError::Full { .. }) => {
            Problem::new(Kind::DiskFull, |words| words.say("problem-report-disk-full"))
        }
        NotTaken::TooFast { again, .. } => {
            let seconds = again.0.div_euclid(1_000_000) + 1;
            Problem::busy(move |words| {
                words.say_with("problem-report-too-fast", [("seconds", seconds.into())])
            })
        }
        NotTaken::TooMany(_) => Problem::malformed(|words| words.say("problem-report-too-many")),
        NotTaken::Full | NotTaken::Closed | NotTaken::NotKept(_) => {
            tracing::warn!("reports were not taken: {why}");
            Problem::busy(|words| words.say("problem-report-again"))
        }
    }
}
