//! What one order after the other found of a movement, as episodes.
//!
//! Each order has a watch that heard everything, and finds by its own measure what was so in its time. A change of the order
//! changes by what something is judged, not when it began. So:
//!
//! - An episode has the time at which it *began* from the reports, whichever order held then.
//! - What was so when the time of an order ended, and by a later order has been so since before that, is *one* episode. It keeps
//!   when it began and when it was first found, whatever the later order says of both: whoever closed an alert about it has
//!   closed it, and no new device, area or threshold brings it back.
//! - What only the later order finds, because it judges more strictly, is another one. It was established when that order began to
//!   hold: before, nobody could have found it, and nobody who closed an alert before knew of it.
//! - What was over before an order began to hold is none of its findings.
//! - A call for help is found when it is heard, and anew each time it is: there is nothing in it that an order judges. It is one as long
//!   as it goes on, and no change of the order ends it.

use std::collections::BTreeMap;

use model::Instant;
use watch::{Element, Finding, Rule, Subject};

/// What is one alert's.
type About = (Rule, Subject, Element);

/// Findings of all orders so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Episodes {
    all: Vec<Finding>,
    /// By what it is about: the last that was so when the time of its order ended.
    lasting: BTreeMap<About, Lasting>,
}

/// An episode that was not over when the time of an order ended.
#[derive(Clone, Debug)]
struct Lasting {
    /// Its place among all.
    place: usize,
    /// When that was.
    at: Instant,
    /// What showed it to whoever found it first.
    evidence: Vec<u64>,
}

impl Episodes {
    /// What the next order found. `since`: from when on it holds; `None` for the first. `until`: when its time ended, if another came
    /// after it.
    pub fn add(&mut self, found: Vec<Finding>, since: Option<Instant>, until: Option<Instant>) {
        for mut finding in found {
            if finding.until.is_some_and(|until| since.is_some_and(|since| until <= since)) {
                continue;
            }
            // What is so when the next order comes is over for this one.
            let lasts = until.filter(|_| finding.until.is_none());
            // That another order holds ends no call for help: it may not know the device any more.
            let ends = until.filter(|_| finding.rule != Rule::Emergency);
            finding.until = finding.until.or(ends);
            let about = (finding.rule, finding.subject.clone(), finding.element.clone());
            let evidence = finding.evidence.clone();
            let place = match self.lasting.get(&about).filter(|lasting| self.is_one(lasting, &finding)) {
                Some(lasting) => {
                    let episode = &mut self.all[lasting.place];
                    episode.goes_on(finding, &lasting.evidence);
                    lasting.place
                }
                None => {
                    if finding.rule != Rule::Emergency {
                        finding.found = finding.found.max(since.unwrap_or(Instant::MIN));
                    }
                    self.all.push(finding);
                    self.all.len() - 1
                }
            };
            match (lasts, self.lasting.get_mut(&about)) {
                (Some(at), Some(lasting)) if lasting.place == place => lasting.at = at,
                (Some(at), _) => drop(self.lasting.insert(about, Lasting { place, at, evidence })),
                (None, Some(lasting)) if lasting.place == place => drop(self.lasting.remove(&about)),
                (None, _) => {}
            }
        }
    }

    /// All of them.
    pub fn into_findings(self) -> Vec<Finding> {
        self.all
    }

    fn is_one(&self, lasting: &Lasting, finding: &Finding) -> bool {
        match finding.rule {
            Rule::Emergency => self.all.get(lasting.place).is_some_and(|first| first.since == finding.since),
            _ => finding.since <= lasting.at,
        }
    }
}

trait GoesOn {
    fn goes_on(&mut self, later: Finding, first: &[u64]);
}

impl GoesOn for Finding {
    /// It goes on as a later order finds it, which heard everything too.
    fn goes_on(&mut self, later: Finding, first: &[u64]) {
        self.until = later.until;
        if later.rule == Rule::Emergency {
            self.found = self.found.max(later.found);
        }
        self.last = self.last.max(later.last);
        self.measure = later.measure;
        self.evidence = first.iter().copied().chain(later.evidence).collect();
        self.evidence.sort_unstable();
        self.evidence.dedup();
    }
}

#[cfg(test)]
#[path = "episodes_tests.rs"]
mod tests;
