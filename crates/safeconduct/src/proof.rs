//! What a verification found, in words. What is wrong with a log is told as the record itself tells it.

use model::Instant;
use record::{Against, BundleProblem, BundleReport, Finding, Problem, Report, hash::shortened};
use words::Catalogue;

use crate::kept::{self, Kept, Texts};

/// A log's report, a line each.
pub fn log(report: &Report, words: &Catalogue) -> String {
    let mut lines = Vec::new();
    match (&report.finding, report.witnessed) {
        (Some(finding), _) => {
            lines.push(words.say_with("record-not-proved", [("finding", found(finding, words).into())]));
            lines.push(words.say_with("record-covered", [("count", report.proved.into())]));
            lines.extend(lost(finding, words));
        }
        (None, Some(size)) => {
            let about = [("size", size.into()), ("proved", report.proved.into())];
            lines.push(words.say_with("record-witnessed", about));
        }
        (None, None) => {
            lines.push(words.say_with("record-unwitnessed", [("proved", report.proved.into())]));
        }
    }
    lines.push(words.say_with("record-root", [("root", report.root.to_string().into())]));
    for epoch in &report.epochs {
        if let Some(left) = epoch.follows {
            let about = [
                ("epoch", epoch.epoch.into()),
                ("size", epoch.opened_by.into()),
                ("left", moment(left).into()),
                ("opened", moment(epoch.opened_at).into()),
            ];
            lines.push(words.say_with("record-epoch-follows", about));
        }
        for since in &epoch.keys {
            let about = [
                ("epoch", epoch.epoch.into()),
                ("entry", since.entry.into()),
                ("key", since.key.to_string().into()),
            ];
            lines.push(words.say_with("record-epoch", about));
        }
    }
    match &report.trusted_key {
        _ if !report.holds() => {}
        Some(key) => lines.push(words.say_with("record-key-given", [("key", key.to_string().into())])),
        None => lines.push(words.say("record-key-of-itself")),
    }
    lines.join("\n") + "\n"
}

/// What is exactly missing, if somebody kept a checkpoint of it.
fn lost(finding: &Finding, words: &Catalogue) -> Option<String> {
    let Problem::LeftBehind { size, ended_at, left_at, .. } = &finding.problem else { return None };
    let about = [
        ("count", size.saturating_sub(*ended_at).into()),
        ("first", (*ended_at).into()),
        ("last", size.saturating_sub(1).into()),
        ("left", left_at.map(moment).unwrap_or_default().into()),
    ];
    Some(words.say_with("record-lost", about))
}

fn moment(micros: i64) -> String {
    Instant::from_micros(micros).map(|at| at.to_string()).unwrap_or_default()
}

/// Whose texts can be read, a line each.
pub fn texts(texts: &Texts, words: &Catalogue) -> Vec<String> {
    let Texts { readable, erased, without_key, altered } = texts;
    let mut lines = vec![
        words.say_with("record-texts", [("readable", (*readable).into()), ("erased", (*erased).into())]),
    ];
    if !without_key.is_empty() {
        let count: u64 = without_key.values().sum();
        let about = [("subjects", without_key.len().into()), ("count", count.into())];
        lines.push(words.say_with("record-texts-without-key", about));
        lines.extend(without_key.iter().map(|(subject, count)| {
            words.say_with(
                "record-texts-of",
                [("subject", subject.as_str().into()), ("count", (*count).into())],
            )
        }));
    }
    lines.extend(
        altered
            .iter()
            .map(|what| words.say_with("record-texts-altered", [("problem", what.as_str().into())])),
    );
    lines
}

fn found(finding: &Finding, words: &Catalogue) -> String {
    let problem = finding.problem.to_string();
    match (finding.first, finding.last) {
        (Some(first), Some(last)) if first != last => {
            let about = [("first", first.into()), ("last", last.into()), ("problem", problem.into())];
            words.say_with("record-entries", about)
        }
        (Some(entry), Some(_)) => {
            words.say_with("record-entry", [("entry", entry.into()), ("problem", problem.into())])
        }
        _ => problem,
    }
}

/// What lies beside a log that holds.
pub fn kept(kept: &Kept, words: &Catalogue) -> String {
    if let Some((entry, subject)) = &kept.not_indexed {
        let about = [("entry", (*entry).into()), ("subject", subject.as_str().into())];
        return words.say_with("record-not-indexed", about);
    }
    match &kept.finding {
        None => words.say_with("record-kept", [("count", kept.whole.into())]),
        Some(kept::Finding { entry, artefact, message }) => {
            let about = [
                ("entry", (*entry).into()),
                ("artefact", artefact.to_string().into()),
                ("problem", message.as_str().into()),
            ];
            words.say_with("record-kept-not", about)
        }
    }
}

/// A bundle's report, a line each.
pub fn bundle(report: &BundleReport, words: &Catalogue) -> String {
    if let Some(problem) = &report.problem {
        let finding = bundle_problem(problem, words);
        return words.say_with("record-not-proved", [("finding", finding.into())]) + "\n";
    }
    let mut lines = Vec::new();
    if let (Some(origin), Some(size), Some(key)) = (&report.origin, report.size, &report.signed_by) {
        let about = [
            ("count", report.entries.len().into()),
            ("origin", origin.as_str().into()),
            ("size", size.into()),
        ];
        lines.push(words.say_with("bundle-entries", about));
        lines.push(words.say_with("bundle-signed-by", [("key", key.to_string().into())]));
    }
    lines.push(match &report.against {
        Some(kept) => against(kept, words),
        None => words.say("bundle-against-nothing"),
    });
    // Nothing proves the subject, and whoever wrote it may have meant a terminal.
    let subject = shortened(&report.subject).escape_debug().to_string();
    lines.push(words.say_with("bundle-subject", [("subject", subject.into())]));
    lines.push(words.say("bundle-not-complete"));
    lines.join("\n") + "\n"
}

fn bundle_problem(problem: &BundleProblem, words: &Catalogue) -> String {
    let reason = problem.reason.as_str();
    match (problem.entry, &problem.artefact) {
        (Some(entry), _) => {
            words.say_with("record-entry", [("entry", entry.into()), ("problem", reason.into())])
        }
        (None, Some(name)) => {
            let name = name.escape_debug().to_string();
            words.say_with("bundle-artefact", [("artefact", name.into()), ("problem", reason.into())])
        }
        (None, None) => words.say_with("bundle-checkpoint", [("problem", reason.into())]),
    }
}

fn against(kept: &Against, words: &Catalogue) -> String {
    match kept {
        Against::Same { size } => words.say_with("bundle-against-same", [("size", (*size).into())]),
        Against::Continues { size } => words.say_with("bundle-against-continues", [("size", (*size).into())]),
        Against::Fork { size, kept, here } => {
            let about = [
                ("size", (*size).into()),
                ("kept", kept.to_string().into()),
                ("here", here.to_string().into()),
            ];
            words.say_with("bundle-against-fork", about)
        }
        Against::NotProved { size, reason } => {
            let about = [("size", (*size).into()), ("reason", reason.as_str().into())];
            words.say_with("bundle-against-not-proved", about)
        }
    }
}
