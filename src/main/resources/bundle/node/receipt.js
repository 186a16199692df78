'use strict';
// Checks a receipt as section 5 of the protocol says; what fails is thrown.

const crypto = require('crypto');

const hash = (prefix, ...parts) =>
  crypto.createHash('sha256').update(Buffer.concat([Buffer.of(prefix), ...parts])).digest();

function hold(right, otherwise) {
  if (!right) {
    throw new Error(otherwise);
  }
}

/** RFC 9162 section 2.1.3.2. */
function root(leaf, index, size, proof) {
  let node = leaf;
  let at = index;
  let last = size - 1;
  for (const sibling of proof) {
    if (at % 2 === 1 || at === last) {
      node = hash(1, sibling, node);
      while (at % 2 === 0 && at !== 0) {
        at = Math.floor(at / 2);
        last = Math.floor(last / 2);
      }
    } else {
      node = hash(1, node, sibling);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  hold(last === 0, 'the proof is too short');
  return node;
}

/** C2SP signed note: the text ends with the line break before the empty line. */
function isSigned(checkpoint, vkey) {
  const [name, , ...key] = vkey.split('+');
  const point = Buffer.from(key.join('+'), 'base64').subarray(1);
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), point]);
  const publicKey = crypto.createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const end = checkpoint.indexOf('\n\n');
  const start = `\u2014 ${name} `;
  return checkpoint
    .slice(end + 2)
    .split('\n')
    .filter((line) => line.startsWith(start))
    .map((line) => Buffer.from(line.slice(start.length), 'base64').subarray(4))
    .some((signature) => crypto.verify(null, Buffer.from(checkpoint.slice(0, end + 1)), publicKey, signature));
}

/** `signed`: what was sent; null for a feed, whose bytes are signed in its header. */
module.exports = (keys, answer, signed) => {
  const text = answer.toString('utf8');
  const [receipt] = text.match(/<k:Receipt[^]*<\/k:Receipt>/) || [];
  hold(receipt, `refused: ${text}`);
  const value = (name) => (receipt.match(new RegExp(`<k:${name}[^>]*>([^<]*)</k:${name}>`)) || [])[1];
  const entry = Buffer.from(value('entry'), 'base64');
  hold(
    !signed || entry.includes(crypto.createHash('sha256').update(signed).digest('hex')),
    'the receipt is about other bytes',
  );
  const proof = [...receipt.matchAll(/<k:hash>([^<]*)<\/k:hash>/g)].map(([, each]) => Buffer.from(each, 'base64'));
  const computed = root(hash(0, entry), Number(value('index')), Number(value('treeSize')), proof);
  const checkpoint = value('checkpoint').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
  const lines = checkpoint.split('\n');
  hold(
    lines[1] === value('treeSize') && computed.equals(Buffer.from(lines[2], 'base64')),
    'the entry is not in the tree of the checkpoint',
  );
  hold(isSigned(checkpoint, keys.log), 'the checkpoint is not signed by the key in log.vkey');
  console.log('receipt verified: ledger entry', value('index'), 'of', value('treeSize'));
  console.log('outcome:', value('outcome'));
  hold(!value('code'), `refused with ${value('code')}; README.md says what to do`);
};
