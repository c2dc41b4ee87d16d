//! A report that is durable, and the bytes it is kept as.
//!
//! ```text
//! 16  device
//!  8  received: microseconds since 1970, by the room's clock
//!  8  at: the same, by the device's
//!  1  what follows: bit 0 position, 1 accuracy, 2 speed, 3 course, 4 height, 5 battery, 6-7 signal
//!  8  latitude and longitude in 1e-7 degree     4  accuracy in mm        4  speed in mm/s
//!  4  course in 1/1000 degree                   4  height in mm          1  battery in per cent
//! ```
//!
//! Numbers are little-endian. These bytes are also the leaves of the tree whose root anchors a track on the record, so
//! whoever was given a track can check it.

use model::{Fix, Instant, Place, Report, Signal, id::DeviceId};
use uuid::Uuid;

/// A report on its way in: whose, when it came, and what it says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fresh {
    /// The device, as its credential says.
    pub device: DeviceId,
    /// When it was received.
    pub received: Instant,
    /// What it says.
    pub report: Report,
}

/// A report that is durable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kept {
    /// Its number: in which order reports became durable.
    pub number: u64,
    /// Whose it is, when it came, and what it says.
    pub fresh: Fresh,
}

/// The most bytes of one.
pub const LONGEST: usize = 58;

impl Fresh {
    /// Writes its bytes at the end of others.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        let Fresh { device, received, report } = self;
        bytes.extend(device.0.as_bytes());
        bytes.extend(received.micros().to_le_bytes());
        bytes.extend(report.at.micros().to_le_bytes());
        bytes.push(has(report));
        let Some(fix) = report.fix else { return };
        bytes.extend(fix.place.lat_e7().to_le_bytes());
        bytes.extend(fix.place.lon_e7().to_le_bytes());
        bytes.extend(numbers(&fix).into_iter().flatten().flat_map(u32::to_le_bytes));
        bytes.extend(fix.battery_percent);
    }

    /// Reads one from the beginning of bytes, and leaves the rest; `None` if they are not whole.
    pub fn read(bytes: &mut &[u8]) -> Option<Self> {
        let device = DeviceId(Uuid::from_bytes(take(bytes)?));
        let moment = |micros: [u8; 8]| Instant::from_micros(i64::from_le_bytes(micros)).ok();
        let (received, at) = (moment(take(bytes)?)?, moment(take(bytes)?)?);
        let [has] = take(bytes)?;
        let signal = signal(has)?;
        let fix = if has & FIX == 0 { None } else { Some(read_fix(has, bytes)?) };
        let report = Report { at, fix, signal };
        Some(Fresh { device, received, report })
    }

    /// All of an armful; `None` if its bytes are not whole reports.
    #[must_use]
    pub fn read_all(mut bytes: &[u8]) -> Option<Vec<Self>> {
        let mut all = Vec::new();
        while !bytes.is_empty() {
            all.push(Fresh::read(&mut bytes)?);
        }
        Some(all)
    }
}

/// There is a position.
const FIX: u8 = 1;
/// There is a battery.
const BATTERY: u8 = 1 << 5;

/// What there is of a report, as bits.
fn has(report: &Report) -> u8 {
    let signal = match report.signal {
        None => 0,
        Some(Signal::Emergency) => 1 << 6,
        Some(Signal::EmergencyOver) => 2 << 6,
    };
    let Some(fix) = report.fix else { return signal };
    let bits = (1..).zip(numbers(&fix)).map(|(bit, number)| u8::from(number.is_some()) << bit);
    signal | FIX | bits.sum::<u8>() | if fix.battery_percent.is_some() { BATTERY } else { 0 }
}

/// The signal that bits say; `None` if they say none there is, or that what there is not has an accuracy.
fn signal(has: u8) -> Option<Option<Signal>> {
    if has & FIX == 0 && has & 0b11_1110 != 0 {
        return None;
    }
    match has >> 6 {
        0 => Some(None),
        1 => Some(Some(Signal::Emergency)),
        2 => Some(Some(Signal::EmergencyOver)),
        _ => None,
    }
}

/// Accuracy, speed, course and height, as far as they are known.
fn numbers(fix: &Fix) -> [Option<u32>; 4] {
    [fix.accuracy_mm, fix.speed_mm_s, fix.course_mdeg, fix.height_mm.map(i32::cast_unsigned)]
}

fn read_fix(has: u8, bytes: &mut &[u8]) -> Option<Fix> {
    let (lat, lon) = (i32::from_le_bytes(take(bytes)?), i32::from_le_bytes(take(bytes)?));
    let mut numbers = [None; 4];
    for (n, number) in numbers.iter_mut().enumerate() {
        if has >> (n + 1) & 1 == 1 {
            *number = Some(u32::from_le_bytes(take(bytes)?));
        }
    }
    let [accuracy_mm, speed_mm_s, course_mdeg, height] = numbers;
    Some(Fix {
        place: Place::from_e7(lat.into(), lon.into()).ok()?,
        accuracy_mm,
        speed_mm_s,
        course_mdeg,
        height_mm: height.map(u32::cast_signed),
        battery_percent: if has & BATTERY == 0 { None } else { Some(take::<1>(bytes)?[0]) },
    })
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*taken)
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;

    prop_compose! {
        fn fix()(
            (lat, lon) in (-900_000_000..=900_000_000_i64, -1_800_000_000..=1_800_000_000_i64),
            accuracy_mm in any::<Option<u32>>(),
            speed_mm_s in any::<Option<u32>>(),
            course_mdeg in prop::option::of(0..360_000_u32),
            height_mm in any::<Option<i32>>(),
            battery_percent in prop::option::of(0..=100_u8),
        ) -> Fix {
            let place = Place::from_e7(lat, lon).unwrap();
            Fix { place, accuracy_mm, speed_mm_s, course_mdeg, height_mm, battery_percent }
        }
    }

    prop_compose! {
        pub fn fresh()(
            device in 0..3_u128,
            received in Instant::MIN.micros()..=Instant::MAX.micros(),
            at in Instant::MIN.micros()..=Instant::MAX.micros(),
            fix in prop::option::of(fix()),
            signal in prop::option::of(prop_oneof![Just(Signal::Emergency), Just(Signal::EmergencyOver)]),
        ) -> Fresh {
            let report = Report { at: Instant::from_micros(at).unwrap(), fix, signal };
            let received = Instant::from_micros(received).unwrap();
            Fresh { device: DeviceId(Uuid::from_u128(device)), received, report }
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_and_nothing_less_is(all in prop::collection::vec(fresh(), 0..5)) {
            let mut bytes = Vec::new();
            for one in &all {
                let before = bytes.len();
                one.write(&mut bytes);
                prop_assert!(bytes.len() - before <= LONGEST);
            }
            prop_assert_eq!(Fresh::read_all(&bytes), Some(all));
            if !bytes.is_empty() {
                prop_assert_eq!(Fresh::read_all(&bytes[..bytes.len() - 1]), None);
            }
        }

        #[test]
        fn any_bytes_are_reports_or_none_and_what_is_read_is_what_would_be_written(
            bytes in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            if let Some(all) = Fresh::read_all(&bytes) {
                let mut again = Vec::new();
                all.iter().for_each(|one| one.write(&mut again));
                prop_assert_eq!(again, bytes);
            }
        }
    }
}
