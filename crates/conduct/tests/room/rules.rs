//! Rulebooks written short, and the shelf they stand on.

use std::sync::{Arc, LazyLock};

use conduct::{Artefacts, Pinned};
use model::{Digest, Dossier};
use roads::{chart::Chart, import, schematic};
use rulebook::{RuleSet, Rulebook};
use threat::Ground;

/// A rulebook of these rules: `(id, condition or empty, requirement, who may waive it or empty)`.
pub fn book(rules: &[(&str, &str, &str, &str)]) -> Arc<Rulebook> {
    let mut toml = String::from("[rulebook]\nid = \"test\"\ntitle = \"t\"\n[sources]\nT = \"test\"\n");
    for (id, when, require, waiver) in rules {
        let when = if when.is_empty() { String::new() } else { format!("when = \"\"\"{when}\"\"\"\n") };
        let effect = if waiver.is_empty() {
            "\"refuse\"".to_owned()
        } else {
            format!("{{ refuse_unless_waived_by = \"{waiver}\" }}")
        };
        toml += &format!(
            "[[rule]]\nid = \"{id}\"\ntitle = \"{id}\"\n{when}require = \"\"\"{require}\"\"\"\neffect = {effect}\n\
             owner = \"duty-officer\"\nsource = [\"T\"]\nbasis = \"source\"\n\
             remedy = [[{{ action = \"complete-list\", set = {{ districts.complete = true }} }}]]\n"
        );
        // A rulebook is not read without examples; that they are true of it is the rulebook's own tests' matter.
        for verdict in ["met", "breached", "unproved"] {
            toml += &format!("[[rule.example]]\nname = \"{verdict}\"\nexpect = \"{verdict}\"\n");
            toml += "[rule.example.facts]\nmovement = { inter_city = true }\n";
        }
    }
    Arc::new(Rulebook::read("test.toml", toml.as_bytes()).unwrap_or_else(|faults| panic!("{faults}\n{toml}")))
}

/// Rulebooks by number; fact sets are named by a checksum of their JSON, which is all that is asked of a name.
#[derive(Default, Clone)]
pub struct Shelf(pub Vec<Arc<Rulebook>>);

impl Shelf {
    pub fn digest(n: usize) -> Digest {
        Digest([u8::try_from(n).unwrap(); 32])
    }
}

/// The corridor of the demonstration, the one network that test rooms have.
pub static CORRIDOR: LazyLock<Arc<Ground>> = LazyLock::new(|| {
    let drawn = import::drawn(&schematic::karakoram_corridor().unwrap()).unwrap();
    Arc::new(Ground::of(Chart::open(Arc::new(drawn.file)).unwrap()).unwrap())
});

/// Its name.
pub fn corridor() -> Digest {
    Digest(CORRIDOR.chart().pin())
}

impl Artefacts for Shelf {
    fn ground(&self, network: &Digest) -> Option<Arc<Ground>> {
        (*network == corridor()).then(|| Arc::clone(&CORRIDOR))
    }

    fn rules(&self, pinned: &Pinned) -> Option<Arc<RuleSet>> {
        let book = |digest: &Digest| self.0.get(usize::from(digest.0[0])).cloned();
        let mut set = RuleSet::compose(pinned.rulebooks.iter().map(book).collect::<Option<_>>()?).ok()?;
        for rule in &pinned.switched_off {
            set.switch_off(rule, "by test").ok()?;
        }
        (!pinned.rulebooks.is_empty()).then(|| Arc::new(set))
    }

    fn pin(&self, facts: &Dossier) -> Digest {
        let mut sum = [0xcb_u8; 32];
        for (i, byte) in serde_json::to_vec(facts).unwrap().into_iter().enumerate() {
            sum[i % 32] = sum[i % 32].wrapping_mul(31).wrapping_add(byte);
        }
        Digest(sum)
    }
}

/// The usual rules: armour can be waived by an authority, the rest cannot.
pub fn usual() -> Arc<Rulebook> {
    book(&[
        ("accepted", "", "districts.all(d, d.accepted)", ""),
        (
            "seven-days",
            "",
            "districts.all(d, d.notice.given && movement.begins_on - d.notice.given_on >= days(7))",
            "duty-officer",
        ),
        ("armour", "", "vehicles.all(v, v.bullet_proof)", "authority"),
        ("no-red", "", "alerts.all(a, a.level != 'red')", ""),
    ])
}
