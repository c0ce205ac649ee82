#!/bin/sh
# The browser's tests need Chromium: as root on Debian it is installed when absent.
set -eu
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser's tests ..."
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
else
    echo "No 'chromium' on PATH and not root: the browser's tests will be skipped. Install it with: apt-get install chromium" >&2
fi
