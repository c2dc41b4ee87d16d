//! The days of a journey.

use model::{Claim, Node, Source, Span, Value, Word};

use super::Derived;

/// What goes before the origin of an hour of departure in the origin of the day that follows from it.
pub(super) const BY_THE_HOUR: &str = "departs-at:";

impl Derived<'_> {
    /// `departs_on` from `departs_at`, then `begins_on` from `departs_on`: claim by claim, so that until when it
    /// holds and any contradiction carry over. The day by the hour is an origin of its own: a day that was said
    /// otherwise is contradicted, even by the same person.
    pub(super) fn journey(&mut self, offset: Span) {
        let Some(Node::Record(movement)) = self.facts.root.get("movement") else { return };
        let said = |name: &str| match movement.get(name) {
            Some(Node::Claims(claims)) => claims.as_slice(),
            _ => &[],
        };
        let by_the_hour = said("departs_at").iter().filter_map(|claim| on_its_day(claim, offset));
        let departs_on: Vec<Claim> = said("departs_on").iter().cloned().chain(by_the_hour).collect();
        let (hour_is_said, beginning_is_said) =
            (!said("departs_at").is_empty(), !said("begins_on").is_empty());
        if !beginning_is_said {
            self.put("movement", "begins_on", &departs_on);
        }
        if hour_is_said {
            self.put("movement", "departs_on", &departs_on);
        }
    }

    fn put(&mut self, record: &str, name: &str, claims: &[Claim]) {
        if claims.is_empty() {
            return;
        }
        if let (Some(Node::Record(record)), Ok(name)) =
            (self.facts.to_mut().root.0.get_mut(record), name.parse::<Word>())
        {
            record.0.insert(name, Node::Claims(claims.to_vec()));
        }
    }
}

fn on_its_day(claim: &Claim, offset: Span) -> Option<Claim> {
    match claim.value {
        Value::Time(moment) => Some(Claim {
            value: Value::Day(moment.day(offset)),
            source: Source { cite: claim.source.cite.clone(), by: Some(by_the_hour(claim.source.origin())) },
            settles: claim.settles.iter().map(by_the_hour).collect(),
            ..claim.clone()
        }),
        _ => None,
    }
}

/// The origin of a day that follows from this one's hour; one too long for that stays what it is.
fn by_the_hour(origin: &Word) -> Word {
    format!("{BY_THE_HOUR}{origin}").parse().unwrap_or_else(|_| origin.clone())
}
