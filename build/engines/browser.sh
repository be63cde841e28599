# A real browser for the tests of the HTML report: the machine's own Chromium, else Debian's package unpacked in a folder of its own.

browser=$engines/browser
browser_is=1 # raised when the list of packages changes

browser_prepare() {
    local own
    own=$(tool_path chromium)
    if [ -n "$own" ]; then echo "$own" >"$run/browser"; return; fi
    if [ "$(cat "$browser/.complete" 2>/dev/null)" != "$browser_is" ]; then
        say "  browser: Chromium, as packages of $(system_name)"
        rm -rf "$browser" "$browser.new" "$engines/downloads/browser"
        apt_profile own "$engines/apt"
        apt_fetch_missing "$engines/apt/own" "$engines/downloads/browser" chromium fonts-dejavu-core
        unpack_packages "$engines/downloads/browser" "$browser.new"
        browser_wrap "$browser.new/chromium"
        rm -rf "$engines/downloads/browser"
        echo "$browser_is" >"$browser.new/.complete"
        mv "$browser.new" "$browser"
    fi
    echo "$browser/chromium" >"$run/browser"
}

# The package's own start script looks for settings below /etc; the program alone is enough.
browser_wrap() {
    cat >"$1" <<WRAPPER
#!/bin/sh
export LD_LIBRARY_PATH='$browser/usr/lib/$triplet:$browser/usr/lib/$triplet/pulseaudio'
exec '$browser/usr/lib/chromium/chromium' "\$@"
WRAPPER
    chmod +x "$1"
}

browser_env() {
    [ ! -f "$run/browser" ] || echo "export REPRO_TEST_BROWSER='$(cat "$run/browser")'"
}
