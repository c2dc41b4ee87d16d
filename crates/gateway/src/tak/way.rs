//! A planned way as it is drawn on a client's map, and when it is drawn anew.

use atlas::{Atlas, Drawn};
use conduct::movement::Planned;
use model::{Dossier, Fact, Instant, Path, Value, claim::resolve};

/// Draws a way on its network. Where the network is not at hand it is a line from its beginning to its end.
pub(super) fn drawn(atlas: &Atlas, planned: &Planned, facts: &Dossier, now: Instant) -> Drawn {
    atlas::drawn(atlas, planned, facts, now, |line| ops::watching::points_on(facts, now, line))
}

/// What an order says of its points and halts: while that stays the same, and the way, what is drawn does as well.
pub(super) fn said(facts: &Dossier, now: Instant) -> Vec<(Path, Value)> {
    let mut all = Vec::new();
    for (list, attributes) in [("points", &["at", "sort"][..]), ("halts", &["after"])] {
        let Ok(list) = list.parse::<Path>() else { continue };
        for (label, _) in facts.items(&list.to_string()) {
            let paths = attributes.iter().filter_map(|name| name.parse::<Path>().ok());
            for at in paths.map(|name| list.clone().item(label).join(&name)) {
                if let Fact::Known(claim) = resolve(facts.claims(&at), now).fact {
                    all.push((at, claim.value.clone()));
                }
            }
        }
    }
    all
}
