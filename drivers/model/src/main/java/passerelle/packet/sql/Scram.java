package passerelle.packet.sql;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import passerelle.text.Sha256;

/**
 * How both sides show that they know a password without sending it: SCRAM-SHA-256 without channel
 * binding (RFC 5802, RFC 7677), as PostgreSQL speaks it since version 10.
 */
public final class Scram {
  /** The mechanism's name (RFC 7677). */
  public static final String MECHANISM = "SCRAM-SHA-256";

  /** PostgreSQL's {@code scram_iterations}. */
  public static final int ITERATIONS = 4096;

  private static final int BLOCK = 64;

  /** {@code gs2-header} of a client that does not bind to a channel, in base64. */
  private static final String UNBOUND = "biws";

  private final byte[] salted;

  private Scram(byte[] salted) {
    this.salted = salted;
  }

  /**
   * What both sides compute of a password.
   *
   * @param salt in base64
   * @throws IllegalArgumentException if the salt is no base64
   */
  public static Scram of(String password, String salt, int iterations) {
    byte[] key = octets(password);
    byte[] salted = Base64.getDecoder().decode(salt);
    byte[] start = Arrays.copyOf(salted, salted.length + 4);
    start[start.length - 1] = 1;
    byte[] last = hmac(key, start);
    byte[] all = last.clone();
    for (int i = 1; i < iterations; i++) {
      last = hmac(key, last);
      xor(all, last);
    }
    return new Scram(all);
  }

  /** What a client says first (RFC 5802, section 7); PostgreSQL does not look at the name in it. */
  public static String clientFirst(String nonce) {
    return "n,,n=,r=" + nonce;
  }

  /** What a server answers, with both nonces. */
  public static String serverFirst(String nonces, String salt) {
    return "r=" + nonces + ",s=" + salt + ",i=" + ITERATIONS;
  }

  /** What a client says last, its proof in it. */
  public String clientFinal(String nonces, String clientFirst, String serverFirst) {
    String bare = "c=" + UNBOUND + ",r=" + nonces;
    byte[] key = clientKey();
    xor(key, hmac(sha256(clientKey()), octets(exchange(clientFirst, serverFirst, bare))));
    return bare + ",p=" + Base64.getEncoder().encodeToString(key);
  }

  /** Whether a client's last words are those of somebody who knows the password. */
  public boolean proves(String clientFinal, String clientFirst, String serverFirst) {
    String nonces = attribute(serverFirst, 'r').orElse("");
    return clientFinal.equals(clientFinal(nonces, clientFirst, serverFirst));
  }

  /** A server's last words, which show that it knows the password too. */
  public String serverFinal(String clientFirst, String serverFirst) {
    String bare = "c=" + UNBOUND + ",r=" + attribute(serverFirst, 'r').orElse("");
    byte[] key = hmac(salted, octets("Server Key"));
    byte[] signature = hmac(key, octets(exchange(clientFirst, serverFirst, bare)));
    return "v=" + Base64.getEncoder().encodeToString(signature);
  }

  /** The value of {@code r=...} and its like in a message. */
  public static Optional<String> attribute(String message, char name) {
    return Arrays.stream(message.split(","))
        .filter(part -> part.startsWith(name + "="))
        .map(part -> part.substring(2))
        .findFirst();
  }

  /** {@code AuthMessage}: what was said so far, but the proof. */
  private static String exchange(String clientFirst, String serverFirst, String bare) {
    return clientFirst.replaceFirst("^[^,]*,[^,]*,", "") + "," + serverFirst + "," + bare;
  }

  private byte[] clientKey() {
    return hmac(salted, octets("Client Key"));
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void xor(byte[] into, byte[] with) {
    for (int i = 0; i < into.length; i++) {
      into[i] ^= with[i];
    }
  }

  /** RFC 2104. */
  private static byte[] hmac(byte[] key, byte[] message) {
    byte[] inner = Arrays.copyOf(key.length > BLOCK ? sha256(key) : key, BLOCK);
    byte[] outer = inner.clone();
    for (int i = 0; i < BLOCK; i++) {
      inner[i] ^= 0x36;
      outer[i] ^= 0x5c;
    }
    return sha256(outer, sha256(inner, message));
  }

  static byte[] sha256(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return Sha256.of(all.toByteArray());
  }
}
