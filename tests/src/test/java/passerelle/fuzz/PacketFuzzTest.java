package passerelle.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import passerelle.addr.Ipv4Address;
import passerelle.addr.MacAddress;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.packet.EthernetFrame;
import passerelle.packet.IcmpMessage;
import passerelle.packet.Ipv4Header;
import passerelle.packet.Ipv4Packet;
import passerelle.packet.Payload;
import passerelle.packet.TcpOptions;
import passerelle.packet.TcpSegment;
import passerelle.packet.UdpDatagram;
import passerelle.packet.codec.Codec;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.link.Device;
import passerelle.sim.link.Skb;
import passerelle.sim.process.Capture;

/** Whatever bytes come in by a cable, the stack survives, and every packet's way has an end. */
class PacketFuzzTest {
  private static final int FRAMES = 50_000;

  @Test
  @Timeout(300)
  void fiftyThousandRandomAndMutatedFramesLeaveALabThatWorks() throws LabException {
    EngineSettings engine = EngineSettings.defaults(EngineProfile.of("28.5").orElseThrow());
    try (SimLab lab = SimLab.open(new LabSettings(engine, "stand-in", 1))) {
      Capture screen = new Capture();
      lab.run("host", "docker run -d --name web -p 8080:80 nginx", screen);
      List<Device> targets =
          List.of(
              device(lab, "host", "eth0"),
              device(lab, "host", "docker0"),
              device(lab, "laptop", "eth0"),
              device(lab, "router", "lan2"),
              device(lab, "internet", "eth0"));
      SplittableRandom random = new SplittableRandom(7);
      for (int i = 0; i < FRAMES; i++) {
        Device target = targets.get(i % targets.size());
        byte[] bytes = mutate(Codec.encode(frame(random, target)), random);
        inject(lab, target, bytes);
        if (i % 100 == 0) {
          lab.kernel().scheduler().advance(EventLoop.MILLISECOND);
        }
      }
      lab.kernel().scheduler().advance(300 * EventLoop.SECOND);
      assertEquals(0, lab.run("laptop", "curl -s http://192.0.2.10:8080/", screen));
      assertTrue(screen.text().contains("Welcome to nginx!"), screen.text());
    }
  }

  private static Device device(SimLab lab, String netns, String name) {
    return lab.kernel().namespaces().require(netns).device(name).orElseThrow();
  }

  private static void inject(SimLab lab, Device device, byte[] bytes) {
    Codec.decode(bytes)
        .ifPresent(
            frame -> {
              Skb skb = new Skb(lab.kernel().machine(), frame.packet());
              skb.setFrame(frame.source(), frame.destination());
              lab.kernel().machine().loop().schedule(0, () -> device.receive(skb));
            });
    lab.kernel().scheduler().advance(0);
  }

  private static EthernetFrame frame(SplittableRandom random, Device target) {
    Ipv4Address[] addresses = {
      Ipv4Address.of("192.0.2.10"),
      Ipv4Address.of("192.0.2.20"),
      Ipv4Address.of("172.17.0.2"),
      Ipv4Address.of("198.51.100.80"),
      Ipv4Address.of("172.17.0.1"),
      new Ipv4Address(random.nextInt())
    };
    Ipv4Header header =
        new Ipv4Header(
            0,
            random.nextInt(4),
            random.nextBoolean(),
            random.nextInt(4) == 0,
            random.nextInt(4) == 0 ? 8 * random.nextInt(200) : 0,
            1 + random.nextInt(64));
    Payload payload = Payload.zeros(random.nextInt(60));
    int[] ports = {80, 8080, 53, random.nextInt(65536)};
    int source = ports[random.nextInt(4)];
    int destination = ports[random.nextInt(4)];
    var transport =
        switch (random.nextInt(3)) {
          case 0 -> new UdpDatagram(source, destination, payload);
          case 1 ->
              new TcpSegment(
                  source,
                  destination,
                  random.nextInt(),
                  random.nextInt(),
                  random.nextInt(256),
                  random.nextInt(65536),
                  TcpOptions.NONE,
                  payload);
          default -> IcmpMessage.echoRequest(random.nextInt(65536), 1, payload);
        };
    return new EthernetFrame(
        target.mac(),
        new MacAddress(0x0200_0000_0000L | random.nextInt(8)),
        new Ipv4Packet(
            addresses[random.nextInt(6)], addresses[random.nextInt(6)], header, transport));
  }

  private static byte[] mutate(byte[] bytes, SplittableRandom random) {
    byte[] out =
        random.nextInt(10) == 0
            ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1))
            : bytes;
    for (int changes = random.nextInt(3); changes > 0 && out.length > 0; changes--) {
      out[random.nextInt(out.length)] = (byte) random.nextInt(256);
    }
    return out;
  }
}
