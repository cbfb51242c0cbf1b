// SPDX-License-Identifier: Apache-2.0
// npm's minhash library on passages, one a line on standard input: a signature of the five-word shingles of
// each, an index of all, and one query each. bench.py measures it beside ours.
//
//     NODE_PATH=FOLDER/node_modules node minhash.js <passages
'use strict';
const { Minhash, LshIndex } = require('minhash');

const index = new LshIndex();
const signatures = [];
for (const line of require('fs').readFileSync(0, 'utf8').split('\n')) {
  const words = line.toLowerCase().match(/[\p{L}\p{N}]+/gu) || [];
  if (words.length < 5) continue;
  const signature = new Minhash({ numPerm: 128, seed: 1 });
  for (let i = 0; i + 5 <= words.length; i++) signature.update(words.slice(i, i + 5).join(' '));
  index.insert(signatures.length, signature);
  signatures.push(signature);
}
let pairs = 0;
signatures.forEach((signature, place) => {
  for (const key of index.query(signature)) {
    if (Number(key) > place && signature.jaccard(signatures[key]) >= 0.8) pairs++;
  }
});
console.log(JSON.stringify({ passages: signatures.length, found: pairs }));
