"""One message by zeep: client.py ENDPOINT FOLDER profile|sha1

FOLDER: kanhe.wsdl, key.pem, cert.pem, tls-key.pem, tls-cert.pem, root.pem, payload.xml.
`sha1` leaves zeep's own defaults.
"""

import datetime
import hashlib
import pathlib
import sys
import uuid

import requests
import xmlsec
import zeep
from lxml import etree
from zeep import ns
from zeep.wsse import signature, utils

K = "urn:kanhe:envelope:1"
X509 = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3"
BASE64 = (
    "http://docs.oasis-open.org/wss/2004/01/"
    "oasis-200401-wss-soap-message-security-1.0#Base64Binary"
)


def header(payload):
    block = etree.Element(etree.QName(K, "MessageHeader"), nsmap={"k": K})
    now = datetime.datetime.now(datetime.timezone.utc)
    for name, value in [
        ("messageId", str(uuid.uuid4())),
        ("serviceId", "ew.alert"),
        ("operation", "publish"),
        ("version", "1.0"),
        ("direction", "EVENT"),
        ("sender", "12331000TEXT000177"),
        ("receiver", "12331000TEXT000920"),
        ("sentTime", now.isoformat(timespec="milliseconds")),
        ("businessKey", "HAIL-ZEEP"),
        ("priority", "4"),
        ("environment", "Exercise"),
    ]:
        etree.SubElement(block, etree.QName(K, name)).text = value
    canonical = etree.tostring(payload, method="c14n", exclusive=True)
    digest = etree.SubElement(block, etree.QName(K, "payloadDigest"), algorithm="SHA-256")
    digest.text = hashlib.sha256(canonical).hexdigest()
    return block


class Document(zeep.Plugin):
    """The Body has any one document, for which the WSDL holds a place: it goes there."""

    def __init__(self, payload):
        self.payload = payload

    def egress(self, envelope, http_headers, operation, binding_options):
        soap = etree.QName(envelope).namespace
        body = envelope.find(etree.QName(soap, "Body"))
        del body[:]
        body.append(self.payload)
        utils.get_security_header(envelope).append(timestamp())
        http_headers["SOAPAction"] = '"urn:kanhe:ew.alert:publish"'
        return envelope, http_headers


def timestamp():
    created = datetime.datetime.utcnow()
    return utils.WSU.Timestamp(
        utils.WSU.Created(utils.get_timestamp(created)),
        utils.WSU.Expires(utils.get_timestamp(created + datetime.timedelta(minutes=4))),
    )


class ProfileSignature(signature.BinarySignature):
    """zeep's own signs Body and Timestamp alone; this one signs k:MessageHeader too."""

    def apply(self, envelope, headers):
        soap = etree.QName(envelope).namespace
        security = utils.get_security_header(envelope)
        token = etree.SubElement(
            security,
            etree.QName(ns.WSSE, "BinarySecurityToken"),
            ValueType=X509,
            EncodingType=BASE64,
        )
        pem = self.cert_data.decode("ascii")
        token.text = "".join(line for line in pem.split("\n") if not line.startswith("-----"))
        node = xmlsec.template.create(envelope, xmlsec.Transform.EXCL_C14N, self.signature_method)
        security.append(node)
        info = xmlsec.template.ensure_key_info(node)
        reference = etree.SubElement(info, etree.QName(ns.WSSE, "SecurityTokenReference"))
        etree.SubElement(
            reference,
            etree.QName(ns.WSSE, "Reference"),
            ValueType=X509,
            URI="#" + utils.ensure_id(token),
        )
        context = xmlsec.SignatureContext()
        context.key = signature._make_sign_key(self.key_data, self.cert_data, self.password)
        for target in [
            envelope.find(etree.QName(soap, "Body")),
            envelope.find(".//" + str(etree.QName(K, "MessageHeader"))),
            security.find(etree.QName(ns.WSU, "Timestamp")),
        ]:
            signature._sign_node(context, node, target, self.digest_method)
        context.sign(node)
        return envelope, headers


def main(endpoint, folder, mode):
    folder = pathlib.Path(folder)
    file = lambda name: str(folder / name)
    payload = etree.parse(file("payload.xml")).getroot()
    if mode == "sha1":
        wsse = signature.BinarySignature(file("key.pem"), file("cert.pem"))
    else:
        wsse = ProfileSignature(
            file("key.pem"),
            file("cert.pem"),
            signature_method=xmlsec.Transform.RSA_SHA256,
            digest_method=xmlsec.Transform.SHA256,
        )
    session = requests.Session()
    # Or REQUESTS_CA_BUNDLE of the machine counts for more than the anchors given here.
    session.trust_env = False
    session.cert = (file("tls-cert.pem"), file("tls-key.pem"))
    session.verify = file("root.pem")
    client = zeep.Client(
        file("kanhe.wsdl"),
        port_name="Soap11",
        wsse=wsse,
        transport=zeep.Transport(session=session),
        plugins=[Document(payload)],
        settings=zeep.Settings(raw_response=True),
    )
    service = client.create_service("{urn:kanhe:service:1}KanheSoap11", endpoint)
    answer = service.submit(_soapheaders=[header(payload)])
    sys.stdout.write(answer.text)


main(*sys.argv[1:])
