//! The API, one file for each matter.

mod account;
mod addresses;
mod alerts;
mod answers;
mod areas;
mod cap;
mod cap_atom;
mod dangers;
mod demonstration;
mod departures;
mod devices;
mod draws;
mod duress;
mod files;
mod ground;
mod handovers;
mod health;
mod map;
mod messages;
mod movements;
mod networks;
mod notices;
mod orders;
mod past;
mod people;
mod permissions;
mod record;
mod reports;
mod rulebooks;
mod searches;
mod sessions;
mod shift;
mod voice;
mod ways;

use std::sync::Arc;

use axum::Router;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

pub(crate) use account::AccountView;
pub(crate) use addresses::{OwnAddress, Webhook};
pub(crate) use answers::Done;
pub(crate) use cap::{CapLine, Feed, identifier as cap_identifier, messages as cap_messages};
pub(crate) use ground::GroundView;
pub(crate) use map::MapView;
pub(crate) use messages::{MessageLine, lines as message_lines};
pub(crate) use movements::SightView;
pub(crate) use networks::NetworkLine;
pub(crate) use past::PastView;
pub(crate) use rulebooks::{InForce, RuleLine};
pub(crate) use searches::{SearchTrack, SearchedDevice};
pub(crate) use voice::Understood;
pub(crate) use ways::WaysView;

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
    modifiers(&Security),
    security(("session" = []), ("bearer" = [])),
    components(schemas(crate::problem::Told))
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
            .merge(files::routes(house))
            .merge(past::routes(house))
            .merge(orders::routes(house))
            .merge(notices::routes(house))
            .merge(permissions::routes(house))
            .merge(departures::routes(house))
            .merge(areas::routes(house))
            .merge(alerts::routes(house))
            .merge(account::routes(house))
            .merge(cap::routes(house))
            .merge(cap_atom::routes(house))
            .merge(shift::routes(house))
            .merge(searches::routes(house))
            .merge(devices::routes(house))
            .merge(reports::routes(house))
            .merge(voice::routes(house))
            .merge(duress::routes(house))
            .merge(handovers::routes(house))
            .merge(dangers::routes(house))
            .merge(draws::routes(house))
            .merge(networks::routes(house))
            .merge(map::routes(house))
            .merge(ways::routes(house))
            .merge(ground::routes(house))
            .merge(rulebooks::routes(house))
            .merge(record::routes(house))
            .merge(crate::live::routes(house)),
    );
    let (router, description) = routes.merge(health::routes(house)).split_for_parts();
    (router, description)
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    /// Two shapes of one name: the description keeps the later one and describes the other wrongly, without a word.
    #[test]
    fn no_two_shapes_of_the_description_have_one_name() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut code = String::new();
        for one in ["server", "access"] {
            read(&crates.join(one).join("src"), &mut code);
        }
        let (mut names, mut renamed, mut shape) = (BTreeSet::new(), None, false);
        for line in code.lines().map(str::trim) {
            shape |= line.contains("ToSchema)]");
            if let Some((_, name)) = line.split_once("#[schema(as = ") {
                renamed = name.split([')', ',']).next();
            }
            let declared = ["struct ", "enum "].iter().find_map(|kind| Some(line.split_once(kind)?.1));
            let listed = line.split_once(": \"").map(|(name, _)| name).filter(|name| is_a_name(name));
            let name = match (shape, declared, listed) {
                (true, Some(declared), _) => {
                    shape = false;
                    renamed.take().or_else(|| declared.split([' ', ';', '(']).next()).unwrap_or_default()
                }
                (false, _, Some(listed)) => listed,
                _ => continue,
            };
            assert!(names.insert(name), "two shapes are called {name}: give one `#[schema(as = …)]`");
        }
        for name in ["Said", "ClaimView", "Problem", "Word"] {
            assert!(
                names.contains(name),
                "{name} is not found: this test reads something else than the shapes"
            );
        }
    }

    /// As the tables of shapes have them.
    fn is_a_name(text: &str) -> bool {
        text.starts_with(|c: char| c.is_ascii_uppercase()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
    }

    fn read(directory: &Path, code: &mut String) {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, code);
            } else {
                code.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
}
