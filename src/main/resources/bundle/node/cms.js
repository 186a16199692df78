'use strict';
// CMS SignedData in DER with the content inside (RFC 5652), which Node's crypto cannot write.

const crypto = require('crypto');

function der(tag, ...parts) {
  const content = Buffer.concat(parts);
  if (content.length < 0x80) {
    return Buffer.concat([Buffer.of(tag, content.length), content]);
  }
  const hex = content.length.toString(16);
  const length = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  return Buffer.concat([Buffer.of(tag, 0x80 | length.length), length, content]);
}

const sequence = (...parts) => der(0x30, ...parts);
const set = (...parts) => der(0x31, ...parts);
const oid = (hex) => der(0x06, Buffer.from(hex, 'hex'));

const DATA = oid('2a864886f70d010701');
const SIGNED_DATA = oid('2a864886f70d010702');
const CONTENT_TYPE = oid('2a864886f70d010903');
const MESSAGE_DIGEST = oid('2a864886f70d010904');
const SHA256 = oid('608648016503040201');
const RSA = oid('2a864886f70d010101');
const ECDSA_SHA256 = oid('2a8648ce3d040302');
const ONE = Buffer.of(2, 1, 1);

/** One DER value at an offset: where its content starts and where it ends. */
function valueAt(bytes, at) {
  let start = at + 2;
  let length = bytes[at + 1];
  if (length & 0x80) {
    const size = length & 0x7f;
    length = bytes.readUIntBE(start, size);
    start += size;
  }
  return { start, end: start + length };
}

/** Issuer and serial number as they stand in the certificate, byte for byte. */
function issuerAndSerial(certificate) {
  let at = valueAt(certificate, valueAt(certificate, 0).start).start;
  if (certificate[at] === 0xa0) {
    at = valueAt(certificate, at).end;
  }
  const serial = certificate.subarray(at, valueAt(certificate, at).end);
  const issuer = valueAt(certificate, at + serial.length).end;
  return sequence(certificate.subarray(issuer, valueAt(certificate, issuer).end), serial);
}

exports.sign = (keys, content) => {
  const digest = crypto.createHash('sha256').update(content).digest();
  const attributes = Buffer.concat([
    sequence(CONTENT_TYPE, set(DATA)),
    sequence(MESSAGE_DIGEST, set(der(0x04, digest))),
  ]);
  const rsa = keys.key.asymmetricKeyType === 'rsa';
  const signature = crypto.sign('sha256', set(attributes), keys.key);
  const signer = sequence(
    ONE,
    issuerAndSerial(keys.certificate.raw),
    sequence(SHA256),
    der(0xa0, attributes),
    rsa ? sequence(RSA, Buffer.of(5, 0)) : sequence(ECDSA_SHA256),
    der(0x04, signature),
  );
  return sequence(
    SIGNED_DATA,
    der(
      0xa0,
      sequence(
        ONE,
        set(sequence(SHA256)),
        sequence(DATA, der(0xa0, der(0x04, content))),
        der(0xa0, keys.certificate.raw),
        set(signer),
      ),
    ),
  );
};
