//! Expressions inside TOML strings: a fault within the expression is a fault at its place in the file.

use super::Entry;
use crate::expression::Fault;

impl Entry<'_> {
    /// The text, compiled; a fault is noted where it stands in the file.
    #[must_use]
    pub(crate) fn compiled<T>(&self, compile: impl FnOnce(&str) -> Result<T, Fault>) -> Option<T> {
        let note = |fault: Fault| self.margin().note(self.place_of(fault.offset), fault.message);
        compile(self.text()?).map_err(note).ok()
    }

    /// Where byte `offset` of the text this string stands for is written in the file.
    fn place_of(&self, offset: usize) -> usize {
        let span = self.span();
        let raw = self.margin().text().get(span.clone()).unwrap_or_default();
        let fence = if raw.starts_with("\"\"\"") || raw.starts_with("'''") { 3 } else { 1 };
        let escapes = raw.starts_with('"');
        let body = raw.get(fence..).unwrap_or_default();
        let body = if fence == 3 {
            body.strip_prefix('\n').or_else(|| body.strip_prefix("\r\n")).unwrap_or(body)
        } else {
            body
        };
        let mut written = raw.len() - body.len();
        let mut meant = 0;
        while meant < offset {
            let Some((takes, gives)) = next(raw.get(written..).unwrap_or_default(), escapes) else { break };
            written += takes;
            meant += gives;
        }
        span.start + written
    }
}

/// How many bytes of the file the next character takes, and how many of the text it gives.
fn next(raw: &str, escapes: bool) -> Option<(usize, usize)> {
    let first = raw.chars().next()?;
    if first != '\\' || !escapes {
        return Some((first.len_utf8(), first.len_utf8()));
    }
    let escaped = raw.chars().nth(1)?;
    let coded = |digits: usize| {
        let code = raw.get(2..2 + digits).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        Some((2 + digits, code.and_then(char::from_u32)?.len_utf8()))
    };
    match escaped {
        'x' => coded(2),
        'u' => coded(4),
        'U' => coded(8),
        c if c.is_whitespace() => {
            let rest = raw.get(1..)?;
            Some((1 + rest.len() - rest.trim_start().len(), 0))
        }
        c => Some((1 + c.len_utf8(), 1)),
    }
}
