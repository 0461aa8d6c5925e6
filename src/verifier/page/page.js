import { verifyEvidence } from '../verify-evidence.js';
import { verifyLog } from '../verify-log.js';
import { sealedBytes, verifyProof } from '../verify-proof.js';
import { WebSource } from '../web-source.js';
import { CHECK_NAMES, conclusionOf, countsOf, notShownBy, OUTCOME_WORDS, shownBy } from '../words.js';
import { chosenFiles, droppedFiles, FilesSource, textIn } from './files.js';
import { browserPrimitives } from './primitives.js';

const form = document.querySelector('form');
const result = document.querySelector('#result');
const status = document.querySelector('#status');
const dropped = document.querySelector('#dropped');

const SAY_EVERY_MS = 1_000;
/** When it is to be said again how far the check has come, in the page's milliseconds. */
let sayFrom = 0;

/** Files that were dropped and not chosen; an input would not hold those of a folder. */
let files = null;

/** What each field is a choice of. */
const WAY_OF = { folder: 'folder', evidence: 'evidence', entry: 'entry', proof: 'entry', address: 'address' };
for (const [field, way] of Object.entries(WAY_OF))
  form.elements[field].addEventListener('input', () => {
    if (way !== 'address') forgetDropped();
    choose(way);
  });

document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', async (event) => {
  event.preventDefault();
  try {
    files = await droppedFiles(event.dataTransfer.items);
    dropped.textContent = files.size === 1 ? `Dropped: ${[...files.keys()][0]}` : `Dropped: ${files.size} files`;
    choose(isEvidence(files) ? 'evidence' : 'folder');
  } catch (error) {
    dropped.textContent = `This cannot be read: ${error.message}`;
  }
});

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  result.hidden = true;
  status.textContent = 'Checking …';
  sayFrom = 0;
  form.elements.check.disabled = true;
  try {
    show(await verdict());
    status.textContent = '';
  } catch (error) {
    status.textContent = `This could not be checked: ${error.message}`;
  } finally {
    form.elements.check.disabled = false;
  }
});

async function verdict() {
  const question = await questionOf();
  const way = form.elements.way.value;
  if (way === 'address') {
    const address = form.elements.address.value.trim();
    if (!/^https?:\/\//i.test(address)) throw new Error('enter the address of a log');
    return verifyLog(new WebSource(address), question, browserPrimitives, progress);
  }
  if (way === 'evidence') {
    const file = files ? [...files.values()][0] : form.elements.evidence.files[0];
    if (!file) throw new Error('choose a file of evidence');
    return verifyEvidence(await textIn(file), question, browserPrimitives);
  }
  if (way === 'entry') {
    const [entry] = form.elements.entry.files;
    const [proof] = form.elements.proof.files;
    if (!entry || !proof) throw new Error('choose an entry and its proof');
    return verifyProof(await textIn(proof), sealedBytes(await textIn(entry)), question, browserPrimitives);
  }
  const chosen = files ?? chosenFiles(form.elements.folder.files);
  if (chosen.size === 0) throw new Error('choose the folder of a log');
  return verifyLog(new FilesSource(chosen), question, browserPrimitives, progress);
}

async function questionOf() {
  const given = {};
  for (const name of ['vkey', 'origin', 'since', 'policy']) {
    const text = form.elements[name].value;
    if (text.trim() !== '') given[name] = name === 'origin' ? text.trim() : `${text.trim()}\n`;
  }
  if (!given.vkey) throw new Error('enter the public key of the log');
  const disclosures = form.elements.disclosures.files[0];
  return disclosures ? { ...given, disclosures: await textIn(disclosures) } : given;
}

/** Seldom enough for those who have it read to them. */
function progress(done, of) {
  if (performance.now() < sayFrom) return;
  sayFrom = performance.now() + SAY_EVERY_MS;
  status.textContent = `${done.toLocaleString('en-GB')} of ${of.toLocaleString('en-GB')} entries`;
}

function show(found) {
  const rows = found.checks.map(({ check, outcome, says, more }, at) => {
    const row = element('tr', {}, [
      element('td', {}, [String(at + 1)]),
      element('th', { scope: 'row' }, [CHECK_NAMES[check]]),
      element('td', { class: outcome }, [OUTCOME_WORDS[outcome]]),
      element('td', {}, [says, ...more.map((line) => element('div', {}, [line]))]),
    ]);
    return row;
  });
  document.querySelector('#checks').replaceChildren(...rows);
  document
    .querySelector('#counts')
    .replaceChildren(
      ...countsOf(found).flatMap(([name, value]) => [element('dt', {}, [name]), element('dd', {}, [value])]),
    );
  const shown = shownBy(found);
  document.querySelector('#shown').hidden = shown.length === 0;
  list('#shown ul', shown);
  list('#not-shown ul', notShownBy(found));
  const conclusion = document.querySelector('#conclusion');
  conclusion.textContent = conclusionOf(found);
  conclusion.className = ['passed', 'failed', 'unchecked'][found.exit];
  result.hidden = false;
  conclusion.focus();
}

function list(selector, sentences) {
  document.querySelector(selector).replaceChildren(...sentences.map((sentence) => element('li', {}, [sentence])));
}

function element(name, attributes, children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...children);
  return made;
}

function choose(way) {
  form.elements.way.value = way;
}

function forgetDropped() {
  files = null;
  dropped.textContent = '';
}

function isEvidence(all) {
  return all.size === 1 && [...all.keys()][0].endsWith('.json');
}
