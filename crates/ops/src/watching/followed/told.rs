//! A movement followed by what is told of it some at a time, so that a long one never has to be held at once.

use model::Instant;
use watch::{Heard, Watch};

use super::{Followed, InForce, calls, forget, within};

/// Tells everything that was heard so far, by when it was made, some at a time. It may be told more than once.
pub(in crate::watching) type Telling<'t, E> = &'t mut dyn FnMut(&mut dyn FnMut(&[Heard])) -> Result<(), E>;

impl Followed {
    /// Follows a movement by these orders, of which all this was heard so far. Each watch keeps so many reports at least.
    pub fn of_told<E>(
        orders: Vec<InForce>,
        ends: Option<Instant>,
        keeps: usize,
        now: Instant,
        tell: Telling<'_, E>,
    ) -> Result<Self, E> {
        let mut followed = Followed { orders, ends, keeps, ..Followed::default() };
        for number in 0..followed.orders.len() {
            let watch = followed.watch_told(number, now, tell)?;
            followed.holds(number, watch);
        }
        Ok(followed)
    }

    /// Another order holds. Nothing that was heard so far was made in its time.
    pub fn takes_on<E>(&mut self, order: InForce, now: Instant, tell: Telling<'_, E>) -> Result<(), E> {
        self.time(order.since);
        self.orders.push(order);
        let number = self.orders.len() - 1;
        let watch = self.watch_told(number, now, tell)?;
        self.holds(number, watch);
        Ok(())
    }

    /// It has arrived: what was heard of it afterwards is not heard.
    pub fn ends_at<E>(&mut self, ends: Instant, now: Instant, tell: Telling<'_, E>) -> Result<(), E> {
        let first = self.orders.len() - self.alive.len();
        if first > 0 && self.orders.get(first).is_some_and(|oldest| oldest.since >= ends) {
            let orders = std::mem::take(&mut self.orders);
            *self = Followed::of_told(orders, Some(ends), self.keeps, now, tell)?;
            return Ok(());
        }
        self.ends = Some(ends);
        for number in first..self.orders.len() {
            if self.until(number) == Some(ends) {
                self.alive[number - first] = self.watch_told(number, now, tell)?;
            }
        }
        Ok(())
    }

    fn watch_told<E>(&mut self, number: usize, now: Instant, tell: Telling<'_, E>) -> Result<Watch, E> {
        let until = self.until(number);
        let InForce { plan, fences, .. } = self.orders[number].clone();
        let mut watch = Watch::new(plan, fences, Instant::MIN).keeping(self.keeps);
        tell(&mut |heard| {
            self.calls.extend(calls(heard));
            // The clock goes along with what is told: it would run ahead with what came late.
            let at_once = within(heard, until).into_owned().into_iter();
            let at_once = at_once.map(|heard| Heard { received: heard.made(), ..heard });
            watch.hear_all(&at_once.collect::<Vec<_>>());
            forget(&mut self.calls, self.alive.iter().chain([&watch]));
        })?;
        watch.time(until.map_or(now, |until| until.min(now)));
        Ok(watch)
    }
}
