//! What is wrong with a file of roads, in the words of the catalogue.

use std::path::Path;

use roads::{
    chart::{BadFile, FORMAT},
    districts::BadDistricts,
    import::BadExtract,
};

use crate::page::Page;

/// Why an extract cannot be read, and where.
pub fn extract(file: &Path, bad: &BadExtract, page: &Page) -> anyhow::Error {
    let (words, file) = (page.words, ("file", file.display().to_string().into()));
    anyhow::Error::msg(match bad {
        BadExtract::Empty => words.say_with("roads-bad-empty", [file]),
        BadExtract::NotAnExtract => words.say_with("roads-bad-not-an-extract", [file]),
        BadExtract::CutOff { block, at, needs, has } => {
            let about = [
                file,
                ("block", (*block).into()),
                ("at", (*at).into()),
                ("needs", (*needs).into()),
                ("has", (*has).into()),
            ];
            words.say_with("roads-bad-cut-off", about)
        }
        BadExtract::Damaged { block, at, what } => {
            let about =
                [file, ("block", (*block).into()), ("at", (*at).into()), ("what", what.as_str().into())];
            words.say_with("roads-bad-damaged", about)
        }
        BadExtract::Compression { block, at, by } => {
            let about = [file, ("block", (*block).into()), ("at", (*at).into()), ("by", (*by).into())];
            words.say_with("roads-bad-compression", about)
        }
        BadExtract::Demands { feature } => {
            words.say_with("roads-bad-demands", [file, ("feature", feature.as_str().into())])
        }
        BadExtract::NoRoads => words.say_with("roads-bad-no-roads", [file]),
        BadExtract::TooLarge { what } => {
            words.say_with("roads-bad-too-large", [file, ("what", (*what).into())])
        }
    })
}

/// Why a network file cannot be opened.
pub fn file(file: &Path, bad: &BadFile, page: &Page) -> anyhow::Error {
    let (words, file) = (page.words, ("file", file.display().to_string().into()));
    anyhow::Error::msg(match bad {
        BadFile::NotANetwork => words.say_with("roads-file-not-a-network", [file]),
        BadFile::OtherFormat { found } => words.say_with(
            "roads-file-other-format",
            [file, ("found", (*found).into()), ("reads", FORMAT.into())],
        ),
        BadFile::Length { says, has } => {
            words.say_with("roads-file-length", [file, ("says", (*says).into()), ("has", (*has).into())])
        }
        BadFile::Header => words.say_with("roads-file-header", [file]),
        BadFile::Damaged { section } => {
            words.say_with("roads-file-damaged", [file, ("section", section.as_str().into())])
        }
        BadFile::Missing(section) => {
            words.say_with("roads-file-missing", [file, ("section", (*section).into())])
        }
        BadFile::Impossible { section, what } => {
            let about = [file, ("section", (*section).into()), ("what", (*what).into())];
            words.say_with("roads-file-impossible", about)
        }
    })
}

/// Why districts cannot be read.
pub fn districts(file: &Path, bad: &BadDistricts, page: &Page) -> anyhow::Error {
    let (words, file) = (page.words, ("file", file.display().to_string().into()));
    anyhow::Error::msg(match bad {
        BadDistricts::TooLarge(bytes) => {
            words.say_with("roads-districts-too-large", [file, ("bytes", (*bytes).into())])
        }
        BadDistricts::Malformed(what) => {
            words.say_with("roads-districts-malformed", [file, ("what", what.as_str().into())])
        }
        BadDistricts::WhichLayer(layers) => {
            words.say_with("roads-districts-which-layer", [file, ("layers", layers.as_str().into())])
        }
        BadDistricts::Unnamed { position, property, has } => {
            let about = [
                file,
                ("position", (*position).into()),
                ("property", property.as_str().into()),
                ("has", has.as_str().into()),
            ];
            words.say_with("roads-districts-unnamed", about)
        }
        BadDistricts::NoArea { position, name } => {
            let about = [file, ("position", (*position).into()), ("name", name.as_str().into())];
            words.say_with("roads-districts-no-area", about)
        }
        BadDistricts::Empty => words.say_with("roads-districts-empty", [file]),
    })
}
