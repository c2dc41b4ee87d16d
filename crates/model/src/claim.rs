//! What was said by whom, and what it amounts to at a given moment.
//!
//! A certificate, a telephone call, a line of the movement order: each is a *claim*. Claims are kept side by
//! side and never overwritten by another's; only the same origin can replace its own earlier word. Two
//! origins that disagree make a contradiction, and a contradiction proves nothing. What settles it is one
//! more claim that names the claims it settles (a joint re-examination, say); the earlier ones stay visible.

use serde::{Deserialize, Serialize};

use crate::{Instant, Value, Word};

/// One statement of one origin about one attribute.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// What is said.
    pub value: Value,
    /// Who says so, and where it can be read.
    pub source: Source,
    /// When it was so: the day of the examination, the hour of the call. Claims from the future are not
    /// known yet.
    pub observed: Instant,
    /// From this moment on the claim has no voice; `None`: it does not expire.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Instant>,
    /// The origins whose contradicting claims this one settles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settles: Vec<Word>,
}

/// Where a claim comes from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Where it can be read: a key of the file's list of sources, or the kind of entry of the record.
    pub cite: Word,
    /// Who said it, where that is not the cited source itself: a laboratory, an agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Word>,
}

impl Source {
    /// A source that speaks for itself.
    #[must_use]
    pub fn of(cite: Word) -> Self {
        Source { cite, by: None }
    }

    /// Whose word it is: later claims of the same origin replace its earlier ones.
    #[must_use]
    pub fn origin(&self) -> &Word {
        self.by.as_ref().unwrap_or(&self.cite)
    }
}

/// What the claims about one attribute amount to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fact<'a> {
    /// Every origin with a voice says the same; the claim that holds longest stands for them.
    Known(&'a Claim),
    /// Nobody has said anything.
    Missing,
    /// What was said has expired; the last of it.
    Stale(&'a Claim),
    /// Origins disagree.
    Contradictory(Vec<&'a Claim>),
}

/// A fact, and until when it stays what it is if nobody says anything more.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Resolved<'a> {
    /// What the claims amount to.
    pub fact: Fact<'a>,
    /// The next moment at which time alone changes it.
    pub changes_at: Option<Instant>,
}

impl Claim {
    fn is_known_at(&self, now: Instant) -> bool {
        self.observed <= now
    }

    fn has_expired_at(&self, now: Instant) -> bool {
        self.valid_until.is_some_and(|until| until <= now)
    }
}

/// What `claims` amount to at `now`.
#[must_use]
pub fn resolve(claims: &[Claim], now: Instant) -> Resolved<'_> {
    let spoken = latest_of_each_origin(claims, now);
    let settled: Vec<&Claim> =
        spoken.iter().copied().filter(|claim| !is_settled(claim, &spoken, now)).collect();
    let valid: Vec<&Claim> = settled.iter().copied().filter(|claim| !claim.has_expired_at(now)).collect();

    let fact = match valid.split_first() {
        None => match settled.iter().copied().max_by_key(|claim| claim.valid_until) {
            None => Fact::Missing,
            Some(last) => Fact::Stale(last),
        },
        Some((first, rest)) if rest.iter().all(|other| other.value == first.value) => {
            Fact::Known(longest_valid(first, rest))
        }
        Some(_) => Fact::Contradictory(valid),
    };
    Resolved { changes_at: next_change(claims, &fact, now), fact }
}

fn latest_of_each_origin(claims: &[Claim], now: Instant) -> Vec<&Claim> {
    let mut latest: Vec<&Claim> = Vec::with_capacity(claims.len());
    for claim in claims.iter().filter(|claim| claim.is_known_at(now)) {
        match latest.iter_mut().find(|kept| kept.source.origin() == claim.source.origin()) {
            Some(kept) if kept.observed <= claim.observed => *kept = claim,
            Some(_) => {}
            None => latest.push(claim),
        }
    }
    latest
}

/// A claim is settled by another's that names its origin, was made no earlier, and still has a voice.
fn is_settled(claim: &Claim, spoken: &[&Claim], now: Instant) -> bool {
    spoken.iter().any(|other| {
        !std::ptr::eq(*other, claim)
            && !other.has_expired_at(now)
            && other.observed >= claim.observed
            && other.settles.contains(claim.source.origin())
    })
}

fn longest_valid<'a>(first: &'a Claim, rest: &[&'a Claim]) -> &'a Claim {
    let holds_longer = |a: &Claim, b: &Claim| match (a.valid_until, b.valid_until) {
        (None, Some(_)) => true,
        (Some(a), Some(b)) => a > b,
        (_, None) => false,
    };
    rest.iter().copied().fold(first, |best, claim| if holds_longer(claim, best) { claim } else { best })
}

/// A single known claim changes when it expires; anything else may change at the next expiry of any claim.
/// Claims from the future count from the moment they were observed.
fn next_change(claims: &[Claim], fact: &Fact<'_>, now: Instant) -> Option<Instant> {
    let announced = claims.iter().map(|claim| claim.observed).filter(|at| *at > now).min();
    let alone = claims.len() == 1;
    let expiry = match fact {
        Fact::Known(claim) if alone => claim.valid_until,
        Fact::Missing => None,
        _ => claims.iter().filter_map(|claim| claim.valid_until).filter(|until| *until > now).min(),
    };
    announced.into_iter().chain(expiry).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Instant {
        Instant::from_micros(second * 1_000_000).unwrap()
    }

    fn claim(value: bool, by: &str, observed: i64, until: Option<i64>) -> Claim {
        Claim {
            value: Value::Bool(value),
            source: Source { cite: "B1".parse().unwrap(), by: Some(by.parse().unwrap()) },
            observed: at(observed),
            valid_until: until.map(at),
            settles: Vec::new(),
        }
    }

    #[test]
    fn two_laboratories_that_disagree_prove_nothing() {
        let claims = [claim(true, "laboratory-1", 1, None), claim(false, "agency-2", 2, None)];
        assert!(matches!(resolve(&claims, at(9)).fact, Fact::Contradictory(both) if both.len() == 2));
    }

    #[test]
    fn an_origin_may_replace_its_own_word_but_nobody_elses() {
        let claims = [claim(false, "lab", 1, None), claim(true, "lab", 5, None)];
        assert!(matches!(resolve(&claims, at(9)).fact, Fact::Known(c) if c.value == Value::Bool(true)));
        let late = [claim(true, "lab", 5, None), claim(false, "lab", 1, None)];
        assert!(matches!(resolve(&late, at(9)).fact, Fact::Known(c) if c.value == Value::Bool(true)));
    }

    #[test]
    fn a_joint_examination_settles_a_contradiction_while_it_holds() {
        let mut joint = claim(true, "joint-board", 6, Some(20));
        joint.settles = vec!["agency-2".parse().unwrap()];
        let claims = [claim(true, "laboratory-1", 1, None), claim(false, "agency-2", 2, None), joint];
        let before = resolve(&claims, at(9));
        assert!(matches!(before.fact, Fact::Known(_)));
        assert_eq!(before.changes_at, Some(at(20)));
        assert!(matches!(resolve(&claims, at(20)).fact, Fact::Contradictory(_)));
    }

    #[test]
    fn a_claim_expires_at_the_stated_moment_and_is_then_stale() {
        let claims = [claim(true, "lab", 1, Some(10))];
        let before = resolve(&claims, at(9));
        assert!(matches!(before.fact, Fact::Known(_)));
        assert_eq!(before.changes_at, Some(at(10)));
        assert!(matches!(resolve(&claims, at(10)).fact, Fact::Stale(_)));
    }

    #[test]
    fn a_claim_from_the_future_is_not_known_yet() {
        let claims = [claim(true, "lab", 50, None)];
        let now = resolve(&claims, at(9));
        assert_eq!(now.fact, Fact::Missing);
        assert_eq!(now.changes_at, Some(at(50)));
    }

    #[test]
    fn what_one_origin_replaced_does_not_come_back_when_the_newer_word_expires() {
        let claims = [claim(true, "lab", 1, None), claim(false, "lab", 5, Some(10))];
        assert!(matches!(resolve(&claims, at(11)).fact, Fact::Stale(c) if c.value == Value::Bool(false)));
    }
}
