//! What the record has of a movement's alerts, as far as the watch raised them.

use std::collections::BTreeMap;

use conduct::{
    Event, What,
    alert::{Found, Key, Settled},
};
use model::{Instant, Word, id::AlertId};
use strum::IntoEnumIterator as _;

use super::Ended;
use crate::watching::told::Ledgered;

/// An alert as it was entered.
#[derive(Clone, Debug)]
pub(super) struct Entered {
    pub alert: AlertId,
    pub raised_at: Instant,
    pub found: Found,
    /// The vehicles it came to be about.
    pub vehicles: Vec<Word>,
    pub ended: Option<(Instant, Ended)>,
}

/// All of a movement's, in the order in which they were raised.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    entered: Vec<Entered>,
}

impl Ledger {
    /// From everything that happened until a moment. What was closed later was open then.
    pub fn of(happened: &[Event], until: Instant) -> Self {
        let mut ledger = Ledger::default();
        let mut place: BTreeMap<AlertId, usize> = BTreeMap::new();
        for event in happened.iter().filter(|event| event.at <= until) {
            match &event.what {
                What::AlertRaised { alert, rule, found: Some(found), .. } if is_of_the_watch(rule) => {
                    place.insert(*alert, ledger.entered.len());
                    let (alert, raised_at, found) = (*alert, event.at, found.clone());
                    let vehicles = found.vehicles.clone();
                    ledger.entered.push(Entered { alert, raised_at, found, vehicles, ended: None });
                }
                What::AlertChanged { alert, found, .. } => {
                    let entered = place.get(alert).and_then(|place| ledger.entered.get_mut(*place));
                    entered.into_iter().for_each(|entered| entered.vehicles.clone_from(&found.vehicles));
                }
                What::AlertWithdrawn { alert, .. } => ledger.end(&place, alert, (event.at, Ended::Withdrawn)),
                What::AlertClosed { alert, .. } => ledger.end(&place, alert, (event.at, Ended::Closed)),
                _ => {}
            }
        }
        ledger
    }

    fn end(&mut self, place: &BTreeMap<AlertId, usize>, alert: &AlertId, ended: (Instant, Ended)) {
        if let Some(entered) = place.get(alert).and_then(|place| self.entered.get_mut(*place)) {
            entered.ended = Some(ended);
        }
    }

    pub fn all(&self) -> &[Entered] {
        &self.entered
    }

    /// As it was at a moment. What there was an alert about counts as such from the beginning: so each finding stays where it is put.
    pub fn at(&self, now: Instant) -> Ledgered {
        let closed = self.entered.iter().filter_map(|entered| {
            let (at, _) = entered.ended.filter(|(at, how)| *how == Ended::Closed && *at <= now)?;
            Some(Settled::of(&entered.found.key, &entered.vehicles, at))
        });
        let settled = closed.flatten().collect();
        let mut open: BTreeMap<Key, Vec<Word>> = BTreeMap::new();
        for Entered { found, vehicles, .. } in &self.entered {
            open.entry(found.key.clone())
                .or_default()
                .extend(vehicles.iter().chain(&found.vehicles).cloned());
        }
        Ledgered { open, settled }
    }

    /// Whether the record needs no other alert for what is found in the end: this one is open, or somebody closed it after that
    /// was known.
    pub fn covers(&self, entered: &Entered, now: Option<&Found>) -> bool {
        match entered.ended {
            None => true,
            Some((at, Ended::Closed)) => now.is_some_and(|found| found.known_from() <= at),
            Some((_, Ended::Withdrawn)) => false,
        }
    }
}

fn is_of_the_watch(rule: &Word) -> bool {
    watch::Rule::iter().any(|known| *rule == *<&str>::from(known))
}
