#!/bin/bash
# su and sudo of a lab's machines, by the name that this is called by. Who types is root, and the machine's own programs would ask
# for accounts and passwords that no lab has: only the environment changes, and the user where the lab has another (su(1), sudo(8)).
tool=${0##*/} user=root login= keep= preserve= shell=/bin/bash command= run=

if [ "$tool" = su ]; then
  options=(-o lc:s:mpPg:G: -l login,command:,shell:,preserve-environment,pty,group:,supp-group:)
  [ "$1" != - ] || set -- -l "${@:2}"
else
  options=(-o +isEHnSbkKu:g:p:D: -l login,shell,preserve-env,user:)
fi
words=$(getopt -n "$tool" "${options[@]}" -- "$@") || exit 1
eval set -- "$words"
while [ "$1" != -- ]; do
  case $tool$1 in
    su-l | su--login | sudo-i | sudo--login) login=1 run=1 ;;
    su-c | su--command) command=$2; shift ;;
    su-s | su--shell) shell=$2; shift ;;
    su-m | su-p | su--preserve-environment) keep=1 ;;
    sudo-s | sudo--shell) run=1 ;;
    sudo-E | sudo--preserve-env) keep=1 ;;
    sudo-u | sudo--user) user=$2; shift ;;
    *-g | *-G | *-p | *-D | *--group | *--supp-group) shift ;;
  esac
  shift
done
shift
[ "$tool" = su ] && { user=${1:-root}; shift; run=1; }

account=$(getent passwd "${user#\#}") || {
  if [ "$tool" = su ]; then
    echo "su: user $user does not exist or the user entry does not contain all the required fields" >&2
  else
    printf 'sudo: unknown user %s\nsudo: error initializing audit plugin sudoers_audit\n' "$user" >&2
  fi
  exit 1
}
IFS=: read -r name _ uid gid _ home _ <<< "$account"

environment=()
if [ "$tool" = sudo ]; then
  environment=(SUDO_USER=root SUDO_UID=0 SUDO_GID=0)
  while [[ $1 =~ ^[A-Za-z_][A-Za-z0-9_]*= ]]; do environment+=("$1"); shift; done
fi
if [ -z "$keep" ] && [ -n "$login" -o "$tool" = sudo ]; then
  environment=(-i ${TERM:+TERM="$TERM"} ${ENV:+ENV="$ENV" PROMPT_COMMAND=". $ENV 2> /dev/null"} PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "${environment[@]}")
fi
[ -n "$keep" ] || environment+=(HOME="$home" SHELL="$shell" USER="$name" LOGNAME="$name")

if [ -n "$run" ]; then
  [ "$tool" = su ] || command=$*
  set -- "$shell" ${login:+-l} ${command:+-c "$command"}
elif [ $# = 0 ]; then
  echo 'usage: sudo [-bEHnS] [-u user] [VAR=value] [-i | -s] [command [arg ...]]' >&2
  exit 1
elif ! type -P -- "$1" > /dev/null; then
  echo "sudo: $1: command not found" >&2
  exit 1
fi
[ -z "$login" ] || cd "$home" || exit 1
[ "$uid" = 0 ] || set -- setpriv --reuid="$uid" --regid="$gid" --init-groups -- "$@"
exec env "${environment[@]}" "$@"
