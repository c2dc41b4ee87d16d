//! What one role is tried on: a movement they have to do with, one they have not, and things for them to act on.

use e2e::{
    orders::{fact, order, prepare, waiver, waiver_of},
    unit::{POSTS, Scene, network},
};
use serde_json::{Value, json};

/// An identifier that is nobody's and nothing's.
const NOTHING: &str = "01800000-0000-7000-8000-000000000000";

/// The ground of one role. Each has its own, so that what one does does not stand in another's way.
pub struct Ground {
    /// The role.
    pub role: &'static str,
    /// A movement they have to do with, as far as their role has to do with any.
    pub own: String,
    /// One they have nothing to do with, or none at all.
    pub other: String,
    waiver: String,
    alert: String,
    dismissed: String,
    former: String,
    invited: String,
    danger: String,
    device: String,
    silence: String,
    search: String,
}

impl Ground {
    /// Lays it out.
    #[track_caller]
    pub fn of(scene: &Scene, role: &'static str) -> Ground {
        let (duty, sponsor) = (scene.the("duty-officer"), scene.the("sponsor"));
        let own = match role {
            // It has arrived.
            "partner" => {
                let urgent =
                    json!({"number": "OWN-partner", "facts": order(), "reason": "a fall on the site"});
                let own = duty.post("/urgent-movements", &urgent).is(201).movement();
                duty.post(&format!("/movements/{own}/arrival"), &json!({})).is(200);
                own
            }
            _ => {
                let wanted = json!({"number": format!("OWN-{role}"), "facts": order()});
                let own = sponsor.post("/movements", &wanted).is(201).movement();
                prepare(scene, &own);
                own
            }
        };
        if role == "investigator" {
            let case = json!({"reason": "a plan was leaked"});
            duty.post(&format!("/movements/{own}/case"), &case).is(200);
        }
        let other = match role {
            "duty-officer" | "authority" => NOTHING.to_owned(),
            _ => {
                let wanted = json!({"number": format!("OTHER-{role}"), "facts": others()});
                duty.post("/movements", &wanted).is(201).movement()
            }
        };
        if role == "commander" || role == "principal" {
            let of = format!("{role}s[test-{role}]");
            duty.put("/duress/words", &super::bodies::words(&of)).is(200);
        }
        // An alert, and a waiver that those who may revoke any may revoke.
        let seen = json!({"number": format!("SEEN-{role}")});
        let seen = duty.post("/observed-movements", &seen).is(201).movement();
        let alerts = duty.read("/alerts");
        let raised = alerts.as_array().unwrap().iter().find(|alert| alert["movement"] == *seen).unwrap();
        let waiver = if role == "partner" { NOTHING.to_owned() } else { waived(scene, role, &own) };
        Ground {
            role,
            own,
            other,
            waiver,
            alert: raised["id"].as_str().unwrap().to_owned(),
            dismissed: somebody(scene),
            former: {
                let former = somebody(scene);
                scene.the("administrator").delete(&format!("/people/{former}")).is(200);
                former
            },
            invited: somebody(scene),
            danger: {
                let closure = json!({"place": "-80,10", "within_m": 10});
                duty.post("/dangers/closures", &closure).is(200);
                duty.read("/dangers")[0]["id"].as_str().unwrap().to_owned()
            },
            search: search(scene),
            silence: {
                duty.post("/silences", &super::bodies::silence()).is(201);
                let silences = duty.read("/silences");
                silences.as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned()
            },
            device: {
                let device = json!({"serves": "vehicles[test-car]", "sort": "tracker"});
                duty.post("/devices", &device).is(201).json()["device"].as_str().unwrap().to_owned()
            },
        }
    }

    /// The number of the movement an alert of this ground is about, which nobody has seen arrive.
    pub fn number(&self) -> String {
        format!("SEEN-{}", self.role)
    }

    /// Somebody enrolled.
    pub fn person(&self) -> &str {
        &self.invited
    }

    /// The path of an operation, on this ground.
    pub fn path(&self, path: &str, movement: &str) -> String {
        let id = match path {
            _ if path.contains("/movements/") => movement,
            _ if path.contains("/alerts/") => &self.alert,
            _ if path.contains("/dangers/") => &self.danger,
            _ if path.contains("/devices/") => &self.device,
            _ if path.contains("/silences/") => &self.silence,
            _ if path.contains("/searches/") => &self.search,
            _ if path.ends_with("/invitation") => &self.invited,
            _ if path.ends_with("/erasure") => &self.former,
            _ => &self.dismissed,
        };
        let path =
            path.replace("{id}", id).replace("{waiver}", &self.waiver).replace("{agency}", "test-unit");
        // A tile of the corridor's: Besham lies in it.
        let path = path.replace("{message}", "1");
        path.replace("{network}", network()).replace("{z}/{x}/{y}", "7/89/50")
    }
}

/// A search that an investigator asked for and nobody answered.
fn search(scene: &Scene) -> String {
    let duty = scene.the("duty-officer");
    let movement =
        match duty.read("/movements").as_array().unwrap().iter().find(|one| one["number"] == "CASE-1") {
            Some(known) => known["id"].as_str().unwrap().to_owned(),
            None => {
                let wanted = json!({"number": "CASE-1", "facts": order()});
                let movement = duty.post("/movements", &wanted).is(201).movement();
                duty.post(&format!("/movements/{movement}/case"), &json!({"reason": "a plan was leaked"}))
                    .is(200);
                movement
            }
        };
    let asked = scene.the("investigator").post("/searches", &super::bodies::search(&movement)).is(201).json();
    asked["search"].as_str().unwrap().to_owned()
}

/// Somebody enrolled, whom nobody needs.
fn somebody(scene: &Scene) -> String {
    let partner = POSTS.iter().find(|post| post.role == "partner").unwrap();
    let invited = scene.the("administrator").post("/people", &partner.body()).is(201).json();
    invited["person"].as_str().unwrap().to_owned()
}

/// A waiver by the role that takes back its own, or by an authority.
fn waived(scene: &Scene, role: &str, movement: &str) -> String {
    let (by, waiver) = match role {
        "duty-officer" => (role, waiver_of("counted")),
        _ => ("authority", waiver()),
    };
    scene.the(by).post(&format!("/movements/{movement}/waivers"), &waiver).is(200);
    let permissions =
        scene.the("duty-officer").read(&format!("/movements/{movement}"))["permissions"].clone();
    let waivers = permissions["waivers"].as_array().unwrap();
    let theirs = waivers.iter().find(|one| one["by"]["role"] == by).unwrap();
    theirs["id"].as_str().unwrap().to_owned()
}

/// An order of other people, through another district.
fn others() -> Vec<Value> {
    vec![
        fact("commanders[other-commander].duty", "commander"),
        fact("principals[other-principal].duty", "principal"),
        fact("movement.area", "pk/kp"),
        fact("districts[shangla].area", "pk/kp/shangla"),
    ]
}
