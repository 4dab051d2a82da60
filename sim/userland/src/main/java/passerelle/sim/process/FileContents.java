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
    disk.give(bytes.size());
    bytes.reset();
  }

  /** Whether there was room for all of it: as much is written as there was. */
  boolean append(byte[] more) {
    int fitting = (int) Math.min(more.length, disk.room());
    disk.take(fitting);
    bytes.write(more, 0, fitting);
    return fitting == more.length;
  }
}
