"""The peers that come as wheels and packages, asked the same as we are: OSRM, Valhalla with Meili, pgRouting.

Reads one JSON document from the file it is given, writes another to standard output. Whoever is not there is named with
the reason; nothing here decides what is fast.
"""

import contextlib, json, os, shutil, subprocess, sys, tempfile, time


def measured(command, **options):
    """Runs a command; how long it took, and the most memory it held at once."""
    # By way of a small process: what a process held before it became another counts as the other's, too.
    small = subprocess.run([sys.executable, __file__, "--measure", *command], capture_output=True, text=True, **options)
    if small.returncode:
        raise RuntimeError(f"{os.path.basename(command[0])}: {small.stderr.strip()[-200:]}")
    seconds, peak = small.stdout.split()
    return float(seconds), int(peak)


def measure(command):
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    print(time.perf_counter() - began, usage.ru_maxrss * 1024)
    sys.exit(1 if status else 0)


def quiet():
    """What a library prints to standard output would end up in our answer."""
    kept = os.dup(1)
    os.dup2(2, 1)
    return kept


class Osrm:
    name = "OSRM MLD"

    def __init__(self, asked, work):
        import osrm
        self.osrm = osrm
        self.tools = os.path.join(os.path.dirname(osrm.__file__), "bin")
        self.profile = os.path.join(os.path.dirname(osrm.__file__), "share", "profiles", "car.lua")
        self.extract, self.work = asked["extract"], work
        self.base = os.path.join(work, "map.osrm")

    def imported(self):
        pbf = os.path.join(self.work, "map.osm.pbf")
        shutil.copy(self.extract, pbf)
        steps = [
            ("osrm-extract", ["-t", "2", "-p", self.profile, pbf]),
            ("osrm-partition", ["-t", "2", self.base]),
            ("osrm-customize", ["-t", "2", self.base]),
        ]
        for tool, rest in steps:
            seconds, peak = measured([os.path.join(self.tools, tool), *rest], cwd=self.work)
            yield {"who": tool, "seconds": seconds, "peak": peak}

    def routes(self, pairs):
        engine = self.osrm.OSRM(storage_config=self.base, algorithm="MLD", use_shared_memory=False)
        for a, b, c, d in pairs:
            asked = self.osrm.RouteParameters(coordinates=[(b, a), (d, c)], overview="full", steps=False)
            began = time.perf_counter()
            try:
                engine.Route(asked)
            except RuntimeError:
                continue
            yield time.perf_counter() - began


class Valhalla:
    name = "Valhalla"

    def __init__(self, asked, work):
        import valhalla
        self.valhalla, self.extract, self.work = valhalla, asked["extract"], work

    def imported(self):
        os.makedirs(os.path.join(self.work, "tiles"))
        config = self.valhalla.get_config(tile_dir=os.path.join(self.work, "tiles"), tile_extract="", verbose=False)
        config["mjolnir"]["concurrency"] = 2
        # Hours of driving are no track of ours, but a track of a thousand positions is.
        config["service_limits"]["trace"].update(max_shape=200000, max_distance=2e7)
        self.config = os.path.join(self.work, "valhalla.json")
        with open(self.config, "w") as file:
            json.dump(config, file)
        tool = os.path.join(os.path.dirname(self.valhalla.__file__), "bin", "valhalla_build_tiles")
        seconds, peak = measured([tool, "-c", self.config, self.extract])
        yield {"who": "valhalla_build_tiles", "seconds": seconds, "peak": peak}
        self.actor = self.valhalla.Actor(self.config)

    def routes(self, pairs):
        for a, b, c, d in pairs:
            asked = json.dumps({
                "locations": [{"lat": a, "lon": b}, {"lat": c, "lon": d}],
                "costing": "auto", "directions_type": "none",
            })
            began = time.perf_counter()
            try:
                self.actor.route(asked)
            except Exception:
                continue
            yield time.perf_counter() - began

    def matching(self, tracks, accuracy, rounds):
        def ask(track):
            return json.dumps({
                "shape": [{"lat": lat, "lon": lon, "time": at} for lat, lon, at in track],
                "costing": "auto", "shape_match": "map_snap", "use_timestamps": True,
                "trace_options": {"gps_accuracy": accuracy},
                "directions_type": "none",
            })
        asked = [ask(track) for track in tracks]
        seconds, lines = [], []
        for number in range(rounds + 1):
            took, found = 0.0, []
            for request in asked:
                began = time.perf_counter()
                try:
                    answer = self.actor.trace_route(request)
                except Exception:
                    answer = None
                took += time.perf_counter() - began
                found.append(answer)
            if number:
                seconds.append(took)
            lines = found
        return {"seconds": seconds, "lines": [shape(answer) for answer in lines]}


def shape(answer):
    """The lines of an answer, as latitude and longitude in 1e-7 degree."""
    if answer is None:
        return []
    trips = [json.loads(answer)]
    trips += trips[0].get("alternates", [])
    return [decoded(leg["shape"]) for trip in trips for leg in trip.get("trip", {}).get("legs", [])]


def decoded(text):
    """A polyline of six digits."""
    points, at, last = [], 0, [0, 0]
    while at < len(text):
        for axis in (0, 1):
            shift = value = 0
            while True:
                byte = ord(text[at]) - 63
                at += 1
                value |= (byte & 31) << shift
                shift += 5
                if byte < 32:
                    break
            last[axis] += ~(value >> 1) if value & 1 else value >> 1
        points.append([last[0] * 10, last[1] * 10])
    return points


class PgRouting:
    name = "pgRouting"

    def __init__(self, asked, work):
        self.arcs, self.nodes, self.work = asked["arcs"], asked["nodes"], os.path.join(work, "pg")
        found = [d for d in os.listdir("/usr/lib/postgresql") if os.path.exists(f"/usr/share/postgresql/{d}/extension/pgrouting.control")]
        if not found:
            raise RuntimeError("Debian's postgresql-NN-pgrouting is not installed")
        self.bin = f"/usr/lib/postgresql/{max(found, key=int)}/bin"

    def imported(self):
        # PostgreSQL does not run as root.
        self.user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        os.makedirs(self.work)
        os.chmod(os.path.dirname(self.work), 0o755)
        if self.user:
            shutil.chown(self.work, "postgres")
        data = os.path.join(self.work, "data")
        measured([*self.user, f"{self.bin}/initdb", "-D", data, "-A", "trust", "-U", "bench"], cwd=self.work)
        options = f"-k {self.work} -c listen_addresses='' -c fsync=off -c shared_buffers=512MB -c jit=off"
        measured([*self.user, f"{self.bin}/pg_ctl", "-D", data, "-w", "-l", os.path.join(self.work, "log"), "-o", options, "start"], cwd=self.work)
        self.stop = [*self.user, f"{self.bin}/pg_ctl", "-D", data, "-m", "immediate", "stop"]
        began = time.perf_counter()
        self.sql("CREATE EXTENSION pgrouting CASCADE; CREATE TABLE arc (id serial PRIMARY KEY, source int, target int, cost float8, reverse_cost float8);")
        rows = "\n".join(f"{a},{b},{cost},-1" for a, b, cost in self.arcs)
        self.sql("COPY arc (source, target, cost, reverse_cost) FROM STDIN WITH (FORMAT csv);\n" + rows + "\n\\.\n")
        self.sql("CREATE INDEX ON arc (source); CREATE INDEX ON arc (target); ANALYZE arc;")
        yield {"who": "arcs into PostgreSQL", "seconds": time.perf_counter() - began, "peak": 0}

    def sql(self, text):
        done = subprocess.run([f"{self.bin}/psql", "-h", self.work, "-U", "bench", "-d", "postgres", "-qAt", "-v", "ON_ERROR_STOP=1"],
                              input=text, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr[-300:])
        return done.stdout

    def routes(self, pairs):
        # A tenth of the questions: it reads all arcs for each.
        asked = ",".join(f"({a},{b})" for a, b in self.nodes[: max(1, len(self.nodes) // 10)])
        text = f"""
            CREATE TEMP TABLE took (seconds float8);
            DO $$ DECLARE pair record; began timestamptz; BEGIN
            FOR pair IN SELECT * FROM (VALUES {asked}) AS asked(a, b) LOOP
                began := clock_timestamp();
                PERFORM count(*) FROM pgr_dijkstra('SELECT id, source, target, cost, reverse_cost FROM arc', pair.a, pair.b);
                INSERT INTO took VALUES (extract(epoch FROM clock_timestamp() - began));
            END LOOP; END $$;
            SELECT seconds FROM took;"""
        yield from map(float, self.sql(text).split())


def main():
    with open(sys.argv[1]) as file:
        asked = json.load(file)
    out = quiet()
    answer = {"imports": [], "routes": [], "missing": [], "matching": []}
    with tempfile.TemporaryDirectory(dir=asked["dir"]) as work:
        try:
            seconds, peak = measured([*asked["ours"], os.path.join(work, "ours.net")])
            answer["imports"].append({"who": "ours", "seconds": seconds, "peak": peak})
        except (OSError, RuntimeError) as error:
            answer["missing"].append({"who": "our own import (make build)", "why": str(error)[:400]})
        for Peer in (Osrm, Valhalla, PgRouting):
            peer = None
            try:
                peer = Peer(asked, work)
                answer["imports"] += peer.imported()
                took = list(peer.routes(asked["pairs"]))
                answer["routes"].append({"who": Peer.name, "seconds": took})
                if hasattr(peer, "matching"):
                    for sort in asked["tracks"]:
                        answer["matching"].append(peer.matching(sort["tracks"], sort["accuracy"], asked["rounds"]))
            except Exception as error:
                answer["missing"].append({"who": Peer.name, "why": f"{type(error).__name__}: {error}"[:400]})
            finally:
                if hasattr(peer, "stop"):
                    subprocess.run(peer.stop, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=peer.work)
    with contextlib.suppress(BrokenPipeError):
        os.fdopen(out, "w").write(json.dumps(answer))


if __name__ == "__main__":
    measure(sys.argv[2:]) if sys.argv[1] == "--measure" else main()
