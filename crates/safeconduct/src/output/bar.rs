//! What bars a movement besides the rules.

use conduct::movement::Bar;
use words::Catalogue;

pub fn in_words(bar: &Bar, words: &Catalogue) -> String {
    words.say(match bar {
        Bar::StandFast(area) => {
            return words.say_with("bar-stand-fast", [("area", area.as_str().into())]);
        }
        Bar::BeforeItsDay(day) => {
            return words.say_with("bar-before-its-day", [("day", day.to_string().into())]);
        }
        Bar::VehicleDoesNotFit(vehicle) => {
            return words.say_with("bar-vehicle-does-not-fit", [("vehicle", vehicle.as_str().into())]);
        }
        Bar::VehicleUnmeasured(vehicle) => {
            return words.say_with("bar-vehicle-unmeasured", [("vehicle", vehicle.as_str().into())]);
        }
        Bar::OutOfSeason => "bar-out-of-season",
        Bar::ClockUnsound => "bar-clock-unsound",
        Bar::NoRules => "bar-no-rules",
        Bar::Urgent => "bar-urgent",
        Bar::NotAJourney => "bar-not-a-journey",
        Bar::NoPermission => "bar-no-permission",
        Bar::TooMuchSaid => "bar-too-much-said",
        Bar::GateUnchecked => "bar-gate-unchecked",
        Bar::GateOutdated => "bar-gate-outdated",
        Bar::HeadsDiffer => "bar-heads-differ",
    })
}
