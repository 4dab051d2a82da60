#!/bin/bash
# The docker command of a lab: hands its arguments, and by 7 to 9 its files, to the engine.
here=/run/docker
exec 7<&0 8>&1 9>&2
mkfifo "$here/$$.status" && exec 3<>"$here/$$.status" || exit 1
trap 'printf "%s interrupt\n" "$$" >"$here/requests"' INT TERM
[ $# = 0 ] || printf '%s\0' "$@" >"$here/$$.arguments"
printf '%s run\n' "$$" >"$here/requests"
until read -r -u 3 status; do :; done
exit "$status"
