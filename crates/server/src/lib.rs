//! The room over HTTP: sessions, the API, the event stream, the pages.
//!
//! A handler is given a [`House`](house::House): a window that shows what `access` lets a viewer see, and a door to
//! hand commands in. It cannot reach the state. Endpoints are mounted through `gate`, which names the action each
//! is; one without an action cannot be mounted, but for the few that let people in.
//!
//! | module | its subject |
//! |---|---|
//! | [`routes`] | the API, one file for each matter |
//! | `live` | what changes, as server-sent events |
//! | `window` | the one place where the state is looked at |
//! | `sights` | who has seen what, on the record before it is seen |
//! | [`reached`] | from where a request came, over TLS or not, under which name |
//! | `caller`, `gate` | who asks, and what they ask for |
//! | `described` | what the description says of every endpoint |
//! | `command` | something done: by whom, under which key, in what words |
//! | `body`, `said`, `stated`, `path` | requests, read strictly |
//! | `shapes` | the shapes of texts and values, for the description |
//! | `setup` | links by which apps set themselves up |
//! | `tak` | what TAK clients are given to connect |
//! | [`problem`], `language` | what goes wrong, as problem details, in the reader's language |
//! | [`listener`] | connections, none of which holds up the others, and who makes way when there are too many |
//! | [`router`] | everything together, with its headers and limits |

mod anchor;
mod asked;
mod body;
mod caller;
mod cast;
mod command;
mod described;
mod door;
mod gate;
pub mod heard;
mod house;
mod language;
mod leisure;
pub mod listener;
mod live;
mod lookout;
mod moved;
mod pages;
mod path;
pub mod problem;
pub mod reached;
mod readers;
mod replays;
pub mod router;
pub mod routes;
mod said;
mod setup;
mod shapes;
mod sights;
mod spots;
mod stated;
mod tak;
mod tongue;
mod window;

pub use cast::Played;
pub use house::{Furniture, House};
pub use lookout::Lookout;
pub use reached::Approach;
pub use router::router;
pub use tak::{Figures, Packed, Packing, TakClients, Wanted};
pub use window::{Glazier, Reporters};
