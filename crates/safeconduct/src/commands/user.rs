//! `safeconduct user`: the first administrator, who lets everybody else in.

use std::process::ExitCode;

use conduct::{Act, Command};
use login::Policy;
use model::{Span, id::PersonId, party::Role};
use ops::{Submission, room::system, submission::Text, texts::of_person};

use crate::{
    arguments::{User, UserCommand},
    clock::{self, Kept},
    exit,
    opened::{ACTUAL, Opened},
    page::Page,
};

pub fn run(user: &User, page: &Page) -> anyhow::Result<ExitCode> {
    let UserCommand::First { data, name, agency } = &user.what;
    let mut opened = Opened::at(data, ACTUAL, Span::hours(5), Kept::Asked)?;
    let person: PersonId = clock::fresh_id().into();
    let name = Text { id: clock::fresh_id().into(), subject: of_person(person), text: name.clone() };
    let act = Act::EnrolPerson {
        person,
        role: Role::Administrator,
        agency: agency.clone(),
        label: None,
        areas: Vec::new(),
        name: name.id,
    };
    let world = opened.world().clone();
    let command = Command { by: system(world.clone()), act };
    for answer in opened.room.take(vec![Submission { texts: vec![name], ..Submission::of(world, command) }]) {
        answer?;
    }
    let (_room, login) = opened.login(Policy::default())?;
    let secret = login.invite(person, clock::wall())?;
    page.say(&page.words.say("first-administrator"));
    println!("/enrol#{}", secret.expose());
    Ok(exit::answered(true))
}
