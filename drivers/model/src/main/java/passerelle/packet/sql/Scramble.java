package passerelle.packet.sql;

import java.nio.charset.StandardCharsets;
import passerelle.packet.Payload;

/**
 * How a client of MySQL shows that it knows a password without sending it: {@code
 * caching_sha2_password}, sql/auth/sha2_password_common.cc.
 */
public final class Scramble {
  private Scramble() {}

  /**
   * SHA256(password) XOR SHA256(SHA256(SHA256(password)) nonce).
   *
   * @param nonce what the server has sent in its greeting
   * @return 32 octets; none without a password
   */
  public static Payload of(String password, String nonce) {
    if (password.isEmpty()) {
      return Payload.EMPTY;
    }
    byte[] once = Scram.sha256(password.getBytes(StandardCharsets.UTF_8));
    byte[] salt = nonce.getBytes(StandardCharsets.UTF_8);
    byte[] mask = Scram.sha256(Scram.sha256(once), salt);
    for (int i = 0; i < once.length; i++) {
      once[i] ^= mask[i];
    }
    return Payload.of(once);
  }
}
