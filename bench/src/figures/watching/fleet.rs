//! A room of the built binary with movements on the road, each of ten vehicles with a device: whatever they report is watched.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use e2e::{
    client::Client,
    clock,
    orders::{fact, rulebooks, way},
    room::Room,
    tak::Package,
    unit::Scene,
};
use serde_json::{Value, json};

use super::{load::VEHICLES, march::March};
use crate::{Size, line::Enrolled};

/// From Rawalpindi to Dasu, in the north.
const ENDS: &str = "from=33.60,73.04&to=35.29,73.22";

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
pub struct Fleet {
    /// The room.
    pub scene: Scene,
    /// The movements under way.
    pub movements: Vec<String>,
    /// The devices of their vehicles, convoy by convoy.
    pub devices: Vec<Enrolled>,
    /// Where they are.
    pub march: March,
}

impl Fleet {
    /// Opens a room, enrols a device for each vehicle and sends the convoys out.
    ///
    /// # Errors
    /// When one is refused.
    pub fn out(size: Size, progress: &mut impl FnMut(&str)) -> anyhow::Result<Fleet> {
        let scene = Scene::open_by(|dir: &Path| Room::serve_as(dir, &HEARS));
        let (duty, convoys) = (scene.the("duty-officer"), size.convoys);
        watches_by_the_shipped_values(&scene)?;
        progress("enrolment of every vehicle's device");
        let vehicles = (0..convoys * VEHICLES).map(vehicle);
        let devices = vehicles.map(|vehicle| enrolled(&duty, &vehicle)).collect::<anyhow::Result<_>>()?;
        progress("departure of every convoy");
        let movements: Vec<String> =
            (0..convoys).map(|convoy| departed(&duty, convoy)).collect::<anyhow::Result<_>>()?;
        let line = planned(&duty, &movements)?;
        progress("areas that nobody may enter");
        March::on(&line, convoys)?
            .areas(size.fences.min(conduct::danger::MOST))
            .iter()
            .try_for_each(|area| forbidden(&duty, area))?;
        Ok(Fleet { scene, movements, devices, march: March::on(&line, convoys)? })
    }

    /// Enrols TAK clients that show certificates; each gets its package.
    ///
    /// # Errors
    /// When one is refused.
    pub fn packages(&self, many: usize) -> anyhow::Result<Vec<Package>> {
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
    pub fn process(&self) -> PathBuf {
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

/// What the unit of these tests has for rules, and the thresholds that are shipped.
fn watches_by_the_shipped_values(scene: &Scene) -> anyhow::Result<()> {
    let mut rulebooks = rulebooks();
    let shipped = json!({ "name": "watch.toml", "text": include_str!("../../../../rules/watch.toml") });
    rulebooks["rulebooks"].as_array_mut().context("a list")?.push(shipped);
    let adopted = scene.the("authority").put("/rulebooks", &rulebooks);
    ensure!(adopted.status == 200, "{}", adopted.text());
    Ok(())
}

/// Has every movement drive the fastest way through the corridor; its line.
fn planned(duty: &Client, movements: &[String]) -> anyhow::Result<Value> {
    let first = movements.first().context("a movement")?;
    let offered = duty.read(&format!("/movements/{first}/ways?{ENDS}"));
    let way = &offered["ways"][0];
    for movement in movements {
        let plan = json!({ "revision": offered["revision"], "drives": way["drives"] });
        let planned = duty.put(&format!("/movements/{movement}/way"), &plan);
        ensure!(planned.status == 200, "{}", planned.text());
    }
    Ok(way["line"].clone())
}

fn forbidden(duty: &Client, corners: &[String]) -> anyhow::Result<()> {
    let declared = duty.post("/dangers/no-go-areas", &json!({ "corners": corners }));
    ensure!(declared.status == 200, "{}", declared.text());
    Ok(())
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
    ]);
    let order =
        json!({ "number": format!("BENCH-{convoy}"), "facts": facts, "reason": "a fall on the site" });
    let made = duty.post("/urgent-movements", &order);
    ensure!(made.status == 201, "{}", made.text());
    Ok(made.movement())
}
