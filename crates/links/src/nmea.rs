//! NMEA 0183: what receivers say over a serial line or a socket.
//!
//! Two sentences are read. RMC has the date, the place, speed (knots) and course; GGA has the height above the sea and how
//! far the sea lies above the ellipsoid there, and by that the height that the model has. What was said for the same time of
//! day is one report. A GGA alone takes its day from the last RMC, and from midnight on the one after. What lies
//! between sentences (receivers mix binary in) is passed over; a sentence whose checksum is not right, or that has none, says
//! nothing. A receiver that does not know its week (a rollover of GPS) dates wrongly; that is not mended here.

mod epoch;
mod sentence;

use model::Report;

use epoch::Epoch;
use sentence::Sentence;

/// The longest sentence, in bytes. The standard has 82; receivers go beyond it.
const LONGEST: usize = 128;

/// Takes the bytes of one receiver.
#[derive(Debug, Default)]
pub struct Receiver {
    line: Vec<u8>,
    within: bool,
    epoch: Epoch,
    account: Account,
}

/// What became of the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Account {
    /// Sentences of the two sorts that were right.
    pub taken: u64,
    /// Of these, those that say that there is no position.
    pub without_place: u64,
    /// Sentences of other sorts.
    pub others: u64,
    /// Sentences with a wrong checksum, or without one.
    pub wrong_checksum: u64,
    /// Sentences of the two sorts in which something is not as it should be.
    pub malformed: u64,
    /// Positions that were never given a day.
    pub undated: u64,
}

impl Receiver {
    /// Takes the next bytes; what they complete is put into `reports`. A report is complete when the receiver has gone on
    /// to the next time of day, or the line ends.
    pub fn hear(&mut self, bytes: &[u8], reports: &mut Vec<Report>) {
        for &byte in bytes {
            match byte {
                b'$' => {
                    self.line.clear();
                    self.within = true;
                }
                b'\r' | b'\n' if self.within => {
                    self.within = false;
                    let line = std::mem::take(&mut self.line);
                    self.take(&line, reports);
                    self.line = line;
                }
                b' '..=b'~' if self.within && self.line.len() < LONGEST => self.line.push(byte),
                _ => self.within = false,
            }
        }
    }

    /// The line is closed: what is complete now, and what became of everything.
    pub fn end(mut self, reports: &mut Vec<Report>) -> Account {
        self.tell(reports);
        self.account
    }

    /// What became of the bytes so far.
    #[must_use]
    pub fn account(&self) -> Account {
        self.account
    }

    fn take(&mut self, line: &[u8], reports: &mut Vec<Report>) {
        let Some(checked) = sentence::checked(line) else {
            self.account.wrong_checksum += 1;
            return;
        };
        match sentence::read(checked) {
            Ok(Some(said)) => {
                self.account.taken += 1;
                self.say(&said, reports);
            }
            Ok(None) => self.account.others += 1,
            Err(sentence::Malformed) => self.account.malformed += 1,
        }
    }

    fn say(&mut self, said: &Sentence, reports: &mut Vec<Report>) {
        if said.place.is_none() {
            self.account.without_place += 1;
            return;
        }
        if !self.epoch.is_at(said.of_day) {
            self.tell(reports);
            self.epoch.begin(said.of_day);
        }
        self.epoch.add(said);
    }

    fn tell(&mut self, reports: &mut Vec<Report>) {
        match self.epoch.ended() {
            Some(Ok(report)) => reports.push(report),
            Some(Err(epoch::Undated)) => self.account.undated += 1,
            None => {}
        }
    }
}

/// All that a recording says.
#[must_use]
pub fn read(bytes: &[u8]) -> (Vec<Report>, Account) {
    let (mut receiver, mut reports) = (Receiver::default(), Vec::new());
    receiver.hear(bytes, &mut reports);
    // A recording may end without a line end.
    receiver.hear(b"\n", &mut reports);
    let account = receiver.end(&mut reports);
    (reports, account)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Receiver, read};

    fn sentence(body: &str) -> String {
        let sum = body.bytes().fold(0, |sum, byte| sum ^ byte);
        format!("${body}*{sum:02X}\r\n")
    }

    const RMC: &str = "GPRMC,235959.500,A,3456.7890,N,07252.8000,E,10.0,271.5,311225,,,A";
    const GGA: &str = "GPGGA,235959.500,3456.7890,N,07252.8000,E,1,08,1.1,600.4,M,-40.4,M,,0000";

    #[test]
    fn what_is_said_for_one_time_is_one_report() {
        let (reports, account) = read(format!("{}{}", sentence(GGA), sentence(RMC)).as_bytes());
        let (fix, at) = (reports[0].fix.unwrap(), reports[0].at);
        assert_eq!((reports.len(), account.taken), (1, 2));
        // 34 degrees and 56.789 minutes are 34.9464833… degrees.
        assert_eq!((fix.place.lat_e7(), fix.place.lon_e7()), (349_464_833, 728_800_000));
        assert_eq!(
            (fix.speed_mm_s, fix.course_mdeg, fix.height_mm),
            (Some(5_144), Some(271_500), Some(560_000))
        );
        assert_eq!(at, "2025-12-31T23:59:59.5Z".parse().unwrap());
    }

    #[test]
    fn a_height_alone_takes_the_day_of_the_last_date_and_after_midnight_the_next() {
        let later = GGA.replace("235959.500", "000000.500");
        let (reports, account) =
            read([sentence(&later), sentence(RMC), sentence(&later)].concat().as_bytes());
        assert_eq!((reports.len(), account.undated), (2, 1));
        assert_eq!(reports[1].at, "2026-01-01T00:00:00.5Z".parse().unwrap());
    }

    #[test]
    fn a_sentence_that_was_damaged_says_nothing() {
        let whole = sentence(RMC);
        for at in 1..whole.len() - 2 {
            for flip in [1, 2, 4, 8, 16, 32, 64, 128] {
                let mut bytes = whole.clone().into_bytes();
                bytes[at] ^= flip;
                let (reports, _) = read(&bytes);
                // In the checksum itself upper and lower case mean the same.
                let same = bytes.to_ascii_uppercase() == whole.as_bytes() && at > whole.len() - 5;
                assert!(reports.is_empty() || same, "{at}: {}", String::from_utf8_lossy(&bytes));
            }
        }
        assert_eq!(read(format!("${RMC}\r\n").as_bytes()).1.wrong_checksum, 1);
    }

    #[test]
    fn what_is_right_and_makes_no_sense_is_counted() {
        for (from, to) in [
            ("3456.7890,N", "9456.7890,N"),
            ("3456.7890,N", "3460.7890,N"),
            ("3456.7890,N", "3456.7890,X"),
            ("235959", "245959"),
            ("311225", "320125"),
            (",A,", ",Q,"),
        ] {
            let (reports, account) = read(sentence(&RMC.replace(from, to)).as_bytes());
            assert_eq!((reports.len(), account.malformed), (0, 1), "{to}");
        }
        let (reports, account) = read(sentence(&RMC.replace(",A,", ",V,")).as_bytes());
        assert_eq!((reports.len(), account.without_place), (0, 1));
    }

    proptest! {
        #[test]
        fn portions_make_no_difference_and_no_bytes_make_it_panic(
            bytes in prop::collection::vec(any::<u8>(), 0..60),
            body in "(GP|GN)(RMC|GGA)(,[0-9.AVNSEWM-]{0,10}){0,16}",
            cut in 0_usize..200,
        ) {
            let all = [&bytes, sentence(&body).as_bytes(), &bytes, sentence(RMC).as_bytes()].concat();
            let (mut receiver, mut reports) = (Receiver::default(), Vec::new());
            let cut = cut.min(all.len());
            receiver.hear(&all[..cut], &mut reports);
            receiver.hear(&all[cut..], &mut reports);
            receiver.hear(b"\n", &mut reports);
            let account = receiver.end(&mut reports);
            prop_assert_eq!((reports, account), read(&all));
        }
    }
}
