package passerelle.sim.process;

import java.io.ByteArrayOutputStream;

/** What is in a file; it outlives its name while someone has it open ({@code struct inode}). */
final class FileContents implements Inode {
  private final Disk disk;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int mode = OverlayFiles.PLAIN;

  FileContents(Disk disk) {
    this.disk = disk;
  }

  /** The same contents in a file of its own. */
  FileContents copy() {
    FileContents copy = new FileContents(disk);
    copy.append(toByteArray());
    copy.mode = mode;
    return copy;
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  int size() {
    return bytes.size();
  }

  int mode() {
    return mode;
  }

  void setMode(int value) {
    mode = value;
  }

  void truncate() {
    disk.take(-bytes.size());
    bytes.reset();
  }

  /** Whether there was room for it. */
  boolean append(byte[] more) {
    boolean room = disk.take(more.length);
    if (room) {
      bytes.writeBytes(more);
    }
    return room;
  }
}
