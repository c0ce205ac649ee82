#!/bin/sh
# Writes run.lock, test.lock and bench.lock: every version and hash, no address.
# The bench lock serves one Python: its peers do not agree with each other on later ones.
set -eu
cd "$(dirname "$0")/.."
compile() { uv pip compile pyproject.toml --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet "$@"; }
compile --universal --extra build --output-file requirements/run.lock
compile --universal --extra build --extra dev --constraint requirements/run.lock --output-file requirements/test.lock
compile --extra build --extra dev --extra bench --output-file requirements/bench.lock
