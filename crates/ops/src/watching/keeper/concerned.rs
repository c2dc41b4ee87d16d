//! Whom it concerns that the world stands otherwise than before.

use std::{collections::BTreeSet, sync::Arc};

use conduct::{Movement, State, device, movement::Kind};
use imbl::{OrdMap, ordmap::DiffItem};
use model::{Path, id::MovementId};

use super::{super::sources::Sources, Keeper};

impl<S: Sources> Keeper<S> {
    /// The movements, watched or open, of which something else is otherwise that they rely on: a device that serves somebody whom they
    /// name was enrolled, revoked or changed, or the permission under which they run.
    pub(super) fn relying(&self, before: &State) -> BTreeSet<MovementId> {
        let now = &self.state;
        let serves = |id| [before.devices.get(&id), now.devices.get(&id)].map(|one| Some(&one?.serves));
        let served: BTreeSet<&Path> =
            otherwise(&before.devices, &now.devices).flat_map(serves).flatten().collect();
        let is_permission =
            |id: &MovementId| now.movement(*id).is_some_and(|movement| movement.kind == Kind::Standing);
        let permissions: BTreeSet<MovementId> =
            otherwise(&before.movements, &now.movements).filter(is_permission).collect();
        if served.is_empty() && permissions.is_empty() {
            return BTreeSet::new();
        }
        let is_concerned = |movement: &Arc<Movement>| {
            movement.kind.permission().is_some_and(|permission| permissions.contains(&permission))
                || (!served.is_empty() && device::served(now, movement).any(|path| served.contains(&path)))
        };
        let all = self.watched().chain(now.open.iter().copied());
        all.filter(|id| now.movement(*id).is_some_and(is_concerned)).collect()
    }
}

/// The keys of what is not in both alike. What both share is not looked at: of hundreds of movements an event is about one.
pub(super) fn otherwise<K: Ord + Copy, V: PartialEq>(
    before: &OrdMap<K, V>,
    now: &OrdMap<K, V>,
) -> impl Iterator<Item = K> {
    before.diff(now).map(|differs| match differs {
        DiffItem::Add(id, _) | DiffItem::Remove(id, _) | DiffItem::Update { new: (id, _), .. } => *id,
    })
}
