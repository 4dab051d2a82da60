# Opens directories to an id that cannot reach them, in a mount namespace of their own: what closes
# the way to one is covered, with all else that is in it.
# Arguments: the directories, a line each; what to go on with.
umask 022
mount -t tmpfs -o mode=755 passerelle /proc/driver || exit 1
IFS='
'
number=0
for directory in $1; do
  number=$((number + 1))
  mkdir "/proc/driver/$number" || exit 1
  case $(stat -L -c %A "$directory") in
    d??????r?[xt]) mount --rbind "$directory" "/proc/driver/$number" ;;
    *) cp -R "$directory/." "/proc/driver/$number" && chmod -R a+rX "/proc/driver/$number" ;;
  esac || exit 1
done

number=0
for directory in $1; do
  number=$((number + 1))
  way=
  IFS=/
  for name in ${directory#/}; do
    way=$way/$name
    [ "$way" != "$directory" ] && [ -d "$way" ] || break
    case $(stat -L -c %A "$way") in
      d????????[xt]) ;;
      *)
        mount -t tmpfs -o mode=755 passerelle "$way" || exit 1
        break
        ;;
    esac
  done
  mkdir -p "$directory" && mount --rbind "/proc/driver/$number" "$directory" || exit 1
done
umount -l /proc/driver || exit 1
unset IFS
shift
exec "$@"
