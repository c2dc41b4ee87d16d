//! What an import kept, dropped and did not understand, as a table.

use roads::import::{Account, Note, Part};
use serde_json::{Map, Value};

use crate::{page::Page, wrap::width};

/// Prints the account, part by part.
pub fn print(account: &Account, page: &Page) {
    let parts =
        [(Part::Kept, "roads-kept"), (Part::Dropped, "roads-dropped"), (Part::Unread, "roads-unread")];
    for (part, heading) in parts {
        let rows: Vec<_> = account.of(part).map(|(note, count)| (label(note, page), count)).collect();
        if !rows.is_empty() {
            page.say(&page.words.say(heading));
            print_rows(&rows, page);
        }
    }
}

/// Prints counts in a column before what they count. A terminal would turn the order of columns in a line that runs from
/// right to left; there they stand one after the other.
pub fn print_rows(rows: &[(String, u64)], page: &Page) {
    let widest = rows.iter().map(|(_, count)| width(&count.to_string())).max().unwrap_or(0);
    for (what, count) in rows {
        if page.words.language().is_right_to_left() {
            let about = [("what", what.as_str().into()), ("count", count.to_string().into())];
            page.paragraph(&format!("  {}", page.words.say_with("roads-line", about)), "    ");
        } else {
            page.paragraph(&format!("  {count:>widest$}  {what}"), &" ".repeat(widest + 4));
        }
    }
}

fn label(note: Note, page: &Page) -> String {
    page.words.say(&format!("roads-note-{}", note.word()))
}

/// A part of the account, by its words.
pub fn as_json(account: &Account, part: Part) -> Value {
    Value::Object(
        account.of(part).map(|(note, count)| (note.word().to_owned(), count.into())).collect::<Map<_, _>>(),
    )
}
