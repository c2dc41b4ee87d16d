//! Files people write, read with the place of every fault.
//!
//! Rules, cases and movements are TOML. What is wrong in one is said with file, line and column, all of it at
//! once, and nothing is taken from a file that has a fault. The parser is the `toml` crate's spanned tables;
//! [`Table`] and [`Entry`] read them without ever failing: what does not fit goes to the [`Margin`].

pub mod facts;
mod fault;
mod formula;
mod languages;
mod literal;
mod margin;
mod sources;
mod table;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

pub use facts::Standing;
pub use fault::{Fault, Faults};
pub use margin::Margin;
pub use sources::Sources;
pub(crate) use table::hint;
pub use table::{Entry, Table};

/// The largest file read, in bytes.
pub const LARGEST_FILE: usize = 1 << 20;
/// The deepest nesting of tables and arrays.
pub const DEEPEST: usize = 16;

/// One file, parsed.
#[derive(Debug)]
pub struct Document<'t> {
    root: Spanned<DeTable<'t>>,
    margin: Margin<'t>,
}

impl<'t> Document<'t> {
    /// Parses `bytes`, which people know as `file`.
    ///
    /// # Errors
    /// When the file is too large, not UTF-8, not TOML or nested too deeply.
    pub fn parse(file: &'t str, bytes: &'t [u8]) -> Result<Self, Faults> {
        if bytes.len() > LARGEST_FILE {
            let message = format!("the file has {} bytes; the most read is {LARGEST_FILE}", bytes.len());
            return Err(Faults::one(Fault { file: file.to_owned(), line: 1, column: 1, message }));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(file, bytes, error.valid_up_to()))?;
        let margin = Margin::new(file, text);
        match on_a_deep_stack(|| parse(text)) {
            Ok((root, errors)) => {
                for (offset, message) in errors {
                    margin.note(offset, message);
                }
                let too_deep = format!("nested more than {DEEPEST} tables or arrays deep");
                let root = root.map_err(|offset| margin.note(offset, too_deep));
                margin.verdict()?;
                let root = root.unwrap_or_else(|()| Spanned::new(0..0, DeTable::new()));
                Ok(Document { root, margin })
            }
            Err(why) => Err(Faults::one(Fault { file: file.to_owned(), line: 1, column: 1, message: why })),
        }
    }

    /// The table of the whole file.
    #[must_use]
    pub fn root(&self) -> Table<'_> {
        Table::new(self.root.get_ref(), 0, "the file", &self.margin)
    }

    /// What was read, if nothing was wrong.
    ///
    /// # Errors
    /// All faults noted so far, in the file's order.
    pub fn finish<T>(&self, read: Option<T>) -> Result<T, Faults> {
        self.margin.verdict()?;
        read.ok_or_else(|| {
            let message = "the file could not be read".to_owned();
            Faults::one(Fault { file: self.margin.file().to_owned(), line: 1, column: 1, message })
        })
    }
}

/// A file's tables, or where they nest too deeply; and what is wrong with its syntax.
type Parsed<'t> = (Result<Spanned<DeTable<'t>>, usize>, Vec<(usize, String)>);

fn parse(text: &str) -> Parsed<'_> {
    let (root, errors) = DeTable::parse_recoverable(text);
    let placed =
        |error: toml::de::Error| (error.span().map_or(0, |span| span.start), error.message().to_owned());
    let errors = errors.into_iter().map(placed).collect();
    (too_deep(&root).map_or(Ok(root), Err), errors)
}

/// Runs `work` on a thread whose stack holds the deepest tree that fits into the largest file. The parser
/// bounds tables in tables, and dotted keys, but not the one within the other: thousands of levels remain, and
/// an overflow, even of the drop, aborts the process.
fn on_a_deep_stack<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, String> {
    const STACK: usize = 128 << 20;
    std::thread::scope(|scope| {
        let spawned =
            std::thread::Builder::new().name("toml".to_owned()).stack_size(STACK).spawn_scoped(scope, work);
        let parser = spawned.map_err(|why| format!("no thread to parse it on ({why}): try again"))?;
        parser.join().map_err(|_| "the parser gave up on it: write it simpler".to_owned())
    })
}

fn not_utf8(file: &str, bytes: &[u8], valid_up_to: usize) -> Faults {
    let good = bytes.get(..valid_up_to).and_then(|good| std::str::from_utf8(good).ok()).unwrap_or_default();
    let margin = Margin::new(file, good);
    margin.note(valid_up_to, "this byte is not UTF-8: save the file as UTF-8");
    margin.verdict().err().unwrap_or_else(Faults::none)
}

/// Where tables or arrays nest beyond [`DEEPEST`]. A loop with its own stack: nesting must not cost ours.
fn too_deep(root: &Spanned<DeTable<'_>>) -> Option<usize> {
    let mut open: Vec<(usize, &Spanned<DeValue<'_>>)> =
        root.get_ref().values().map(|value| (1, value)).collect();
    while let Some((depth, value)) = open.pop() {
        let inner: Vec<&Spanned<DeValue<'_>>> = match value.get_ref() {
            DeValue::Table(table) => table.values().collect(),
            DeValue::Array(array) => array.iter().collect(),
            _ => continue,
        };
        if depth > DEEPEST {
            return Some(value.span().start);
        }
        open.extend(inner.into_iter().map(|value| (depth + 1, value)));
    }
    None
}
