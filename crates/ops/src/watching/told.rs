//! What the watch finds, as the ledger of alerts keeps it.

use std::collections::BTreeMap;

use conduct::alert::{Found, Key, MOST_CONCERNED, MOST_EVIDENCE, Settled};
use model::{Instant, Span, Word};
use watch::{Element, Finding, Measure, Rule, Subject, late_by};

/// The number of what was said by voice, which is not among the reports of devices: theirs begin with 1.
pub(super) const BY_VOICE: u64 = 0;

/// Half a word, less the sign between the halves.
const HALF: usize = model::word::LONGEST / 2 - 1;

/// What the ledger has of a movement, as far as it says where a finding belongs.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledgered {
    /// What there are alerts about, and of which vehicles. One may be about one vehicle alone, of what would be one matter of all of
    /// them today: what is found of that vehicle belongs there.
    pub open: BTreeMap<Key, Vec<Word>>,
    /// What somebody closed.
    pub settled: Vec<Settled>,
}

impl Ledgered {
    /// Whether there is an alert that already says this.
    fn says(&self, found: &Found) -> bool {
        let named = self.open.get(&found.key);
        let is_named = |named: &Vec<Word>| found.vehicles.iter().any(|vehicle| named.contains(vehicle));
        named.is_some_and(|named| found.vehicles.is_empty() || is_named(named))
    }
}

/// Findings by what they are about. There is one alert about one thing: of several episodes that which is so now stands, or else the
/// one that became known last. An order that judges more strictly may find that something has been so since long before another
/// episode that is over.
///
/// What is so of several vehicles at once is one thing: a convoy that halts, or comes into the range of a jammer. It is told of the
/// one that was found last, with all of which it is so; of what somebody closed only that which an alert says again.
pub(super) fn by_key<'f>(
    findings: impl IntoIterator<Item = &'f Finding>,
    ledgered: &Ledgered,
) -> BTreeMap<Key, Found> {
    let mut fresh: BTreeMap<Key, Vec<Found>> = BTreeMap::new();
    let mut settled: BTreeMap<Key, Vec<Found>> = BTreeMap::new();
    for finding in findings {
        let Some(single) = found(finding) else { continue };
        let together = together(finding, &single).filter(|_| !ledgered.open.contains_key(&single.key));
        let was_closed = Settled::cover(&ledgered.settled, &single);
        let found = together.unwrap_or(single);
        let was_closed = was_closed || Settled::cover(&ledgered.settled, &found);
        if was_closed && !ledgered.says(&found) {
            continue;
        }
        let all = if was_closed { &mut settled } else { &mut fresh };
        all.entry(found.key.clone()).or_default().push(found);
    }
    settled.append(&mut fresh);
    settled.into_iter().filter_map(|(key, episodes)| Some((key, one(episodes)?))).collect()
}

/// The same as that of a whole convoy, if it may be so of several at once. What a device itself says is its own matter.
fn together(finding: &Finding, single: &Found) -> Option<Found> {
    let vehicles = match (finding.rule, &finding.element) {
        (Rule::Emergency | Rule::TwoPlaces, _) => return None,
        (_, Element::Gap { ahead, behind }) => vec![ahead.clone(), behind.clone()],
        _ => vec![single.key.subject.clone()?],
    };
    let element = single.key.element.clone().filter(|_| !matches!(finding.element, Element::Gap { .. }));
    let key = Key { rule: single.key.rule.clone(), subject: None, element };
    Some(Found { key, vehicles, ..single.clone() })
}

/// Episodes of one thing as one: the last, with the others that are so of other vehicles at the same time. It has been so since the first
/// of them began; that of the last is when it became known so.
fn one(mut episodes: Vec<Found>) -> Option<Found> {
    episodes.sort_by(|a, b| rank(b).cmp(&rank(a)));
    let mut episodes = episodes.into_iter();
    let mut last = episodes.next()?;
    if last.vehicles.is_empty() {
        return Some(last);
    }
    let (since, is_over, known) = (last.since, last.until.is_some(), last.known_from());
    let meanwhile = |one: &Found| one.until.map_or(!is_over, |until| is_over && until >= since);
    for one in episodes.filter(meanwhile) {
        last.distance = worse(&last.key.rule, last.distance, one.distance);
        last.delay = last.delay.max(one.delay);
        last.since = last.since.min(one.since);
        last.until = last.until.max(one.until);
        last.vehicles.extend(one.vehicles);
        last.evidence.extend(one.evidence);
    }
    last.established = Some(known).filter(|known| *known > last.since);
    last.vehicles.sort_unstable();
    last.vehicles.dedup();
    last.vehicles.truncate(MOST_CONCERNED);
    last.evidence.sort_unstable();
    last.evidence.dedup();
    last.evidence.truncate(MOST_EVIDENCE);
    Some(last)
}

/// Of two vehicles too close, the closer; of whatever else is measured, the farther.
fn worse(rule: &Word, a: Option<u64>, b: Option<u64>) -> Option<u64> {
    let is_close = *rule == *<&str>::from(Rule::IntervalSmall);
    if is_close { a.into_iter().chain(b).min() } else { a.max(b) }
}

fn rank(found: &Found) -> (bool, Instant, Instant, Option<&Word>) {
    (found.until.is_none(), found.known_from(), found.since, found.vehicles.first())
}

/// A finding as an alert's of its own; `None` only if a name is longer than a word may be, which no order's is.
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
        Measure::Arrival { planned, estimate } => (None, Some(delay(finding, planned, estimate))),
    };
    let evidence = finding.evidence.iter().copied().filter(|number| *number != BY_VOICE);
    let evidence = evidence.take(MOST_EVIDENCE).collect();
    let established = (finding.found > finding.since).then_some(finding.found);
    let (since, until) = (finding.since, finding.until);
    Some(Found { established, until, evidence, distance, delay, ..Found::of(key, since) })
}

/// How much later than planned it is: as estimated, or as it was; but whoever is not there yet when they are found to be late is as late
/// as that at least, whatever their last report made one expect.
fn delay(finding: &Finding, planned: Instant, estimate: Option<Instant>) -> Span {
    let is_there = finding.until.is_some();
    let least = Some(finding.found).filter(|_| !is_there);
    estimate.max(least).unwrap_or(finding.found).since(planned)
}

/// How late a movement is at the next point.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Late {
    /// What an alert about it is about.
    pub key: Key,
    /// When it was to be there.
    pub planned: Instant,
    /// How much later it will be, or is by now.
    pub delay: Span,
}

/// The same of one that was not seen since its last report: by the clock, once nobody saw it there by the hour estimated.
pub(super) fn late_at(finding: &Finding, now: Instant) -> Option<Late> {
    let Measure::Arrival { planned, estimate } = finding.measure else { return None };
    Some(Late { key: found(finding)?.key, planned, delay: late_by(planned, estimate, now) })
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
