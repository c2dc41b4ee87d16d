//! One sentence.

use model::{Day, Place};

use crate::{cot::detail::round, number};

/// A knot in thousandths of a millimetre a second.
const KNOT: i64 = 514_444;
/// Years of two digits from here on are of the last century: GPS began in 1980.
const LAST_CENTURY_FROM: i16 = 80;
/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// What a sentence says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sentence {
    /// Microseconds since midnight, UTC.
    pub of_day: i64,
    pub day: Option<Day>,
    /// Where; `None` while the receiver has no fix.
    pub place: Option<Place>,
    pub speed_mm_s: Option<u32>,
    pub course_mdeg: Option<u32>,
    pub height_mm: Option<i32>,
}

/// A sentence of a sort that is read, and not as it should be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Malformed;

/// The sentence between `$` and `*`, if its checksum is right.
pub(super) fn checked(line: &[u8]) -> Option<&str> {
    let line = std::str::from_utf8(line).ok()?;
    let (body, sum) = line.trim_end().rsplit_once('*')?;
    let sum = u8::from_str_radix(sum, 16).ok().filter(|_| sum.len() == 2)?;
    (body.bytes().fold(0, |all, byte| all ^ byte) == sum).then_some(body)
}

/// What it says; `None` when it is of another sort.
pub(super) fn read(body: &str) -> Result<Option<Sentence>, Malformed> {
    let fields: Vec<&str> = body.split(',').collect();
    let field = |number: usize| fields.get(number).copied().unwrap_or_default();
    // Two letters say which system the receiver listens to, `GP`, `GL`, `GN`; makers' own begin with `P`.
    match (field(0).len(), field(0).get(2..)) {
        (5, Some("RMC")) => rmc(field).map(Some),
        (5, Some("GGA")) => gga(field).map(Some),
        _ => Ok(None),
    }
}

/// `RMC,time,status,lat,N,lon,E,knots,course,ddmmyy,…`
fn rmc<'f>(field: impl Fn(usize) -> &'f str) -> Result<Sentence, Malformed> {
    let valid = match field(2) {
        "A" => true,
        "V" => false,
        _ => return Err(Malformed),
    };
    if !valid {
        return Ok(nothing());
    }
    let knots = number(field(7), 3)?;
    let speed = knots.and_then(|knots| knots.checked_mul(KNOT)).map(|it| (it + 500_000) / 1_000_000);
    Ok(Sentence {
        of_day: of_day(field(1))?,
        day: Some(day(field(9))?),
        place: Some(place(field(3), field(4), field(5), field(6))?),
        speed_mm_s: speed.and_then(|it| it.try_into().ok()),
        course_mdeg: number(field(8), 3)?.and_then(round),
        height_mm: None,
    })
}

/// `GGA,time,lat,N,lon,E,quality,satellites,hdop,height above the sea,M,sea above the ellipsoid,M,…`
fn gga<'f>(field: impl Fn(usize) -> &'f str) -> Result<Sentence, Malformed> {
    match field(6).parse::<u8>() {
        Ok(0) => return Ok(nothing()),
        Ok(_) => {}
        Err(_) => return Err(Malformed),
    }
    let (above_sea, sea) = (number(field(9), 3)?, number(field(11), 3)?);
    let height = above_sea.zip(sea).and_then(|(above_sea, sea)| above_sea.checked_add(sea));
    Ok(Sentence {
        of_day: of_day(field(1))?,
        place: Some(place(field(2), field(3), field(4), field(5))?),
        height_mm: height.and_then(|mm| mm.try_into().ok()),
        ..nothing()
    })
}

const fn nothing() -> Sentence {
    Sentence { of_day: 0, day: None, place: None, speed_mm_s: None, course_mdeg: None, height_mm: None }
}

fn number(text: &str, decimals: u8) -> Result<Option<i64>, Malformed> {
    if text.is_empty() {
        return Ok(None);
    }
    number::scaled(text, decimals).map(Some).map_err(|_| Malformed)
}

/// Two digits of a text, from a place on.
fn two(text: &str, from: usize) -> Result<u8, Malformed> {
    let digits = text.get(from..from + 2).filter(|it| it.bytes().all(|byte| byte.is_ascii_digit()));
    digits.and_then(|digits| digits.parse().ok()).ok_or(Malformed)
}

/// `hhmmss.sss`
fn of_day(text: &str) -> Result<i64, Malformed> {
    let (hours, minutes) = (two(text, 0)?, two(text, 2)?);
    two(text, 4)?;
    let seconds = number::scaled(text.get(4..).unwrap_or_default(), 6).map_err(|_| Malformed)?;
    let micros = (i64::from(hours) * 60 + i64::from(minutes)) * 60_000_000 + seconds;
    if hours > 23 || minutes > 59 || seconds >= 61_000_000 {
        return Err(Malformed);
    }
    // A leap second is the last of its day.
    Ok(micros.min(DAY - 1))
}

/// `ddmmyy`
fn day(text: &str) -> Result<Day, Malformed> {
    let (day, month, year) = (two(text, 0)?, two(text, 2)?, i16::from(two(text, 4)?));
    if text.len() != 6 {
        return Err(Malformed);
    }
    let year = if year >= LAST_CENTURY_FROM { 1900 + year } else { 2000 + year };
    let signed = |number: u8| i8::try_from(number).map_err(|_| Malformed);
    Day::from_ymd(year, signed(month)?, signed(day)?).map_err(|_| Malformed)
}

fn place(lat: &str, north: &str, lon: &str, east: &str) -> Result<Place, Malformed> {
    let lat = degrees(lat, 2)? * sign(north, "N", "S")?;
    let lon = degrees(lon, 3)? * sign(east, "E", "W")?;
    Place::from_e7(lat, lon).map_err(|_| Malformed)
}

fn sign(text: &str, plus: &str, minus: &str) -> Result<i64, Malformed> {
    match text {
        _ if text == plus => Ok(1),
        _ if text == minus => Ok(-1),
        _ => Err(Malformed),
    }
}

/// `ddmm.mmmm` in 1e-7 degree: whole degrees, then minutes with decimals.
fn degrees(text: &str, digits: usize) -> Result<i64, Malformed> {
    let whole =
        text.get(..digits).filter(|it| it.bytes().all(|byte| byte.is_ascii_digit())).ok_or(Malformed)?;
    two(text, digits)?;
    let minutes_e7 = number::scaled(text.get(digits..).unwrap_or_default(), 7).map_err(|_| Malformed)?;
    if minutes_e7 >= 600_000_000 {
        return Err(Malformed);
    }
    let whole: i64 = whole.parse().map_err(|_| Malformed)?;
    Ok(whole * 10_000_000 + (minutes_e7 + 30) / 60)
}
