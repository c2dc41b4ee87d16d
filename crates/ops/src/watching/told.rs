//! What the watch finds, as the ledger of alerts keeps it.

use std::collections::BTreeMap;

use conduct::alert::{Found, Key, MOST_EVIDENCE};
use model::{Instant, Word};
use watch::{Element, Finding, Measure, Subject};

/// The number of what was said by voice, which is not among the reports of devices: theirs begin with 1.
pub(super) const BY_VOICE: u64 = 0;

/// Half a word, less the sign between the halves.
const HALF: usize = model::word::LONGEST / 2 - 1;

/// Findings by what they are about. There is one alert about one thing: of several episodes that which is so now stands, or else the
/// one that became known last. An order that judges more strictly may find that something has been so since long before another
/// episode that is over.
pub(super) fn by_key<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> BTreeMap<Key, Found> {
    let mut all: BTreeMap<Key, Found> = BTreeMap::new();
    for found in findings.into_iter().filter_map(found) {
        match all.get_mut(&found.key) {
            Some(known) if rank(known) >= rank(&found) => {}
            Some(known) => *known = found,
            None => {
                all.insert(found.key.clone(), found);
            }
        }
    }
    all
}

fn rank(found: &Found) -> (bool, Instant, Instant) {
    (found.until.is_none(), found.known_from(), found.since)
}

/// A finding as an alert's; `None` only if a name is longer than a word may be, which no order's is.
fn found(finding: &Finding) -> Option<Found> {
    let subject = match &finding.subject {
        Subject::Movement => None,
        Subject::Vehicle(label) => Some(label.clone()),
    };
    let key =
        Key { rule: finding.rule.to_string().parse().ok()?, subject, element: element(&finding.element) };
    let (distance, delay) = match finding.measure {
        Measure::Nothing => (None, None),
        Measure::Distance(mm) => (Some(mm), None),
        Measure::Lasted(span) => (None, Some(span)),
        Measure::Arrival { planned, estimate } => (None, estimate.map(|at| at.since(planned))),
    };
    let evidence = finding.evidence.iter().copied().filter(|number| *number != BY_VOICE);
    let evidence = evidence.take(MOST_EVIDENCE).collect();
    let established = (finding.found > finding.since).then_some(finding.found);
    Some(Found { key, since: finding.since, established, until: finding.until, evidence, distance, delay })
}

/// The part of the order in a word. Where two names together are too long for one, the second half is the digest of both.
fn element(element: &Element) -> Option<Word> {
    let said = match element {
        Element::Whole => return None,
        Element::Leg { after, before } => {
            let name = |point: &Option<Word>| point.as_ref().map_or("-", Word::as_str).to_owned();
            format!("{}/{}", name(after), name(before))
        }
        Element::Point(label) | Element::Fence(label) => label.to_string(),
        Element::Gap { ahead, behind } => format!("{ahead}/{behind}"),
        Element::Device(id) => id.to_string(),
        Element::Silence(from) => from.to_string(),
    };
    said.parse().ok().or_else(|| {
        let digest = record::Hash::of(said.as_bytes()).to_string();
        format!("{}+{}", said.get(..HALF)?, digest.get(..HALF)?).parse().ok()
    })
}
