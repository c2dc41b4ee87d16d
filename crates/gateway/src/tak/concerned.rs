//! Which movements whoever serves a vehicle or person of them is told of, and of which that they hold no more.

use std::{cmp::Reverse, collections::HashMap};

use conduct::{Movement, Stage, State, departs, device::served};
use model::{Instant, Path, id::MovementId};

use super::tidings::HOLDS;

/// The most that one device is told to hold no more. Ours: a vehicle has a few a day.
const MOST_OVER: usize = 8;

/// The movements that name one vehicle or person.
#[derive(Clone, Default)]
pub(super) struct Concerned {
    /// Those it may be told of: first what is on the road, then by their hour. When it is told, `access` says.
    pub ahead: Vec<MovementId>,
    /// Those that it may have been told of and that hold no more: what ended last comes first.
    pub over: Vec<MovementId>,
}

/// The same by what they name.
#[derive(Default)]
pub(super) struct Index(HashMap<Path, Concerned>);

/// Where a movement is in them.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    OnTheRoad,
    Cleared(Instant),
    Over(Reverse<Instant>),
}

impl Index {
    pub(super) fn of(state: &State, now: Instant) -> Index {
        let mut index: HashMap<Path, Concerned> = HashMap::new();
        let standing = |movement| standing(state, movement, now).map(|standing| (standing, movement));
        let mut all: Vec<_> = state.movements.values().map(AsRef::as_ref).filter_map(standing).collect();
        all.sort_by(|(one, _), (other, _)| one.cmp(other));
        for (standing, movement) in all {
            for path in served(state, movement) {
                let Concerned { ahead, over } = index.entry(path).or_default();
                if !matches!(standing, Standing::Over(_)) {
                    ahead.push(movement.id);
                } else if over.len() < MOST_OVER {
                    over.push(movement.id);
                }
            }
        }
        Index(index)
    }

    /// The movements that name a vehicle or person.
    pub(super) fn naming(&self, path: &Path) -> Concerned {
        self.0.get(path).cloned().unwrap_or_default()
    }
}

/// Whether anybody may be told anything of a movement.
pub(super) fn is_told(state: &State, movement: &Movement, now: Instant) -> bool {
    standing(state, movement, now).is_some()
}

/// `None` of one that nobody is told anything of: of one that was not even cleared nobody learns that it is there, and what was told
/// of one that ended has lost its time on whichever client ([`HOLDS`]).
fn standing(state: &State, movement: &Movement, now: Instant) -> Option<Standing> {
    match movement.stage {
        Stage::UnderWay(_) => Some(Standing::OnTheRoad),
        Stage::Cleared => Some(Standing::Cleared(departs(state, movement, now).unwrap_or(Instant::MAX))),
        Stage::Held => Some(Standing::Over(Reverse(Instant::MAX))),
        Stage::Arrived | Stage::Cancelled => {
            let ended = movement.ended.filter(|ended| now.since(*ended) <= HOLDS);
            ended.map(|ended| Standing::Over(Reverse(ended)))
        }
        Stage::Requested | Stage::Closed => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use conduct::{
        What,
        movement::{Authority, Kind},
    };
    use model::{
        Dossier, Span,
        id::TextId,
        party::{Actor, Role},
    };
    use uuid::Uuid;

    use super::*;

    fn at(hour: i32) -> Instant {
        "2026-12-11T06:00:00Z".parse::<Instant>().unwrap().saturating_add(Span::hours(hour))
    }

    fn id(n: u128) -> MovementId {
        MovementId(Uuid::from_u128(n))
    }

    fn car() -> Path {
        "vehicles[lead]".parse().unwrap()
    }

    fn happens(state: &mut State, at: Instant, what: What) {
        let by = Actor { person: None, role: Role::System, agency: "room".parse().unwrap() };
        state.apply(&conduct::Event { at, by, what });
    }

    /// One that names the car, and stands there.
    fn asked_for(state: &mut State, n: u128, stage: Stage) {
        let mut plan = Dossier::default();
        plan.mention(&car()).unwrap();
        let (movement, number) = (id(n), format!("SC-{n}").parse().unwrap());
        happens(state, at(0), What::MovementRequested { movement, number, kind: Kind::Single, plan });
        let moved = Movement { stage, ..Movement::clone(state.movement(movement).unwrap()) };
        state.movements.insert(movement, Arc::new(moved));
    }

    #[test]
    fn what_is_on_the_road_comes_first_however_many_were_asked_for_before_and_however_they_stand() {
        let mut state = State::default();
        (1..=20).for_each(|n| asked_for(&mut state, n, Stage::Requested));
        (21..=30).for_each(|n| asked_for(&mut state, n, Stage::Cleared));
        asked_for(&mut state, 31, Stage::UnderWay(Authority::Authorised));
        let ahead = Index::of(&state, at(0)).naming(&car()).ahead;
        assert_eq!((ahead.first(), ahead.len()), (Some(&id(31)), 11));
    }

    #[test]
    fn what_arrived_or_was_called_off_is_over_for_a_day_the_last_first_and_then_nobody_is_told_of_it() {
        let mut state = State::default();
        asked_for(&mut state, 1, Stage::UnderWay(Authority::Urgent));
        asked_for(&mut state, 2, Stage::Cleared);
        asked_for(&mut state, 3, Stage::Requested);
        let (arrived_at, reason) = (at(0), TextId(Uuid::nil()));
        happens(&mut state, at(1), What::Arrived { movement: id(1), arrived_at });
        for n in [2, 3] {
            happens(&mut state, at(2), What::Cancelled { movement: id(n), reason });
        }
        let over = |hour| Index::of(&state, at(hour)).naming(&car()).over;
        // The third was never cleared, and nobody was told of it.
        assert_eq!(over(3), [id(2), id(1)]);
        assert_eq!(over(26), [id(2)]);
        assert_eq!(over(27), []);
        assert!(Index::of(&state, at(3)).naming(&car()).ahead.is_empty());
    }
}
