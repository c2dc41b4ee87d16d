//! Where the vehicles on the road are: all convoys drive the same way, each from a place of its own, and the vehicles of one behind
//! each other. And areas along it that nobody may enter, none of which it touches.

use std::time::Instant;

use anyhow::{Context as _, ensure};
use model::Place;
use serde_json::Value;

use super::load::VEHICLES;

/// What everybody drives, in metres a second.
const SPEED: u128 = 14;
/// From one vehicle to the next, in metres.
const INTERVAL: usize = 100;
/// The end of the way is left free: nobody arrives within so many metres, some twenty minutes.
const FREE: usize = 17_000;
/// The side of an area.
const SIDE_E7: i32 = 5_000;
/// No area is nearer to the way.
const NEAREST_M: f64 = 400.0;
/// And none farther.
const FARTHEST_E7: i32 = 500_000;
/// One metre in 1e-7 degree of latitude.
const METRE_E7: f64 = 89.93;

/// Convoys under way.
#[derive(Clone, Debug)]
pub struct March {
    /// The way, metre by metre.
    road: Vec<[i32; 2]>,
    convoys: usize,
    began: Instant,
}

impl March {
    /// So many convoys on a way as the room draws it, from now on.
    ///
    /// # Errors
    /// When it is no way, or too short a one.
    pub fn on(line: &Value, convoys: usize) -> anyhow::Result<March> {
        let road = metre_by_metre(line)?;
        ensure!(road.len() > FREE + VEHICLES * INTERVAL, "a way of {} m is too short", road.len());
        Ok(March { road, convoys, began: Instant::now() })
    }

    /// Where a vehicle is by now, by its number of all. Of several reports of the same moment each is some centimetres beside the one before.
    #[must_use]
    pub fn place(&self, vehicle: usize, nth: usize) -> Place {
        let (convoy, behind) = (vehicle / VEHICLES, (VEHICLES - vehicle % VEHICLES) * INTERVAL);
        let starts = convoy * (self.road.len() - FREE - VEHICLES * INTERVAL) / self.convoys;
        let driven = usize::try_from(self.began.elapsed().as_millis() * SPEED / 1000).unwrap_or_default();
        let [lat, lon] = self.road[(starts + behind + driven).min(self.road.len() - 1)];
        let beside = i32::try_from(nth % 8).unwrap_or_default();
        Place::from_e7((lat + beside).into(), lon.into()).unwrap_or(Place::ORIGIN)
    }

    /// So many areas along the way, by their corners.
    #[must_use]
    pub fn areas(&self, many: usize) -> Vec<Vec<String>> {
        let mut random = fastrand::Rng::with_seed(1);
        let mut areas = Vec::with_capacity(many);
        while areas.len() < many {
            let [lat, lon] = self.road[random.usize(0..self.road.len())];
            let [lat, lon] = [lat, lon].map(|e7| e7 + random.i32(-FARTHEST_E7..FARTHEST_E7));
            if self.is_clear_of([lat, lon]) {
                let corners = [(0, 0), (0, SIDE_E7), (SIDE_E7, SIDE_E7), (SIDE_E7, 0)];
                areas.push(corners.iter().map(|(up, right)| degrees(lat + up, lon + right)).collect());
            }
        }
        areas
    }

    fn is_clear_of(&self, [lat, lon]: [i32; 2]) -> bool {
        let within = (NEAREST_M * METRE_E7) as i32 + SIDE_E7;
        let is_near = |at: &&[i32; 2]| (at[0] - lat).abs() < within && (at[1] - lon).abs() < 2 * within;
        self.road.iter().step_by(100).find(is_near).is_none()
    }
}

fn degrees(lat: i32, lon: i32) -> String {
    format!("{:.7},{:.7}", f64::from(lat) / 1e7, f64::from(lon) / 1e7)
}

/// A line of longitudes and latitudes in degrees, a place each metre or nearly so.
fn metre_by_metre(line: &Value) -> anyhow::Result<Vec<[i32; 2]>> {
    let corner = |at: &Value| Some([at[1].as_f64()? * 1e7, at[0].as_f64()? * 1e7]);
    let corners = line.as_array().context("a line")?.iter().map(corner);
    let corners: Vec<[f64; 2]> = corners.collect::<Option<_>>().context("places in degrees")?;
    let mut road = Vec::new();
    for pair in corners.windows(2) {
        let ([lat, lon], [to_lat, to_lon]) = (pair[0], pair[1]);
        let (north, east) = (to_lat - lat, (to_lon - lon) * (lat / 1e7).to_radians().cos());
        let metres = (north.hypot(east) / METRE_E7).ceil().max(1.0);
        for metre in 0..metres as u32 {
            let part = f64::from(metre) / metres;
            road.push([(lat + (to_lat - lat) * part) as i32, (lon + (to_lon - lon) * part) as i32]);
        }
    }
    Ok(road)
}
