//! Pages are told that something moved, some times a second and not for each report.

use std::{collections::BTreeSet, sync::Arc};

use model::id::MovementId;

use crate::{house::House, window::Reporters};

/// What is otherwise with movements on the road, and is no entry of the record.
#[derive(Clone, Debug)]
pub(crate) enum OnTheRoad {
    /// Where they are.
    Moved(Arc<BTreeSet<MovementId>>),
    /// How they are watched.
    Watched(Arc<BTreeSet<MovementId>>),
}

impl House {
    /// Tells the pages which movements moved, and which are watched otherwise, since this was called last.
    pub fn tells_moved(&self, reporters: &mut Reporters) {
        let tell = |movements: BTreeSet<MovementId>, what: fn(Arc<BTreeSet<MovementId>>) -> OnTheRoad| {
            if !movements.is_empty() {
                // Without open lines there is nobody to tell.
                let _ = self.moves.send(what(Arc::new(movements)));
            }
        };
        tell(self.board.take_news(), OnTheRoad::Watched);
        let devices = self.lookout.take_moved();
        if !devices.is_empty() {
            tell(self.window.moved(reporters, &devices), OnTheRoad::Moved);
        }
    }
}
