package passerelle.sim.userland.dns;

/** What BIND's tools say about themselves. */
final class DnsUsage {
  static final String HOST =
      """
      Usage: host [-aCdilrTvVw] [-c class] [-N ndots] [-t type] [-W time]
                  [-R number] [-m flag] [-p port] hostname [server]
             -a is equivalent to -v -t ANY
             -A is like -a but omits RRSIG, NSEC, NSEC3
             -c specifies query class for non-IN data
             -C compares SOA records on authoritative nameservers
             -d is equivalent to -v
             -l lists all hosts in a domain, using AXFR
             -m set memory debugging flag (trace|record|usage)
             -N changes the number of dots allowed before root lookup is done
             -p specifies the port on the server to query
             -r disables recursive processing
             -R specifies number of retries for UDP packets
             -s a SERVFAIL response should stop query
             -t specifies the query type
             -T enables TCP/IP mode
             -U enables UDP mode
             -v enables verbose output
             -V print version number and exit
             -w specifies to wait forever for a reply
             -W specifies how long to wait for a reply
             -4 use IPv4 query transport only
             -6 use IPv6 query transport only
      """;

  private DnsUsage() {}
}
