//! A room of the built binary with movements on the road, each of ten vehicles with a device: whatever they report is watched.

use std::path::{Path, PathBuf};

use anyhow::ensure;
use e2e::{
    client::Client,
    clock,
    orders::{fact, way},
    room::Room,
    tak::Package,
    unit::Scene,
};
use serde_json::json;

use super::load::VEHICLES;
use crate::line::Enrolled;

/// How it hears TAK clients, at a free port each. Over TLS a connection is one device's, and a few stand for thousands here.
const HEARS: [&str; 9] = [
    "--clock-is-kept",
    "--site",
    "http://localhost",
    "--cot-tls",
    "127.0.0.1:0",
    "--cot-tcp",
    "127.0.0.1:0",
    "--device-rate",
    "1000000",
];

/// The room, and who is on the road.
pub(super) struct Fleet {
    /// The room.
    pub scene: Scene,
    /// The movements under way.
    pub movements: Vec<String>,
    /// The devices of their vehicles, convoy by convoy.
    pub devices: Vec<Enrolled>,
}

impl Fleet {
    /// Opens a room, enrols a device for each vehicle and sends the convoys out.
    ///
    /// # Errors
    /// When one is refused.
    pub(super) fn out(convoys: usize, progress: &mut impl FnMut(&str)) -> anyhow::Result<Fleet> {
        let scene = Scene::open_by(|dir: &Path| Room::serve_as(dir, &HEARS));
        let duty = scene.the("duty-officer");
        progress("enrolment of every vehicle's device");
        let vehicles = (0..convoys * VEHICLES).map(vehicle);
        let devices = vehicles.map(|vehicle| enrolled(&duty, &vehicle)).collect::<anyhow::Result<_>>()?;
        progress("departure of every convoy");
        let movements = (0..convoys).map(|convoy| departed(&duty, convoy)).collect::<anyhow::Result<_>>()?;
        Ok(Fleet { scene, movements, devices })
    }

    /// Enrols TAK clients that show certificates; each gets its package.
    ///
    /// # Errors
    /// When one is refused.
    pub(super) fn packages(&self, many: usize) -> anyhow::Result<Vec<Package>> {
        let duty = self.scene.the("duty-officer");
        let one = |nth: usize| {
            let device = json!({ "serves": format!("vehicles[{}]", vehicle(nth)), "sort": "tak" });
            let made = duty.post("/devices", &device);
            ensure!(made.status == 201, "{}", made.text());
            Ok(Package::of(&made.json()))
        };
        (0..many).map(one).collect()
    }

    /// Its process, as `/proc` has it.
    pub(super) fn process(&self) -> PathBuf {
        Path::new("/proc").join(self.scene.room().process().to_string())
    }
}

fn vehicle(nth: usize) -> String {
    format!("bench-{}-{}", nth / VEHICLES, nth % VEHICLES)
}

fn enrolled(duty: &Client, vehicle: &str) -> anyhow::Result<Enrolled> {
    let device = json!({ "serves": format!("vehicles[{vehicle}]"), "sort": "tracker" });
    Enrolled::of(&duty.post("/devices", &device))
}

/// On the road without anybody's leave, as after a fall on the site: nothing has to be cleared first.
fn departed(duty: &Client, convoy: usize) -> anyhow::Result<String> {
    let vehicles = (0..VEHICLES).map(|nth| vehicle(convoy * VEHICLES + nth));
    let mut facts = way();
    facts.extend(vehicles.map(|vehicle| fact(&format!("vehicles[{vehicle}].plate"), vehicle.to_uppercase())));
    facts.extend([
        fact(&format!("commanders[bench-{convoy}].duty"), "commander"),
        fact("vehicles.complete", true),
        fact("movement.vehicle_count", VEHICLES),
        fact("movement.departs_on", clock::day(0)),
        fact("watch.fastest", "200 km"),
    ]);
    let order =
        json!({ "number": format!("BENCH-{convoy}"), "facts": facts, "reason": "a fall on the site" });
    let made = duty.post("/urgent-movements", &order);
    ensure!(made.status == 201, "{}", made.text());
    Ok(made.movement())
}
