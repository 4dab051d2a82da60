#!/bin/sh
# Records what iptables takes, refuses and prints, as RecordedRulesTest reads it. Each line of the
# input is a table, a chain and the words of a rule, such as: filter FORWARD -m ttl --ttl 1
# In a namespace of its own: unshare --net sh record.sh < rules >> iptables-rules.txt
# For ip6tables-rules.txt: IPTABLES=ip6tables
iptables=${IPTABLES:-iptables}
ip link set lo up
while read -r table chain words; do
  [ -n "$chain" ] || continue
  "$iptables" -t "$table" -F "$chain" 2> /dev/null
  echo "= $table $chain $words"
  # The words are a command line's: quotes count.
  said=$(eval "$iptables -t $table -A $chain $words" 2>&1)
  status=$?
  [ -z "$said" ] || printf '%s\n' "$said" | sed 's/^/! /'
  if [ $status -ne 0 ]; then
    echo "[$status]"
    continue
  fi
  "$iptables" -t "$table" -S "$chain" | tail -n +2 | sed 's/^/S /'
  "$iptables" -t "$table" -L "$chain" -n -v | tail -n +3 | sed 's/^/V /'
  "$iptables" -t "$table" -L "$chain" | tail -n +3 | sed 's/^/L /'
done
