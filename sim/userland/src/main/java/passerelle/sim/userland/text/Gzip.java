package passerelle.sim.userland.text;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The format of gzip (RFC 1952). */
final class Gzip {
  private static final int FIRST = 0x1f;
  private static final int SECOND = 0x8b;

  private Gzip() {}

  /** Whether a file begins as one that gzip has made. */
  static boolean is(byte[] file) {
    return file.length > 1 && (file[0] & 0xff) == FIRST && (file[1] & 0xff) == SECOND;
  }

  static byte[] compress(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * What a file was before.
   *
   * @param most so many octets are read
   * @return empty if it is damaged
   */
  static Optional<byte[]> decompress(byte[] file, int most) {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(file))) {
      return Optional.of(gzip.readNBytes(most));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
