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
    /// Everything said has expired; the last of it to do so.
    Stale(&'a Claim),
    /// Origins disagree, and at least one of them still has a voice. A "no" that has expired still disagrees:
    /// time alone does not turn a dispute into a proof. Its origin may replace it, or somebody may settle it.
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
    if let [only] = claims {
        return resolve_only(only, now);
    }
    let standing = not_settled(latest_of_each_origin(claims, now), now);
    let speaks = |claim: &&Claim| !claim.has_expired_at(now);
    let fact = match standing.split_first() {
        None => Fact::Missing,
        Some((first, rest)) if rest.iter().all(|other| other.value == first.value) => {
            match longest_valid(first, rest) {
                claim if speaks(&claim) => Fact::Known(claim),
                claim => Fact::Stale(claim),
            }
        }
        Some(_) if standing.iter().any(speaks) => Fact::Contradictory(standing),
        Some((first, rest)) => Fact::Stale(longest_valid(first, rest)),
    };
    Resolved { fact, changes_at: next_change(claims, now) }
}

/// Most facts have one claim, and a rulebook reads hundreds of them.
fn resolve_only(claim: &Claim, now: Instant) -> Resolved<'_> {
    if !claim.is_known_at(now) {
        Resolved { fact: Fact::Missing, changes_at: Some(claim.observed) }
    } else if claim.has_expired_at(now) {
        Resolved { fact: Fact::Stale(claim), changes_at: None }
    } else {
        Resolved { fact: Fact::Known(claim), changes_at: claim.valid_until }
    }
}

/// The last word of each origin, in the order in which they were said.
fn latest_of_each_origin(claims: &[Claim], now: Instant) -> Vec<&Claim> {
    let mut said: Vec<&Claim> = claims.iter().filter(|claim| claim.is_known_at(now)).collect();
    said.sort_by_key(|claim| claim.observed);
    let mut latest: Vec<&Claim> = Vec::with_capacity(said.len());
    for claim in said.into_iter().rev() {
        if !latest.iter().any(|kept| kept.source.origin() == claim.source.origin()) {
            latest.push(claim);
        }
    }
    latest.reverse();
    latest
}

/// Leaves out what was settled: by a claim said later, that has a voice and was not itself settled. Judging the
/// latest first, claims that settle each other cannot all fall silent.
fn not_settled(said: Vec<&Claim>, now: Instant) -> Vec<&Claim> {
    let mut standing: Vec<&Claim> = Vec::with_capacity(said.len());
    for claim in said.into_iter().rev() {
        let settles_it =
            |later: &&Claim| !later.has_expired_at(now) && later.settles.contains(claim.source.origin());
        if !standing.iter().any(settles_it) {
            standing.push(claim);
        }
    }
    standing.reverse();
    standing
}

/// The claim that holds longest; the earliest said of several.
fn longest_valid<'a>(first: &'a Claim, rest: &[&'a Claim]) -> &'a Claim {
    let holds_longer = |a: &Claim, b: &Claim| match (a.valid_until, b.valid_until) {
        (None, Some(_)) => true,
        (Some(a), Some(b)) => a > b,
        (_, None) => false,
    };
    rest.iter().copied().fold(first, |best, claim| if holds_longer(claim, best) { claim } else { best })
}

/// Claims count from the moment they were observed and until they expire; either may change what they all
/// amount to.
fn next_change(claims: &[Claim], now: Instant) -> Option<Instant> {
    let announced = claims.iter().map(|claim| claim.observed);
    let expiries = claims.iter().filter_map(|claim| claim.valid_until);
    announced.chain(expiries).filter(|at| *at > now).min()
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
    fn a_no_that_expires_does_not_turn_a_dispute_into_a_yes() {
        let claims = [claim(true, "lab", 1, Some(30)), claim(false, "agency-2", 2, Some(10))];
        assert!(matches!(resolve(&claims, at(9)).fact, Fact::Contradictory(_)));
        assert!(matches!(resolve(&claims, at(10)).fact, Fact::Contradictory(both) if both.len() == 2));
        assert!(matches!(resolve(&claims, at(30)).fact, Fact::Stale(_)));
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

    #[test]
    fn claims_that_settle_each_other_cannot_all_fall_silent() {
        let mut one = claim(true, "laboratory-1", 1, Some(30));
        one.settles = vec!["agency-2".parse().unwrap()];
        let mut other = claim(false, "agency-2", 1, Some(20));
        other.settles = vec!["laboratory-1".parse().unwrap()];
        let claims = [one, other];
        let both = resolve(&claims, at(9));
        assert!(
            matches!(both.fact, Fact::Known(c) if c.value == Value::Bool(false)),
            "the later entry stands"
        );
        assert_eq!(both.changes_at, Some(at(20)));
        let after = resolve(&claims, at(20));
        assert!(matches!(after.fact, Fact::Contradictory(_)), "what settled it has no voice any more");
    }

    #[test]
    fn what_a_settled_claim_had_settled_is_disputed_again() {
        let says = |value, by, observed, settles: &[&str]| Claim {
            settles: settles.iter().map(|origin| origin.parse().unwrap()).collect(),
            ..claim(value, by, observed, None)
        };
        let claims = [says(true, "a", 1, &[]), says(false, "b", 2, &["a"]), says(false, "c", 3, &["b"])];
        assert!(matches!(resolve(&claims, at(9)).fact, Fact::Contradictory(both) if both.len() == 2));
    }
}
