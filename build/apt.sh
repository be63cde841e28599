# Debian packages as files: found and fetched by the machine's own apt, from the machine's own sources, into folders of
# our own. Nothing is installed, the system's lists and caches are not touched, and no root is needed. Sourced, never run.

# apt_profile NAME FOLDER [SUITE]: writes the configuration NAME under FOLDER. With SUITE it sees that suite of Debian
# instead of the machine's, at the same address.
apt_profile() {
    local name=$1 folder=$2/$1 suite=${3:-}
    mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial"
    {
        echo "Dir::State::Lists \"$folder/lists\";"
        echo "Dir::Cache \"$folder/cache\";"
        echo 'APT::Sandbox::User "root";'       # the folders are not open to the user that apt would change to
        echo 'Debug::NoLocking "true";'         # the locks are the system's; nothing of the system is written
        echo '#clear APT::Update::Post-Invoke;' # the system's hooks are for the system's lists
        echo '#clear APT::Update::Post-Invoke-Success;'
        echo '#clear DPkg::Post-Invoke;'
        if [ -n "$suite" ]; then
            mkdir -p "$folder/sources.d"
            echo 'Dir::Etc::SourceList "/dev/null";'
            echo "Dir::Etc::SourceParts \"$folder/sources.d\";"
        fi
    } >"$folder/apt.conf"
    [ -z "$suite" ] || apt_other_suite "$suite" "$folder/sources.d"
}

# Copies those of the machine's sources that are Debian's own (a suite named for the release, component main).
apt_other_suite() {
    local suite=$1 folder=$2 codename file
    codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
    rm -f "$folder"/*
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ -f "$file" ] || continue
        grep -E "^deb .* $codename(-updates|-security)? .*\bmain\b" "$file" | sed "s/ $codename/ $suite/" || true
    done >"$folder/machine.list"
    for file in /etc/apt/sources.list.d/*.sources; do
        [ -f "$file" ] || continue
        sed '/^#/d' "$file" | awk -v codename="$codename" -v suite="$suite" 'BEGIN { RS = ""; ORS = "\n\n" }
            $0 ~ "(^|\n)Suites:[^\n]* " codename "(-updates|-security)?( |\n|$)" && /(^|\n)Components:[^\n]* main/ {
                gsub(codename, suite); print
            }'
    done >"$folder/machine.sources"
    [ -s "$folder/machine.list" ] || [ -s "$folder/machine.sources" ] ||
        fail -2 "no apt source for Debian's suite \"$codename\" was found under /etc/apt"
}

apt_with() { # PROFILE-FOLDER PROGRAM ARGUMENTS…
    local conf=$1/apt.conf
    shift
    APT_CONFIG=$conf "$@"
}

# Fetches the lists once; a list that is there is used as it is.
apt_lists() {
    [ -f "$1/lists.complete" ] && return
    say "  apt lists: $(basename "$1")"
    # One of the machine's sources may be broken without being needed: only a package that cannot be found is an error.
    apt_with "$1" apt-get -q update >"$1/update.log" 2>&1 || say "  apt-get update complained; see $1/update.log"
    : >"$1/lists.complete"
}

# Runs apt-get; when that fails, once more with fresh lists, for a mirror forgets the versions that old lists name.
apt_get() { # PROFILE-FOLDER ARGUMENTS…
    local profile=$1
    shift
    apt_lists "$profile"
    apt_with "$profile" apt-get -q "$@" >"$profile/apt-get.log" 2>&1 && return
    rm -f "$profile/lists.complete"
    apt_lists "$profile"
    apt_with "$profile" apt-get -q "$@" >"$profile/apt-get.log" 2>&1 && return
    cat "$profile/apt-get.log" >&2
    fail "apt-get could not do this: apt-get $*"
}

# apt_fetch PROFILE FOLDER PACKAGE…: the newest version of exactly these packages.
apt_fetch() {
    local profile=$1 folder=$2
    shift 2
    mkdir -p "$folder"
    (cd "$folder" && apt_get "$profile" download "$@")
}

# apt_fetch_missing PROFILE FOLDER PACKAGE…: these packages and those of their dependencies that the machine lacks.
apt_fetch_missing() {
    local profile=$1 folder=$2
    shift 2
    mkdir -p "$folder/partial"
    apt_get "$profile" -y --download-only --no-install-recommends --reinstall -o "Dir::Cache::archives=$folder" install "$@"
}

unpack_packages() { # FOLDER-OF-DEBS DESTINATION
    local deb
    mkdir -p "$2"
    for deb in "$1"/*.deb; do dpkg -x "$deb" "$2"; done
}
