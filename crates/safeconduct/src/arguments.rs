//! What can be typed.

mod form;
mod matching;
mod messages;
mod roads;
mod route;

use std::{net::SocketAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};
use ops::track::allowance::PER_SECOND;

use crate::{log::Log, reach::Reach, tak::Tak};
pub use matching::Match;
pub use messages::Messages;
pub use roads::{Adopt, Import, Roads, RoadsCommand};
pub use route::Route;

/// No movement of protected people departs unless every rule is proved to hold.
#[derive(Parser)]
#[command(
    version,
    arg_required_else_help = true,
    after_help = "Exit codes: 0 cleared or true, 3 refused or false, 2 wrong usage or a faulty file, 1 failure."
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    /// The language of the answer: en, ur or zh [default: that of LC_ALL, LC_MESSAGES or LANG, else English]
    #[arg(long, global = true, value_name = "LANGUAGE")]
    pub language: Option<words::Language>,
}

#[derive(Subcommand)]
pub enum Command {
    /// Hold movements against the rules: cleared, or refused with the reasons and the way out
    Clear(Clear),
    /// Hold historical cases against the rules of their day
    Replay(Replay),
    /// Check, test and explain rulebooks
    Rules(Rules),
    /// Make road networks out of maps, and tell what is in them
    Roads(Roads),
    /// Tell the ways from here to there over a road network
    Route(Box<Route>),
    /// Tell which roads a vehicle drove, by the positions it reported
    Match(Match),
    /// Prove what is on the record
    Record(Record),
    /// Show the main job, then open a room with a made-up unit in it
    Demo(Demo),
    /// Open the room of a unit
    Serve(Box<Serve>),
    /// Let people into the room
    User(User),
    /// What the unit's devices need to believe the room
    Tls(Tls),
    /// Copy a data directory, while its room is open or not
    Backup(Backup),
    /// Make a data directory out of a backup
    Restore(Restore),
}

#[derive(Args)]
pub struct Clear {
    /// Movement or case files (docs/cases.md)
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub with: With,
}

#[derive(Args)]
pub struct Replay {
    /// Case files, or directories of them
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Drive the day of one case as an exercise, so many times as fast as the clock
    #[arg(long, value_name = "TIMES", value_parser = clap::value_parser!(u32).range(1..))]
    pub speed: Option<u32>,
    #[command(flatten)]
    pub with: With,
}

/// What evaluations are made with.
#[derive(Args)]
pub struct With {
    /// Rulebook files to hold against, instead of those the file names
    #[arg(long, value_name = "FILE")]
    pub rules: Vec<PathBuf>,
    /// A rule that does not apply here; may be repeated, and needs --because
    #[arg(long, value_name = "RULE", requires = "because")]
    pub switch_off: Vec<model::Word>,
    /// Why rules are switched off: it goes on the record, with the decision
    #[arg(long, value_name = "REASON", requires = "switch_off", value_parser = reason)]
    pub because: Option<String>,
    /// Keep the record in this directory (made if it is not there)
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Print JSON, one document a file
    #[arg(long)]
    pub json: bool,
}

fn reason(text: &str) -> Result<String, &'static str> {
    match text.trim() {
        "" => Err("an empty reason is none: say why, somebody answers for it"),
        reason => Ok(reason.to_owned()),
    }
}

#[derive(Args)]
pub struct Rules {
    #[command(subcommand)]
    pub what: RulesCommand,
}

#[derive(Subcommand)]
pub enum RulesCommand {
    /// Find every fault of rulebook files: file, line, what to do
    Check {
        /// Rulebook files; without any, those shipped
        files: Vec<PathBuf>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Run the examples every rule carries
    Test {
        /// Rulebook files; without any, those shipped
        files: Vec<PathBuf>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Explain one rule: what it asks, where it comes from, how it is mended
    Explain {
        /// The rule
        rule: model::Word,
        /// Rulebook files to look in; without any, those shipped
        #[arg(long, value_name = "FILE")]
        rules: Vec<PathBuf>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Args)]
pub struct Record {
    #[command(subcommand)]
    pub what: RecordCommand,
}

#[derive(Subcommand)]
pub enum RecordCommand {
    /// Prove a data directory's log, or a bundle from another machine
    Verify(Verify),
    /// Tell in words what is on the record; proves nothing
    Show {
        /// A data directory, or a bundle file
        path: PathBuf,
        /// Only what is about this movement, by number or identifier
        #[arg(long, value_name = "ID")]
        movement: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Write what is on the record about one movement, with its proofs
    Export(Export),
    /// Go through the past of a movement again, and hold its alerts against what is found of its stored reports
    Past(PastAsked),
    /// Write the latest checkpoint: hand it to the partner, who can then find a cut-off log
    Checkpoint {
        /// The data directory
        data: PathBuf,
    },
    /// Count who granted which waivers, and who tried to
    Waivers {
        /// The data directory
        data: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// List whose data was erased, an identifier a line: what `restore --erased` takes
    Erased {
        /// The data directory
        data: PathBuf,
    },
    /// Print the public key of a data directory's log
    Key {
        /// The data directory
        data: PathBuf,
    },
}

#[derive(Args)]
pub struct Verify {
    /// A data directory, or a bundle file
    pub path: PathBuf,
    /// The public key of the log (or a file with it); required for a bundle
    #[arg(long)]
    pub key: Option<String>,
    /// A checkpoint kept outside (a file): finds a cut-off log, an old copy, a second history
    #[arg(long, value_name = "FILE")]
    pub checkpoint: Option<PathBuf>,
    /// Make every decision again, and hold it against the recorded one (a bundle's are, if it carries what it takes)
    #[arg(long)]
    pub again: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct PastAsked {
    /// The data directory
    pub data: PathBuf,
    /// The movement, by number or identifier
    #[arg(long, value_name = "ID")]
    pub movement: String,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Export {
    /// The data directory
    pub data: PathBuf,
    /// The movement, by number or identifier
    #[arg(long, value_name = "ID")]
    pub movement: String,
    /// Where to write the bundle; `-` for standard output
    #[arg(long, short, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,
    /// Prove that the log goes on from this checkpoint (a file), which the partner kept
    #[arg(long, value_name = "CHECKPOINT")]
    pub since: Option<PathBuf>,
    /// Leave out the rulebooks and facts that decisions were made with
    #[arg(long)]
    pub entries_only: bool,
    /// Carry also what is on the record about duress, and with it who signalled it how, what they were asked and who was called
    #[arg(long)]
    pub with_duress: bool,
}

#[derive(Args)]
pub struct Demo {
    /// Keep the record in this directory (made if it is not there); otherwise it is thrown away
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Where the room listens; on this machine only
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8470")]
    pub listen: SocketAddr,
    /// Show the main job only, and end
    #[arg(long)]
    pub without_room: bool,
    /// How many reports a second each device may send in the long run, and 200 times as many at once
    #[arg(long, value_name = "REPORTS", default_value_t = PER_SECOND, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub device_rate: u32,
    #[command(flatten)]
    pub log: Log,
}

#[derive(Args)]
pub struct Serve {
    /// The data directory (made if it is not there)
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    #[command(flatten)]
    pub reach: Reach,
    /// How far the unit's clocks stand ahead of UTC, such as 5h or 5h45min; fixed when the record begins
    #[arg(long, value_name = "SPAN", default_value = "5 h", value_parser = span)]
    pub offset: model::Span,
    /// This machine's clock is kept right by means the operating system does not tell of; you answer for it
    #[arg(long)]
    pub clock_is_kept: bool,
    /// For how many days tracks are kept that no open case holds, from 1 to 366; a report older than that is not taken
    #[arg(long, value_name = "DAYS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=366))]
    pub keep_tracks: u16,
    /// How many reports a second each device may send in the long run, and 200 times as many at once
    #[arg(long, value_name = "REPORTS", default_value_t = PER_SECOND, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub device_rate: u32,
    #[command(flatten)]
    pub tak: Tak,
    #[command(flatten)]
    pub messages: Messages,
    #[command(flatten)]
    pub log: Log,
}

fn span(text: &str) -> Result<model::Span, String> {
    let quantity = model::Unit::Microsecond.parse(text).map_err(|error| error.to_string())?;
    Ok(model::Span(quantity.n))
}

#[derive(Args)]
pub struct Tls {
    #[command(subcommand)]
    pub what: TlsCommand,
}

#[derive(Subcommand)]
pub enum TlsCommand {
    /// Write the certificate of the data directory's authority, and print its SHA-256 fingerprint: install it on the
    /// unit's own devices
    Authority {
        /// The data directory
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// The address the room is served under: an authority is made for it if there is none yet
        #[arg(long, value_name = "URL")]
        site: Option<url::Url>,
        /// Where to write the certificate
        #[arg(long, short, value_name = "FILE", default_value = "safeconduct-authority.pem")]
        output: PathBuf,
    },
}

#[derive(Args)]
pub struct User {
    #[command(subcommand)]
    pub what: UserCommand,
}

#[derive(Subcommand)]
pub enum UserCommand {
    /// Make the first administrator of a room, and print the link by which they make their way in
    First {
        /// The data directory
        #[arg(long, value_name = "DIR")]
        data: PathBuf,
        /// The administrator's name
        #[arg(long)]
        name: String,
        /// The unit's agency, such as spu
        #[arg(long)]
        agency: model::Word,
    },
}

#[derive(Args)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["to", "keys"])))]
pub struct Backup {
    /// The data directory
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// Where to put the backup: a directory that is empty or not there yet
    pub to: Option<PathBuf>,
    /// Export the keys of people's texts instead, as a file of its own in this directory (made if it is not there).
    /// Keep it apart from the backups: whoever has both reads every name
    #[arg(long, value_name = "DIR")]
    pub keys: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Restore {
    /// The backup
    pub from: PathBuf,
    /// The data directory to make: empty or not there yet
    #[arg(long, value_name = "DIR")]
    pub data: PathBuf,
    /// The exported keys of people's texts; without them no name and no reason from before can be read
    #[arg(long, value_name = "FILE")]
    pub keys: Option<PathBuf>,
    /// Whose data was erased since: a file with an identifier a line (`record erased`); may be repeated
    #[arg(long, value_name = "FILE")]
    pub erased: Vec<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}
