#!/bin/sh
# After removing: what the package made outside its folder goes. Data of people stay, also on purge, unless /etc/nadir/purge-data holds the word "yes".
set -e

case "$1" in
  remove|purge)
    if [ -L /usr/bin/nadir ] && [ ! -e /usr/bin/nadir ]; then rm -f /usr/bin/nadir; fi
    if [ -e /etc/apparmor.d/nadir ]; then
      if command -v apparmor_parser >/dev/null && ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then apparmor_parser --remove /etc/apparmor.d/nadir 2>/dev/null || true; fi
      rm -f /etc/apparmor.d/nadir
    fi
    ;;
esac

if [ "$1" = purge ]; then
  told=no
  if [ "$(cat /etc/nadir/purge-data 2>/dev/null)" = yes ]; then told=yes; fi
  getent passwd | cut -d: -f6 | sort -u | while IFS= read -r home; do
    data="$home/.local/share/nadir"
    # Only a folder that holds Nadir's database is one; a link is never followed.
    if [ -n "$home" ] && [ ! -L "$data" ] && [ -f "$data/nadir.sqlite" ]; then
      if [ "$told" = yes ]; then
        rm -rf -- "$data"
        echo "nadir: deleted $data"
      else
        echo "nadir: data stay in $data"
      fi
    fi
  done
  if [ "$told" = yes ]; then rm -rf /etc/nadir; fi
fi
