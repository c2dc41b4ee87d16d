//! Identifiers in addresses. What is no identifier names nothing that is there.

use serde::Deserialize;
use utoipa::IntoParams;

/// A thing by its identifier.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct Id {
    /// Its identifier.
    pub id: String,
}

impl Id {
    /// The identifier, if it is one.
    pub fn parse<T: std::str::FromStr>(&self) -> Result<T, crate::problem::Problem> {
        self.id.parse().map_err(|_| crate::problem::Problem::not_there())
    }
}
