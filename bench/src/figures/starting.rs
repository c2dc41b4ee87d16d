//! From starting the binary on a long log to its first answer: once with every entry read, once from the snapshot
//! it kept when it closed.

use std::{fs, path::Path, time::Duration};

use e2e::client::Client;

use crate::{
    Row, Table, room,
    served::Served,
    table::bytes,
    timing::{Samples, timed},
};

/// A start from a snapshot takes less.
const AIM: Duration = Duration::from_secs(1);

/// Adds the rows.
///
/// # Errors
/// When the room does not open or close.
pub fn measure(table: &mut Table, dir: &Path) -> anyhow::Result<()> {
    fs::write(dir.join("record.key"), room::key_file())?;
    for (what, aim) in
        [("starting the binary, every entry read", None), ("the same, from its snapshot", Some(AIM))]
    {
        let (served, took) = timed(|| -> anyhow::Result<Served> {
            let served = Served::unit(dir)?;
            anyhow::ensure!(Client::nobody(served.at).get("/healthz").status == 200, "the room is not well");
            Ok(served)
        });
        let served = served?;
        let memory = served.memory().map(bytes).unwrap_or_default();
        let row =
            Row::new(what, Samples::once(took)).note(format!("until its first answer; {memory} in memory"));
        table.add(match aim {
            Some(aim) => row.aim(aim),
            None => row,
        });
        served.close()?;
    }
    Ok(())
}
