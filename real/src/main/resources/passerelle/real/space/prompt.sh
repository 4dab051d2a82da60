# What every shell of a lab does before its prompt, and BusyBox ash and dash when they begin.
if [ "$_own" ]; then
  # The one that a lab types to shows none, and keeps what somebody sets.
  [ -z "$_in" ] || _ps1=$PS1 _in=
  PS1= PS2=
elif [ "$_at" != $$ ]; then
  # One within it says once where it is, whatever its startup files say.
  _at=$$ PS1=$(/usr/lib/passerelle/where)
fi
