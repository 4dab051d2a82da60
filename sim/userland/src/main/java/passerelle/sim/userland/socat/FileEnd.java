package passerelle.sim.userland.socat;

import java.util.Arrays;
import passerelle.addr.SocketAddress;
import passerelle.packet.Payload;
import passerelle.sim.process.FileError;
import passerelle.sim.process.FileSystem;
import passerelle.sim.userland.nc.Wire;

/**
 * A file as one end: it is read from its beginning, and written over from there, or behind its end
 * (xio-file.c).
 */
final class FileEnd implements Wire {
  private static final int CHUNK = 8192;
  private final FileSystem files;
  private final String path;
  private int read;
  private int written;

  /** A file that is there. */
  FileEnd(FileSystem files, String path, boolean append) {
    this.files = files;
    this.path = path;
    written = append ? contents().length : 0;
  }

  private byte[] contents() {
    try {
      return files.read(path);
    } catch (FileError gone) {
      return new byte[0];
    }
  }

  @Override
  public SocketAddress peer() {
    return SocketAddress.ANY;
  }

  @Override
  public boolean isReadable() {
    return read < contents().length;
  }

  @Override
  public boolean isWritable() {
    return true;
  }

  @Override
  public Payload read() {
    byte[] all = contents();
    int end = Math.min(all.length, read + CHUNK);
    byte[] piece = Arrays.copyOfRange(all, read, end);
    read = end;
    return Payload.of(piece);
  }

  @Override
  public boolean atEnd() {
    return !isReadable();
  }

  @Override
  public int write(Payload data) {
    byte[] all = contents();
    byte[] changed = Arrays.copyOf(all, Math.max(all.length, written + data.length()));
    System.arraycopy(data.toBytes(), 0, changed, written, data.length());
    try {
      files.write(path, changed);
      written += data.length();
    } catch (FileError full) {
      // What a device that is full does not take is lost.
    }
    return data.length();
  }

  @Override
  public void finish() {
    // A file has no other side that waits for its end.
  }

  @Override
  public void close() {
    // Each piece was written when it came.
  }
}
