package passerelle.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import passerelle.capture.file.CaptureFormatException;
import passerelle.capture.file.CaptureInterface;
import passerelle.capture.file.CaptureReader;
import passerelle.capture.file.CapturedPacket;
import passerelle.capture.file.Direction;
import passerelle.capture.file.PcapWriter;
import passerelle.capture.file.PcapngWriter;

class CaptureFileTest {
  private static final long NOW = 1_767_268_800_123_456_000L;

  private static List<CapturedPacket> packets() {
    RandomPackets generator = new RandomPackets(7);
    List<CapturedPacket> packets = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      packets.add(CapturedPacket.of(NOW + i * 1_000_000L, generator.next()));
    }
    return packets;
  }

  @Test
  void pcapKeepsPacketsAndMicroseconds() throws Exception {
    assertEquals(packets(), Packets.readAll(PcapWriter.file(LinkType.ETHERNET, packets())));
  }

  @Test
  void pcapngKeepsInterfacesCommentsDirectionsAndNanoseconds() throws Exception {
    List<CaptureInterface> interfaces =
        List.of(CaptureInterface.ethernet("host/eth0"), CaptureInterface.ethernet("web/eth0"));
    List<CapturedPacket> packets = new ArrayList<>();
    for (CapturedPacket packet : packets()) {
      int number = packets.size();
      packets.add(
          new CapturedPacket(
              packet.timeNanos() + number,
              number % 2,
              packet.bytes(),
              packet.originalLength() + number % 3,
              number % 3 == 0 ? Optional.empty() : Optional.of("DNAT 80 → 8080 #" + number),
              Direction.values()[number % 3]));
    }
    byte[] file = PcapngWriter.file(interfaces, packets);
    CaptureReader reader = CaptureReader.open(file);
    assertEquals(packets, Packets.readAll(file));
    while (reader.next().isPresent()) {
      assertTrue(reader.snapLength() > 0);
    }
    assertEquals(interfaces, reader.interfaces());
  }

  @Test
  void bothByteOrdersAndNanosecondsAreRead() throws Exception {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      ByteBuffer file = ByteBuffer.allocate(24 + 16 + 15).order(order);
      file.putInt(0xa1b23c4d).putShort((short) 2).putShort((short) 4).putLong(0);
      file.putInt(65535).putInt(1).putInt(5).putInt(7).putInt(15).putInt(60);
      CapturedPacket read = Packets.readAll(file.array()).get(0);
      assertEquals(5_000_000_007L, read.timeNanos());
      assertEquals(60, read.originalLength());
    }
  }

  @Test
  void damagedFilesAreToldInLibpcapsWords() {
    byte[] file = PcapWriter.file(LinkType.ETHERNET, packets());
    int first = packets().get(0).bytes().length;
    assertMessage(
        "truncated dump file; tried to read 4 file header bytes, only got 0", new byte[0]);
    assertMessage("unknown file format", "abcdefgh".getBytes());
    assertMessage(
        "truncated dump file; tried to read 24 file header bytes, only got 6",
        Arrays.copyOf(file, 10));
    assertMessage(
        "truncated dump file; tried to read 16 header bytes, only got 3", Arrays.copyOf(file, 27));
    assertMessage(
        "truncated dump file; tried to read " + first + " captured bytes, only got 5",
        Arrays.copyOf(file, 24 + 16 + 5));
    byte[] huge = file.clone();
    ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN).putInt(24 + 8, 0x7fffffff);
    assertMessage("invalid packet capture length 2147483647, bigger than snaplen of 262144", huge);
    byte[] version = file.clone();
    version[4] = 9;
    assertMessage("unsupported pcap savefile version 9.4", version);
    byte[] pcapng =
        PcapngWriter.file(List.of(CaptureInterface.ethernet("lo")), packets().subList(0, 1));
    assertMessage(
        "truncated pcapng dump file; tried to read 8 bytes, only got 4",
        concatenate(pcapng, new byte[4]));
  }

  private static byte[] concatenate(byte[] first, byte[] second) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(first);
    out.writeBytes(second);
    return out.toByteArray();
  }

  private static void assertMessage(String message, byte[] file) {
    CaptureFormatException thrown =
        assertThrows(CaptureFormatException.class, () -> Packets.readAll(file));
    assertEquals(message, thrown.getMessage());
  }

  @Property(tries = 3000, seed = "31")
  void mutatedFilesAreReadOrRefused(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] file =
        random.nextBoolean()
            ? PcapWriter.file(LinkType.ETHERNET, packets().subList(0, 5))
            : PcapngWriter.file(
                List.of(CaptureInterface.ethernet("a/eth0")), packets().subList(0, 5));
    for (int i = random.nextInt(6); i >= 0; i--) {
      file[random.nextInt(random.nextBoolean() ? 60 : file.length)] = (byte) random.nextInt(256);
    }
    byte[] cut = Arrays.copyOf(file, file.length - random.nextInt(2) * random.nextInt(file.length));
    try {
      assertTrue(Packets.readAll(cut).size() <= 5);
    } catch (CaptureFormatException e) {
      assertFalse(e.getMessage().isEmpty());
    }
  }
}
