#!/usr/bin/env python3
"""rpm-times.py DATABASE: where rpm's database holds times of installations, and where SQLite reads nothing; pairs of offset and length as JSON."""
import json, sqlite3, struct, sys

data = open(sys.argv[1], "rb").read()
page, = struct.unpack_from(">H", data, 16)
connection = sqlite3.connect(":memory:")
# A database with a journal beside it cannot be opened in memory; these two bytes say that it has one.
connection.deserialize(data[:18] + b"\1\1" + data[20:])
ranges = [[24, 4], [40, 4], [92, 4]]
(header,), = connection.execute("SELECT blob FROM Packages")
(key,), = connection.execute("SELECT key FROM Installtid")
start = data.index(header)
count, = struct.unpack_from(">I", header)
for i in range(count):
    tag, kind, place, number = struct.unpack_from(">4I", header, 8 + 16 * i)
    if tag in (1008, 1128):
        ranges.append([start + 8 + 16 * count + place, 4 * number])
ranges += [[at, len(key)] for at in range(len(data)) if data.startswith(key, at)]
for at in range(0, len(data), page):
    head = at + (100 if at == 0 else 0)
    if data[head] in (2, 5, 10, 13):
        cells, content = struct.unpack_from(">HH", data, head + 3)
        free = head + (8 if data[head] > 5 else 12) + 2 * cells
        ranges.append([free, at + (content or 65536) - free])
print(json.dumps(ranges))
