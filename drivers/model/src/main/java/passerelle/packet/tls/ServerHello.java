package passerelle.packet.tls;

import passerelle.packet.Payload;

/** What a server answers to a client's hello (RFC 8446 sections 4.1.3 and 4.3.1). */
final class ServerHello {
  private static final int SHARE = 1120;
  private static final int PROTOCOLS = 16;

  private ServerHello() {}

  /** The hello itself, in clear. */
  static Handshake of(Payload random, Payload session) {
    OctetWriter extensions = new OctetWriter().hex("002b00020304");
    OctetWriter share = new OctetWriter().u16(0x11ec);
    share.vector16(KeyStream.of(random, "share").octets(SHARE));
    extensions.u16(51).vector16(share.payload());
    OctetWriter hello = new OctetWriter().u16(0x0303).octets(random).vector8(session);
    hello.u16(0x1302).u8(0).vector16(extensions.payload());
    return new Handshake(Handshake.Kind.SERVER_HELLO, hello.payload());
  }

  /** The rest of it, sealed: what will be spoken; empty for no choice. */
  static Handshake extensions(String protocol) {
    OctetWriter extensions = new OctetWriter();
    if (!protocol.isEmpty()) {
      Payload name = new OctetWriter().vector8(Payload.of(protocol)).payload();
      extensions.u16(PROTOCOLS).vector16(new OctetWriter().vector16(name).payload());
    }
    Payload body = new OctetWriter().vector16(extensions.payload()).payload();
    return new Handshake(Handshake.Kind.ENCRYPTED_EXTENSIONS, body);
  }

  /** What a server has chosen to speak. */
  static String protocol(Handshake message) {
    OctetReader extensions = new OctetReader(new OctetReader(message.body()).vector16());
    while (extensions.hasMore()) {
      int type = extensions.u16();
      Payload content = extensions.vector16();
      if (type == PROTOCOLS) {
        return new OctetReader(new OctetReader(content).vector16()).vector8().text();
      }
    }
    return "";
  }
}
