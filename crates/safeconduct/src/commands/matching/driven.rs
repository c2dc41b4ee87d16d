//! What was driven, road by road: arcs of the same road, one after the other, are one row.

use model::{Instant, Place};
use roads::matching::{Ground, Piece, Why};

/// A row.
pub struct Driven {
    pub what: What,
    pub began: Instant,
    pub ended: Instant,
    pub length_mm: u64,
    /// Latitude and longitude in 1e-7 degree.
    pub line: Vec<[i32; 2]>,
}

#[derive(PartialEq, Eq)]
pub enum What {
    /// A road, by its number and its name.
    Road {
        name: String,
    },
    OffRoad,
    Break {
        why: Why,
    },
}

impl Driven {
    pub fn by_road(ground: &Ground, pieces: &[Piece]) -> Vec<Driven> {
        let mut rows: Vec<Driven> = Vec::new();
        for piece in pieces {
            let next = Driven::of(ground, piece);
            match rows.last_mut() {
                Some(last) if last.what == next.what && matches!(next.what, What::Road { .. }) => {
                    last.ended = next.ended;
                    last.length_mm += next.length_mm;
                    let joined = usize::from(last.line.last() == next.line.first());
                    last.line.extend(next.line.into_iter().skip(joined));
                }
                _ => rows.push(next),
            }
        }
        rows
    }

    fn of(ground: &Ground, piece: &Piece) -> Driven {
        let point = |place: Place| [place.lat_e7(), place.lon_e7()];
        match *piece {
            Piece::Road { arc, from_mm, to_mm, entered, left } => Driven {
                what: What::Road { name: name(ground, arc) },
                began: entered,
                ended: left,
                length_mm: u64::from(to_mm.saturating_sub(from_mm)),
                line: ground.line(arc, from_mm, to_mm),
            },
            Piece::OffRoad { from, to, began, ended } => {
                let mut line = vec![point(from), point(to)];
                line.dedup();
                Driven { what: What::OffRoad, began, ended, length_mm: 0, line }
            }
            Piece::Break { why, since, until } => Driven {
                what: What::Break { why },
                began: since,
                ended: until,
                length_mm: 0,
                line: Vec::new(),
            },
        }
    }
}

fn name(ground: &Ground, arc: u32) -> String {
    let chart = ground.chart();
    let Some((stretch, _)) = chart.driven(arc as usize) else { return String::new() };
    let text = |column: &[u32]| column.get(stretch).map(|&number| chart.text(number).to_owned());
    let both = [text(chart.references()), text(chart.names())];
    let said: Vec<String> = both.into_iter().flatten().filter(|text| !text.is_empty()).collect();
    said.join(" ")
}

/// The message that says why.
pub fn said(why: Why) -> &'static str {
    match why {
        Why::Silence => "match-silence",
        Why::Jump => "match-jump",
        Why::NoWay => "match-no-way",
        Why::OtherNetwork => "match-other-network",
    }
}
