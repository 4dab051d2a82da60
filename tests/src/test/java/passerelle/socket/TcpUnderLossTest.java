package passerelle.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import passerelle.addr.IpAddress;
import passerelle.addr.IpInterfaceAddress;
import passerelle.addr.SocketAddress;
import passerelle.kernel.Errno;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.core.LabRandom;
import passerelle.sim.core.Machine;
import passerelle.sim.netns.Namespaces;
import passerelle.sim.netns.Netns;
import passerelle.sim.socket.Owner;
import passerelle.sim.socket.SocketFamily;
import passerelle.sim.socket.SocketOptions;
import passerelle.sim.socket.TcpListener;
import passerelle.sim.socket.TcpSocket;
import passerelle.sim.socket.TcpState;

/** What TCP promises whatever the network does: all data, once, in order, in both directions. */
class TcpUnderLossTest {
  private static final Owner OWNER = new Owner("test", 1, 3);
  private static final SocketAddress SERVER = new SocketAddress(IpAddress.of("10.0.0.2"), 80);

  /** Two namespaces with a bad wire between them. */
  private static final class Wires {
    final Machine machine;
    final Netns a;
    final Netns b;

    Wires(long seed, int lossPercent) throws KernelException {
      machine = new Machine(seed);
      Namespaces namespaces = new Namespaces(machine);
      a = namespaces.add("a");
      b = namespaces.add("b");
      LabRandom random = new LabRandom(seed);
      LossyWire one = end(namespaces, a, "10.0.0.1/24", random, lossPercent);
      LossyWire two = end(namespaces, b, "10.0.0.2/24", random, lossPercent);
      LossyWire.connect(one, two);
    }

    private LossyWire end(
        Namespaces namespaces, Netns netns, String address, LabRandom random, int lossPercent)
        throws KernelException {
      LossyWire wire = new LossyWire(machine, namespaces.links().randomMac(), random, lossPercent);
      netns.add(wire);
      netns.addresses().add(wire, IpInterfaceAddress.of(address), Optional.empty());
      netns.setUp(wire, true);
      return wire;
    }
  }

  /** Sends data and closes its direction, and reads what comes to its end. */
  private static final class Peer {
    private final TcpSocket socket;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private Payload rest;
    private Optional<Errno> error = Optional.empty();
    private boolean over;

    Peer(TcpSocket socket, byte[] data) {
      this.socket = socket;
      rest = Payload.of(data);
      socket.onEvent(this::look);
    }

    void look() {
      try {
        while (socket.available() > 0) {
          received.writeBytes(socket.receive(3000).toBytes());
        }
        error = error.or(socket::takeError);
        over |= socket.atEnd();
        boolean open =
            socket.state() == TcpState.ESTABLISHED || socket.state() == TcpState.CLOSE_WAIT;
        if (open && rest.length() > 0) {
          int taken = socket.send(rest.slice(0, Math.min(5000, rest.length())));
          rest = rest.slice(taken, rest.length());
          if (rest.length() == 0) {
            socket.shutdownWrite();
          }
        }
      } catch (KernelException broken) {
        error = Optional.of(broken.errno());
      }
    }
  }

  private static byte[] noise(int length, long seed) {
    LabRandom random = new LabRandom(seed);
    byte[] data = new byte[length];
    for (int i = 0; i < length; i++) {
      data[i] = (byte) random.nextInt();
    }
    return data;
  }

  @Property(tries = 60, seed = "4242")
  void dataArrivesWholeAndInOrder(
      @ForAll long seed,
      @ForAll @IntRange(max = 25) int lossPercent,
      @ForAll @IntRange(min = 1, max = 60_000) int there,
      @ForAll @IntRange(min = 1, max = 20_000) int back)
      throws KernelException {
    Wires wires = new Wires(seed, lossPercent);
    TcpListener listener =
        wires.b.sockets().tcp().listen(OWNER, SocketFamily.INET, SERVER, 5, new SocketOptions());
    Peer[] server = new Peer[1];
    listener.onEvent(
        () -> listener.accept().ifPresent(s -> server[0] = new Peer(s, noise(back, seed + 1))));
    TcpSocket socket = wires.a.sockets().tcp().open(OWNER, SocketFamily.INET);
    Peer client = new Peer(socket, noise(there, seed));
    socket.connect(SERVER);
    for (int i = 0; i < 4000 && !(client.over && server[0] != null && server[0].over); i++) {
      wires.machine.loop().advance(100_000_000L);
      client.look();
      if (server[0] != null) {
        server[0].look();
      }
    }
    assertEquals(Optional.empty(), client.error);
    assertTrue(client.over && server[0].over, "the connection has not ended");
    assertArrayEquals(noise(there, seed), server[0].received.toByteArray());
    assertArrayEquals(noise(back, seed + 1), client.received.toByteArray());
  }

  @Test
  void onePeerAloneGivesUpWithATimeout() throws KernelException {
    Wires wires = new Wires(1, 100);
    TcpSocket socket = wires.a.sockets().tcp().open(OWNER, SocketFamily.INET);
    socket.connect(SERVER);
    wires.machine.loop().advance(133_000_000_000L);
    assertEquals(TcpState.SYN_SENT, socket.state());
    wires.machine.loop().advance(4_000_000_000L);
    assertEquals(Optional.of(Errno.ETIMEDOUT), socket.takeError());
  }

  @Test
  void aWindowThatIsFullStopsTheSenderUntilTheReaderReads() throws KernelException {
    Wires wires = new Wires(3, 0);
    TcpListener listener =
        wires.b.sockets().tcp().listen(OWNER, SocketFamily.INET, SERVER, 5, new SocketOptions());
    TcpSocket socket = wires.a.sockets().tcp().open(OWNER, SocketFamily.INET);
    socket.connect(SERVER);
    wires.machine.loop().advance(10_000_000L);
    byte[] data = noise(300_000, 7);
    assertEquals(data.length, socket.send(Payload.of(data)));
    wires.machine.loop().advance(60_000_000_000L);
    TcpSocket reader = listener.accept().orElseThrow();
    // Rounding up to the window's scale lets a little more in each time, as on Linux.
    assertTrue(reader.available() < 100_000, "took " + reader.available());
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    for (int i = 0; i < 2000 && received.size() < data.length; i++) {
      received.writeBytes(reader.receive(10_000).toBytes());
      wires.machine.loop().advance(500_000_000L);
    }
    assertArrayEquals(data, received.toByteArray());
  }
}
