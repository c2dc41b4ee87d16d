//! Identifiers in addresses. What is no identifier names nothing that is there.

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use serde::{Deserialize, de::DeserializeOwned};
use utoipa::IntoParams;

use crate::problem::Problem;

/// What an address names. One that is no text names nothing that is there either.
pub(crate) struct Named<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Named<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(named) = Path::from_request_parts(parts, state).await.map_err(|_| Problem::not_there())?;
        Ok(Named(named))
    }
}

/// A thing by its identifier.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct Id {
    /// Its identifier.
    #[param(format = "uuid")]
    pub id: String,
}

/// An agency by its name.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct Agency {
    /// Its name, such as `spu`.
    #[param(pattern = "^[A-Za-z0-9._/+:-]{1,64}$")]
    pub agency: String,
}

impl Agency {
    /// The name, if it is one.
    pub fn parse(&self) -> Result<model::Word, Problem> {
        self.agency.parse().map_err(|_| Problem::not_there())
    }
}

impl Id {
    /// The identifier, if it is one.
    pub fn parse<T: std::str::FromStr>(&self) -> Result<T, Problem> {
        self.id.parse().map_err(|_| Problem::not_there())
    }
}

/// A tile of a network's map. What is no number names no tile.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct TileOf {
    /// The network, by the SHA-256 of its file.
    #[param(value_type = crate::shapes::Sha256)]
    pub network: String,
    /// Zoom: 0 shows the earth in one tile, and each further one halves what a tile shows.
    #[param(maximum = 28)]
    pub z: u8,
    /// Column, from the west.
    #[param(maximum = 268_435_455)]
    pub x: u32,
    /// Row, from the north.
    #[param(maximum = 268_435_455)]
    pub y: u32,
}
