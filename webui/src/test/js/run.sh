#!/bin/sh
# Tests the page's modules with the test runner of Node.js; nothing is installed. Arguments go to it: run.sh trust.test.js
cd "$(dirname "$0")" || exit 1
if ! node --eval 'const [major, minor] = process.versions.node.split("."); process.exit(major > 18 || (major == 18 && minor >= 18) ? 0 : 1)' 2>/dev/null; then
  echo "The tests of the page need Node.js 18.18 or later as 'node' on the PATH. Install it (on Debian: apt-get install nodejs), or skip all tests with -DskipTests." >&2
  exit 1
fi
exec node --import ./browser.js --test --test-reporter spec "$@"
