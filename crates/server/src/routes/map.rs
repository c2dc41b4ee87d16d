//! The map of the network in force, out of its own file.

use std::sync::Arc;

use access::Action;
use atlas::Sheet;
use axum::{
    Json,
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use model::{Digest, Instant};
use roads::chart::{Chart, TileKey};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    caller::Caller,
    gate,
    house::House,
    path::{Named, TileOf},
    problem::Problem,
};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new().routes(gate::is(house, Action::ReadMap, routes!(read_map))).routes(gate::is(
        house,
        Action::ReadMap,
        routes!(read_tile),
    ))
}

/// What there is to look at.
#[derive(Debug, Serialize, ToSchema)]
struct Maps {
    /// The map of the network in force; absent if none is in force, or its file cannot be used.
    in_force: Option<MapView>,
}

/// The map of a network.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MapView {
    /// The network, by the SHA-256 of its file.
    #[schema(value_type = String)]
    network: Digest,
    /// What people call it.
    name: String,
    /// What it was made of: `openstreetmap`, whose contributors are to be named beside the map, or `drawn`.
    source: String,
    /// When the data of its source was taken, if that says so.
    #[schema(value_type = Option<String>)]
    as_of: Option<Instant>,
    /// Where its roads lie: west, south, east, north, in degrees.
    bounds: [f64; 4],
    /// Its tiles; absent if it was imported without.
    tiles: Option<TilesView>,
}

/// The tiles of a map.
#[derive(Debug, Serialize, ToSchema)]
struct TilesView {
    /// Where they are, with `{z}`, `{x}` and `{y}` for a tile's zoom, column and row. An address shows the same for ever.
    address: String,
    /// The lowest zoom there are tiles of.
    min_zoom: u8,
    /// The highest; nearer views are drawn with its tiles.
    max_zoom: u8,
    /// The layers a tile may have.
    layers: [&'static str; 4],
}

impl MapView {
    pub fn of(network: &Digest, chart: &Chart) -> Self {
        let about = chart.about();
        let [south, west, north, east] = about.extent.map(|e7| f64::from(e7) / 1e7);
        let zooms = chart.tiles().and_then(|tiles| tiles.zooms());
        let tiles = zooms.map(|zooms| TilesView {
            address: format!("{}/map/{network}/{{z}}/{{x}}/{{y}}", super::ROOT),
            min_zoom: *zooms.start(),
            max_zoom: *zooms.end(),
            layers: ["water", "roads", "districts", "places"],
        });
        let as_of =
            about.as_of.and_then(|seconds| Instant::from_micros(seconds.checked_mul(1_000_000)?).ok());
        MapView {
            network: *network,
            name: about.name.clone(),
            source: about.source.clone(),
            as_of,
            bounds: [west, south, east, north],
            tiles,
        }
    }
}

/// The map of the network in force.
#[utoipa::path(get, path = "/map", tag = "roads", responses((status = 200, body = Maps)))]
async fn read_map(State(house): State<Arc<House>>, Caller(_): Caller) -> Result<Json<Maps>, Problem> {
    // A file that is opened for the first time is verified to its last byte.
    let in_force = tokio::task::spawn_blocking(move || house.window.map()).await;
    Ok(Json(Maps { in_force: in_force.map_err(Problem::unreadable)? }))
}

/// The media type of a Mapbox vector tile.
const TILE: HeaderValue = HeaderValue::from_static("application/vnd.mapbox-vector-tile");
/// A network's digest names its bytes: what an address shows never changes. It is for whoever asked, and no cache between.
const FOR_EVER: HeaderValue = HeaderValue::from_static("private, max-age=31536000, immutable");

/// A tile of a network's map: a Mapbox vector tile, compressed by gzip.
#[utoipa::path(get, path = "/map/{network}/{z}/{x}/{y}", tag = "roads", params(TileOf),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/vnd.mapbox-vector-tile"),
        (status = 204, description = "Nothing is to be seen there."),
        (status = 304, description = "It is as it was."),
    ))]
async fn read_tile(
    State(house): State<Arc<House>>,
    Caller(_): Caller,
    headers: HeaderMap,
    Named(TileOf { network, z, x, y }): Named<TileOf>,
) -> Result<Response, Problem> {
    let key = TileKey::new(z, x, y).ok_or_else(Problem::not_there)?;
    let network: Digest = network.parse().map_err(|_| Problem::not_there())?;
    let tag = format!("\"{network}/{z}/{x}/{y}\"");
    let sheet = tokio::task::spawn_blocking(move || house.window.sheet(&network)).await;
    let sheet = sheet.map_err(Problem::unreadable)?.ok_or_else(Problem::not_there)?;
    let caching = [
        (header::CACHE_CONTROL, FOR_EVER),
        (header::ETAG, HeaderValue::from_str(&tag).map_err(Problem::unreadable)?),
    ];
    let tile = Lying { sheet, key };
    if tile.as_ref().is_empty() {
        return Ok((StatusCode::NO_CONTENT, caching).into_response());
    }
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    let described =
        [(header::CONTENT_TYPE, TILE), (header::CONTENT_ENCODING, HeaderValue::from_static("gzip"))];
    Ok((caching, described, Body::from(Bytes::from_owner(tile))).into_response())
}

/// A tile where it lies in its network's file.
struct Lying {
    sheet: Arc<Sheet>,
    key: TileKey,
}

impl AsRef<[u8]> for Lying {
    fn as_ref(&self) -> &[u8] {
        let tiles = self.sheet.ground().chart().tiles();
        tiles.and_then(|tiles| tiles.get(self.key)).unwrap_or_default()
    }
}
