//! The road networks at hand, and which is in force.

use std::sync::Arc;

use access::Action;
use atlas::{BadNetwork, Sheet};
use axum::{Json, extract::State};
use conduct::Act;
use model::Digest;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::answers::Done;
use crate::{body::Body, caller::Caller, command::Doing, gate, house::House, problem::Problem, shapes};

pub(super) fn routes(house: &Arc<House>) -> OpenApiRouter<Arc<House>> {
    OpenApiRouter::new()
        .routes(gate::is(house, Action::ReadNetworks, routes!(read_networks)))
        .routes(gate::does(house, Action::AdoptNetwork, routes!(adopt_network)))
}

/// A road network at hand.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NetworkLine {
    /// By the SHA-256 of its file.
    #[schema(value_type = String)]
    network: Digest,
    /// Whether it is in force.
    in_force: bool,
    /// What people call it; absent if its file cannot be used.
    name: Option<String>,
    /// What it was made of: `openstreetmap` or `drawn`.
    source: Option<String>,
    /// How many districts it has.
    districts: Option<usize>,
    /// How many stretches of road it has.
    stretches: Option<usize>,
    /// What is wrong with its file, for whoever looks after the machine.
    fault: Option<String>,
}

impl NetworkLine {
    pub fn of(network: &Digest, opened: &Result<Arc<Sheet>, BadNetwork>, in_force: Option<Digest>) -> Self {
        let in_force = in_force.as_ref() == Some(network);
        let chart = opened.as_ref().ok().map(|sheet| sheet.ground().chart());
        NetworkLine {
            network: *network,
            in_force,
            name: chart.map(|chart| chart.about().name.clone()),
            source: chart.map(|chart| chart.about().source.clone()),
            districts: chart.map(|chart| chart.districts().len()),
            stretches: chart.map(|chart| chart.from().len()),
            fault: opened.as_ref().err().map(ToString::to_string),
        }
    }
}

/// The road networks at hand. `safeconduct roads adopt` puts a file among them.
#[utoipa::path(get, path = "/networks", tag = "roads", responses((status = 200, body = Vec<NetworkLine>)))]
async fn read_networks(
    State(house): State<Arc<House>>,
    Caller(_): Caller,
) -> Result<Json<Vec<NetworkLine>>, Problem> {
    // A file that is opened for the first time is verified to its last byte.
    let networks = tokio::task::spawn_blocking(move || house.window.networks()).await;
    Ok(Json(networks.map_err(Problem::unreadable)?))
}

/// A network to take into force.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct InForceNow {
    /// Which, by the SHA-256 of its file.
    #[schema(value_type = shapes::Sha256)]
    network: String,
}

/// Take a road network into force. Every open movement is judged again; a way that was planned stays on its network
/// until it is planned again.
#[utoipa::path(put, path = "/networks/in-force", tag = "roads", request_body = InForceNow,
    responses((status = 200, body = Done)))]
async fn adopt_network(
    by: Doing,
    Body(InForceNow { network }): Body<InForceNow>,
) -> Result<Json<Done>, Problem> {
    let network: Digest = network
        .parse()
        .map_err(|_| Problem::malformed(|words| words.say("problem-no-digest")).at("network"))?;
    by.does(Act::AdoptNetwork { network }).await
}
