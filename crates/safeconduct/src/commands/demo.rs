//! `safeconduct demo`: the main job at first sight. The Besham movement refused with its reasons and its way
//! out, a standing airport run cleared, both on a fresh record that is then verified; and a room with a made-up
//! unit in it, which anybody at this machine may look at in any role.

use std::{path::Path, process::ExitCode};

use anyhow::bail;
use login::Policy;
use model::id::PersonId;
use ops::track::{Admission, Allowance};
use record::{Trust, verify_log};
use server::Played;
use store::{DataDir, Log};

use crate::{
    arguments::{Demo, With},
    case,
    clock::{self, Kept},
    demonstration,
    desk::Desk,
    exit::{self, Misuse},
    opened::{DEMONSTRATION, Opened, Served},
    output,
    page::Page,
    prepared::prepare,
    proof,
    reach::Reach,
    shipped,
};

pub fn run(demo: &Demo, page: &Page) -> anyhow::Result<ExitCode> {
    let reach = Reach::loopback(demo.listen);
    if !demo.listen.ip().is_loopback() {
        bail!(Misuse(format!(
            "--listen {} can be reached from other machines, and a demonstration lets whoever opens it take any role: \
             it listens on this machine only, such as on 127.0.0.1:8470",
            demo.listen
        )));
    }
    demo.log.begin();
    let desk = main_job(demo, page)?;
    if demo.without_room {
        return Ok(exit::answered(true));
    }
    let (dir, _thrown_away_at_the_end) = desk.close();
    room(&dir, &reach, Allowance::of(demo.device_rate), page)?;
    Ok(exit::answered(true))
}

/// Two movements held against the rules, and the record of it verified.
fn main_job(demo: &Demo, page: &Page) -> anyhow::Result<Desk> {
    let with = With {
        rules: Vec::new(),
        switch_off: Vec::new(),
        because: None,
        data: demo.data.clone(),
        json: false,
    };
    let cases = shipped::DEMONSTRATION.map(|(file, text)| case::parse(file, text.as_bytes(), clock::wall()));
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
    Ok(desk)
}

/// The room, until it is told to close.
fn room(dir: &Path, reach: &Reach, allowance: Allowance, page: &Page) -> anyhow::Result<()> {
    let mut opened = Opened::at(dir, DEMONSTRATION, demonstration::OFFSET, Kept::Stated)?;
    let world = opened.world().clone();
    let is_empty = opened.room.worlds().get(&world).is_none_or(|state| state.people.is_empty());
    if is_empty {
        let corridor = demonstration::corridor(&opened.atlas)?;
        demonstration::furnish(&mut opened.room, &world, &corridor, clock::wall())?;
    }
    let cast = cast(&opened);
    let marches = opened.room.worlds().get(&world).map(|state| demonstration::marches(state, &opened.atlas));
    let marches = marches.unwrap_or_default();
    let served = Served {
        reach,
        // Whoever opens the page takes a role by name: there is nothing a second factor would keep out.
        policy: Policy::requiring([]),
        cast: Some(cast),
        marches,
        ways: None,
        tak: None,
        admission: Admission::default(),
        allowance,
    };
    println!();
    opened.until_told(served, |at| {
        page.say(&page.words.say_with("demonstration-open", [("at", at.into())]));
    })?;
    page.say(&page.words.say("room-closed"));
    Ok(())
}

/// The made-up people, each with a password drawn at this start.
fn cast(opened: &Opened) -> Vec<Played> {
    let Some(state) = opened.room.worlds().get(opened.world()) else { return Vec::new() };
    let name = |person: &conduct::Person| opened.words(person.name);
    let played = |(id, person): (&PersonId, &conduct::Person)| {
        Some(Played { person: *id, name: name(person)?, role: person.role })
    };
    state.people.iter().filter_map(played).collect()
}
