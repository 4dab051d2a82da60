package passerelle.sim.userland.dns;

import passerelle.sim.socket.dns.DnsMessage;

/**
 * What a server answered.
 *
 * @param name the name that was asked for, without its final dot
 * @param length octets of the message
 * @param micros microseconds that it took
 */
record Answer(
    Lookup lookup,
    String name,
    DnsMessage message,
    Lookup.Server server,
    int length,
    boolean tcp,
    long micros) {

  boolean has(int flag) {
    return message.has(flag);
  }

  int code() {
    return message.code();
  }

  /** The server as BIND writes a socket address. */
  String socketAddress() {
    return server.address() + "#" + lookup.port;
  }
}
