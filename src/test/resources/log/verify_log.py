"""Checks a log of C2SP tlog-tiles over HTTP with nothing of Kanhe: python3 verify_log.py PREFIX VKEY.

Recomputes the root from the entries, compares every tile on the way, and lets openssl check the signature.
Written from RFC 6962 section 2.1, C2SP tlog-tiles, tlog-checkpoint and signed-note.
"""
import base64, hashlib, subprocess, sys, tempfile, urllib.request

prefix, vkey = sys.argv[1].rstrip("/"), sys.argv[2]


def get(path):
    with urllib.request.urlopen(prefix + "/" + path, timeout=30) as answer:
        return answer.read()


def address(index):
    groups = ["%03d" % (index % 1000)]
    while index >= 1000:
        index //= 1000
        groups.insert(0, "x%03d" % (index % 1000))
    return "/".join(groups)


def suffix(width):
    return "" if width == 256 else ".p/%d" % width


def mth(hashes):
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return hashlib.sha256(b"\1" + mth(hashes[:k]) + mth(hashes[k:])).digest()


def check(condition, finding):
    if not condition:
        print("WRONG " + finding)
        sys.exit(1)


note = get("checkpoint").decode()
text, signatures = note.rsplit("\n\n", 1)
text += "\n"
origin, size, root = text.split("\n")[:3]
size = int(size)

name, key_id, encoded = vkey.split("+", 2)
key = base64.b64decode(encoded)
check(origin == name and key[0] == 1 and len(key) == 33, "origin or key")
line = [each for each in signatures.split("\n") if each.startswith("\u2014 " + name + " ")][0]
signature = base64.b64decode(line.rsplit(" ", 1)[1])
check(signature[:4].hex() == key_id, "key id")
with tempfile.TemporaryDirectory() as folder:
    for file, content in (
        ("key.der", bytes.fromhex("302a300506032b6570032100") + key[1:]),
        ("text", text.encode()),
        ("signature", signature[4:]),
    ):
        with open(folder + "/" + file, "wb") as out:
            out.write(content)
    openssl = subprocess.run(
        ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", folder + "/key.der",
         "-rawin", "-in", folder + "/text", "-sigfile", folder + "/signature"],
        capture_output=True)
    check(openssl.returncode == 0, "signature")

hashes = []
for index in range((size + 255) // 256):
    width = min(256, size - index * 256)
    bundle = get("tile/entries/" + address(index) + suffix(width))
    at = 0
    for _ in range(width):
        length = int.from_bytes(bundle[at:at + 2], "big")
        hashes.append(hashlib.sha256(b"\0" + bundle[at + 2:at + 2 + length]).digest())
        at += 2 + length
    check(at == len(bundle), "entries/%d" % index)
check(mth(hashes) == base64.b64decode(root), "root")

level = 0
while hashes:
    for index in range((len(hashes) + 255) // 256):
        part = hashes[index * 256:index * 256 + 256]
        check(get("tile/%d/" % level + address(index) + suffix(len(part))) == b"".join(part),
              "tile %d/%d" % (level, index))
    hashes = [mth(hashes[i:i + 256]) for i in range(0, len(hashes) - 255, 256)]
    level += 1
print("OK %d entries" % size)
