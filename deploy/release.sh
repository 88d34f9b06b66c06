# shellcheck shell=bash
# Functions that install.sh and rollback.sh share. They find a release and make it the current one.

# An organisation beside the first has a home, a user, units and a database of its own, whose names end with its name.
# The caller sets "organisation", which is empty for the first.
suffix=${organisation:+-$organisation}
home=/opt/tds_core$suffix
user=tds$suffix
backups=/opt/backups$suffix
database=tds${organisation:+_$organisation}
api=tds-core-api$suffix worker=tds-core-worker$suffix backup=tds-core-backup$suffix
units=($api.socket $api.service $worker.service $backup.service $backup.timer)
services=($api.service $worker.service)

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

# Prints a unit of a release, with the names of the organisation: unit_of RELEASE UNIT
unit_of() {
  local file=$1/systemd/${2/$suffix./.}
  [[ -n $organisation ]] || { cat "$file" && return; }
  sed -E -e "s|/opt/tds_core/|$home/|g" -e "s|^(WorkingDirectory=).*|\1$home|" -e "s|/opt/backups|$backups|" \
    -e "s/^(User|Group)=tds$/\1=$user/" -e "s/tds-core-(api|worker|backup)\b/&$suffix/g" \
    -e "s/^(ListenStream=.*:)8001$/\1$(setting API_PORT 8001)/" -e "s/^Description=.*/& ($organisation)/" "$file"
}

# Makes a release and its units current. Each link changes in one step.
switch_to() {
  ln -sfn "$1" "$home/current.new"
  mv -T "$home/current.new" "$home/current"
  local each unit
  for each in "${units[@]}"; do
    unit=$(unit_of "$1" "$each") || return
    install -m 0644 /dev/stdin "/etc/systemd/system/$each" <<<"$unit"
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
  if systemctl is-active --quiet "$api.service"; then
    systemctl reload "$api.service" || return
  else
    systemctl start "$api.service" || return
  fi
  systemctl restart "$worker.service" || return
  systemctl start "$backup.timer"
}

# Waits until both processes are healthy, a minute at most.
healthy() {
  local of_api of_worker deadline=$((SECONDS + 60))
  of_api=http://$(systemctl show -P Listen "$api.socket" | sed 's/ .*//')/health
  of_worker=http://127.0.0.1:$(setting WORKER_MANAGEMENT_PORT 9002)/actuator/health
  until curl -sf -m 5 -o /dev/null "$of_api" && curl -sf -m 5 -o /dev/null "$of_worker"; do
    ((SECONDS < deadline)) || return 1
    sleep 0.5
  done
}
