//! That the room is open and hears, written down every few seconds: so that whoever opens it after a crash knows since when it did not.
//!
//! Record and tracks do not say so. In a quiet room nothing comes for hours in which somebody listened, and other commands write on the
//! record while nobody does. What is written down here is overwritten in place and never waited for: a power cut may leave an older
//! one, by which the time that nothing was heard is said longer than it was, as it would be without any.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::Path,
    sync::{Mutex, PoisonError},
};

use model::Instant;
use ops::track::Kept;

/// The file in the data directory.
const FILE: &str = "alive";
/// Its line has fewer bytes.
const LONGEST: u64 = 128;

/// The sign that the room hears.
#[derive(Debug)]
pub struct Sign {
    file: Mutex<File>,
}

impl Sign {
    /// Opens the sign in a data directory, or makes one.
    pub fn at(dir: &Path) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        Ok(Sign { file: Mutex::new(options.open(dir.join(FILE))?) })
    }

    /// The room hears at this moment.
    pub fn give(&self, now: Instant) -> io::Result<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(0))?;
        file.write_all(line(now).as_bytes())
    }
}

/// When the sign in a data directory was given last; `None` if none was, or it does not say.
pub fn given(dir: &Path) -> Option<Instant> {
    let mut bytes = Vec::new();
    File::open(dir.join(FILE)).ok()?.take(LONGEST).read_to_end(&mut bytes).ok()?;
    read(&bytes)
}

/// For the machine, of always the same length; and for people, who are told the same: what is not both is no sign.
fn line(at: Instant) -> String {
    format!("{:020} {at}\n", at.micros())
}

fn read(bytes: &[u8]) -> Option<Instant> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (micros, _) = text.split_once(' ')?;
    let at = Instant::from_micros(micros.parse().ok()?).ok()?;
    (text == line(at)).then_some(at)
}

/// When the room heard last, of which devices reported last what they did; `None` if nothing says so.
///
/// Where there is no sign of it, the last entry of the record stands for one. What lies in the future was written by a clock that stood
/// ahead, and nobody knows by how much: then what a report says of its own hour is the last that is known to have been heard.
pub fn heard_last(
    now: Instant,
    sign: Option<Instant>,
    entered: Option<Instant>,
    reported: &[Kept],
) -> Option<Instant> {
    let is_past = |at: &Instant| *at <= now;
    let open = sign.filter(is_past).or(entered.filter(is_past));
    let reports = reported.iter().flat_map(|kept| [kept.fresh.received, kept.fresh.report.at]);
    open.into_iter().chain(reports.filter(is_past)).max()
}

#[cfg(test)]
mod tests {
    use model::{Report, Span, id::DeviceId};
    use ops::track::Fresh;

    use super::*;

    fn minute(number: i32) -> Instant {
        "2026-12-11T04:00:00Z".parse::<Instant>().unwrap().saturating_add(Span::minutes(number))
    }

    fn kept(made: i32, received: i32) -> Kept {
        let report = Report { at: minute(made), fix: None, signal: None };
        let device = DeviceId(uuid::Uuid::nil());
        Kept { number: 1, fresh: Fresh { device, received: minute(received), report } }
    }

    #[test]
    fn the_sign_that_was_given_last_is_there_when_it_is_opened_again() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(given(dir.path()), None);
        let sign = Sign::at(dir.path()).unwrap();
        assert_eq!(given(dir.path()), None);
        let exact = minute(1).saturating_add(Span(123_456));
        sign.give(minute(2)).unwrap();
        sign.give(exact).unwrap();
        assert_eq!(given(dir.path()), Some(exact));
    }

    #[test]
    fn what_is_damaged_or_cut_off_is_no_sign_and_the_next_one_is() {
        let dir = tempfile::tempdir().unwrap();
        let whole = line(minute(0));
        let other = whole.replace("04:00", "05:00");
        for damaged in ["", "\0\0\0", "12", &whole[..30], &format!("{whole}{whole}"), &other] {
            std::fs::write(dir.path().join(FILE), damaged).unwrap();
            assert_eq!(given(dir.path()), None, "{damaged:?}");
        }
        std::fs::write(dir.path().join(FILE), &other).unwrap();
        Sign::at(dir.path()).unwrap().give(minute(3)).unwrap();
        assert_eq!(given(dir.path()), Some(minute(3)));
    }

    #[test]
    fn a_quiet_room_heard_until_its_last_sign_and_not_until_its_last_entry() {
        let now = minute(60);
        assert_eq!(heard_last(now, Some(minute(50)), Some(minute(5)), &[kept(9, 10)]), Some(minute(50)));
        assert_eq!(heard_last(now, Some(minute(50)), None, &[kept(9, 51)]), Some(minute(51)));
        let by_another_command = Some(minute(59));
        assert_eq!(heard_last(now, Some(minute(50)), by_another_command, &[]), Some(minute(50)));
    }

    #[test]
    fn without_a_sign_or_with_one_from_the_future_it_is_the_last_entry_or_report() {
        let now = minute(60);
        for sign in [None, Some(minute(61))] {
            assert_eq!(heard_last(now, sign, Some(minute(5)), &[kept(9, 10)]), Some(minute(10)));
            assert_eq!(heard_last(now, sign, Some(minute(15)), &[kept(9, 10)]), Some(minute(15)));
            assert_eq!(heard_last(now, sign, None, &[]), None);
        }
    }

    #[test]
    fn of_a_clock_that_stood_ahead_only_what_devices_say_themselves_is_known() {
        let ahead = Some(minute(90));
        let reported = [kept(40, 88), kept(45, 89), kept(70, 90)];
        assert_eq!(heard_last(minute(60), ahead, ahead, &reported), Some(minute(45)));
        assert_eq!(heard_last(minute(60), ahead, ahead, &[]), None);
    }
}
