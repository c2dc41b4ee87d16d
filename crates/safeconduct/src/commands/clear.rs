//! `safeconduct clear`: a movement held against the rules. Cleared, or refused with the reasons and the way
//! out.

use std::process::ExitCode;

use crate::{arguments::Clear, case, clock, desk::Desk, exit, output, page::Page, prepared::prepare};

pub fn run(clear: &Clear, page: &Page) -> anyhow::Result<ExitCode> {
    // Every file is read before anything is recorded: a fault in the last leaves nothing behind.
    let cases = clear.files.iter().map(|file| case::read(file, clock::wall()));
    let cases = prepare(cases.collect::<anyhow::Result<_>>()?, &clear.with)?;
    let mut desk = Desk::open(clear.with.data.as_deref())?;
    let mut all_cleared = true;
    for prepared in &cases {
        let judged = desk.judge(prepared)?;
        let case = &prepared.case;
        all_cleared &= judged.recorded.clears;
        if clear.with.json {
            println!("{}", output::as_json(case, &judged));
        } else {
            output::print(case, &judged, page);
        }
    }
    Ok(exit::answered(all_cleared))
}
