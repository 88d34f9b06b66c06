#!/usr/bin/env bash
# Goes back to the previous release. Run /opt/tds_core/current/rollback.sh as root. Run it again to go forward. For
# another organisation run the rollback.sh of its own home. The database stays as it is, because each migration is
# written so that the previous release can run on it too.
set -euo pipefail
# The path as it was called names the organisation, even if a part of it is a link to another disk.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[[ $here/ =~ ^/opt/tds_core(-([a-z0-9]+))?/ ]] || {
  echo "rollback: run /opt/tds_core/current/rollback.sh, or that of an organisation's home" >&2
  exit 1
}
organisation=${BASH_REMATCH[2]:-}
# shellcheck source=release.sh
source "$here/release.sh"

require_root
current=$(release_of current)
previous=$(release_of previous)
[[ -n $previous ]] || fail "there is no previous release"
switch_to "$previous"
ln -sfn "$current" "$home/previous"
if ! { start_services && healthy; }; then
  fail "$(basename "$previous") is not healthy, see journalctl -u $api -u $worker"
fi
say "runs $(basename "$previous") now, and is healthy"
