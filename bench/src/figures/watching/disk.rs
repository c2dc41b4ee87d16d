//! What the disk takes by itself to make something durable: whatever is durable before it is answered takes as long at least.

use std::{
    os::unix::fs::FileExt as _,
    thread,
    time::{Duration, Instant},
};

use crate::{
    Row, Table,
    table::duration,
    timing::{Samples, timed},
};

/// As much as the log of a database grows by for a few reports: two of its pages.
const WRITTEN: [u8; 8192] = [0; 8192];
/// Between two of them, so that nothing waits for what went before.
const APART: Duration = Duration::from_millis(2);

/// Adds the row: the same bytes of a file written and synced, again and again, where the room keeps its own.
///
/// # Errors
/// When the file cannot be written.
pub(super) fn alone(table: &mut Table, lasts: Duration) -> anyhow::Result<()> {
    let file = tempfile::tempfile()?;
    let (began, mut took) = (Instant::now(), Vec::new());
    while took.is_empty() || began.elapsed() < lasts {
        file.write_all_at(&WRITTEN, 0)?;
        let (synced, this) = timed(|| file.sync_data());
        synced?;
        took.push(this);
        thread::sleep(APART);
    }
    let slowest = took.iter().max().copied().map(duration).unwrap_or_default();
    let took: Samples = took.into_iter().collect();
    let rare = took.slowest_of_a_thousand().map(duration).unwrap_or_default();
    table.add(Row::new("the disk alone: two pages synced", took).note(format!(
        "p99.9 {rare}, at most {slowest}; a call for help waits for two of these, and for those of others"
    )));
    Ok(())
}
