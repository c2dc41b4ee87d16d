//! Who has what to do with a movement, found once more from what was ordered and from what happened.

use std::collections::BTreeSet;

use access::Viewer;
use conduct::{Event, Movement, Stage, What, movement::Kind as Sort};
use model::{
    Instant, Path, Span, Word,
    id::{AlertId, MovementId},
    party::Role,
};

use crate::{
    policy::{CALLED, Has, May},
    room::word,
    world::{AREAS, World},
};

impl World {
    /// The number of the permission a run relies on.
    pub fn permission(&self, it: &Movement) -> Option<Word> {
        match it.kind {
            Sort::Run(standing) => self.room.state.movement(standing).map(|standing| standing.number.clone()),
            _ => None,
        }
    }

    /// What the policy lets a viewer see of a movement at `now`, found from what happened and what was ordered.
    pub fn may(&self, viewer: &Viewer, it: &Movement, now: Instant) -> Option<May> {
        let happened = || self.room.history.iter().filter(|event| event.what.movement() == Some(it.id));
        let yes = |has, yes: bool| yes.then(|| May::of(has, None));
        match viewer.role {
            Role::DutyOfficer | Role::Authority => yes(Has::All, true),
            Role::Investigator => {
                yes(Has::All, happened().any(|e| matches!(e.what, What::CaseOpened { .. })))
            }
            Role::Sponsor => {
                let requested = |e: &Event| {
                    matches!(e.what, What::MovementRequested { .. }) && e.by.agency == viewer.agency
                };
                yes(Has::AskedForIt, happened().any(requested))
            }
            Role::DistrictOfficer => {
                let area = AREAS.iter().position(|area| viewer.areas == [word(area)])?;
                let own = self.districts[&(it.number.clone(), area)].clone();
                let called = self.called(it.id, viewer);
                let (is_called, area) = (!called.is_empty(), Some(word(AREAS[area])));
                let Some(has) = self.told(it.id, &own) else {
                    let may = yes(Has::CalledForHelp, is_called)?;
                    return Some(May { area, called, ..may });
                };
                let handed_over =
                    if has == Has::ToldTheHour { self.handed_over(it.id, &own) } else { BTreeSet::new() };
                let mut may = May { area, called, handed_over, ..May::of(has, Some(own)) };
                may.parts.extend(CALLED.into_iter().filter(|_| is_called));
                Some(may)
            }
            Role::Commander => yes(Has::Commands, self.names(it, "commanders", viewer)),
            Role::Principal if self.names(it, "principals", viewer) => {
                let inherited = || self.departs.get(&self.permission(it)?).copied();
                let departs = self.departs.get(&it.number).copied().or_else(inherited);
                let near = departs.is_some_and(|at| now >= at.saturating_add(Span::hours(-24)));
                let today = match it.stage {
                    Stage::UnderWay(_) | Stage::Arrived | Stage::Closed => true,
                    Stage::Cancelled => false,
                    _ => near,
                };
                yes(if today { Has::TravelsToday } else { Has::TravelsSomeDay }, true)
            }
            Role::Partner => yes(Has::WasPromised, matches!(it.stage, Stage::Arrived | Stage::Closed)),
            Role::Principal | Role::Administrator | Role::System => None,
        }
    }

    fn names(&self, it: &Movement, list: &str, viewer: &Viewer) -> bool {
        let standing = match it.kind {
            Sort::Run(standing) => self.room.state.movement(standing),
            _ => None,
        };
        let own = it.plan.root.get(list).or_else(|| standing?.plan.root.get(list));
        let label = viewer.label.as_ref().unwrap();
        matches!(own, Some(model::dossier::Node::List(list)) if list.items.iter().any(|(known, _)| known == label))
    }

    /// What both sides of a boundary are shown, where one of them is `own`.
    fn handed_over(&self, it: MovementId, own: &Path) -> BTreeSet<Path> {
        let planned = self.room.history.iter().rev().find_map(|event| match &event.what {
            What::HandOversPlanned { movement, boundaries } if *movement == it => Some(boundaries.as_slice()),
            _ => None,
        });
        let mine = planned.unwrap_or_default().iter().filter(|it| [&it.from, &it.into].contains(&own));
        let entered = |into: &Path| into.clone().attribute(&word("enters_at"));
        mine.flat_map(|it| [it.from.clone(), it.into.clone(), entered(&it.into)]).collect()
    }

    /// The alerts that went up to somebody and that nobody closed or took back.
    fn called(&self, it: MovementId, viewer: &Viewer) -> BTreeSet<AlertId> {
        let mut open = BTreeSet::new();
        for event in &self.room.history {
            match &event.what {
                What::AlertEscalated { movement, alert, to, .. }
                    if *movement == it && to.contains(&viewer.person) =>
                {
                    open.insert(*alert);
                }
                What::AlertClosed { alert, .. } | What::AlertWithdrawn { alert, .. } => {
                    open.remove(alert);
                }
                _ => {}
            }
        }
        open
    }

    /// What a party was told so far. Other days, or something asked anew, take the hour back.
    fn told(&self, it: MovementId, own: &Path) -> Option<Has> {
        let (mut known, mut days, mut hour) = (false, None, false);
        for event in &self.room.history {
            match &event.what {
                What::EarlyNoticeGiven { movement, party, window, asks, .. }
                    if (*movement, party) == (it, own) =>
                {
                    known = true;
                    hour &= days == Some(*window) && asks.is_none();
                    days = Some(*window);
                }
                What::LateNoticeGiven { movement, party, .. } if (*movement, party) == (it, own) => {
                    hour = true;
                }
                What::CallDue { movement, party }
                | What::CallWasVain { movement, party, .. }
                | What::NoticeAnswered { movement, party, .. }
                | What::NoObjectionIssued { movement, party, .. }
                    if (*movement, party) == (it, own) =>
                {
                    known = true;
                }
                _ => {}
            }
        }
        known.then_some(if hour { Has::ToldTheHour } else { Has::ToldTheDays })
    }
}
