package passerelle.packet.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ChecksumTest {
  /** The example of RFC 1071, section 3. */
  private static final byte[] OCTETS = {
    0, 1, (byte) 0xf2, 3, (byte) 0xf4, (byte) 0xf5, (byte) 0xf6, (byte) 0xf7
  };

  @Test
  void theStandardsExampleSumsUpAsItSays() {
    assertEquals(0x2ddf0, Checksum.words(OCTETS, 0, OCTETS.length));
    assertEquals(0x220d, Checksum.of(OCTETS));
  }

  @Test
  void anOddLastOctetCountsAsAHighHalf() {
    assertEquals(0x0100, Checksum.words(OCTETS, 1, 1));
  }
}
