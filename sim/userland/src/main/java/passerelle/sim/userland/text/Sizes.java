package passerelle.sim.userland.text;

import java.util.List;
import java.util.Optional;
import passerelle.kernel.Errno;
import passerelle.sim.process.FileError;
import passerelle.sim.process.Process;
import passerelle.text.CNumber;

/** How large files are, and how tools write that. */
final class Sizes {
  /** A file system's block. */
  private static final long BLOCK = 4096;

  private Sizes() {}

  /** Whether the kernel makes a file up when it is read. */
  static boolean isOfKernel(String path) {
    return path.matches("/(proc|sys|dev/pts)(/.*)?");
  }

  /** A directory of tmpfs: so many octets for itself and each name ({@code BOGO_DIRENT_SIZE}). */
  private static long inMemory(int names) {
    return 20L * (names + 2);
  }

  /** Octets of a file, of a link's target, or of a small directory. */
  static long of(Process self, String path) {
    Optional<String> link = self.files().readLink(path);
    if (link.isPresent()) {
      return isOfKernel(path) ? 0 : link.get().length();
    }
    try {
      if (self.files().isDirectory(path)) {
        boolean memory = self.files().isInMemory(path);
        return isOfKernel(path) ? 0 : memory ? inMemory(self.files().list(path).size()) : BLOCK;
      }
      return self.files().device(path).isPresent() ? 0 : self.files().read(path).length;
    } catch (FileError unreadable) {
      return 0;
    }
  }

  /** Octets that a file takes on the disk: whole blocks; short links and empty files none. */
  static long onDisk(Process self, String path) {
    boolean none = self.files().isLink(path) || isOfKernel(path);
    return none ? 0 : (of(self, path) + BLOCK - 1) / BLOCK * BLOCK;
  }

  /** A size as {@code -h} writes it, rounded up ({@code gnulib/lib/human.c}). */
  static String human(long octets) {
    String[] units = {"", "K", "M", "G", "T"};
    double value = octets;
    int unit = 0;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    if (unit > 0 && value < 9.95) {
      return CNumber.fixed(Math.ceil(value * 10) / 10, 1) + units[unit];
    }
    return (long) Math.ceil(value) + units[unit];
  }

  /** A number with its suffix as dd and truncate take it; empty for none. */
  static Optional<Long> parse(String text) {
    List<String> suffixes =
        List.of("", "c", "w", "b", "kB", "K", "k", "KiB", "MB", "M", "MiB", "GB", "G", "GiB");
    long[] factors = {
      1,
      1,
      2,
      512,
      1000,
      1 << 10,
      1 << 10,
      1 << 10,
      1_000_000,
      1 << 20,
      1 << 20,
      1_000_000_000,
      1 << 30,
      1 << 30
    };
    String digits = text.replaceFirst("[a-zA-Z]*$", "");
    int unit = suffixes.indexOf(text.substring(digits.length()));
    if (!digits.matches("[0-9]{1,9}") || unit < 0) {
      return Optional.empty();
    }
    return Optional.of(Long.parseLong(digits) * factors[unit]);
  }

  /** More than the lab's disk holds is refused as a full disk refuses it. */
  static int room(long octets) throws FileError {
    if (octets > 1 << 28) {
      throw new FileError(Errno.ENOSPC);
    }
    return (int) octets;
  }
}
