#!/bin/sh
# After installing: the `nadir` command, the sandbox of the window, the menu entry. No network, no data.
set -e
folder=/opt/Nadir

ln -sf "$folder/resources/host/bin/nadir" /usr/bin/nadir

# Chromium's sandbox wants user namespaces; where the kernel gives none, its helper must be root's.
if ! { [ -L /proc/self/ns/user ] && unshare --user true 2>/dev/null; }; then
  chmod 4755 "$folder/chrome-sandbox" || true
else
  chmod 0755 "$folder/chrome-sandbox" || true
fi

# Ubuntu 24 gives user namespaces only to programs with a profile; older systems do not know its form and need none.
profile="$folder/resources/apparmor-profile"
if [ -e "$profile" ] && command -v apparmor_parser >/dev/null && apparmor_parser --skip-kernel-load --debug "$profile" >/dev/null 2>&1; then
  cp -f "$profile" /etc/apparmor.d/nadir
  if ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
    apparmor_parser --replace --write-cache --skip-read-cache /etc/apparmor.d/nadir || true
  fi
fi

if command -v update-desktop-database >/dev/null; then update-desktop-database /usr/share/applications || true; fi
