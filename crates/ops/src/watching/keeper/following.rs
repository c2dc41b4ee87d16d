//! Which movements are followed, by what, and again: from everything that is kept of them.

use conduct::{Movement, device};
use model::{
    Instant, Span,
    id::{DeviceId, MovementId},
};
use watch::Heard;

use super::{
    super::{
        followed::{Followed, InForce},
        hearing,
        papers::Unreadable,
        sources::Sources,
    },
    AGAIN_AFTER, Keeper,
};

/// A movement that was followed again because something came too late for its watches is not again for so long: what comes too late
/// meanwhile is gathered. Ours, five seconds: a telephone that was out of reach all night sends what it kept one by one, each of which
/// would have everything read again, and of what is that old nobody waits for the second.
pub(in super::super) const GATHERED: Span = Span::seconds(5);

impl<S: Sources> Keeper<S> {
    /// Something came too late for the watches of a movement.
    pub(super) fn follow_late(&mut self, id: MovementId) {
        match self.late.get_mut(&id).filter(|(until, _)| *until > self.now) {
            Some((_, came)) => *came = true,
            None => {
                self.follow_again(id);
                self.late.insert(id, (self.now.saturating_add(GATHERED), false));
            }
        }
    }

    /// A movement changed: follows it by orders it did not have, to its arrival.
    pub(super) fn follow(&mut self, movement: &Movement) {
        let known = self.followed.get(&movement.id);
        if !known.is_some_and(|known| known.is_by(movement.watched.len(), &movement.deaf, movement.arrived)) {
            self.follow_again(movement.id);
        }
    }

    /// One that has arrived and is not followed: whatever reported for it by its orders may do so late.
    pub(super) fn awaits(&mut self, movement: &Movement) {
        for by in &movement.watched {
            let Some(paper) = self.papers.paper(&self.sources, &by.order) else {
                return self.goes_blind(movement.id);
            };
            for binding in paper.order.vehicles.iter().flat_map(|vehicle| &vehicle.bindings) {
                self.by_device.entry(binding.device).or_default().insert(movement.id);
            }
        }
        self.bind(movement);
        self.dormant.insert(movement.id);
    }

    /// Something of it cannot be read: everything is read again later.
    pub(super) fn goes_blind(&mut self, id: MovementId) {
        self.blind.insert(id);
        self.again.insert(id, self.now.saturating_add(AGAIN_AFTER));
    }

    /// From everything that is kept; if that cannot be read, by what there is, and again later.
    pub(super) fn follow_again(&mut self, id: MovementId) {
        let Some(movement) = self.state.movement(id).cloned() else { return };
        let Some(since) = hearing::begins(&movement) else { return };
        self.dormant.remove(&id);
        self.late.get_mut(&id).into_iter().for_each(|(_, came)| *came = false);
        match self.recalled(&movement, since) {
            Ok(followed) => {
                self.blind.remove(&id);
                self.followed.insert(id, followed);
                self.bind(&movement);
            }
            Err(Unreadable) => self.goes_blind(id),
        }
        self.changed.insert(id);
        self.news.insert(id);
        self.moved(id);
    }

    fn recalled(&mut self, movement: &Movement, since: Instant) -> Result<Followed, Unreadable> {
        let known = self.followed.get(&movement.id).map(Followed::orders).unwrap_or_default();
        let orders = self.papers.in_force(&self.sources, movement, known)?;
        let devices = self.reporting(movement, &orders);
        let kept = self.sources.reports(&devices, since).map_err(|_| Unreadable)?;
        let counts = kept.iter().filter(|kept| hearing::reported_at(kept) >= since);
        let reports = counts.map(|kept| hearing::report(&orders, kept));
        let voices = movement.heard.iter().filter(|spoken| spoken.stated_at >= since);
        let voices = voices.map(|spoken| hearing::voice(&orders, spoken));
        let all: Vec<Heard> = reports.chain(voices).collect();
        Ok(Followed::again(orders, &all, movement.arrived, self.now))
    }

    pub(super) fn bind(&mut self, movement: &Movement) {
        let orders = self.followed.get(&movement.id).map(Followed::orders).unwrap_or_default();
        for device in self.bound_to(movement, orders) {
            self.by_device.entry(device).or_default().insert(movement.id);
        }
    }

    /// Whatever reports of a movement now, in a vehicle of it or not.
    fn bound_to(&self, movement: &Movement, orders: &[InForce]) -> Vec<DeviceId> {
        let serving = device::serving(&self.state, movement).map(|(id, _)| id);
        Followed::devices_of(orders).into_iter().chain(serving).collect()
    }

    /// The same, and whatever did: what was heard of it stays heard when it arrives, when a device is revoked, and when somebody is on
    /// its order no more.
    pub(super) fn reporting(&self, movement: &Movement, orders: &[InForce]) -> Vec<DeviceId> {
        let mut all = self.bound_to(movement, orders);
        let known = self.by_device.iter().filter(|(_, movements)| movements.contains(&movement.id));
        all.extend(known.map(|(id, _)| *id));
        all.sort_unstable();
        all.dedup();
        all
    }

    pub(super) fn let_go(&mut self, id: MovementId) {
        if !self.dormant.remove(&id) && !self.is_watched(id) {
            return;
        }
        self.followed.remove(&id);
        self.blind.remove(&id);
        self.moved_on.insert(id);
        self.news.insert(id);
        self.again.remove(&id);
        self.late.remove(&id);
        if let Some(due) = self.due_of.remove(&id) {
            self.due.remove(&(due, id));
        }
        self.changed.remove(&id);
        self.unsettled.remove(&id);
        self.by_device.retain(|_, movements| {
            movements.remove(&id);
            !movements.is_empty()
        });
    }
}
