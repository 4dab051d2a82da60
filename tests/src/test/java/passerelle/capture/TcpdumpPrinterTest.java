package passerelle.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import passerelle.addr.IpAddress;
import passerelle.capture.file.CaptureReader;
import passerelle.capture.file.CapturedPacket;
import passerelle.capture.print.NameResolver;
import passerelle.capture.print.PrintOptions;
import passerelle.capture.print.PrintOptions.Dump;
import passerelle.capture.print.PrintOptions.Time;
import passerelle.capture.print.TcpdumpPrinter;

/**
 * The files under captures/ hold packets of one kind each and what tcpdump 4.99.5 printed of them;
 * session.pcap was captured between two namespaces of a Linux machine.
 */
class TcpdumpPrinterTest {
  private static final NameResolver MACHINE =
      new NameResolver() {
        @Override
        public Optional<String> host(IpAddress address) {
          return Optional.of("localhost").filter(name -> address.toString().equals("127.0.0.1"));
        }

        @Override
        public Optional<String> device(int index) {
          return Optional.of("lo").filter(name -> index == 1);
        }
      };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arp", "icmp", "ip", "tcp", "tcpapp", "dns", "udp", "l2", "ip6", "sll2", "session"
      })
  void packetsArePrintedAsTcpdumpPrintsThem(String name) throws Exception {
    String recorded = new String(resource(name + ".txt"), StandardCharsets.ISO_8859_1);
    StringBuilder printed = new StringBuilder();
    List<String> commands = recorded.lines().filter(line -> line.startsWith("$ tcpdump")).toList();
    assertTrue(commands.size() >= 2);
    for (String command : commands) {
      printed.append(command).append('\n');
      printed.append(print(options(command.split(" ")[2]), resource(name + ".pcap")));
    }
    assertEquals(recorded, printed.toString());
  }

  private static String print(PrintOptions options, byte[] file) throws Exception {
    CaptureReader reader = CaptureReader.open(file);
    TcpdumpPrinter printer = new TcpdumpPrinter(reader.linkType(), options, MACHINE);
    StringBuilder printed = new StringBuilder();
    for (CapturedPacket packet : Packets.readAll(file)) {
      printed.append(printer.print(packet));
    }
    return printed.toString();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = TcpdumpPrinterTest.class.getResourceAsStream("/captures/" + name)) {
      return in.readAllBytes();
    }
  }

  private static PrintOptions options(String letters) {
    int times = count(letters, 't');
    Dump dump = letters.contains("X") ? Dump.HEX_ASCII : Dump.NONE;
    return new PrintOptions(
        letters.contains("n"),
        letters.contains("e"),
        Time.values()[times],
        count(letters, 'v'),
        letters.contains("q"),
        letters.contains("S"),
        letters.contains("#"),
        letters.contains("A") ? Dump.ASCII : dump);
  }

  private static int count(String letters, char letter) {
    return (int) letters.chars().filter(c -> c == letter).count();
  }

  @Property(tries = 3000, seed = "4995")
  void noOctetsMakeItFail(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    String[] names = {"icmp", "ip", "tcpapp", "dns", "ip6", "udp", "l2", "session"};
    List<CapturedPacket> packets =
        Packets.readAll(resource(names[random.nextInt(names.length)] + ".pcap"));
    byte[] bytes = packets.get(random.nextInt(packets.size())).bytes().clone();
    for (int i = random.nextInt(4); i > 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    LinkType linkType = random.nextInt(8) == 0 ? LinkType.LINUX_SLL2 : LinkType.ETHERNET;
    PrintOptions options = options("evvX".substring(0, random.nextInt(5)));
    TcpdumpPrinter printer = new TcpdumpPrinter(linkType, options, MACHINE);
    assertTrue(printer.print(CapturedPacket.of(seed, bytes)).endsWith("\n"));
    assertTrue(printer.print(CapturedPacket.of(seed, cut)).endsWith("\n"));
  }
}
