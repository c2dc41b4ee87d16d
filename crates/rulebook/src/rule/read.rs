//! Rules as TOML writes them.

use model::{Dossier, Instant, Path, Source, Span, Word, party::Role, schema};

use super::{Basis, Citation, Effect, Effective, Rule, role_word};
use crate::{
    At, Verdict,
    example::Example,
    expression::Expression,
    notation::{Entry, Sources, Standing, Table},
    remedy::Remedy,
};

const KEYS: [&str; 14] = [
    "id",
    "title",
    "title_in",
    "when",
    "require",
    "effect",
    "owner",
    "source",
    "basis",
    "area",
    "effective",
    "note",
    "remedy",
    "example",
];

/// Every role, as files write it.
const ROLES: [&str; 10] = [
    role_word(Role::DutyOfficer),
    role_word(Role::Sponsor),
    role_word(Role::DistrictOfficer),
    role_word(Role::Commander),
    role_word(Role::Principal),
    role_word(Role::Authority),
    role_word(Role::Investigator),
    role_word(Role::Partner),
    role_word(Role::Administrator),
    role_word(Role::System),
];

/// The source of what examples say, unless they say otherwise.
const EXAMPLE: &str = "example";

/// 2026-01-01T00:00:00Z: the day on which examples happen that do not say when.
const USUAL_DAY: i64 = 1_767_225_600_000_000;

impl Rule {
    /// Reads one `[[rule]]`; `None` after noting what is wrong with it.
    pub(crate) fn read(table: &Table<'_>, book: &Word, sources: &Sources) -> Option<Self> {
        table.only(&KEYS);
        let id: Option<Word> = table.need("id", "a word that names the rule").and_then(|e| e.parse());
        let title = table.need("title", "what must hold, in a sentence").and_then(|e| e.text());
        let title_in = table.get("title_in").map(|e| e.text_in()).unwrap_or_default();
        let when = table.get("when").map(|e| e.compiled(Expression::compile));
        let require = table
            .need("require", "the expression that must hold")
            .and_then(|e| e.compiled(Expression::compile));
        let effect = effect(table);
        let owner = table.need("owner", "the role that can mend it").and_then(|e| role(&e));
        let source = citations(table, sources);
        let basis = basis(table);
        let area = table.get("area").map(|e| e.parse());
        let effective = table.get("effective").map_or(Some(Effective::default()), |e| effective(&e));
        let note = table.get("note").and_then(|e| e.text());
        let remedies = remedies(table, effect);
        let place = effective.unwrap_or_default();
        let examples = examples(table, sources, place, area.as_ref().and_then(Option::as_ref));
        Some(Rule {
            id: id?,
            title: title?.to_owned(),
            title_in,
            when: transpose(when)?,
            require: require?,
            effect: effect?,
            owner: owner?,
            source: source?,
            basis: basis?,
            area: transpose(area)?,
            effective: effective?,
            note: note.map(str::to_owned),
            remedies,
            examples,
            book: book.clone(),
            line: table.line(),
        })
    }
}

/// What was not written is `Some(None)`; what was written and is wrong is `None`.
fn transpose<T>(written: Option<Option<T>>) -> Option<Option<T>> {
    match written {
        None => Some(None),
        Some(read) => read.map(Some),
    }
}

/// A role in its word.
pub(crate) fn role(entry: &Entry<'_>) -> Option<Role> {
    entry.one_of("a role", &ROLES)
}

fn effect(table: &Table<'_>) -> Option<Effect> {
    const WAIVER: &str = "refuse_unless_waived_by";
    let entry = table.need("effect", "\"refuse\", \"warn\" or { refuse_unless_waived_by = \"<role>\" }")?;
    if let toml::de::DeValue::String(_) = entry.value() {
        return entry.one_of("an effect", &["refuse", "warn", "{ refuse_unless_waived_by = \"<role>\" }"]);
    }
    let waivable = entry.table()?;
    waivable.only(&[WAIVER]);
    role(&waivable.need(WAIVER, "the role that may waive the rule")?).map(Effect::RefuseUnlessWaivedBy)
}

/// What is cited; `None` after noting what is wrong with it.
pub(crate) fn citations(table: &Table<'_>, sources: &Sources) -> Option<Vec<Citation>> {
    let entry = table.need("source", "keys of [sources], such as [\"B1\"]")?;
    let elements = entry.elements()?;
    if elements.is_empty() {
        entry.note("name at least one source");
    }
    let cited = elements.iter().filter_map(|element| sources.cited(element));
    Some(cited.map(|key| Citation { text: sources.get(&key).unwrap_or_default().to_owned(), key }).collect())
}

/// Who says so: a source, or we.
pub(crate) fn basis(table: &Table<'_>) -> Option<Basis> {
    let missing = "\"source\" if the source says so, \"ours\" if we chose the value";
    let entry = table.need("basis", missing)?;
    let basis = entry.one_of("a basis", &["source", "ours"])?;
    if basis == Basis::Ours && table.get("note").is_none() {
        entry.note("the value is our choice: say why in `note`");
    }
    Some(basis)
}

fn effective(entry: &Entry<'_>) -> Option<Effective> {
    let table = entry.table()?;
    table.only(&["from", "to"]);
    let from = transpose(table.get("from").map(|e| e.day()))?;
    let to = transpose(table.get("to").map(|e| e.day()))?;
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        entry.note("`to` comes before `from`: the rule would never apply");
    }
    Some(Effective { from, to })
}

fn remedies(table: &Table<'_>, effect: Option<Effect>) -> Vec<Remedy> {
    let Some(entry) = table.get("remedy") else {
        if effect.is_some_and(Effect::refuses) {
            table.note("a rule that refuses has a `remedy`: say the way out");
        }
        return Vec::new();
    };
    let alternatives = entry.elements().unwrap_or_default();
    if alternatives.is_empty() {
        entry.note("an empty `remedy` is no way out: give at least one alternative");
    }
    alternatives.iter().filter_map(Remedy::read).collect()
}

fn examples(table: &Table<'_>, sources: &Sources, effective: Effective, area: Option<&Word>) -> Vec<Example> {
    let tables = table.get("example").map(|e| e.tables()).unwrap_or_default();
    let read = |table: &Table<'_>| example(table, sources, effective, area);
    let examples: Vec<Example> = tables.iter().filter_map(read).collect();
    for wanted in [Verdict::Met, Verdict::Breached, Verdict::Unproved] {
        let expected = |t: &Table<'_>| t.get("expect").is_some_and(|e| is_text(&e, &wanted.to_string()));
        if !tables.iter().any(expected) {
            table.note(format!("the rule has no example for `{wanted}`: add one"));
        }
    }
    examples
}

fn is_text(entry: &Entry<'_>, wanted: &str) -> bool {
    matches!(entry.value(), toml::de::DeValue::String(text) if *text == wanted)
}

fn example(
    table: &Table<'_>,
    sources: &Sources,
    effective: Effective,
    area: Option<&Word>,
) -> Option<Example> {
    table.only(&["name", "expect", "at", "facts"]);
    let name = table.need("name", "what it shows, in a few words").and_then(|e| e.text());
    let expect = table.need("expect", "met, breached, unproved or not-applicable").and_then(|e| verdict(&e));
    let at = table.get("at").map_or_else(|| usual(effective), |e| e.moment());
    let source: Word = EXAMPLE.parse().ok()?;
    let facts = table.need("facts", "the facts it happens with").and_then(|e| e.table());
    let (name, expect, at, facts) = (name?, expect?, at?, facts?);
    let standing = Standing { sources, as_of: at, source: Some(&source) };
    let mut facts = facts.dossier(standing, &[]);
    if let Some(area) = area {
        happen_in(&mut facts, area, at.now, &source);
    }
    Some(Example { name: name.to_owned(), expect, at, facts, line: table.line() })
}

fn verdict(entry: &Entry<'_>) -> Option<Verdict> {
    let expected = ["met", "breached", "unproved", "not-applicable"];
    let verdict = entry.one_of("a verdict", &expected)?;
    if verdict == Verdict::Waived {
        entry.note("an example is judged without waivers: expect what the rule itself says");
        return None;
    }
    Some(verdict)
}

/// Nine o'clock, UTC, of a day on which the rule is in force.
fn usual(effective: Effective) -> Option<At> {
    let usual = Instant::from_micros(USUAL_DAY).ok()?.day(Span::ZERO);
    let now = effective.nearest(usual).begins(Span::ZERO).checked_add(Span::hours(9))?;
    Some(At { now, offset: Span::ZERO })
}

/// An example that does not say where it happens happens where the rule applies.
fn happen_in(facts: &mut Dossier, area: &Word, observed: Instant, source: &Word) {
    let Ok(path) = "movement.area".parse::<Path>() else { return };
    if facts.claims(&path).is_empty() && schema::attribute_at(&path).is_ok() {
        let source = Source::of(source.clone());
        let value = area.clone().into();
        let claim = model::Claim { value, source, observed, valid_until: None, settles: Vec::new() };
        // The schema has `movement.area` as a word, so this is accepted.
        let _accepted = facts.say(&path, claim);
    }
}
