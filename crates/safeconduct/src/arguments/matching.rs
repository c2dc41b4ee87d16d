//! What can be typed after `match`.

use std::path::PathBuf;

use clap::Args;

use super::{form::Form, route::Drives};

#[derive(Args)]
pub struct Match {
    /// The network file (safeconduct roads import)
    #[arg(long, value_name = "FILE")]
    pub network: PathBuf,
    /// The positions: GPX with times, or CSV with the columns time, lat, lon and if known accuracy (m), heading (degrees),
    /// speed (m/s)
    #[arg(long, value_name = "FILE")]
    pub track: PathBuf,
    /// What drove
    #[arg(long, value_enum, default_value_t = Drives::Car)]
    pub vehicle: Drives,
    #[command(flatten)]
    pub form: Form,
}
