//! `safeconduct demo`: the main job at first sight. The Besham movement refused with its reasons and its way
//! out, a standing airport run cleared, both on a fresh record that is then verified.

use std::process::ExitCode;

use anyhow::bail;
use record::{Trust, verify_log};
use store::{DataDir, Log};

use crate::{
    arguments::{Demo, With},
    case,
    desk::{Desk, wall_clock},
    exit, output,
    page::Page,
    prepared::prepare,
    proof, shipped,
};

pub fn run(demo: &Demo, page: &Page) -> anyhow::Result<ExitCode> {
    let with = With {
        rules: Vec::new(),
        switch_off: Vec::new(),
        because: None,
        data: demo.data.clone(),
        json: false,
    };
    let cases = shipped::DEMONSTRATION.map(|(file, text)| case::parse(file, text.as_bytes(), wall_clock()));
    let cases = prepare(cases.into_iter().collect::<Result<_, _>>()?, &with)?;
    let mut desk = Desk::open(with.data.as_deref())?;
    page.say(&page.words.say("demonstration"));
    println!();
    for prepared in &cases {
        let judged = desk.judge(prepared)?;
        println!("$ safeconduct clear {}\n", prepared.case.file);
        output::print(&prepared.case, &judged, page);
        println!();
    }
    println!("$ safeconduct record verify {}\n", desk.dir().display());
    let store = DataDir::open_read_only(desk.dir())?;
    let report = verify_log(&Log(&store), Trust::default())?;
    print!("{}", proof::log(&report, page.words));
    if !report.holds() {
        bail!("the demonstration's own record does not verify");
    }
    Ok(exit::answered(true))
}
