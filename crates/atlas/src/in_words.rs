//! Why there is no way, in the words of the catalogue.

use roads::{End, chart::NoWay};
use words::Catalogue;

/// What is in the way of a way, and what to do.
#[must_use]
pub fn no_way(none: &NoWay, words: &Catalogue) -> String {
    match none {
        NoWay::TooFar { point, nearest, label, distance_mm, reach_mm } => {
            let about = [
                ("point", End::Near(*point).to_string().into()),
                ("nearest", End::Near(*nearest).to_string().into()),
                ("label", label.as_str().into()),
                ("distance", (distance_mm / 1_000_000).into()),
                ("reach", (reach_mm / 1_000_000).into()),
            ];
            words.say_with("route-too-far", about)
        }
        NoWay::Islands { from, to } => {
            words.say_with("route-islands", [("from", from.as_str().into()), ("to", to.as_str().into())])
        }
        NoWay::Closed { from, to } => {
            words.say_with("route-closed", [("from", from.as_str().into()), ("to", to.as_str().into())])
        }
    }
}
