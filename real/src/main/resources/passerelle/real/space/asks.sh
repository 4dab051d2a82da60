# The same where lines of a pipe answer: who asks tells it to the lab, with its $?, which nothing here may change before.
case ${_own:+machine}${BASH_VERSION:+bash} in
  machine*) . /usr/lib/passerelle/prompt ;;
  bash) printf '\033]passerelle-asks;%s\007' "$?" ;;
  *) PS1="$(printf '\033]passerelle-asks;')\$?$(printf '\007')# " ;;
esac
