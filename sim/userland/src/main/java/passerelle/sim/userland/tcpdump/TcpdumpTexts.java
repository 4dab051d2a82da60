package passerelle.sim.userland.tcpdump;

/** What {@code --version} and {@code -h} print on Debian 13. */
final class TcpdumpTexts {
  static final String VERSION =
      """
      tcpdump version 4.99.5
      libpcap version 1.10.5 (with TPACKET_V3)
      OpenSSL 3.5.9 29 Sep 2026
      64-bit build, 64-bit time_t
      """;

  static final String USAGE =
      """
      Usage: tcpdump [-AbdDefhHIJKlLnNOpqStuUvxX#] [ -B size ] [ -c count ] [--count]
      \t\t[ -C file_size ] [ -E algo:secret ] [ -F file ] [ -G seconds ]
      \t\t[ -i interface ] [ --immediate-mode ] [ -j tstamptype ]
      \t\t[ -M secret ] [ --number ] [ --print ] [ -Q in|out|inout ]
      \t\t[ -r file ] [ -s snaplen ] [ -T type ] [ --version ]
      \t\t[ -V file ] [ -w file ] [ -W filecount ] [ -y datalinktype ]
      \t\t[ --time-stamp-precision precision ] [ --micro ] [ --nano ]
      \t\t[ -z postrotate-command ] [ -Z user ] [ expression ]
      """;

  private TcpdumpTexts() {}
}
