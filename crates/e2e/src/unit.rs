//! A unit with one of each role, whose members have made their way in and whose authority has adopted rules.
//!
//! That takes a second of hashing passwords, so it is done once; each test opens a room of its own on a copy of what
//! it left, and the sessions are good there.

use std::{ffi::OsStr, fs, path::Path, sync::LazyLock};

use serde_json::Value;

use tempfile::TempDir;

use crate::{
    binary::{command, safeconduct},
    client::Client,
    clock::WallClock,
    orders,
    people::{Person, Post, enrol},
    room::Room,
};

/// Everybody but the first administrator.
pub const POSTS: [Post; 9] = [
    Post::of("Dara Duty", "duty-officer", "test-unit"),
    // Two have the watch: what one changes, the other has to be told.
    Post::of("Dilawar Duty", "duty-officer", "test-unit"),
    Post::of("Asma Authority", "authority", "test-ministry"),
    Post::of("Salim Sponsor", "sponsor", "test-project"),
    Post::of("Irum Investigator", "investigator", "test-inspectorate"),
    Post::of("Pei Partner", "partner", "test-embassy"),
    Post { label: Some("test-commander"), ..Post::of("Kamal Commander", "commander", "test-unit") },
    Post { label: Some("test-principal"), ..Post::of("Ping Principal", "principal", "test-project") },
    Post {
        areas: &["pk/punjab/rawalpindi"],
        ..Post::of("Rabia District", "district-officer", "test-police")
    },
];

/// What the first administrator is called.
pub const ADMINISTRATOR: &str = "Amina Administrator";

/// The roles, in the order of the table of who may do what.
pub const ROLES: [&str; 9] = [
    "duty-officer",
    "sponsor",
    "district-officer",
    "commander",
    "principal",
    "authority",
    "investigator",
    "partner",
    "administrator",
];

impl Post {
    const fn of(name: &'static str, role: &'static str, agency: &'static str) -> Post {
        Post { name, role, agency, label: None, areas: &[] }
    }
}

/// Makes the first administrator in a directory, as on a fresh machine; answers the link.
#[track_caller]
pub fn first_administrator(dir: &Path) -> String {
    let arguments = ["user", "first", "--name", ADMINISTRATOR, "--agency", "test-unit", "--data"];
    let said = safeconduct(arguments.iter().map(AsRef::as_ref).chain([dir.as_os_str()]));
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{said:?}");
    said.out.lines().last().expect("a link").to_owned()
}

/// Enrols everybody through the API.
#[track_caller]
pub fn enrol_everybody(nobody: &Client, administrator: &Client) -> Vec<Person> {
    let enrol_one = |post: &Post| {
        let invited = administrator.post("/people", &post.body()).is(201).json();
        let person = enrol(nobody, invited["link"].as_str().expect("a link"), post.name);
        Person { id: invited["person"].as_str().expect("an identifier").to_owned(), ..person }
    };
    POSTS.iter().map(enrol_one).collect()
}

/// What the unit left on the disk, and who is in it.
struct Furnished {
    files: Vec<(String, Vec<u8>)>,
    people: Vec<(&'static str, Person)>,
    network: String,
}

static FURNISHED: LazyLock<Furnished> = LazyLock::new(|| {
    let dir = tempfile::tempdir().expect("a directory");
    let link = first_administrator(dir.path());
    let room = Room::serve(dir.path());
    let nobody = room.nobody();
    let administrator = enrol(&nobody, &link, ADMINISTRATOR);
    let others = enrol_everybody(&nobody, &nobody.with(&administrator.token));
    let roles = POSTS.iter().map(|post| post.role).chain(["administrator"]);
    let people: Vec<_> = roles.zip(others.into_iter().chain([administrator])).collect();
    let authority = people.iter().find(|(role, _)| *role == "authority").expect("an authority");
    nobody.with(&authority.1.token).put("/rulebooks", &orders::rulebooks()).is(200);
    room.close();
    let network = adopt_the_corridor(dir.path());
    let mut files = Vec::new();
    files_below(dir.path(), "", &mut files);
    Furnished { files, people, network }
});

/// A room of the unit's own, for one test.
#[derive(Debug)]
pub struct Scene {
    room: Room,
    dir: TempDir,
}

impl Scene {
    /// Opens a room on a copy of what the unit left.
    #[track_caller]
    pub fn open() -> Scene {
        Scene::open_by(Room::serve)
    }

    /// The same, by other means.
    #[track_caller]
    pub fn open_by(open: impl FnOnce(&Path) -> Room) -> Scene {
        let dir = tempfile::tempdir().expect("a directory");
        furnish(dir.path());
        Scene { room: open(dir.path()), dir }
    }

    /// The same on another clock than the machine's, which it is told to trust.
    #[track_caller]
    pub fn open_on(clock: &WallClock, arguments: &[&str]) -> Scene {
        Scene::open_by(|dir| {
            let mut command = command();
            command.args(["serve", "--clock-is-kept", "--data"]).arg(dir).args(arguments);
            clock.show(&mut command);
            Room::begin(&mut command, dir)
        })
    }

    /// Nobody in particular.
    pub fn nobody(&self) -> Client {
        self.room.nobody()
    }

    /// The first in this role, signed in.
    #[track_caller]
    pub fn the(&self, role: &str) -> Client {
        self.nobody().with(&person(role, 0).token)
    }

    /// The other duty officer, signed in.
    #[track_caller]
    pub fn the_other_duty_officer(&self) -> Client {
        self.nobody().with(&person("duty-officer", 1).token)
    }

    /// The room itself.
    pub fn room(&self) -> &Room {
        &self.room
    }

    /// The data directory.
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// Closes it; its log is clean, its record verifies.
    #[track_caller]
    pub fn close(self) {
        self.close_having_complained(&[]);
    }

    /// The same, when its log has warnings and errors of exactly these matters. Answers the log.
    #[track_caller]
    pub fn close_having_complained(self, of: &[&str]) -> String {
        self.room.close_having_complained(of)
    }

    /// Closes it, and answers what it left.
    #[track_caller]
    pub fn closed(self) -> TempDir {
        self.room.close();
        self.dir
    }

    /// Ends it as a power cut does, and opens it again.
    #[track_caller]
    pub fn killed_and_opened_again(self) -> Scene {
        self.killed_and_opened_again_by(Room::serve)
    }

    /// The same, with something done to its directory in between.
    #[track_caller]
    pub fn killed_and_opened_after(self, done: impl FnOnce(&Path)) -> Scene {
        self.killed_and_opened_again_by(|dir| {
            done(dir);
            crate::room::verifies(dir);
            Room::serve(dir)
        })
    }

    /// The same, by other means.
    #[track_caller]
    pub fn killed_and_opened_again_by(self, open: impl FnOnce(&Path) -> Room) -> Scene {
        let Scene { room, dir } = self;
        room.kill();
        crate::room::verifies(dir.path());
        Scene { room: open(dir.path()), dir }
    }
}

/// The corridor of the demonstration, drawn by hand, taken into force in the room of a directory; its digest.
#[track_caller]
pub fn adopt_the_corridor(dir: &Path) -> String {
    let drawn = Path::new(env!("CARGO_MANIFEST_DIR")).join("../roads/networks/karakoram-corridor.toml");
    let made = tempfile::tempdir().expect("a directory");
    let file = made.path().join("corridor.net");
    let run = |arguments: &[&OsStr]| {
        let said = safeconduct(arguments.iter().copied());
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{said:?}");
        said.out
    };
    let [roads, import, output, adopt, data, json] =
        ["roads", "import", "--output", "adopt", "--data", "--json"].map(OsStr::new);
    run(&[roads, import, drawn.as_os_str(), output, file.as_os_str()]);
    let adopted = run(&[roads, adopt, file.as_os_str(), data, dir.as_os_str(), json]);
    let adopted: Value = serde_json::from_str(&adopted).expect("JSON");
    adopted["network"].as_str().expect("a digest").to_owned()
}

/// The network in force in every scene.
pub fn network() -> &'static str {
    &FURNISHED.network
}

/// Every file below a directory, by its path from there.
pub fn files_below(dir: &Path, within: &str, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(dir).expect("a directory") {
        let path = entry.expect("an entry").path();
        let name = format!("{within}{}", path.file_name().expect("a name").to_string_lossy());
        if path.is_dir() {
            files_below(&path, &format!("{name}/"), files);
        } else {
            files.push((name, fs::read(path).expect("a file")));
        }
    }
}

/// Puts what the unit left into a directory.
pub fn furnish(dir: &Path) {
    for (name, bytes) in &FURNISHED.files {
        fs::create_dir_all(dir.join(name).parent().expect("a directory")).expect("a directory is made");
        fs::write(dir.join(name), bytes).expect("a file is written");
    }
}

/// Everybody of the unit, with their roles.
pub fn everybody() -> &'static [(&'static str, Person)] {
    &FURNISHED.people
}

/// The one in this role.
#[track_caller]
pub fn person(role: &str, which: usize) -> &'static Person {
    let mut found = everybody().iter().filter(|(theirs, _)| *theirs == role);
    &found.nth(which).expect("every role is filled").1
}
