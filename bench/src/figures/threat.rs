//! Hazard: a whole picture, and one report more.

use std::time::Duration;

use anyhow::Context as _;
use model::{Instant, Place};
use threat::{Area, Decay, Feed, Incident, Picture, Roads, Segment};

use crate::{
    Row, Size, Table,
    streets::Town,
    timing::{Samples, on_cpu, since, timed},
};

/// A report is on the map before anybody has put down the telephone.
const REPORT: Duration = Duration::from_millis(20);

/// Adds the rows.
///
/// # Errors
/// When a picture cannot be made.
pub fn measure(table: &mut Table, size: Size) -> anyhow::Result<()> {
    let (side, count) = if size == Size::SHORT { (40, 20) } else { (1612, 6000) };
    let town = Town::of(side, side / 2, 1)?;
    let segments = segments(&town);
    let many = segments.len();
    let (roads, indexed) = timed(|| Roads::new(segments));
    let roads = roads?;
    table.heading(format!("hazard on {many} segments of a made-up town from {count} incidents of two years"));
    table.add(Row::new("indexing the roads", Samples::once(indexed)));
    let now: Instant = "2026-11-24T12:00:00Z".parse()?;
    let incidents = incidents(count, side, now)?;
    let feed = Feed {
        area: Area::Around { place: town.places[0], radius_mm: 500_000_000 },
        from: Instant::MIN,
        until: Instant::MAX,
    };
    let (decay, feeds) = (Decay::shipped()?, [feed]);
    let before = on_cpu();
    let (mut picture, took) = timed(|| Picture::of(&decay, &roads, &incidents, &feeds, now));
    let took = Samples::once(took).worked(since(before));
    let used = count - picture.left_out().len();
    table.add(Row::new("the whole picture", took).note(format!("{used} incidents count")));
    let report = Incident { id: "one-more".parse()?, ..incidents.first().context("no incident")?.clone() };
    let mut changed = 0;
    let took = Samples::of(size.seldom, || changed = picture.report(&decay, &roads, count, &report).len());
    table.add(Row::new("one report more", took).aim(REPORT).note(format!("{changed} segments change")));
    Ok(())
}

/// Each road once, whichever way it is driven.
fn segments(town: &Town) -> Vec<Segment> {
    let mut segments = Vec::with_capacity(town.loss.len());
    for (tail, &from) in town.places.iter().enumerate() {
        for arc in town.first_out[tail] as usize..town.first_out[tail + 1] as usize {
            let head = town.head[arc] as usize;
            if head > tail {
                segments.push(Segment { from, to: town.places[head], length_mm: 111_000 });
            }
        }
    }
    segments
}

fn incidents(count: usize, side: usize, now: Instant) -> anyhow::Result<Vec<Incident>> {
    let mut rng = fastrand::Rng::with_seed(19);
    let most = i64::try_from(side)? * 10_000;
    let kinds = ["attack", "explosion", "shooting", "unrest"];
    let mut incident = |n: usize| {
        let ago = rng.i64(0..2 * 365 * 86_400) * 1_000_000;
        anyhow::Ok(Incident {
            id: format!("i-{n}").parse()?,
            kind: kinds[n % kinds.len()].parse()?,
            at: now.saturating_add(model::Span(-ago)),
            place: Place::from_e7(rng.i64(0..most), rng.i64(0..most))?,
            within_mm: 0,
            grade: None,
        })
    };
    (0..count).map(&mut incident).collect()
}
