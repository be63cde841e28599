"""Writes a-1-py3-none-any.whl, the smallest wheel that pip installs."""
import base64, hashlib, zipfile

rows = []
with zipfile.ZipFile("a-1-py3-none-any.whl", "w") as wheel:
    def add(name, data):
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        rows.append(f"{name},sha256={digest},{len(data)}")
        wheel.writestr(name, data)

    for n in ("__init__", "one", "two"):
        add(f"a/{n}.py", f"{n} = 1\n".encode())
    add("a-1.dist-info/METADATA", b"Metadata-Version: 2.1\nName: a\nVersion: 1\n")
    add("a-1.dist-info/WHEEL", b"Wheel-Version: 1.0\nGenerator: a\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
    wheel.writestr("a-1.dist-info/RECORD", "\n".join(rows + ["a-1.dist-info/RECORD,,"]) + "\n")
