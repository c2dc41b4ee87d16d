//! Devices that report from the road, and where those of a movement were last.

use std::sync::Arc;

use access::{
    Action,
    view::{ConvoyView, DeviceView, PositionView, WatchView},
};
use axum::{
    Json,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use conduct::{Act, device::DeviceSort};
use model::{
    Instant, Path, Word,
    id::{DeviceId, MovementId},
};
use serde::{Deserialize, Serialize};
use url::Url;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::answers::Done;
use crate::{
    body::Body,
    caller::Caller,
    command::Doing,
    gate,
    house::House,
    path::{Id, Named},
    problem::Problem,
    setup::{self, SetupLink},
    shapes,
    stated::{moment, reason, said},
    tak::{Packed, Packing, Wanted},
    tongue::Tongue,
};

/// Where packages are fetched.
const PACKAGES: &str = "/api/v1/packages";

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::is(house, Action::ReadDevices, routes!(read_devices)))
        .routes(gate::does(house, Action::EnrolDevice, routes!(enrol_device)))
        .routes(gate::does(house, Action::RevokeDevice, routes!(revoke_device)))
        .routes(gate::anyone(&[404], routes!(fetch_package)))
        .routes(gate::is(house, Action::ReadConvoys, routes!(read_convoys)))
        .routes(gate::is(house, Action::ReadPositions, routes!(read_positions)))
        .routes(gate::is(house, Action::ReadWatch, routes!(read_watch)))
}

/// The devices that may report from the road, the newest first.
#[utoipa::path(get, path = "/devices", tag = "devices", responses((status = 200, body = Vec<DeviceView>)))]
async fn read_devices(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
) -> Result<Json<Vec<DeviceView>>, Problem> {
    Ok(Json(house.window.devices(&viewer, &house.lookout)?))
}

/// A device to enrol.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewDevice {
    /// What it reports for: `vehicles[SPU-7]`, `commanders[SPU-41]`, `crew[driver-1]`, `principals[P-1]`.
    #[schema(value_type = shapes::FactPath)]
    serves: String,
    /// `phone`, `tracker` or `tak`.
    #[schema(value_type = access::view::shapes::DeviceSort)]
    sort: DeviceSort,
    /// Until when, if not until it is revoked.
    #[schema(value_type = Option<shapes::Moment>)]
    until: Option<String>,
    /// What a principal agreed to, in their words: without it nobody's device is enrolled for a principal.
    #[schema(value_type = Option<shapes::Words>)]
    consent: Option<String>,
    /// The language that whoever holds it reads: a TAK client is told in it. Left out, it is English.
    language: Option<Tongue>,
}

/// A device enrolled, and what is set in it.
#[derive(Serialize, ToSchema)]
struct EnrolledDevice {
    /// Which.
    #[schema(value_type = String, format = "uuid")]
    device: DeviceId,
    /// Its credential, 64 hexadecimal digits: set it as the device identifier in `Traccar Client`, as `id` in the address
    /// that `OsmAnd` reports to, as the password in `OwnTracks`. It is shown only now: only its hash is kept. An answer
    /// that repeats an earlier one has none; revoke the device and enrol it again. A device with a package has none: it shows
    /// the certificate in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
    /// What a TAK client takes in to connect, if the room hears TAK clients over TLS. It is shown only now.
    #[serde(skip_serializing_if = "Option::is_none")]
    package: Option<DevicePackage>,
    /// Links by which an app sets itself up, where the room knows under which name it is reached (`--site`): shown only now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    setup: Vec<SetupLink>,
    /// Where it reports to, after the room's own address.
    reports_to: &'static str,
    /// What was recorded.
    done: Done,
}

/// A data package for `ATAK`, `WinTAK` or `iTAK`: settings, certificate and key in one file. Whoever has it is the device.
#[derive(Serialize, ToSchema)]
struct DevicePackage {
    /// What to call the file.
    file: String,
    /// The password of the certificates in it. `ATAK` and `iTAK` find it in the package; `WinTAK` may ask.
    password: String,
    /// The zip file in Base64.
    zip: String,
}

/// Let a device report from the road, for a vehicle or a person.
#[utoipa::path(post, path = "/devices", tag = "devices", request_body = NewDevice,
    responses((status = 201, body = EnrolledDevice)))]
async fn enrol_device(
    mut by: Doing,
    Body(new): Body<NewDevice>,
) -> Result<(StatusCode, Json<EnrolledDevice>), Problem> {
    let serves: Path =
        new.serves.parse().map_err(|error: model::path::NotAPath| Problem::from(error).at("serves"))?;
    let until = moment(new.until.as_deref(), "until")?;
    let consent = new.consent.as_deref().map(|words| said(words, "consent")).transpose()?;
    let consent = consent.map(|words| {
        let [consent] = by.keep_about(&serves, [words]);
        consent
    });
    let language = new.language.map(Tongue::word).transpose()?;
    let (device, token) = by.device_new();
    let house = Arc::clone(&by.house);
    let sort = new.sort;
    let packed = match &by.house.tak.packing {
        Some(packing) if sort == DeviceSort::Tak => {
            Some(pack(&**packing, device, &serves, until, by.house.now())?)
        }
        _ => None,
    };
    let credential = packed.as_ref().map_or_else(|| super::reports::credential(&token), |it| it.credential);
    let act = Act::EnrolDevice { device, serves, sort, credential, until, consent, language };
    let Json(done) = by.does(act).await?;
    let reports_to = super::reports::AT;
    let mut enrolled =
        EnrolledDevice { device, token: None, package: None, setup: Vec::new(), reports_to, done };
    // What an earlier answer showed is shown no more.
    if !enrolled.done.repeated {
        let site = house.approach.site.as_ref();
        match packed {
            Some(packed) => {
                enrolled.setup = site.map_or(Vec::new(), |site| lay_out(&house, site, &packed));
                enrolled.package = Some(DevicePackage::of(device, &packed));
            }
            None => {
                let links = site.filter(|_| sort == DeviceSort::Phone);
                enrolled.setup = links.map_or(Vec::new(), |site| setup::of_phones(site, reports_to, &token));
                enrolled.token = Some(token);
            }
        }
    }
    Ok((StatusCode::CREATED, Json(enrolled)))
}

/// Lays a package out to be fetched, and answers the links.
fn lay_out(house: &House, site: &Url, packed: &Packed) -> Vec<SetupLink> {
    let mut secret = [0; 16];
    (house.random)(&mut secret);
    let secret = uuid::Builder::from_random_bytes(secret).into_uuid().to_string();
    house.packages.lay(&secret, packed.zip.clone(), house.now());
    setup::of_tak(site, PACKAGES, &secret)
}

/// A data package that a TAK client fetches by the link it was enrolled with, within a quarter of an hour. Afterwards it is
/// not there.
#[utoipa::path(get, path = "/packages/{id}", tag = "devices", params(Id),
    responses((status = 200, body = Vec<u8>, content_type = "application/zip")))]
async fn fetch_package(State(house): State<Arc<House>>, Named(id): Named<Id>) -> Result<Response, Problem> {
    let zip = house.packages.take(&id.id, house.now()).ok_or_else(Problem::not_there)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"safeconduct.zip\"")),
    ];
    Ok((headers, zip).into_response())
}

impl DevicePackage {
    fn of(device: DeviceId, packed: &Packed) -> Self {
        DevicePackage {
            file: format!("safeconduct-{device}.zip"),
            password: packed.password.clone(),
            zip: BASE64_STANDARD.encode(&packed.zip),
        }
    }
}

/// On its own map a device is called as what it reports for.
fn pack(
    packing: &Packing,
    device: DeviceId,
    serves: &Path,
    until: Option<Instant>,
    now: Instant,
) -> Result<Packed, Problem> {
    let callsign = serves.label().map_or_else(|| serves.to_string(), Word::to_string);
    let wanted = Wanted { id: &device.to_string(), callsign: &callsign, until, now };
    packing(&wanted).map_err(|why| {
        tracing::error!("no package could be made for a TAK client: {why}");
        Problem::busy(|words| words.say("problem-device-not-packed"))
    })
}

/// Why a device reports no more.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Revoking {
    /// In your words.
    #[schema(value_type = shapes::Words)]
    reason: String,
}

/// Let a device report no more, from this moment.
#[utoipa::path(post, path = "/devices/{id}/revocation", tag = "devices", params(Id), request_body = Revoking,
    responses((status = 200, body = Done)))]
async fn revoke_device(
    mut by: Doing,
    Named(id): Named<Id>,
    Body(revoking): Body<Revoking>,
) -> Result<Json<Done>, Problem> {
    let device: DeviceId = id.parse()?;
    let because = by.keep(reason(&revoking.reason)?);
    by.does(Act::RevokeDevice { device, because }).await
}

/// Where the vehicles and people of everything under way that you may see were last.
#[utoipa::path(get, path = "/convoys", tag = "devices", responses((status = 200, body = Vec<ConvoyView>)))]
async fn read_convoys(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
) -> Result<Json<Vec<ConvoyView>>, Problem> {
    let seen = house.window.convoys(&viewer, &house.lookout, &house.board);
    Ok(Json(house.show(&viewer, seen).await?))
}

/// Where the vehicles and people of a movement that is under way were last. A district officer is shown it while an alert about it is
/// open that went up to them: the vehicles, and whomever an alert is about.
#[utoipa::path(get, path = "/movements/{id}/positions", tag = "devices", params(Id),
    responses((status = 200, body = Vec<PositionView>)))]
async fn read_positions(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
) -> Result<Json<Vec<PositionView>>, Problem> {
    let id: MovementId = id.parse()?;
    let seen = house.window.positions(&viewer, id, &house.lookout)?;
    Ok(Json(house.show(&viewer, seen).await?))
}

/// How a movement on the road is watched, and what of it is not.
#[utoipa::path(get, path = "/movements/{id}/watch", tag = "devices", params(Id),
    responses((status = 200, body = WatchView)))]
async fn read_watch(
    State(house): State<Arc<House>>,
    Caller(viewer): Caller,
    Named(id): Named<Id>,
) -> Result<Json<WatchView>, Problem> {
    let id: MovementId = id.parse()?;
    let seen = house.window.watch(&viewer, id, &house.board)?;
    Ok(Json(house.show(&viewer, seen).await?))
}
