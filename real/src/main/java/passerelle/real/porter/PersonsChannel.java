package passerelle.real.porter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A file that the porter has open. */
final class PersonsChannel implements SeekableByteChannel {
  private static final int MOST = 1 << 20;

  private final Errands porter;
  private final int number;
  private boolean closed;

  PersonsChannel(Errands porter, int number) {
    this.porter = porter;
    this.number = number;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int wanted = Math.min(into.remaining(), MOST);
    byte[] octets =
        porter.ask(
            Request.READ,
            out -> {
              out.writeInt(number);
              out.writeInt(wanted);
            },
            Words::read);
    into.put(octets);
    return octets.length == 0 && wanted > 0 ? -1 : octets.length;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    byte[] octets = new byte[Math.min(from.remaining(), MOST)];
    from.get(octets);
    porter.tell(
        Request.WRITE,
        out -> {
          out.writeInt(number);
          Words.write(out, octets);
        });
    return octets.length;
  }

  @Override
  public long position() throws IOException {
    return goTo(-1);
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    goTo(position);
    return this;
  }

  private long goTo(long position) throws IOException {
    return porter.ask(
        Request.POSITION,
        out -> {
          out.writeInt(number);
          out.writeLong(position);
        },
        in -> in.readLong());
  }

  @Override
  public long size() throws IOException {
    return porter.ask(Request.SIZE, out -> out.writeInt(number), in -> in.readLong());
  }

  @Override
  public SeekableByteChannel truncate(long size) throws IOException {
    porter.tell(
        Request.TRUNCATE,
        out -> {
          out.writeInt(number);
          out.writeLong(size);
        });
    return this;
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      porter.tell(Request.CLOSE, out -> out.writeInt(number));
    }
  }
}
