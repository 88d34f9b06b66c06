# shellcheck shell=bash
# Functions that install.sh and rollback.sh share. They find a release and make it the current one.

home=/opt/tds_core
units=(tds-core-api.socket tds-core-api.service tds-core-worker.service tds-core-backup.service tds-core-backup.timer)
services=(tds-core-api.service tds-core-worker.service)

say() { echo "$(basename "$0" .sh): $*"; }
fail() {
  say "$*" >&2
  exit 1
}

require_root() { ((EUID == 0)) || fail "run this as root"; }

# Prints the value of a variable in .env, or a default. The last line that sets it counts, as for systemd.
setting() {
  local value
  value=$(sed -n "s/^[[:space:]]*$1=//p" "$home/.env" | tail -n 1 | sed -e "s/^\"\(.*\)\"[[:space:]]*$/\1/" -e "s/^'\(.*\)'[[:space:]]*$/\1/")
  echo "${value:-$2}"
}

# Prints the release that the link "current" or "previous" names, or nothing.
release_of() { [[ ! -e $home/$1 ]] || readlink -f "$home/$1"; }

# Makes a release and its units current. Each link changes in one step.
switch_to() {
  ln -sfn "$1" "$home/current.new"
  mv -T "$home/current.new" "$home/current"
  local each
  for each in "${units[@]}"; do
    install -m 0644 "$1/systemd/$each" "/etc/systemd/system/$each"
  done
  if (($(systemctl --version | sed -n '1s/^systemd \([0-9]*\).*/\1/p') >= 254)); then
    for each in "${services[@]}"; do
      install -D -m 0644 "$1/systemd/backoff.conf" "/etc/systemd/system/$each.d/backoff.conf"
    done
  fi
  systemctl daemon-reload
}

# Starts the current release. The API continues to serve meanwhile. After a reload that fails, the former process would
# go on and look healthy, so a failure counts at once.
start_services() {
  systemctl enable --quiet "${units[@]}"
  if systemctl is-active --quiet tds-core-api.service; then
    systemctl reload tds-core-api.service || return
  else
    systemctl start tds-core-api.service || return
  fi
  systemctl restart tds-core-worker.service || return
  systemctl start tds-core-backup.timer
}

# Waits until both processes are healthy, a minute at most.
healthy() {
  local api worker deadline=$((SECONDS + 60))
  api=http://$(systemctl show -P Listen tds-core-api.socket | sed 's/ .*//')/health
  worker=http://127.0.0.1:$(setting WORKER_MANAGEMENT_PORT 9002)/actuator/health
  until curl -sf -m 5 -o /dev/null "$api" && curl -sf -m 5 -o /dev/null "$worker"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.5
  done
}
