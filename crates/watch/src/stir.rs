//! Whether anything began or ended to be found since somebody asked before.

use crate::{
    Rule,
    latch::{Held, Key},
};

/// What was found when somebody asked last.
#[derive(Debug, Default)]
pub(crate) struct Stir {
    current: Vec<Key>,
    over: usize,
    /// What was over has changed since.
    pub overturned: bool,
}

impl Stir {
    pub(crate) fn stirred(
        &mut self,
        over: usize,
        tell: impl FnOnce(&mut dyn FnMut(Rule, Option<u16>, &Held)),
    ) -> bool {
        let mut stirred = std::mem::take(&mut self.overturned) || over != self.over;
        self.over = over;
        let (current, mut number) = (&mut self.current, 0);
        tell(&mut |rule, subject, held| {
            let key = held.key(rule, subject);
            if current.get(number) != Some(&key) {
                stirred = true;
                current.truncate(number);
                current.push(key);
            }
            number += 1;
        });
        if number < current.len() {
            stirred = true;
            current.truncate(number);
        }
        stirred
    }
}
