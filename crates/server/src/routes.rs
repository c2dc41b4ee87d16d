//! The API, one file for each matter.

mod addresses;
mod alerts;
mod answers;
mod areas;
mod demonstration;
mod departures;
mod health;
mod messages;
mod movements;
mod notices;
mod orders;
mod people;
mod permissions;
mod record;
mod rulebooks;
mod sessions;

use std::sync::Arc;

use axum::Router;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

pub(crate) use addresses::{OwnAddress, Webhook};
pub(crate) use messages::{MessageLine, lines as message_lines};
pub(crate) use movements::SightView;
pub(crate) use rulebooks::{InForce, RuleLine};

use crate::house::House;

/// Where the API begins.
pub const ROOT: &str = "/api/v1";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Safeconduct",
        description = "The room of a protection unit. Times are RFC 3339 in UTC, days are ISO 8601, errors are \
                       RFC 9457 problem details. A request with an Idempotency-Key may be repeated for seven days \
                       without harm. `x-action` names the action an endpoint is; who may do it stands in \
                       docs/access.md.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    modifiers(&Security)
)]
struct Description;

/// How requests say who they are from.
struct Security;

impl utoipa::Modify for Security {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
        let components = openapi.components.get_or_insert_default();
        let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(crate::caller::COOKIE)));
        let bearer = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        components.add_security_scheme("session", cookie);
        components.add_security_scheme("bearer", bearer);
    }
}

/// The API and its description.
pub(crate) fn api(house: &Arc<House>) -> (Router<Arc<House>>, utoipa::openapi::OpenApi) {
    let routes = OpenApiRouter::with_openapi(Description::openapi()).nest(
        ROOT,
        OpenApiRouter::new()
            .merge(sessions::routes(house))
            .merge(demonstration::routes(house))
            .merge(people::routes(house))
            .merge(addresses::routes(house))
            .merge(messages::routes(house))
            .merge(movements::routes(house))
            .merge(orders::routes(house))
            .merge(notices::routes(house))
            .merge(permissions::routes(house))
            .merge(departures::routes(house))
            .merge(areas::routes(house))
            .merge(alerts::routes(house))
            .merge(rulebooks::routes(house))
            .merge(record::routes(house))
            .merge(crate::live::routes(house)),
    );
    let (router, description) = routes.merge(health::routes(house)).split_for_parts();
    (router, description)
}
