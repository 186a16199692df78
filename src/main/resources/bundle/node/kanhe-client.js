'use strict';
// Sends one message of a service to Kanhe, signed, and checks the receipt:
//   npm install --ignore-scripts
//   node kanhe-client.js ../kanhe.properties ../messages/FILE.properties
// Needs Node 18. xml-crypto brings the payload into its canonical form; everything else is Node's own.

const crypto = require('crypto');
const fs = require('fs');
const https = require('https');
const path = require('path');
const tls = require('tls');
const { DOMParser } = require('@xmldom/xmldom');
const { ExclusiveCanonicalization } = require('xml-crypto');
const cms = require('./cms');
const checkReceipt = require('./receipt');

const KANHE = 'urn:kanhe:envelope:1';
const SOAP = 'http://www.w3.org/2003/05/soap-envelope';
const DS = 'http://www.w3.org/2000/09/xmldsig#';
const C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const OASIS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-';
const WSSE = `${OASIS}wssecurity-secext-1.0.xsd`;
const WSU = `${OASIS}wssecurity-utility-1.0.xsd`;
const X509 = `${OASIS}x509-token-profile-1.0#X509v3`;
const BASE64 = `${OASIS}soap-message-security-1.0#Base64Binary`;

const sha256 = (data, encoding) => crypto.createHash('sha256').update(data).digest(encoding);
const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** Lines of name=value. */
function properties(file) {
  const lines = fs.readFileSync(file, 'utf8').split(/\r?\n/);
  const pairs = lines.filter((line) => /^[^#].*=/.test(line));
  return Object.fromEntries(pairs.map((line) => line.match(/^([^=]+)=(.*)$/).slice(1).map((part) => part.trim())));
}

/** The partner's own keys in PEM: signing.key, signing.pem, tls.key, tls.pem; of the operator root.pem, log.vkey. */
function readKeys(folder) {
  const read = (name) => fs.readFileSync(path.join(folder, name), 'utf8');
  const certificate = new crypto.X509Certificate(read('signing.pem'));
  return {
    key: crypto.createPrivateKey(read('signing.key')),
    certificate,
    tls: { key: read('tls.key'), cert: read('tls.pem'), ca: read('root.pem') },
    log: read('log.vkey').trim(),
  };
}

/** The elements of k:MessageHeader in their order, and its end tag. */
function header(message, payload) {
  const element = (name, value) => (value ? `<k:${name}>${escape(value)}</k:${name}>` : '');
  const fields = (...names) => names.map((name) => element(name, message[name])).join('');
  const file = message.door === 'feed';
  return (
    fields('messageId', 'serviceId', 'operation', 'version', 'direction', 'sender') +
    message.receiver.split(',').map((each) => element('receiver', each)).join('') +
    element('sentTime', new Date().toISOString()) +
    fields('businessKey', 'purposeCode', 'legalBasis', 'consentRef', 'agreementId', 'operatorRef', 'environment') +
    `<k:payloadDigest algorithm="SHA-256">${sha256(payload, 'hex')}</k:payloadDigest>` +
    (file ? element('payloadSizeBytes', `${payload.length}`) + element('payloadRows', message.rows) : '') +
    '</k:MessageHeader>'
  );
}

/** Exclusive canonical form: what is digested stands as it is in the message. */
function canonical(document) {
  const root = new DOMParser().parseFromString(document.toString('utf8'), 'text/xml').documentElement;
  return Buffer.from(new ExclusiveCanonicalization().process(root, {}).toString(), 'utf8');
}

/** Every part that is signed is in canonical form and declares its namespaces itself: its digest is that of its text. */
function soapEnvelope(keys, message, payload) {
  const time = (afterMillis) => new Date(Date.now() + afterMillis).toISOString();
  const parts = {
    header: `<k:MessageHeader xmlns:k="${KANHE}" xmlns:wsu="${WSU}" wsu:Id="header">${header(message, payload)}`,
    body: `<s:Body xmlns:s="${SOAP}" xmlns:wsu="${WSU}" wsu:Id="body">${payload.toString('utf8')}</s:Body>`,
    time:
      `<wsu:Timestamp xmlns:wsu="${WSU}" wsu:Id="time"><wsu:Created>${time(0)}</wsu:Created>` +
      `<wsu:Expires>${time(240000)}</wsu:Expires></wsu:Timestamp>`,
  };
  const references = Object.entries(parts).map(
    ([part, text]) =>
      `<ds:Reference URI="#${part}"><ds:Transforms><ds:Transform Algorithm="${C14N}"></ds:Transform></ds:Transforms>` +
      `<ds:DigestMethod Algorithm="${SHA256}"></ds:DigestMethod>` +
      `<ds:DigestValue>${sha256(text, 'base64')}</ds:DigestValue></ds:Reference>`,
  );
  const rsa = keys.key.asymmetricKeyType === 'rsa';
  const algorithm = `http://www.w3.org/2001/04/xmldsig-more#${rsa ? 'rsa-sha256' : 'ecdsa-sha256'}`;
  const info =
    `<ds:SignedInfo xmlns:ds="${DS}"><ds:CanonicalizationMethod Algorithm="${C14N}"></ds:CanonicalizationMethod>` +
    `<ds:SignatureMethod Algorithm="${algorithm}"></ds:SignatureMethod>${references.join('')}</ds:SignedInfo>`;
  // XML signatures carry r and s of elliptic curves side by side, not in DER.
  const value = crypto.sign('sha256', Buffer.from(info), { key: keys.key, dsaEncoding: 'ieee-p1363' });
  return Buffer.from(
    `<s:Envelope xmlns:s="${SOAP}"><s:Header><wsse:Security xmlns:wsse="${WSSE}" s:mustUnderstand="true">` +
      `<wsse:BinarySecurityToken xmlns:wsu="${WSU}" wsu:Id="token" ValueType="${X509}" EncodingType="${BASE64}">` +
      `${keys.certificate.raw.toString('base64')}</wsse:BinarySecurityToken>${parts.time}` +
      `<ds:Signature xmlns:ds="${DS}">${info}<ds:SignatureValue>${value.toString('base64')}</ds:SignatureValue>` +
      `<ds:KeyInfo><wsse:SecurityTokenReference><wsse:Reference URI="#token" ValueType="${X509}"></wsse:Reference>` +
      `</wsse:SecurityTokenReference></ds:KeyInfo></ds:Signature></wsse:Security>${parts.header}</s:Header>` +
      `${parts.body}</s:Envelope>`,
    'utf8',
  );
}

function request(keys, message, method, target, headers, body) {
  const options = { host: message.gateway, port: message.httpsPort, method, path: target, headers, ...keys.tls };
  return new Promise((resolve, reject) => {
    const sent = https.request({ ...options, timeout: 60000 }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function bySoap(keys, message, payload) {
  const envelope = soapEnvelope(keys, message, payload);
  const headers = { 'Content-Type': 'application/soap+xml; charset=utf-8' };
  const response = await request(keys, message, 'POST', '/services/kanhe', headers, envelope);
  const receipt = response.headers['kanhe-receipt'];
  if (!receipt) {
    return { signed: envelope, answer: response.body };
  }
  // The answer to a query. Its signature is the gateway's, by the same rules: verify it as your library does.
  const [, answer] = response.body.toString('utf8').match(/<[A-Za-z]+:Body[^>]*>([^]*)<\/[A-Za-z]+:Body>/);
  console.log('answer:', answer);
  return { signed: envelope, answer: Buffer.from(receipt, 'base64') };
}

async function byFeed(keys, message, payload) {
  const text = `<k:MessageHeader xmlns:k="${KANHE}">${header(message, payload)}`;
  const headers = {
    'Content-Type': 'text/csv; charset=utf-8',
    'Kanhe-Header': cms.sign(keys, Buffer.from(text, 'utf8')).toString('base64'),
  };
  const target = `/feeds/${message.serviceId}/${message.businessKey}`;
  const response = await request(keys, message, 'PUT', target, headers, payload);
  console.log('HTTP', response.status);
  return { signed: null, answer: response.body };
}

/** STOMP 1.2 over TLS; every other protocol of the broker carries the same bytes. */
function byMq(keys, message, payload) {
  const start = `<k:Message xmlns:k="${KANHE}"><k:MessageHeader>${header(message, payload)}<k:Payload>`;
  const content = Buffer.concat([Buffer.from(start), payload, Buffer.from('</k:Payload></k:Message>')]);
  const signed = cms.sign(keys, content);
  const options = { host: message.gateway, port: message.stompPort, servername: message.gateway, ...keys.tls };
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = tls.connect(options, () => {
      socket.write('CONNECT\naccept-version:1.2\nhost:kanhe\n\n\0');
      // One program reads the receipts of a partner, and keeps them all; this example lets others pass.
      socket.write(`SUBSCRIBE\nid:1\ndestination:kanhe.receipt.${message.partner}\nack:auto\n\n\0`);
      socket.write(
        `SEND\ndestination:kanhe.in.${message.partner}\npersistent:true\ncontent-length:${signed.length}\n\n`,
      );
      socket.write(Buffer.concat([signed, Buffer.of(0)]));
    });
    socket.setTimeout(60000, () => socket.destroy(new Error('no receipt in a minute')));
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the broker closed the connection: is the certificate the partner\'s?')));
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1'); // receipts are ASCII but for one dash: bytes stay what they are
      const frames = text.split('\0');
      text = frames.pop();
      for (const frame of frames.map((each) => each.trimStart())) {
        if (frame.startsWith('ERROR')) {
          reject(new Error(`the broker says: ${frame}`));
        }
        if (frame.startsWith('MESSAGE') && frame.includes(sha256(signed, 'hex'))) {
          const body = frame.slice(frame.search(/\r?\n\r?\n/)).trim();
          resolve({ signed, answer: Buffer.from(body, 'latin1') });
          socket.end();
        }
      }
    });
  });
}

async function main(shared, own) {
  const common = properties(shared);
  const message = { ...common, ...properties(own), messageId: crypto.randomUUID() };
  if (message.receiver !== common.receiver) {
    message.receiver = `${common.receiver},${message.receiver}`;
  }
  const keys = readKeys(path.resolve(path.dirname(shared), message.keys));
  let payload = fs.readFileSync(path.resolve(path.dirname(own), message.payload));
  if (message.door === 'feed') {
    message.businessKey += `-${message.messageId.slice(0, 8)}`;
  } else {
    payload = canonical(payload);
  }
  const send = { soap: bySoap, mq: byMq, feed: byFeed }[message.door];
  const { signed, answer } = await send(keys, message, payload);
  checkReceipt(keys, answer, signed);
}

main(...process.argv.slice(2)).catch((error) => {
  console.log(error.message);
  process.exitCode = 1;
});
