package passerelle.real.porter;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What is known of a file.
 *
 * @param kind 0 for a regular file, 1 a directory, 2 a symbolic link, 3 something else
 * @param size octets
 * @param key what tells it from all others, as text
 */
record FileFacts(
    int kind,
    long size,
    FileTime lastModifiedTime,
    FileTime lastAccessTime,
    FileTime creationTime,
    String key)
    implements BasicFileAttributes {
  private static final int OTHER = 3;

  static FileFacts of(BasicFileAttributes seen) {
    int kind =
        seen.isRegularFile() ? 0 : seen.isDirectory() ? 1 : seen.isSymbolicLink() ? 2 : OTHER;
    return new FileFacts(
        kind,
        seen.size(),
        seen.lastModifiedTime(),
        seen.lastAccessTime(),
        seen.creationTime(),
        String.valueOf(seen.fileKey()));
  }

  static FileFacts read(DataInputStream in) throws IOException {
    return new FileFacts(in.readInt(), in.readLong(), time(in), time(in), time(in), in.readUTF());
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(kind);
    out.writeLong(size);
    out.writeLong(lastModifiedTime.toMillis());
    out.writeLong(lastAccessTime.toMillis());
    out.writeLong(creationTime.toMillis());
    out.writeUTF(key);
  }

  private static FileTime time(DataInputStream in) throws IOException {
    return FileTime.fromMillis(in.readLong());
  }

  @Override
  public boolean isRegularFile() {
    return kind == 0;
  }

  @Override
  public boolean isDirectory() {
    return kind == 1;
  }

  @Override
  public boolean isSymbolicLink() {
    return kind == 2;
  }

  @Override
  public boolean isOther() {
    return kind == OTHER;
  }

  @Override
  public Object fileKey() {
    return key;
  }
}
