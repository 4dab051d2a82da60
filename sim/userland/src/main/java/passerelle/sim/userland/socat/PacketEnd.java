package passerelle.sim.userland.socat;

import passerelle.addr.SocketAddress;
import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.socket.ReceivedDatagram;
import passerelle.sim.socket.UdpSocket;
import passerelle.sim.userland.nc.Wire;

/** One packet, behind which there is nothing more to read, and the way to its sender. */
final class PacketEnd implements Wire {
  private final UdpSocket socket;
  private final ReceivedDatagram packet;
  private boolean read;

  PacketEnd(UdpSocket socket, ReceivedDatagram packet) {
    this.socket = socket;
    this.packet = packet;
  }

  @Override
  public SocketAddress peer() {
    return packet.source();
  }

  @Override
  public boolean isReadable() {
    return !read;
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public Payload read() {
    read = true;
    return packet.payload();
  }

  @Override
  public boolean atEnd() {
    return read;
  }

  @Override
  public int write(Payload data) throws KernelException {
    socket.send(peer(), data);
    return data.length();
  }

  @Override
  public void finish() {
    // UDP has no end to tell.
  }

  @Override
  public void close() {
    // The socket hears the next packet, or ends with the process.
  }
}
