//! When nothing will be heard of those under way, and where.
//!
//! A silence over an area holds where the way lies in it, by the districts of the way's network, and nowhere else: elsewhere
//! whoever falls silent is missed. Where no way is known, or the network has no district of the area, nobody knows where it
//! holds. Then it holds everywhere, and how the movement is watched says so.

use conduct::{Movement, State, silence::Over};
use model::{Span, Word};
use watch::{
    Line,
    order::{Range, Silence},
};

use super::{
    facts::{Facts, Item},
    paper::Laid,
};

/// So far from where the way enters or leaves an area it may be silent too, in millimetres. Ours, two kilometres: a cell reaches
/// over the boundary of a district, and one that is off leaves a gap before it.
const AROUND: u64 = 2_000_000;

/// Announced silences that have a beginning and an end, and those that the room plans for. The calls of the latter are the room's
/// own to miss.
pub(super) fn of(
    state: &State,
    movement: &Movement,
    facts: &Facts<'_>,
    way: Option<(&Laid, &Line)>,
) -> Vec<Silence> {
    let announced = |item: Item<'_>| {
        let (from, until) = (item.time("from")?, item.time("until")?);
        let every = item.amount("calls_every").and_then(|micros| i64::try_from(micros).ok()).map(Span);
        let voice_every = every.filter(|every| every.0 > 0);
        (until > from).then_some(Silence { from, until, range: None, voice_every })
    };
    let planned = conduct::silence::over(state, movement, facts.dossier).flat_map(|silence| {
        let within = match &silence.over {
            Over::Movement(_) => None,
            Over::Area(area) => way.and_then(|(way, line)| within(way, line, area)),
        };
        let ranges = within.map_or_else(|| vec![None], |ranges| ranges.into_iter().map(Some).collect());
        let (from, until) = (silence.from, silence.until);
        ranges.into_iter().map(move |range| Silence { from, until, range, voice_every: None })
    });
    facts.items("silences").filter_map(announced).chain(planned).take(watch::MOST_PARTS).collect()
}

/// Where a way lies in an area, or may: in its order, none over another. `None` if the network does not know where the area lies.
fn within(way: &Laid, line: &Line, area: &Word) -> Option<Vec<Range>> {
    let chart = way.ground.chart();
    let meets = |name: &str| {
        name.parse::<Word>().is_ok_and(|district| district.is_within(area) || area.is_within(&district))
    };
    if !chart.districts().iter().any(|name| meets(chart.text(*name))) {
        return None;
    }
    let (driven, length) = (chart.districts_along(&way.arcs), line.length_mm());
    let whole = driven.last().map_or(1, |last| last.to_mm.max(1));
    // Lengths of roads and of the line drawn of them differ by what both are rounded by.
    let on_the_line = |mm: u64| u64::try_from(u128::from(mm) * u128::from(length) / u128::from(whole)).ok();
    let mut ranges: Vec<Range> = Vec::new();
    // Ground that no district claims may be anybody's.
    for part in driven.iter().filter(|part| part.district.is_none_or(meets)) {
        let from_mm = on_the_line(part.from_mm)?.saturating_sub(AROUND);
        let to_mm = on_the_line(part.to_mm)?.saturating_add(AROUND).min(length);
        match ranges.last_mut() {
            Some(last) if from_mm <= last.to_mm => last.to_mm = last.to_mm.max(to_mm),
            _ => ranges.push(Range { from_mm, to_mm }),
        }
    }
    Some(ranges)
}
