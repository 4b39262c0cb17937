#!/bin/sh
# The agent of one server. Needs a POSIX shell and curl, nothing else.
#
#   hearth-agent.sh <server directory>                asks for runs, does them, reports them; for ever
#   hearth-agent.sh run <server directory> <config>   one run (started by the agent itself)
#
# Its state is in <server directory>/.agent:
#   url, curl          where the server is; the token, as a curl configuration, so that no process list shows it
#   deployed/<config>  this config was started once, and is never started again
#   runs/<config>/     what is under way: plan, launch, script, stdout, stderr, pid, code. Gone once reported.
#
# Scripts run in sessions of their own: they survive the agent, and the next agent picks them up. Every request may be repeated, and two agents
# of one server do no harm: files of their own end in their process id, and take their place whole.

set -u
umask 077

# Said with every request; the page of a host shows it. lib/software/agent-version.ts has the same.
version=3

note() {
  printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$1" >>"$state/log"
}

# Tenths of a second where the system can, whole seconds where it cannot.
nap() {
  sleep "$1" 2>/dev/null || sleep 1
}

# collect <stdout|stderr>: the start of a stream into its file (in blocks of 512 bytes; the server keeps 16 MiB), the rest to nowhere. It stays until the last
# writer has gone, also when the run is asked to end: a script that tidies up would be killed by its first word to a pipe that nobody reads.
collect() {
  trap '' TERM
  exec <"$run/$1.pipe"
  (ulimit -c 0 && ulimit -f 34816 && exec cat >"$run/$1")
  cat >/dev/null
  : >"$run/$1.end"
}

# drain: what was written is in the files now. A process that the script left behind keeps a pipe open: then it is enough that nothing comes for a while.
drain() {
  before=
  quiet=0
  while [ "$quiet" -lt 10 ]; do
    [ ! -e "$run/stdout.end" ] || [ ! -e "$run/stderr.end" ] || return 0
    now=$(wc -c "$run/stdout" "$run/stderr" 2>/dev/null)
    [ "$now" = "$before" ] || quiet=0
    before=$now
    quiet=$((quiet + 1))
    nap 0.02
  done
}

# --- one run ----------------------------------------------------------------------------------------------------------

if [ "$1" = run ]; then
  server=$2
  state=$server/.agent
  run=$state/runs/$3
  # Making a directory succeeds for one process only, whoever else tries: this is what makes a run happen once.
  mkdir "$state/deployed/$3" 2>/dev/null || exit 0
  echo $$ >"$run/pid"
  HEARTH_RUN=$run
  export HEARTH_RUN
  umask 022
  cd "$server" || exit 1
  # Output goes through pipes, so that output without end cannot fill the disk; where there are none, into the files themselves.
  if mkfifo "$run/stdout.pipe" "$run/stderr.pipe" 2>/dev/null; then
    collect stdout 2>/dev/null &
    readers=$!
    collect stderr 2>/dev/null &
    readers="$readers $!"
    "$run/launch" >"$run/stdout.pipe" 2>"$run/stderr.pipe" </dev/null
    code=$?
    drain
  else
    "$run/launch" >"$run/stdout" 2>"$run/stderr" </dev/null
    code=$?
  fi
  echo "$code" >"$run/code.part"
  mv "$run/code.part" "$run/code"
  exit 0
fi

# --- requests ---------------------------------------------------------------------------------------------------------

server=$1
state=$server/.agent
cd "$server" || exit 1
mkdir -p "$state/runs" "$state/deployed"
echo $$ >"$state/pid"
pause=1
away=

# request <method> <path> <file for the answer> <seconds> [curl options]: sets status, 000 when there was no answer.
request() {
  method=$1
  path=$2
  answer=$3
  limit=$4
  shift 4
  [ -d "$state" ] || exit 0
  read -r url <"$state/url"
  status=$(curl -q -s -K "$state/curl" -X "$method" -o "$answer" -w '%{http_code}' --connect-timeout 5 --max-time "$limit" \
    -A "hearth-agent/$version" -H 'Expect:' "$@" "$url$path") || status=000
  case $status in
    2* | 410)
      [ -z "$away" ] || note "the server is back"
      away=
      pause=1
      ;;
    401)
      note "the server does not know this agent any more"
      exit 0
      ;;
  esac
}

# After a request that failed: wait, each time longer, up to four seconds.
rest() {
  [ -n "$away" ] || note "the server does not answer (status $status)"
  away=1
  nap "$pause"
  pause=$((pause * 2))
  [ "$pause" -le 4 ] || pause=4
}

# --- doing and reporting ----------------------------------------------------------------------------------------------

# start: fetches the two files of a run and starts it; fails when the server is away.
start() {
  for file in launch script; do
    request GET "/agent/v1/runs/$config/$file" "$run/$file.$$" 60
    [ "$status" = 200 ] || return 1
    chmod 700 "$run/$file.$$"
    mv "$run/$file.$$" "$run/$file"
  done
  if command -v setsid >/dev/null 2>&1; then
    setsid /bin/sh "$0" run "$server" "$config" </dev/null >/dev/null 2>&1 &
  else
    (trap '' HUP && exec /bin/sh "$0" run "$server" "$config") </dev/null >/dev/null 2>&1 &
  fi
  child=$!
}

# A process with this id may be another one by now, so its command line must name this run.
is_run() {
  kill -0 "$1" 2>/dev/null || return 1
  [ ! -d /proc/self ] || tr '\0' ' ' 2>/dev/null <"/proc/$1/cmdline" | grep -q -F -- "$config"
}

alive() {
  if [ -n "$child" ] && is_run "$child"; then return 0; fi
  [ -s "$run/pid" ] || return 1
  read -r pid <"$run/pid"
  is_run "$pid"
}

# send <stdout|stderr>: what the server has not got yet of a stream. Fails when the server is away.
send() {
  [ -f "$run/$1" ] || return 0
  while [ -z "$gone" ]; do
    position=0
    [ ! -s "$run/$1.sent" ] || read -r position <"$run/$1.sent"
    tail -c "+$((position + 1))" "$run/$1" | dd bs=65536 count=4 of="$run/piece.$$" 2>/dev/null
    [ -s "$run/piece.$$" ] || return 0
    last=0
    [ -z "$ended" ] || [ $((position + $(wc -c <"$run/piece.$$"))) -lt $(($(wc -c <"$run/$1"))) ] || last=1
    request POST "/agent/v1/runs/$config/log?stream=$1&position=$position&last=$last" "$run/answer.$$" 60 \
      -H 'Content-Type: application/octet-stream' --data-binary "@$run/piece.$$"
    case $status in
      200) quiet=0 ;;
      410) gone=1 && return 0 ;;
      *) return 1 ;;
    esac
    end=$(cat "$run/answer.$$")
    # The server leaves half a character for the next time.
    [ "$end" != "$position" ] || return 0
    echo "$end" >"$run/$1.sent.$$"
    mv "$run/$1.sent.$$" "$run/$1.sent"
  done
}

# beat: a piece without anything where nothing was sent for ten seconds: the server sees that this agent is there, and says whether the run is still wanted.
# Fails when the server is away.
beat() {
  # The clock is asked now and then only: it is a program.
  quiet=$((quiet + 1))
  [ "$((quiet % 5))" = 0 ] || return 0
  now=$(date +%s)
  [ "$quiet" -gt 5 ] || heard=$now
  [ "$((now - heard))" -ge 8 ] || return 0
  quiet=0
  position=0
  [ ! -s "$run/stdout.sent" ] || read -r position <"$run/stdout.sent"
  request POST "/agent/v1/runs/$config/log?stream=stdout&position=$position&last=0" "$run/answer.$$" 60 \
    -H 'Content-Type: application/octet-stream' --data-binary ''
  case $status in
    200) ;;
    410) gone=1 ;;
    *) return 1 ;;
  esac
}

# halt: a run that nobody wants any more ends, with everything of its session: asked first, killed after five seconds. Otherwise a script that never ends
# would keep this server from everything else.
halt() {
  [ -s "$run/pid" ] || return 0
  read -r pid <"$run/pid"
  is_run "$pid" || return 0
  for signal in TERM KILL; do
    # Written so that dash, bash and busybox all take it for the whole group.
    kill "-$signal" "-$pid" 2>/dev/null || kill "-$signal" "$pid" 2>/dev/null || return 0
    tries=0
    while kill -0 "-$pid" 2>/dev/null && [ "$tries" -lt 50 ]; do
      nap 0.1
      tries=$((tries + 1))
    done
  done
}

# finish: the exit code and the output files. Fails when the server is away.
finish() {
  code=
  cd "$run" || return 1
  if [ -s code ]; then
    read -r code <code
    set -- -F "code=$code"
  else
    set -- -F code=137 --form-string "interrupted=The run was interrupted: its process was killed, or the server was restarted, before it ended. It is not run again."
  fi
  index=0
  while IFS= read -r line; do
    value=${line#output }
    [ "$value" != "$line" ] || continue
    if [ -f "output.$value" ]; then
      dd if="output.$value" of="o$index.$$" bs=1048576 count=1 2>/dev/null
      set -- "$@" -F "o$index=<o$index.$$"
    fi
    index=$((index + 1))
  done <plan
  request POST "/agent/v1/runs/$config/finish" "$run/answer.$$" 60 "$@"
  if [ "$status" = 413 ]; then
    [ "${code:-1}" != 0 ] || code=1
    request POST "/agent/v1/runs/$config/finish" "$run/answer.$$" 60 -F "code=${code:-137}" \
      --form-string "interrupted=The outputs of this run were more than the server takes, and none of them was kept."
  fi
  cd "$server" || exit 1
  [ "$status" = 200 ] || [ "$status" = 410 ]
}

# attend: follows the run of $config to its end and reports it.
attend() {
  run=$state/runs/$config
  child=
  gone=
  ended=
  lost=0
  quiet=0
  heard=0
  delay=0.05
  if [ ! -d "$state/deployed/$config" ]; then
    until start; do
      if [ "$status" = 410 ]; then
        rm -rf "$run"
        return
      fi
      [ -d "$run" ] || return
      rest
    done
  fi
  request POST "/agent/v1/runs/$config/started" "$run/answer.$$" 10
  while :; do
    # Another agent of this server has reported it.
    [ -d "$run" ] || return
    # Asked before sending, so that what was written up to the end is sent with it.
    if [ -f "$run/code" ]; then
      ended=1
    elif ! alive; then
      # Between its start and its first line, and between its last line and its end, a run is not to be seen.
      lost=$((lost + 1))
      [ "$lost" -lt 20 ] || ended=1
      delay=0.1
    fi
    if send stdout && send stderr && beat; then
      if [ -n "$gone" ] && [ -z "$ended" ]; then
        halt
        break
      fi
      if [ -n "$ended" ]; then
        finish && break
        rest
        continue
      fi
      nap "$delay"
      case $delay in
        0.05) delay=0.1 ;;
        *) delay=0.2 ;;
      esac
    else
      rest
    fi
  done
  rm -rf "$run"
}

# rotate: a new token for the old one, which is void from the first request with the new one on.
rotate() {
  request POST /agent/v1/rotate "$state/token.$$" 10
  if [ "$status" = 200 ] && read -r token <"$state/token.$$" && [ -n "$token" ]; then
    printf 'header = "Authorization: Bearer %s"\n' "$token" >"$state/curl.$$"
    mv "$state/curl.$$" "$state/curl"
    note "the token was renewed"
  else
    rest
  fi
  rm -f "$state/token.$$"
}

# --- for ever ---------------------------------------------------------------------------------------------------------

note "agent started"

for run in "$state/runs"/*; do
  [ -f "$run/plan" ] || continue
  config=${run##*/}
  attend
done

while :; do
  # Two may have been started at the same time: the one that came last stays.
  read -r owner <"$state/pid"
  [ "$owner" = $$ ] || exit 0
  request GET "/agent/v1/next?wait=25" "$state/next.$$" 40
  case $status in
    200)
      config=
      while IFS=' ' read -r word value; do
        case $word in
          config) config=$value ;;
          rotate) config=rotate ;;
        esac
      done <"$state/next.$$"
      case $config in
        rotate) rotate ;;
        '' | *[!0-9a-f-]*)
          note "the server sent a plan that this agent does not understand"
          rest
          ;;
        *)
          mkdir -p "$state/runs/$config"
          mv "$state/next.$$" "$state/runs/$config/plan"
          attend
          ;;
      esac
      ;;
    204) ;;
    *) rest ;;
  esac
done
