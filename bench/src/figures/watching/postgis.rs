//! PostGIS, in a PostgreSQL of its own that does not wait for its disk: which areas cover a vehicle's place, by a GiST
//! index and a statement prepared once, asked inside the server, so that no client's round trip counts against it.
//!
//! It answers which areas cover the place. Whether the vehicle was there before and everything else the watch finds is
//! left to whoever asks.

use std::{
    fmt::Write as _,
    fs,
    io::Write as _,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context as _, ensure};
use model::Place;
use watch::{Fence, Shape};

use super::{Seen, degrees};
use crate::{
    Row, Table,
    table::duration,
    timing::{Samples, per_second},
};

pub(super) fn measure(table: &mut Table, areas: &[Fence], seen: &[Seen], dir: &Path) -> anyhow::Result<()> {
    let dir = tempfile::tempdir_in(dir)?;
    let server = match Server::open(dir.path()) {
        Ok(server) => server,
        Err(why) => {
            let why = format!("not measured: {why:#} (Debian's postgresql-15-postgis-3)");
            table.add(Row::fact("PostGIS", why));
            return Ok(());
        }
    };
    server.ask(&furnished(areas, seen))?;
    let asked = [
        ("PostGIS, ST_Covers alone", "", COVERS, "the areas that cover it"),
        (
            "PostGIS, the vehicle's row and ST_Covers",
            "UPDATE vehicle SET place = one.place WHERE id = one.vehicle;",
            COVERS,
            "its row brought up to date, nothing kept on disk, and the areas that cover it",
        ),
        (
            "PostGIS, the report's own row and ST_Intersects",
            "INSERT INTO track VALUES (one.vehicle, clock_timestamp(), one.place);",
            "ST_Intersects",
            "a row for the report, nothing kept on disk, and the areas that it lies in or on the edge of",
        ),
    ];
    for (what, update, asks, does) in asked {
        let took = server.ask(&loops(update, asks))?;
        let micros = took.split_whitespace().map(str::parse).collect::<Result<Vec<f64>, _>>()?;
        let all: f64 = micros.iter().sum();
        let took: Samples = micros.iter().map(|micros| Duration::from_secs_f64(micros / 1e6)).collect();
        let slowest = took.slowest_of_a_thousand().map(duration).unwrap_or_default();
        let rate = per_second(micros.len() as u64, Duration::from_secs_f64(all / 1e6));
        let note = format!("p99.9 {slowest}; {does}; no memory of who was inside; no client's round trip");
        table.add(Row::new(what, took).rate(rate, "reports").note(note));
    }
    Ok(())
}

fn furnished(areas: &[Fence], seen: &[Seen]) -> String {
    let mut text =
        "CREATE EXTENSION postgis;\nCREATE TABLE area (id int, shape geometry);\nCOPY area FROM STDIN;\n"
            .to_owned();
    for (number, area) in areas.iter().enumerate() {
        let corners: Vec<[f64; 2]> = match &area.shape {
            Shape::Circle { middle, radius_mm } => around(*middle, f64::from(*radius_mm) / 1000.0),
            Shape::Polygon { outline, .. } => outline.iter().map(|place| degrees(*place)).collect(),
        };
        let ring = corners.iter().chain(corners.first()).map(|[lat, lon]| format!("{lon:.7} {lat:.7}"));
        let ring = ring.collect::<Vec<_>>().join(",");
        // Writing to a string does not fail.
        let _ = writeln!(text, "{number}\tSRID=4326;POLYGON(({ring}))");
    }
    text += "\\.\nCREATE INDEX ON area USING gist (shape);\nCREATE TABLE report (id serial, vehicle int, place geometry);\nCOPY report (vehicle, place) FROM STDIN;\n";
    for (vehicle, place) in seen {
        let [lat, lon] = degrees(*place);
        let _ = writeln!(text, "{vehicle}\tSRID=4326;POINT({lon:.7} {lat:.7})");
    }
    text + "\\.\nCREATE TABLE track (vehicle int, at timestamptz, place geometry);\
        CREATE TABLE vehicle (id int PRIMARY KEY, place geometry);\n\
        INSERT INTO vehicle SELECT DISTINCT vehicle FROM report;\n\
        VACUUM ANALYZE area; ANALYZE report; ANALYZE vehicle;\n"
}

/// A circle as a polygon of 32 corners, which is how PostGIS itself makes one.
fn around(middle: Place, radius: f64) -> Vec<[f64; 2]> {
    let [lat, lon] = degrees(middle);
    let metre = 1.0 / 111_195.0;
    let corner = |number: u8| {
        let angle = f64::from(number) * std::f64::consts::TAU / 32.0;
        [lat + radius * metre * angle.sin(), lon + radius * metre * angle.cos() / lat.to_radians().cos()]
    };
    (0..32).map(corner).collect()
}

/// The areas that contain a place.
const COVERS: &str = "ST_Covers";

fn loops(update: &str, asks: &str) -> String {
    format!(
        "CREATE TEMP TABLE took (micros float8);
        DO $$ DECLARE one record; began timestamptz; found int; BEGIN
        FOR one IN SELECT * FROM report ORDER BY id LOOP
            began := clock_timestamp();
            {update}
            SELECT count(*) INTO found FROM area WHERE {asks}(shape, one.place);
            INSERT INTO took VALUES (extract(epoch FROM clock_timestamp() - began) * 1e6);
        END LOOP; END $$;
        SELECT micros FROM took; DROP TABLE took;"
    )
}

struct Server {
    bin: PathBuf,
    dir: PathBuf,
}

impl Drop for Server {
    fn drop(&mut self) {
        // The directory goes with it; whatever it complains of nobody reads any more.
        let _ = self.run("pg_ctl", &["-m", "immediate", "stop"]);
    }
}

impl Server {
    fn open(below: &Path) -> anyhow::Result<Server> {
        let versions = fs::read_dir("/usr/lib/postgresql").context("PostgreSQL is not here")?;
        let has_it = |number: &u32| {
            Path::new(&format!("/usr/share/postgresql/{number}/extension/postgis.control")).exists()
        };
        let numbers = versions.filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
        let newest = numbers.filter(has_it).max().context("PostGIS is not here")?;
        let dir = below.join("pg");
        fs::create_dir(&dir)?;
        fs::set_permissions(below, fs::Permissions::from_mode(0o755))?;
        let server = Server { bin: format!("/usr/lib/postgresql/{newest}/bin").into(), dir };
        if is_root() {
            let given = Command::new("chown").arg("postgres").arg(&server.dir).status()?;
            ensure!(given.success(), "there is no postgres to run it as");
        }
        server.run("initdb", &["-A", "trust", "-U", "bench"])?;
        let options = format!(
            "-k {} -c listen_addresses='' -c fsync=off -c shared_buffers=256MB -c jit=off",
            server.dir.display()
        );
        let log = server.dir.join("log");
        server.run("pg_ctl", &["-w", "-l", &log.to_string_lossy(), "-o", &options, "start"])?;
        Ok(server)
    }

    /// PostgreSQL does not run as root.
    fn run(&self, tool: &str, arguments: &[&str]) -> anyhow::Result<()> {
        let tool_path = self.bin.join(tool);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(tool_path);
            command
        } else {
            Command::new(tool_path)
        };
        command.arg("-D").arg(self.dir.join("data")).args(arguments).current_dir(&self.dir);
        let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        ensure!(status.success(), "{tool} failed: {status}");
        Ok(())
    }

    fn ask(&self, text: &str) -> anyhow::Result<String> {
        let mut command = Command::new(self.bin.join("psql"));
        command.arg("-h").arg(&self.dir).args([
            "-U",
            "bench",
            "-d",
            "postgres",
            "-qAt",
            "-v",
            "ON_ERROR_STOP=1",
        ]);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let mut told = child.stdin.take().context("a pipe")?;
        told.write_all(text.as_bytes())?;
        drop(told);
        let done = child.wait_with_output()?;
        ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        Ok(String::from_utf8(done.stdout)?)
    }
}

fn is_root() -> bool {
    rustix::process::getuid().is_root()
}
