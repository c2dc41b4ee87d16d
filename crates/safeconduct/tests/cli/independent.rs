//! What `docs/record.md` shows is so: its commands check a bundle without this program, and its examples are
//! what they are said to be.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Output, Stdio},
};

use record::{EntryView, SignedCheckpoint};

use crate::{
    binary::{FALSE, TRUE, house, safeconduct, text},
    files::{Desk, recorded},
};

fn page() -> String {
    fs::read_to_string(house().join("docs/record.md")).expect("the page is there")
}

/// The first block of the page that is marked so.
fn block(page: &str, marked: &str) -> String {
    let (_, rest) = page.split_once(&format!("\n```{marked}\n")).expect("such a block");
    rest.split_once("\n```").expect("its end").0.to_owned() + "\n"
}

/// Whether these tools are here; if not, that is said where nobody overlooks it.
fn there_are(tools: &[&str]) -> bool {
    let missing = tools.iter().find(|tool| {
        let version = if **tool == "openssl" { "version" } else { "--version" };
        let quiet = Command::new(tool).arg(version).stdout(Stdio::null()).stderr(Stdio::null()).status();
        !quiet.is_ok_and(|status| status.success())
    });
    if let Some(tool) = missing {
        // Past the test's capture.
        let _ = writeln!(std::io::stderr(), "SKIPPED: docs/record.md is not tried, {tool} is missing");
    }
    missing.is_none()
}

fn run(script: &str, dir: &Path) -> Output {
    Command::new("sh").args(["-eu", "-c", script]).current_dir(dir).output().expect("a shell")
}

#[test]
fn the_commands_of_the_page_prove_a_bundle_without_this_program_and_find_what_was_altered() {
    if !there_are(&["openssl", "python3"]) {
        return;
    }
    let desk = Desk::new();
    let data = desk.data();
    recorded(&data, &["besham-2024-03-26", "demo-short-notice"]).ended(FALSE);
    let number = "demo-short-notice-2026-11-24";
    let bundle = desk.path().join("bundle.json");
    safeconduct(["record", "export", text(&data), "--movement", number, "-o", text(&bundle)]).ended(TRUE);
    fs::copy(data.join("record.pub"), desk.path().join("record.pub")).unwrap();
    let script = block(&page(), "sh");

    let good = run(&script, desk.path());
    let said = String::from_utf8_lossy(&good.stdout).into_owned();
    assert!(good.status.success(), "{said}{}", String::from_utf8_lossy(&good.stderr));
    assert!(said.contains("Signature Verified Successfully"), "{said}");
    assert!(said.contains("6 entries are in the log safeconduct/"), "{said}");

    let honest = fs::read_to_string(&bundle).unwrap();
    for (from, to) in
        [(r#"\"clears\":true"#, r#"\"clears\":false"#), (r#"\n10\n"#, r#"\n11\n"#), ("title = ", "title =  ")]
    {
        assert!(honest.contains(from), "{from}");
        fs::write(&bundle, honest.replacen(from, to, 1)).unwrap();
        let bad = run(&script, desk.path());
        assert!(!bad.status.success(), "{from} was altered: {}", String::from_utf8_lossy(&bad.stdout));
    }
}

#[test]
fn the_examples_of_the_page_are_an_entry_and_a_checkpoint() {
    let page = page();
    let entry = block(&page, "json");
    let entry = EntryView::parse(entry.trim_end().as_bytes()).expect("an entry");
    assert_eq!((entry.n, &*entry.kind), (9, "waiver-granted"));
    ops::journal::read(block(&page, "json").trim_end().as_bytes()).expect("of a known type");
    let checkpoint = SignedCheckpoint::parse(block(&page, "").as_bytes()).expect("a checkpoint");
    assert_eq!(checkpoint.checkpoint().size, 11);
}

#[test]
fn every_answer_of_the_page_is_one_that_the_program_gives() {
    let sources = ["crates/record/src", "crates/words/catalogue/en"].map(|dir| house().join(dir));
    let mut code = String::new();
    for file in sources.iter().flat_map(|dir| fs::read_dir(dir).expect("sources")) {
        code += &fs::read_to_string(file.unwrap().path()).unwrap();
    }
    for answer in [
        "entries are in the log",
        "the log goes on from the checkpoint that was kept",
        "the log is the one of the checkpoint that was kept",
        "not held against a checkpoint that somebody kept",
        "NOT PROVED against the checkpoint",
        "NOT THE SAME LOG",
        "made again, come out with the recorded verdicts",
        "come out otherwise",
        "could not be made again",
        "which this version does not know",
        "unwitnessed",
        "consistent with the outside checkpoint of",
        "the keys above come from the key that was given",
        "are what the log says of itself",
        "this is an old copy or a cut one",
        "there are two histories",
        "rulebooks and fact sets beside it are as named",
        "NOT PROVED: what entry",
        "NOT PROVED: the stored snapshot is not what the first",
    ] {
        assert!(page().contains(answer), "the page does not explain {answer:?}");
        assert!(code.contains(answer), "the program does not say {answer:?}");
    }
}
