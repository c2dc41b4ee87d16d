//! Networks drawn by hand, from TOML: places with coordinates, road classes, roads as chains of stretches.
//!
//! A stretch's length is the great-circle distance between its ends times the winding factor its class
//! states. That is an assumption written where everybody can read it, not a survey: see `docs/corridor.md`.
//! A wrong length or speed makes a district expect a convoy too early or too late; it never leaves one out.

mod shape;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use model::{Place, Span, Word};
use toml::Spanned;

use crate::{Boundary, Defect, Draft, Junction, Network, Part, Season, Stretch, degrees, distance_mm};
use shape::{Class, File, PlaceRow, Road, StretchRow};

/// The largest file read, in bytes. The corridor has 8 KiB.
pub const LARGEST: usize = 1 << 20;

/// The name under which faults of the shipped corridor are reported.
pub const KARAKORAM_CORRIDOR_FILE: &str = "networks/karakoram-corridor.toml";

/// The shipped corridor as the bytes to pin.
pub const KARAKORAM_CORRIDOR: &str = include_str!("../networks/karakoram-corridor.toml");

/// Why a file is not a network, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {what}")]
pub struct BadNetworkFile {
    /// The file's name, as given by the caller.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong and what to do.
    pub what: String,
}

/// The demonstration corridor: Islamabad to Gilgit and Peshawar to Swat. A schematic, not a survey.
///
/// # Errors
/// Never as shipped; a test reads it.
pub fn karakoram_corridor() -> Result<Network, BadNetworkFile> {
    read(KARAKORAM_CORRIDOR_FILE, KARAKORAM_CORRIDOR.as_bytes())
}

/// Reads a network from the bytes of a TOML file; `file` is its name for error messages.
///
/// # Errors
/// The first fault, with its line and column.
pub fn read(file: &str, bytes: &[u8]) -> Result<Network, BadNetworkFile> {
    let at = |position: usize, what: String| {
        let before = String::from_utf8_lossy(bytes.get(..position).unwrap_or(bytes)).into_owned();
        BadNetworkFile {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before.chars().rev().take_while(|&c| c != '\n').count() + 1,
            what,
        }
    };
    if bytes.len() > LARGEST {
        return Err(at(
            0,
            format!(
                "{} bytes are too many for a schematic, {LARGEST} at most: import larger networks",
                bytes.len()
            ),
        ));
    }
    let text = std::str::from_utf8(bytes)
        .map_err(|e| at(e.valid_up_to(), "not UTF-8 text from here: save the file as UTF-8".to_owned()))?;
    let parsed: File = toml::from_str(text)
        .map_err(|e| at(e.span().map_or(0, |span| span.start), e.message().to_owned()))?;
    let source = Source { text, file: parsed };
    source.network().map_err(|fault| at(fault.at, fault.what))
}

/// A fault and the byte where it stands.
struct Fault {
    at: usize,
    what: String,
}

fn fault(span: Range<usize>, what: impl Into<String>) -> Fault {
    Fault { at: span.start, what: what.into() }
}

struct Source<'t> {
    text: &'t str,
    file: File,
}

impl Source<'_> {
    fn network(&self) -> Result<Network, Fault> {
        let minutes = within(&self.file.utc_offset_minutes, "utc_offset_minutes", -840, 840)?;
        let reach_km = within(&self.file.reach_km, "reach_km", 0, 500)?;
        self.check_classes()?;
        let places = self.file.places.iter();
        let junctions = places.map(|row| self.junction(row)).collect::<Result<Vec<_>, _>>()?;
        let whereabouts: BTreeMap<&Word, Place> = junctions.iter().map(|j| (&j.label, j.place)).collect();
        let mut stretches = Vec::new();
        let mut spans = Vec::new();
        for road in &self.file.roads {
            for row in &road.stretches {
                stretches.push(self.stretch(road, row.get_ref(), &whereabouts)?);
                spans.push(row.span());
            }
        }
        let draft = Draft {
            name: name(&self.file.network)?,
            utc_offset: Span::minutes(minutes),
            reach_mm: u64::from(reach_km.unsigned_abs()) * 1_000_000,
            junctions,
            stretches,
        };
        draft.assemble().map_err(|Defect { part, fault: what }| match part {
            Part::Whole => fault(0..0, what.to_string()),
            Part::Junction(i) => fault(self.file.places.get(i).map_or(0..0, Spanned::span), what.to_string()),
            Part::Stretch(i) => fault(spans.get(i).cloned().unwrap_or_default(), what.to_string()),
        })
    }

    fn check_classes(&self) -> Result<(), Fault> {
        let mut seen = BTreeSet::new();
        for class in &self.file.classes {
            speed_kmh(class)?;
            winding_percent(&class.winding_percent)?;
            let label = class.label.get_ref();
            if !seen.insert(label) {
                let what = format!("class `{label}` is there twice: keep one of the two");
                return Err(fault(class.label.span(), what));
            }
        }
        Ok(())
    }

    fn junction(&self, row: &Spanned<PlaceRow>) -> Result<Junction, Fault> {
        let PlaceRow { label, name: title, lat, lon, district } = row.get_ref();
        let place = Place::from_e7(self.degrees(lat)?, self.degrees(lon)?);
        let place = place.map_err(|off| fault(lat.span(), off.to_string()))?;
        Ok(Junction { label: label.clone(), name: name(title)?, place, district: district.clone() })
    }

    /// Read from the text itself, so that `34.93` is exact with and without quotes.
    fn degrees(&self, value: &Spanned<toml::Value>) -> Result<i64, Fault> {
        let written = self.text.get(value.span()).unwrap_or_default().trim_matches(['"', '\'']);
        degrees::e7(written).ok_or_else(|| {
            let written: String = written.chars().take(40).collect();
            fault(
                value.span(),
                format!("`{written}` is not degrees: write them as \"34.93\", with at most 7 decimals"),
            )
        })
    }

    fn stretch(
        &self,
        road: &Road,
        row: &StretchRow,
        whereabouts: &BTreeMap<&Word, Place>,
    ) -> Result<Stretch, Fault> {
        let class = self.class(row.class.as_ref().unwrap_or(&road.class))?;
        let winding = winding_percent(row.winding_percent.as_ref().unwrap_or(&class.winding_percent))?;
        // A place nobody described has no distance; the draft's check names it.
        let ends = whereabouts.get(&row.from).zip(whereabouts.get(&row.to));
        let length_mm = ends.map_or(0, |(&from, &to)| distance_mm(from, to) * winding / 100);
        let boundaries = row.boundaries.iter().map(|boundary| {
            let at = within(&boundary.at_permille, "at_permille", 1, 999)?;
            Ok(Boundary { at_permille: u16::try_from(at).unwrap_or_default(), into: boundary.into.clone() })
        });
        Ok(Stretch {
            road: road.label.clone(),
            from: row.from.clone(),
            to: row.to.clone(),
            length_mm,
            duration: drive(length_mm, speed_kmh(class)?),
            both_ways: !row.one_way.unwrap_or(road.one_way),
            season: season(row.open_months.as_ref().or(road.open_months.as_ref()))?,
            boundaries: boundaries.collect::<Result<_, Fault>>()?,
        })
    }

    fn class(&self, label: &Spanned<Word>) -> Result<&Class, Fault> {
        let found = self.file.classes.iter().find(|class| class.label.get_ref() == label.get_ref());
        found.ok_or_else(|| {
            let what = format!("no class is labelled `{}`: describe it in `classes`", label.get_ref());
            fault(label.span(), what)
        })
    }
}

/// Length over speed, rounded up to the microsecond: 1 mm at 1 km/h takes 3600 µs.
fn drive(length_mm: u64, speed_kmh: u64) -> Span {
    Span(i64::try_from((length_mm * 3600).div_ceil(speed_kmh)).unwrap_or(i64::MAX))
}

fn speed_kmh(class: &Class) -> Result<u64, Fault> {
    within(&class.speed_kmh, "speed_kmh", 5, 150).map(|speed| speed.unsigned_abs().into())
}

fn winding_percent(percent: &Spanned<i64>) -> Result<u64, Fault> {
    within(percent, "winding_percent", 100, 500).map(|percent| percent.unsigned_abs().into())
}

fn within(value: &Spanned<i64>, key: &str, least: i32, most: i32) -> Result<i32, Fault> {
    let number = i32::try_from(*value.get_ref()).ok().filter(|n| (least..=most).contains(n));
    number.ok_or_else(|| {
        let what = format!("{key} = {} is out of range: use {least} to {most}", value.get_ref());
        fault(value.span(), what)
    })
}

fn season(months: Option<&Spanned<Vec<i64>>>) -> Result<Season, Fault> {
    let Some(months) = months else { return Ok(Season::ALL_YEAR) };
    Season::of_months(months.get_ref()).map_err(|what| fault(months.span(), what.to_string()))
}

/// Names reach screens and terminals: short, and nothing that moves a cursor.
fn name(text: &Spanned<String>) -> Result<String, Fault> {
    let trimmed = text.get_ref().trim();
    let fits = !trimmed.is_empty() && trimmed.chars().count() <= 80 && !trimmed.chars().any(char::is_control);
    if fits {
        Ok(trimmed.to_owned())
    } else {
        Err(fault(text.span(), "a name has 1 to 80 characters and no control characters"))
    }
}
