"""Sends one message of a service to Kanhe, signed, and checks the receipt.

    python3 kanhe_client.py ../kanhe.properties ../messages/FILE.properties

Needs Python 3.9 and the package cryptography. Everything that is signed is written in its canonical form, so that no
library for XML signatures is needed; xml.etree brings the payload into that form.
"""

import base64
import datetime
import hashlib
import http.client
import json
import pathlib
import re
import socket
import ssl
import sys
import uuid
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import escape

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import pkcs7

KANHE = "urn:kanhe:envelope:1"
SOAP = "http://www.w3.org/2003/05/soap-envelope"
DS = "http://www.w3.org/2000/09/xmldsig#"
C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
OASIS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
WSSE = OASIS + "wssecurity-secext-1.0.xsd"
WSU = OASIS + "wssecurity-utility-1.0.xsd"
X509 = OASIS + "x509-token-profile-1.0#X509v3"
BASE64 = OASIS + "soap-message-security-1.0#Base64Binary"


def properties(path):
    """Lines of name=value; the shared file first, then the message's own."""
    values = {}
    for line in pathlib.Path(path).read_text("utf-8").splitlines():
        name, equals, value = line.partition("=")
        if equals and not line.startswith("#"):
            values[name.strip()] = value.strip()
    return values


class Keys:
    """The partner's own keys in PEM: signing.key, signing.pem, tls.key, tls.pem; of the operator root.pem, log.vkey."""

    def __init__(self, folder):
        self.folder = folder
        self.key = serialization.load_pem_private_key((folder / "signing.key").read_bytes(), None)
        self.certificate = x509.load_pem_x509_certificate((folder / "signing.pem").read_bytes())
        self.log = (folder / "log.vkey").read_text("ascii").strip()

    def tls(self):
        context = ssl.create_default_context(cafile=str(self.folder / "root.pem"))
        context.load_cert_chain(self.folder / "tls.pem", self.folder / "tls.key")
        return context

    def algorithm(self):
        rsa = not isinstance(self.key, ec.EllipticCurvePrivateKey)
        return "http://www.w3.org/2001/04/xmldsig-more#" + ("rsa-sha256" if rsa else "ecdsa-sha256")

    def sign(self, data):
        """As XML signatures want it: for elliptic curves r and s side by side, not in DER."""
        if isinstance(self.key, ec.EllipticCurvePrivateKey):
            r, s = decode_dss_signature(self.key.sign(data, ec.ECDSA(hashes.SHA256())))
            size = (self.key.key_size + 7) // 8
            return r.to_bytes(size, "big") + s.to_bytes(size, "big")
        return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())

    def cms(self, content):
        """SignedData in DER with the content inside."""
        builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
        builder = builder.add_signer(self.certificate, self.key, hashes.SHA256())
        options = [pkcs7.PKCS7Options.Binary, pkcs7.PKCS7Options.NoCapabilities]
        return builder.sign(serialization.Encoding.DER, options)


def header(message, payload, rows=None):
    """k:MessageHeader in canonical form, without its start tag; the order is fixed."""
    fields = [(name, message.get(name)) for name in ("messageId", "serviceId", "operation", "version", "direction", "sender")]
    fields += [("receiver", each) for each in message["receiver"].split(",")]
    now = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8)))
    fields.append(("sentTime", now.isoformat(timespec="milliseconds")))
    names = ("businessKey", "purposeCode", "legalBasis", "consentRef", "agreementId", "operatorRef", "environment")
    fields += [(name, message.get(name)) for name in names]
    text = "".join(f"<k:{name}>{escape(value)}</k:{name}>" for name, value in fields if value)
    digest = hashlib.sha256(payload).hexdigest()
    text += f'<k:payloadDigest algorithm="SHA-256">{digest}</k:payloadDigest>'
    if rows:
        text += f"<k:payloadSizeBytes>{len(payload)}</k:payloadSizeBytes><k:payloadRows>{rows}</k:payloadRows>"
    return text + "</k:MessageHeader>"


def soap_envelope(keys, message, payload):
    """Every part that is signed declares its namespaces itself, as its canonical form does."""
    moment = datetime.datetime.now(datetime.timezone.utc)
    created, expires = (
        (moment + datetime.timedelta(seconds=after)).strftime("%Y-%m-%dT%H:%M:%SZ") for after in (0, 240)
    )
    parts = {
        "header": f'<k:MessageHeader xmlns:k="{KANHE}" xmlns:wsu="{WSU}" wsu:Id="header">' + header(message, payload),
        "body": f'<s:Body xmlns:s="{SOAP}" xmlns:wsu="{WSU}" wsu:Id="body">{payload.decode("utf-8")}</s:Body>',
        "time": f'<wsu:Timestamp xmlns:wsu="{WSU}" wsu:Id="time">'
        f"<wsu:Created>{created}</wsu:Created><wsu:Expires>{expires}</wsu:Expires></wsu:Timestamp>",
    }
    references = "".join(
        f'<ds:Reference URI="#{part}"><ds:Transforms><ds:Transform Algorithm="{C14N}"></ds:Transform></ds:Transforms>'
        f'<ds:DigestMethod Algorithm="{SHA256}"></ds:DigestMethod><ds:DigestValue>'
        f'{base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()}</ds:DigestValue></ds:Reference>'
        for part, text in parts.items()
    )
    signed_info = (
        f'<ds:SignedInfo xmlns:ds="{DS}"><ds:CanonicalizationMethod Algorithm="{C14N}"></ds:CanonicalizationMethod>'
        f'<ds:SignatureMethod Algorithm="{keys.algorithm()}"></ds:SignatureMethod>{references}</ds:SignedInfo>'
    )
    value = base64.b64encode(keys.sign(signed_info.encode("utf-8"))).decode()
    token = base64.b64encode(keys.certificate.public_bytes(serialization.Encoding.DER)).decode()
    return (
        f'<s:Envelope xmlns:s="{SOAP}"><s:Header><wsse:Security xmlns:wsse="{WSSE}" s:mustUnderstand="true">'
        f'<wsse:BinarySecurityToken xmlns:wsu="{WSU}" wsu:Id="token" ValueType="{X509}" EncodingType="{BASE64}">{token}'
        f'</wsse:BinarySecurityToken>{parts["time"]}<ds:Signature xmlns:ds="{DS}">{signed_info}'
        f"<ds:SignatureValue>{value}</ds:SignatureValue><ds:KeyInfo><wsse:SecurityTokenReference>"
        f'<wsse:Reference URI="#token" ValueType="{X509}"></wsse:Reference></wsse:SecurityTokenReference></ds:KeyInfo>'
        f'</ds:Signature></wsse:Security>{parts["header"]}</s:Header>{parts["body"]}</s:Envelope>'
    ).encode("utf-8")


def https(keys, message, method, path, body, headers):
    connection = http.client.HTTPSConnection(message["gateway"], int(message["httpsPort"]), context=keys.tls(), timeout=60)
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    return response.status, response.headers, response.read()


def by_soap(keys, message, payload):
    envelope = soap_envelope(keys, message, payload)
    content_type = {"Content-Type": "application/soap+xml; charset=utf-8"}
    status, headers, answer = https(keys, message, "POST", "/services/kanhe", envelope, content_type)
    receipt = headers.get("Kanhe-Receipt")
    if receipt:
        # The answer to a query. Its signature is the gateway's, by the same rules: verify it as your library does.
        print("answer:", re.search(rb"<[A-Za-z]+:Body[^>]*>(.*)</[A-Za-z]+:Body>", answer, re.S).group(1).decode("utf-8"))
        answer = base64.b64decode(receipt)
    elif status == 200:
        answer = re.search(rb"<k:Receipt.*</k:Receipt>", answer, re.S).group(0)
    return envelope, answer


def by_feed(keys, message, payload):
    text = f'<k:MessageHeader xmlns:k="{KANHE}">' + header(message, payload, message["rows"])
    signed = base64.b64encode(keys.cms(text.encode("utf-8"))).decode()
    path = f'/feeds/{message["serviceId"]}/{message["businessKey"]}'
    headers = {"Kanhe-Header": signed, "Content-Type": "text/csv; charset=utf-8"}
    status, _, answer = https(keys, message, "PUT", path, payload, headers)
    print("HTTP", status)
    return None, answer


def by_mq(keys, message, payload):
    """STOMP 1.2 over TLS; every other protocol of the broker carries the same bytes."""
    text = f'<k:Message xmlns:k="{KANHE}"><k:MessageHeader>' + header(message, payload)
    signed = keys.cms(text.encode("utf-8") + b"<k:Payload>" + payload + b"</k:Payload></k:Message>")
    host, port, partner = message["gateway"], int(message["stompPort"]), message["partner"]
    with keys.tls().wrap_socket(socket.create_connection((host, port), 60), server_hostname=host) as connection:
        stream = connection.makefile("rb")
        frame(connection, "CONNECT", {"accept-version": "1.2", "host": "kanhe"})
        read_frame(stream)
        # One program reads the receipts of a partner, and keeps them all; this example lets others pass.
        frame(connection, "SUBSCRIBE", {"id": "1", "destination": "kanhe.receipt." + partner, "ack": "auto"})
        frame(connection, "SEND", {"destination": "kanhe.in." + partner, "persistent": "true"}, signed)
        while True:
            command, answer = read_frame(stream)
            if command == "ERROR":
                sys.exit("the broker says: " + answer.decode("utf-8"))
            if command == "MESSAGE" and hashlib.sha256(signed).hexdigest().encode() in answer:
                return signed, answer


def frame(connection, command, headers, body=b""):
    if body:
        headers["content-length"] = str(len(body))
    head = "".join(f"{name}:{value}\n" for name, value in headers.items())
    connection.sendall(f"{command}\n{head}\n".encode("utf-8") + body + b"\0")


def read_frame(stream):
    command = stream.readline().strip()
    while not command:
        command = stream.readline().strip()
    headers = {}
    for line in iter(lambda: stream.readline().strip(), b""):
        name, _, value = line.partition(b":")
        headers.setdefault(name, value)
    body = stream.read(int(headers[b"content-length"])) if b"content-length" in headers else b""
    while stream.read(1) != b"\0":
        pass
    return command.decode("utf-8"), body


def check_receipt(keys, answer, signed):
    """Section 5 of the protocol, step by step; what fails ends the program."""
    if b"Receipt>" not in answer:
        sys.exit("refused: " + answer.decode("utf-8"))
    receipt = ElementTree.fromstring(re.search(rb"<k:Receipt.*</k:Receipt>", answer, re.S).group(0))
    text = lambda name: receipt.findtext(f"{{{KANHE}}}{name}")
    entry = base64.b64decode(text("entry"))
    facts = json.loads(entry)["facts"]
    if signed and hashlib.sha256(signed).hexdigest() not in facts["rawDigest"]:
        sys.exit("the receipt is about other bytes")
    node = hashlib.sha256(b"\0" + entry).digest()
    index, last = int(text("index")), int(text("treeSize")) - 1
    for each in receipt.find(f"{{{KANHE}}}proof"):
        sibling = base64.b64decode(each.text)
        if index & 1 or index == last:
            node = hashlib.sha256(b"\1" + sibling + node).digest()
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            node = hashlib.sha256(b"\1" + node + sibling).digest()
        index, last = index >> 1, last >> 1
    body, _, signatures = text("checkpoint").partition("\n\n")
    lines = body.split("\n")
    if last != 0 or lines[1] != text("treeSize") or base64.b64decode(lines[2]) != node:
        sys.exit("the entry is not in the tree of the checkpoint")
    name, _, key = keys.log.split("+", 2)
    public = ed25519.Ed25519PublicKey.from_public_bytes(base64.b64decode(key)[1:])
    signature = next(line for line in signatures.split("\n") if line.startswith("\u2014 " + name + " "))
    public.verify(base64.b64decode(signature.split(" ")[2])[4:], (body + "\n").encode("utf-8"))
    print("receipt verified: ledger entry", text("index"), "of", text("treeSize"))
    code = text("code")
    print("outcome:", text("outcome"), code or "")
    if code:
        sys.exit("refused with " + code + "; README.md says what to do")


def main(shared, own):
    message = properties(shared)
    common = message["receiver"]
    message.update(properties(own))
    if message["receiver"] != common:
        message["receiver"] = common + "," + message["receiver"]
    message["messageId"] = str(uuid.uuid4())
    keys = Keys(pathlib.Path(shared).parent / message["keys"])
    payload = (pathlib.Path(own).parent / message["payload"]).read_bytes()
    if message["door"] == "feed":
        message["businessKey"] += "-" + message["messageId"][:8]
    else:
        payload = ElementTree.canonicalize(payload.decode("utf-8")).encode("utf-8")
    send = {"soap": by_soap, "mq": by_mq, "feed": by_feed}[message["door"]]
    signed, answer = send(keys, message, payload)
    check_receipt(keys, answer, signed)


if __name__ == "__main__":
    main(*sys.argv[1:])
