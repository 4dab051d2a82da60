package passerelle.sim.userland.net;

import passerelle.kernel.KernelException;
import passerelle.packet.Payload;
import passerelle.sim.process.WaitList;
import passerelle.sim.socket.TcpSocket;

/** A connection as a file that is read and written; it closes when nobody holds it any more. */
public final class TcpStream extends SocketFile {
  private final TcpSocket socket;

  public TcpStream(TcpSocket socket) {
    super(socket);
    this.socket = socket;
  }

  @Override
  public byte[] take(int max) {
    return socket.receive(max).toBytes();
  }

  @Override
  public boolean isReadable() {
    return socket.available() > 0;
  }

  @Override
  public boolean atEnd() {
    return socket.atEnd() || socket.hasError() && socket.available() == 0;
  }

  @Override
  public boolean write(byte[] bytes) {
    try {
      return socket.send(Payload.of(bytes.clone())) >= 0;
    } catch (KernelException broken) {
      return false;
    }
  }

  @Override
  public boolean isFull() {
    return !socket.isWritable() && !socket.hasError();
  }

  @Override
  public WaitList drained() {
    return changed();
  }
}
