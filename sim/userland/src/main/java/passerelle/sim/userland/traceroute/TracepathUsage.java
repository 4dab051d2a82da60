package passerelle.sim.userland.traceroute;

/** What iputils' tracepath says about itself. */
final class TracepathUsage {
  static final String TEXT =
      """

      Usage
        tracepath [options] <destination>

      Options:
        -4             use IPv4
        -6             use IPv6
        -b             print both name and IP
        -l <length>    use packet <length>
        -m <hops>      use maximum <hops>
        -n             no reverse DNS name resolution
        -p <port>      use destination <port>
        -V             print version and exit
        <destination>  DNS name or IP address

      For more details see tracepath(8).
      """;

  private TracepathUsage() {}
}
