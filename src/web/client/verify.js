// Works out the fingerprint of a file where it is, and sends the fingerprint alone. Browsers offer that on secure pages
// only; elsewhere, and for files of which more than the fingerprint is looked at, the form is sent as without scripts.
const form = document.querySelector('[data-verify-file]');

// A file may be dropped anywhere on the form, not on the field alone.
form?.addEventListener('dragover', (event) => event.preventDefault());
form?.addEventListener('drop', (event) => {
  if (event.target === form.elements.metadata) return;
  event.preventDefault();
  if (event.dataTransfer.files.length > 0) form.elements.file.files = event.dataTransfer.files;
});

if (form && globalThis.crypto?.subtle) {
  form.querySelector('[data-verify-server]').hidden = true;
  form.querySelector('[data-verify-browser]').hidden = false;
  form.addEventListener('submit', async (event) => {
    const [file, ...others] = form.elements.file.files;
    const isTable = form.elements.metadata.files.length > 0 || /\.csv$/i.test(file?.name);
    if (!file || others.length > 0 || file.size === 0 || isTable) return;
    event.preventDefault();
    const bytes = await file.arrayBuffer().catch(() => undefined); // too large to look at here: the service says so
    if (bytes === undefined || isLookedInto(bytes)) form.submit();
    else location.assign(`/verify/${await fingerprintOf(bytes)}`);
  });
}

/** Proofs, receipts and evidence: of everything else no more than the fingerprint is known. */
function isLookedInto(bytes) {
  const text = new TextDecoder().decode(bytes);
  if (text.startsWith('c2sp.org/tlog-proof@')) return true;
  try {
    const { format, eventIds } = JSON.parse(text);
    return format === 'progress-ledger-evidence@1' || Array.isArray(eventIds);
  } catch {
    return false;
  }
}

async function fingerprintOf(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
