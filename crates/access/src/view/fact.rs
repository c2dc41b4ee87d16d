//! Facts with who said them and when, as far as their parts are shown.

use std::collections::BTreeSet;

use model::{Claim, Dossier, Fact, Instant, Path, Segment, Word, claim::resolve, value::Plain};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Sight, shapes};
use crate::{Part, Tie, part::part_of};

/// One fact.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
pub struct FactView {
    /// Where it stands, such as `vehicles[SPU-7].plate`.
    pub path: String,
    /// `known`, `missing`, `stale` or `contradictory`.
    #[schema(value_type = shapes::FactState)]
    pub state: &'static str,
    /// What is known: yes or no, a number of things, or a text (times as RFC 3339, days as `2026-11-24`, lengths
    /// and times with their unit). `null` unless it is known.
    #[schema(value_type = Option<serde_json::Value>)]
    pub value: Option<serde_json::Value>,
    /// Who said what.
    pub said: Vec<Said>,
}

/// What one origin said.
#[derive(Clone, PartialEq, Debug, Serialize, ToSchema)]
#[schema(as = ClaimView)]
pub struct Said {
    /// What.
    pub value: serde_json::Value,
    /// Where it can be read.
    pub source: String,
    /// Who said it, where that is not the source itself.
    pub by: Option<String>,
    /// When it was so (RFC 3339, UTC).
    #[schema(format = DateTime)]
    pub observed: String,
    /// From when on it has no voice.
    #[schema(format = DateTime)]
    pub valid_until: Option<String>,
}

/// The facts a sight shows.
pub(super) fn shown(facts: &Dossier, sight: &Sight, now: Instant) -> Vec<FactView> {
    let visible = facts.facts().into_iter().filter(|(path, _)| is_shown(path, sight));
    visible.map(|(path, claims)| FactView::of(&path, claims, now)).collect()
}

/// Whether a sight shows a fact. What a party was told and answered is no fact to that party but its own word, shown
/// as such: as a fact it also says whether the order still keeps to what was announced.
pub(super) fn is_shown(path: &Path, sight: &Sight) -> bool {
    match (part_of(path), &sight.tie) {
        (Some(Part::Schedule), Tie::District { late, .. }) => {
            sight.shows(Part::Schedule) && is_of_section(path, late)
        }
        (Some(Part::Picture), Tie::District { areas, .. }) => {
            sight.shows(Part::Picture) && is_level_at(path, areas)
        }
        (Some(part), _) => sight.shows(part),
        (None, _) => false,
    }
}

/// Whether a fact of the schedule is about the journey itself or about when it enters the area of a party that was
/// told the hour. Of other districts, halts and sites a district is told nothing: they are not its section.
fn is_of_section(path: &Path, late: &BTreeSet<Path>) -> bool {
    let of_the_journey = matches!(path.segments(), [Segment::Attribute(root), ..] if root == "movement");
    of_the_journey || late.iter().any(|party| path.segments().starts_with(party.segments()))
}

/// Whether a fact of the picture is the level of an area in which one of these lies. Which other areas have one, and what lies on the
/// way where, is the route.
fn is_level_at(path: &Path, areas: &[Word]) -> bool {
    match path.segments() {
        [Segment::Attribute(list), Segment::Item(level), ..] => {
            list.as_str() == "alerts" && areas.iter().any(|own| own.is_within(level))
        }
        _ => false,
    }
}

impl FactView {
    pub(super) fn of(path: &Path, claims: &[Claim], now: Instant) -> Self {
        let (state, value) = match resolve(claims, now).fact {
            Fact::Known(claim) => ("known", Some(plain(claim))),
            Fact::Missing => ("missing", None),
            Fact::Stale(_) => ("stale", None),
            Fact::Contradictory(_) => ("contradictory", None),
        };
        FactView { path: path.to_string(), state, value, said: claims.iter().map(Said::of).collect() }
    }
}

impl Said {
    fn of(claim: &Claim) -> Self {
        Said {
            value: plain(claim),
            source: claim.source.cite.to_string(),
            by: claim.source.by.as_ref().map(ToString::to_string),
            observed: claim.observed.to_string(),
            valid_until: claim.valid_until.map(|until| until.to_string()),
        }
    }
}

fn plain(claim: &Claim) -> serde_json::Value {
    serde_json::to_value(Plain(&claim.value)).unwrap_or_default()
}
