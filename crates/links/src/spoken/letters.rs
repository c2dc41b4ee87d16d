//! A typed line as words: digits of any keyboard are digits, marks that only steer how a line is drawn are none.

use super::{LONGEST, MOST, Unread};

/// The words of a line.
pub(super) fn tokens(line: &str) -> Result<Vec<String>, Unread> {
    if line.len() > LONGEST {
        return Err(Unread::TooLong);
    }
    let plain: String = line.chars().filter(|c| !steers_drawing(*c)).map(plain).collect();
    let tokens: Vec<String> = plain.split_whitespace().map(str::to_owned).collect();
    match tokens.len() {
        0 => Err(Unread::Empty),
        n if n > MOST => Err(Unread::TooLong),
        _ => Ok(tokens),
    }
}

/// A digit of any of these keyboards, as ours; `None` for what is none.
#[must_use]
pub fn digit(c: char) -> Option<char> {
    Some(plain(c)).filter(char::is_ascii_digit)
}

/// The digits of Arabic, Urdu and Chinese keyboards as ours, their commas and colons as well; a comma parts words.
fn plain(c: char) -> char {
    let digit = |zero: u32| char::from_digit(u32::from(c).wrapping_sub(zero), 10);
    match c {
        '٠'..='٩' => digit(0x0660).unwrap_or(c),
        '۰'..='۹' => digit(0x06F0).unwrap_or(c),
        '０'..='９' => digit(0xFF10).unwrap_or(c),
        '：' => ':',
        ',' | '،' | '，' | '、' => ' ',
        c if c.is_control() => ' ',
        c => c,
    }
}

/// Marks of direction, which a line in Urdu with a number in it is full of, and joiners.
fn steers_drawing(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{61c}' | '\u{feff}')
}
