# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What the scripts share: where the project is, which Debian packages each purpose needs, and installing the ones
# that are missing. Sourced, not run.

set -euo pipefail
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

packages_build="g++ cmake ninja-build pkg-config libboost1.81-dev libicu-dev libcpp-httplib-dev nlohmann-json3-dev
    libsqlite3-dev libmd4c-dev libgumbo-dev libexpat1-dev libstemmer-dev libcli11-dev libfmt-dev libssl-dev
    libxlsxwriter-dev libzip-dev libpugixml-dev zlib1g-dev"
packages_test="ccache libgtest-dev libgmock-dev libmd4c-html0-dev libbenchmark-dev python3 python3-jsonschema python3-openpyxl git curl pandoc sqlite3 nginx-light
    mediawiki dokuwiki php8.2-cgi micro-httpd php-cli php-sqlite3 php-curl php-xml php-mbstring php-intl php-apcu"
packages_browser="chromium fonts-dejavu-core nodejs python3 mediawiki dokuwiki php8.2-cgi micro-httpd php-cli php-sqlite3 php-curl php-xml php-mbstring php-intl php-apcu"
packages_lint="clang-format-14 clang-tidy-14"
packages_fuzz="clang-14 libclang-rt-14-dev"
packages_bench="libbenchmark-dev libgtest-dev libgmock-dev ripgrep python3 python3-mwparserfromhell wrk nginx-light"

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
fail() { printf 'error: %s\n' "$*" >&2; exit 2; }

# Installs those of the named packages that are missing; asks the package manager for nothing when all are there.
install_packages() {
    local missing=() name
    for name in "$@"; do
        dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || missing+=("$name")
    done
    ((${#missing[@]})) || return 0
    command -v apt-get >/dev/null || fail "these packages are needed, and there is no apt-get to install them: ${missing[*]}"
    local as_root=()
    if ((EUID != 0)); then
        command -v sudo >/dev/null || fail "installing packages needs root or sudo; missing: ${missing[*]}"
        as_root=(sudo)
    fi
    say "installing ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# Configures a preset where that was not done yet, and builds the named targets (all without a name).
build() {
    local preset=$1 target_arguments=()
    shift
    (($#)) && target_arguments=(--target "$@")
    cd "$project"
    [[ -f build/$preset/build.ninja ]] || cmake --preset "$preset" >"$(log_file "$preset-configure")" ||
        fail "configuring failed; see $(log_file "$preset-configure")"
    cmake --build --preset "$preset" "${target_arguments[@]}"
}

log_file() {
    mkdir -p "$project/build"
    echo "$project/build/$1.log"
}
