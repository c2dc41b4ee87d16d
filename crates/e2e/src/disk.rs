//! A small disk of one's own, to fill up and to make room on again.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// A disk that only whoever looks through its holder sees.
#[derive(Debug)]
pub struct SmallDisk {
    /// It lasts as long as the process that mounted it, and that as long as its standard input is open.
    holder: Child,
    /// Where it was mounted, seen from here.
    root: PathBuf,
    /// The same, seen by those it lets in.
    mounted_on: tempfile::TempDir,
}

impl SmallDisk {
    /// One of so many kilobytes; `None` where this user may not mount any.
    pub fn of(kilobytes: u32) -> Option<SmallDisk> {
        let mounted_on = tempfile::tempdir().expect("a directory");
        let script = format!("mount -t tmpfs -o size={kilobytes}k none \"$0\" && echo mounted && exec cat");
        let mut command = Command::new("unshare");
        command.args(["--mount", "--map-root-user", "sh", "-c", &script]).arg(mounted_on.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut holder = command.spawn().ok()?;
        let mut line = String::new();
        BufReader::new(holder.stdout.take()?).read_line(&mut line).ok()?;
        let root = PathBuf::from(format!("/proc/{}/root", holder.id()));
        let root = root.join(mounted_on.path().strip_prefix("/").expect("an absolute path"));
        if line.trim() != "mounted" {
            // It has ended by itself.
            let _ = holder.wait();
            return None;
        }
        Some(SmallDisk { holder, root, mounted_on })
    }

    /// Where to put things from here.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Where they are for a program that is let in.
    pub fn path_within(&self) -> &Path {
        self.mounted_on.path()
    }

    /// What lets a program in: the words to put before its own.
    pub fn entry(&self) -> Vec<String> {
        let holder = self.holder.id().to_string();
        let words = ["nsenter", "--target", &holder, "--user", "--preserve-credentials", "--mount"];
        words.map(str::to_owned).to_vec()
    }

    /// Leaves no room.
    pub fn fill(&self) {
        let mut filler = File::create(self.root.join("filler")).expect("a file is made");
        // The first write that finds no room ends it, whatever its size.
        for size in [4096, 1] {
            while filler.write_all(&vec![0; size]).is_ok() {}
        }
    }

    /// Makes room again.
    pub fn empty(&self) {
        fs::remove_file(self.root.join("filler")).expect("it was filled");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(self.holder.stdin.take());
        // It may have ended already.
        let _ = self.holder.wait();
    }
}
