package passerelle.packet.tls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import passerelle.packet.Payload;

/**
 * What a client offers, in clear (RFC 8446 section 4.1.2); the rest of it is what OpenSSL 3.5
 * offers.
 *
 * @param random 32 octets
 * @param serverName whom it wants to talk to (RFC 6066); empty for an address
 * @param protocols what it would speak over the connection (RFC 7301), the best first
 * @param share its part of the key exchange, x25519's 32 octets
 */
record ClientHello(Payload random, String serverName, List<String> protocols, Payload share) {
  private static final int SERVER_NAME = 0;
  private static final int PROTOCOLS = 16;
  private static final int KEY_SHARE = 51;
  private static final int X25519 = 0x001d;
  private static final int X25519MLKEM768 = 0x11ec;
  private static final int MLKEM768_SHARE = 1216;
  private static final int SHARE = 32;

  /** The cipher suites of OpenSSL 3.5, TLS 1.2's among them. */
  private static final String SUITES =
      "130213031301c02cc030009fcca9cca8ccaac02bc02f009ec024c028006bc023c0270067"
          + "c00ac0140039c009c0130033009d009c003d003c0035002f";

  private static final String SIGNATURES =
      "003409050906090404030503060308070808081a081b081c0809080a080b080408050806"
          + "040105010601030303010302040205020602";

  /** A hello with a share that follows from the random octets. */
  static ClientHello of(Payload random, String serverName, List<String> protocols) {
    return new ClientHello(random, serverName, protocols, share(random));
  }

  private static Payload share(Payload random) {
    return KeyStream.of(random, "x25519").octets(SHARE);
  }

  /** Whether it comes from this model: another client's keys mean something. */
  boolean isOfThisModel() {
    return share.equals(share(random));
  }

  Handshake write() {
    OctetWriter extensions = new OctetWriter();
    extension(extensions, 0xff01, new OctetWriter().u8(0));
    if (!serverName.isEmpty()) {
      Payload name = Payload.of(serverName);
      OctetWriter entry = new OctetWriter().u8(0).vector16(name);
      extension(extensions, SERVER_NAME, new OctetWriter().vector16(entry.payload()));
    }
    extension(extensions, 11, new OctetWriter().hex("03000102"));
    extension(extensions, 10, new OctetWriter().hex("001011ec001d0017001e0018001901000101"));
    if (!protocols.isEmpty()) {
      OctetWriter names = new OctetWriter();
      protocols.forEach(protocol -> names.vector8(Payload.of(protocol)));
      extension(extensions, PROTOCOLS, new OctetWriter().vector16(names.payload()));
    }
    for (int empty : new int[] {22, 23, 49}) {
      extension(extensions, empty, new OctetWriter());
    }
    extension(extensions, 13, new OctetWriter().hex(SIGNATURES));
    extension(extensions, 43, new OctetWriter().hex("0403040303"));
    extension(extensions, 45, new OctetWriter().hex("0101"));
    OctetWriter shares = new OctetWriter();
    shares.u16(X25519MLKEM768);
    shares.vector16(KeyStream.of(random, "mlkem768").octets(MLKEM768_SHARE));
    shares.u16(X25519).vector16(share);
    extension(extensions, KEY_SHARE, new OctetWriter().vector16(shares.payload()));
    extension(extensions, 27, new OctetWriter().hex("0400010003"));
    OctetWriter hello = new OctetWriter().u16(0x0303).octets(random);
    hello.vector8(KeyStream.of(random, "session").octets(SHARE));
    hello.vector16(new OctetWriter().hex(SUITES).payload()).vector8(Payload.zeros(1));
    hello.vector16(extensions.payload());
    return new Handshake(Handshake.Kind.CLIENT_HELLO, hello.payload());
  }

  private static void extension(OctetWriter all, int type, OctetWriter content) {
    all.u16(type).vector16(content.payload());
  }

  static ClientHello read(Handshake message) throws TlsException {
    if (message.kind() != Handshake.Kind.CLIENT_HELLO) {
      throw new TlsException(TlsException.UNEXPECTED_MESSAGE);
    }
    OctetReader in = new OctetReader(message.body());
    in.u16();
    Payload random = in.octets(32);
    in.vector8();
    in.vector16();
    in.vector8();
    OctetReader extensions = new OctetReader(in.vector16());
    String name = "";
    List<String> protocols = new ArrayList<>();
    Payload share = Payload.EMPTY;
    while (extensions.hasMore()) {
      int type = extensions.u16();
      OctetReader content = new OctetReader(extensions.vector16());
      switch (type) {
        case SERVER_NAME -> {
          content.u16();
          content.u8();
          name = content.vector16().text();
        }
        case PROTOCOLS -> {
          OctetReader names = new OctetReader(content.vector16());
          while (names.hasMore()) {
            protocols.add(text(names.vector8()));
          }
        }
        case KEY_SHARE -> share = share(new OctetReader(content.vector16()));
        default -> {
          // Offers that this model does not choose from.
        }
      }
    }
    return new ClientHello(random, name, List.copyOf(protocols), share);
  }

  private static String text(Payload octets) {
    return new String(octets.toBytes(), StandardCharsets.US_ASCII);
  }

  private static Payload share(OctetReader shares) {
    while (shares.hasMore()) {
      int group = shares.u16();
      Payload share = shares.vector16();
      if (group == X25519) {
        return share;
      }
    }
    return Payload.EMPTY;
  }
}
