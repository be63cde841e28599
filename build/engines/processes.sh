# Starting and stopping exactly our own processes. A pid alone proves nothing (it may be another's by now), so each is
# kept with the time at which it started and the boot it belongs to.

process_identity() { # PID: "pid start boot", or nothing where there is no such process
    local stat
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
    set -- "$1" ${stat##*) }
    [ "$2" != Z ] || return 1
    echo "$1 ${21} $(cat /proc/sys/kernel/random/boot_id)"
}

process_alive() { # FILE: whether the process recorded there is still that process
    local recorded
    recorded=$(cat "$1" 2>/dev/null) || return 1
    [ -n "$recorded" ] && [ "$(process_identity "${recorded%% *}")" = "$recorded" ]
}

# process_start NAME COMMAND…: in a session of its own, log and identity under $run. The identity is written before the
# command takes over, so that being killed in between leaves nothing unknown.
process_start() {
    local name=$1
    shift
    rm -f "$run/$name.pid"
    (
        exec 9>&- </dev/null >>"$run/$name.log" 2>&1
        exec setsid bash -c '. "$1"; process_identity $$ >"$2.new"; mv "$2.new" "$2"; shift 2; exec "$@"' \
            "$name" "$repo_root/build/engines/processes.sh" "$run/$name.pid" "$@"
    ) &
    wait_until 5 test -s "$run/$name.pid" || fail "$name did not start; see $run/$name.log"
}

process_stop() { # NAME SECONDS: asks, waits, then kills
    local file=$run/$1.pid pid
    if process_alive "$file"; then
        pid=$(cut -d' ' -f1 "$file")
        kill -TERM "$pid" 2>/dev/null || true
        wait_until "$2" process_gone "$file" || { process_alive "$file" && kill -KILL "$pid" 2>/dev/null; } || true
        wait_until 5 process_gone "$file" || say "  $1 (process $pid) does not end"
        say "  stopped $1 (process $pid)"
    fi
    rm -f "$file"
}

process_gone() { ! process_alive "$1"; }

# Kills what still names a folder that is ours alone in its command line: the shims of a daemon that was killed.
processes_of_folder() { # FOLDER
    local file pid command
    for file in /proc/[0-9]*/cmdline; do
        pid=${file#/proc/}; pid=${pid%/cmdline}
        [ "$pid" != $$ ] || continue
        command=$(tr '\0' ' ' 2>/dev/null <"$file") || continue
        case $command in
            *"$1/"*) kill -KILL "$pid" 2>/dev/null && say "  stopped a left-over (process $pid)" || true ;;
        esac
    done
}

# Kills what a killed daemon leaves in its containers, all of which are in control groups below one that is ours alone.
processes_of_cgroup() { # NAME
    local file pid groups
    for file in /proc/[0-9]*/cgroup; do
        pid=${file#/proc/}; pid=${pid%/cgroup}
        groups=$(cat "$file" 2>/dev/null) || continue
        case $groups in
            *"/$1/"*) kill -KILL "$pid" 2>/dev/null && say "  stopped a container's left-over (process $pid)" || true ;;
        esac
    done
    find /sys/fs/cgroup -depth -type d -path "*/$1*" -exec rmdir {} + 2>/dev/null || true
}

unmount_below() { # FOLDER: deepest first
    local where
    { awk -v folder="$1/" 'index($5, folder) == 1 { print $5 }' /proc/self/mountinfo | sort -r; } | while read -r where; do
        umount -l "$(printf '%b' "$where")" 2>/dev/null || true
    done
}

wait_until() { # SECONDS COMMAND…
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ $SECONDS -lt $end ] || return 1
        sleep 0.1
    done
}
