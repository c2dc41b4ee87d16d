//! What a verification found, in words. What is wrong with a log is told as the record itself tells it.

use record::{Against, BundleProblem, BundleReport, Finding, Report, hash::shortened};
use words::Catalogue;

use crate::kept::{self, Kept};

/// A log's report, a line each.
pub fn log(report: &Report, words: &Catalogue) -> String {
    let mut lines = Vec::new();
    match (&report.finding, report.witnessed) {
        (Some(finding), _) => {
            lines.push(words.say_with("record-not-proved", [("finding", found(finding, words).into())]));
            lines.push(words.say_with("record-covered", [("count", report.proved.into())]));
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
