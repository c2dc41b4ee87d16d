//! Times as the API takes them. The unit's clocks stand five hours ahead of UTC, as `serve` has it unless told.

use std::{fs, io::Write as _, path::PathBuf, process::Command};

use jiff::{SignedDuration, Timestamp, tz::Offset};

/// The moment so many seconds from now.
pub fn seconds_ahead(seconds: i64) -> String {
    let at = Timestamp::now() + SignedDuration::from_secs(seconds);
    format!("{at:.3}")
}

/// The unit's day so many days from now.
pub fn day(ahead: i64) -> String {
    let at = Timestamp::now() + SignedDuration::from_hours(24 * ahead);
    Offset::constant(5).to_datetime(at).date().to_string()
}

/// Seconds since 1970, as codes count them.
pub fn unix() -> u64 {
    Timestamp::now().as_second().try_into().expect("it is later than 1970")
}

/// The wall clock that one program is shown, which can be set while it runs. It is put before the system's own by the
/// loader, so that the program is the one people run.
#[derive(Debug)]
pub struct WallClock {
    dir: tempfile::TempDir,
}

impl WallClock {
    /// One that is right.
    pub fn right() -> WallClock {
        let dir = tempfile::tempdir().expect("a directory");
        let clock = WallClock { dir };
        fs::write(clock.path("shim.c"), include_str!("clock_shim.c")).expect("a file is written");
        let compiled = Command::new("cc")
            .args(["-shared", "-fPIC", "-O1", "-o"])
            .args([clock.path("shim.so"), clock.path("shim.c")])
            .status();
        assert!(compiled.expect("a C compiler, which the build needs as well").success());
        clock.set(0);
        clock
    }

    /// Has a program see it.
    pub fn show(&self, command: &mut Command) {
        command.env("LD_PRELOAD", self.path("shim.so")).env("CLOCK_AHEAD", self.path("ahead"));
    }

    /// Sets it so many seconds ahead of the right time; behind, if negative.
    pub fn set(&self, seconds: i64) {
        // In one write and in place: the program has the file mapped.
        let mut file = fs::OpenOptions::new();
        let file = file.write(true).create(true).truncate(false).open(self.path("ahead"));
        file.expect("a file").write_all(&seconds.to_ne_bytes()).expect("it is set");
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }
}
