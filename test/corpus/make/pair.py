"""pair.py CAUSE/NAME PATH LEFT RIGHT "EXPECTED CAUSES" NEAR-MISS-OF MADE [noise=RANGES|noise:KIND] [folders=A,B] [hosts=A,B]

Writes a pair of the corpus. noise: pairs of offset and length as JSON, or the name of a kind whose free bytes are worked out here,
by this file's own reading of the format: what a test checks must not be its own measure.
"""
import contextlib, json, os, re, shutil, sqlite3, struct, subprocess, sys


def date(data):
    return [[0, len(data.rstrip(b"\n"))]]


def between(data, marks):
    """From the first mark to the second, neither of them included."""
    start = data.index(marks[0].encode()) + len(marks[0])
    return [[start, data.index(marks[1].encode(), start) - start]]


def blanks(data):
    """Blanks between JSON's tokens; one bit makes a blank another."""
    return [[i, 1] for i, b in enumerate(data) if b in b" \t\r\n"]


def gzip(data):
    ranges, at = [[4, 6]], 10
    if data[3] & 8:
        end = data.index(0, at)
        ranges.append([at, end - at])
        at = end + 1
    return ranges + [[len(data) - 9, 1]]


def ar(data):
    ranges, at = [], 8
    while at < len(data):
        ranges.append([at + 16, 24])
        size = int(data[at + 48:at + 58])
        at += 60 + size + size % 2
    return ranges


def zip_extra(data, at, length, ranges):
    end = at + length
    while at < end:
        kind, size = struct.unpack_from("<HH", data, at)
        if kind in (0x5455, 0x7875, 0x5855, 0x7855, 10):
            ranges.append([at + 4, size])
        at += 4 + size


def zip(data):
    ranges = []
    end = data.rindex(b"PK\5\6")
    count, = struct.unpack_from("<H", data, end + 10)
    at, = struct.unpack_from("<I", data, end + 16)
    for _ in range(count):
        packed, = struct.unpack_from("<I", data, at + 20)
        name, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        local, = struct.unpack_from("<I", data, at + 42)
        # Versions, the packer's hints, times; the last byte of packed data has bits that nobody reads.
        ranges += [[at + 4, 1], [at + 6, 2], [at + 12, 4], [local + 4, 2], [local + 10, 4]]
        zip_extra(data, at + 46 + name, extra, ranges)
        lname, lextra = struct.unpack_from("<HH", data, local + 26)
        zip_extra(data, local + 30 + lname, lextra, ranges)
        if packed:
            ranges.append([local + 30 + lname + lextra + packed - 1, 1])
        at += 46 + name + extra + comment
    return ranges


def sections(elf):
    table, = struct.unpack_from("<Q", elf, 0x28)
    each, count, names = struct.unpack_from("<HHH", elf, 0x3a)
    read = lambda i: struct.unpack_from("<IIQQQQ", elf, table + each * i)
    start = read(names)[4]
    for i in range(count):
        name, kind, _, _, offset, size = read(i)
        if kind != 8:
            yield elf[start + name:elf.index(0, start + name)].decode(), offset, size


def elf(data):
    return [[o + 16, s - 16] for n, o, s in sections(data) if n in (".note.gnu.build-id", ".note.go.buildid")]


def go(data):
    """The note, and what the linker wrote of the commit."""
    return elf(data) + [[m.start(1), m.end(1) - m.start(1)] for m in re.finditer(rb'\tvcs\.(?:revision|time)=([^\n]*)\n|Go build ID: "([^"]*)"', data) if m.group(1)]


def pyc(data):
    """The time, and whatever CPython itself reads to the same objects."""
    import marshal, types

    def same(a, b):
        if type(a) is not type(b):
            return False
        if isinstance(a, types.CodeType):
            return all(same(getattr(a, n), getattr(b, n)) for n in dir(a) if n.startswith("co_") and not callable(getattr(a, n)) and n != "co_lnotab")
        if isinstance(a, tuple):
            return len(a) == len(b) and all(map(same, a, b))
        return repr(a) == repr(b) if isinstance(a, float) else a == b

    body, ranges = data[16:], [[8, 4]] if data[4:8] == bytes(4) else []
    whole = marshal.loads(body)
    for at in range(len(body)):
        for bit in range(8):
            other = bytearray(body)
            other[at] ^= 1 << bit
            child = os.fork()
            if child == 0:
                try:
                    os._exit(0 if same(marshal.loads(bytes(other)), whole) else 1)
                except BaseException:
                    os._exit(1)
            if os.waitpid(child, 0)[1] == 0:
                ranges.append([16 + at, 1])
                break
    return ranges


def rows(data):
    """Whatever SQLite itself finds sound, and reads to the same rows."""
    def read(content):
        try:
            with contextlib.closing(sqlite3.connect(":memory:")) as connection:
                connection.deserialize(content)
                connection.text_factory = bytes
                if connection.execute("PRAGMA integrity_check").fetchall() != [(b"ok",)]:
                    return None
                settings = [connection.execute(f"PRAGMA {p}").fetchall() for p in ("user_version", "application_id", "encoding", "page_size")]
                schema = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
                return settings, schema, [
                    connection.execute(f"""SELECT {'' if sql.endswith(b'WITHOUT ROWID') else 'rowid,'} * FROM "{name.decode()}\"""").fetchall() for kind, name, _, sql in schema if kind == b"table"]
        except (sqlite3.Error, UnicodeDecodeError, OverflowError):
            return None

    whole, ranges = read(data), []
    assert whole
    for at in range(len(data)):
        for bit in range(8):
            other = bytearray(data)
            other[at] ^= 1 << bit
            if read(bytes(other)) == whole:
                ranges.append([at, 1])
                break
    return ranges


def packed(data, marks):
    """Whatever the real unpacker unpacks to the same bytes, without a complaint."""
    def unpacked(content):
        run = subprocess.run(marks[0].split(), input=content, capture_output=True)
        return run.stdout if run.returncode == 0 else None

    whole, ranges = unpacked(data), []
    for at in range(len(data)):
        for bit in range(8):
            other = bytearray(data)
            other[at] ^= 1 << bit
            if unpacked(bytes(other)) == whole:
                ranges.append([at, 1])
                break
    return ranges


def tar(data):
    # A changed time has a checksum of its own.
    return []


def main():
    name, path, left, right, expect, near, made, *rest = sys.argv[1:]
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", name)
    os.makedirs(folder, exist_ok=True)
    shutil.copyfile(left, os.path.join(folder, "left"))
    shutil.copyfile(right, os.path.join(folder, "right"))
    pair = {"path": path, "expect": expect.split(), "nearMissOf": near or None, "made": made, "noise": None}
    data = open(left, "rb").read()
    if data == open(right, "rb").read():
        sys.exit(f"{name}: both sides are equal")
    for item in rest:
        if item.startswith("noise="):
            pair["noise"] = json.loads(item[6:])
        elif item.startswith("noise:"):
            kind, *marks = item[6:].split("|")
            pair["noise"] = globals()[kind](data, marks) if marks else globals()[kind](data)
        else:
            key, _, values = item.partition("=")
            pair[key] = values.split(",")
    with open(os.path.join(folder, "pair.json"), "w", encoding="utf-8") as out:
        json.dump(pair, out)
        out.write("\n")


main()
