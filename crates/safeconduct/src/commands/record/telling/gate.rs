//! What was seen at the gate, and in what it differs from the order.

use conduct::event::Difference;
use model::id::MovementId;

use super::{Telling, name};

impl Telling<'_> {
    /// After so many vehicles and people of the detail were seen, and heads counted.
    pub(super) fn gate_checked(
        &self,
        movement: &MovementId,
        [vehicles, crew]: [usize; 2],
        heads: u32,
        differences: &[Difference],
        revision: u32,
    ) -> String {
        let about = [
            ("number", self.number(movement)),
            ("vehicles", vehicles.into()),
            ("crew", crew.into()),
            ("heads", heads.into()),
            ("compared", self.compared(differences).into()),
            ("revision", revision.into()),
        ];
        self.say("entry-gate-checked", about)
    }

    fn compared(&self, differences: &[Difference]) -> String {
        if differences.is_empty() {
            return self.words.say("entry-gate-as-ordered");
        }
        let said: Vec<String> = differences.iter().map(|difference| self.differs(difference)).collect();
        self.words.list(&said)
    }

    fn differs(&self, difference: &Difference) -> String {
        let (how, what) = match difference {
            Difference::VehicleAbsent(label) => ("vehicle-absent", label),
            Difference::VehicleUnplanned(plate) => ("vehicle-unplanned", plate),
            Difference::PersonAbsent(label) => ("person-absent", label),
            Difference::PersonUnplanned(label) => ("person-unplanned", label),
            Difference::Heads { seen, planned } => {
                let about = [("seen", (*seen).into()), ("planned", (*planned).into())];
                return self.say("entry-gate-heads-differ", about);
            }
        };
        self.say("entry-gate-differs", [("how", how.into()), ("what", name(what))])
    }
}
