//! The clocks of this machine.

use std::{path::Path, time::Duration};

use model::Instant;
use ops::{Reading, Surroundings};

/// The time of this machine.
pub fn wall() -> Instant {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let micros = i64::try_from(since.as_micros()).unwrap_or(i64::MAX);
    Instant::from_micros(micros).unwrap_or(Instant::MAX)
}

/// How much time has passed since some moment, whatever the clock is set to; on Linux also while the machine slept, which elsewhere looks
/// as if the clock had been set.
pub fn passed() -> Duration {
    #[cfg(target_os = "linux")]
    {
        let at = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
        let nanoseconds = u32::try_from(at.tv_nsec).unwrap_or_default();
        Duration::new(u64::try_from(at.tv_sec).unwrap_or_default(), nanoseconds)
    }
    #[cfg(not(target_os = "linux"))]
    {
        static BEGAN: std::sync::LazyLock<std::time::Instant> =
            std::sync::LazyLock::new(std::time::Instant::now);
        BEGAN.elapsed()
    }
}

/// The month of this machine's time, 1 to 12, by UTC.
pub fn month() -> u8 {
    let now = jiff::Timestamp::from_microsecond(wall().micros()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    jiff::tz::Offset::UTC.to_datetime(now).month().unsigned_abs()
}

/// Whether the machine's clock is known to be kept by others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
    /// Whoever runs the room says so and answers for it.
    Stated,
    /// Asked of the operating system at every reading.
    Asked,
    /// Nobody has asked.
    Unknown,
}

/// systemd's time service leaves this file once it has set the clock by a server, and takes it away at boot.
const SET_BY_A_SERVER: &str = "/run/systemd/timesync/synchronized";

/// This machine's clocks and randomness, for a room.
pub fn surroundings(kept: Kept) -> Surroundings {
    let began = passed();
    let clock = move || Reading {
        wall: wall(),
        synchronised: match kept {
            Kept::Stated => true,
            Kept::Asked => Path::new(SET_BY_A_SERVER).exists(),
            Kept::Unknown => false,
        },
        steady: u64::try_from(passed().saturating_sub(began).as_micros()).ok(),
    };
    Surroundings { clock: Box::new(clock), random: Box::new(random) }
}

/// Without randomness an entry's hash would betray its content and a session could be guessed: better none at all.
pub fn random(bytes: &mut [u8]) {
    if getrandom::fill(bytes).is_err() {
        std::process::abort();
    }
}

/// A fresh identifier of this moment.
pub fn fresh_id() -> uuid::Uuid {
    let mut bytes = [0; 10];
    random(&mut bytes);
    let millis = u64::try_from(wall().micros() / 1000).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
}
