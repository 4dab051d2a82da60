package passerelle.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import passerelle.text.ByteText;

/**
 * Archives in the interchange format ustar (POSIX.1-2017, pax). Files and directories are read and
 * written; entries of other kinds are passed over when an archive is read.
 */
public final class Tar {
  /** A block, in octets. */
  public static final int BLOCK = 512;

  /** What two blocks of zeros at the end are filled up to, as GNU tar does (-b 20). */
  private static final int RECORD = 20 * BLOCK;

  private static final int NAME = 100;
  private static final int SIZE_AT = 124;
  private static final int SUM_AT = 148;
  private static final int KIND_AT = 156;
  private static final int PREFIX_AT = 345;
  private static final int PREFIX = 155;
  private static final long SECOND = 1_000_000_000L;

  private Tar() {}

  /**
   * A file or directory.
   *
   * @param name as the archive has it; that of a directory ends with a slash
   * @param executable a file may be run
   * @param contents empty for a directory
   * @param modified in nanoseconds since 1970
   */
  public record Entry(String name, boolean executable, byte[] contents, long modified) {
    /** A file of no known age. */
    public static Entry file(String name, byte[] contents) {
      return new Entry(name, false, contents, 0);
    }

    /** A directory of no known age; the name ends with a slash. */
    public static Entry directory(String name) {
      return new Entry(name, true, new byte[0], 0);
    }

    /** Whether it is a directory. */
    public boolean isDirectory() {
      return name.endsWith("/");
    }

    /** {@code -rw-r--r--}. */
    public String mode() {
      return isDirectory() ? "drwxr-xr-x" : executable ? "-rwxr-xr-x" : "-rw-r--r--";
    }
  }

  /** What is no archive; the message is that of Go's archive/tar. */
  public static final class Malformed extends Exception {
    Malformed(String message) {
      super(message);
    }
  }

  /** The archive of some entries, filled up to whole records. */
  public static byte[] write(List<Entry> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      out.writeBytes(header(entry));
      out.writeBytes(entry.contents());
      out.writeBytes(new byte[padding(entry.contents().length, BLOCK)]);
    }
    out.writeBytes(new byte[2 * BLOCK]);
    out.writeBytes(new byte[padding(out.size(), RECORD)]);
    return out.toByteArray();
  }

  private static int padding(int size, int unit) {
    return (unit - size % unit) % unit;
  }

  private static byte[] header(Entry entry) {
    byte[] header = new byte[BLOCK];
    byte[] name = ByteText.encode(entry.name());
    int cut = cut(name);
    put(header, 0, Arrays.copyOfRange(name, cut == 0 ? 0 : cut + 1, name.length), NAME);
    put(header, PREFIX_AT, Arrays.copyOf(name, cut), PREFIX);
    octal(header, NAME, 8, entry.isDirectory() || entry.executable() ? 0755 : 0644);
    octal(header, 108, 8, 0);
    octal(header, 116, 8, 0);
    octal(header, SIZE_AT, 12, entry.contents().length);
    octal(header, 136, 12, entry.modified() / SECOND);
    header[KIND_AT] = (byte) (entry.isDirectory() ? '5' : '0');
    put(header, 257, "ustar\0000".getBytes(StandardCharsets.US_ASCII), 8);
    put(header, 265, "root".getBytes(StandardCharsets.US_ASCII), 32);
    put(header, 297, "root".getBytes(StandardCharsets.US_ASCII), 32);
    Arrays.fill(header, SUM_AT, SUM_AT + 8, (byte) ' ');
    put(header, SUM_AT, "%06o\0 ".formatted(sum(header)).getBytes(StandardCharsets.US_ASCII), 8);
    return header;
  }

  /** Where a long name is cut into prefix and name; 0 for one that is short. */
  private static int cut(byte[] name) {
    int cut = 0;
    for (int i = 1; name.length > NAME && i <= Math.min(PREFIX, name.length - 2); i++) {
      cut = name[i] == '/' ? i : cut;
    }
    return cut;
  }

  private static void put(byte[] header, int at, byte[] text, int most) {
    System.arraycopy(text, 0, header, at, Math.min(text.length, most));
  }

  private static void octal(byte[] header, int at, int width, long value) {
    String text = String.format(Locale.ROOT, "%0" + (width - 1) + "o", value);
    put(header, at, text.getBytes(StandardCharsets.US_ASCII), width - 1);
  }

  private static int sum(byte[] header) {
    int sum = 0;
    for (byte octet : header) {
      sum += octet & 0xFF;
    }
    return sum;
  }

  /**
   * What an archive holds, up to the first block of zeros or its end.
   *
   * @throws Malformed when it breaks off or holds what is no header
   */
  public static List<Entry> read(byte[] archive) throws Malformed {
    List<Entry> entries = new ArrayList<>();
    int at = 0;
    while (at < archive.length) {
      if (archive.length - at < BLOCK) {
        throw new Malformed("unexpected EOF");
      }
      byte[] header = Arrays.copyOfRange(archive, at, at + BLOCK);
      if (sum(header) == 0) {
        return entries;
      }
      checkSum(header);
      long size = number(header, SIZE_AT, 12);
      at += BLOCK;
      if (size > archive.length - at) {
        throw new Malformed("unexpected EOF");
      }
      byte[] contents = Arrays.copyOfRange(archive, at, at + (int) size);
      at += (int) size + padding((int) size, BLOCK);
      entry(header, contents, entries);
    }
    return entries;
  }

  private static void checkSum(byte[] header) throws Malformed {
    byte[] blank = header.clone();
    Arrays.fill(blank, SUM_AT, SUM_AT + 8, (byte) ' ');
    if (number(header, SUM_AT, 8) != sum(blank)) {
      throw new Malformed("archive/tar: invalid tar header");
    }
  }

  private static void entry(byte[] header, byte[] contents, List<Entry> entries) throws Malformed {
    char kind = (char) header[KIND_AT];
    String prefix = text(header, PREFIX_AT, PREFIX);
    String name = (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, NAME);
    long modified = number(header, 136, 12) * SECOND;
    if (kind == '5') {
      String directory = name.endsWith("/") ? name : name + "/";
      entries.add(new Entry(directory, true, new byte[0], modified));
    } else if (kind == '0' || kind == 0) {
      entries.add(new Entry(name, (number(header, NAME, 8) & 0111) != 0, contents, modified));
    }
  }

  private static String text(byte[] header, int at, int most) {
    int end = at;
    while (end < at + most && header[end] != 0) {
      end++;
    }
    return ByteText.decode(Arrays.copyOfRange(header, at, end));
  }

  private static long number(byte[] header, int at, int width) throws Malformed {
    String digits = text(header, at, width).strip();
    if (!digits.matches("[0-7]{0,11}")) {
      throw new Malformed("archive/tar: invalid tar header");
    }
    return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
  }
}
