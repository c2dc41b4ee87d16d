//! Which characters XML allows, and of which names are made (XML 1.0, fifth edition, productions 2, 4 and 4a).

/// Whether XML has the character at all.
pub(super) const fn allowed(char: char) -> bool {
    matches!(char, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Whether all of a text are characters of XML.
pub(super) fn all_allowed(text: &str) -> bool {
    // Nearly all there is.
    let is_printable = |byte: u8| matches!(byte, b' '..=b'~');
    text.bytes().all(is_printable) || text.chars().all(allowed)
}

/// Whether an attribute's value, as nearly all, says what it says as it stands: nothing in it is resolved, replaced or refused.
pub(super) fn is_plain(value: &str) -> bool {
    // Without a way out in the middle it is a few instructions for many bytes.
    value
        .bytes()
        .fold(true, |all, byte| all & (matches!(byte, b' '..=b'~') & (byte != b'&') & (byte != b'<')))
}

/// A text of elsewhere with the sign for a character in place of each that XML does not have.
pub(crate) fn cleaned(text: String) -> String {
    if all_allowed(&text) {
        return text;
    }
    text.chars().map(|char| if allowed(char) { char } else { char::REPLACEMENT_CHARACTER }).collect()
}

/// Whether a text is a name.
pub(super) fn is_name(text: &str) -> bool {
    if is_plain_name(text) {
        return true;
    }
    let mut chars = text.chars();
    chars.next().is_some_and(begins_a_name) && chars.all(|char| begins_a_name(char) || goes_on(char))
}

/// Whether it is one of the nearly all that are of these letters only.
fn is_plain_name(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_';
    text.bytes().next().is_some_and(letter) && text.bytes().all(|byte| letter(byte) || byte.is_ascii_digit())
}

const fn begins_a_name(char: char) -> bool {
    matches!(char,
        ':' | '_' | 'A'..='Z' | 'a'..='z'
        | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}'
        | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}'
        | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

const fn goes_on(char: char) -> bool {
    matches!(char, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}
