// What the page's modules ask of the browser while they are loaded: its languages. Everything else that is tested works
// without a document.

Object.defineProperty(globalThis, 'navigator', { value: { languages: ['en-US'] }, configurable: true, writable: true });
