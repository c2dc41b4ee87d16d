//! What can be typed after `route`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use model::Place;
use roads::{End, chart::Mode};

use super::form::Form;

#[derive(Args)]
pub struct Route {
    /// The network file (safeconduct roads import)
    #[arg(long, value_name = "FILE")]
    pub network: PathBuf,
    /// Where it starts: latitude,longitude in degrees, such as 42.507,1.521
    #[arg(long, value_name = "LAT,LON", value_parser = place, allow_hyphen_values = true)]
    pub from: Place,
    /// Where it ends
    #[arg(long, value_name = "LAT,LON", value_parser = place, allow_hyphen_values = true)]
    pub to: Place,
    /// How many ways apart, each sharing at most 60 % of its length with every other
    #[arg(long, value_name = "COUNT", default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..=10))]
    pub ways: u8,
    /// The month of the journey, 1 to 12: decides what is open [default: this month, by UTC]
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=12))]
    pub month: Option<u8>,
    /// Reports of incidents: GeoJSON (docs/roads.md). With them, how exposed a way is counts as well
    #[arg(long, value_name = "FILE")]
    pub reports: Option<PathBuf>,
    #[command(flatten)]
    pub vehicle: Vehicle,
    #[command(flatten)]
    pub form: Form,
}

/// The largest vehicle of the convoy.
#[derive(Args)]
pub struct Vehicle {
    /// What drives: the most restricted vehicle of the convoy
    #[arg(long, value_enum, default_value_t = Drives::Car)]
    pub vehicle: Drives,
    /// Its height in metres; what is not stated limits nothing
    #[arg(long, value_name = "METRES", value_parser = thousandths)]
    pub height: Option<u32>,
    /// Its width in metres
    #[arg(long, value_name = "METRES", value_parser = thousandths)]
    pub width: Option<u32>,
    /// Its length in metres
    #[arg(long, value_name = "METRES", value_parser = thousandths)]
    pub length: Option<u32>,
    /// Its weight in tonnes, with everybody in it
    #[arg(long, value_name = "TONNES", value_parser = thousandths)]
    pub weight: Option<u32>,
    /// The weight on its heaviest axle in tonnes
    #[arg(long, value_name = "TONNES", value_parser = thousandths)]
    pub axle: Option<u32>,
    /// It has leave to use private roads
    #[arg(long)]
    pub leave: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Drives {
    /// A car or van, armoured or not
    Car,
    /// A coach hired for the journey
    Coach,
    /// A lorry
    Truck,
}

impl Drives {
    pub fn mode(self) -> Mode {
        match self {
            Drives::Car => Mode::Car,
            Drives::Coach => Mode::Bus,
            Drives::Truck => Mode::Truck,
        }
    }
}

impl Vehicle {
    pub fn described(&self) -> roads::chart::Vehicle {
        roads::chart::Vehicle {
            mode: self.vehicle.mode(),
            height_mm: self.height,
            width_mm: self.width,
            length_mm: self.length,
            weight_kg: self.weight,
            axle_kg: self.axle,
            has_leave: self.leave,
            top_kmh: None,
        }
    }
}

fn place(text: &str) -> Result<Place, String> {
    match text.parse() {
        Ok(End::Near(place)) => Ok(place),
        Ok(End::At(_)) => Err("give latitude,longitude in degrees, such as 42.507,1.521".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// Metres as millimetres, tonnes as kilograms: digits with at most three after the point.
fn thousandths(text: &str) -> Result<u32, String> {
    let unfit = || {
        format!(
            "`{text}` is no size: write such as 3.5, up to 1000, with at most three digits after the point"
        )
    };
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > 3 || !digits(whole) || !digits(part) {
        return Err(unfit());
    }
    let thousandths = format!("{whole}{part:0<3}").parse().map_err(|_| unfit())?;
    if (1..=1_000_000).contains(&thousandths) { Ok(thousandths) } else { Err(unfit()) }
}

#[cfg(test)]
mod tests {
    use super::thousandths;

    #[test]
    fn sizes_are_read_to_the_millimetre_and_nothing_else_is() {
        assert_eq!(
            ["3.5", "3", "0.001", "1000"].map(thousandths),
            [Ok(3500), Ok(3000), Ok(1), Ok(1_000_000)]
        );
        for text in ["", "0", "-1", "3,5", "3.5m", "1e3", ".5", "3.5000", "1000.001", "99999999999"] {
            assert!(thousandths(text).is_err(), "{text}");
        }
    }
}
