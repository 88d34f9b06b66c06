#!/usr/bin/env bash
# Goes back to the previous release. Run /opt/tds_core/current/rollback.sh as root. Run it again to go forward. The
# database stays as it is, because each migration is written so that the previous release can run on it too.
set -euo pipefail
# shellcheck source=release.sh
source "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/release.sh"

require_root
current=$(release_of current)
previous=$(release_of previous)
[[ -n $previous ]] || fail "there is no previous release"
switch_to "$previous"
ln -sfn "$current" "$home/previous"
if ! { start_services && healthy; }; then
  fail "$(basename "$previous") is not healthy, see journalctl -u tds-core-api -u tds-core-worker"
fi
say "runs $(basename "$previous") now, and is healthy"
