package passerelle.benchmark;

import java.util.ArrayList;
import java.util.List;
import passerelle.addr.Family;
import passerelle.addr.IpAddress;
import passerelle.addr.SocketAddress;
import passerelle.cli.lab.LabSettings;
import passerelle.cli.lab.SimLab;
import passerelle.engine.EngineProfile;
import passerelle.engine.EngineSettings;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.scenarios.replay.LabException;
import passerelle.sim.core.EventLoop;
import passerelle.sim.netns.Netns;
import passerelle.sim.process.Capture;
import passerelle.sim.socket.Owner;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.UdpSocket;

/**
 * A lab with many published containers, and a flow of UDP datagrams from the laptop to the last of
 * them: laptop, switch, host eth0, DNAT, FORWARD, docker0, veth, container.
 */
final class PublishedPort implements AutoCloseable {
  /** Payload of a datagram in octets: the smallest Ethernet frame. */
  private static final Payload PAYLOAD = Payload.zeros(18);

  /** A Linux bridge takes 1023 ports, and a broadcast goes to all of them. */
  private static final int CONTAINERS_A_NETWORK = 400;

  private static final int FIRST_PORT = 10_000;
  private static final IpAddress HOST = IpAddress.of("192.0.2.10");

  private final SimLab lab;
  private final UdpSocket client;
  private final UdpSocket server;
  private final SocketAddress target;

  PublishedPort(int containers) {
    try {
      lab = open();
      runContainers(lab, containers);
      String last = "c" + (containers - 1);
      Netns container = container(lab, last);
      server = container.sockets().udp().open(new Owner("server", 1, 3), SocketFamily.INET);
      server.bind(new SocketAddress(Family.IPV4.any(), 5000));
      Netns laptop = lab.kernel().namespaces().require("laptop");
      client = laptop.sockets().udp().open(new Owner("client", 2, 3), SocketFamily.INET);
      target = new SocketAddress(HOST, FIRST_PORT + containers - 1);
      for (int i = 0; i < 3; i++) {
        client.send(target, PAYLOAD);
        lab.kernel().machine().loop().advance(EventLoop.SECOND);
      }
      while (server.receive().isPresent()) {
        continue;
      }
    } catch (LabException | KernelException e) {
      throw new IllegalStateException(e);
    }
  }

  static SimLab open() throws LabException {
    EngineSettings engine = EngineSettings.defaults(EngineProfile.of("28.5").orElseThrow());
    return SimLab.open(new LabSettings(engine, "stand-in", 1));
  }

  /** Runs containers c0, c1..., each with a published UDP port, 400 on a network. */
  static void runContainers(SimLab lab, int count) {
    String network = "bridge";
    for (int i = 0; i < count; i++) {
      if (i > 0 && i % CONTAINERS_A_NETWORK == 0) {
        network = "net" + i / CONTAINERS_A_NETWORK;
        docker(lab, List.of("network", "create", network));
      }
      String publish = FIRST_PORT + i + ":5000/udp";
      docker(
          lab, List.of("run", "-d", "--name", "c" + i, "--net", network, "-p", publish, "nginx"));
    }
  }

  private static void docker(SimLab lab, List<String> arguments) {
    List<String> argv = new ArrayList<>(List.of("docker"));
    argv.addAll(arguments);
    Capture screen = new Capture();
    if (lab.runProgram("host", argv, screen) != 0) {
      throw new IllegalStateException(screen.text());
    }
  }

  private static Netns container(SimLab lab, String name) {
    String id = lab.engine().containersByName().get(name).id();
    return lab.kernel().spaces().place(id).netns();
  }

  /** Sends one datagram and runs the lab until it is received. */
  void sendOne() throws KernelException {
    client.send(target, PAYLOAD);
    EventLoop loop = lab.kernel().machine().loop();
    while (!server.isReadable()) {
      if (!loop.step()) {
        throw new IllegalStateException("the datagram was lost");
      }
    }
    server.receive();
  }

  SimLab lab() {
    return lab;
  }

  @Override
  public void close() {
    lab.close();
  }
}
