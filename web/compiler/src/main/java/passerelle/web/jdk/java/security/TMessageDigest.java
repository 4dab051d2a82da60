package passerelle.web.jdk.java.security;

import java.security.NoSuchAlgorithmException;

/** SHA-256 (FIPS 180-4), which TeaVM lacks. */
public final class TMessageDigest {
  private static final int[] K = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  };

  private TMessageDigest() {}

  public static TMessageDigest getInstance(String name) throws NoSuchAlgorithmException {
    if (!name.equals("SHA-256")) {
      throw new NoSuchAlgorithmException(name);
    }
    return new TMessageDigest();
  }

  public byte[] digest(byte[] message) {
    int blocks = (message.length + 8) / 64 + 1;
    byte[] padded = new byte[blocks * 64];
    System.arraycopy(message, 0, padded, 0, message.length);
    padded[message.length] = (byte) 0x80;
    long bits = 8L * message.length;
    for (int i = 0; i < 8; i++) {
      padded[padded.length - 1 - i] = (byte) (bits >>> 8 * i);
    }
    int[] h = {
      0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };
    for (int block = 0; block < blocks; block++) {
      round(padded, block * 64, h);
    }
    byte[] out = new byte[32];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (h[i / 4] >>> 24 - 8 * (i % 4));
    }
    return out;
  }

  private static void round(byte[] in, int from, int[] h) {
    int[] w = new int[64];
    for (int i = 0; i < 16; i++) {
      int at = from + 4 * i;
      w[i] =
          (in[at] & 0xff) << 24
              | (in[at + 1] & 0xff) << 16
              | (in[at + 2] & 0xff) << 8
              | in[at + 3] & 0xff;
    }
    for (int i = 16; i < 64; i++) {
      int s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ w[i - 15] >>> 3;
      int s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ w[i - 2] >>> 10;
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    int[] v = h.clone();
    for (int i = 0; i < 64; i++) {
      int s1 = turn(v[4], 6) ^ turn(v[4], 11) ^ turn(v[4], 25);
      int t1 = v[7] + s1 + (v[4] & v[5] ^ ~v[4] & v[6]) + K[i] + w[i];
      int s0 = turn(v[0], 2) ^ turn(v[0], 13) ^ turn(v[0], 22);
      int t2 = s0 + (v[0] & v[1] ^ v[0] & v[2] ^ v[1] & v[2]);
      System.arraycopy(v, 0, v, 1, 7);
      v[4] += t1;
      v[0] = t1 + t2;
    }
    for (int i = 0; i < 8; i++) {
      h[i] += v[i];
    }
  }

  private static int turn(int value, int by) {
    return value >>> by | value << 32 - by;
  }
}
