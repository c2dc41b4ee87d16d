//! The pages are built by npm (`make build`). A house without them still opens: it says where they are.

use std::{fs, path::Path};

const WITHOUT: &str = "<!doctype html><meta charset=\"utf-8\"><title>Safeconduct</title>\
    <p>The pages were not built into this binary: build with `make build`. The API is at /openapi.json.</p>\n";

fn main() {
    let pages = Path::new("../../web/dist");
    println!("cargo:rerun-if-changed={}", pages.display());
    if !pages.join("index.html").exists() {
        let written = fs::create_dir_all(pages).and_then(|()| fs::write(pages.join("index.html"), WITHOUT));
        if let Err(error) = written {
            println!("cargo:warning=web/dist cannot be made: {error}");
        }
    }
}
