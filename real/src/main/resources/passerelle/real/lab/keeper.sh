# The process that stands outside: it waits for process 1 of the enclosure and ends as it ends.
# However this shell ends, the kernel kills process 1 (PR_SET_PDEATHSIG), and with it all the rest.
# Arguments: the text of init.sh, then the command.
trap : INT QUIT
init=$1
shift
setpriv --pdeathsig KILL sh -c "$init" passerelle $$ "$@"
exit $?
